"""A desk in use: an organisation with an estate in memory, and requests in every state that a person meets."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from e2e.console.filled import ALICE, ALICES_ADDRESS, OURS
from troth.inventory import DatasetName, Keep, Seed
from troth.words import Channel, DataName, IdentifierKind, RightKind

if TYPE_CHECKING:
    from datetime import timedelta

    from e2e.console.filled import Filled
    from troth.estate.memory import Memory
    from troth.requests.reply import Reply

LIST = f"/console/{OURS}/requests/"
ESTATE = f"/console/{OURS}/estate/"
BROKEN = "troth: 1\nestate: {organisation: sesamm, version: b}\nsystems: {shop: {url: env:SHOP, colour: red}}\n"


@dataclass(slots=True)
class Desk:
    """Ids of requests by what is to be seen of them; `told` is what was said to subjects."""

    made: Filled
    memory: dict[str, Memory]
    told: list[Reply] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def work(self) -> None:
        """Do everything that is due, as a worker would."""
        from troth.jobs.requests.carry import Carrying
        from troth.jobs.requests.world import World

        world = World(
            store=self.made.installation.store, tell=self.told.append, connect=lambda system: self.memory[system.name]
        )
        Carrying(world, "w1").look()

    def ask(
        self, name: str, kind: RightKind, *, ago: timedelta | None = None, begun: bool = True, **more: object
    ) -> str:
        """A request, proven unless it is said otherwise; its id."""
        from troth.requests.deadlines import dues, first
        from troth.requests.request import Request, Tier
        from troth.store import policies
        from troth.store.requests import cases, work
        from troth.store.writing import writing

        store = self.made.installation.store
        at = store.clock.now() - ago if ago is not None else store.clock.now()
        fields = {
            "seeds": (Seed(IdentifierKind.EMAIL, ALICES_ADDRESS),),
            "subject": ALICE,
            "tier": Tier.REACHED,
            "channel": Channel.WEB,
            "regimes": ("eu-gdpr",),
        } | more
        asked = Request(id=store.clock.new_id(), organisation=OURS, kind=kind, received_at=at, **fields)  # type: ignore[arg-type]
        versions = policies.versions(OURS)
        earliest = first(dues(asked, versions.latest if versions is not None else None))
        with writing(store, OURS) as change:
            cases.receive(change, asked, earliest.on if earliest else None)
            if begun:
                work.begin(change, asked.id)
        self.ids[name] = asked.id
        return asked.id

    def path(self, name: str, deed: str = "") -> str:
        return f"{LIST}{self.ids[name]}/{deed}"

    def state(self, name: str) -> str:
        from troth.store.models import RequestCase

        return RequestCase.objects.get(request=self.ids[name]).state


def desked(made: Filled) -> Desk:
    """The desk; nothing is asked yet."""
    from carrying import ESTATE as MODEL
    from carrying import ORDERS, systems
    from troth.inventory.file import write_inventory
    from troth.store.requests import estates
    from troth.store.writing import writing

    memory = systems()
    memory["shop"].data["customers"][0] = (1, ALICES_ADDRESS, "+33611223344", "Alice")
    file = made.installation.folder / "desk.sqlite3"
    if not file.exists():
        import sqlite3

        sqlite3.connect(file).executescript("CREATE TABLE tickets (id INTEGER)")
    shop, tickets = MODEL.systems
    orders = dataclasses.replace(ORDERS, keep=(Keep(ground="billing", when=(("status", "unpaid"),), law="fr-cgi-286"),))
    inventory = dataclasses.replace(
        MODEL,
        organisation=OURS,
        systems=(shop, dataclasses.replace(tickets, url=f"sqlite:///{file}")),
        datasets=tuple(orders if each.at == orders.at else each for each in MODEL.datasets),
    )
    with writing(made.installation.store, OURS) as change:
        estates.review(change, write_inventory(inventory), by="1")
    memory["shop"].data["orders"][0] = (10, 1, "unpaid", "")
    return Desk(made, memory)


def in_use(made: Filled) -> Desk:
    """The desk with requests in every state that a person meets, and a hold."""
    from datetime import timedelta

    from troth.requests.plan import Hold
    from troth.requests.request import Agent, Correction, Denial, Tier
    from troth.store.requests import holds, judging
    from troth.store.writing import writing

    desk = desked(made)
    store, by = made.installation.store, str(made.user("officer").pk)
    desk.ask("planned", RightKind.ERASE, ago=timedelta(days=12))
    desk.ask("late", RightKind.ACCESS, ago=timedelta(days=40))
    desk.ask("complaint", RightKind.COMPLAIN, ago=timedelta(days=2))
    wrong = Correction(data=DataName("pd:Name"), value="Alice Right", was="Alice")
    desk.ask("correction", RightKind.RECTIFY, corrections=(wrong,), ago=timedelta(days=27))
    desk.ask("denied", RightKind.PORT, ago=timedelta(days=3))
    desk.ask("nobody", RightKind.OBJECT, subject=None, seeds=(Seed(IdentifierKind.EMAIL, "new@mail.example"),))
    desk.work()
    desk.ask(
        "agent", RightKind.ERASE, begun=False, channel=Channel.POST, tier=Tier.REACHED, agent=Agent(name="Eve Example")
    )
    desk.ask("unproven", RightKind.ACCESS, begun=False, channel=Channel.PHONE, tier=Tier.NONE, subject=None)
    with writing(store, OURS) as change:
        judging.deny(change, desk.ids["denied"], Denial.UNFOUNDED, by=by)
        judging.assign(change, desk.ids["late"], by, by=by)
        orders = DatasetName("shop", "orders")
        holds.place(change, Hold(id="lawsuit", ground="lawsuit", datasets=(orders,), clauses=("s51",)), by=by)
    desk.work()
    return desk
