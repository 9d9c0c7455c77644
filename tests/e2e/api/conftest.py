"""Tests of the API: a world in each database that troth runs on, made once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.api.world import has_postgresql, installed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.api.world import World


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A world in one of the two databases; one at a time, since Django knows one."""
    if request.param == "postgresql" and not has_postgresql():
        pytest.skip("there is no PostgreSQL at TROTH_TEST_POSTGRESQL, or at 127.0.0.1:5432")
    with installed_in(request.param) as made:
        yield made
