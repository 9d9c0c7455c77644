"""The privacy centre of the examples, without a database, in a process of its own: its shelf is another."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import centre_site
from django_set_up import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

set_up()  # the values that tests of requests share come from modules with tables


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the site of examples answers."""
    with subprocess.Popen([sys.executable, centre_site.__file__], stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        yield serving.stdout.readline().strip()
        serving.terminate()
