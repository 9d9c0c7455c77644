"""`troth init`: how do I begin?"""

from __future__ import annotations

import re
from pathlib import Path

import click

from troth.cli.source import copy_of, notice_at, notice_where
from troth.errors import OutsideWorldFailed, WrongUse

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")

_BEGINNING = """\
# What the notice commits the organisation to. docs/policy-format.md says what each part means;
# `troth policy check` says what is wrong and what is still unaccounted for.
troth: 1
policy:
  organisation: {organisation}
  version: "{version}"
  effective: {effective}
  lang: en
  cite: []

parties: {{}}
subjects: {{}}
data: {{}}
purposes: {{}}
practices: []
choices: []
rights: []
retention: []
duties: []
notes: []

# Clauses of {notice} that say something of their own. Move each id into the `cite` of an element, or into a note that
# says why it makes no rule; then delete its line here.
"""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--notice", type=notice_where, help="The published notice, a file or an address; copied beside the policy."
)
@click.option("--organisation", help="The organisation's id; the folder's name where left out.")
def command(folder: Path, notice: str | Path | None, organisation: str | None) -> None:
    """Begin a policy in a new folder. Overwrites nothing.

    \b
    troth init acme --notice published.html
    troth init acme --notice https://acme.example/privacy
    """
    name = organisation or folder.resolve().name.lower()
    if not _NAME.fullmatch(name):
        help_ = "give one with --organisation: lower-case letters, digits, `-` and `_`"
        raise WrongUse("the organisation's id is not a plain word", id="init.bad-name", help=help_)
    file = folder / "policy.yaml"
    if file.exists():
        help_ = "name another folder, or edit the policy that is there"
        raise WrongUse(f"`{file}` is there already", id="init.file-exists", help=help_)
    text, source, suffix = _beginning(name, notice)
    target = folder / f"notice{suffix}"
    if source is not None and target.exists():
        help_ = "name another folder, or move the notice away"
        raise WrongUse(f"`{target}` is there already", id="init.file-exists", help=help_)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if source is not None:
            target.write_bytes(source)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        help_ = "name a folder that may be written to"
        raise OutsideWorldFailed(
            f"`{folder}` cannot be written: {error.strerror}", id="init.unwritable", help=help_
        ) from error
    click.echo(f"made {file}{f' and {target}' if source is not None else ''}\nnext: troth policy check {folder}")


def _beginning(name: str, notice: str | Path | None) -> tuple[str, bytes | None, str]:
    """The policy's first text, and the notice's octets and suffix."""
    if notice is None:
        return _BEGINNING.format(organisation=name, version="1", effective="2000-01-01", notice="the notice"), None, ""
    read = notice_at(notice)
    octets, suffix = copy_of(read, notice)
    effective = read.effective_on.isoformat() if read.effective_on else "2000-01-01"
    head = _BEGINNING.format(organisation=name, version=effective, effective=effective, notice=f"notice{suffix}")
    lines = (f"#   {clause.id}: {' '.join(clause.text.split())[:100]}\n" for clause in read.practices_and_promises())
    return head + "".join(lines), octets, suffix
