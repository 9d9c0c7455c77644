"""What does the notice say in short?

Eight questions in the order in which people ask them (who, what, why, with whom, how long, rights, choices, contact),
each with lines made from the elements of the policy and the clauses that they rest on.

Rules:
1. Purposes are grouped by what the subject can do about them: only with her consent, unless she says no, otherwise;
   and within that by the legal ground, where the notice names one.
2. Recipients are those of practices that share, sell or transfer; what is never given away is said there too.
3. A question that the notice leaves open keeps its part, with a sentence that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.export.languages import Freedom
from troth.policy.model import Event
from troth.words import EVERYTHING, Act, Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.policy.export.languages import Speaker
    from troth.policy.model import Choice, Element, Practice
    from troth.words import ClauseId

GIVING = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER, Act.PUBLISH})
"""Acts by which data reach somebody else."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the short layer and the clauses it rests on."""

    text: str
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One question of the short layer. `silence` is what stands there when the notice answers nothing."""

    id: str
    title: str
    lines: tuple[Line, ...]
    silence: str


def short_layer(spoken: Speaker) -> tuple[Part, ...]:
    """The eight parts of the short layer, in order."""
    policy = spoken.policy
    choices = _told_once(_choice(spoken, each) for each in policy.choices.values())
    lines: dict[str, tuple[Line, ...]] = {
        "who": tuple(_who(spoken)),
        "what": tuple(_what(spoken)),
        "why": tuple(_why(spoken)),
        "with": tuple(_with_whom(spoken)),
        "how-long": _lines(spoken, policy.retention.values()),
        "rights": _told_once(_first_sentence(spoken, each) for each in policy.rights.values()),
        "choices": (*choices, *_lines(spoken, policy.signals.values())),
        "contact": tuple(_contact(spoken)),
    }
    frame = spoken.frame
    return tuple(Part(id_, frame.parts[id_], found, frame.silence) for id_, found in lines.items())


def _line(spoken: Speaker, element: Element) -> Line:
    return Line(spoken.say(element).text, element.clauses)


def _lines(spoken: Speaker, elements: Iterable[Element]) -> tuple[Line, ...]:
    return tuple(_line(spoken, element) for element in elements)


def _told_once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, those that say the same joined into one with the clauses of all."""
    joined: dict[str, set[ClauseId]] = {}
    for line in lines:
        joined.setdefault(line.text, set()).update(line.clauses)
    return tuple(Line(text, _in_order(clauses)) for text, clauses in joined.items())


def _in_order(clauses: Iterable[ClauseId]) -> tuple[ClauseId, ...]:
    return tuple(sorted(set(clauses), key=lambda clause: int(clause[1:])))


def _choice(spoken: Speaker, choice: Choice) -> Line:
    """A choice by the purposes it is about: the practices in full stand beside their sentences."""
    practices = [each for id_ in choice.of if (each := spoken.policy.practices.get(id_))]
    return Line(spoken.choice_in_short(choice, practices), choice.clauses)


def _first_sentence(spoken: Speaker, element: Element) -> Line:
    return Line(spoken.sentence(spoken.sentences(element)[0]), element.clauses)


def _joined(elements: Iterable[Element]) -> tuple[ClauseId, ...]:
    """The clauses of several elements, each once, in the order of the notice."""
    return _in_order(clause for element in elements for clause in element.clauses)


def _who(spoken: Speaker) -> Iterator[Line]:
    head = spoken.policy.head
    own = spoken.own_party()
    yield Line(spoken.answers(), own.clauses if own else head.clauses)
    for party in spoken.policy.parties.values():
        if party.id != head.organisation and party.role.value in ("controller", "joint"):
            yield Line(spoken.also_answers(party), party.clauses)


def _what(spoken: Speaker) -> Iterator[Line]:
    by_source: dict[str, list[str]] = {}
    for name, category in spoken.policy.data.items():
        for source in category.from_ or ("",):
            by_source.setdefault(source, []).append(name)
    for source, found in by_source.items():
        elements = [category for name, category in spoken.policy.data.items() if name in found]
        yield Line(spoken.come_from(source, found), _joined(elements))


def _why(spoken: Speaker) -> Iterator[Line]:
    groups: dict[tuple[Freedom, Basis | None], list[Practice]] = {}
    for practice in spoken.policy.practices.values():
        if practice.modal is not Modal.NEVER and practice.for_ and not practice.by:
            groups.setdefault(_ground(practice), []).append(practice)
    order = list(Freedom)
    for (freedom, basis), practices in sorted(groups.items(), key=lambda item: order.index(item[0][0])):
        purposes = [each for practice in practices for each in practice.for_ if each != EVERYTHING]
        if purposes:
            yield Line(spoken.grounded(freedom, basis, purposes), _joined(practices))


def _ground(practice: Practice) -> tuple[Freedom, Basis | None]:
    """What the subject can do about a practice, and the legal ground that the notice names beside it."""
    if practice.basis is Basis.CONSENT or practice.consent is ConsentMode.OPT_IN:
        return Freedom.ASKED, None
    if practice.consent is ConsentMode.OPT_OUT:
        return Freedom.OPTED, practice.basis
    deemed = practice.consent in (ConsentMode.BY_USE, ConsentMode.BY_ENTRY)
    return (Freedom.DEEMED if deemed else Freedom.OTHERWISE), practice.basis


def _with_whom(spoken: Speaker) -> Iterator[Line]:
    gives = [each for each in spoken.policy.practices.values() if GIVING & set(each.do) or each.with_]
    by_party: dict[str, list[Practice]] = {}
    for practice in gives:
        for party in practice.with_ if practice.modal is not Modal.NEVER else ():
            by_party.setdefault(party, []).append(practice)
    for name, practices in by_party.items():
        purposes = [each for practice in practices for each in practice.for_]
        yield Line(spoken.receives(name, purposes), _joined(practices))
    for practice in gives:
        if practice.modal is Modal.NEVER:
            yield _line(spoken, practice)
    for transfer in spoken.policy.transfers.values():
        yield _line(spoken, transfer)


def _contact(spoken: Speaker) -> Iterator[Line]:
    policy = spoken.policy
    for party in policy.parties.values():
        asked = party.id == policy.head.organisation or party.kind in (
            "data_protection_officer",
            "supervisory_authority",
        )
        if asked and party.contact:
            yield Line(spoken.reached(party), party.clauses)
    for duty in policy.duties.values():
        if duty.when is Event.INQUIRY and duty.how:
            yield _line(spoken, duty)
