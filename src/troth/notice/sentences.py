"""Where does one sentence end and the next begin?

`split_sentences` takes the visible text of one block (no markup) and returns ranges. Rules, in order:

1. A sentence can end at `.`, `!`, `?`, an ellipsis or their full-width forms, with the quotes and brackets that close
   behind them, where white space follows; after a full-width stop no white space is needed.
2. It does not end before a lower-case letter or a mark that goes on (`,`, `;`, a dash).
3. It does not end inside brackets or curly quotes that close within the same block, unless they are very long.
4. It does not end after an abbreviation that wants a word behind it (`Mr.`, `e.g.`, a person's initial), nor after one
   that wants a number (`No.`, `Art.`) where a number follows, nor after a number that numbers the sentence itself.
5. After an abbreviation that may also end a sentence (`Inc.`, `etc.`, `U.S.`) it ends where the next word is one that
   begins sentences.

Every non-blank character belongs to exactly one sentence. The work grows with the length of the text.

What it leaves out: line breaks, list items and run-in headings, which the readers and `troth.notice.clauses` decide.
"""

from __future__ import annotations

import re

from troth.notice.lexicon import word_set

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]}›]*+(?=\s)|[。！？]+[」』）”’]*")  # noqa: RUF001 -- full-width stops are meant
_BRACKET = re.compile(r"[()\[\]“”]")
_CLOSES = {")": "(", "]": "[", "”": "“"}
_LONG_BRACKET = 400
"""Characters: whoever puts more than this between brackets is writing sentences there."""

_OPENERS = "\"'“‘«([{¿¡‹*_"  # noqa: RUF001 -- quotes are meant
_TOKEN = 40
"""Characters looked at before a stop: no abbreviation is longer."""

_WANTS_A_WORD = word_set(
    "mr mrs ms mx dr prof st messrs mme rev hon gov sen rep gen col sgt capt vs v e.g i.e eg ie cf viz resp "
    "incl approx esp al d/b/a a/k/a f/k/a"
)
_WANTS_A_NUMBER = word_set(
    "no nos nr art arts sec secs sect par para paras reg regs fig figs pp p pg ch cl vol app ann rec "
    "jan feb mar apr jun jul aug sep sept oct nov dec tel ext"
)
_MAY_END = word_set(
    "inc ltd llc llp co corp plc pty bros dept est etc jr sr ph.d u.s u.k e.u u.n u.s.a a.m p.m am pm "
    "blvd ave rd ste s.a s.r.l b.v n.v d.c"
)
_BEGINS_SENTENCES = word_set(
    "a additionally after all alternatively although also an and any are as at because before both but by can "
    "children cookies data do does each either every examples finally first for from further furthermore generally "
    "he here how however i if in information instead is it its just learn likewise many may meanwhile more moreover "
    "most neither never no nor not note nothing on once one only or other otherwise our out please she similarly "
    "since so some such that the their then there therefore these they this those through thus to under unless "
    "until upon us users we what when where whether which while who why will with within without yes you your"
)
_NUMERAL = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zA-Z]|[ivxlcIVXLC]{1,5})[.)]*")
_MONTH = re.compile(r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\w*\W", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")  # noqa: RUF001 -- the curly apostrophe is meant


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of one block's visible text, as ranges without white space at either end, in order."""
    inside = _enclosed(text)
    ranges: list[tuple[int, int]] = []
    begin = _skip_space(text, 0)
    enclosure = 0
    for stop in _STOP.finditer(text):
        if stop.start() < begin:
            continue
        while enclosure < len(inside) and inside[enclosure][1] <= stop.start():
            enclosure += 1
        if enclosure < len(inside) and inside[enclosure][0] < stop.start():
            continue
        following = _skip_space(text, stop.end())
        if following < len(text) and _ends_sentence(text, begin, stop, following):
            ranges.append((begin, stop.end()))
            begin = following
    end = len(text.rstrip())
    if begin < end:
        ranges.append((begin, end))
    return ranges


def _enclosed(text: str) -> list[tuple[int, int]]:
    """The outermost bracketed and quoted ranges that close, shortened by their closing mark and what stands at it.

    A stop directly before the closing mark still ends the sentence, because the mark closes behind it.
    """
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for mark in _BRACKET.finditer(text):
        sign = mark.group()
        if sign not in _CLOSES:
            opened.append((sign, mark.start()))
        elif opened and opened[-1][0] == _CLOSES[sign]:
            start = opened.pop()[1]
            end = mark.start()
            while end > start and text[end - 1] in ".!?…":
                end -= 1
            if end - start <= _LONG_BRACKET:
                found.append((start, end))
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _ends_sentence(text: str, begin: int, stop: re.Match[str], following: int) -> bool:
    """Whether the stop ends the sentence that began at `begin`, with more text at `following`."""
    opening = following
    while opening < len(text) - 1 and text[opening] in _OPENERS:
        opening += 1
    first = text[opening]
    if first.islower() or first in ",;:–—-/&%|<=>+)":  # noqa: RUF001 -- dashes are meant
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    return _ends_after(_token_before(text, begin, stop.start()), text, opening, begins=begin == stop.start())


def _token_before(text: str, begin: int, stop: int) -> str:
    """The word that the stop stands behind, without opening brackets; empty where it is longer than any we know."""
    token = text[max(begin, stop - _TOKEN) : stop]
    pieces = token.split()
    if not pieces or (len(pieces) == 1 and stop - begin > _TOKEN):
        return ""
    whole = token.lstrip() == pieces[-1] and stop - begin <= _TOKEN
    return ("\n" if whole else "") + pieces[-1].lstrip("([{\"'“‘«")  # noqa: RUF001 -- quotes are meant


def _ends_after(token: str, text: str, opening: int, *, begins: bool) -> bool:
    """Whether a full stop behind `token` ends a sentence; a line feed marks a token that is all there is yet."""
    if begins:
        return False
    word = token.lstrip("\n").casefold()
    if word in _WANTS_A_WORD or (token.startswith("\n") and _NUMERAL.fullmatch(word)):
        return False
    if word in _WANTS_A_NUMBER and text[opening].isdigit():
        return False
    if word.isdigit() and len(word) <= 2 and _MONTH.match(text, opening):  # noqa: PLR2004 -- a day of a month
        return False
    is_initial = len(word) == 1 and word.isalpha() and token.lstrip("\n").isupper()
    if word in _MAY_END or is_initial:
        return _begins_sentence(text, opening)
    return True


def _begins_sentence(text: str, opening: int) -> bool:
    word = _WORD.match(text, opening)
    if word is None:
        return False
    return word.group().casefold().split("’")[0].split("'")[0] in _BEGINS_SENTENCES  # noqa: RUF001 -- an apostrophe
