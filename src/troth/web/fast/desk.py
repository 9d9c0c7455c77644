"""What must the rest of the product answer, so that requests can be answered before Django?

A desk says whose a key is, hands out engines, and finds whom an identifier points at. Rules:

1. `grant` and `engine` are asked for each request and answer from memory, without waiting.
2. `find` may wait for the database. It is given the identifier in its normal form, and hashes it under the
   organisation's key itself.
3. A desk never raises for what a caller sent; what fails of the outside world is `OutsideWorldFailed`.

`MemoryDesk` keeps everything in memory, for tests, benchmarks and demonstrations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from troth.subjects.directory import Directory, Found
from troth.subjects.hashing import HashKey, hash_identifier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from troth.decisions import Engine
    from troth.subjects.identifiers import Identifier
    from troth.words import OrganisationId, SubjectId

DECIDE = "decide"
"""The scope that a key needs to ask for decisions."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a valid key may do: `rate` requests a second on average, `burst` of them at once."""

    id: str
    organisation: OrganisationId
    scopes: frozenset[str] = frozenset({DECIDE})
    rate: float = 1_000.0
    burst: float = 2_000.0


class Desk(Protocol):
    """What is asked of the rest of the product."""

    def grant(self, token: str) -> Grant | None:
        """What the key may do now; None where it is unknown, expired or revoked."""

    def engine(self, organisation: OrganisationId) -> Engine | None:
        """The organisation's engine; None while it is not loaded."""

    async def find(self, organisation: OrganisationId, identifier: Identifier) -> Found:
        """Whom the identifier points at."""

    def is_ready(self) -> Sequence[str]:
        """What is not ready yet, in words without personal data; empty where all is."""

    def metrics(self) -> bytes:
        """What the rest of the product measures, in Prometheus' text format; may be empty."""

    def log_folder(self, organisation: OrganisationId) -> Path | None:
        """The folder of the organisation's evidence log; None where there is none."""


@dataclass(slots=True)
class MemoryDesk:
    """A desk whose contents are put in by hand."""

    grants: dict[str, Grant] = field(default_factory=dict, repr=False)
    engines: dict[OrganisationId, Engine] = field(default_factory=dict)
    folders: dict[OrganisationId, Path] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    measured: bytes = b""
    _directories: dict[OrganisationId, tuple[HashKey, Directory]] = field(default_factory=dict, repr=False)

    def grant(self, token: str) -> Grant | None:
        """What was put in for the key."""
        return self.grants.get(token)

    def engine(self, organisation: OrganisationId) -> Engine | None:
        """The engine that was put in."""
        return self.engines.get(organisation)

    def link(self, organisation: OrganisationId, identifier: Identifier, subject: SubjectId) -> None:
        """Let the identifier point at the subject, and at those it points at already."""
        key, directory = self._directory(organisation)
        directory.link(organisation, hash_identifier(key, identifier), subject)

    async def find(self, organisation: OrganisationId, identifier: Identifier) -> Found:
        """Whom the identifier was linked with."""
        key, directory = self._directory(organisation)
        return directory.find(organisation, hash_identifier(key, identifier))

    def is_ready(self) -> Sequence[str]:
        """What was said to be missing."""
        return tuple(self.missing)

    def metrics(self) -> bytes:
        """What was put in."""
        return self.measured

    def log_folder(self, organisation: OrganisationId) -> Path | None:
        """The folder that was put in."""
        return self.folders.get(organisation)

    def _directory(self, organisation: OrganisationId) -> tuple[HashKey, Directory]:
        found = self._directories.get(organisation)
        if found is None:
            found = HashKey(organisation, bytes(32)), Directory(organisation)
            self._directories[organisation] = found
        return found
