"""What is known of one sentence of the notice: what stands around it, what carries it, and what became of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.report.promises import DECIDING, PromiseState
from troth.web.console.pages.wording import NoteSaid, Said, Words

if TYPE_CHECKING:
    from troth.notice import Notice
    from troth.notice.model import Clause
    from troth.policy import Policy
    from troth.report.promises import Promise, PromiseTable
    from troth.words import ClauseId

_MEANS = {
    PromiseState.ENFORCED: "An element that carries this sentence decides questions: what it forbids is answered no.",
    PromiseState.NOT_YET: "The policy carries this sentence, and nothing acts on it yet. It is not enforced.",
    PromiseState.UNTESTABLE: "No machine can hold this sentence against practice.",
    PromiseState.UNACCOUNTED: "Nothing in the policy speaks of this sentence. A policy with such a sentence does not "
    "pass its check: cite the sentence in an element, or in a note that says why it makes no rule.",
}
_NAMING = frozenset({"policy", "parties", "subjects", "data", "purposes"})
"""Kinds whose elements name what others act on: they stand after those."""
_AROUND = 2
"""How many sentences before and after are shown."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An element that carries the sentence, and whether the engine acts on elements of its kind."""

    said: Said
    decides: bool


@dataclass(frozen=True, slots=True)
class ClausePage:
    """One sentence. `promise` is None for headings and lead-ins, which promise nothing of their own."""

    version: str
    lang: str
    clause: Clause
    above: tuple[Clause, ...]
    lead_in: Clause | None
    leading: tuple[Clause, ...]
    following: tuple[Clause, ...]
    before: ClauseId | None
    after: ClauseId | None
    promise: Promise | None
    means: str
    carriers: tuple[Carrier, ...]
    notes: tuple[NoteSaid, ...]


def clause_page(policy: Policy, notice: Notice, table: PromiseTable, clause: Clause, source: str) -> ClausePage:
    """The page of a sentence of the notice; `source` is the policy's file."""
    words = Words(policy, source)
    citing = [(address, element) for address, element in policy.elements() if clause.id in element.clauses]
    places = [each.clause.id for each in table.promises]
    place = places.index(clause.id) if clause.id in places else None
    siblings = [each for each in notice.clauses if each.headings == clause.headings and each.role in _TEXT]
    here = next((number for number, each in enumerate(siblings) if each.id == clause.id), None)
    promise = table.promises[place] if place is not None else None
    return ClausePage(
        version=policy.head.version,
        lang=policy.head.lang,
        clause=clause,
        above=tuple(found for each in clause.headings if (found := notice.clause(each))),
        lead_in=notice.clause(clause.lead_in) if clause.lead_in else None,
        leading=tuple(siblings[max(0, here - _AROUND) : here]) if here is not None else (),
        following=tuple(siblings[here + 1 : here + 1 + _AROUND]) if here is not None else (),
        before=places[place - 1] if place else None,
        after=places[place + 1] if place is not None and place + 1 < len(places) else None,
        promise=promise,
        means=_MEANS[promise.state] if promise else "A heading or a lead-in promises nothing of its own.",
        carriers=tuple(
            Carrier(words.said(address, element), address.partition(".")[0] in DECIDING)
            for address, element in sorted(citing, key=lambda each: each[0].partition(".")[0] in _NAMING)
        ),
        notes=words.notes(notice).get(clause.id, ()),
    )


_TEXT = (ClauseRole.SENTENCE, ClauseRole.ITEM, ClauseRole.LEAD_IN)
