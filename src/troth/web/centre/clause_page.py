"""What is known of one sentence of a notice?

The sentence with what stands around it, its notes in full, what became of it and why, and the lines of the policy file
that cite it, for the curious.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.export.languages import speaker
from troth.web.centre.notice_page import NAMING, Look, choice_anchor, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice.model import Clause, Notice
    from troth.policy.export.languages import Speaker
    from troth.policy.model import Element, Policy
    from troth.report.promises import Promise, PromiseTable
    from troth.words import ClauseId


@dataclass(frozen=True, slots=True)
class Lines:
    """Consecutive lines of the policy file, from `start` (counted from 1)."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """An element of the policy that cites the sentence, in plain words and as it stands in the file."""

    address: str
    look: Look
    lead: str
    text: str
    lines: Lines | None


@dataclass(frozen=True, slots=True)
class ClausePage:
    """One sentence. `promise` is None for headings and lead-ins, which promise nothing of their own."""

    organisation: str
    version: str
    lang: str
    notes_lang: str
    clause: Clause
    above: tuple[Clause, ...]
    lead_in: Clause | None
    before: ClauseId | None
    after: ClauseId | None
    promise: Promise | None
    carriers: tuple[Carrier, ...]
    choice: str


def clause_page(
    policy: Policy,
    notice: Notice,
    table: PromiseTable,
    id: ClauseId,  # noqa: A002 -- the field's name is short
    policy_text: str | None = None,
    language: str = "en",
) -> ClausePage | None:
    """What is known of the sentence; None where the notice has none of that id. `policy_text` is the policy file."""
    clause = notice.clause(id)
    if clause is None:
        return None
    names = speaker(policy, language)
    citing = [(address, element) for address, element in policy.elements() if id in element.clauses]
    citing.sort(key=lambda pair: isinstance(pair[1], NAMING))  # what does something stands first
    source = policy_text.splitlines() if policy_text else []
    starts = sorted({element.place.line for _, element in policy.elements() if element.place.line})
    number = clause.number
    return ClausePage(
        organisation=names.organisation(),
        version=policy.head.version,
        lang=policy.head.lang,
        notes_lang=language,
        clause=clause,
        above=tuple(found for each in clause.headings if (found := notice.clause(each))),
        lead_in=notice.clause(clause.lead_in) if clause.lead_in else None,
        before=notice.clauses[number - 2].id if number > 1 else None,
        after=notice.clauses[number].id if number < len(notice.clauses) else None,
        promise=next((each for each in table.promises if each.clause.id == id), None),
        carriers=tuple(_carrier(names, address, element, source, starts) for address, element in citing),
        choice=next((anchor for _, element in citing if (anchor := choice_anchor(policy, element))), ""),
    )


def _carrier(names: Speaker, address: str, element: Element, source: Sequence[str], starts: Sequence[int]) -> Carrier:
    said = names.say(element)
    return Carrier(
        address, look_of(element), names.leads[said.lead], said.text, _lines(element.place.line, source, starts)
    )


def _lines(first: int, source: Sequence[str], starts: Sequence[int]) -> Lines | None:
    """The element's lines: up to the next element, or to the first line that is empty or a comment."""
    if not 0 < first <= len(source):
        return None
    end = next((line for line in starts if line > first), len(source) + 1)
    taken: list[str] = []
    for line in source[first - 1 : end - 1]:
        if taken and (not line.strip() or line.lstrip().startswith("#") or not line[0].isspace()):
            break
        taken.append(line)
    return Lines(first, "\n".join(taken))
