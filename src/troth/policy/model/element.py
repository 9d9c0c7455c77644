"""What do all elements of a policy have in common?

An id, citations, a remark, a place in the file; and fields that carry the sentence that documents them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from troth.errors import Place
from troth.words import ClauseId


def described(text: str, *, default: Any = (), required: bool = False) -> Any:
    """A field with the sentence that documents it, in the reference page and the JSON Schema."""
    metadata = {"about": text}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause of the notice, or the characters `start` to `end` (exclusive) of its text: `s12`, `s12[4:30]`."""

    clause: ClauseId
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return self.clause if self.start is None else f"{self.clause}[{self.start}:{self.end}]"


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact that must hold: `{origin: transaction}`; several values are alternatives."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What every element has: an id within its kind, its citations, a remark for readers, and its place in the file."""

    id: str = described(
        "The element's name within its kind; where it is left out, the kind's name and its number.",
        default="",
    )
    cite: tuple[Citation, ...] = described("Clauses of the notice it comes from: `s4`, `s4-s9`, `s12[4:30]`.")
    remark: str = described("A sentence for the readers of the file; it has no effect.", default="")
    place: Place = field(default_factory=Place, compare=False, repr=False)

    @property
    def clauses(self) -> tuple[ClauseId, ...]:
        """The ids of the clauses it cites, in order, each once."""
        return tuple(dict.fromkeys(citation.clause for citation in self.cite))
