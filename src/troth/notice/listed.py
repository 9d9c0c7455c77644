"""Which lines of a plain text are a list, although no bullet says so?

1. A line directly below one that a lead-in (`...:`) leads into goes on with its list; and so does the next one.
2. A line that stops (`.`, `!`, `?`) is the last of its list; a blank line ends it, too.
3. A question, a line in capitals, and a line that reads as the heading of a sentence directly below it are headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.notice.blocks import Block, BlockKind
from troth.notice.headings import asks_or_shouts, has_finite_verb, reads_as_heading, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed_lines(blocks: Sequence[Block], sentences: Sequence[Sequence[str]]) -> frozenset[int]:
    """The numbers of the blocks that go on with such a list; `sentences` are those of each block."""
    found: set[int] = set()
    for index in range(2, len(blocks)):
        opening, before, here = sentences[index - 2 : index + 1]
        if not (opening and before and len(here) == 1 and _goes_on(blocks[index - 1], blocks[index])):
            continue
        opened = opening[-1].endswith(":") or index - 1 in found
        if (
            opened
            and before[-1][-1] not in ".!?"
            and not _is_heading(blocks[index], here[0], sentences[index + 1 : index + 2])
        ):
            found.add(index)
    return frozenset(found)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether two lines of text stand below one another, in no list that is marked."""
    return block.kind is before.kind is BlockKind.TEXT and not block.items and not before.items and before.attached


def _is_heading(block: Block, text: str, following: Sequence[Sequence[str]]) -> bool:
    """Rule 3."""
    if asks_or_shouts(text):
        return True
    if not block.attached or not following or not following[0] or not reads_as_heading(text):
        return False
    below = following[0][0]
    return below.endswith(".") and has_finite_verb(words_of(below))
