"""`troth retention plan`: what is past its retention limit? Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from troth.cli.retention.looking import looked, plainly, source_options, tell
from troth.cli.terminal import format_option, write_json
from troth.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path


@click.command("plan")
@source_options
@format_option
@click.pass_context
def plan_command(ctx: click.Context, policy_file: Path, estate_file: Path, log: Path | None, form: str) -> None:
    """Show per dataset which limit holds, by which clause, and how many rows are due. Changes nothing.

    A row is due once its limit is over, and overdue where it was so a day ago. Also told: limits that end with an event
    no system knows of, and what stops a limit from being kept.

    \b
    troth retention plan --policy acme --estate acme/estate.yaml
    troth retention plan --format json

    Exits 1 where rows are overdue or a problem stops a limit, and 3 where a system could not be reached.
    """
    with looked(policy_file, estate_file, log) as found:
        if form == "json":
            write_json(plainly(found))
        else:
            tell(found)
        if found.is_missed:
            ctx.exit(ExitCode.OUTSIDE_WORLD)
        ctx.exit(ExitCode.FINDINGS if found.overdue or found.has_errors else ExitCode.HOLDS)
