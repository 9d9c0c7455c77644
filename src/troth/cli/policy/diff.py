"""`troth policy diff`: what changed between two versions, and what of it is material?"""

from __future__ import annotations

from pathlib import Path

import click

from troth.cli.source import find_source
from troth.cli.terminal import format_option, write_json
from troth.errors import ExitCode


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@format_option
@click.pass_context
def diff_command(ctx: click.Context, old: Path, new: Path, form: str) -> None:
    """Compare two versions of a policy. Exits 1 where a change is material.

    Material are: a new purpose or recipient, wider use, longer retention, a weaker right or protection.

    \b
    troth policy diff acme/versions/2021.yaml acme
    """
    from troth.policy.changes import compare, render

    difference = compare(find_source(old).policy(), find_source(new).policy())
    if form == "json":
        write_json(difference)
    else:
        click.echo(render(difference))
    ctx.exit(ExitCode.FINDINGS if difference.material else ExitCode.HOLDS)
