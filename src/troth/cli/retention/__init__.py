"""`troth retention`: what is kept longer than the notice says, and does it go?"""

from __future__ import annotations

import click

from troth.cli.retention.plan import plan_command
from troth.cli.retention.run import run_command


@click.group("retention")
def command() -> None:
    """Find what is past its retention limit, and delete or anonymise it."""


command.add_command(plan_command)
command.add_command(run_command)
