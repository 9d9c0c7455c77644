"""The check of a log's rows: what it finds when they were changed, and that it can be cut anywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from troth.evidence.entry import Draft
from troth.evidence.sequence import HEAD_OF_NOTHING, Head, follow
from troth.evidence.tree import leaf_hash, root_of
from troth.web.console.pages.verification import Fault, Progress, advance, begin, conclude
from troth.words import OrganisationId

ACME = OrganisationId("acme")


@dataclass(frozen=True)
class Row:
    """A row as the store keeps it."""

    index: int
    leaf: bytes
    leaf_hash: bytes
    kind: str
    subject: str | None
    at: datetime


AT = datetime(2026, 11, 22, tzinfo=UTC)


def _nothing_sealed(draft: Draft) -> bytes:
    raise AssertionError(draft.kind)


def _log(count: int) -> tuple[list[Row], Head]:
    rows, head = [], HEAD_OF_NOTHING
    for number in range(count):
        leaves, head = follow(
            head, ACME, [Draft(ACME, "test.said", public=number)], AT + timedelta(number), _nothing_sealed
        )
        rows += [Row(each.index, each.data, each.leaf_hash, each.kind, each.subject, each.at) for each in leaves]
    return rows, head


ROWS, HEAD = _log(20)
ROOT_OF_12 = root_of(row.leaf_hash for row in ROWS[:12])


def _forged(row: Row, **changed: object) -> Row:
    """The row with another entry in it, and with the hash of that."""
    leaf = json.dumps(json.loads(row.leaf) | changed, separators=(",", ":")).encode()
    return replace(row, leaf=leaf, leaf_hash=leaf_hash(leaf))


def test_rows_that_nobody_touched_hold() -> None:
    found = advance(begin(12, ROOT_OF_12), ACME, ROWS)
    assert isinstance(found, Progress)
    assert found.root_holds
    assert conclude(found, HEAD) is None


@pytest.mark.parametrize("cut", [1, 7, 11, 12, 13, 19])
def test_it_does_not_matter_where_the_check_is_cut(cut: int) -> None:
    first = advance(begin(12, ROOT_OF_12), ACME, ROWS[:cut])
    assert isinstance(first, Progress)
    assert advance(first, ACME, ROWS[cut:]) == advance(begin(12, ROOT_OF_12), ACME, ROWS)


@pytest.mark.parametrize(
    ("index", "row", "says"),
    [
        (5, replace(ROWS[5], leaf=ROWS[5].leaf.replace(b'"public":5', b'"public":6')), "do not hash"),
        (5, _forged(ROWS[5], previous="00" * 32), "does not follow"),
        (5, _forged(ROWS[5], index=6), "another place"),
        (5, _forged(ROWS[5], organisation="globex"), "another log"),
        (5, replace(ROWS[5], kind="test.other"), "filed under"),
        (5, replace(ROWS[5], at=AT), "filed under"),
        (5, replace(ROWS[5], leaf=b"{}", leaf_hash=leaf_hash(b"{}")), "no entry"),
        (5, ROWS[6], "entry 6 does"),
    ],
)
def test_a_row_that_was_changed_is_named(index: int, row: Row, says: str) -> None:
    found = advance(begin(12, ROOT_OF_12), ACME, [*ROWS[:index], row, *ROWS[index + 1 :]])
    assert isinstance(found, Fault)
    assert found.index == index
    assert says in found.text


def test_a_log_that_was_rewritten_whole_has_another_root() -> None:
    leaves, _ = follow(HEAD_OF_NOTHING, ACME, [Draft(ACME, "test.said", public="other")] * 12, AT, _nothing_sealed)
    rows = [Row(each.index, each.data, each.leaf_hash, each.kind, each.subject, each.at) for each in leaves]
    found = advance(begin(12, ROOT_OF_12), ACME, rows)
    assert isinstance(found, Fault)
    assert "another root" in found.text


def test_a_log_that_was_cut_is_shorter_than_what_was_signed() -> None:
    found = advance(begin(12, ROOT_OF_12), ACME, ROWS[:8])
    assert isinstance(found, Progress)
    fault = conclude(found, Head(8, found.previous, found.at))
    assert fault == Fault("12 entries were signed, and there are 8 rows")


def test_a_head_that_is_not_the_last_entry_is_found() -> None:
    found = advance(begin(12, ROOT_OF_12), ACME, ROWS[:15])
    assert isinstance(found, Progress)
    assert conclude(found, HEAD) == Fault("the log's head is not its last entry")


def test_an_empty_log_holds_against_a_checkpoint_of_nothing() -> None:
    started = begin(0, root_of(()))
    assert started.root_holds
    assert conclude(started, HEAD_OF_NOTHING) is None
