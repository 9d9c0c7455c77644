"""What holds for a subject, for the engine that answers about her?

Her last words, her standing, and the suppressions that reach one of her identifiers, as one value (`Choices`).

1. A suppression that a later consent lifted in part is said as the parts that hold: narrower purposes, single channels.
   About the wider purpose itself her own words then speak, and those deny it where she refused it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import TextField
from django.db.models.functions import Cast

from troth.consent.events import ConsentEvent, ConsentKind, Surface
from troth.consent.scope import upward
from troth.consent.state import derive
from troth.consent.suppression import Entry, Lift, Suppression, SuppressionList
from troth.decisions import Choices
from troth.decisions.question import Suppressed
from troth.store.choices import OF_SUPPRESSION, contact_of, suppression_of
from troth.store.failures import saying_database
from troth.store.models import ChoiceEvent, Subject, SubjectIdentifier, SuppressionEntry
from troth.store.prepared import prepare
from troth.store.subjects import links_of, standing_of
from troth.words import Channel, ChoiceId, PurposeName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from troth.policy import Policy
    from troth.store.subjects import Standing
    from troth.words import OrganisationId

AT_ONCE = 500
"""Subjects asked for by one query: below what SQLite takes as parameters."""
_IN_ORDER = 2_000
"""Subjects read at once where all are."""
_OF_EVENT = ("event", "subject", "kind", "purpose", "choice", "channel", "at", "version")
_Row = tuple[SubjectId, Choices]
"""A subject, and what holds for her as long as she said nothing."""


@prepare
def _subjects(organisation: str, names: Sequence[str]) -> QuerySet[Subject]:
    return Subject.objects.filter(organisation=organisation, subject__in=names).defer("wrapped_key")


@prepare
def _said(organisation: str, names: Sequence[str]) -> QuerySet[ChoiceEvent, tuple[Any, ...]]:
    return ChoiceEvent.objects.filter(organisation=organisation, subject__in=names).values_list(*_OF_EVENT)


@prepare
def _suppressing(organisation: str, identifiers: Sequence[str]) -> QuerySet[SuppressionEntry, tuple[Any, ...]]:
    rows = SuppressionEntry.objects.filter(organisation=organisation, identifier__in=identifiers)
    return rows.values_list(*OF_SUPPRESSION)


@prepare
def _subjects_behind(organisation: str, after: str) -> QuerySet[Subject, tuple[Any, ...]]:
    rows = Subject.objects.filter(organisation=organisation, subject__gt=after).order_by("subject")
    # As texts, which are alike for most subjects: to read the JSON of each takes as long as all the rest.
    rows = rows.annotate(kinds_text=Cast("kinds", TextField()), accepted_text=Cast("accepted", TextField()))
    names = ("kinds_text", "age", "parental_consent", "restricted", "erased", "first_on", "accepted_text")
    return rows.values_list("subject", *names)[:_IN_ORDER]


@prepare
def _said_between(organisation: str, after: str, last: str) -> QuerySet[ChoiceEvent, tuple[Any, ...]]:
    rows = ChoiceEvent.objects.filter(organisation=organisation, subject__gt=after, subject__lte=last)
    return rows.values_list(*_OF_EVENT)


@prepare
def _links_between(organisation: str, after: str, last: str) -> QuerySet[SubjectIdentifier, tuple[str, str]]:
    return _having_between(organisation, after, last).values_list("identifier", "subject")


@prepare
def _suppressing_between(organisation: str, after: str, last: str) -> QuerySet[SuppressionEntry, tuple[Any, ...]]:
    having = _having_between(organisation, after, last).values("identifier")
    rows = SuppressionEntry.objects.filter(organisation=organisation, identifier__in=having)
    return rows.values_list(*OF_SUPPRESSION)


def _having_between(organisation: str, after: str, last: str) -> QuerySet[SubjectIdentifier]:
    return SubjectIdentifier.objects.filter(organisation=organisation, subject__gt=after, subject__lte=last)


def all_standings(organisation: OrganisationId, policy: Policy) -> Iterator[tuple[SubjectId, Choices]]:
    """Every subject of an organisation with what holds for her, in the order of their ids."""
    after = ""
    while True:
        with saying_database():
            found = _subjects_behind.rows(organisation, after)
            if not found:
                return
            part = organisation, after, found[-1][0]
            events, links = _said_between.rows(*part), _links_between.rows(*part)
            entries = _suppressing_between.rows(*part)
        rows = [(SubjectId(subject), _silent_row(*values)) for subject, *values in found]
        yield from _holding(organisation, policy, rows, events, links, entries)
        after = found[-1][0]


def standings(
    organisation: OrganisationId, policy: Policy, subjects: Sequence[SubjectId]
) -> Iterator[tuple[SubjectId, Choices]]:
    """These subjects with what holds for them; those that are not there are left out."""
    for start in range(0, len(subjects), AT_ONCE):
        part = subjects[start : start + AT_ONCE]
        with saying_database():
            rows = _subjects.rows(organisation, part)
        yield from standings_of(organisation, policy, rows)


def standings_of(
    organisation: OrganisationId, policy: Policy, rows: Sequence[Subject]
) -> Iterator[tuple[SubjectId, Choices]]:
    """The subjects of these rows, `AT_ONCE` at most, with what holds for them."""
    names = [row.subject for row in rows]
    with saying_database():
        events, links = _said.rows(organisation, names), links_of(organisation, names)
        hashes = [hashed for hashed, _ in links]
        parts = [hashes[start : start + AT_ONCE] for start in range(0, len(hashes), AT_ONCE)]
        entries = [row for part in parts for row in _suppressing.rows(organisation, part)]
    silent = [(SubjectId(row.subject), _silent(standing_of(row), row.first_on)) for row in rows]
    yield from _holding(organisation, policy, silent, events, links, entries)


def _holding(
    organisation: OrganisationId,
    policy: Policy,
    rows: Sequence[_Row],
    events: Iterable[tuple[Any, ...]],
    links: Iterable[tuple[str, str]],
    entries: Iterable[tuple[Any, ...]],
) -> Iterator[tuple[SubjectId, Choices]]:
    """Subjects with what holds for them, of what was read about them all."""
    said = defaultdict[str, list[ConsentEvent]](list)
    for row in events:
        event = _event(organisation, *row)
        said[event.subject].append(event)
    entered = defaultdict[str, list[Entry]](list)
    for row in entries:
        entry = suppression_of(organisation, *row)
        entered[entry.identifier].append(entry)
    about = defaultdict[str, list[Entry]](list)
    for hashed, name in links:
        if hashed in entered:
            about[name] += entered[hashed]
    for subject, silent in rows:
        if subject not in said and subject not in about:
            yield subject, silent
            continue
        words = derive(said[subject]) if subject in said else ()
        reached = reaching(policy, organisation, about[subject]) if subject in about else frozenset()
        yield subject, replace(silent, words=words, suppressed=reached)


@lru_cache(maxsize=4_096)
def _silent_row(  # noqa: PLR0913, PLR0917 -- the columns of a row
    kinds: str,
    age: int | None,
    parental_consent: bool,  # noqa: FBT001 -- the same
    restricted: bool,  # noqa: FBT001 -- the same
    erased: bool,  # noqa: FBT001 -- the same
    first_on: date,
    accepted: str,
) -> Choices:
    """What holds for a subject of these columns who said nothing; `kinds` and `accepted` as the text of their JSON."""
    row = Subject(
        kinds=json.loads(kinds),
        age=age,
        parental_consent=parental_consent,
        restricted=restricted,
        erased=erased,
        first_on=first_on,
        accepted=json.loads(accepted),
    )
    return _silent(standing_of(row), first_on)


def _silent(standing: Standing, first_on: date) -> Choices:
    return Choices(
        kinds=standing.kinds,
        age=standing.age,
        parental_consent=standing.parental_consent,
        restricted=standing.restricted,
        erased=standing.erased,
        contact=contact_of(standing, first_on),
    )


def _event(  # noqa: PLR0913, PLR0917 -- the columns of a row
    organisation: OrganisationId,
    id_: str,
    subject: str,
    kind: str,
    purpose: str | None,
    choice: str | None,
    channel: str | None,
    at: datetime,
    version: str,
) -> ConsentEvent:
    """An event, as far as it bears on what holds."""
    return ConsentEvent(
        id=id_,
        organisation=organisation,
        subject=SubjectId(subject),
        kind=ConsentKind(kind),
        purpose=None if purpose is None else PurposeName(purpose),
        choice=None if choice is None else ChoiceId(choice),
        channel=None if channel is None else Channel(channel),
        at=at,
        recorded_at=at,
        version=version,
        text_shown="",
        text_digest="",
        surface=Surface.FORM,
        language="",
    )


def reaching(policy: Policy, organisation: OrganisationId, entries: Sequence[Entry]) -> frozenset[Suppressed]:
    """The suppressions that hold for a subject, of the entries about her identifiers (rule 1)."""
    suppressions = [each for each in entries if isinstance(each, Suppression)]
    if not suppressions:
        return frozenset()
    if not any(isinstance(each, Lift) for each in entries):
        return frozenset(Suppressed(each.purpose, each.channel) for each in suppressions)
    entered = SuppressionList(organisation)
    entered.add(organisation, entries)
    identifiers = tuple(dict.fromkeys(each.identifier for each in entries))
    # A channel that no entry names is like no channel: what holds for one of them holds for all.
    channels = tuple(dict.fromkeys((None, *(each.channel for each in entries))))
    above = {purpose: upward(policy, purpose) for purpose in policy.purposes}
    held = {
        (purpose, channel)
        for purpose, wider in above.items()
        for channel in channels
        if entered.is_suppressed(organisation, identifiers, wider, channel)
    }
    beneath = defaultdict[PurposeName, list[PurposeName]](list)
    for purpose, wider in above.items():
        for each in wider:
            beneath[each].append(purpose)
    return frozenset(
        Suppressed(purpose, channel)
        for purpose, channel in held
        if all(
            (narrower, by) in held
            for narrower in beneath[purpose]
            for by in (channels if channel is None else (channel,))
        )
    )
