"""Which words do we know, and what do they stand for? The tables beside this module, read once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Force(StrEnum):
    """How far a concept speaks for personal data."""

    IDENTITY = "identity"
    """Wherever it stands, save in a table of things or organisations."""
    CONTEXT = "context"
    """Where the row is about a person."""
    NEUTRAL = "neutral"
    """It says nothing: a name, a type, a state."""
    TECHNICAL = "technical"
    """It says something about the row, and nothing about anybody."""


class Role(StrEnum):
    """What a word in a name makes of a table's rows, or of what a key points at."""

    PERSON = "person"
    STAFF = "staff"
    ACTOR = "actor"
    """Somebody who did something to the row, which is not about her: `created_by`."""
    ORGANISATION = "organisation"
    THING = "thing"
    INFRA = "infra"
    EVENT = "event"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Concept:
    """What a word stands for."""

    name: str
    force: Force
    term: str
    label: str


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept by its name."""
    return MappingProxyType(
        {name: Concept(name, Force(force), term, label) for name, force, term, label in _rows("concepts.tsv")}
    )


@cache
def words() -> Mapping[str, str]:
    """Each word, its pieces joined by `_`, and its concept; of a word with several, the first."""
    found: dict[str, str] = {}
    for concept, _, written in _rows("words.tsv"):
        for word in written.split():
            found.setdefault(word, concept)
    return MappingProxyType(found)


@cache
def roles() -> Mapping[str, Role]:
    """Each word that says what a table's rows are."""
    found: dict[str, Role] = {}
    for role, _, written in _rows("roles.tsv"):
        for word in written.split():
            found.setdefault(word, Role(role))
    return MappingProxyType(found)


@cache
def themes() -> Mapping[str, str]:
    """Each word in a table's name that says what its rows tell of a person, and the term that this is."""
    found: dict[str, str] = {}
    for term, written in _rows("themes.tsv"):
        for word in written.split():
            found.setdefault(word, term)
    return MappingProxyType(found)


def _rows(name: str) -> Iterator[list[str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("\t")
