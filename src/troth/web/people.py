"""Which organisations does somebody of the staff see, and what does an invitation make of her?

The one place where the pages meet `troth.store.people`.

1. A membership of all of the installation counts in each organisation; of two roles the higher one holds.
2. An invitation never takes anything away: whoever already has the role, or a higher one, keeps it and the invitation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.store import people
from troth.store.organisations import organisations
from troth.store.people import Invitation, Role
from troth.web import installed

if TYPE_CHECKING:
    from troth.words import OrganisationId

__all__ = ["Invitation", "Role", "accept", "names", "open_invitation", "organisations_of"]


def organisations_of(user: int) -> dict[OrganisationId, Role]:
    """The organisations that a user sees, in order, with her highest role in each."""
    members = people.membership(user)
    found: dict[OrganisationId, Role] = {}
    for each in organisations() if members else ():
        roles = [member.role for member in members if member.organisation in (each.id, None)]
        if roles:
            found[each.id] = max(roles, key=tuple(Role).index)
    return found


def names() -> dict[OrganisationId, str]:
    """What each organisation calls itself."""
    return {each.id: each.name for each in organisations()}


def open_invitation(token: str) -> Invitation | None:
    """What the token opens; None where it is forged, used or expired: nobody is told which."""
    return people.open_invitation(installed.store(), token)


def accept(token: str, user: int) -> bool:
    """Make the user a member and close the invitation; whether it was open, and gives her more than she has."""
    try:
        return people.use_invitation(installed.store(), token, user) is not None
    except WrongUse as error:
        if error.id != people.ROLE_HELD:
            raise
        return False
