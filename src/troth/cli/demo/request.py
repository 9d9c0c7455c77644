"""What does a request look like that is carried out?

One of the example organisations gets its estate: databases with its subjects in them, scanned and loaded as a reviewed
inventory. A subject who is in them asks to see what there is, another to be erased; a worker carries both out, as the
served installation would, and what became of them is counted. Rules:

1. Nothing is staged: the rows are found by the scan's own links, and the erasure is looked for again in every field.
2. The estate lies in the installation's folder, so that whoever keeps that can look into it and ask for more.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.cli.demo.population import people
from troth.inventory import Seed
from troth.requests.request import Request, State, Tier
from troth.words import Channel, IdentifierKind, RightKind

if TYPE_CHECKING:
    from pathlib import Path

    from troth.cli.demo.population import Person
    from troth.cli.source import Source
    from troth.inventory import Inventory
    from troth.policy import Policy
    from troth.requests.reply import Reply
    from troth.store.opened import Store
    from troth.words import OrganisationId

SHOWN = "sesamm"
"""The organisation whose estate is all databases: what it holds can be changed."""
_VERSION = "demonstration"
_BY = "demonstration"


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one request."""

    kind: RightKind
    state: State
    rows: dict[str, int]
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether it came to its end by itself."""
        return self.state is State.ANSWERED


@dataclass(frozen=True, slots=True)
class Estate:
    """What was shown of an estate: its size, and the requests."""

    organisation: OrganisationId
    systems: int
    datasets: int
    personal: int
    requests: tuple[Carried, ...]

    @property
    def holds(self) -> bool:
        """Whether every request came to its end by itself."""
        return all(each.holds for each in self.requests)

    def __str__(self) -> str:
        what = f"{self.organisation}: {self.systems} systems, {self.datasets} tables, {self.personal} personal columns"
        lines = [f"An estate, {what}"]
        for each in self.requests:
            rows = ", ".join(f"{number} rows {_DONE[doing]}" for doing, number in sorted(each.rows.items()))
            because = f" ({each.reason})" if each.reason else ""
            lines.append(
                f"  a request to {_ASKED[each.kind]}: {each.state.replace('_', ' ')}{because}; {rows or 'no rows'}"
            )
        return "\n".join(lines)


_ASKED = {RightKind.ACCESS: "see one's data", RightKind.ERASE: "be erased"}
_DONE = {"read": "shown", "delete": "deleted and looked for again", "change": "emptied of the person", "keep": "kept"}


def show_requests(store: Store, source: Source, folder: Path, size: int) -> Estate:
    """Place the organisation's estate in a folder, load its inventory, and carry two requests out."""
    from troth.inventory.file import write_inventory
    from troth.jobs.requests.carry import Carrying
    from troth.jobs.requests.world import World
    from troth.store.requests import cases, estates
    from troth.store.writing import writing

    policy = source.policy()
    organisation = policy.head.organisation
    persons = people(policy, size)
    inventory = _scanned(source, policy, persons, folder)
    with writing(store, organisation) as change:
        estates.review(change, write_inventory(inventory), by=_BY)
    told: list[Reply] = []
    world = World(store=store, tell=told.append, by_rule=lambda _: frozenset(RightKind))
    asked = [_ask(store, policy, persons[0], RightKind.ACCESS), _ask(store, policy, persons[-1], RightKind.ERASE)]
    Carrying(world, store.clock.new_id()).look()
    world.close()
    found = {case.id: case for case in cases.listing(organisation)}
    return Estate(
        organisation=organisation,
        systems=len(inventory.systems),
        datasets=len(inventory.datasets),
        personal=sum(len(dataset.personal) for dataset in inventory.datasets),
        requests=tuple(
            Carried(found[id_].kind, found[id_].state, found[id_].counts, found[id_].reason) for id_ in asked
        ),
    )


def _scanned(source: Source, policy: Policy, persons: list[Person], folder: Path) -> Inventory:
    from troth.cli.demo.estates.organisations import place
    from troth.clock import SystemClock
    from troth.estate.addresses import open_address, read_address
    from troth.estate.discovery import discover, propose
    from troth.estate.graph.links import links
    from troth.estate.scan import scan

    placed = place(source.policy_file.parent, persons, folder)
    addresses = [read_address(str(each.at.resolve())) for each in placed]
    connectors = {address.name: open_address(address) for address in addresses}
    try:
        scanned = scan(list(connectors.values()))
        found = discover(scanned.tables, scanned.samples, links(scanned.tables, scanned.samples, connectors))
    finally:
        for connector in connectors.values():
            connector.close()
    systems = tuple(address.system for address in addresses)
    proposed = propose(found, systems, policy.head.organisation, scanned_at=SystemClock().now(), policy=policy)
    return dataclasses.replace(proposed, version=_VERSION)


def _ask(store: Store, policy: Policy, person: Person, kind: RightKind) -> str:
    from troth.store.requests import cases, work
    from troth.store.writing import writing

    asked = Request(
        id=store.clock.new_id(),
        organisation=policy.head.organisation,
        kind=kind,
        received_at=store.clock.now(),
        seeds=(Seed(IdentifierKind.EMAIL, person.email.lower()),),
        subject=person.subject,
        tier=Tier.REACHED,
        channel=Channel.WEB,
        regimes=tuple(law for law in policy.head.laws if law in ("eu-gdpr", "uk-gdpr", "us-ca-ccpa")),
    )
    with writing(store, policy.head.organisation) as change:
        cases.receive(change, asked)
        work.begin(change, asked.id)
    return asked.id
