"""What of a Markdown block's characters is text, and what is markup?

Understood: backslash escapes, code spans, links and images (inline and by reference), automatic links, emphasis by
`*`, `_` and `~~`, tags and character references of HTML (CommonMark 0.31, chapter 6). Markup that does not close is
text. A link without words stands for its address: it says something, and it would otherwise be lost.

Each character is looked at a bounded number of times, whatever the input.

What it leaves out: lines (`troth.notice.lines`); the finer points of CommonMark's rules on nested emphasis, which
change how a text looks and not what it says.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from troth.notice.blocks import Run

_SPECIAL = re.compile(r"\\[!-/:-@\[-`{-~]|`+|!?\[|\]|<|&|\*+|_+|~~")
_TAIL = re.compile(r"\(\s{0,9}(<[^<>\n]{0,2000}>|[^\s()<]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9})"
                   r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s{0,9}\)")  # fmt: skip
_REFERENCE = re.compile(r"\[([^\[\]]{0,300})\]")
_AUTOMATIC = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,100}@[\w.-]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,40}(?:\s[^<>]{0,2000})?/?>")
_WORDED = re.compile(r"\S")
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(slots=True)
class _Findings:
    """Ranges of the joined text: markup to hide, what to show in place of a range, bold text, links into the page."""

    hidden: list[tuple[int, int]] = field(default_factory=list)
    replaced: list[tuple[int, int, str]] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    jumps: list[tuple[int, int]] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)
    emphasis: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def read_inline(source: str, pieces: list[tuple[int, int]], references: frozenset[str]) -> tuple[Run, ...]:
    """The runs of a Markdown block that consists of these ranges of the source, joined by soft line breaks."""
    joined, begins = _join(source, pieces)
    found = _Findings()
    ticks = _ticks(joined)
    place = 0
    while special := _SPECIAL.search(joined, place):
        place = _meet(joined, special, ticks, references, found)
    return _runs(joined, begins, pieces, found)


def read_literally(source: str, pieces: list[tuple[int, int]]) -> tuple[Run, ...]:
    """The runs of a block without inline markup."""
    runs: list[Run] = []
    before = -1
    for start, end in pieces:
        if before >= 0:
            runs.append(Run(" ", before, start))
        runs.append(Run(source[start:end], start, end))
        before = end
    return tuple(runs)


def _join(source: str, pieces: list[tuple[int, int]]) -> tuple[str, list[int]]:
    begins: list[int] = []
    length = 0
    for start, end in pieces:
        begins.append(length)
        length += end - start + 1
    return "\n".join(source[start:end] for start, end in pieces), begins


def _ticks(joined: str) -> dict[int, list[int]]:
    """The places of the runs of back ticks, by length."""
    places: dict[int, list[int]] = defaultdict(list)
    if "`" in joined:
        for run in re.finditer("`+", joined):
            places[len(run.group())].append(run.start())
    return places


def _meet(
    joined: str,
    special: re.Match[str],
    ticks: dict[int, list[int]],
    references: frozenset[str],
    found: _Findings,
) -> int:
    """Take note of one special mark; returns where to look on."""
    sign, start, end = special.group(), special.start(), special.end()
    if sign[0] == "\\":
        found.hidden.append((start, start + 1))
    elif sign[0] == "`":
        places = ticks[len(sign)]
        following = bisect_right(places, start)
        if following < len(places):
            closing = places[following]
            found.hidden += [(start, end), (closing, closing + len(sign))]
            return closing + len(sign)
    elif sign in ("[", "!["):
        found.brackets.append((start, end))
    elif sign == "]":
        return _close_bracket(joined, start, references, found)
    elif sign in ("<", "&"):
        return _meet_hypertext(joined, start, found)
    else:
        _meet_emphasis(joined, sign, start, found)
    return end


def _close_bracket(joined: str, place: int, references: frozenset[str], found: _Findings) -> int:
    if not found.brackets:
        return place + 1
    open_start, open_end = found.brackets.pop()
    tail = _TAIL.match(joined, place + 1)
    target = tail.group(1).strip("<>") if tail else ""
    end = tail.end() if tail else place + 1
    if tail is None:
        label = _REFERENCE.match(joined, place + 1)
        name = (label.group(1) if label else "") or joined[open_end : min(place, open_end + 300)]
        if fold_label(name) not in references:
            return place + 1
        end = label.end() if label else place + 1
    if _WORDED.search(joined, open_end, place):
        found.hidden += [(open_start, open_end), (place, end)]
        if target.startswith("#"):
            found.jumps.append((open_end, place))
    else:
        found.replaced.append((open_start, end, target))
    return end


def fold_label(label: str) -> str:
    """A link label as CommonMark compares them: case-folded, white space collapsed."""
    return " ".join(label.casefold().split())


def _meet_hypertext(joined: str, start: int, found: _Findings) -> int:
    if automatic := _AUTOMATIC.match(joined, start):
        found.hidden += [(start, start + 1), (automatic.end() - 1, automatic.end())]
        return automatic.end()
    if tag := _TAG.match(joined, start):
        found.hidden.append(tag.span())
        return tag.end()
    if character := _CHARACTER.match(joined, start):
        found.replaced.append((*character.span(), html.unescape(character.group())))
        return character.end()
    return start + 1


def _meet_emphasis(joined: str, sign: str, start: int, found: _Findings) -> None:
    """A run of one emphasis sign closes what was opened before it, as far as it can, and opens with what is left."""
    end = start + len(sign)
    before = joined[start - 1] if start else " "
    after = joined[end] if end < len(joined) else " "
    can_open = not after.isspace()
    can_close = not before.isspace()
    if sign[0] == "_":
        can_open, can_close = can_open and not before.isalnum(), can_close and not after.isalnum()
    opened = found.emphasis[sign[0]]
    while can_close and opened and start < end:
        open_start, open_end = opened.pop()
        length = min(open_end - open_start, end - start)
        found.hidden += [(open_end - length, open_end), (start, start + length)]
        if length > 1 and sign[0] != "~":
            found.bold.append((open_end, start))
        if open_end - length > open_start:
            opened.append((open_start, open_end - length))
        start += length
    if can_open and start < end:
        opened.append((start, end))


def _runs(joined: str, begins: list[int], pieces: list[tuple[int, int]], found: _Findings) -> tuple[Run, ...]:
    """Runs in order: what is not hidden, cut at the borders of lines, replacements, bold text and links."""
    cuts = {0, len(joined)}
    for start, end in found.hidden + found.bold + found.jumps + [span[:2] for span in found.replaced]:
        cuts |= {start, end}
    for begin in begins[1:]:
        cuts |= {begin - 1, begin}
    hidden, bold, jumps = _Cover(found.hidden), _Cover(found.bold), _Cover(found.jumps)
    shown = {start: (end, text) for start, end, text in found.replaced}
    replaced = _Cover([span[:2] for span in found.replaced])
    borders = sorted(cuts)
    runs: list[Run] = []
    for start, end in pairwise(borders):
        flags = (bold.covers(start), jumps.covers(start))
        if start in shown:
            to, text = shown[start]
            if text:
                runs.append(Run(text, _source(begins, pieces, start), _source(begins, pieces, to - 1) + 1, *flags))
        elif not replaced.covers(start) and not hidden.covers(start):
            runs.append(_run(joined, begins, pieces, (start, end), flags))
    return tuple(runs)


def _run(
    joined: str,
    begins: list[int],
    pieces: list[tuple[int, int]],
    span: tuple[int, int],
    flags: tuple[bool, bool],
) -> Run:
    start, end = span
    index = bisect_right(begins, start) - 1
    if start == begins[index] + pieces[index][1] - pieces[index][0]:  # the soft line break between two pieces
        return Run(" ", pieces[index][1], pieces[index + 1][0], *flags)
    at = _source(begins, pieces, start)
    return Run(joined[start:end], at, at + end - start, *flags)


def _source(begins: list[int], pieces: list[tuple[int, int]], place: int) -> int:
    index = bisect_right(begins, place) - 1
    return pieces[index][0] + place - begins[index]


class _Cover:
    """Whether a place lies in one of some ranges; asked in rising order, so that all questions together are linear."""

    __slots__ = ("_next", "_ranges", "_to")

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._next = 0
        self._to = 0

    def covers(self, place: int) -> bool:
        """True where `place` lies in a range."""
        while self._next < len(self._ranges) and self._ranges[self._next][0] <= place:
            self._to = max(self._to, self._ranges[self._next][1])
            self._next += 1
        return place < self._to
