"""`troth request`: what would be done, and to which rows?"""

from __future__ import annotations

import click

from troth.cli.request.plan import plan_command


@click.group("request")
def command() -> None:
    """Plan what a request means for all systems."""


command.add_command(plan_command)
