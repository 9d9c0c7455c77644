"""How is what a subject says kept, and what did she say?

1. A word is recorded under the version of the policy that binds the subject on that day.
2. The event, what it enters into the suppression list, and its entry in the log are one change.
3. Suppression is entered for every identifier by which the subject is known, and for those that the word itself named.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from troth.consent.binding import Acceptance, Contact, bind_subject
from troth.consent.events import ConsentEvent, ConsentKind, Surface, digest, record
from troth.consent.recorded import KIND, recorded
from troth.consent.suppression import Lift, Suppression, SuppressionReason, lift, suppress
from troth.errors import Place, Problem
from troth.evidence import Draft as EntryDraft
from troth.store import policies, subjects
from troth.store.failures import saying_database
from troth.store.models import ChoiceEvent, ShownText, SuppressionEntry
from troth.store.prepared import add, prepare
from troth.subjects.hashing import IdentifierHash
from troth.words import Channel, ChoiceId, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from troth.consent.events import Draft
    from troth.policy import Policy
    from troth.policy.versions import PolicyVersions
    from troth.store.subjects import Standing
    from troth.store.writing import Writing


@prepare
def _text_of(organisation: str, digest: str) -> QuerySet[ShownText, tuple[int]]:
    return ShownText.objects.filter(organisation=organisation, digest=digest).values_list("pk")


def say(change: Writing, draft: Draft, named: Sequence[IdentifierHash] = ()) -> ConsentEvent | list[Problem]:
    """Record what a subject says; or everything that speaks against recording it, and then nothing is.

    Args:
        change: the change under way.
        draft: what she says; her subject exists already (`subjects.introduce`).
        named: hashes of identifiers that her word names, besides those she is known by.

    Raises:
        WrongUse: there is no such subject, or she was forgotten.
    """
    known = change.known(draft.subject)
    change.key_of(draft.subject)  # refuses one who was forgotten
    policy = binding_policy(change.organisation, subjects.standing_of(known.row), change.now.date())
    if isinstance(policy, list):
        return policy
    event = record(policy, draft, change.store.clock, known.said_at)
    if isinstance(event, list):
        return event
    hashes = tuple(dict.fromkeys((*subjects.hashes_of(change.organisation, draft.subject), *named)))
    public, sealed = recorded(event, hashes)
    index = change.record(EntryDraft(change.organisation, KIND, event.subject, public, sealed))
    _write(change, event, index)
    known.said_at = event.at if known.said_at is None else max(event.at, known.said_at)
    _enter([*suppress(policy, event, hashes), *lift(policy, event, hashes)])
    return event


def suppress_erased(change: Writing, identifiers: Mapping[str, Sequence[IdentifierHash]]) -> None:
    """Enter identifiers of people who were erased, by the request they come from: for every purpose and channel."""
    _enter(
        Suppression(
            organisation=change.organisation,
            identifier=identifier,
            purpose=None,
            channel=None,
            since=change.now,
            reason=SuppressionReason.ERASURE,
            origin=origin,
        )
        for origin, own in identifiers.items()
        for identifier in own
    )


def binding_policy(organisation: OrganisationId, standing: Standing, on: date) -> Policy | list[Problem]:
    """The version that binds a subject on a day; or why none does."""
    return binding_among(policies.versions(organisation), standing, on)


def binding_among(published: PolicyVersions | None, standing: Standing, on: date) -> Policy | list[Problem]:
    """Which of an organisation's published versions binds a subject on a day; or why none does."""
    if published is None:
        return [_problem("policy.no-versions", "the organisation has published no policy", "publish one first")]
    if len(published.policies) == 1:
        return published.latest
    heads = {id(policy.head): policy for policy in published.policies}
    head = bind_subject([policy.head for policy in published.policies], contact_of(standing, on), on)
    return head if isinstance(head, list) else heads[id(head)]


def contact_of(standing: Standing, on: date) -> Contact:
    """Since when a subject is one, and what she accepted; from the day asked about where nothing is known."""
    accepted = tuple(Acceptance(version, day) for version, day in standing.accepted)
    return Contact(standing.first_on or on, accepted)


def events(organisation: OrganisationId, subject: SubjectId) -> tuple[ConsentEvent, ...]:
    """Everything a subject said, the oldest first."""
    with saying_database():
        rows = ChoiceEvent.objects.filter(organisation=organisation, subject=subject).select_related("text")
        return tuple(event_of(row) for row in rows.order_by("at", "recorded_at", "event"))


def event(organisation: OrganisationId, id_: str) -> ConsentEvent | None:
    """One event by its id; None where the organisation has none of that id."""
    with saying_database():
        row = ChoiceEvent.objects.filter(organisation=organisation, event=id_).select_related("text").first()
    return None if row is None else event_of(row)


