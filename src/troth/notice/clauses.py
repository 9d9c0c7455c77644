"""Which clauses does a notice consist of, and what does each do in the text?

From blocks to clauses, in this order:

1. Every block is cut into spans: a heading is one, a bold beginning is one, the rest is cut into sentences.
2. Every span gets a role: provenance (a quote before the first heading that says where the text was taken from),
   navigation (`back to top`), heading (by markup, by a bold line, by its words, by being run in, by standing in a table
   of contents), lead-in (a sentence that introduces what follows), item (the first span of a list item), sentence.
3. Every span gets its number, and with it its id; its headings; the lead-in of its list.

A heading run into a list item heads that item only; one run into a paragraph heads what follows, up to the next. An
entry of a table of contents heads nothing. A table's row is one span, and its column heads head it; a cell that is a
block of its own has the head of its column. A term leads into its description. Lines without bullets below a lead-in
are a list, as long as none of them stops and no blank line comes between.

What it leaves out: what a clause means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.notice.blocks import Block, BlockKind, Visible
from troth.notice.digests import digest_words, fold_space
from troth.notice.headings import (
    has_finite_verb,
    reads_as_bold_heading,
    reads_as_heading,
    reads_as_run_in,
    words_of,
)
from troth.notice.listed import listed_lines
from troth.notice.model import Clause, ClauseRole
from troth.notice.sentences import split_sentences
from troth.words import ClauseId

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAVIGATION = re.compile(
    r"[\W_]*(?:(?:back|return|go|jump|scroll)(?: back)? to (?:the )?(?:top|contents|table of contents|home ?page|start|"
    r"previous page)(?: of (?:the |this )?page)?|top(?: of (?:the |this )?page)?|skip to (?:the )?(?:main )?content|"
    r"skip navigation|print(?: this page| this policy)?|next(?: page)?|previous(?: page)?|home|menu|close|"
    r"share this page|expand all|collapse all|show (?:more|less)|download (?:as )?pdf)[\W_]*",
    re.IGNORECASE,
)
_PROVENANCE = re.compile(
    r"\b(?:archived?|snapshot|extracted|retrieved|transcribed|captured|cached|reproduc\w+|copied|"
    r"(?:obtained|taken) from)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|on this page|in this (?:policy|notice|statement)|quick links|index)\W*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\W*(?:in (?:short|brief|summary)|(?:please )?note(?: that)?|summary|important|tl;dr|(?:for )?example)\W*",
    re.IGNORECASE,
)
"""Stressed words that open a sentence and head nothing."""

_INTRODUCES = re.compile(r"\b(?:the following|as follows|listed below|set out below)\b", re.IGNORECASE)
_LONGEST_NAVIGATION = 60
_BOLD_LEVEL, _RUN_IN_LEVEL = 7, 8
_TITLE_LEVEL, _CAPITALS_LEVEL, _APART_LEVEL, _ATTACHED_LEVEL = 1, 2, 3, 4


@dataclass(slots=True)
class _Draft:
    """A clause that is being decided on. `level` is 0 for a heading that heads nothing."""

    block: int
    start: int
    end: int
    text: str
    role: ClauseRole
    first: bool
    last: bool
    level: int = 0
    only_item: bool = False


def clauses_of(blocks: Sequence[Block], source: str) -> tuple[Clause, ...]:
    """The clauses of the blocks, numbered from `s1`."""
    visible = [Visible(block) for block in blocks]
    unmarked = not any(
        block.kind is BlockKind.HEADING or _bold_heading(seen) for block, seen in zip(blocks, visible, strict=True)
    )
    drafts: list[_Draft] = []
    for index, (block, seen) in enumerate(zip(blocks, visible, strict=True)):
        drafts += _cut(index, block, seen, source)
    by_block = _by_block(drafts, len(blocks))
    listed = listed_lines(blocks, [[draft.text for draft in drafts_of] for drafts_of in by_block])
    _mark_headings(blocks, visible, by_block, unmarked=unmarked, listed=listed)
    _mark_contents(blocks, visible, by_block)
    _mark_around(blocks, drafts)
    _mark_lead_ins(blocks, by_block)
    return _numbered(blocks, drafts, listed)


def _by_block(drafts: list[_Draft], count: int) -> list[list[_Draft]]:
    grouped: list[list[_Draft]] = [[] for _ in range(count)]
    for draft in drafts:
        grouped[draft.block].append(draft)
    return grouped


def _bold_heading(seen: Visible) -> bool:
    lead = seen.bold_lead()
    return 0 < lead == len(seen.text.rstrip()) and reads_as_bold_heading(seen.text)


# --- 1. spans -----------------------------------------------------------------------------------------------------


def _cut(index: int, block: Block, seen: Visible, source: str) -> list[_Draft]:
    """The spans of one block, with the role that the block alone gives them."""
    if block.kind in (BlockKind.HEADING, BlockKind.HEADER_CELL, BlockKind.ROW):
        text = seen.text
        ranges = [(len(text) - len(text.lstrip()), len(text.rstrip()))]
    else:
        ranges = _ranges(seen)
    drafts: list[_Draft] = []
    for number, (begin, stop) in enumerate(ranges):
        first, last = number == 0, number == len(ranges) - 1
        start = block.start if first else _start(seen, begin, source)
        end = block.end if last else _end(seen, stop, source)
        role = ClauseRole.SENTENCE
        if block.kind in (BlockKind.HEADING, BlockKind.HEADER_CELL):
            role = ClauseRole.HEADING
        elif block.kind is BlockKind.ITEM and first:
            role = ClauseRole.ITEM
        drafts.append(_Draft(index, start, end, fold_space(seen.text[begin:stop]), role, first, last, block.level))
    return drafts


def _ranges(seen: Visible) -> list[tuple[int, int]]:
    """Sentences; a bold beginning that reads as a heading is a span of its own."""
    text = seen.text
    lead = seen.bold_lead()
    if lead and text[lead:].strip() and _is_bold_run_in(text[:lead], text[lead:]):
        offset = lead
        if text[lead : lead + 1] in (":", "."):
            offset += 1
        rest = [(begin + offset, stop + offset) for begin, stop in split_sentences(text[offset:])]
        if rest:
            return [(len(text) - len(text.lstrip()), offset), *rest]
    return split_sentences(text)


def _is_bold_run_in(lead: str, rest: str) -> bool:
    if _REMARK.fullmatch(lead):
        return False
    stops = lead.rstrip()[-1] in ".:?!" or rest.startswith((":", "."))
    goes_on = rest.lstrip(" \t\n\u00a0:.")[:1]
    return (
        bool(goes_on)
        and not goes_on.islower()
        and (rest[0].isspace() or stops)
        and (reads_as_bold_heading(lead) and (stops or len(words_of(lead)) > 1))
    )


def _start(seen: Visible, begin: int, source: str) -> int:
    """Where a span begins that is not a block's first: behind the white space before it, its markup included."""
    start = seen.source_end(begin - 1) if begin else seen.source_start(begin)
    limit = seen.source_start(begin)
    while start < limit and source[start].isspace():
        start += 1
    return min(start, limit)


