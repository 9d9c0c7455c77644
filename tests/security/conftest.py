"""What tests of security share with those of pages: a fresh installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.installation import Installation, fresh

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def installation() -> Iterator[Installation]:
    """An installation in which nothing was done yet."""
    from django.db import connections

    yield fresh()
    connections.close_all()
