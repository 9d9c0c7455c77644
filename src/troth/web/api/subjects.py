"""Whom does the organisation know, and what holds for her besides her words?

1. An identifier travels in a body, never in a URL, where logs would keep it.
2. To open a subject's identifiers is to look at personal data: it is asked for expressly, and recorded as evidence
   before it is answered, by the key that asked.
3. A receipt is a copy of what she said, and to hand one out is recorded too.
4. What is changed of a standing is what is sent; the rest stays. That a subject was erased cannot be said here: that is
   what an erasure ends with.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from troth.consent.receipt import receipt
from troth.store import choices, policies, subjects
from troth.store.api_keys import Scope
from troth.store.log import record_view
from troth.store.subjects import Standing
from troth.subjects.identifiers import IdentifierKind
from troth.web.api.holding import NO_SUBJECT
from troth.web.api.keys import Key, caller
from troth.web.api.refusals import Refused, refuse_problems
from troth.web.api.shapes import Day, Given, IdentifierGiven, Name, Said, SubjectName, Version, Yes, example, shown
from troth.web.api.writes import reply, write
from troth.web.desk import desk
from troth.web.fast.problems import Refusal
from troth.words import SubjectId, SubjectKindName

if TYPE_CHECKING:
    from troth.consent.events import ConsentEvent
    from troth.store.writing import Writing
    from troth.web.fast.desk import Grant
    from troth.words import OrganisationId

router = Router(tags=["subjects"])

UNDECLARED_KIND = Refusal(
    422,
    "api.undeclared-kind",
    "a kind of subject is not declared by the policy",
    "choose among `subjects` of the policy, or declare it there first",
)
_STANDING = {
    "kinds": ["customer"],
    "age": 34,
    "parental_consent": False,
    "restricted": False,
    "first_on": "2024-02-29",
    "accepted": [{"version": "2024-11", "on": "2024-12-01"}],
}
_SUBJECT = "0195512aafff7def8123456789abcdef"


class AcceptanceGiven(Given):
    """That she accepted a version of the policy on a day."""

    version: Version
    on: Day


class StandingGiven(Given):
    """What holds for a subject besides her words; what is left out stays as it is."""

    model_config = example(_STANDING)

    kinds: Annotated[list[Name], Field(max_length=50)] | None = None
    age: Annotated[int, Field(ge=0, le=150, strict=True)] | None = None
    parental_consent: Yes | None = None
    restricted: Yes | None = None
    first_on: Day | None = None
    accepted: Annotated[list[AcceptanceGiven], Field(max_length=100)] | None = None


class SubjectGiven(Given):
    """A subject to be introduced; without an id of yours she gets one."""

    model_config = example(
        {"identifiers": [{"kind": "email", "text": "alice@example.org"}], "standing": {"kinds": ["customer"]}}
    )

    subject: SubjectName | None = None
    identifiers: Annotated[list[IdentifierGiven], Field(max_length=20)] = []
    standing: StandingGiven = StandingGiven()


class AcceptanceSaid(Said):
    """That she accepted a version of the policy on a day."""

    version: str
    on: Day


class StandingSaid(Said):
    """What holds for a subject besides her words."""

    model_config = shown({**_STANDING, "erased": False})

    kinds: list[str]
    age: int | None
    parental_consent: bool
    restricted: bool
    erased: bool
    first_on: Day | None
    accepted: list[AcceptanceSaid]


class IdentifierSaid(Said):
    """An identifier in its normal form."""

    kind: IdentifierKind
    text: str


class SubjectSaid(Said):
    """A subject. `identifiers` is null unless they were asked for."""

    model_config = shown({"subject": _SUBJECT, "standing": {**_STANDING, "erased": False}, "identifiers": None})

    subject: str
    standing: StandingSaid
    identifiers: list[IdentifierSaid] | None = None


class FoundSaid(Said):
    """Whom an identifier may point at; `shared` where it alone identifies nobody."""

    model_config = shown({"subjects": [_SUBJECT], "shared": False})

    subjects: list[str]
    shared: bool


class Receipts(Said):
    """A consent receipt (ISO/IEC TS 27560:2023) for each version of the policy before which she said something."""

    receipts: list[dict[str, Any]]


@router.post("/subjects", auth=Key(Scope.SUBJECTS_WRITE), response={201: SubjectSaid})
def introduce_subject(request: HttpRequest, given: SubjectGiven) -> HttpResponse:
    """Introduce a subject."""
    identifiers = list(dict.fromkeys(each.normal() for each in given.identifiers))

    def carry_out(change: Writing) -> SubjectSaid:
        standing = _changed(change.organisation, Standing(), given.standing)
        new = subjects.introduce(
            change,
            identifiers,
            subject=None if given.subject is None else SubjectId(given.subject),
            standing=standing,
        )
        return _subject(change.organisation, new)

    return write(request, carry_out, 201)


@router.post("/subjects/find", auth=Key(Scope.SUBJECTS_READ), response=FoundSaid)
def find_subject(request: HttpRequest, given: IdentifierGiven) -> HttpResponse:
    """Find whom an identifier points at."""
    found = subjects.find(desk().store, caller(request).organisation, given.normal())
    return reply(FoundSaid(subjects=list(found.subjects), shared=found.shared))


@router.get("/subjects/{subject}", auth=Key(Scope.SUBJECTS_READ), response=SubjectSaid)
def read_subject(
    request: HttpRequest, subject: Annotated[SubjectName, Path()], identifiers: Annotated[bool, Query()] = False
) -> HttpResponse:
    """A subject's standing; with `identifiers=true` also what she is known by, and that you looked is recorded."""
    key, who = caller(request), SubjectId(subject)
    said = _subject(key.organisation, who)
    if identifiers:
        opened = subjects.identifiers_of(desk().store, key.organisation, who)
        _record_view(key, who, "identifiers")
        said.identifiers = [IdentifierSaid(kind=each.kind, text=each.text) for each in opened]
    return reply(said)


