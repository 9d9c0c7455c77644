"""What does the privacy centre show of the organisations in the store?

An organisation without a published policy is not shown: there is nothing yet that it is bound by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.store import organisations, policies
from troth.web.centre.shelf import OrganisationView
from troth.web.desk import desk
from troth.words import OrganisationId

if TYPE_CHECKING:
    from datetime import date

    from troth.notice import Notice
    from troth.policy.versions import PolicyVersions


class StoreShelf:
    """The shelf over the store of this process."""

    def today(self) -> date:
        """The day for which a version in force is asked."""
        return desk().store.clock.now().date()

    def organisation(self, organisation: str) -> OrganisationView | None:
        """The organisation of that id; None where there is none, or it has no published policy."""
        found = organisations.organisation(OrganisationId(organisation))
        if found is None or policies.latest_published(found.id) is None:
            return None
        return OrganisationView(found.id, found.name)

    def versions(self, organisation: OrganisationId) -> PolicyVersions:
        """The published versions of its policy."""
        found = policies.versions(organisation)
        if found is None:
            raise WrongUse("the organisation has published no policy", id="policy.no-versions", help="publish one")
        return found

    def notice(self, organisation: OrganisationId, version: str) -> Notice | None:
        """The notice that a version of the policy was made from."""
        return policies.notice(organisation, version)

    def policy_text(self, organisation: OrganisationId, version: str) -> str | None:
        """The policy file of a version as its authors wrote it."""
        return policies.texts(organisation, version)[0]


def make_shelf() -> StoreShelf:
    """What the setting `TROTH_SHELF` names."""
    return StoreShelf()
