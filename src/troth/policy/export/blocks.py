"""Which clauses of a notice stand together: one paragraph, one list, one heading?

For whoever sets the text again, beside other things, and wants it to stay the document it was.

1. Sentences and lead-ins of one paragraph stay one paragraph. What belongs together is read from the text between the
   clauses: an empty line, or the end of a block of HTML, parts two.
2. Items stay lists, numbered ones numbered.
3. A heading in a numbered list is a line of the notice's own table of contents, not a heading of its text.

What it leaves out: what is said about the clauses, and the markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.notice.model import Clause, Notice

_APART = re.compile(r"\n[ \t>]*\r?\n|</?(?:p|div|li|ul|ol|td|tr|section|article|h[1-6]|blockquote|br)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\n)[ \t]*(?:\d+|[a-z])[.)][ \t]*$")


class BlockKind(StrEnum):
    """What a run of clauses is in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list. `items` has one member for a heading or paragraph, one an item for a list."""

    kind: BlockKind
    items: tuple[tuple[Clause, ...], ...]


def blocks(notice: Notice) -> tuple[Block, ...]:
    """The notice as headings, paragraphs and lists, in the order of the text; each clause stands in exactly one."""
    found = []
    for kind, group in groupby(_paragraphs(notice), key=lambda each: _kind(each[0], notice.source)):
        items = tuple(group)
        if kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            found += [Block(kind, (item,)) for item in items]
        else:
            found.append(Block(kind, items))
    return tuple(found)


def _paragraphs(notice: Notice) -> Iterable[tuple[Clause, ...]]:
    """Clauses that stand in one paragraph or one item, together."""
    found: list[list[Clause]] = []
    for clause in notice.clauses:
        before = found[-1][-1] if found else None
        flows = clause.role in (ClauseRole.SENTENCE, ClauseRole.LEAD_IN)
        joins = flows and before is not None and before.role not in (ClauseRole.HEADING, ClauseRole.NAVIGATION)
        if joins and before is not None and not _APART.search(notice.source[before.end : clause.start]):
            found[-1].append(clause)
        else:
            found.append([clause])
    return map(tuple, found)


def _kind(first: Clause, source: str) -> BlockKind:
    """What the paragraph that begins with this clause is."""
    numbered = bool(_NUMBERED.search(source[max(0, first.start - 8) : first.start]))
    if first.role is ClauseRole.HEADING:
        is_line = numbered and not source[first.start : first.end].startswith(("#", "<h"))
        return BlockKind.CONTENTS if is_line else BlockKind.HEADING
    if first.role is ClauseRole.ITEM:
        return BlockKind.NUMBERS if numbered else BlockKind.BULLETS
    return BlockKind.PARAGRAPH
