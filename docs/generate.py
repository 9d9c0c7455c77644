"""Which pages of the documentation follow from the code? Written here; tests hold the files equal to this.

`make docs` writes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli import cli
from troth.installation import SETTINGS
from troth.inventory.file.page import estate_page
from troth.policy.completeness.page import checklists_page
from troth.policy.export.reference import reference_page
from troth.policy.validation.page import rules_page

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent

_BEGINNING = """\
# Commands

Exit codes: 0 holds, 1 findings (a denial, a difference, a problem), 2 wrong use, 3 the outside world failed.
Where a program may read, `--format json` writes JSON to standard output; progress and errors go to standard error.
`troth completion SHELL` prints completion for bash, zsh and fish.

This page is generated from the commands' own help by `make docs`.
"""


def commands_page() -> str:
    """docs/commands.md: the help of every command."""
    root = click.Context(cli, info_name="troth", terminal_width=100, **cli.context_settings)
    entries = (f"## {each.command_path}\n\n```text\n{each.get_help()}\n```\n" for each in _contexts(root))
    return "\n".join([_BEGINNING, *entries])


def _contexts(context: click.Context) -> Iterator[click.Context]:
    """A command's context and those beneath it: a context hands its settings down, as when a command is called."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            member = context.command.get_command(context, name)
            if member is not None:
                yield from _contexts(click.Context(member, parent=context, info_name=name))


_SETTINGS = """\
# Settings

Each is an environment variable, or a key of the file `troth.toml` in the working folder (`TROTH_FILE` names another).
The environment goes before the file, the file before the default. All that is wrong with them is reported at once.

| key in `troth.toml` | variable | default | what it says |
|---|---|---|---|
"""
_BESIDE = """
Not settings: `TROTH_FILE` names the file, `TROTH_KEY` gives the installation's key as 64 hexadecimal digits, and
`TROTH_KEY_FILE` names a file that holds it ([operations.md](operations.md)). `TROTH_MODEL_KEY` is the key
of a language model that `troth read` may ask ([reading-with-a-model.md](reading-with-a-model.md)).

This page is generated from `troth.installation.SETTINGS` by `make docs`.
"""


def settings_page() -> str:
    """docs/settings.md: every setting."""
    rows = (
        f"| `{name}` | `TROTH_{name.upper()}` | {_default(each.default)} | {each.metadata['says']}"
        f"{' Secret: never shown.' if each.metadata['secret'] else ''} |\n"
        for name, each in SETTINGS.items()
    )
    return _SETTINGS + "".join(rows) + _BESIDE


def _default(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value not in ("", ()) else "none"


PAGES = {
    "commands.md": commands_page,
    "content-checklists.md": checklists_page,
    "estate-file.md": estate_page,
    "policy-reference.md": reference_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (DOCS / file).write_text(page(), encoding="utf-8")
        print(f"wrote docs/{file}")
