"""What does a subject say, and what did she say?

1. She is named by her id, or by an identifier: who is not known by it is introduced, so that a refusal that arrives
   first is kept too. An identifier of several subjects identifies none: 409, and nothing is done.
2. To take something back is to say so: `withdrawn` is a word like the others, and `/withdraw` says it about the same
   thing as an event.
3. What speaks against recording is said in full (`problems`), with ids of `troth.consent.events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from troth.consent.events import ConsentEvent, ConsentKind, Draft, Surface
from troth.consent.state import derive
from troth.store import choices, subjects
from troth.store.api_keys import Scope
from troth.web.api.holding import HOLDING, Holding, holding, holding_in
from troth.web.api.keys import Key, caller
from troth.web.api.refusals import Refused, refuse_problems
from troth.web.api.shapes import (
    MOST_AT_ONCE,
    EventId,
    Given,
    IdentifierGiven,
    Instant,
    Language,
    Name,
    Said,
    ShownText,
    SubjectName,
    Yes,
    example,
    shown,
)
from troth.web.api.writes import reply, write
from troth.web.desk import desk
from troth.web.fast import problems
from troth.web.fast.problems import Refusal
from troth.words import Channel, ChoiceId, PurposeName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.store.writing import Writing
    from troth.subjects.hashing import IdentifierHash

router = Router(tags=["choices"])

NO_EVENT = Refusal(404, "api.no-such-event", "there is no such event", "check the event's id")
NOTHING_TO_WITHDRAW = Refusal(
    409,
    "api.nothing-to-withdraw",
    "the event gave no consent, so there is nothing to withdraw",
    "record a word of another kind with `POST /api/v1/choices`",
)
_EVENT = {
    "id": "0195512ab0c07def8123456789abcdef",
    "subject": "0195512aafff7def8123456789abcdef",
    "kind": "opted_out",
    "purpose": "marketing",
    "choice": None,
    "channel": "email",
    "at": "2026-03-01T12:00:00Z",
    "recorded_at": "2026-03-01T12:00:00.1Z",
    "version": "2024-11",
    "text_shown": "Do not write to me about offers",
    "text_digest": "0" * 64,
    "surface": "api",
    "language": "en",
    "late": False,
}


class ChoiceGiven(Given):
    """What a subject said: about one purpose or one choice, by one channel or all (left out)."""

    model_config = example(
        {
            "identifier": {"kind": "email", "text": "alice@example.org"},
            "kind": "opted_out",
            "purpose": "marketing",
            "channel": "email",
            "text_shown": "Do not write to me about offers",
            "language": "en",
        }
    )

    subject: SubjectName | None = None
    identifier: IdentifierGiven | None = None
    kind: ConsentKind
    purpose: Name | None = None
    choice: Name | None = None
    channel: Channel | None = None
    text_shown: ShownText = ""
    language: Language = ""
    surface: Surface = Surface.API
    at: Instant | None = None
    late: Yes = False

    @model_validator(mode="after")
    def _names_her_once(self) -> ChoiceGiven:
        if (self.subject is None) == (self.identifier is None):
            raise PydanticCustomError("one_of_two", "subject or identifier")
        return self


class WithdrawalGiven(Given):
    """How consent was taken back; all of it may be left out."""

    model_config = example({"surface": "phone"})

    text_shown: ShownText = ""
    language: Language = ""
    surface: Surface = Surface.API
    at: Instant | None = None
    late: Yes = False


class EventSaid(Said):
    """What a subject said, as it was recorded."""

    model_config = shown(_EVENT)

    id: str
    subject: str
    kind: ConsentKind
    purpose: str | None
    choice: str | None
    channel: Channel | None
    at: Instant
    recorded_at: Instant
    version: str
    text_shown: str
    text_digest: str
    surface: Surface
    language: str
    late: bool


class ChoiceRecorded(EventSaid):
    """The event that was recorded, the index of the log's entry that tells of it, and what holds now."""

    model_config = shown({**_EVENT, "entry": 41, "now": HOLDING})

    entry: int
    now: Holding


class WordSaid(Said):
    """One of her words that still counts: no later one overtook it."""

    kind: ConsentKind
    at: Instant | None
    purpose: str | None
    choice: str | None
    channel: Channel | None
    event: str


class ChoicesSaid(Said):
    """Her words that still count, oldest first; what holds by them, thing by thing; and everything she said.

    The history has the newest first; `next` is the `before` of its next page, null at the end.
    """

    subject: str
    choices: list[WordSaid]
    now: Holding
    history: list[EventSaid]
    next: str | None


