"""Coverage and citation precision: what counts, what does not, and why neither can be gamed alone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from bench import cited
from bench.annotated import Annotated
from bench.cited import Accounted, accounted

from troth import read_notice
from troth.policy.model import KINDS, Note, NoteKind
from troth.reading.draft import draft
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind
from troth.reading.read import read
from troth.words import Act

if TYPE_CHECKING:
    from troth.notice import Notice
    from troth.policy.model import Policy

TEXT = (
    "Privacy notice\n\nWe collect your name and your e-mail address. We keep your personal data for two years. "
    "Personal data means what identifies you.\n"
)


def annotated(**kinds: str) -> list[Annotated]:
    """The sentences of the text that begin like this, with their kinds."""
    found = []
    for beginning, kind in kinds.items():
        start = TEXT.index(beginning.replace("_", " "))
        found.append(Annotated(start, TEXT.index(".", start) + 1, frozenset({kind}), frozenset()))
    return found


SPANS = annotated(We_collect="collection", We_keep="retention", Personal_data_means="definition")


@pytest.fixture
def notice() -> Notice:
    return read_notice(TEXT)


@pytest.fixture
def policy(notice: Notice) -> Policy:
    return draft(read(notice), "acme").policy


def notes_only(policy: Policy, notice: Notice) -> Policy:
    """A policy that has a note on each clause, and nothing else."""
    none: dict[str, dict[str, Note]] = {kind: {} for kind in KINDS}
    all_clauses = citations(clause.id for clause in notice.clauses)
    none["notes"] = {"n": Note(kind=NoteKind.OTHER, reason="noted", cite=all_clauses, id="n")}
    return dataclasses.replace(policy, head=dataclasses.replace(policy.head, cite=()), **none)  # type: ignore[arg-type]


def test_a_draft_that_accounts_for_all_covers_all(notice: Notice, policy: Policy) -> None:
    found = accounted(SPANS, notice, policy)
    assert (found.sentences, found.covered, found.coverage) == (3, 3, 1.0)
    assert found.precision == 1.0
    assert found.elements >= 2


def test_a_note_on_everything_covers_notes_only(notice: Notice, policy: Policy) -> None:
    found = accounted(SPANS, notice, notes_only(policy, notice))
    assert (found.sentences, found.covered) == (3, 1)
    assert found.elements == 1
    assert found.precision == pytest.approx(1 / 3)


def test_a_name_covers_nothing(notice: Notice, policy: Policy) -> None:
    names = dataclasses.replace(policy, practices={}, retention={}, notes={}, parties={})
    assert accounted(SPANS, notice, names).covered == 0


def test_an_element_that_cites_another_kind_of_sentence_is_imprecise(notice: Notice, policy: Policy) -> None:
    wrong = annotated(We_collect="right", We_keep="right", Personal_data_means="right")
    assert accounted(wrong, notice, policy).precision == 0.0


def test_what_nobody_annotated_is_not_counted(notice: Notice, policy: Policy) -> None:
    assert accounted([], notice, policy) == Accounted()
    assert (Accounted().coverage, Accounted().precision) == (0.0, 0.0)


def test_notices_add_up() -> None:
    assert Accounted(2, 1, 4, 2.5) + Accounted(3, 3, 1, 1.0) == Accounted(5, 4, 5, 3.5)


def test_every_act_and_every_kind_of_element_has_kinds_that_fit_it() -> None:
    assert cited._ACTS.keys() == {act.value for act in Act}
    assert cited._FITS.keys() | {"practices"} | cited._NAMES == {"policy", *KINDS}
    known = {kind.value for kind in Kind}
    assert all(kinds <= known for kinds in (*cited._ACTS.values(), *cited._FITS.values()))
