"""Which rows are changed by one statement, and in which order do the statements follow?

Rules:
1. Actions of many requests that do the same to the same dataset are one group: one statement for a chunk of its rows.
2. The order of each request's own actions is kept: a group is done when it is the next of everybody who has it, as long
   as there is such a group.
3. A row that two actions name is in a chunk once, and counts for both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from troth.inventory import Action, DatasetName, Doing, RowKey, Setting

Kind = tuple["DatasetName", "Doing", tuple["Setting", ...]]
"""What the actions of a group have in common."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An action, the place at which it was asked for, and its request."""

    place: int
    action: Action
    request: str

    @property
    def kind(self) -> Kind:
        """What it does to which dataset."""
        return self.action.dataset, self.action.doing, self.action.settings


def request_of(action: Action) -> str:
    """The request that an action belongs to: what stands before its number."""
    return action.id.rpartition(":")[0] or action.id


@dataclass(slots=True)
class Chunk:
    """Rows of one statement, and who asked for each."""

    rows: dict[RowKey, list[Asked]] = field(default_factory=dict)

    @property
    def requests(self) -> list[str]:
        """The requests that it is for, in their order."""
        return list(dict.fromkeys(asked.request for many in self.rows.values() for asked in many))

    def of_rows(self, keys: Iterable[RowKey]) -> set[str]:
        """The requests that asked for some rows; all of them where a row is not known."""
        found: set[str] = set()
        for key in keys:
            found |= {asked.request for asked in self.rows[key]} if key in self.rows else set(self.requests)
        return found

    def only(self, requests: Collection[str]) -> Chunk:
        """What of it is for some requests."""
        kept = {key: [asked for asked in many if asked.request in requests] for key, many in self.rows.items()}
        return Chunk({key: many for key, many in kept.items() if many})


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that do the same to the same dataset."""

    dataset: DatasetName
    doing: Doing
    settings: tuple[Setting, ...]
    asked: tuple[Asked, ...]

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Its rows, at most so many at a time, in the order in which they were asked for."""
        rows: dict[RowKey, list[Asked]] = {}
        for asked in self.asked:
            alone = [asked]
            for key in asked.action.rows:
                many = rows.get(key)
                if many is None:
                    if len(rows) >= size:
                        yield Chunk(rows)
                        rows = {}
                    rows[key] = alone
                elif asked not in many:
                    rows[key] = [*many, asked]
        if rows:
            yield Chunk(rows)


def in_groups(actions: Sequence[Asked]) -> list[Group]:
    """The groups in the order in which they are carried out."""
    queues: dict[str, list[Asked]] = {}
    for asked in actions:
        queues.setdefault(asked.request, []).append(asked)
    places = dict.fromkeys(queues, 0)
    left: dict[Kind, int] = {}
    for asked in actions:
        left[asked.kind] = left.get(asked.kind, 0) + 1
    groups: list[Group] = []
    heads: dict[Kind, list[str]] = {}
    for request, queue in queues.items():
        heads.setdefault(queue[0].kind, []).append(request)
    while heads:
        kind = next((kind for kind, waiting in heads.items() if len(waiting) == left[kind]), next(iter(heads)))
        taken = [queues[request][places[request]] for request in heads.pop(kind)]
        left[kind] -= len(taken)
        groups.append(Group(*kind, tuple(sorted(taken, key=lambda asked: asked.place))))
        for asked in taken:
            places[asked.request] += 1
            queue = queues[asked.request]
            if places[asked.request] < len(queue):
                heads.setdefault(queue[places[asked.request]].kind, []).append(asked.request)
    return groups
