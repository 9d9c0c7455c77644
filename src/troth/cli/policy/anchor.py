"""`troth policy anchor`: which words does the policy cite, and where do they stand in a new version of the notice?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.source import Source, find_source, notice_at, notice_where, policy_argument
from troth.errors import ExitCode, OutsideWorldFailed, WrongUse

if TYPE_CHECKING:
    from troth.policy.cites import Reanchored


@click.command("anchor")
@policy_argument
@click.option("--to", "new", type=notice_where, help="A new version of the notice: carry citations over.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="With --to: write the policy's new text here.")
@click.pass_context
def anchor_command(ctx: click.Context, policy: Path, new: str | Path | None, output: Path | None) -> None:
    """Note the words that a policy cites, or carry its citations over to a new version of the notice.

    Without --to the words are noted in `policy.cites.json`, so that `troth policy check` tells when the notice changed
    under a citation. With --to it says what moved and what is lost, and exits 1 where something is; with -o it also
    writes the policy with the new ids, its comments and layout kept.

    \b
    troth policy anchor acme
    troth policy anchor acme --to notice-2027.md -o acme-2027.yaml
    """
    source = find_source(policy)
    if new is None:
        _note(source)
        return
    if output is not None and output.exists():
        help_ = "name a new file, or remove the old one"
        raise WrongUse(f"`{output}` is there already", id="cli.file-exists", help=help_)
    moved = _reanchored(source, new)
    if output is not None:
        from troth.policy.file.rewrite import rewrite

        text = source.policy_file.read_text(encoding="utf-8")
        _write(output, rewrite(text, moved.mapping).encode())
    click.echo(
        f"{len(moved.moved)} cited clauses found again, {len(moved.lost)} lost, {len(moved.uncited)} new and uncited"
    )
    for title, ids in (
        ("lost: look at what cites", moved.lost),
        ("cited in part, and edited:", moved.in_part),
        ("new: cite or note", moved.uncited),
    ):
        if ids:
            click.echo(f"  {title} {', '.join(ids)}")
    ctx.exit(ExitCode.FINDINGS if moved.lost or moved.in_part or moved.uncited else ExitCode.HOLDS)


def _note(source: Source) -> None:
    from troth.policy.cites import cites, encode_cites

    notice = source.notice()
    if notice is None:
        help_ = "put the notice beside the policy as `notice.md`, `notice.html` or `notice.txt`"
        raise WrongUse("there is no notice beside the policy", id="cli.no-notice", help=help_)
    noted = cites(source.policy(), notice)
    _write(source.cites_file, encode_cites(noted))
    click.echo(f"noted the words of {len(noted.clauses)} cited clauses in {source.cites_file}")


def _reanchored(source: Source, new: str | Path) -> Reanchored:
    from troth.policy.cites import cites, decode_cites, reanchor

    policy, notice = source.policy(), source.notice()
    if source.cites_file.is_file():
        noted = decode_cites(source.cites_file.read_bytes(), str(source.cites_file))
    elif notice is not None:
        noted = cites(policy, notice)
    else:
        help_ = "put the old notice beside the policy, or run `troth policy anchor` while it is there"
        raise WrongUse("nothing says which words the policy cites", id="cli.no-notice", help=help_)
    return reanchor(policy, noted, notice_at(new))


def _write(file: Path, raw: bytes) -> None:
    try:
        file.write_bytes(raw)
    except OSError as error:
        help_ = "name a folder that may be written to"
        raise OutsideWorldFailed(
            f"`{file}` cannot be written: {error.strerror}", id="cli.unwritable", help=help_
        ) from error
