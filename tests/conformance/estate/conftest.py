from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import scanned_worlds
from live_databases import KINDS, live_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from live_databases import LiveDatabase
    from scanned_worlds import World


@pytest.fixture(params=KINDS)
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveDatabase]:
    with live_database(request.param, tmp_path) as database:
        yield database


@pytest.fixture(params=("postgresql", "mariadb"))
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveDatabase]:
    with live_database(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[LiveDatabase]:
    with live_database("postgresql", tmp_path) as database:
        yield database


@pytest.fixture
def mariadb(tmp_path: Path) -> Iterator[LiveDatabase]:
    with live_database("mariadb", tmp_path) as database:
        yield database


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[LiveDatabase]:
    with live_database("sqlite", tmp_path) as database:
        yield database


@pytest.fixture(params=scanned_worlds.KINDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with scanned_worlds.scanned_world(request.param, tmp_path) as made:
        yield made
