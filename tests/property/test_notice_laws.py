"""What holds of reading for every text?"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from troth.errors import TrothError
from troth.notice import Clause, Format, Notice, read_notice
from troth.notice.difference import ChangeKind, anchor, compare, render_text
from troth.notice.sentences import split_sentences
from troth.notice.tags import TokenKind, read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from _typeshed import TraceFunction

PIECES = [
    "We keep it. ", "Inc. ", "e.g. ", "a", "B", "1. ", "(b) ", "- ", "* ", "• ", "> ", "# ", "### ", "**", "*",
    "_", "`", "~~", "[", "](", ")", "]: x", "![", "<p>", "</p>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<br>",
    "<nav>", "</nav>", "<main>", "<!--", "-->", "<script>", "</script>", "<td>", "<h2>", "</h2>",
    "<a href='#x'>", "&amp;", "&", "<", ">", "|", "|---|", "\n", "\n\n", "\r\n", "\t", "  \n", "    ", "\\",
    "---\n", "===\n", ":", ": ", ";", "“", "”", "(", ")", "...", "?", "!", "\u00a0", "May 17, 2012",
    "effective ", "\u2028", "\f", "ß", "İ", "。", "\ud800",
    "</li>", "<ol>", "</main>", "<header>", "</header>", "<p hidden>", "<div role=main>", "</div>", "<dl><dt>",
    "<option>", "<table>", "</table>", "<tr>", "</tr>", "<th>", "</th>", "<dd>", "<div class=menu>",
    "<div class=title>",
    "<span style='font-weight:bold'>", "</span>", "<button aria-controls=x>", "</button>", "<div id=x hidden>", "<p>- ",
    "<span style=font-weight:bold>", "<footer>", "</footer>", "<article>", "</article>", "<details>", "<summary>",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
FORMATS = st.sampled_from(Format)
NUMBERING = re.compile(r"\(?(?:[0-9.]+|[a-z]|[ivxl]+)[.)]*\Z")
SENTENCE = "We keep the data. "


def read(text: str, format_: Format | None = None) -> Notice | TrothError:
    try:
        return read_notice(text, format=format_)
    except TrothError as refusal:
        return refusal


def clauses(text: str, format_: Format | None = None) -> tuple[Clause, ...]:
    found = read(text, format_)
    return found.clauses if isinstance(found, Notice) else ()


@given(TEXTS, FORMATS)
@settings(max_examples=400)
@example("# a #", Format.MARKDOWN)
@example("|a|\n|-|\nb|", Format.MARKDOWN)
@example("a<nav>b", Format.HTML)
@example("\r0", Format.HTML)
@example("<li></ul>0", Format.HTML)
@example("0 \\", Format.MARKDOWN)
@example("```\n  0", Format.MARKDOWN)
@example("0\r\\", Format.MARKDOWN)
def test_spans_are_in_order_apart_and_inside_the_source(text: str, format_: Format) -> None:
    found = read(text, format_)
    if isinstance(found, TrothError):
        assert found.id.startswith("notice.")
        assert found.help
    end = 0
    for number, clause in enumerate(clauses(text, format_), start=1):
        assert clause.id == f"s{number}"
        assert end <= clause.start < clause.end <= len(text)
        assert not text[clause.start].isspace()
        assert not text[clause.end - 1].isspace()
        assert clause.text
        end = clause.end


@given(TEXTS, FORMATS)
@settings(max_examples=200)
def test_headings_and_lead_ins_stand_before_what_they_head(text: str, format_: Format) -> None:
    for clause in clauses(text, format_):
        above = [int(id_[1:]) for id_ in clause.headings]
        assert above == sorted(set(above))
        assert all(number < clause.number for number in above)
        assert clause.lead_in is None or int(clause.lead_in[1:]) < clause.number


@given(TEXTS, FORMATS)
@settings(max_examples=100)
def test_reading_is_a_function_of_the_text(text: str, format_: Format) -> None:
    one, other = read(text, format_), read(text, format_)
    assert one == other or (isinstance(one, TrothError) and str(one) == str(other))


@given(TEXTS)
@settings(max_examples=300)
def test_every_word_of_a_plain_text_belongs_to_a_clause(text: str) -> None:
    found = clauses(text, Format.TEXT)
    if not found:
        return
    borders = [0, *(border for clause in found for border in (clause.start, clause.end)), len(text)]
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        for left in text[start:end].split():
            assert not any(letter.isalnum() for letter in left) or NUMBERING.match(left.lstrip(">")), f"lost {left!r}"


@given(TEXTS)
@settings(max_examples=300)
def test_every_word_of_a_page_belongs_to_a_clause_or_is_listed_as_left_out(text: str) -> None:
    notice = read(text, Format.HTML)
    if not isinstance(notice, Notice):
        return
    spans = [(clause.start, clause.end) for clause in notice.clauses]
    spans += [(left.start, left.end) for left in notice.left_out]
    for token in read_tokens(text):
        if token.kind is TokenKind.TEXT:
            for place in range(token.start, token.end):
                assert not text[place].isalnum() or any(start <= place < end for start, end in spans), text[place:]


WORDS = st.lists(
    st.sampled_from(["keep", "data", "your", "our", "name", "years", "share", "two", "never", "until", "lawful"]),
    min_size=1,
    max_size=9,
)
PARAGRAPHS = st.lists(WORDS.map(lambda words: "We " + " ".join(words) + "."), min_size=1, max_size=4)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4), st.booleans())
@settings(max_examples=100)
def test_every_word_survives_every_markup(blocks: list[list[str]], listed: bool) -> None:  # noqa: FBT001 -- drawn
    mark, tag = ("* ", "li") if listed else ("", "p")
    sources = {
        Format.TEXT: "\n\n".join(mark + " ".join(block) for block in blocks),
        Format.MARKDOWN: "\n\n".join(
            mark + " ".join(f"**{part[:2]}**{part[2:]}" for part in block) for block in blocks
        ),
        Format.HTML: "".join(f"<{tag}>" + " ".join(f"<i>{part[:-1]}</i>." for part in block) for block in blocks),
    }
    wanted = [part for block in blocks for part in block]
    for format_, source in sources.items():
        assert [clause.text for clause in clauses(source, format_)] == wanted


@given(TEXTS)
@settings(max_examples=200)
def test_sentences_cover_their_block(text: str) -> None:
    ranges = split_sentences(text)
    end = 0
    for start, stop in ranges:
        assert end <= start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


@given(TEXTS, TEXTS)
@settings(max_examples=150)
def test_a_difference_accounts_for_every_clause_of_both_versions_once(old_text: str, new_text: str) -> None:
    old, new = read(old_text), read(new_text)
    if not isinstance(old, Notice) or not isinstance(new, Notice):
        return
    difference = compare(old, new)
    assert sorted(change.old.number for change in difference.changes if change.old) == [c.number for c in old.clauses]
    assert [change.new.number for change in difference.changes if change.new] == [c.number for c in new.clauses]
    for change in difference.changes:
        if change.kind in (ChangeKind.UNCHANGED, ChangeKind.MOVED):
            assert change.old
            assert change.new
            assert change.old.digest == change.new.digest
    assert render_text(difference) == render_text(compare(old, new))


@given(TEXTS)
@settings(max_examples=100)
def test_a_notice_anchors_in_itself_clause_by_clause(text: str) -> None:
    notice = read(text)
    if isinstance(notice, Notice):
        assert all(found.old == found.new for found in anchor(notice, notice))
        assert compare(notice, notice).is_empty


def work(task: Callable[[], object]) -> int:
    """How many lines of Python a task runs: the same on every machine, unlike time."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        task()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize(
    "unit",
    [SENTENCE, "- item\n", "1. a:\n  * b\n", "# H\n\nText.\n\n", "<ul><li>", "<a ", "<!--", "[", "](", "**a ", "`",
     "> ", "(a. B ", "...", "“A. ", "|a", "| a |\n", "&amp;", "<nav>", "<p>", "\\", "[[a](b)", "a:\n\n", "\n",
     "<div class=nav>We keep the data of all who ask. ", "<div hidden>We keep. ", "<b><p>", "<tr><td>a<td>b", "<table>",
     "We keep<br>", "<li><a href=/x>a</a>", "effective May 1, 2012 ", "<dt>a<dd>b", "<p>- a", "<main>We keep it.",
     "<button aria-expanded=false>a</button>", "<div id=a aria-controls=a>"],
)  # fmt: skip
def test_twice_the_text_is_about_twice_the_work(unit: str, format_: Format) -> None:
    once = work(lambda: read(SENTENCE + unit * 150, format_))
    twice = work(lambda: read(SENTENCE + unit * 300, format_))
    assert twice <= 2.3 * once


def test_twice_the_clauses_are_about_twice_the_work_to_compare() -> None:
    def versions(size: int) -> tuple[Notice, Notice]:
        old = " ".join(f"We keep item{i} and thing{i % 7} for {i} days." for i in range(size))
        new = " ".join(f"We hold item{i} and thing{i % 7} for {i + 1} days." for i in range(size))
        return read_notice(old), read_notice(new)

    small, large = versions(300), versions(600)
    assert work(lambda: compare(*large)) <= 2.6 * work(lambda: compare(*small))


@pytest.mark.slow
def test_a_hundred_thousand_list_items_are_read() -> None:
    notice = read_notice("# T\n\nWe keep:\n\n" + "- an item\n" * 100_000)
    assert len(notice.clauses) == 100_002
    assert notice.clauses[-1].lead_in == "s2"
