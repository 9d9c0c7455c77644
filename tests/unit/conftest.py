"""Unit tests reach no network: a socket that is opened fails the test."""

from __future__ import annotations

from pytest_socket import disable_socket


def pytest_runtest_setup() -> None:
    """Off for each unit test; pytest-socket takes it back afterwards."""
    disable_socket(allow_unix_socket=True)
