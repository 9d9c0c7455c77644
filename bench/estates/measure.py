"""How good are a scan and a search, held against the truth of an estate?

What is given is the JSON of `troth estate scan --format json` and of `troth subject find --format json`; what a finder
looks like inside is nothing to this module.

Rules:
1. A column counts as found where its tier is `proven` or `likely`. One that is `undetermined` was not found, and is no
   false alarm. Columns on which honest people differ, and those of views, are left out.
2. A category is right where the term is one of the truth's, or a kind of it, or what it is a kind of; terms such as
   `dpv:PersonalData` say nothing and are never right for something narrower. `pd:UID` and `pd:Identifier` are one.
3. A link is right where both columns and its direction are; one of several columns counts as its pairs. Links between
   tables without a row cannot be seen and are left out. A pair that the truth joins by a detour or an identifier is
   neither right nor wrong. Declared links are left out: any database tells those.
4. A row is right where it is the person's, wholly or in part. A row in which only some fields are hers, given as hers
   alone, is counted apart: an erasure would take it from the others. A row of a table without a key may be named
   by all its cells; the truth knows it by its number (`Numbers`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from troth.policy.vocabulary import is_a

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_FOUND = frozenset(("proven", "likely"))
_SAYS_NOTHING = frozenset(("", "dpv:Data", "dpv:PersonalData", "dpv:CollectedPersonalData",
    "dpv:ProvidedPersonalData", "dpv:ObservedPersonalData", "pd:External", "pd:Internal", "pd:Social",
    "pd:Tracking"))  # fmt: skip
_SCHEMAS = ("public_", "main_", "dbo_")
At = tuple[str, str]
Ends = tuple[At, At]
_IDENTIFIER = frozenset(("pd:UID", "pd:Identifier"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a finder says of a column."""

    tier: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a finder says of an estate."""

    columns: dict[At, Said]
    links: frozenset[Ends] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A row that a search gave: its table, its key as text, and the fields that are hers; none where all are."""

    table: str
    key: tuple[str, ...]
    fields: frozenset[str] = frozenset()
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 1 where nothing was given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was given; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Columns:
    """How a scan's columns fare."""

    personal: Rate
    category: Rate
    undetermined: int
    wrong: tuple[At, ...] = field(default=(), repr=False)
    missed: tuple[At, ...] = field(default=(), repr=False)
    miscalled: tuple[At, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Rows:
    """How a search's rows fare; `taken_whole` are rows given as hers alone in which only some fields are."""

    rows: Rate
    taken_whole: int

    def __add__(self, other: Rows) -> Rows:
        return Rows(self.rows + other.rows, self.taken_whole + other.taken_whole)


# --- reading what a finder says -----------------------------------------------------------------------------------


def read_scan(document: dict[str, Any]) -> Scan:
    """The scan that the JSON of `troth estate scan` holds: `columns` and `links`; composite ends are joined by `,`."""
    columns = {
        (plain_table(each["table"]), each["column"]): Said(each.get("tier", ""), each.get("category") or "")
        for each in document.get("columns", ())
    }
    links = frozenset(
        pair
        for link in document.get("links", ())
        for pair in zip(_ends(link["from"].split(",")), _ends(link["to"].split(",")), strict=True)
    )
    return Scan(columns, links)


def read_found(document: dict[str, Any]) -> list[Found]:
    """The rows that a JSON document of a search holds, under `rows`."""
    return [
        Found(
            plain_table(row["dataset"].split(".", 1)[-1]),
            tuple(str(cell) for cell in row.get("key", ())),
            frozenset(row.get("fields", ())),
            bool(row.get("shared")),
        )
        for row in document.get("rows", ())
    ]


def plain_table(name: str) -> str:
    """A table's name without the default schema; schemas are joined on as SQLite has them."""
    joined = name.replace(".", "_")
    return next((joined.removeprefix(schema) for schema in _SCHEMAS if joined.startswith(schema)), joined)


def _ends(names: Sequence[str]) -> list[At]:
    return [(plain_table(name.strip().rpartition(".")[0]), name.strip().rpartition(".")[2]) for name in names]


# --- columns ------------------------------------------------------------------------------------------------------


def score_columns(truth: dict[str, Any], scan: Scan) -> Columns:
    """How the scan's columns fare against the truth."""
    personal = category = Rate()
    wrong, missed, miscalled, undetermined = [], [], [], 0
    for at, column in columns_of(truth):
        said = scan.columns.get(at, Said(""))
        found, is_ = said.tier in _FOUND, column["personal"] == "yes"
        undetermined += said.tier == "undetermined"
        personal += Rate(found and is_, found and not is_, is_ and not found)
        named = found and is_ and is_right(said.term, column["is"])
        category += Rate(named, found and not named, is_ and not named)
        if found and not is_:
            wrong.append(at)
        elif is_ and not found:
            missed.append(at)
        elif found and not named:
            miscalled.append(at)
    return Columns(personal, category, undetermined, tuple(wrong), tuple(missed), tuple(miscalled))


def columns_of(truth: dict[str, Any]) -> list[tuple[At, dict[str, Any]]]:
    """The columns that are scored."""
    return [
        ((plain_table(table), name), column)
        for table, spec in truth["tables"].items()
        for name, column in spec["columns"].items()
        if column["personal"] != "either"
    ]


def is_right(term: str, right: Sequence[str]) -> bool:
    """Whether a term is one of these, a kind of one, or what one is a kind of."""
    if term in right or (term in _IDENTIFIER and not _IDENTIFIER.isdisjoint(right)):
        return True
    return term not in _SAYS_NOTHING and any(is_a(term, each) or is_a(each, term) for each in right
        if each not in _SAYS_NOTHING)  # fmt: skip


# --- links --------------------------------------------------------------------------------------------------------


def score_links(truth: dict[str, Any], scan: Scan) -> Rate:
    """How the scan's links fare."""
    rows = {plain_table(name): spec["rows"] for name, spec in truth["tables"].items()}
    joined = _Joined()
    wanted: set[Ends] = set()
    declared: set[Ends] = set()
    for link in truth["links"]:
        for one, other in zip(_ends(link["of"]), _ends(link["to"]), strict=True):
            joined.join(one, other)
            if link["rests"] == "declared":
                declared.add((one, other))
            elif link["rests"] == "undeclared" and rows[one[0]] and rows[other[0]]:
                wanted.add((one, other))
    given = scan.links - declared
    wrong = [pair for pair in given - wanted if not joined.together(*pair)]
    return Rate(len(given & wanted), len(wrong), len(wanted - declared - given))


class _Joined:
    """Which columns the truth joins, by whatever detour."""

    def __init__(self) -> None:
        self._above: dict[At, At] = {}

    def _top(self, at: At) -> At:
        while at in self._above:
            at = self._above[at]
        return at

    def join(self, one: At, other: At) -> None:
        if self._top(one) != self._top(other):
            self._above[self._top(one)] = self._top(other)

    def together(self, one: At, other: At) -> bool:
        return self._top(one) == self._top(other)


# --- rows ---------------------------------------------------------------------------------------------------------


def score_rows(truth: dict[str, Any], person: dict[str, Any], found: Sequence[Found]) -> Rows:
    """How the rows that a search gave for a person fare. A row of a table without a key is named by its number."""
    whole, parts = rows_of(person)
    named = {(each.table, each.key): each for each in found if each.table not in _views(truth)}
    right = [each for place, each in named.items() if place in whole or place in parts]
    taken = sum((each.table, each.key) in parts and not each.shared and not each.fields for each in right)
    return Rows(Rate(len(right), len(named) - len(right), len(whole | parts.keys()) - len(right)), taken)


class Numbers:
    """The numbers of rows in tables without a key, by the cells of the rows."""

    def __init__(self, connection: sqlite3.Connection, truth: dict[str, Any]) -> None:
        self._numbers: dict[str, dict[tuple[str, ...], str]] = {}
        for name, spec in truth["tables"].items():
            if not spec["key"]:
                table = plain_table(name)
                rows = connection.execute(f'SELECT rowid, * FROM "{table}"')
                self._numbers[table] = {tuple(map(_plain, row[1:])): str(row[0]) for row in rows}

    def numbered(self, found: Sequence[Found]) -> list[Found]:
        """The rows that were found, those of tables without a key by their numbers."""
        return [self._one(each) for each in found]

    def _one(self, found: Found) -> Found:
        number = self._numbers.get(found.table, {}).get(tuple(map(_plain, found.key)))
        return found if number is None else replace(found, key=(number,))


def _plain(cell: object) -> str:
    """A cell in one way of writing: `1.50` is 1.5, and octets are what they say."""
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    text = str(cell)
    try:
        return repr(float(text))
    except ValueError:
        return text


def rows_of(
    person: dict[str, Any],
) -> tuple[set[tuple[str, tuple[str, ...]]], dict[tuple[str, tuple[str, ...]], frozenset[str]]]:
    """The rows that are the person's alone, and those in which some fields are hers."""
    whole = {(plain_table(table), tuple(map(str, key))) for table, keys in person["rows"].items() for key in keys}
    parts: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
    for part in person["parts"]:
        place = (plain_table(part["table"]), tuple(map(str, part["key"])))
        parts[place] = parts.get(place, frozenset()) | frozenset(part["fields"])
    return whole, {place: fields for place, fields in parts.items() if place not in whole}


def sample(truth: dict[str, Any], count: int = 40) -> list[dict[str, Any]]:
    """People to search for: the cases, who stand first among the most frequent kind, and others evenly taken."""
    able = [each for each in truth["people"] if len(each["rows"]) > 1
        and any(kind != "name" for kind, _ in each["seeds"])]  # fmt: skip
    kinds = [each["id"].partition(":")[0] for each in able]
    most = max(sorted(set(kinds)), key=kinds.count)
    cases = [each for each, kind in zip(able, kinds, strict=True) if kind == most][: count // 4]
    rest = [each for each in able if each not in cases]
    return cases + rest[:: max(1, len(rest) // (count - len(cases)))][: count - len(cases)]


def _views(truth: dict[str, Any]) -> frozenset[str]:
    return frozenset(plain_table(name) for name in truth["views"])
