from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from troth.clock import SetClock
from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Draft, Log
from troth.evidence.entry import read_entry
from troth.evidence.sequence import CLOCK_SLACK, HEAD_OF_NOTHING, Head, Leaf, follow, head_after
from troth.evidence.stored import StoredTiles
from troth.evidence.tree import leaf_hash
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeDraft = Callable[..., Draft]

ACME, ALICE = OrganisationId("acme"), SubjectId("alice")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def no_seal(draft: Draft) -> bytes:
    raise AssertionError(f"nothing of {draft.kind} is to be sealed")


def test_the_same_drafts_give_the_same_bytes_as_in_a_log_with_its_own_journal(tmp_path: Path, draft: MakeDraft) -> None:
    batches = [[draft(0), draft(1)], [Draft(ACME, "policy.published")], [draft(2, subject="bob")]]
    head, clock = HEAD_OF_NOTHING, SetClock(NOON)
    leaves: list[Leaf] = []
    with Log.create(tmp_path / "log", "troth/acme", clock) as log:
        for batch in batches:
            log.append_many(batch)
            added, head = follow(head, ACME, batch, clock.now(), no_seal)
            leaves += added
            clock.advance(SECOND)
        log.checkpoint()

    assert [leaf.data for leaf in leaves] == StoredTiles(tmp_path / "log", {}).entries(0, 4)
    assert [(leaf.index, leaf.kind, leaf.subject, leaf.at) for leaf in leaves] == [
        (0, "choice.recorded", "alice", NOON),
        (1, "choice.recorded", "alice", NOON),
        (2, "policy.published", None, NOON + SECOND),
        (3, "choice.recorded", "bob", NOON + 2 * SECOND),
    ]
    assert head == Head(4, leaf_hash(leaves[-1].data), NOON + 2 * SECOND)


def test_each_leaf_names_its_place_and_the_one_before_it(draft: MakeDraft) -> None:
    first, head = follow(HEAD_OF_NOTHING, ACME, [draft()], NOON, no_seal)
    second, _ = follow(head, ACME, [draft()], NOON, no_seal)

    assert first[0].leaf_hash == leaf_hash(first[0].data)
    assert (read_entry(first[0].data).index, read_entry(first[0].data).previous) == (0, bytes(32))
    assert (read_entry(second[0].data).index, read_entry(second[0].data).previous) == (1, first[0].leaf_hash)


def test_nothing_follows_from_no_drafts() -> None:
    head = Head(3, bytes(range(32)), NOON)
    assert follow(head, ACME, [], NOON - timedelta(days=1), no_seal) == ((), head)


def test_what_is_sealed_is_asked_for_once_a_draft_and_only_where_there_is_something(draft: MakeDraft) -> None:
    asked: list[Draft] = []

    def seal(one: Draft) -> bytes:
        asked.append(one)
        return b"ciphertext"

    drafts = [draft(0), draft(1, sealed=True)]
    leaves, _ = follow(HEAD_OF_NOTHING, ACME, drafts, NOON, seal)
    assert asked == drafts[1:]
    assert [read_entry(leaf.data).sealed for leaf in leaves] == [b"", b"ciphertext"]


@pytest.mark.parametrize("back", [timedelta(0), SECOND, CLOCK_SLACK])
def test_a_clock_set_back_by_up_to_a_minute_is_held_still(draft: MakeDraft, back: timedelta) -> None:
    leaves, head = follow(Head(1, bytes(32), NOON), ACME, [draft()], NOON - back, no_seal)
    assert (leaves[0].at, head.at) == (NOON, NOON)


def test_a_clock_set_back_further_is_refused(draft: MakeDraft) -> None:
    back = CLOCK_SLACK + timedelta(microseconds=1)
    with pytest.raises(OutsideWorldFailed, match="clock was set back") as refused:
        follow(Head(1, bytes(32), NOON), ACME, [draft()], NOON - back, no_seal)
    assert refused.value.id == "evidence.clock-went-back"


def test_one_draft_that_cannot_be_recorded_refuses_them_all(draft: MakeDraft) -> None:
    bad = Draft(OrganisationId("other"), "choice.recorded", ALICE)
    with pytest.raises(WrongUse) as refused:
        follow(HEAD_OF_NOTHING, ACME, [draft(), bad], NOON, no_seal)
    assert refused.value.id == "evidence.wrong-organisation"

    with pytest.raises(WrongUse) as refused:
        follow(HEAD_OF_NOTHING, ACME, [Draft(ACME, "choice.recorded", None, None, "x")], NOON, no_seal)
    assert refused.value.id == "evidence.sealed-without-subject"


def test_a_head_is_found_again_from_the_last_entry(draft: MakeDraft) -> None:
    leaves, head = follow(HEAD_OF_NOTHING, ACME, [draft(0), draft(1)], NOON, no_seal)
    assert head_after(2, leaves[-1].data) == head
    assert head_after(0, b"") == HEAD_OF_NOTHING
