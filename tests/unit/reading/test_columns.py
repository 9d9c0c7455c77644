"""Under which heads of a table's columns does a clause stand?"""

from __future__ import annotations

from troth.notice import read_notice
from troth.reading.columns import columns_of

MARKDOWN = """# Notice

| Cookie | Purpose |
|---|---|
| sid | Login. Also safety. |
| lang | Language |

Below the table.
"""
PAGE = """<html><body><main><h1>Notice</h1><table>
<tr><th>Cookie</th><th>Purpose</th></tr>
<tr><td>sid</td>
<td>Login</td></tr><tr><td>lang</td><td>Language</td></tr></table><p>Below the table.</p></main></body></html>
"""


def heads(source: str) -> dict[str, tuple[str, ...]]:
    notice = read_notice(source)
    columns = columns_of(notice)
    return {clause.text: columns.get(clause.id, ()) for clause in notice.clauses}


def test_cells_of_a_markdown_table_stand_below_their_heads() -> None:
    found = heads(MARKDOWN)
    assert found["sid"] == ("Cookie",)
    assert found["Login."] == ("Purpose", "Cookie")
    assert found["Also safety."] == ("Purpose", "Cookie")
    assert found["lang"] == ("Cookie",)
    assert found["Language"] == ("Purpose", "Cookie")


def test_what_stands_below_a_table_has_no_columns() -> None:
    assert heads(MARKDOWN)["Below the table."] == ()
    assert heads(PAGE)["Below the table."] == ()


def test_cells_of_a_page_stand_below_their_heads_although_their_lines_break() -> None:
    found = heads(PAGE)
    assert found["Login"] == ("Purpose", "Cookie")
    assert found["lang"] == ("Cookie",)


def test_one_heading_alone_is_no_column() -> None:
    assert heads("# Notice\n\n## Cookies\n\nWe set them.\n")["We set them."] == ()
