"""What became of each sentence of the notice, at a glance?

1. The board shows the notice in its own order: a band for each section, a cell for each sentence that promises.
2. Filters take cells away and never change what a count over the whole notice says.
3. The table is the same, a row for each sentence, to be sorted and read out.
4. What is asked for stands in the address of the page, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from troth.report.promises import PromiseState
from troth.web.console.pages.paging import Part, link, number_of, part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.notice import Notice
    from troth.report.promises import Promise, PromiseTable
    from troth.words import ClauseId

STATES = tuple(PromiseState)
ROWS = 50
"""Rows of the table on a page."""
_LABELLED = 180
"""Cells up to which each carries its sentence: beyond, the page would grow past 100 kB."""
_MOST_CELLS = 350
"""Cells beyond which a board would grow past 100 kB even so: then its sentences are shown as a table."""
_SHORT = 70
_SORTS = ("number", "section", "state")
_LEAST = 2
"""Letters from which a search is one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for; empty where it asks for nothing in particular."""

    state: str = ""
    kind: str = ""
    section: str = ""
    search: str = ""
    view: str = "board"
    sort: str = "number"
    falling: bool = False
    page: int = 1
    version: str = ""

    def as_query(self) -> dict[str, str]:
        """The names and values of its address, without the page's number."""
        return {
            "version": self.version,
            "state": self.state,
            "kind": self.kind,
            "section": self.section,
            "q": self.search,
            "view": "" if self.view == "board" else self.view,
            "sort": "" if self.sort == "number" else self.sort,
            "order": "falling" if self.falling else "",
        }

    @property
    def filters(self) -> bool:
        """Whether some sentences are left out."""
        return bool(self.state or self.kind or self.section or self.search)


