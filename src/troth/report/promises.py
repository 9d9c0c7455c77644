"""What became of each sentence of a notice?

The promise table: every clause that says something of its own, the elements of the policy that carry it, and its state.

1. `enforced`: an element that carries it decides questions (`troth.decisions`): practices, choices, signals, retention
   limits, transfers, age rules, and the trees of names those rest on.
2. `not yet enforced`: it is carried only by elements that nothing of troth acts on yet: duties, rights, trackers,
   measures, claims. What is not enforced is never shown as if it were.
3. `untestable`: it is carried by notes alone; the note says why no machine can hold it against practice.
4. `unaccounted`: nothing carries it. A policy with such a clause does not pass its check.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.policy.model import Note

if TYPE_CHECKING:
    from troth.notice.model import Clause, Notice
    from troth.policy.model import Element, Policy
    from troth.words import ClauseId

DECIDING = frozenset(
    {
        "policy",
        "parties",
        "subjects",
        "data",
        "purposes",
        "practices",
        "choices",
        "signals",
        "retention",
        "transfers",
        "children",
    }
)
"""The kinds of element that the decision engine acts on."""


class PromiseState(StrEnum):
    """What became of a clause."""

    ENFORCED = "enforced"
    NOT_YET = "not yet enforced"
    UNTESTABLE = "untestable"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class Promise:
    """One clause of a notice, what carries it, and its state; `reason` says why where it is untestable."""

    clause: Clause
    elements: tuple[str, ...]
    state: PromiseState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PromiseTable:
    """All clauses of one organisation's notice."""

    organisation: str
    promises: tuple[Promise, ...]

    def count(self, state: PromiseState) -> int:
        """How many clauses are in a state."""
        return Counter(promise.state for promise in self.promises)[state]


def promise_table(policy: Policy, notice: Notice) -> PromiseTable:
    """The promise table of a policy and the notice it was made from."""
    carried: dict[ClauseId, dict[str, Element]] = {}
    for address, element in policy.elements():
        for clause in element.clauses:
            carried.setdefault(clause, {})[address] = element
    promises = (_promise(clause, carried.get(clause.id, {})) for clause in notice.practices_and_promises())
    return PromiseTable(str(policy.head.organisation), tuple(promises))


def _promise(clause: Clause, carried: dict[str, Element]) -> Promise:
    addresses = tuple(carried)
    kinds = {address.partition(".")[0] for address in addresses}
    if not kinds:
        return Promise(clause, addresses, PromiseState.UNACCOUNTED)
    if kinds & DECIDING:
        return Promise(clause, addresses, PromiseState.ENFORCED)
    if kinds == {"notes"}:
        return Promise(clause, addresses, PromiseState.UNTESTABLE, _reason(carried))
    return Promise(clause, addresses, PromiseState.NOT_YET)


def _reason(carried: dict[str, Element]) -> str:
    """Why the clause makes no rule: the notes' reasons, or at least their kinds."""
    notes = [note for note in carried.values() if isinstance(note, Note)]
    return "; ".join(dict.fromkeys(note.reason or note.kind.value for note in notes))
