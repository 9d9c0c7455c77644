"""What can a data subject choose, what holds now, and what did she say before?

A row a purpose, from the policy that binds her and the events that were recorded. Rules:

1. A row is a purpose that the organisation itself serves with at least one practice, or a choice about practices that
   name no purpose (cookies). What the notice never does, and what others do, is no row.
2. Rows stand in three groups: `offered` (the notice names a choice or rests on consent), `objectable` (it names none,
   and a no holds all the same), `closed` (contract or law demands it, or the notice expressly offers no choice).
3. What holds is her last word that reaches the purpose; without one, what the notice makes of silence.
4. The words of a row (`ChoiceRow.text_shown`) are exactly what the page shows beside the question, so that an event can
   keep them.

What it leaves out: recording (`troth.consent.events`), and whether a single use is permitted (`troth.decisions`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.consent.scope import can_be_refused, choices_over, upward
from troth.consent.state import Says, derive, in_time, last_word
from troth.decisions.decide import BEYOND_REFUSAL
from troth.policy.export.languages import speaker
from troth.policy.model import Default
from troth.words import Basis, Channel, ChoiceId, ConsentMode, Modal, PracticeId, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from troth.consent.events import ConsentEvent, ConsentKind, Surface
    from troth.consent.state import Word
    from troth.policy.export.languages import Speaker
    from troth.policy.model import Choice, Policy, Practice
    from troth.words import ClauseId


class Offer(StrEnum):
    """Which group a row stands in (rule 2)."""

    OFFERED = "offered"
    OBJECTABLE = "objectable"
    CLOSED = "closed"


class Holds(StrEnum):
    """What holds now, and whether by her word or by silence."""

    YES_SAID = "yes_said"
    NO_SAID = "no_said"
    YES_BY_SILENCE = "yes_by_silence"
    NO_BY_SILENCE = "no_by_silence"
    ALWAYS = "always"

    @property
    def allowed(self) -> bool:
        """Whether the use is allowed."""
        return self in (Holds.YES_SAID, Holds.YES_BY_SILENCE, Holds.ALWAYS)


class Ground(StrEnum):
    """Why something is done, or why nothing can be refused, as the page says it."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"
    OPT_OUT = "opt_out"
    BY_USE = "by_use"
    BY_ENTRY = "by_entry"
    NO_CHOICE = "no_choice"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that she said. `about` is the purpose or choice in plain words."""

    id: str
    at: datetime
    kind: ConsentKind
    about: str
    channel: Channel | None
    surface: Surface
    version: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """The same question for one channel; `field` is the name of its form field."""

    channel: Channel
    field: str
    holds: Holds
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One purpose (or choice) as the page shows it.

    `id` is the anchor and the name of the form field, whose values are `yes` and `no`. `practices` says in sentences
    what is done; `grounds` why; `clauses` are the sentences of the notice it rests on. `except_` says what a no does
    not reach, `cost` what it costs.
    """

    id: str
    purpose: PurposeName | None
    choice: ChoiceId | None
    name: str
    title: str
    practices: tuple[str, ...]
    grounds: tuple[Ground, ...]
    offer: Offer
    holds: Holds
    since: datetime | None
    channels: tuple[ChannelRow, ...]
    elsewhere: tuple[str, ...]
    notes: tuple[str, ...]
    clauses: tuple[ClauseId, ...]
    history: tuple[HistoryLine, ...]

    @property
    def text_shown(self) -> str:
        """The exact words before which a yes or no is said."""
        return "\n".join((self.title, *self.practices, *self.notes))


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    """The page of choices; `saved` is how many were recorded just now, None where nothing was."""

    organisation: str
    version: str
    notes_lang: str
    offered: tuple[ChoiceRow, ...]
    objectable: tuple[ChoiceRow, ...]
    closed: tuple[ChoiceRow, ...]
    saved: int | None = None

    @property
    def rows(self) -> tuple[ChoiceRow, ...]:
        """All rows that take an answer."""
        return self.offered + self.objectable


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything she said, newest first."""

    organisation: str
    notes_lang: str
    lines: tuple[HistoryLine, ...]


def choices_page(
    policy: Policy, events: Sequence[ConsentEvent], saved: int | None = None, language: str = "en"
) -> ChoicesPage:
    """The page of one subject. `policy` is the version that binds her, `events` all that she said."""
    names = speaker(policy, language)
    words = derive(events)
    lines = tuple(_history(names, events))
    rows = [_row(names, words, lines, subject) for subject in _subjects(policy)]
    groups = {offer: tuple(row for row in rows if row.offer is offer) for offer in Offer}
    return ChoicesPage(
        names.organisation(),
        policy.head.version,
        language,
        groups[Offer.OFFERED],
        groups[Offer.OBJECTABLE],
        groups[Offer.CLOSED],
        saved,
    )


def history_page(policy: Policy, events: Sequence[ConsentEvent], language: str = "en") -> HistoryPage:
    """All that one subject said; names are those of `policy`, the version that binds her."""
    names = speaker(policy, language)
    return HistoryPage(names.organisation(), language, tuple(_history(names, events)))


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a row is about: a purpose with the practices that serve it, or a choice with its practices."""

    purpose: PurposeName | None
    choice: Choice | None
    practices: tuple[Practice, ...]


