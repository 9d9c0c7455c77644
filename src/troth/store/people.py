"""Who of the staff may see and do what, and how does somebody become staff?

1. A member has a role in an organisation, or in all of the installation. A higher role may what a lower one may.
2. Nobody registers: a one-time link makes a member. It stands as a hash, holds for a time, and once; until then it may
   be withdrawn. It never lowers what its bearer may.
3. What is changed about members is an entry in the log of the organisation; what concerns all is one in each.
4. Changes about members follow one another, so that two administrators cannot take each other away at once.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.store.failures import saying_database
from troth.store.models import Installation, LogHead, Membership
from troth.store.models import Invitation as InvitationRow
from troth.store.writing import begin, finish, no_such_organisation
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from troth.store.opened import Store

GRANTED = "member.granted"
REVOKED = "member.revoked"
INVITED = "member.invited"
WITHDRAWN = "member.invitation-withdrawn"
ROLE_HELD = "people.role-held"
HOLDS = timedelta(days=7)
"""For how long an invitation holds where nobody says otherwise."""


class Role(StrEnum):
    """What a member may do: see, work on subjects and policies, or also decide about people, keys and publication."""

    VIEWER = "viewer"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"

    def reaches(self, needed: Role) -> bool:
        """Whether this role may what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Member:
    """A membership; `organisation` None stands for all of the installation."""

    user: int
    organisation: OrganisationId | None
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that holds still; `organisation` None stands for all of the installation."""

    id: str
    organisation: OrganisationId | None
    role: Role
    invited_by: str
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """The public part of an entry about members: an account's number, never its address."""

    account: str
    role: str
    by: str


@dataclass(frozen=True, slots=True)
class InvitationChanged:
    """The public part of an entry about an invitation, which nobody's account is in yet."""

    invitation: str
    role: str
    by: str


def membership(user: int) -> tuple[Member, ...]:
    """Every membership of an account."""
    with saying_database():
        return tuple(_member(row) for row in Membership.objects.filter(user=user).order_by("organisation_id"))


def members(organisation: OrganisationId) -> tuple[Member, ...]:
    """Who has a role in the organisation, those of all organisations among them."""
    with saying_database():
        rows = Membership.objects.filter(organisation=organisation) | Membership.objects.filter(organisation=None)
        return tuple(_member(row) for row in rows.order_by("created_at", "id"))


def grant(store: Store, organisation: OrganisationId | None, user: int, role: Role, by: str) -> None:
    """Give an account a role, in place of the one it has there.

    Raises:
        WrongUse: `people.last-administrator`, where nobody could give roles any more.
    """
    with _changing():
        row = Membership.objects.filter(organisation=organisation, user=user, role=Role.ADMINISTRATOR).first()
        if row is not None and role is not Role.ADMINISTRATOR and not _others_administrate(organisation, row.pk):
            raise _last_administrator()
        _grant(store, organisation, user, role, by)


def revoke(store: Store, organisation: OrganisationId | None, user: int, by: str) -> None:
    """Take an account's role away.

    Raises:
        WrongUse: `people.no-such-member`; or `people.last-administrator`, where nobody else could give roles.
    """
    with _changing():
        rows = Membership.objects.filter(organisation=organisation, user=user)
        row = rows.first()
        if row is None:
            raise WrongUse("there is no such member", id="people.no-such-member", help="look at the list of people")
        if row.role == Role.ADMINISTRATOR and not _others_administrate(organisation, row.pk):
            raise _last_administrator()
        rows.delete()
        _tell(store, organisation, REVOKED, MemberChanged(str(user), row.role, by))


def invite(store: Store, organisation: OrganisationId | None, role: Role, by: str, *, holds: timedelta = HOLDS) -> str:
    """A one-time token that makes its bearer a member; it is shown once and kept as a hash."""
    token = secrets.token_urlsafe(32)
    now = store.clock.now()
    with _changing():
        row = InvitationRow.objects.create(
            id=store.clock.new_id(),
            token_hash=store.key.hash_token(token),
            organisation_id=organisation,
            role=role.value,
            invited_by=by,
            created_at=now,
            expires_at=now + holds,
        )
        _tell(store, organisation, INVITED, InvitationChanged(row.id, role.value, by))
    return token


def invitations(store: Store, organisation: OrganisationId | None) -> tuple[Invitation, ...]:
    """What is open to an organisation, the newest first; those to all of them are among them, and alone for None."""
    with saying_database():
        rows = _open(store).filter(organisation=None)
        if organisation is not None:
            rows = rows | _open(store).filter(organisation=organisation)
        return tuple(_invitation(row) for row in rows.order_by("-created_at", "-id"))


def invited_to(store: Store, id_: str) -> OrganisationId | None:
    """Where an open invitation leads; None for all organisations.

    Raises:
        WrongUse: `people.no-such-invitation`.
    """
    with saying_database():
        row = _open(store).filter(id=id_).first()
    if row is None:
        raise _no_such_invitation()
    return _invitation(row).organisation


