"""What the tests of the store share: the same tests on both databases, and one organisation in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from databases import KINDS, fresh_database
from django_set_up import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from databases import Database
    from troth.store.opened import Store

set_up()  # before any test is read: tables can be imported only then


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of each kind, with all tables and nothing in them."""
    with fresh_database(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def store(database: Database) -> Store:
    """An installation with the organisations `acme` and `other`, at noon of 1 March 2024."""
    from conformance.store.world import founded

    return founded(database.store())


@pytest.fixture
def live(database: Database) -> Store:
    """The same, with the machine's clock: for threads."""
    from conformance.store.world import founded

    return founded(database.live())
