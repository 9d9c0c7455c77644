"""What fills the slots of a clause?

Each slot is a file of this folder with a function `find(text, plain) -> Iterator[Found]`: `text` is the clause's text,
`plain` the same in lower case with plain quotes. Every value says where it stands; of two that overlap in one slot, the
longer is kept. Addresses behind links are added to those that are shown.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from troth.reading.model import SlotKind
from troth.reading.slots import contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from troth.notice.links import Link
    from troth.reading.model import Found


_SIDE_BY_SIDE = frozenset({SlotKind.PURPOSE})
"""Slots in which the same words may say two things: personalised advertising is advertising."""


@cache
def _finders() -> tuple[Callable[[str, str], Iterator[Found]], ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").find for name in names)


def slots_of(text: str, plain: str, links: Sequence[Link] = ()) -> tuple[Found, ...]:
    """Everything that fills a slot, in the order of the text; `links` are those of the clause."""
    found = [each for find in _finders() for each in find(text, plain)]
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.slot, one.at.start, -one.at.end)):
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.slot is each.slot
            and each.at.start < last.at.end
            and each.slot not in _SIDE_BY_SIDE
        ):
            continue
        if last is not None and last.slot is each.slot and last.value == each.value and each.at.start < last.at.end:
            continue
        kept.append(each)
    if links:
        kept += contacts.behind(links, plain, [each for each in kept if each.slot is SlotKind.CONTACT])
    return tuple(sorted(kept, key=lambda one: (one.at.start, one.at.end, one.slot)))
