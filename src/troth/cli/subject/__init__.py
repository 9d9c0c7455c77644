"""`troth subject`: what do the systems hold of a person?"""

from __future__ import annotations

import click

from troth.cli.subject.find import find_command


@click.group("subject")
def command() -> None:
    """Find a person's data in all systems."""


command.add_command(find_command)
