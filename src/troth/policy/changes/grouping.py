"""Which findings about reach are one thing to a reader?

`reach` finds spots; a reader wants practices. Findings of one sort about the same practice, measured by the same other
one, are joined: acts, categories, purposes, recipients and parts, each once, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.changes.wording import list_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.changes.reach import Widening
    from troth.policy.model import Practice
    from troth.words import Act


@dataclass(frozen=True, slots=True)
class Joined:
    """What was found about one practice, measured by another."""

    practice: Practice
    other: Practice | None
    acts: tuple[Act, ...]
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    parts: tuple[str, ...]
    recipients: tuple[str, ...]

    @property
    def said(self) -> str:
        """The processing in words: `` `use` of `card` for `payment` ``."""
        return f"{list_names(self.acts)} of {list_names(self.data)} for {list_names(self.purposes)}"


def join(widenings: Iterable[Widening]) -> list[Joined]:
    """The findings by practice and by what it is measured by, in the order found."""
    groups: dict[tuple[str, str | None], list[Widening]] = {}
    for each in widenings:
        groups.setdefault((each.practice.id, each.other.id if each.other else None), []).append(each)
    return [
        Joined(
            practice=group[0].practice,
            other=group[0].other,
            acts=tuple(dict.fromkeys(each.act for each in group)),
            data=tuple(dict.fromkeys(name for each in group for name in each.data)),
            purposes=tuple(dict.fromkeys(name for each in group for name in each.purposes)),
            parts=tuple(dict.fromkeys(part for each in group for part in each.parts)),
            recipients=tuple(dict.fromkeys(name for each in group for name in each.recipients)),
        )
        for group in groups.values()
    ]