@dataclass(frozen=True, slots=True)
class Count:
    """How many sentences are in a state."""

    state: PromiseState
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One sentence. `label` is what a reader of the cell alone is told; `kinds` those of the elements that carry it."""

    clause: ClauseId
    number: int
    state: PromiseState
    label: str
    text: str
    section: str
    kinds: tuple[str, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A section of the notice: its heading, its cells that are shown, and the counts of all it has."""

    section: str
    heading: str
    cells: tuple[Cell, ...]
    counts: tuple[Count, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter: what it is called, whether it is asked for, and how many sentences it would show."""

    value: str
    text: str
    chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by: the link that does, and how it is sorted now (`ascending`, `descending` or empty)."""

    name: str
    title: str
    link: str
    now: str


@dataclass(frozen=True, slots=True)
class Board:
    """The promise board: `bands`, or `rows` where the table is asked for or the board `is_too_large`."""

    asked: Asked
    counts: tuple[Count, ...]
    total: int
    shown: int
    is_too_large: bool
    bands: tuple[Band, ...]
    rows: Part[Cell]
    states: tuple[Option, ...]
    kinds: tuple[Option, ...]
    sections: tuple[Option, ...]
    sorts: tuple[Sort, ...]

    @property
    def board_link(self) -> str:
        """The same sentences as a board."""
        return link(self.asked.as_query(), view="", sort="", order="")

    @property
    def table_link(self) -> str:
        """The same sentences as a table."""
        return link(self.asked.as_query(), view="table")

    @property
    def query(self) -> str:
        """The rest of the address, for the links to other pages of the table."""
        shown = link(self.asked.as_query())
        return shown if shown == "?" else f"{shown}&"


def asked_of(query: Mapping[str, str]) -> Asked:
    """What an address asks for; what it cannot mean is as if it were not there."""
    sort = query.get("sort", "")
    search = " ".join(query.get("q", "").split())[:100]
    return Asked(
        state=next((state.value for state in STATES if state.value == query.get("state")), ""),
        kind=query.get("kind", "")[:40],
        section=query.get("section", "")[:12],
        search=search if len(search) >= _LEAST else "",
        view="table" if query.get("view") == "table" else "board",
        sort=sort if sort in _SORTS else "number",
        falling=query.get("order") == "falling",
        page=number_of(query.get("page", "")),
        version=query.get("version", "")[:100],
    )


def board(notice: Notice, table: PromiseTable, asked: Asked) -> Board:
    """The board of a notice, as it was asked for."""
    headings = {str(clause.id): clause.text for clause in notice.clauses}
    is_large = len(table.promises) > _LABELLED
    cells = [_cell(promise, headings, is_large=is_large) for promise in table.promises]
    sections = [promise.clause.headings[-1] if promise.clause.headings else "" for promise in table.promises]
    placed = list(zip(sections, cells, strict=True))
    shown = [cell for section, cell in placed if _fits(cell, section, asked)]
    is_board = asked.view == "board" and len(shown) <= _MOST_CELLS
    kinds = Counter(kind for cell in cells for kind in cell.kinds)
    in_section = Counter(sections)
    return Board(
        asked=asked,
        counts=_counts(cells),
        total=len(cells),
        shown=len(shown),
        is_too_large=asked.view == "board" and not is_board,
        bands=tuple(_bands(placed, set(map(id, shown)), headings)) if is_board else (),
        rows=part([] if is_board else _sorted(shown, asked), asked.page, ROWS),
        states=tuple(
            Option(each.state.value, each.state.value, asked.state == each.state.value, each.count)
            for each in _counts(cells)
        ),
        kinds=tuple(Option(kind, kind, asked.kind == kind, count) for kind, count in sorted(kinds.items())),
        sections=tuple(
            Option(id_, _heading(id_, headings), asked.section == id_, in_section[id_])
            for id_ in dict.fromkeys(sections)
        ),
        sorts=tuple(_sort(name, asked) for name in _SORTS),
    )


def _cell(promise: Promise, headings: Mapping[str, str], *, is_large: bool) -> Cell:
    clause = promise.clause
    label = f"{clause.id}, {promise.state.value}"
    return Cell(
        clause=clause.id,
        number=clause.number,
        state=promise.state,
        label=label if is_large else f"{label}: {_shortened(clause.text)}",
        text=clause.text,
        section=_heading(clause.headings[-1] if clause.headings else "", headings),
        kinds=tuple(dict.fromkeys(address.partition(".")[0] for address in promise.elements)),
        elements=promise.elements,
    )


def _heading(section: str, headings: Mapping[str, str]) -> str:
    return headings.get(section, "") or "Before the first heading"


def _fits(cell: Cell, section: str, asked: Asked) -> bool:
    return (
        (not asked.state or cell.state.value == asked.state)
        and (not asked.kind or asked.kind in cell.kinds)
        and (not asked.section or section == asked.section)
        and (not asked.search or asked.search.casefold() in cell.text.casefold())
    )


def _bands(placed: Sequence[tuple[str, Cell]], shown: set[int], headings: Mapping[str, str]) -> list[Band]:
    """The sections in the order of the text; those without a cell to show are left out."""
    found = []
    for section, group in groupby(placed, key=lambda pair: pair[0]):
        cells = [cell for _, cell in group]
        kept = tuple(cell for cell in cells if id(cell) in shown)
        if kept:
            found.append(Band(section, _heading(section, headings), kept, _counts(cells), len(cells)))
    return found


def _counts(cells: Sequence[Cell]) -> tuple[Count, ...]:
    counted = Counter(cell.state for cell in cells)
    return tuple(Count(state, counted[state]) for state in STATES)


def _sorted(cells: list[Cell], asked: Asked) -> list[Cell]:
    keys = {
        "number": lambda cell: (cell.number,),
        "section": lambda cell: (cell.section.casefold(), cell.number),
        "state": lambda cell: (STATES.index(cell.state), cell.number),
    }
    return sorted(cells, key=keys[asked.sort], reverse=asked.falling)


def _sort(name: str, asked: Asked) -> Sort:
    is_now = asked.sort == name
    falls = is_now and not asked.falling
    where = link(asked.as_query(), sort=name if name != "number" else "", order="falling" if falls else "")
    now = ("descending" if asked.falling else "ascending") if is_now else ""
    return Sort(name, {"number": "No.", "section": "Section", "state": "State"}[name], where, now)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