def withdraw(store: Store, organisation: OrganisationId | None, id_: str, by: str) -> None:
    """End an invitation before anybody used it; WrongUse `people.no-such-invitation` where none is open there.

    Nothing of it stays but the entry that tells of it: its link is answered as one that never was.
    """
    with _changing():
        row = _open(store).filter(organisation=organisation, id=id_).first()
        if row is None:
            raise _no_such_invitation()
        row.delete()
        _tell(store, organisation, WITHDRAWN, InvitationChanged(id_, row.role, by))


def open_invitation(store: Store, token: str) -> Invitation | None:
    """The invitation that a token is for; None where it is unknown, used or expired: nobody is told which."""
    with saying_database():
        row = _holding(store, token).first()
    return None if row is None else _invitation(row)


def use_invitation(store: Store, token: str, user: int) -> Invitation | None:
    """Make an account the member that the invitation names; None where it does not hold (any more).

    Raises:
        WrongUse: `people.role-held`, where the account has that role there, or a higher one; the invitation stays open.
    """
    with _changing():
        row = _holding(store, token).first()
        if row is None:
            return None
        found = _invitation(row)
        # INVARIANT: what is held is read under the lock of all changes, so that no promotion is overtaken and undone.
        if any(role.reaches(found.role) for role in _held(user, found.organisation)):
            raise WrongUse(
                "the account already has the role that this invitation gives, or a higher one",
                id=ROLE_HELD,
                help="leave the link for whoever it is meant for; nothing was changed",
            )
        _holding(store, token).update(used_at=store.clock.now())
        _grant(store, found.organisation, user, found.role, f"invitation of {found.invited_by}")
    return found


@contextmanager
def _changing() -> Iterator[None]:
    """One change about members, alone (rule 4): the installation's row is held before any log's head is."""
    with saying_database(), transaction.atomic(durable=True):
        Installation.objects.select_for_update().first()
        yield


def _grant(store: Store, organisation: OrganisationId | None, user: int, role: Role, by: str) -> None:
    Membership.objects.update_or_create(
        user_id=user,
        organisation_id=organisation,
        defaults={"role": role.value},
        create_defaults={"role": role.value, "created_at": store.clock.now()},
    )
    _tell(store, organisation, GRANTED, MemberChanged(str(user), role.value, by))


def _tell(store: Store, organisation: OrganisationId | None, kind: str, public: object) -> None:
    """The entry in the organisation's log; in every log, in the order of their ids, where it concerns all."""
    heads = LogHead.objects.order_by("organisation_id")
    named = [OrganisationId(each) for each in heads.values_list("organisation_id", flat=True)]
    if organisation is not None and organisation not in named:
        raise no_such_organisation()
    for each in named if organisation is None else [organisation]:
        change = begin(store, each)
        change.record(Draft(each, kind, public=public))
        finish(change)


def _last_administrator() -> WrongUse:
    return WrongUse(
        "this is the last administrator",
        id="people.last-administrator",
        help="make somebody else an administrator first",
    )


def _no_such_invitation() -> WrongUse:
    return WrongUse(
        "there is no open invitation of this id",
        id="people.no-such-invitation",
        help="look at the list of invitations; it may have been used, have expired, or be withdrawn already",
    )


def _others_administrate(organisation: OrganisationId | None, but: int) -> bool:
    rows = Membership.objects.filter(role=Role.ADMINISTRATOR).exclude(pk=but)
    everywhere = rows.filter(organisation=None).exists()
    return everywhere or (organisation is not None and rows.filter(organisation=organisation).exists())


def _held(user: int, organisation: OrganisationId | None) -> list[Role]:
    """The roles that an account has where an invitation leads: there, or in all organisations."""
    rows = Membership.objects.filter(user=user, organisation=None)
    if organisation is not None:
        rows = rows | Membership.objects.filter(user=user, organisation=organisation)
    return [Role(role) for role in rows.values_list("role", flat=True)]


def _open(store: Store) -> QuerySet[InvitationRow]:
    return InvitationRow.objects.filter(used_at=None, expires_at__gt=store.clock.now())


def _holding(store: Store, token: str) -> QuerySet[InvitationRow]:
    return _open(store).filter(token_hash=store.key.hash_token(token))


def _invitation(row: InvitationRow) -> Invitation:
    organisation = None if row.organisation_id is None else OrganisationId(row.organisation_id)
    return Invitation(row.id, organisation, Role(row.role), row.invited_by, row.created_at, row.expires_at)


def _member(row: Membership) -> Member:
    organisation = None if row.organisation_id is None else OrganisationId(row.organisation_id)
    return Member(row.user_id, organisation, Role(row.role), row.created_at)