@router.post("/choices", auth=Key(Scope.CHOICES_WRITE), response={201: ChoiceRecorded})
def record_choice(request: HttpRequest, given: ChoiceGiven) -> HttpResponse:
    """Record what a subject says."""

    def carry_out(change: Writing) -> ChoiceRecorded:
        subject, named = _whose(change, given)
        draft = Draft(
            organisation=change.organisation,
            subject=subject,
            kind=given.kind,
            surface=given.surface,
            purpose=None if given.purpose is None else PurposeName(given.purpose),
            choice=None if given.choice is None else ChoiceId(given.choice),
            channel=given.channel,
            at=given.at,
            text_shown=given.text_shown,
            language=given.language,
            late=given.late,
        )
        return _say(change, draft, named)

    return write(request, carry_out, 201)


@router.post("/choices/{event}/withdraw", auth=Key(Scope.CHOICES_WRITE), response={201: ChoiceRecorded})
def withdraw_choice(
    request: HttpRequest, event: Annotated[EventId, Path()], given: WithdrawalGiven | None = None
) -> HttpResponse:
    """Take back the consent that an event gave."""
    how = given or WithdrawalGiven()

    def carry_out(change: Writing) -> ChoiceRecorded:
        found = choices.event(change.organisation, event)
        if found is None:
            raise Refused(NO_EVENT)
        if found.kind is not ConsentKind.GIVEN:
            raise Refused(NOTHING_TO_WITHDRAW)
        draft = Draft(
            organisation=change.organisation,
            subject=found.subject,
            kind=ConsentKind.WITHDRAWN,
            surface=how.surface,
            purpose=found.purpose,
            choice=found.choice,
            channel=found.channel,
            at=how.at,
            text_shown=how.text_shown,
            language=how.language or found.language,
            late=how.late,
        )
        return _say(change, draft)

    return write(request, carry_out, 201)


@router.get("/subjects/{subject}/choices", auth=Key(Scope.CHOICES_READ), response=ChoicesSaid)
def read_choices(
    request: HttpRequest,
    subject: Annotated[SubjectName, Path()],
    before: Annotated[EventId | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 100,
) -> HttpResponse:
    """What holds for a subject, and everything she said."""
    organisation, who = caller(request).organisation, SubjectId(subject)
    now = holding(organisation, who, desk().store.clock.now().date())
    said = choices.events(organisation, who)
    history = list(reversed(said))
    if before is not None:
        at = next((place for place, event in enumerate(history) if event.id == before), None)
        if at is None:
            raise Refused(NO_EVENT)
        history = history[at + 1 :]
    page = [_event(each) for each in history[:limit]]
    more = page[-1].id if len(history) > limit else None
    words = [
        WordSaid(
            kind=each.kind,
            at=each.at,
            purpose=each.purpose,
            choice=each.choice,
            channel=each.channel,
            event=each.event,
        )
        for each in derive(said)
    ]
    return reply(ChoicesSaid(subject=subject, choices=words, now=now, history=page, next=more))


def _whose(change: Writing, given: ChoiceGiven) -> tuple[SubjectId, Sequence[IdentifierHash]]:
    """The subject, and the hash of the identifier that her word names (rule 1)."""
    if given.subject is not None:
        return SubjectId(given.subject), ()
    if given.identifier is None:
        raise Refused(problems.NOT_FOUND)
    identifier = given.identifier.normal()
    hashed = subjects.hash_of(change.store, change.organisation, identifier)
    found = subjects.find_hash(change.organisation, hashed)
    if found.only is not None:
        return found.only, (hashed,)
    if found.subjects:
        raise Refused(problems.SHARED)
    return subjects.introduce(change, [identifier]), (hashed,)


def _say(change: Writing, draft: Draft, named: Sequence[IdentifierHash] = ()) -> ChoiceRecorded:
    said = choices.say(change, draft, named)
    if isinstance(said, list):
        raise refuse_problems(said)
    entry = change.last
    now = holding_in(change, said.subject)
    return ChoiceRecorded(**dict(_event(said)), entry=entry, now=now)


def _event(event: ConsentEvent) -> EventSaid:
    return EventSaid(
        id=event.id,
        subject=event.subject,
        kind=event.kind,
        purpose=event.purpose,
        choice=event.choice,
        channel=event.channel,
        at=event.at,
        recorded_at=event.recorded_at,
        version=event.version,
        text_shown=event.text_shown,
        text_digest=event.text_digest,
        surface=event.surface,
        language=event.language,
        late=event.late,
    )
