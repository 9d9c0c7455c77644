"""What do the readers of text, Markdown and HTML hand on?

1. A notice is a sequence of blocks in the order of the source: headings, paragraphs, list items, a table's rows, or its
   cells where they are long. A hard
   line break ends a block; the next one says that it `continues` it.
2. A block's words are runs: pieces of visible text, each with the range of the source that it stands for. A run whose
   text is as long as its range stands for it character by character; any other (an entity) stands for it as a whole.
3. INVARIANT: blocks are in order and do not overlap; the runs of a block lie inside it, in order, without overlap.

What it leaves out: sentences and roles (`troth.notice.clauses`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What the markup says a block is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"
    ROW = "row"
    HEADER_CELL = "header_cell"


@dataclass(frozen=True, slots=True)
class Run:
    """Visible text and the range of the source it stands for. `jumps` says that it links into the same page."""

    text: str
    start: int
    end: int
    bold: bool = False
    jumps: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `start` includes a bullet, a heading sign, a quote sign, a table's first bar; never an item's number.

    `level` is a heading's level from 1; `items` the numbers of the list items it stands in, outermost first; `list_id`
    the list that an item belongs to; `quoted` marks a block quote, `continues` what follows a hard line break,
    `attached` a block whose next line follows without a blank one, `numbered` an item with a number before it,
    `subnumbered` one with a number of several levels (`2.1`). `label` marks a term before its description. `table` is
    the number of the table that a cell or row belongs to, `column` the place of a cell in its row, from 1.
    """

    kind: BlockKind
    start: int
    end: int
    runs: tuple[Run, ...]
    level: int = 0
    items: tuple[int, ...] = ()
    list_id: int = 0
    quoted: bool = False
    continues: bool = False
    attached: bool = False
    numbered: bool = False
    subnumbered: bool = False
    label: bool = False
    table: int = 0
    column: int = 0


class Visible:
    """A block's words as one string, and the way back from a place in it to the source."""

    __slots__ = ("_begins", "_runs", "text")

    def __init__(self, block: Block) -> None:
        self._runs = block.runs
        self._begins: list[int] = []
        length = 0
        for run in block.runs:
            self._begins.append(length)
            length += len(run.text)
        self.text = "".join(run.text for run in block.runs)

    def source_start(self, place: int) -> int:
        """Where in the source the visible character at `place` begins."""
        index = bisect_right(self._begins, place) - 1
        run = self._runs[index]
        if len(run.text) != run.end - run.start:
            return run.start
        return run.start + place - self._begins[index]

    def source_end(self, place: int) -> int:
        """Where in the source the visible character at `place` ends."""
        index = bisect_right(self._begins, place) - 1
        run = self._runs[index]
        if len(run.text) != run.end - run.start:
            return run.end
        return run.start + place - self._begins[index] + 1

    def bold_lead(self) -> int:
        """How many characters at the beginning are bold; white space between bold runs counts along."""
        length = 0
        for run in self._runs:
            if not run.bold and run.text.strip():
                break
            length += len(run.text)
        return len(self.text[:length].rstrip())

    def is_jump(self) -> bool:
        """True where every word links into the same page, as an entry of a table of contents does."""
        worded = [run for run in self._runs if run.text.strip()]
        return bool(worded) and all(run.jumps for run in worded)
