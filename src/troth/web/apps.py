"""How does Django know this folder?"""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, accounts and the interface for programs; tables of its own only for the counters of attempts."""

    name = "troth.web"
    label = "web"
    verbose_name = "troth"

    def ready(self) -> None:
        """Write down what happens to accounts, once their signals are there."""
        from troth.web.signed import connect

        connect()
