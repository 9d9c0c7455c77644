"""How does a command speak to its user?

Text for people, JSON for programs, progress for what takes long. A command makes values; this module writes them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from troth.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from troth.errors import Problem

_CLAUSES_SHOWN = 6
"""What a line holds."""

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def format_option(function: Decorated) -> Decorated:
    """The option by which a program asks for JSON."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Text for people, JSON for programs.",
    )
    return option(function)


def write_json(value: object) -> None:
    """A value as JSON on standard output, keys in a stable order, one line's end at its end."""
    raw = msgspec.json.encode(value, enc_hook=str, order="sorted")
    click.echo(msgspec.json.format(raw, indent=2).decode())


def write_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, right: frozenset[int] = frozenset()
) -> None:
    """A table in columns, for people. `right` are the columns of figures."""
    from troth.report.table import table

    click.echo(table(header, rows, right=right))


def write_problems(problems: Sequence[Problem]) -> None:
    """Problems as people read them, the worst marked by colour where there is colour, never by colour alone."""
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
    for problem in problems:
        word = click.style(problem.severity.value, fg=colours[problem.severity], bold=True)
        more = " ..." if len(problem.clauses) > _CLAUSES_SHOWN else ""
        rests = f" on {', '.join(problem.clauses[:_CLAUSES_SHOWN])}{more}" if problem.clauses else ""
        click.echo(f"{problem.place}: {word}: {problem.text}{rests} [{problem.id}]")
        click.echo(f"  help: {problem.help}")


def progress(label: str, length: int, *, hidden: bool = False) -> Any:
    """A progress bar on standard error; silent where nobody watches. Use it as a context, and `update` it."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden or not sys.stderr.isatty())