def _end(seen: Visible, stop: int, source: str) -> int:
    """Where a span ends that is not a block's last: before the white space behind it, its markup included."""
    if seen.text[stop].isspace():
        end = seen.source_start(stop)
        limit = seen.source_end(stop - 1)
        while end > limit and source[end - 1].isspace():
            end -= 1
        return max(end, limit)
    return seen.source_end(stop - 1)


# --- 2. roles -----------------------------------------------------------------------------------------------------


def _mark_headings(
    blocks: Sequence[Block],
    visible: list[Visible],
    by_block: list[list[_Draft]],
    *,
    unmarked: bool,
    listed: frozenset[int],
) -> None:
    """Headings that are no headings by markup: bold lines, run-ins, and lines that read as one where none is marked."""
    titled = False
    for index, (block, drafts) in enumerate(zip(blocks, by_block, strict=True)):
        if not drafts or block.label or block.kind in (BlockKind.HEADING, BlockKind.HEADER_CELL, BlockKind.ROW):
            continue
        head = drafts[0]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        inside = following is not None and bool(block.items) and block.items[-1] in following.items
        if len(drafts) > 1:
            if _is_run_in(block, visible[index], head):
                head.role, head.level = ClauseRole.HEADING, _RUN_IN_LEVEL
                head.only_item = bool(block.items)
        elif _bold_heading(visible[index]) and following is not None:
            head.role, head.level, head.only_item = ClauseRole.HEADING, _BOLD_LEVEL, inside
        elif (
            unmarked
            and index not in listed
            and following is not None
            and _is_line_heading(block, following, by_block, index)
        ):
            head.role = ClauseRole.HEADING
            head.level = _line_level(block, head.text, titled=titled)
            titled = True


