"""How is a rule that speaks for a kind written down?

A rule looks at one clause in its context and says where it fires. There are few shapes, so that a rule is one line:
words in the clause (`says`), in its headings (`headed`), and frames (`does`). Each has an id
of its own (`retention.no-longer-than`) and a weight from 0 to 1: how surely the clause is of the kind where nothing
else is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.reading.model import Form, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.reading.context import Seen
    from troth.reading.model import Actor, Doing, Frame, Kind
    from troth.words import Modal

ALWAYS = 1.0
NO_PLACE = Span(-1, -1)
"""What a rule answers that fired on the context."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `fires` answers with the words it fired on, `NO_PLACE` for the context, None where it does not fire."""

    id: str
    weight: float
    fires: Callable[[Seen], Span | None]


@dataclass(frozen=True, slots=True)
class KindRules:
    """All about one kind: its rules, and the kinds before which it steps back where they are at least as sure."""

    kind: Kind
    rules: tuple[Rule, ...]
    gives_way_to: tuple[Kind, ...] = ()


def says(id: str, weight: float, pattern: str, *, but_not: str = "", cased: bool = False) -> Rule:  # noqa: A002 -- the field's name
    """Words of the clause itself; `cased` looks at its capitals, too (`US` is a country, `us` is not)."""
    wanted, barred = re.compile(pattern), re.compile(but_not) if but_not else None

    def fires(seen: Seen) -> Span | None:
        match = wanted.search(seen.text if cased else seen.plain)
        if match is None or (barred is not None and barred.search(seen.plain)):
            return None
        return Span(*match.span())

    return Rule(id, weight, fires)


def headed(id: str, weight: float, pattern: str, *, own: str = "", but_not: str = "") -> Rule:  # noqa: A002 -- the field's name
    """Words of the nearest heading; where `own` is given, with words of the clause itself."""
    wanted, its, barred = re.compile(pattern), re.compile(own), re.compile(but_not) if but_not else None

    def fires(seen: Seen) -> Span | None:
        if wanted.search(seen.section) is None:
            return None
        match = its.search(seen.plain)
        if match is None or (barred is not None and barred.search(seen.plain)):
            return None
        return NO_PLACE

    return Rule(id, weight, fires)


def does(  # noqa: PLR0913 -- what a frame is asked for
    id: str,  # noqa: A002 -- the field's name
    weight: float,
    *doings: Doing,
    actor: tuple[Actor, ...] = (),
    modal: tuple[Modal, ...] = (),
    forms: tuple[Form, ...] = (Form.MAIN, Form.IMPERATIVE),
    reach: str = "",
    but_not: str = "",
) -> Rule:
    """A frame that does one of these."""
    wanted, barred = re.compile(reach), re.compile(but_not) if but_not else None

    def fires(seen: Seen) -> Span | None:
        for frame in seen.frames:
            if _fits(frame, seen) and wanted.search(_spoken_of(frame, seen)) is not None:
                return frame.at
        return None

    def _fits(frame: Frame, seen: Seen) -> bool:
        return (
            frame.doing in doings
            and frame.form in forms
            and (not actor or frame.actor in actor)
            and (not modal or frame.modal in modal)
            and (barred is None or barred.search(seen.plain) is None)
        )

    return Rule(id, weight, fires)


def _spoken_of(frame: Frame, seen: Seen) -> str:
    """What a frame is about: what it reaches, and for a passive also what stands before it."""
    behind = frame.reach.of(seen.plain)
    return f"{seen.plain[: frame.at.start]} {behind}" if frame.passive else behind


def when(id: str, weight: float, fires: Callable[[Seen], bool]) -> Rule:  # noqa: A002 -- the field's name
    """A rule of its own shape."""
    return Rule(id, weight, lambda seen: NO_PLACE if fires(seen) else None)
