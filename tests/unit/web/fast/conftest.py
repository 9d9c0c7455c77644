"""Each test has a world of its own."""

from __future__ import annotations

import pytest

from unit.web.fast.calling import World


@pytest.fixture
def world() -> World:
    return World()
