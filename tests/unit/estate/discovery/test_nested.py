"""Documents within cells are opened, whatever their form; what is none stays a text."""

from __future__ import annotations

import base64
import json

import pytest

from troth.estate.discovery.nested import content_of, leaves
from troth.inventory import Content

CELLS = {
    '{"a": {"mail": "x@y.de"}, "b": [1, null]}': (Content.JSON, [("mail", "x@y.de"), ("b", "1")]),
    'a:1:{s:4:"mail";s:6:"x@y.de";}': (Content.SERIALISED, [("mail", "x@y.de")]),
    "mail=x%40y.de&n=1": (Content.SERIALISED, [("mail", "x@y.de"), ("n", "1")]),
    "<c><mail>x@y.de</mail></c>": (Content.SERIALISED, [("mail", "x@y.de")]),
    "mail=x@y.de;n=1": (Content.SERIALISED, [("mail", "x@y.de"), ("n", "1")]),
    "https://a.example/u?mail=x%40y.de": (Content.URL, [("mail", "x@y.de")]),
    base64.b64encode(json.dumps({"mail": "x@y.de"}).encode()).decode(): (Content.SERIALISED, [("mail", "x@y.de")]),
    '{"inner": "{\\"mail\\": \\"x@y.de\\"}"}': (Content.JSON, [("mail", "x@y.de")]),
}


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_a_document_in_a_cell_is_opened(cell: str) -> None:
    content, expected = CELLS[cell]
    assert content_of([cell]) is content
    assert leaves(cell) == expected


@pytest.mark.parametrize(
    "cell", ["hello there", "{not json", "a=b", "https://a.example/page", "Zm9vYmFy", "12:30", "{}", ""]
)
def test_what_is_no_document_stays_a_text(cell: str) -> None:
    assert leaves(cell) == []


def test_a_column_is_what_most_of_its_cells_are() -> None:
    assert content_of(['{"a": 1}', '{"a": 2}', "x"]) is Content.JSON
    assert content_of(['{"a": 1}', "y", "x"]) is Content.VALUE
    assert content_of([]) is Content.VALUE


def test_nothing_is_opened_without_end() -> None:
    deep = "[" * 3_000 + "]" * 3_000
    assert leaves(deep) == []
    assert len(leaves(json.dumps({f"k{n}": n for n in range(1_000)}))) <= 80
