"""`troth log`: does a log hold?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.terminal import format_option, progress, write_json
from troth.errors import ExitCode, OutsideWorldFailed, WrongUse

if TYPE_CHECKING:
    from troth.evidence.verify import Verdict


@click.group("log")
def command() -> None:
    """Look into an evidence log."""


@command.command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="The public key, as the organisation gave it to you.")
@click.option("--remembered", type=click.Path(path_type=Path), help="A checkpoint that you kept earlier.")
@format_option
@click.pass_context
def verify_command(ctx: click.Context, path: Path, key: Path | None, remembered: Path | None, form: str) -> None:
    """Verify a live log, a copy of one, or an exported bundle.

    Names the first entry that was altered, removed, reordered, inserted or truncated, and exits 1.

    \b
    troth log verify demo-logs/dialpad
    troth log verify bundle.zip --remembered checkpoint-of-last-year
    """
    verdict = _verify(path, key, remembered)
    if form == "json":
        write_json(verdict)
    else:
        mark = click.style("holds", fg="green") if verdict.holds else click.style(verdict.kind.value, fg="red")
        click.echo(
            f"{verdict.origin or path}: {mark}: {verdict.text} [evidence.{verdict.kind.value.replace('_', '-')}]"
        )
        click.echo(f"  help: {verdict.help}")
    ctx.exit(ExitCode.HOLDS if verdict.holds else ExitCode.FINDINGS)


def _verify(path: Path, key: Path | None, remembered: Path | None) -> Verdict:
    try:
        from troth.evidence.verify import NotALog, verify
    except ModuleNotFoundError as error:
        help_ = "install it with: pip install 'troth[evidence]'"
        raise WrongUse("verifying needs the extra `evidence`", id="cli.extra-missing", help=help_) from error
    try:
        with progress("verifying", 100) as bar:
            return verify(
                path,
                key=None if key is None else key.read_text("utf-8"),
                remembered=None if remembered is None else remembered.read_text("utf-8"),
                progress=lambda done, of: bar.update(max(0, done * 100 // max(of, 1) - bar.pos)),
            )
    except NotALog:
        help_ = "name the folder that holds `checkpoint`, or a bundle"
        raise WrongUse(f"there is no log at `{path}`", id="cli.no-log", help=help_) from None
    except OSError as error:
        help_ = "check the path and that you may read it"
        raise OutsideWorldFailed(
            f"`{path}` cannot be read: {error.strerror}", id="cli.unreadable", help=help_
        ) from error
