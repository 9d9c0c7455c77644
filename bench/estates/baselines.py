"""What do the simplest of finders reach on the estates?

They show what a figure is worth, and that the scoring can tell: marking everything, words in names, declared keys only,
and the person's own e-mail in any cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bench.estates.measure import At, Ends, Found, Said, Scan, plain_table

if TYPE_CHECKING:
    import sqlite3

_WORDS = re.compile(
    r"mail|phone|mobile|tel|name|street|address|city|zip|post|birth|gender|iban|card|password|ip$|ip_|user|customer"
    r"|account|login|ssn|tax",
    re.IGNORECASE,
)


def everything(truth: dict[str, Any]) -> Scan:
    """Every column is personal, and none has a category."""
    return Scan({at: Said("likely") for at in _columns(truth)})


def words_in_names(truth: dict[str, Any]) -> Scan:
    """English words in the names of columns."""
    return Scan({at: Said("likely" if _WORDS.search(at[1]) else "not_personal") for at in _columns(truth)})


def name_equals_key(truth: dict[str, Any]) -> Scan:
    """A column that is called as the only column of another table's key, or as that table with `_id`, points there."""
    keys = {plain_table(name): spec["key"][0] for name, spec in truth["tables"].items() if len(spec["key"]) == 1}
    links: set[Ends] = set()
    for table, column in _columns(truth):
        for to, key in keys.items():
            if to != table and (column == key != "id" or column in (f"{to}_id", f"{to.removesuffix('s')}_id")):
                links.add(((table, column), (to, key)))
    return Scan({}, frozenset(links))


def exact_cells(connection: sqlite3.Connection, truth: dict[str, Any], person: dict[str, Any]) -> list[Found]:
    """The rows in which a cell is one of the seeds, octet for octet."""
    seeds = [text for kind, text in person["seeds"] if kind != "name"]
    marks = ", ".join("?" for _ in seeds)
    found = []
    for name, spec in truth["tables"].items():
        table, key = plain_table(name), ", ".join(f'"{column}"' for column in spec["key"]) or "rowid"
        where = " OR ".join(f'"{column}" IN ({marks})' for column in spec["columns"])
        rows = connection.execute(f'SELECT {key} FROM "{table}" WHERE {where}', seeds * len(spec["columns"]))
        found += [Found(table, tuple(map(str, row))) for row in rows]
    return found


def declared_keys(connection: sqlite3.Connection, truth: dict[str, Any], person: dict[str, Any]) -> list[Found]:
    """`exact_cells`, and from those rows down the declared foreign keys, as far as they lead."""
    links = [link for link in truth["links"] if link["rests"] == "declared"]
    found = {(each.table, each.key): each for each in exact_cells(connection, truth, person)}
    new = list(found.values())
    while new:
        rows, new = new, []
        for row in rows:
            for each in _below(connection, truth, links, row):
                if (each.table, each.key) not in found:
                    found[each.table, each.key] = each
                    new.append(each)
    return list(found.values())


def _below(
    connection: sqlite3.Connection, truth: dict[str, Any], links: list[dict[str, Any]], row: Found
) -> list[Found]:
    """The rows that point at a row by a declared key."""
    below = []
    for link in links:
        name, _, _ = link["of"][0].rpartition(".")
        to, _, _ = link["to"][0].rpartition(".")
        if plain_table(to) != row.table:
            continue
        of_columns, to_columns = ([each.rpartition(".")[2] for each in link[side]] for side in ("of", "to"))
        key = ", ".join(f'c."{column}"' for column in truth["tables"][name]["key"]) or "c.rowid"
        on = " AND ".join(f'c."{one}" = p."{other}"' for one, other in zip(of_columns, to_columns, strict=True))
        own_key = truth["tables"][to]["key"]
        own = " AND ".join(f'p."{column}" = ?' for column in own_key) or "p.rowid = ?"
        asked = f'SELECT {key} FROM "{plain_table(name)}" c JOIN "{row.table}" p ON {on} WHERE {own}'
        below += [Found(plain_table(name), tuple(map(str, each))) for each in connection.execute(asked, row.key)]
    return below


def _columns(truth: dict[str, Any]) -> list[At]:
    return [(plain_table(table), name) for table, spec in truth["tables"].items() for name in spec["columns"]]
