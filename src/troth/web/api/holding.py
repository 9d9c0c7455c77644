"""What holds for a subject now, thing by thing?

1. For each purpose that the notice leaves to her, and each choice that it offers: her last word about it, for all
   channels; and for a single channel, where that differs.
2. A word about a wider purpose speaks of those beneath it (`troth.consent.state`).
3. Beside it stand the suppressions that reach her, and what binds her.

What it leaves out: what may therefore be done. That is a decision (`/api/v1/decide`), for which signals, prohibitions
and age count too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from troth.consent.events import ConsentKind
from troth.consent.scope import is_offered, reaches, upward
from troth.consent.state import last_word
from troth.store import choices, policies, subjects
from troth.store.standings import standings_of
from troth.web.api.refusals import Refused, refuse_problems
from troth.web.api.shapes import Instant, Said, shown
from troth.web.fast.problems import Refusal
from troth.web.remembered import Remembered
from troth.words import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from troth.consent.state import Word
    from troth.decisions import Choices
    from troth.policy import Policy
    from troth.store.models import Subject
    from troth.store.writing import Writing
    from troth.words import ChoiceId, OrganisationId, PurposeName, SubjectId

NO_SUBJECT = Refusal(
    404,
    "store.no-such-subject",
    "there is no such subject",
    "check the subject's id; `/api/v1/subjects/find` finds her by an identifier",
)


_HELD = {
    "purpose": "marketing",
    "choice": None,
    "channel": None,
    "says": "no",
    "kind": "opted_out",
    "since": "2026-03-01T12:00:00Z",
    "event": "0195512ab0c07def8123456789abcdef",
}
HOLDING = {
    "version": "2024-11",
    "restricted": False,
    "holds": [_HELD],
    "suppressed": [{"purpose": "marketing", "channel": None}],
}


class Held(Said):
    """Her last word about one thing: null is every channel, and `says` is `nothing` where she was silent."""

    model_config = shown(_HELD)

    purpose: str | None
    choice: str | None
    channel: Channel | None
    says: Literal["yes", "no", "nothing"]
    kind: ConsentKind | None
    since: Instant | None
    event: str | None


class SuppressedSaid(Said):
    """A suppression that reaches her; null stands for every purpose, and for every channel."""

    purpose: str | None
    channel: Channel | None


class Holding(Said):
    """What holds for a subject now, under the version of the policy that binds her."""

    model_config = shown(HOLDING)

    version: str
    restricted: bool
    holds: list[Held]
    suppressed: list[SuppressedSaid]


def holding(organisation: OrganisationId, subject: SubjectId, on: date) -> Holding:
    """What holds for her; Refused where there is no such subject, or no policy that binds her."""
    row = subjects.row_of(organisation, subject)
    if row is None:
        raise Refused(NO_SUBJECT)
    return _holding(organisation, row, on)


def holding_in(change: Writing, subject: SubjectId) -> Holding:
    """What holds for her within a change, with what was recorded in it."""
    return _holding(change.organisation, change.known(subject).row, change.now.date())


def _holding(organisation: OrganisationId, row: Subject, on: date) -> Holding:
    published = policies.versions(organisation)
    policy = choices.binding_among(published, subjects.standing_of(row), on)
    if isinstance(policy, list) or published is None:
        raise refuse_problems(policy if isinstance(policy, list) else [])
    _, known = next(standings_of(organisation, published.latest, [row]))
    return Holding(
        version=policy.head.version,
        restricted=known.restricted,
        holds=list(_held(policy, known)),
        suppressed=[
            SuppressedSaid(purpose=each.purpose, channel=each.channel)
            for each in sorted(known.suppressed, key=lambda each: (each.purpose or "", each.channel or ""))
        ],
    )


@dataclass(frozen=True, slots=True)
class _Things:
    """What a policy lets subjects speak about: purposes with all they lie beneath, choices with their channels."""

    purposes: tuple[tuple[PurposeName, tuple[PurposeName, ...]], ...]
    choices: tuple[tuple[ChoiceId, tuple[Channel | None, ...]], ...]


_things: Remembered[_Things] = Remembered(64)


def _things_of(policy: Policy) -> _Things:
    return _Things(
        tuple((each, upward(policy, each)) for each in policy.purposes if is_offered(policy, each, None)),
        tuple(
            (id_, tuple(each for each in _CHANNELS if each is None or reaches(choice, each)))
            for id_, choice in policy.choices.items()
            if choice.available
        ),
    )


def _held(policy: Policy, known: Choices) -> Iterator[Held]:
    things = _things.get(lambda: _things_of(policy), policy)
    named = tuple(dict.fromkeys((None, *(word.channel for word in known.words))))
    for purpose, wider in things.purposes:
        for channel, word in _by_channel({each: last_word(known.words, wider, (), each) for each in named}):
            yield _one(purpose, None, channel, word)
    for id_, channels in things.choices:
        said = {each: last_word(known.words, (), (id_,), each) for each in named if each in channels}
        for channel, word in _by_channel(said):
            yield _one(None, id_, channel, word)


_CHANNELS: tuple[Channel | None, ...] = (None, *Channel)


def _by_channel(said: dict[Channel | None, Word | None]) -> Iterator[tuple[Channel | None, Word | None]]:
    """The word for all channels, and those for single ones that are other words (rule 1)."""
    everywhere = said[None]
    yield None, everywhere
    for channel, word in said.items():
        if channel is not None and word is not None and (everywhere is None or word.event != everywhere.event):
            yield channel, word


def _one(purpose: str | None, choice: str | None, channel: Channel | None, word: Word | None) -> Held:
    return Held(
        purpose=purpose,
        choice=choice,
        channel=channel,
        says="nothing" if word is None else "yes" if word.says == "yes" else "no",
        kind=None if word is None else word.kind,
        since=None if word is None else word.at,
        event=None if word is None else word.event,
    )
