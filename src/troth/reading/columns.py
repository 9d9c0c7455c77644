"""Under which heads of a table's columns does a clause stand?

1. Headings that head nothing and follow one another are the heads of a table's columns.
2. The clauses below them, up to the next heading, stand in the columns one after the other: a bar or a cell's tag
   between two clauses begins the next cell, a new line or a row's tag the next row, an empty line ends the table.
3. A cell is told of by its own column's head, and by the first column's, which says what the rows are.

What it leaves out: tables without heads, and cells that span several columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.notice.model import Clause, Notice

_TAG_OF_ROW, _TAG_OF_CELL = re.compile(r"<tr\b", re.IGNORECASE), re.compile(r"<t[dh]\b", re.IGNORECASE)
_END_OF_TABLE = re.compile(r"</table|\n[ \t]*\n", re.IGNORECASE)
_FEWEST_COLUMNS = 2


def columns_of(notice: Notice) -> Mapping[str, tuple[str, ...]]:
    """The heads that tell of a clause, by its id; clauses outside of tables have none."""
    heading = {head for clause in notice.clauses for head in clause.headings}
    found: dict[str, tuple[str, ...]] = {}
    heads: list[str] = []
    before: Clause | None = None
    column = 0
    for clause in notice.clauses:
        if clause.role is ClauseRole.HEADING:
            follows = before is not None and before.role is ClauseRole.HEADING
            heads = [] if clause.id in heading else [*(heads if follows else ()), clause.text]
            column = 0
        elif before is not None and len(heads) >= _FEWEST_COLUMNS:
            between = notice.source[before.end : clause.start]
            if _END_OF_TABLE.search(between):
                heads = []
                before = clause
                continue
            column = _column(between, column, is_first=before.role is ClauseRole.HEADING)
            if column < len(heads):
                found[clause.id] = tuple(dict.fromkeys((heads[column], heads[0])))
        before = clause
    return found


def _column(between: str, column: int, *, is_first: bool) -> int:
    """The column of a clause, from what stands between it and the clause before (rule 2)."""
    if is_first or _TAG_OF_ROW.search(between) or (not _TAG_OF_CELL.search(between) and "\n" in between):
        return 0
    return column + 1 if _TAG_OF_CELL.search(between) or "|" in between else column
