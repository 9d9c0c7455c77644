"""Whom does an organisation know, and by what?

1. A subject has an opaque id. Her identifiers stand as keyed hashes, to find her by, and themselves only under her own
   key, to write to her.
2. An identifier of two subjects is shared: it joins nobody, and alone identifies nobody (`troth.subjects.directory`).
3. Whoever is introduced gets a key; what is sealed with it dies with it.
4. To forget a subject is to destroy her key, and every link between her and an identifier. Her id, what she said by it
   and the entries about her stay, and nobody can tell any more whose they are; what she refused stays suppressed, under
   hashes alone. LAW: GDPR 17(1), 17(3)(b) and (e), 21(3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.evidence.sealing import new_key, unwrap, wrap
from troth.store.failures import saying_database
from troth.store.models import OneTimeProof, Subject, SubjectIdentifier
from troth.store.prepared import add, prepare
from troth.store.writing import bound_to, subject_key
from troth.subjects.directory import Found
from troth.subjects.hashing import IdentifierHash, hash_identifier
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.words import SubjectId, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from troth.store.opened import Store
    from troth.store.writing import Writing
    from troth.words import OrganisationId

INTRODUCED = "subject.introduced"
LINKED = "subject.linked"
STANDING = "subject.standing"
FORGOTTEN = "subject.forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds for a subject besides her words."""

    kinds: frozenset[SubjectKindName] = frozenset()
    age: int | None = None
    parental_consent: bool = False
    restricted: bool = False
    erased: bool = False
    first_on: date | None = None
    accepted: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """A subject as a list shows her: by her id, never by an address."""

    subject: SubjectId
    created_at: datetime
    standing: Standing
    identifiers: int


@dataclass(frozen=True, slots=True)
class Introduced:
    """The sealed part of an entry about a subject's identifiers: their hashes."""

    identifiers: tuple[str, ...]


@prepare
def _subject(organisation: str, subject: str) -> QuerySet[Subject]:
    return Subject.objects.filter(organisation=organisation, subject=subject).defer("wrapped_key")


@prepare
def _having(organisation: str, identifier: str) -> QuerySet[SubjectIdentifier, tuple[str, bool]]:
    rows = SubjectIdentifier.objects.filter(organisation=organisation, identifier=identifier)
    return rows.values_list("subject", "shared")


@prepare
def _links(organisation: str, subjects: Sequence[str]) -> QuerySet[SubjectIdentifier, tuple[str, str, bool]]:
    rows = SubjectIdentifier.objects.filter(organisation=organisation, subject__in=subjects)
    # `shared` is asked for too, so that no index holds all that is asked: SQLite would read the whole of one that
    # begins with the organisation, sooner than look subjects up in the other.
    return rows.values_list("identifier", "subject", "shared")


def hash_of(store: Store, organisation: OrganisationId, identifier: Identifier) -> IdentifierHash:
    """The identifier's hash in the organisation."""
    return hash_identifier(store.key.hash_key(organisation), identifier)


def find(store: Store, organisation: OrganisationId, identifier: Identifier) -> Found:
    """Whom an identifier may point at."""
    return find_hash(organisation, hash_of(store, organisation, identifier))


def find_hash(organisation: OrganisationId, identifier: IdentifierHash) -> Found:
    """Whom the hash of an identifier may point at."""
    with saying_database():
        having = sorted(_having.rows(organisation, identifier))
    return Found(tuple(SubjectId(name) for name, _ in having), shared=any(shared for _, shared in having))


def introduce(
    change: Writing,
    identifiers: Sequence[Identifier] = (),
    *,
    subject: SubjectId | None = None,
    standing: Standing | None = None,
    proven: bool = False,
) -> SubjectId:
    """Add a subject, with what is known of her; returns her id, a new one where none is given.

    Raises:
        WrongUse: `store.subject-exists`.
    """
    new = subject or SubjectId(change.store.clock.new_id())
    if _subject.first(change.organisation, new) is not None:
        raise WrongUse(
            "there is a subject with this id already", id="store.subject-exists", help="choose another id, or none"
        )
    key = new_key()
    holding = standing or Standing()
    row = Subject(
        organisation_id=change.organisation,
        subject=new,
        wrapped_key=wrap(change.store.wrapping_key(), key, bound_to(change.organisation, "subject", new)),
        created_at=change.now,
        **_columns(replace(holding, first_on=holding.first_on or change.now.date())),
    )
    add([row])
    hashes = tuple(_link(change, new, each, proven=proven) for each in identifiers)
    change.record(Draft(change.organisation, INTRODUCED, new, sealed=Introduced(hashes)))
    return new