def entries_of(organisation: OrganisationId, subject: SubjectId) -> dict[str, int]:
    """The indexes of the log's entries that tell of a subject's events, by the ids of these."""
    with saying_database():
        rows = ChoiceEvent.objects.filter(organisation=organisation, subject=subject)
        return dict(rows.values_list("event", "entry"))


def counts(organisation: OrganisationId, subjects: Sequence[SubjectId]) -> dict[SubjectId, int]:
    """How many words of each of these subjects were recorded; those who said nothing are left out."""
    with saying_database():
        rows = ChoiceEvent.objects.filter(organisation=organisation, subject__in=list(subjects))
        counted = Counter(rows.values_list("subject", flat=True))
    return {SubjectId(subject): count for subject, count in counted.items()}


def count(organisation: OrganisationId) -> int:
    """How many words were recorded."""
    with saying_database():
        return ChoiceEvent.objects.filter(organisation=organisation).count()


def suppressions(organisation: OrganisationId, identifiers: Iterable[IdentifierHash]) -> tuple[Suppression | Lift, ...]:
    """The entries of the suppression list about these identifiers."""
    with saying_database():
        rows = SuppressionEntry.objects.filter(organisation=organisation, identifier__in=list(identifiers))
        found = rows.order_by("since", "id").values_list(*OF_SUPPRESSION)
        return tuple(suppression_of(organisation, *row) for row in found)


def event_of(row: ChoiceEvent) -> ConsentEvent:
    """The event that a row holds."""
    text = row.text.text if row.text is not None else ""
    return ConsentEvent(
        id=row.event,
        organisation=OrganisationId(row.organisation_id),
        subject=SubjectId(row.subject),
        kind=ConsentKind(row.kind),
        purpose=None if row.purpose is None else PurposeName(row.purpose),
        choice=None if row.choice is None else ChoiceId(row.choice),
        channel=None if row.channel is None else Channel(row.channel),
        at=row.at,
        recorded_at=row.recorded_at,
        version=row.version,
        text_shown=text,
        text_digest=row.text.digest if row.text is not None else digest(""),
        surface=Surface(row.surface),
        language=row.language,
        late=row.late,
    )


OF_SUPPRESSION = ("identifier", "purpose", "channel", "since", "reason", "origin", "lifts")
"""The columns that `suppression_of` reads, in its order."""


def suppression_of(  # noqa: PLR0913, PLR0917 -- the columns of a row
    organisation: OrganisationId,
    identifier: str,
    purpose: str | None,
    channel: str | None,
    since: datetime,
    reason: str,
    origin: str,
    lifts: bool,  # noqa: FBT001 -- the same
) -> Suppression | Lift:
    """The entry of the list that a row holds."""
    what = None if purpose is None else PurposeName(purpose)
    by = None if channel is None else Channel(channel)
    if lifts:
        return Lift(
            organisation=organisation,
            identifier=IdentifierHash(identifier),
            purpose=what,
            channel=by,
            since=since,
            origin=origin,
        )
    return Suppression(
        organisation=organisation,
        identifier=IdentifierHash(identifier),
        purpose=what,
        channel=by,
        since=since,
        reason=SuppressionReason(reason),
        origin=origin,
    )


def _write(change: Writing, event: ConsentEvent, index: int) -> None:
    row = ChoiceEvent(
        event=event.id,
        organisation_id=event.organisation,
        subject=event.subject,
        kind=event.kind.value,
        purpose=event.purpose,
        choice=event.choice,
        channel=event.channel,
        at=event.at,
        recorded_at=event.recorded_at,
        version=event.version,
        text_id=_shown(change.organisation, event) if event.text_shown else None,
        surface=event.surface.value,
        language=event.language,
        late=event.late,
        entry=index,
    )
    add([row])


def _shown(organisation: OrganisationId, event: ConsentEvent) -> int:
    """The number of the text that was shown, which is kept once."""
    found = _text_of.first(organisation, event.text_digest)
    if found is not None:
        return found[0]
    return ShownText.objects.create(organisation_id=organisation, digest=event.text_digest, text=event.text_shown).pk


def _enter(entries: Iterable[Suppression | Lift]) -> None:
    rows = [
        SuppressionEntry(
            organisation_id=each.organisation,
            identifier=each.identifier,
            purpose=each.purpose,
            channel=each.channel,
            since=each.since,
            reason=each.reason.value if isinstance(each, Suppression) else "",
            origin=each.origin,
            lifts=isinstance(each, Lift),
        )
        for each in entries
    ]
    add(rows)


def _problem(id_: str, text: str, help_: str) -> Problem:
    return Problem(Place("consent event"), id_, text, help_)