def _subjects(policy: Policy) -> Iterator[_Subject]:
    """What the rows are about, in the order of the file (rule 1)."""
    own = [each for each in policy.practices.values() if each.modal is not Modal.NEVER and not each.by]
    for name, purpose in policy.purposes.items():
        serving = tuple(practice for practice in own if name in practice.for_)
        if serving and not purpose.by:
            yield _Subject(name, None, serving)
    for choice in policy.choices.values():
        about = tuple(practice for practice in own if practice.id in choice.of)
        if about and choice.available and not any(each in policy.purposes for one in about for each in one.for_):
            yield _Subject(None, choice, about)


def _row(names: Speaker, words: Sequence[Word], lines: Sequence[HistoryLine], subject: _Subject) -> ChoiceRow:
    policy = names.policy
    choices = _choices(policy, subject)
    offer = _offer(policy, subject, choices)
    id_ = f"purpose-{subject.purpose}" if subject.purpose else f"choice-{subject.choice.id if subject.choice else ''}"
    covering = frozenset(ChoiceId(each.id) for each in choices if not each.channel)
    above = upward(policy, subject.purpose) if subject.purpose else ()
    named = sorted({each for choice in choices for each in choice.channel})

    def said_by(channel: Channel | None) -> tuple[Holds, datetime | None]:
        over = covering if channel is None else frozenset(ChoiceId(each.id) for each in choices if _by(each, channel))
        word = None if offer is Offer.CLOSED else last_word(words, above, over, channel)
        if word is not None:
            return (Holds.YES_SAID if word.says is Says.YES else Holds.NO_SAID), word.at
        return _silence(subject, choices, offer), None

    holds, since = said_by(None)
    name = names.purpose(subject.purpose) if subject.purpose else _about(names, subject.choice)
    abouts = {names.purpose(each) for each in above} | {_about(names, each) for each in choices}
    return ChoiceRow(
        id=id_,
        purpose=subject.purpose,
        choice=ChoiceId(subject.choice.id) if subject.choice else None,
        name=name,
        title=names.sentence(name),
        practices=tuple(dict.fromkeys(names.say(each).text for each in subject.practices)),
        grounds=_grounds(policy, subject),
        offer=offer,
        holds=holds,
        since=since,
        channels=tuple(ChannelRow(each, f"{id_}.{each}", *said_by(each)) for each in named)
        if offer is not Offer.CLOSED
        else (),
        elsewhere=tuple(dict.fromkeys(names.route(way) for choice in choices for way in choice.how)),
        notes=tuple(dict.fromkeys(_limits(names, choices))),
        clauses=_clauses(policy, subject, choices, offer),
        history=tuple(line for line in lines if line.about in abouts),
    )