def link(change: Writing, subject: SubjectId, identifier: Identifier, *, proven: bool = False) -> IdentifierHash:
    """Note that a subject has an identifier, and whether she proved that it reaches her. Twice changes nothing."""
    hashed = hash_of(change.store, change.organisation, identifier)
    rows = SubjectIdentifier.objects.filter(organisation=change.organisation, identifier=hashed, subject=subject)
    row = rows.first()
    if row is None:
        _link(change, subject, identifier, proven=proven)
    elif proven and row.proven_at is None:
        rows.update(proven_at=change.now)
    else:
        return hashed
    change.record(Draft(change.organisation, LINKED, subject, sealed=Introduced((hashed,))))
    return hashed


def set_standing(change: Writing, subject: SubjectId, standing: Standing) -> None:
    """Say what holds for a subject from now on; the date of her first contact stays unless one is given.

    Raises:
        WrongUse: there is no such subject, or she was forgotten.
    """
    change.key_of(subject)
    columns = _columns(standing)
    if standing.first_on is None:
        columns.pop("first_on")
    Subject.objects.filter(organisation=change.organisation, subject=subject).update(**columns)
    change.read_again(subject)
    change.record(Draft(change.organisation, STANDING, subject))


def forget(change: Writing, subject: SubjectId) -> None:
    """Destroy a subject's key and what leads to her (rule 4). Twice changes nothing; WrongUse where there is none.

    Earlier states of the rows leave the disk when the database is swept (`troth.store.opened.sweep`).
    """
    if not change.known(subject).row.wrapped_key:
        return
    known = SubjectIdentifier.objects.filter(organisation=change.organisation, subject=subject)
    alone = [row.identifier for row in known if not row.shared]
    OneTimeProof.objects.filter(organisation=change.organisation, identifier__in=alone).delete()
    known.delete()
    columns = _columns(Standing(erased=True))
    columns.pop("first_on")
    Subject.objects.filter(organisation=change.organisation, subject=subject).update(wrapped_key=b"", **columns)
    change.read_again(subject)
    change.record(Draft(change.organisation, FORGOTTEN, subject))


def forget_all(change: Writing, subjects: Sequence[SubjectId]) -> None:
    """As `forget`, for many subjects by a few statements; those who were forgotten, or are not there, are passed over."""  # noqa: E501
    rows = Subject.objects.filter(organisation=change.organisation, subject__in=list(subjects))
    knew = [SubjectId(row.subject) for row in rows.order_by("subject") if row.wrapped_key]
    known = SubjectIdentifier.objects.filter(organisation=change.organisation, subject__in=knew)
    alone = [row.identifier for row in known if not row.shared]
    OneTimeProof.objects.filter(organisation=change.organisation, identifier__in=alone).delete()
    known.delete()
    columns = _columns(Standing(erased=True))
    columns.pop("first_on")
    Subject.objects.filter(organisation=change.organisation, subject__in=knew).update(wrapped_key=b"", **columns)
    for subject in knew:
        change.read_again(subject)
        change.record(Draft(change.organisation, FORGOTTEN, subject))


def standing(organisation: OrganisationId, subject: SubjectId) -> Standing | None:
    """What holds for a subject besides her words; None where there is no such subject."""
    row = row_of(organisation, subject)
    return None if row is None else standing_of(row)


def row_of(organisation: OrganisationId, subject: SubjectId) -> Subject | None:
    """A subject's row, without her key; None where there is no such subject."""
    with saying_database():
        return _subject.first(organisation, subject)


def identifiers_of(store: Store, organisation: OrganisationId, subject: SubjectId) -> tuple[Identifier, ...]:
    """A subject's identifiers, opened with her key. Personal data: who looks is recorded by the caller.

    Raises:
        WrongUse: there is no such subject, or she was forgotten.
    """
    with saying_database():
        key = subject_key(store, organisation, subject)
        rows = list(SubjectIdentifier.objects.filter(organisation=organisation, subject=subject).order_by("identifier"))
    return tuple(_opened(key, organisation, row) for row in rows)


