"""What does a plan come to, system by system and table by table, before anybody approves it?

It names tables, fields and numbers of rows: no row, no key and no value. Who approves sees what will happen, and not to
whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.inventory import Doing, Putting

if TYPE_CHECKING:
    from datetime import date

    from troth.errors import Problem
    from troth.inventory import Action
    from troth.notice import Notice
    from troth.requests.plan import Plan

DOES = {Doing.READ: "read", Doing.CHANGE: "change", Doing.DELETE: "delete", Doing.KEEP: "keep"}
LOOKS = {
    Doing.READ: "dash still",
    Doing.CHANGE: "hollow choice",
    Doing.DELETE: "cross never",
    Doing.KEEP: "filled promise",
}
SIGNS = {Doing.READ: "=", Doing.CHANGE: "~", Doing.DELETE: "\u2212", Doing.KEEP: "\u25cf"}
_REASONS = {
    "erase": "to erase her",
    "shared": "other people are in these rows: only her fields go",
    "opens_circle": "so that rows that point at each other can go",
    "rectify": "to correct what she named",
    "dataset_is_kept": "the estate says that this dataset is kept",
}
_HOWS = {
    Putting.VALUE: "set",
    Putting.UNIQUE: "replaced by what stands for nobody",
    Putting.REDACT: "her identifiers taken out",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause with its sentence; empty where the notice has it no more."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is done to some rows of one dataset."""

    dataset: str
    does: str
    look: str
    sign: str
    rows: int
    fields: tuple[str, ...]
    reason: str
    cited: tuple[Cited, ...]
    until: date | None
    locked_to: tuple[str, ...]
    is_keep: bool


@dataclass(frozen=True, slots=True)
class InSystem:
    """What is done in one system."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown:
    """A plan as a page shows it."""

    digest: str
    systems: tuple[InSystem, ...]
    totals: tuple[tuple[str, str, str, int], ...]
    """What is done, its look and sign, and to how many rows."""
    forwards: tuple[tuple[str, str, int], ...]
    problems: tuple[Problem, ...] = field(default=())
    changes_nothing: bool = False


def shown(plan: Plan, notice: Notice | None, digest: str) -> PlanShown:
    """The page of a plan. `digest` is the one that was recorded: what is approved."""
    by_system: dict[str, list[Line]] = {}
    for action in plan.actions:
        by_system.setdefault(action.dataset.system, []).append(_line(action, notice))
    totals = tuple((DOES[each], LOOKS[each], SIGNS[each], plan.rows(each)) for each in Doing if plan.of(each))
    return PlanShown(
        digest=digest,
        systems=tuple(InSystem(name, tuple(lines)) for name, lines in by_system.items()),
        totals=totals,
        forwards=tuple((each.controller, str(each.dataset), each.rows) for each in plan.forwards),
        problems=plan.problems,
        changes_nothing=not plan.actions and not plan.forwards,
    )


def _line(action: Action, notice: Notice | None) -> Line:
    settings = tuple(f"{each.field} ({_how(each.how, empty=each.value is None)})" for each in action.settings)
    return Line(
        dataset=action.dataset.dataset,
        does=DOES[action.doing],
        look=LOOKS[action.doing],
        sign=SIGNS[action.doing],
        rows=len(action.rows),
        fields=settings or action.fields,
        reason=reason_in_words(action.reason),
        cited=tuple(Cited(each, sentence(notice, each)) for each in action.clauses),
        until=action.until,
        locked_to=action.for_,
        is_keep=action.doing is Doing.KEEP,
    )


def reason_in_words(reason: str) -> str:
    """Why something is done or kept, for a person."""
    if reason.startswith("hold:"):
        return f"a hold keeps it: {reason.removeprefix('hold:')}"
    return _REASONS.get(reason, reason.replace("_", " "))


def sentence(notice: Notice | None, clause: str) -> str:
    """The sentence of the notice of that id; empty where there is none."""
    found = next((each for each in notice.clauses if each.id == clause), None) if notice is not None else None
    return found.text if found is not None else ""


def _how(how: Putting, *, empty: bool) -> str:
    return "emptied" if empty and how is Putting.VALUE else _HOWS[how]
