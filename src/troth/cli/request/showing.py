"""How is a plan shown: to people as plans of infrastructure are, to programs as JSON?

Keys of rows are shown only where they are asked for; values never are.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from troth.cli.terminal import write_problems
from troth.inventory import Doing, Putting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.errors import Problem
    from troth.estate.graph import Missed
    from troth.inventory import Action, Setting
    from troth.requests.plan import Plan

_SYMBOLS = {Doing.READ: "+", Doing.CHANGE: "~", Doing.DELETE: "-", Doing.KEEP: "="}
_COLOURS = {Doing.READ: "green", Doing.CHANGE: "yellow", Doing.DELETE: "red", Doing.KEEP: "cyan"}
_FORWARD = ">"
_KEYS_SHOWN = 20


def tell(plan: Plan, problems: Sequence[Problem], *, with_rows: bool) -> None:
    """A plan for people: by system, then what is in its way, then one line of figures."""
    lines = [(action.dataset.system, action.dataset.dataset, action) for action in plan.actions]
    systems = sorted({system for system, _, _ in lines} | {each.dataset.system for each in plan.forwards})
    for system in systems:
        click.echo(click.style(system, bold=True))
        own = sorted((each for each in plan.actions if each.dataset.system == system), key=lambda each: each.dataset)
        for dataset, actions in groupby(own, key=lambda action: action.dataset.dataset):
            for action in actions:
                _line(_SYMBOLS[action.doing], dataset, len(action.rows), _said(action), _COLOURS[action.doing])
                if with_rows:
                    _keys(action)
        for forward in plan.forwards:
            if forward.dataset.system == system:
                said = f"forwarded to `{forward.controller}`"
                _line(_FORWARD, forward.dataset.dataset, forward.rows, said, "magenta")
        click.echo()
    write_problems(problems)
    if problems:
        click.echo()
    click.echo(_summary(plan))


def as_json(plan: Plan, problems: Sequence[Problem], missed: Sequence[Missed], *, with_rows: bool) -> dict[str, object]:
    """A plan for programs."""
    return {
        "kind": plan.kind,
        "digest": plan.digest,
        "actions": [_plain(action, with_rows=with_rows) for action in plan.actions],
        "forwards": [
            {"controller": each.controller, "dataset": str(each.dataset), "rows": each.rows} for each in plan.forwards
        ],
        "problems": [
            {"id": each.id, "severity": each.severity, "text": each.text, "help": each.help} for each in problems
        ],
        "missed": [{"system": each.system, "problem": each.problem, "help": each.help} for each in missed],
        "rows": {doing.value: plan.rows(doing) for doing in Doing},
    }


def _plain(action: Action, *, with_rows: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "id": action.id,
        "dataset": str(action.dataset),
        "doing": action.doing,
        "rows": len(action.rows),
        "fields": action.fields,
        "settings": [{"field": each.field, "how": each.how, "empties": _empties(each)} for each in action.settings],
        "reason": action.reason,
        "clauses": action.clauses,
        "until": action.until,
        "for": action.for_,
    }
    return found | {"keys": action.rows} if with_rows else found


def _line(symbol: str, dataset: str, rows: int, said: str, colour: str) -> None:
    count = f"{rows:,} {'row' if rows == 1 else 'rows'}"
    click.echo(f"  {click.style(symbol, fg=colour, bold=True)} {dataset:<28} {count:>12}   {said}")


def _keys(action: Action) -> None:
    shown = ["/".join(map(_key, row)) for row in action.rows[:_KEYS_SHOWN]]
    more = len(action.rows) - len(shown)
    click.echo(f"      {', '.join(shown)}{f', and {more:,} more' if more else ''}")


def _key(cell: object) -> str:
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def _said(action: Action) -> str:
    if action.doing is Doing.READ:
        return f"read {', '.join(action.fields)}"
    if action.doing is Doing.KEEP:
        return _kept(action)
    if action.doing is Doing.DELETE:
        return "deleted"
    ways = {"emptied": [], "replaced": [], "redacted": [], "set": []}  # type: dict[str, list[str]]
    for setting in action.settings:
        ways[_way(setting)].append(setting.field)
    return "; ".join(f"{', '.join(fields)} {way}" for way, fields in ways.items() if fields)


def _way(setting: Setting) -> str:
    if setting.how is Putting.REDACT:
        return "redacted"
    if setting.how is Putting.UNIQUE:
        return "replaced"
    return "emptied" if _empties(setting) else "set"


def _empties(setting: Setting) -> bool:
    return setting.how is Putting.VALUE and setting.value in (None, "", b"")


def _kept(action: Action) -> str:
    under = f", under {', '.join(action.clauses)}" if action.clauses else ""
    until = f", until {action.until}" if action.until is not None else ""
    locked = f", for {', '.join(action.for_)} alone" if action.for_ else ""
    return f"kept: {action.reason}{under}{until}{locked}"


def _summary(plan: Plan) -> str:
    if not plan.actions and not plan.forwards:
        return "plan: nobody's rows were found; nothing was touched"
    words = ((Doing.READ, "read"), (Doing.CHANGE, "changed"), (Doing.DELETE, "deleted"), (Doing.KEEP, "kept"))
    counts = [f"{plan.rows(doing):,} {word}" for doing, word in words if plan.rows(doing)]
    forwarded = sum(each.rows for each in plan.forwards)
    counts += [f"{forwarded:,} forwarded"] if forwarded else []
    return f"plan: rows to be {', '.join(counts)}; nothing was touched"