def _opened(key: bytes, organisation: OrganisationId, row: SubjectIdentifier) -> Identifier:
    text = unwrap(key, bytes(row.sealed), bound_to(organisation, "identifier", row.identifier)).decode()
    return Identifier(IdentifierKind(row.identifier.partition(":")[0]), text)


def alone_of(
    store: Store, organisation: OrganisationId, subjects: Sequence[SubjectId]
) -> dict[SubjectId, tuple[Identifier, ...]]:
    """Those of each subject's identifiers that are nobody else's too; who was forgotten, or is not known, has none."""
    with saying_database():
        rows = Subject.objects.filter(organisation=organisation, subject__in=list(subjects))
        keys = {
            row.subject: unwrap(
                store.wrapping_key(), bytes(row.wrapped_key), bound_to(organisation, "subject", row.subject)
            )
            for row in rows
            if row.wrapped_key
        }
        known = SubjectIdentifier.objects.filter(organisation=organisation, subject__in=list(keys), shared=False)
        found: dict[SubjectId, tuple[Identifier, ...]] = {}
        for each in known.order_by("subject", "identifier"):
            own = SubjectId(each.subject)
            found[own] = (*found.get(own, ()), _opened(keys[each.subject], organisation, each))
    return found


def hashes_of(organisation: OrganisationId, subject: SubjectId) -> tuple[IdentifierHash, ...]:
    """The hashes of a subject's identifiers."""
    return tuple(sorted(hashed for hashed, _ in links_of(organisation, [subject])))


def links_of(organisation: OrganisationId, subjects: Sequence[str]) -> list[tuple[IdentifierHash, str]]:
    """The hashes of these subjects' identifiers, each with whose it is."""
    with saying_database():
        return [(IdentifierHash(hashed), subject) for hashed, subject, _ in _links.rows(organisation, subjects)]


def listing(organisation: OrganisationId, *, after: str = "", limit: int = 50) -> tuple[SubjectEntry, ...]:
    """Subjects in the order of their ids, from the one behind `after` on."""
    with saying_database():
        rows = Subject.objects.filter(organisation=organisation, subject__gt=after).order_by("subject")[:limit]
        found = list(rows)
        counts: dict[str, int] = {}
        names = [row.subject for row in found]
        for name in SubjectIdentifier.objects.filter(organisation=organisation, subject__in=names).values_list(
            "subject", flat=True
        ):
            counts[name] = counts.get(name, 0) + 1
    return tuple(
        SubjectEntry(
            subject=SubjectId(row.subject),
            created_at=row.created_at,
            standing=standing_of(row),
            identifiers=counts.get(row.subject, 0),
        )
        for row in found
    )


def count(organisation: OrganisationId) -> int:
    """How many subjects the organisation knows."""
    with saying_database():
        return Subject.objects.filter(organisation=organisation).count()


def standing_of(row: Subject) -> Standing:
    """The standing that a row holds."""
    return Standing(
        kinds=frozenset(SubjectKindName(kind) for kind in row.kinds),
        age=row.age,
        parental_consent=row.parental_consent,
        restricted=row.restricted,
        erased=row.erased,
        first_on=row.first_on,
        accepted=tuple((version, date.fromisoformat(on)) for version, on in row.accepted),
    )


def _columns(standing: Standing) -> dict[str, object]:
    return {
        "kinds": sorted(standing.kinds),
        "age": standing.age,
        "parental_consent": standing.parental_consent,
        "restricted": standing.restricted,
        "erased": standing.erased,
        "first_on": standing.first_on,
        "accepted": [[version, on.isoformat()] for version, on in standing.accepted],
    }


def _link(change: Writing, subject: SubjectId, identifier: Identifier, *, proven: bool) -> IdentifierHash:
    hashed = hash_of(change.store, change.organisation, identifier)
    # INVARIANT: an identifier of two subjects is shared; two subjects are never made one.
    is_shared = any(other != subject for other, _ in _having.rows(change.organisation, hashed))
    if is_shared:
        SubjectIdentifier.objects.filter(organisation=change.organisation, identifier=hashed).update(shared=True)
    row = SubjectIdentifier(
        organisation_id=change.organisation,
        subject=subject,
        identifier=hashed,
        sealed=wrap(
            change.key_of(subject), identifier.text.encode(), bound_to(change.organisation, "identifier", hashed)
        ),
        shared=is_shared,
        proven_at=change.now if proven else None,
        created_at=change.now,
    )
    add([row])
    return hashed
