"""`troth backup`: how is everything that the installation knows kept safe?"""

from __future__ import annotations

from pathlib import Path

import click

from troth.cli.terminal import format_option, progress, write_json

KEEP_THE_KEY = (
    "the installation's key is not in it: without the key nobody can open it. Keep the key apart from the backup "
    "(`TROTH_KEY`, or the file `key` of the data folder)"
)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@format_option
def command(file: Path, form: str) -> None:
    """Write everything that the installation knows into FILE.

    The file is of one moment, whatever the server does meanwhile, and becomes an installation again on SQLite or
    PostgreSQL by `troth restore`. It does not hold the installation's key: keep that too, and elsewhere.

    \b
    troth backup troth-2024-03-01.backup
    TROTH_DATA=/var/lib/troth troth backup /backups/troth.backup
    """
    from troth.web.opening import open_installation

    settings = open_installation(migrate=False)
    from troth.store.backup import back_up
    from troth.web import installed

    with progress("backing up", 100) as bar:
        manifest = back_up(
            installed.store(), file, lambda done, of: bar.update(max(0, done * 100 // max(of, 1) - bar.pos))
        )
    if form == "json":
        write_json(manifest)
        return
    rows = sum(part.rows for part in manifest.parts.values())
    click.echo(f"{file}: {rows:,} rows of {len(manifest.logs)} organisations, {file.stat().st_size:,} octets")
    click.echo(f"  {KEEP_THE_KEY}")
    if settings.logs.is_dir():
        click.echo(f"  the published logs are made again from it; a copy of `{settings.logs}` keeps what is newer")
