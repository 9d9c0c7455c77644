"""Files of a folder are read as tables, however they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from troth.estate.connector import EstateProblem
from troth.estate.files import FilesConnector
from troth.inventory import Action, Became, Dataset, DatasetName, Doing, Field, System

if TYPE_CHECKING:
    from pathlib import Path

SYSTEM = System(name="exports", kind="files", url="exports")


def rows_of(folder: Path, name: str, text: str | bytes) -> list[tuple[object, ...]]:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    connector = FilesConnector(SYSTEM, folder)
    table = next(each for each in connector.tables() if each.at.dataset == name)
    assert not table.problem, table.problem
    names = tuple(column.name for column in table.columns)
    dataset = Dataset(at=table.at, fields=tuple(Field(name=each) for each in names))
    return [names, *connector.cells(dataset, names)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    text = "name{0}city\nAlice{0}Berlin\nBob{0}\n".replace("{0}", separator)
    assert rows_of(tmp_path, "a.csv", text) == [("name", "city"), ("Alice", "Berlin"), ("Bob", None)]


def test_a_file_without_a_header_gets_one(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a.csv", "1,alice@example.org\n2,bob@example.org\n")[0] == ("c1", "c2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_an_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    assert rows_of(tmp_path, "a.csv", "name,straße\nJörg,Weg\n".encode(encoding)) == [
        ("name", "straße"),
        ("Jörg", "Weg"),
    ]


def test_numbers_are_numbers_and_a_leading_zero_stays(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a.csv", "a,b,c\n12,01067,1.5\n")[1] == (12, "01067", "1.5")


def test_quoted_parts_may_hold_anything(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a.csv", 'a,b\n"x, ""y""\nz",2\n')[1] == ('x, "y"\nz', 2)


def test_rows_too_short_and_too_long_are_fitted(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a.csv", "a,b\n1\n1,2,3\n")[1:] == [(1, None), (1, 2)]


def test_lines_of_json_are_rows_and_what_is_nested_stays_json(tmp_path: Path) -> None:
    text = '{"id": 1, "to": {"mail": "x@y.de"}}\n\n{"id": 2, "note": "ü"}\n'
    assert rows_of(tmp_path, "a.jsonl", text) == [("id", "to", "note"), (1, '{"mail": "x@y.de"}', None), (2, None, "ü")]


def test_parquet_is_read_by_its_own_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="install it with: pip install 'troth[parquet]'")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"id": [1, 2], "tags": [["a"], []], "b": [b"x", None]}), tmp_path / "a.parquet")
    connector = FilesConnector(SYSTEM, tmp_path)
    (table,) = connector.tables()
    assert table.rows == 2
    assert connector.sample(table, 10).cells == ((1, 2), ('["a"]', "[]"), (b"x", None))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.jsonl", '{"a": 1}\nnot\n', "line 2 is no JSON"),
        ("a.jsonl", "[1]\n", "line 1 is no object"),
        ("a.parquet", "PAR1", "it is no Parquet"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told_and_the_others_are_read(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "z.csv").write_text("a,b\n1,2\n")
    broken, whole = FilesConnector(SYSTEM, tmp_path).tables()
    assert said in broken.problem
    assert not whole.problem


def test_a_large_file_is_sampled_over_its_length(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("n,x\n" + "".join(f"{n},y\n" for n in range(1_000)))
    connector = FilesConnector(SYSTEM, tmp_path)
    (table,) = connector.tables()
    sample = connector.sample(table, 100)
    assert not sample.complete
    assert len(sample.cells[0]) == 100
    assert max(cell for cell in sample.cells[0] if isinstance(cell, int)) > 900
    assert connector.sample(table, 1_000).complete


def test_a_folder_that_went_is_no_empty_folder(tmp_path: Path) -> None:
    connector = FilesConnector(SYSTEM, tmp_path / "gone")
    assert not connector.probe().reached
    with pytest.raises(EstateProblem, match="not there"):
        connector.tables()


def test_a_file_that_went_and_a_column_that_went_are_told(tmp_path: Path) -> None:
    connector = FilesConnector(SYSTEM, tmp_path)
    dataset = Dataset(at=DatasetName("exports", "a.csv"), fields=(Field(name="b"),))
    with pytest.raises(EstateProblem, match="not there any more"):
        list(connector.cells(dataset, ("b",)))
    (tmp_path / "a.csv").write_text("a,c\nx,y\n")
    with pytest.raises(EstateProblem, match="has no column `b`"):
        list(connector.cells(dataset, ("b",)))


def test_a_file_is_not_changed(tmp_path: Path) -> None:
    action = Action(id="a1", dataset=DatasetName("exports", "a.csv"), doing=Doing.DELETE)
    (outcome,) = FilesConnector(SYSTEM, tmp_path).perform({}, [action])
    assert (outcome.became, outcome.problem) == (Became.REFUSED, "estate.read-only")
