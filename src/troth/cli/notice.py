"""`troth notice`: which clauses does a notice have, and what changed since another version?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from troth.cli.source import notice_at, notice_where
from troth.cli.terminal import format_option, write_json, write_table
from troth.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from troth.notice import Notice


@click.command("notice")
@click.argument("notice", type=notice_where)
@click.option("--against", type=notice_where, help="An earlier version: show what changed since.")
@click.option("--width", default=100, show_default=True, help="Columns for a clause's text; 0 for all of it.")
@format_option
@click.pass_context
def command(ctx: click.Context, notice: str | Path, against: str | Path | None, width: int, form: str) -> None:
    """Read a notice (a file or an address) into numbered clauses.

    A file is a text, Markdown, HTML or a PDF (extra `pdf`). What had to be guessed, and what speaks against its
    being a notice, is told on standard error.

    \b
    troth notice notice.md
    troth notice notice.md --against notice-2021.md      exits 1 where they differ
    troth notice notice.html --format json
    troth notice https://shop.example/privacy
    """
    from troth.notice import reads_as_notice

    read = notice_at(notice)
    doubt = reads_as_notice(read)
    for problem in (*read.problems, *([doubt] if doubt else [])):
        click.echo(str(problem), err=True)
    if against is None:
        _show(read, width, form)
        return
    from troth.notice.difference import compare, render_text

    difference = compare(notice_at(against), read)
    if form == "json":
        write_json(difference)
    else:
        click.echo(render_text(difference))
    ctx.exit(ExitCode.HOLDS if difference.is_empty else ExitCode.FINDINGS)


def _show(notice: Notice, width: int, form: str) -> None:
    from troth.report.table import shortened

    if form == "json":
        write_json(
            {
                "name": notice.name,
                "sha256": notice.digest,
                "effective_on": notice.effective_on,
                "clauses": notice.clauses,
                "left_out": notice.left_out,
            }
        )
        return
    rows = [(c.id, c.role, c.lead_in or "", shortened(c.text, width) if width else c.text) for c in notice.clauses]
    write_table(("clause", "role", "lead-in", "text"), rows)
    effective = f", effective {notice.effective_on.isoformat()}" if notice.effective_on else ""
    own = sum(1 for _ in notice.practices_and_promises())
    click.echo(f"\n{len(notice.clauses)} clauses, of which {own} say something of their own{effective}")
