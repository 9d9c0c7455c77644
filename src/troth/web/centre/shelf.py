"""From where do the pages of the privacy centre have what they show?

A `Shelf` holds organisations with the versions of their policy and notice. The pages know nothing else of storage: the
setting `TROTH_SHELF` names a function without arguments that returns one, as a dotted path, and that is the one place
where a store is connected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from troth.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from troth.notice import Notice
    from troth.policy.versions import PolicyVersions
    from troth.words import OrganisationId

SETTING = "TROTH_SHELF"


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as the centre's pages name it."""

    id: OrganisationId
    name: str


class Shelf(Protocol):
    """What the privacy centre has to know."""

    def today(self) -> date:
        """The day for which a version in force is asked."""

    def organisation(self, organisation: str) -> OrganisationView | None:
        """The organisation of that id; None where there is none, or it has no published policy."""

    def versions(self, organisation: OrganisationId) -> PolicyVersions:
        """The versions of its policy."""

    def notice(self, organisation: OrganisationId, version: str) -> Notice | None:
        """The notice that a version of the policy was made from; None where it was not kept."""

    def policy_text(self, organisation: OrganisationId, version: str) -> str | None:
        """The policy file of a version as its authors wrote it; None where it was not kept."""


def shelf() -> Shelf:
    """The shelf that the settings name.

    Raises:
        WrongUse: `web.no-shelf`, where they name none.
    """
    from django.conf import settings
    from django.utils.module_loading import import_string

    name = getattr(settings, SETTING, "")
    if not name:
        raise WrongUse(
            f"the setting `{SETTING}` names nothing from which the pages could be made",
            id="web.no-shelf",
            help="name a function that returns a `Shelf`, as a dotted path",
        )
    return cast("Callable[[], Shelf]", import_string(name))()
