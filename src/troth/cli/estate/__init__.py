"""`troth estate`: where do personal data lie?"""

from __future__ import annotations

import click

from troth.cli.estate.scan import scan_command


@click.group("estate")
def command() -> None:
    """Find personal data in databases and files."""


for each in (scan_command,):
    command.add_command(each)
