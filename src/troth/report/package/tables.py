"""How do the data stand in a spreadsheet?

One CSV file a table (RFC 4180, UTF-8 with a mark that spreadsheets know it by). A cell that a spreadsheet would take
for a formula gets an apostrophe in front: what somebody else once wrote into a field must not run on the reader's
machine.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from troth.report.package.data import plain

if TYPE_CHECKING:
    from troth.requests.package import Shown

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Shown) -> bytes:
    """A table's rows under the names of its columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_cell(cell) for cell in row] for row in table.rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cell(cell: Any) -> Any:
    shown = plain(cell)
    return f"'{shown}" if isinstance(shown, str) and shown.startswith(_RUNS) and not _is_number(shown) else shown


def _is_number(text: str) -> bool:
    """A telephone number or an amount is no formula."""
    return text[1:].replace(" ", "").replace(".", "", 1).isdecimal() and text[0] in "+-"
