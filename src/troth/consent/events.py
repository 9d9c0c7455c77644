"""What did a subject say about the use of her data, and may it be recorded?

A consent event is what a subject said, as it happened: when, by which means, about what, before which exact words of
which version. Events are added, never changed, and everything else (the last word, suppression, a receipt) is derived
from them. GDPR 7(1) puts the burden of proof on the controller: an event is that proof.

Rules, in this order:
1. An event is about exactly one thing: a purpose or a choice of the policy; and about one channel, or about all.
2. What the policy does not declare cannot be chosen, and a choice that the notice expressly does not offer (service
   messages) cannot be made. Both are problems, and nothing is recorded.
3. Two times are kept: `at`, when the subject said it, and `recorded_at`, when it was written down. `at` is aware, and
   it is not in the future beyond `TOLERANCE`.
4. The order of a subject's words decides which is the last, so it never changes silently. An `at` before the
   subject's last recorded event is a problem, unless the draft says `late`: a letter that was on its way. Then the
   event takes its place by `at`, and `recorded_at` shows when it was learned.
5. A clock that was set back by more than `TOLERANCE` is a problem. Within the tolerance (two machines that differ a
   little) an event without an `at` of its own is held at the time of the last one, where a refusal wins.
6. A refusal is never refused for want of the words that were shown; consent given without them is, because it could
   not be proved.

What it leaves out: what the words amount to (`troth.consent.state`), who must be told (`troth.consent.suppression`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.consent.scope import is_offered, reaches
from troth.errors import Place, Problem, WrongUse
from troth.words import (  # noqa: TC001 -- encoders resolve the annotations of values at run time
    Channel,
    ChoiceId,
    OrganisationId,
    PurposeName,
    SubjectId,
)

if TYPE_CHECKING:
    from troth.clock import Clock
    from troth.policy.model import Policy

TOLERANCE = timedelta(minutes=5)
"""How far two machines' clocks may differ before an event's time is not believed."""

_PLACE = Place("consent event")
_A_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")


class ConsentKind(StrEnum):
    """What the subject did (GDPR Art. 4(11), 7(3), 21; Civ. Code 1798.120). Only `given` permits."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    OPTED_OUT = "opted_out"


