"""`troth restore`: how does a backup become an installation again?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.terminal import format_option, progress, write_json
from troth.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from troth.store.backup import Manifest
    from troth.store.restore import Restored


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Read the backup to its end, and change nothing.")
@format_option
@click.pass_context
def command(ctx: click.Context, file: Path, form: str, *, only_check: bool) -> None:
    """Put the backup FILE into an empty installation, or check that it could be.

    Needs the installation's key that the backup was made with. Everything is checked before anything is changed; all of
    it is restored, or nothing. Exits 1 where subjects were forgotten after the backup was made: they are named, and are
    to be forgotten again.

    \b
    troth restore --check troth-2024-03-01.backup
    TROTH_DATA=/var/lib/troth troth restore troth-2024-03-01.backup
    TROTH_DATABASE=postgresql://troth@db/troth troth restore troth-2024-03-01.backup
    """
    _refuse_without_key()
    if only_check:
        from troth.web.opening import set_up

        set_up()
        from troth.store import restore as restoring
        from troth.web import installed

        with progress("checking", 100) as bar:
            manifest = restoring.check(
                file, installed.key(), lambda done, of: bar.update(max(0, done * 100 // max(of, 1) - bar.pos))
            )
        _say_checked(file, manifest, form)
        return
    from troth.web.opening import open_installation

    settings = open_installation()
    from troth.store.restore import restore
    from troth.web import installed

    with progress("restoring", 100) as bar:
        restored = restore(
            installed.store(),
            file,
            settings.logs,
            lambda done, of: bar.update(max(0, done * 100 // max(of, 1) - bar.pos)),
        )
    _say_restored(file, restored, form)
    ctx.exit(ExitCode.FINDINGS if restored.forgotten else ExitCode.HOLDS)


def _refuse_without_key() -> None:
    """A restoration never makes a key: a new one would open nothing, and stand in the old one's place."""
    from troth.installation import has_key
    from troth.web import installed

    if not has_key(os.environ, installed.settings().data):
        raise WrongUse(
            "there is no installation key, and a backup opens with the one it was made with only",
            id="restore.no-key",
            help="put the key you kept into the file `key` of the data folder, or give it by `TROTH_KEY`",
        )


def _say_checked(file: Path, manifest: Manifest, form: str) -> None:
    if form == "json":
        write_json(manifest)
        return
    rows = sum(part.rows for part in manifest.parts.values())
    click.echo(f"{file}: whole; {rows:,} rows of {len(manifest.logs)} organisations, made at {manifest.made_at:%c} UTC")


def _say_restored(file: Path, restored: Restored, form: str) -> None:
    if form == "json":
        write_json(restored)
        return
    rows = sum(part.rows for part in restored.manifest.parts.values())
    click.echo(f"{file}: {rows:,} rows of {len(restored.manifest.logs)} organisations restored")
    for organisation, entries in restored.since.items():
        click.echo(f"  {organisation}: {entries:,} later entries taken back from the published log; what they tell of")
        click.echo("    was recorded after the backup, and is not in the tables")
    for each in restored.forgotten:
        click.echo(f"  {each.organisation}: subject {each.subject} was forgotten later; forget her again")
