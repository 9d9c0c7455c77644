"""Why was a clause read as it was?

The rules that fired with their weights, the frames, the slots and the elements that came of it, as text for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.reading.draft import Draft
    from troth.reading.model import ClauseReading, Found, Frame, Hit

_WIDTH = 96


def explain(reading: ClauseReading, draft: Draft) -> str:
    """One clause, explained."""
    clause = reading.clause
    lines = [f"{clause.id}  {clause.text}", ""]
    said = ", ".join(kind.value for kind in reading.kinds) or "no kind of practice"
    lines.append(f"read as {reading.read_as}: {said}; confidence {reading.confidence:.2f}")
    commits = f"commits with `{reading.modal}` ({reading.actor})" if reading.modal else "commits to nothing"
    lines.append(f"{commits}{'; leaves a list open' if reading.open else ''}")
    lines += [*_part("rules that fired", map(_hit(clause.text), reading.hits))]
    lines += [*_part("frames", (_frame(frame, clause.text) for frame in reading.frames))]
    lines += [*_part("slots", (_slot(found, clause.text) for found in reading.slots))]
    lines += [*_part("elements", _elements(clause.id, draft))]
    return "\n".join(lines)


def _part(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    found = list(lines)
    yield f"{title}:" if found else f"{title}: none"
    yield from (f"  {line}" for line in found)


def _hit(text: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- a function from a hit to its line
    def line(hit: Hit) -> str:
        words = f'  "{hit.at.of(text)[:_WIDTH]}"' if hit.at is not None else "  (from what stands around it)"
        return f"{hit.weight:.2f}  {hit.rule}{words}"

    return line


def _frame(frame: Frame, text: str) -> str:
    parts = [frame.actor.value, f"{frame.doing.value} ({frame.verb})", f"modal {frame.modal}", frame.form.value]
    parts += [
        word for word, holds in (("passive", frame.passive), ("denied", frame.negated), ("only", frame.only)) if holds
    ]
    reach = " ".join(frame.reach.of(text).split())[:_WIDTH]
    return f"{', '.join(parts)}: {reach}"


def _slot(found: Found, text: str) -> str:
    return f'{found.slot.value} = {found.value}  "{found.at.of(text)}"  [{found.rule}]'


def _elements(clause: str, draft: Draft) -> Iterator[str]:
    for address, element in draft.policy.elements():
        if clause in element.clauses:
            yield address