class Surface(StrEnum):
    """By which means it was said; every path an opt-out can take ends in the same record."""

    FORM = "form"
    BANNER = "banner"
    PROFILE = "profile"
    LINK = "link"
    MAIL = "mail"
    REPLY = "reply"
    PHONE = "phone"
    POST = "post"
    API = "api"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A consent event before it is recorded: what the caller knows. See `ConsentEvent` for the fields."""

    organisation: OrganisationId
    subject: SubjectId
    kind: ConsentKind
    surface: Surface
    purpose: PurposeName | None = None
    choice: ChoiceId | None = None
    channel: Channel | None = None
    at: datetime | None = None
    text_shown: str = ""
    language: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEvent:
    """What a subject said, and the proof of it.

    `channel` None stands for every channel. `version` is the version of the policy before which it was said,
    `text_shown` the exact words and `text_digest` their SHA-256 in hexadecimal, `language` theirs (BCP 47). `late`
    marks an event that was learned of after a later one.
    """

    id: str
    organisation: OrganisationId
    subject: SubjectId
    kind: ConsentKind
    purpose: PurposeName | None
    choice: ChoiceId | None
    channel: Channel | None
    at: datetime
    recorded_at: datetime
    version: str
    text_shown: str
    text_digest: str
    surface: Surface
    language: str
    late: bool = False

    def __post_init__(self) -> None:
        # INVARIANT: an event is about exactly one thing, at a time that everybody understands alike.
        if (self.purpose is None) == (self.choice is None):
            raise WrongUse(
                "a consent event is about either a purpose or a choice",
                id="consent.about-one-thing",
                help="set `purpose` or `choice`, and leave the other out",
            )
        if self.at.tzinfo is None or self.recorded_at.tzinfo is None:
            raise WrongUse(
                "a consent event's times name no time zone",
                id="consent.naive-time",
                help="pass an aware time, such as one from `troth.clock`",
            )


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8 octets, as 64 hexadecimal digits; lone surrogates count as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def record(
    policy: Policy, draft: Draft, clock: Clock, previous_at: datetime | None = None
) -> ConsentEvent | list[Problem]:
    """The event to be kept, or everything that speaks against keeping it.

    `policy` is the version that binds the subject; `previous_at` is the latest `at` of the events of this subject
    that are recorded already, None where there is none. Problems name elements and ids, never the subject.
    """
    recorded_at = clock.now()
    at, wrong_times = _time_of(draft, recorded_at, previous_at)
    problems = [*_wrong_scope(policy, draft), *wrong_times]
    if draft.kind is ConsentKind.GIVEN and not draft.text_shown.strip():
        # LAW: GDPR 7(1): what cannot be shown to have been consented to was not consented to.
        problems.append(
            _problem(
                "consent.no-text-shown",
                "consent was given before no text",
                "pass the exact words that the subject saw or heard as `text_shown`",
            )
        )
    if problems:
        return problems
    return ConsentEvent(
        id=clock.new_id(),
        organisation=draft.organisation,
        subject=draft.subject,
        kind=draft.kind,
        purpose=draft.purpose,
        choice=draft.choice,
        channel=draft.channel,
        at=at.astimezone(UTC),
        recorded_at=recorded_at,
        version=policy.head.version,
        text_shown=draft.text_shown,
        text_digest=digest(draft.text_shown),
        surface=draft.surface,
        language=draft.language or policy.head.lang,
        late=draft.late,
    )


def _problem(id_: str, text: str, help_: str) -> Problem:
    return Problem(_PLACE, id_, text, help_)


def _named(kind: str, name: str) -> str:
    """The name for an error text; what does not look like a name is not repeated, for it may be anything."""
    return f"{kind} `{name}`" if _A_NAME.fullmatch(name) else f"a {kind}"


def _wrong_scope(policy: Policy, draft: Draft) -> list[Problem]:
    """What is wrong with the thing the draft is about (rules 1 and 2)."""
    problems: list[Problem] = []
    if draft.organisation != policy.head.organisation:
        problems.append(
            _problem(
                "consent.other-organisation",
                f"the event belongs to another organisation than the policy of `{policy.head.organisation}`",
                "record it under the policy of its own organisation",
            )
        )
    if (draft.purpose is None) == (draft.choice is None):
        problems.append(
            _problem(
                "consent.about-one-thing",
                "a consent event is about either a purpose or a choice",
                "set `purpose` or `choice`, and leave the other out",
            )
        )
    if draft.purpose is not None:
        problems.extend(_wrong_purpose(policy, draft.purpose, draft.channel))
    if draft.choice is not None:
        problems.extend(_wrong_choice(policy, draft.choice, draft.channel))
    return problems


def _wrong_purpose(policy: Policy, purpose: PurposeName, channel: Channel | None) -> list[Problem]:
    if purpose not in policy.purposes:
        return [
            _problem(
                "consent.undeclared-purpose",
                f"{_named('purpose', purpose)} is not declared by version `{policy.head.version}` of the policy",
                "choose a purpose of the policy, or declare it there first",
            )
        ]
    if not is_offered(policy, purpose, channel):
        return [
            _problem(
                "consent.no-such-choice",
                f"the notice offers no choice about purpose `{purpose}`",
                "choose a purpose that the notice leaves to the subject; service messages are not",
            )
        ]
    return []


def _wrong_choice(policy: Policy, id_: ChoiceId, channel: Channel | None) -> list[Problem]:
    choice = policy.choices.get(id_)
    if choice is None:
        return [
            _problem(
                "consent.undeclared-choice",
                f"{_named('choice', id_)} is not declared by version `{policy.head.version}` of the policy",
                "name a choice of the policy, or declare it there first",
            )
        ]
    if not choice.available:
        return [
            _problem(
                "consent.no-such-choice",
                f"choice `{id_}` is one that the notice expressly does not offer",
                "nothing can be recorded for it; another right, such as erasure, may serve the subject",
            )
        ]
    if channel is not None and not reaches(choice, channel):
        return [
            _problem(
                "consent.channel-not-offered",
                f"choice `{id_}` does not extend to channel `{channel}`",
                "name one of its channels, or record the word about the purpose",
            )
        ]
    return []


def _time_of(draft: Draft, now: datetime, previous_at: datetime | None) -> tuple[datetime, list[Problem]]:
    """When it was said, and what is wrong with that (rules 3 to 5)."""
    if draft.at is not None and draft.at.tzinfo is None:
        return now, [
            _problem(
                "consent.naive-time",
                "the event's time names no time zone",
                "pass an aware time, such as one from `troth.clock`",
            )
        ]
    if previous_at is not None and now < previous_at - TOLERANCE:
        return now, [
            _problem(
                "consent.clock-went-back",
                "the clock shows a time before the last event that it recorded",
                "set the machine's clock right, then record the event again",
            )
        ]
    if draft.at is None:
        return (now if previous_at is None else max(now, previous_at)), []
    if draft.at > now + TOLERANCE:
        return draft.at, [
            _problem(
                "consent.from-the-future",
                "the event's time is still to come",
                "pass the time at which the subject said it, or leave it out",
            )
        ]
    if previous_at is not None and draft.at < previous_at and not draft.late:
        return draft.at, [
            _problem(
                "consent.clock-went-back",
                "the event's time lies before the last event recorded for the subject",
                "say `late` where word of it arrived late; otherwise leave the time out",
            )
        ]
    return draft.at, []
