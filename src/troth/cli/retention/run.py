"""`troth retention run`: delete or anonymise what is past its retention limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from troth.cli.retention.looking import looked, plainly, source_options, tell
from troth.cli.terminal import format_option, progress, write_json
from troth.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from troth.cli.retention.looking import Looked
    from troth.estate.connector import Reached
    from troth.estate.retaining import Done
    from troth.retention import Sweep


@click.command("run")
@source_options
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, as `troth retention plan` does.")
@format_option
@click.pass_context
def run_command(ctx: click.Context, /, policy_file: Path, estate_file: Path, form: str, **given: Any) -> None:
    """Show what is due, ask, then delete or anonymise it. What is gone does not come back.

    Rows that a `keep` of the estate describes stay, and so do rows that others point at: those are emptied. Holds are
    known to an installation: `--log` names it, and its evidence log gets an entry for each sweep. A run that was cut
    off is run again.

    \b
    troth retention run --policy acme --estate acme/estate.yaml
    troth retention run --yes --log /var/lib/troth --format json

    Exits 1 where rows are still due or a problem stopped a limit, and 3 where a system failed.
    """
    with looked(policy_file, estate_file, given["log"]) as found:
        if form != "json":
            tell(found)
        rows = sum(each.due.rows for each in found.counts if each.due is not None and not each.sweep.stopped)
        if rows and not given["dry_run"]:
            _ask(rows, yes=given["yes"], silent=form == "json")
        done = [] if given["dry_run"] else _carry_out(found, rows)
        if form == "json":
            write_json(plainly(found) | {"done": [_plain(each) for each in done]})
        else:
            _tell(done)
        ctx.exit(_exit_code(found, done, dry_run=given["dry_run"]))


def _ask(rows: int, *, yes: bool, silent: bool) -> None:
    import sys

    if yes:
        return
    if silent or not sys.stdin.isatty():
        help_ = "look at `troth retention plan`, then call it with `--yes`"
        raise WrongUse("nobody said that rows may go", id="retention.not-confirmed", help=help_)
    click.confirm(f"delete or empty {rows:,} rows?", abort=True, err=True)


def _carry_out(found: Looked, rows: int) -> list[Done]:
    from troth.estate.retaining import carry_out

    done = []
    with progress("sweeping", rows) as bar:

        def told(sweep: Sweep, swept: int, reached: Reached) -> None:
            del sweep, reached
            bar.update(swept)

        for each in carry_out(found.inventory, found.connectors, found.counts, told):
            done.append(each)
            _record(found, each)
    return done


def _record(found: Looked, done: Done) -> None:
    """Each sweep when it is over: what comes after it may fail."""
    if found.store is None:
        return
    from troth.jobs.retention import swept_public
    from troth.store.retained import record_swept

    public = swept_public(done, found.policy, found.inventory.version, "command")
    record_swept(found.store, found.policy.head.organisation, [public])


def _tell(done: Sequence[Done]) -> None:
    for each in done:
        what = f"{each.deleted:,} rows deleted, {each.emptied:,} emptied, {each.left:,} still due"
        click.echo(f"`{each.sweep.dataset}`: {what}")
        if each.problem:
            click.echo(
                f"`{each.sweep.dataset}` was not swept to its end [{each.problem}]\n  help: {each.help}", err=True
            )


def _plain(done: Done) -> dict[str, object]:
    return {
        "dataset": str(done.sweep.dataset),
        "fields": done.sweep.fields,
        "limits": done.sweep.limits,
        "deleted": done.deleted,
        "emptied": done.emptied,
        "left": done.left,
        "problem": done.problem,
    }


def _exit_code(found: Looked, done: Sequence[Done], *, dry_run: bool) -> ExitCode:
    if found.is_missed or any(each.again for each in done):
        return ExitCode.OUTSIDE_WORLD
    if dry_run:
        return ExitCode.FINDINGS if found.overdue or found.has_errors else ExitCode.HOLDS
    stopped = any(each.is_finding and each.sweep.stopped for each in found.counts)
    left = any(each.left or each.problem for each in done)
    return ExitCode.FINDINGS if left or stopped or found.has_errors else ExitCode.HOLDS