def _is_run_in(block: Block, seen: Visible, head: _Draft) -> bool:
    if block.continues or block.kind is BlockKind.CELL:
        return False
    lead = seen.bold_lead()
    bold = lead > 0 and fold_space(seen.text[: lead + 1]) in (
        head.text,
        head.text + fold_space(seen.text[lead : lead + 1]),
    )
    return (bold and reads_as_bold_heading(head.text)) or reads_as_run_in(head.text)


def _is_line_heading(block: Block, following: Block, by_block: list[list[_Draft]], index: int) -> bool:
    """A line that reads as a heading and stands where one can: before something that it may head."""
    head = by_block[index][0]
    if block.continues or block.quoted or block.kind is BlockKind.CELL:
        return False
    if block.kind is BlockKind.ITEM and not (
        block.numbered and (following.subnumbered or _is_text_below(head, following)) and not block.subnumbered
    ):
        return False
    if block.kind is BlockKind.TEXT and block.items:
        return False
    before = by_block[index - 1][-1] if index and by_block[index - 1] else None
    if before and before.text.endswith(":") and before.role is not ClauseRole.HEADING:
        return False  # what a lead-in leads into
    if not head.text.endswith(":"):
        return reads_as_heading(head.text)
    return (
        following.kind is not BlockKind.ITEM
        and reads_as_heading(head.text.rstrip(": "))
        and not has_finite_verb(words_of(head.text))
    )


def _is_text_below(head: _Draft, following: Block) -> bool:
    """Whether text follows that no list holds; below a line in capitals it may be indented."""
    return following.kind is BlockKind.TEXT and (not following.items or head.text.isupper())


def _line_level(block: Block, text: str, *, titled: bool) -> int:
    if not titled:
        return _TITLE_LEVEL
    if text.upper() == text:
        return _CAPITALS_LEVEL
    return _ATTACHED_LEVEL if block.attached else _APART_LEVEL


def _mark_contents(blocks: Sequence[Block], visible: list[Visible], by_block: list[list[_Draft]]) -> None:
    """Entries of a table of contents are headings that head nothing."""
    contents = 0
    for block, seen, drafts in zip(blocks, visible, by_block, strict=True):
        if not drafts:
            continue
        if drafts[0].role is ClauseRole.HEADING and _CONTENTS.fullmatch(drafts[0].text):
            contents = -1
            continue
        if contents == -1 and block.kind is BlockKind.ITEM:
            contents = block.list_id
        if contents and block.kind is BlockKind.TEXT and len(drafts) == 1 and seen.is_jump():
            drafts[0].role, drafts[0].level = ClauseRole.HEADING, 0
            continue
        listed = contents and block.items and (block.list_id == contents or len(block.items) > 1)
        if not listed and contents:
            contents = 0
        if block.kind is BlockKind.ITEM and len(drafts) == 1 and (listed or seen.is_jump()):
            drafts[0].role, drafts[0].level = ClauseRole.HEADING, 0


def _mark_around(blocks: Sequence[Block], drafts: list[_Draft]) -> None:
    """Provenance before the first heading, navigation anywhere."""
    headed = False
    provenance: set[int] = set()
    for draft in drafts:
        block = blocks[draft.block]
        if not headed and block.quoted and _PROVENANCE.search(draft.text):
            provenance.add(draft.block)
        headed = headed or draft.role is ClauseRole.HEADING
        alone = draft.first and draft.last and block.kind is not BlockKind.HEADING
        if alone and len(draft.text) <= _LONGEST_NAVIGATION and _NAVIGATION.fullmatch(draft.text):
            draft.role, draft.level = ClauseRole.NAVIGATION, 0
    for draft in drafts:
        if draft.block in provenance:
            draft.role, draft.level = ClauseRole.PROVENANCE, 0