@router.patch("/subjects/{subject}", auth=Key(Scope.SUBJECTS_WRITE), response=SubjectSaid)
def change_standing(
    request: HttpRequest, subject: Annotated[SubjectName, Path()], given: StandingGiven
) -> HttpResponse:
    """Change what holds for a subject besides her words."""

    def carry_out(change: Writing) -> SubjectSaid:
        who = SubjectId(subject)
        before = subjects.standing(change.organisation, who)
        if before is None:
            raise Refused(NO_SUBJECT)
        subjects.set_standing(change, who, _changed(change.organisation, before, given))
        return _subject(change.organisation, who)

    return write(request, carry_out)


@router.get("/subjects/{subject}/receipts", auth=Key(Scope.CHOICES_READ), response=Receipts)
def read_receipts(request: HttpRequest, subject: Annotated[SubjectName, Path()]) -> HttpResponse:
    """A receipt for each version of the policy before which she said something. That it was made is recorded."""
    key, who = caller(request), SubjectId(subject)
    if subjects.standing(key.organisation, who) is None:
        raise Refused(NO_SUBJECT)
    by_version: dict[str, list[ConsentEvent]] = defaultdict(list)
    for event in choices.events(key.organisation, who):
        by_version[event.version].append(event)
    made = []
    for version, events in by_version.items():
        one = receipt(policies.policy(key.organisation, version), events, desk().store.clock)
        if isinstance(one, list):
            raise refuse_problems(one)
        made.append(msgspec.to_builtins(one))
    if made:
        _record_view(key, who, "receipts")
    return reply(Receipts(receipts=made))


def _record_view(key: Grant, who: SubjectId, what: str) -> None:
    """LAW: GDPR 5(2), 32(1): who looked can be shown. Where it cannot be recorded, nothing is shown."""
    record_view(desk().store, key.organisation, who, by=f"key:{key.id}", what=what)


def _changed(organisation: OrganisationId, before: Standing, given: StandingGiven) -> Standing:
    """The standing with what was sent in place of what was (rule 4)."""
    sent = given.model_fields_set
    if given.kinds:
        published = policies.versions(organisation)
        if published is None or not set(given.kinds) <= set(published.latest.subjects):
            raise Refused(UNDECLARED_KIND)
    for each in given.accepted or ():
        policies.policy(organisation, each.version)  # says that there is no such version
    return dataclasses.replace(
        before,
        kinds=before.kinds if given.kinds is None else frozenset(map(SubjectKindName, given.kinds)),
        age=given.age if "age" in sent else before.age,
        parental_consent=before.parental_consent if given.parental_consent is None else given.parental_consent,
        restricted=before.restricted if given.restricted is None else given.restricted,
        first_on=given.first_on or before.first_on,
        accepted=before.accepted
        if given.accepted is None
        else tuple((each.version, each.on) for each in given.accepted),
    )


def _subject(organisation: OrganisationId, who: SubjectId) -> SubjectSaid:
    standing = subjects.standing(organisation, who)
    if standing is None:
        raise Refused(NO_SUBJECT)
    return SubjectSaid(
        subject=who,
        standing=StandingSaid(
            kinds=sorted(standing.kinds),
            age=standing.age,
            parental_consent=standing.parental_consent,
            restricted=standing.restricted,
            erased=standing.erased,
            first_on=standing.first_on,
            accepted=[AcceptanceSaid(version=version, on=on) for version, on in standing.accepted],
        ),
    )
