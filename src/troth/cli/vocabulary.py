"""`troth vocabulary`: which term says what I mean?"""

from __future__ import annotations

import click

from troth.cli.terminal import format_option, write_json, write_table
from troth.errors import ExitCode


@click.group("vocabulary")
def command() -> None:
    """Look up terms for `is:` in a policy."""


@command.command("find")
@click.argument("text")
@click.option("--most", default=10, show_default=True, type=click.IntRange(1, 500), help="How many to show.")
@format_option
@click.pass_context
def find_command(ctx: click.Context, text: str, most: int, form: str) -> None:
    """Find terms by name, label or everyday word.

    \b
    troth vocabulary find mail
    troth vocabulary find "credit card" --most 3
    """
    from troth.policy.vocabulary import find

    matches = find(text)[:most]
    if form == "json":
        write_json([match.term for match in matches])
    elif matches:
        rows = [(m.term.name, m.term.kind, m.term.label, ", ".join(m.term.parents)) for m in matches]
        write_table(("term", "kind", "label", "beneath"), rows)
    else:
        click.echo(f"no term is near `{text[:40]}`; a policy may use `troth:` terms of the table only, or none")
    ctx.exit(ExitCode.HOLDS if matches else ExitCode.FINDINGS)
