"""Which cells does a row of a table consist of, and under which heads do they stand?

1. A row is one clause, and its cells are divided by bars. Its last headings are the heads of its columns, one each;
   above them stand the headings of its section.
2. A cell that only answers the question of its head (`yes`, `none`) says nothing by itself.

What it leaves out: tables without heads, and cells that span several columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BAR = " | "
ANSWER = re.compile(
    r"\W*(?:(?:yes|no)\b(?:,[^;.]{0,60})?|none|n/a|not applicable|always|never|we (?:do not|don't) share|x|-)?\W*"
)
"""What a cell says that only answers the question of its row and column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of a row, and the head of its column; both as `tokens.plain` has them."""

    head: str
    cell: str

    @property
    def only_answers(self) -> bool:
        """Whether the cell says nothing by itself (rule 2)."""
        return ANSWER.fullmatch(self.cell) is not None


def columns_of(row: str, headings: Sequence[str]) -> tuple[Column, ...]:
    """The cells of a clause with their heads; none where the clause is no row, or has fewer heads than cells."""
    cells = row.split(_BAR)
    if len(cells) == 1 or len(headings) < len(cells):
        return ()
    return tuple(Column(head, cell.strip()) for head, cell in zip(headings[-len(cells) :], cells, strict=True))