def _mark_lead_ins(blocks: Sequence[Block], by_block: list[list[_Draft]]) -> None:
    for index, drafts in enumerate(by_block[:-1]):
        if not drafts or drafts[-1].role not in (ClauseRole.SENTENCE, ClauseRole.ITEM):
            continue
        following = by_block[index + 1]
        if not following or following[0].role in (ClauseRole.NAVIGATION, ClauseRole.PROVENANCE):
            continue
        if blocks[index].label and not drafts[-1].text.endswith((".", "!")):
            drafts[-1].role = ClauseRole.LEAD_IN
            continue
        opens_list = _opens_list(blocks[index], blocks[index + 1])
        if _introduces(drafts[-1].text, opens_list=opens_list) and (
            opens_list or (following[0].role is not ClauseRole.HEADING and blocks[index + 1].kind is not BlockKind.ITEM)
        ):
            drafts[-1].role = ClauseRole.LEAD_IN


def _opens_list(block: Block, following: Block) -> bool:
    """Whether the following block is the first item of a list that this block could introduce."""
    return (
        following.kind is BlockKind.ITEM
        and following.list_id != block.list_id
        and len(following.items)
        > len(block.items)
        - (block.kind is BlockKind.TEXT and bool(block.items) and block.items[-1] not in following.items)
    )


def _introduces(text: str, *, opens_list: bool) -> bool:
    bare = text.rstrip(" –—-\"'”’*_")  # noqa: RUF001 -- dashes and quotes are meant
    if bare.endswith(":"):
        return True
    return opens_list and (bare[-1:].isalnum() or _INTRODUCES.search(text) is not None)


# --- 3. numbers, headings, lead-ins -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Headed:
    level: int
    id: ClauseId
    item: int


@dataclass(slots=True)
class _Above:
    """What stands above the clause that is being numbered: open headings, and the lead-ins of lists and paragraphs."""

    headings: list[_Headed] = field(default_factory=list)
    lists: dict[int, ClauseId | None] = field(default_factory=dict)
    list_of: dict[int, int] = field(default_factory=dict)
    columns: dict[int, list[tuple[int, ClauseId]]] = field(default_factory=dict)
    waiting: ClauseId | None = None
    introduced: ClauseId | None = None

    def enter(self, block: Block, *, listed: bool) -> None:
        """Let a new block take up the lead-in that waits, for its list or for itself and what goes on with it."""
        if block.kind is BlockKind.ITEM:
            self.lists.setdefault(block.list_id, self.waiting)
            self.list_of[block.items[-1]] = block.list_id
        if self.waiting or not (block.continues or listed):
            self.introduced = self.waiting
        self.waiting = None
        while self.headings and self.headings[-1].item and self.headings[-1].item not in block.items:
            self.headings.pop()

    def heads(self, block: Block) -> tuple[ClauseId, ...]:
        """The headings above a block, and the heads of its columns."""
        columns = self.columns.get(block.table, []) if block.table else []
        if block.kind is BlockKind.CELL:
            columns = [(column, id_) for column, id_ in columns if column == block.column]
        elif block.kind is not BlockKind.ROW:
            columns = []
        return (*(headed.id for headed in self.headings), *(id_ for _, id_ in columns))

    def lead_in(self, block: Block) -> ClauseId | None:
        """The lead-in of the innermost list that a block stands in, or its own."""
        if block.items:
            return self.lists.get(self.list_of.get(block.items[-1], 0))
        return self.introduced


def _numbered(blocks: Sequence[Block], drafts: list[_Draft], listed: frozenset[int]) -> tuple[Clause, ...]:
    above = _Above()
    clauses: list[Clause] = []
    for number, draft in enumerate(drafts, start=1):
        block = blocks[draft.block]
        id_ = ClauseId(f"s{number}")
        if draft.first:
            above.enter(block, listed=draft.block in listed)
        heads = draft.role is ClauseRole.HEADING and draft.level > 0
        while heads and above.headings and above.headings[-1].level >= draft.level:
            above.headings.pop()
        headings = above.heads(block)
        lead_in = None if draft.role in _STAND_ALONE else above.lead_in(block)
        digest = digest_words(draft.text)
        clauses.append(Clause(id_, draft.role, draft.start, draft.end, draft.text, digest, headings, lead_in))
        if block.kind is BlockKind.HEADER_CELL and block.table:
            above.columns.setdefault(block.table, []).append((block.column, id_))
        if heads:
            above.headings.append(_Headed(draft.level, id_, block.items[-1] if draft.only_item else 0))
        if draft.role is ClauseRole.LEAD_IN and draft.last:
            above.waiting = id_
    return tuple(clauses)


_STAND_ALONE = (ClauseRole.NAVIGATION, ClauseRole.PROVENANCE)
