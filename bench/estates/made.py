"""Which estates are there to measure on, and how is one put into a database?

An estate is a folder with `tables.txt`, `rows.py` and `traps.tsv`; found, not listed. `games` and `hr`
are held out: nobody who writes a finder looks at them, only the figures do.
"""

from __future__ import annotations

import importlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from troth.cli.demo.estates import Dialect, Estate, Filling, read_tables, truth_of, write

if TYPE_CHECKING:
    from troth.cli.demo.estates.writing import Connection

FOLDER = Path(__file__).parent
HELD_OUT = frozenset(("games", "hr"))


def names() -> list[str]:
    """The estates, in the order of their names."""
    return sorted(file.parent.name for file in FOLDER.glob("*/tables.txt"))


def description(name: str) -> Estate:
    """The tables of an estate, with the truth of each column."""
    return read_tables(name, (FOLDER / name / "tables.txt").read_text(encoding="utf-8"))


def filled(name: str) -> Filling:
    """An estate with its rows."""
    module = importlib.import_module(f"bench.estates.{name}.rows")
    filling: Filling = module.fill(description(name))
    filling.read_traps((FOLDER / name / "traps.tsv").read_text(encoding="utf-8"))
    return filling


def make_sqlite(filling: Filling, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Write an estate to `NAME.sqlite3` and its truth to `NAME.truth.json` of a folder; the file and the truth."""
    name = filling.estate.name
    file = folder / f"{name}.sqlite3"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        write(filling, connection, Dialect.SQLITE)
    truth = truth_of(filling)
    (folder / f"{name}.truth.json").write_text(json.dumps(truth, ensure_ascii=False) + "\n", encoding="utf-8")
    return file, truth


def open_url(url: str) -> tuple[Connection, Dialect]:
    """A connection to an empty database: `sqlite:///FILE`, `postgresql://...` or `mysql://...`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite3.connect(parts.path.removeprefix("/")), Dialect.SQLITE
    if parts.scheme.startswith("postgresql"):
        import psycopg

        postgresql: Connection = psycopg.connect(f"postgresql{url[len(parts.scheme) :]}")
        return postgresql, Dialect.POSTGRESQL
    if parts.scheme.startswith(("mysql", "mariadb")):
        pymysql = importlib.import_module("pymysql")
        connection: Connection = pymysql.connect(host=parts.hostname, port=parts.port or 3306,
            user=unquote(parts.username or ""), password=unquote(parts.password or ""),
            database=parts.path.strip("/"), charset="utf8mb4")  # fmt: skip
        return connection, Dialect.MARIADB
    raise ValueError(f"`{parts.scheme}` is no database that an estate is written to")
