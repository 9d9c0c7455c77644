"""Which cells does a row of a table consist of, and under which heads do they stand?"""

from __future__ import annotations

import pytest

from troth.notice import read_notice
from troth.reading.columns import Column, columns_of
from troth.reading.context import seen_in

MARKDOWN = """# Notice

## Cookies

| Cookie | Purpose |
|---|---|
| sid | Login |
| lang | Language |

Below the table.
"""
PAGE = """<html><body><main><h1>Notice</h1><h2>Cookies</h2><table>
<tr><th>Cookie</th><th>Purpose</th></tr>
<tr><td>sid</td>
<td>Login</td></tr><tr><td>lang</td><td>Language</td></tr></table><p>Below the table.</p></main></body></html>
"""


@pytest.mark.parametrize("source", [MARKDOWN, PAGE])
def test_cells_stand_below_their_heads(source: str) -> None:
    seen = {each.text: each for each in seen_in(read_notice(source), frozenset())}
    assert seen["lang | Language"].columns == (Column("cookie", "lang"), Column("purpose", "language"))
    assert seen["lang | Language"].section == "cookies"
    assert seen["Below the table."].columns == ()


def test_what_is_no_row_has_no_columns() -> None:
    assert columns_of("we sell nothing.", ("notice", "cookies")) == ()


def test_a_row_with_more_cells_than_heads_has_no_columns() -> None:
    assert columns_of("a | b | c", ("notice", "cookies")) == ()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("yes", True), ("no.", True), ("we don't share", True), ("yes, within 45 days", True), ("bills", False)],
)
def test_a_cell_may_only_answer(*, cell: str, expected: bool) -> None:
    assert Column("do we share?", cell).only_answers is expected
