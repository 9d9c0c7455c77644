"""What do the tests of the console share? An installation that is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.console.filled import Filled, filled

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def ours() -> Iterator[Filled]:
    """Two organisations in use; `sesamm` is the one that the tests are of."""
    from django.db import connections

    yield filled()
    connections.close_all()
