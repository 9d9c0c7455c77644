"""A log of organisation acme, a clock that stands still, and drafts about alice and bob."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from troth.clock import SetClock
from troth.evidence import Draft, Log
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Choice:
    purpose: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    email: str
    text: str


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def draft() -> Callable[..., Draft]:
    def make(number: int = 0, *, subject: str = "alice", sealed: bool = False, kind: str = "choice.recorded") -> Draft:
        shown = Shown("canary@example.org", f"text {number}") if sealed else None
        return Draft(OrganisationId("acme"), kind, SubjectId(subject), Choice("marketing", f"given-{number}"), shown)

    return make


@pytest.fixture
def log(tmp_path: Path, clock: SetClock) -> Iterator[Log]:
    with Log.create(tmp_path / "log", "troth/acme", clock) as made:
        yield made
