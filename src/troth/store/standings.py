"""What holds for a subject, for the engine that answers about her?

Her last words, her standing, and the suppressions that reach one of her identifiers, as one value (`Choices`).

1. A suppression that a later consent lifted in part is said as the parts that hold: narrower purposes, single channels.
   About the wider purpose itself her own words then speak, and those deny it where she refused it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from troth.consent.events import ConsentEvent, ConsentKind, Surface
from troth.consent.scope import upward
from troth.consent.state import derive
from troth.consent.suppression import Entry, Lift, Suppression, SuppressionList
from troth.decisions import Choices
from troth.decisions.question import Suppressed
from troth.store.choices import OF_SUPPRESSION, contact_of, suppression_of
from troth.store.failures import saying_database
from troth.store.models import ChoiceEvent, Subject, SuppressionEntry
from troth.store.prepared import prepare
from troth.store.subjects import links_of, standing_of
from troth.subjects.hashing import IdentifierHash
from troth.words import Channel, ChoiceId, PurposeName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from troth.policy import Policy
    from troth.words import OrganisationId

AT_ONCE = 500
"""Subjects asked for by one query: below what SQLite takes as parameters."""
_OF_EVENT = ("event", "subject", "kind", "purpose", "choice", "channel", "at", "version")


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


def all_standings(organisation: OrganisationId, policy: Policy) -> Iterator[tuple[SubjectId, Choices]]:
    """Every subject of an organisation with what holds for her, in the order of their ids."""
    after = ""
    while True:
        with saying_database():
            rows = Subject.objects.filter(organisation=organisation, subject__gt=after).order_by("subject")
            found = list(rows.defer("wrapped_key")[:AT_ONCE])
        if not found:
            return
        yield from standings_of(organisation, policy, found)
        after = found[-1].subject


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
    """The subjects of these rows with what holds for them."""
    names = [row.subject for row in rows]
    with saying_database():
        said = defaultdict[str, list["ConsentEvent"]](list)
        # Rows as they are, since making an object of each takes longer than all the rest; and what was shown has no
        # bearing on what holds.
        for row in _said.rows(organisation, names):
            event = _event(organisation, *row)
            said[event.subject].append(event)
        known = defaultdict[str, list[IdentifierHash]](list)
        for hashed, name in links_of(organisation, names):
            known[name].append(IdentifierHash(hashed))
        entered = _entered(organisation, [hashed for each in known.values() for hashed in each])
    for row in rows:
        subject, standing = SubjectId(row.subject), standing_of(row)
        yield (
            subject,
            Choices(
                words=derive(said[subject]),
                kinds=standing.kinds,
                age=standing.age,
                parental_consent=standing.parental_consent,
                restricted=standing.restricted,
                erased=standing.erased,
                suppressed=reaching(policy, organisation, [one for each in known[subject] for one in entered[each]]),
                contact=contact_of(standing, row.created_at.date()),
            ),
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


def _entered(organisation: OrganisationId, identifiers: list[IdentifierHash]) -> Mapping[IdentifierHash, list[Entry]]:
    """The entries of the suppression list about each of these identifiers."""
    found = defaultdict[IdentifierHash, list[Entry]](list)
    for start in range(0, len(identifiers), AT_ONCE):
        for row in _suppressing.rows(organisation, identifiers[start : start + AT_ONCE]):
            entry = suppression_of(organisation, *row)
            found[entry.identifier].append(entry)
    return found


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
