"""How are elements of a policy said to the staff: in plain words, and as they stand in the file?

The one module of the console that asks `troth.policy.export` for words. The console is in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.export.languages import speaker
from troth.policy.export.layered import layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.policy.model import Element
    from troth.words import ClauseId, DataName, PartyName, PurposeName


@dataclass(frozen=True, slots=True)
class Lines:
    """Consecutive lines of the policy file, from `start` (counted from 1)."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """An element: its address, its kind's key in the file, what it does in plain words, and its lines."""

    address: str
    kind: str
    lead: str
    text: str
    lines: Lines | None


@dataclass(frozen=True, slots=True)
class NoteSaid:
    """A note beside a sentence; `said_at` names the sentence where it is said in full."""

    lead: str
    text: str
    said_at: ClauseId | None


class Words:
    """The words for one policy."""

    def __init__(self, policy: Policy, source: str = "") -> None:
        self._names = speaker(policy)
        self._policy = policy
        self._source = source.splitlines()
        self._starts = sorted({element.place.line for _, element in policy.elements() if element.place.line})

    def organisation(self) -> str:
        """What the organisation calls itself."""
        return self._names.organisation()

    def said(self, address: str, element: Element) -> Said:
        """An element in plain words and as it stands in the file."""
        what = self._names.say(element)
        return Said(address, address.partition(".")[0], str(what.lead.value), what.text, self._lines(element))

    def purpose(self, name: PurposeName) -> str:
        """A purpose in words."""
        return self._names.purpose(name)

    def datum(self, name: DataName) -> str:
        """A category of data in words."""
        return self._names.datum(name)

    def party(self, name: PartyName) -> str:
        """A party in words."""
        return self._names.party(name)

    def notes(self, notice: Notice) -> dict[ClauseId, tuple[NoteSaid, ...]]:
        """The notes beside each sentence of a notice."""
        return {
            each.clause.id: tuple(NoteSaid(note.lead, note.text, note.said_at) for note in each.notes)
            for each in layer(self._policy, notice).clauses
        }

    def _lines(self, element: Element) -> Lines | None:
        return lines_of(element.place.line, self._source, self._starts)


def lines_of(first: int, source: Sequence[str], starts: Sequence[int]) -> Lines | None:
    """The lines of the element that starts at a line: up to the next element, or to an empty line or a comment."""
    if not 0 < first <= len(source):
        return None
    end = next((line for line in starts if line > first), len(source) + 1)
    taken: list[str] = []
    for line in source[first - 1 : end - 1]:
        if taken and (not line.strip() or line.lstrip().startswith("#") or not line[0].isspace()):
            break
        taken.append(line)
    return Lines(first, "\n".join(taken))
