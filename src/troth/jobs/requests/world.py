"""What does a step reach?

1. An organisation's estate is opened when it is first needed, and again when another version of it was reviewed.
2. People are told by whoever the process gives (`tell`): a message is handed over, or the step is tried again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.estate.addresses import open_system
from troth.estate.graph.find import Finder
from troth.store import policies
from troth.store.requests import estates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from troth.estate.connector import Connector
    from troth.inventory import Inventory, System
    from troth.policy.model import Policy
    from troth.requests.reply import Reply
    from troth.store.opened import Store
    from troth.words import OrganisationId, RightKind


@dataclass(slots=True)
class Estate:
    """An organisation's reviewed estate, with what reaches its systems."""

    inventory: Inventory
    connectors: Mapping[str, Connector]
    finder: Finder

    def close(self) -> None:
        """Give back what its connectors hold."""
        for connector in self.connectors.values():
            connector.close()


def nothing_by_rule(organisation: OrganisationId) -> frozenset[RightKind]:
    """No kind of request is approved beforehand."""
    del organisation
    return frozenset()


@dataclass(slots=True)
class World:
    """What the steps of all organisations reach. One thread uses it."""

    store: Store
    tell: Callable[[Reply], None]
    by_rule: Callable[[OrganisationId], frozenset[RightKind]] = nothing_by_rule
    connect: Callable[[System], Connector] = open_system
    _open: dict[OrganisationId, Estate] = field(default_factory=dict, repr=False)

    def estate(self, organisation: OrganisationId) -> Estate:
        """The organisation's estate. WrongUse where none was reviewed, or an address in it is not to be had."""
        inventory = estates.reviewed(organisation)
        if inventory is None:
            raise WrongUse(
                "the organisation has no reviewed estate",
                id="estate.none",
                help="scan its systems with `troth estate scan`, review the result, and load it",
            )
        known = self._open.get(organisation)
        if known is not None and known.inventory is inventory:
            return known
        if known is not None:
            known.close()
        connectors = {system.name: self.connect(system) for system in inventory.systems}
        self._open[organisation] = Estate(inventory, connectors, Finder(inventory, connectors))
        return self._open[organisation]

    def has_estate(self, organisation: OrganisationId) -> bool:
        """Whether the organisation has a reviewed estate."""
        return estates.reviewed(organisation) is not None

    def policy(self, organisation: OrganisationId) -> Policy:
        """The latest published policy. WrongUse `policy.no-versions` where there is none."""
        versions = policies.versions(organisation)
        if versions is None:
            raise WrongUse(
                "the organisation has published no policy", id="policy.no-versions", help="publish one first"
            )
        return versions.latest

    def close(self) -> None:
        """Give back every connection."""
        for estate in self._open.values():
            estate.close()
        self._open.clear()
