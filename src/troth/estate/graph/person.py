"""What is known so far of one of the people who are looked for?

Rules:

1. An *anchor* is a row that is this person: a customer, a contact, an account of hers.
2. A row is found once, by the way that led there first; ways are found in the order of their length.
3. What is shared with others is kept apart: nothing is followed from there.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.inventory import DatasetName, RowKey

if TYPE_CHECKING:
    from troth.inventory import FieldName, FoundRow, Seed, Step

Node = tuple[DatasetName, RowKey]
"""A row of a dataset."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: how, and what of it is this person's."""

    path: tuple[Step, ...]
    fields: tuple[str, ...] = ()
    """The fields that are hers; all where there are none."""
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """An identifier that was not followed, because it leads to several people."""

    kind: str
    at: FieldName
    rows: int
    """How many people's rows of the dataset have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A system that could not be searched: what it holds of anybody is not known."""

    system: str
    problem: str
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All rows of one person, in the order of their datasets and keys; what was not followed; what was not seen."""

    rows: tuple[FoundRow, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    missed: tuple[Missed, ...] = ()
    known: tuple[Seed, ...] = dataclasses.field(default=(), repr=False)
    """Her identifiers: those that were given, and those that were found on the way and are hers alone."""

    @property
    def is_whole(self) -> bool:
        """Whether all systems were searched."""
        return not self.missed


@dataclass(slots=True)
class Person:
    """The state of the search for one person; changed in place."""

    number: int
    seeds: tuple[Seed, ...]
    anchors: set[Node] = field(default_factory=set)
    hits: dict[Node, Hit] = field(default_factory=dict)
    known: set[Seed] = field(default_factory=set)
    """Identifiers that were looked for already."""
    dropped: set[Seed] = field(default_factory=set)
    """Identifiers that are not hers alone."""
    unsure: dict[tuple[Seed, DatasetName], Unsure] = field(default_factory=dict)

    def add(self, node: Node, hit: Hit) -> bool:
        """Note a row; whether it is one to go on from, which it is where it is new and hers alone.

        A row that was found as shared, or in part, is hers as a whole once a better way leads there.
        """
        before = self.hits.get(node)
        if before is not None:
            if (before.shared or before.fields) and not hit.shared and not hit.fields:
                self.hits[node] = hit
                return True
            if before.fields and hit.fields:
                more = tuple(dict.fromkeys((*before.fields, *hit.fields)))
                self.hits[node] = dataclasses.replace(before, fields=more, shared=before.shared or hit.shared)
            return False
        self.hits[node] = hit
        return not hit.shared and not hit.fields