def _offer(policy: Policy, subject: _Subject, choices: Sequence[Choice]) -> Offer:
    free = [
        practice
        for practice in subject.practices
        if practice.basis not in BEYOND_REFUSAL
        and (can_be_refused(policy, PracticeId(practice.id), None) or _is_chosen_about(policy, practice))
    ]
    if not free:
        return Offer.CLOSED
    asked = any(
        practice.basis is Basis.CONSENT or practice.consent in (ConsentMode.OPT_IN, ConsentMode.OPT_OUT)
        for practice in free
    )
    return Offer.OFFERED if asked or choices else Offer.OBJECTABLE


def _is_chosen_about(policy: Policy, practice: Practice) -> bool:
    """Whether some choice is offered about the practice, on whichever channel."""
    return any(choices_over(policy, PracticeId(practice.id), channel) for channel in (None, *Channel))


def _choices(policy: Policy, subject: _Subject) -> tuple[Choice, ...]:
    """The choices offered about what the row is about."""
    if subject.choice is not None:
        return (subject.choice,)
    ids = {practice.id for practice in subject.practices}
    return tuple(each for each in policy.choices.values() if each.available and ids & set(each.of))


def _by(choice: Choice, channel: Channel) -> bool:
    return not choice.channel or channel in choice.channel


def _silence(subject: _Subject, choices: Sequence[Choice], offer: Offer) -> Holds:
    """What holds while she has said nothing."""
    if offer is Offer.CLOSED:
        return Holds.ALWAYS
    asks = all(
        practice.basis is Basis.CONSENT
        or practice.consent is ConsentMode.OPT_IN
        or any(choice.default is Default.DENIED and practice.id in choice.of for choice in choices)
        for practice in subject.practices
    )
    return Holds.NO_BY_SILENCE if asks else Holds.YES_BY_SILENCE


def _grounds(policy: Policy, subject: _Subject) -> tuple[Ground, ...]:
    """Why it is done: the legal bases that the notice names, else what it makes of silence."""
    found: dict[Ground, None] = {}
    for practice in subject.practices:
        if practice.basis is not None:
            found[Ground(practice.basis.value)] = None
        elif practice.consent is ConsentMode.OPT_IN:
            found[Ground.CONSENT] = None
        elif practice.consent is not ConsentMode.NONE:
            found[Ground(practice.consent.value)] = None
        if practice.basis not in BEYOND_REFUSAL and not can_be_refused(policy, PracticeId(practice.id), None):
            found[Ground.NO_CHOICE] = None
    return tuple(found) or (Ground.UNSTATED,)


def _clauses(policy: Policy, subject: _Subject, choices: Sequence[Choice], offer: Offer) -> tuple[ClauseId, ...]:
    """The sentences it rests on; for what cannot be refused, also those that say so."""
    ids = {practice.id for practice in subject.practices}
    refusing = [each for each in policy.choices.values() if not each.available and ids & set(each.of)]
    resting = [*subject.practices, *choices, *(refusing if offer is Offer.CLOSED else ())]
    found = {clause for element in resting for clause in element.clauses}
    return tuple(sorted(found, key=lambda clause: int(clause[1:])))


def _limits(names: Speaker, choices: Iterable[Choice]) -> Iterator[str]:
    """What a no does not reach and what it costs, as the notice says it."""
    for choice in choices:
        bare = dataclasses.replace(choice, effect=("stop",), cost="", except_=(), period=None)
        without = set(names.sentences(bare))
        yield from (names.sentence(each) for each in names.sentences(choice) if each not in without)


def _about(names: Speaker, choice: Choice | None) -> str:
    """What a choice is about, in few words."""
    practices = names.policy.practices
    return names.listed(names.in_brief(practices[id_]) for id_ in (choice.of if choice else ()) if id_ in practices)


def _history(names: Speaker, events: Iterable[ConsentEvent]) -> Iterator[HistoryLine]:
    """The events as lines, newest first."""
    for event in reversed(in_time(events)):
        choice = names.policy.choices.get(event.choice) if event.choice else None
        about = names.purpose(event.purpose) if event.purpose else _about(names, choice) or str(event.choice)
        yield HistoryLine(
            event.id, event.at, event.kind, about, event.channel, event.surface, event.version, event.late
        )
