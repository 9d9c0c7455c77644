"""`troth policy`: is the policy right, what does it say, what changed, and how do others read it?"""

from __future__ import annotations

import click

from troth.cli.policy.anchor import anchor_command
from troth.cli.policy.check import check_command
from troth.cli.policy.diff import diff_command
from troth.cli.policy.export import export_command
from troth.cli.policy.gaps import gaps_command
from troth.cli.policy.show import show_command


@click.group("policy")
def command() -> None:
    """Check, show, compare, complete, export and re-anchor policies."""


for each in (check_command, show_command, diff_command, gaps_command, export_command, anchor_command):
    command.add_command(each)
