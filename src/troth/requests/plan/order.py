"""What has to go before what, so that no reference points at nothing on the way?

Rules:
1. Rows that point go before rows that are pointed at, by declared links.
2. Where datasets point at each other in a circle, a reference that may be empty is emptied first, which opens it.
3. A circle that cannot be opened is a problem: the system would refuse each of the deletions.
4. A row that one which stays points at cannot go: it is emptied instead (`stays_below`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.inventory import LinkKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from troth.inventory import DatasetName, Inventory, Link


def declared(inventory: Inventory, among: Collection[DatasetName]) -> list[Link]:
    """The declared links between two of these datasets of one system, but not those of a dataset with itself."""
    return [
        link
        for link in inventory.links
        if link.kind is LinkKind.DECLARED
        and link.of[0].of in among
        and link.to[0].of in among
        and link.of[0].of != link.to[0].of
        and link.of[0].system == link.to[0].system
    ]


def stays_below(inventory: Inventory, staying: Iterable[DatasetName]) -> frozenset[DatasetName]:
    """The datasets whose rows cannot be deleted because rows that stay point at them, directly or by way of others."""
    found: set[DatasetName] = set()
    waiting = list(staying)
    while waiting:
        at = waiting.pop()
        for link in inventory.from_dataset.get(at, ()):
            below = link.to[0].of
            if link.kind is LinkKind.DECLARED and below != at and below not in found:
                found.add(below)
                waiting.append(below)
    return frozenset(found)


def in_order(
    inventory: Inventory, deleting: Collection[DatasetName]
) -> tuple[list[DatasetName], list[Link], list[Problem]]:
    """The datasets in the order in which their rows are deleted; the links that are emptied before; what is in the way.

    The order is the same for the same inventory: of those that could go next, the first by name goes.
    """
    links = declared(inventory, deleting)
    waiting = set(deleting)
    opened: list[Link] = []
    problems: list[Problem] = []
    order: list[DatasetName] = []
    while waiting:
        closed = [link for link in links if link not in opened and {link.of[0].of, link.to[0].of} <= waiting]
        free = sorted(waiting - {link.to[0].of for link in closed})
        if free:
            order.append(free[0])
            waiting.discard(free[0])
            continue
        can_open = sorted((link for link in closed if _may_be_empty(inventory, link)), key=lambda link: link.of)
        if can_open:
            opened.append(can_open[0])
            continue
        names = ", ".join(f"`{name}`" for name in sorted(waiting))
        text = f"{names} point at each other, and no reference may be empty"
        help_ = "let one of the references be empty, or set `erase: blank` for one of the datasets"
        problems.append(Problem(Place("estate.yaml"), "requests.closed-circle", text, help_))
        order += sorted(waiting)
        break
    return order, opened, problems


def _may_be_empty(inventory: Inventory, link: Link) -> bool:
    fields = [inventory.field(address) for address in link.of]
    return all(field is not None and field.nullable for field in fields)
