"""How many words of a notice a second are read into clauses?

The five example notices, one after the other. No peer does the same: beside ours stand a Markdown parser, which finds
blocks and no clauses, and a splitter of sentences, which knows no headings, lists or offsets into a page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bench.race import FULL, AbsentError, Contender, Effort, library, race, skipped
from troth import read_notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.row import Row

NAME = "reading"
READ = "read a notice into clauses"
_EXAMPLES = Path(__file__).parents[1] / "examples"
_WORD = re.compile(r"\S+")


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about half a minute, most of it the sentence splitter's."""
    files = sorted(_EXAMPLES.glob("*/notice.md"))
    texts = [file.read_text(encoding="utf-8") for file in files[: effort.of(len(files), 1)]]
    words = sum(len(_WORD.findall(text)) for text in texts)
    clauses = sum(len(read_notice(text).clauses) for text in texts)
    note = f"{len(texts)} notices, {words:,} words, {clauses:,} clauses; no aim is set"
    contenders = [
        Contender("troth, read_notice", _each(texts, read_notice), 1_000, words, note),
        Contender("limit: one regular expression over the text", _each(texts, _WORD.findall), 1_000, words),
    ]
    absent = []
    for who, make, what in (("markdown-it-py", _blocks, "blocks only"), ("pysbd", _sentences, "sentences only")):
        try:
            contenders.append(Contender(who, _each(texts, make()), 1_000, words, what))
        except AbsentError as missing:
            absent.append(skipped(READ, who, "words/s", str(missing)))
    return [*race(READ, "words/s", contenders, effort), *absent]


def _blocks() -> Callable[[str], object]:
    return cast("Callable[[str], object]", library("markdown_it").MarkdownIt().parse)


def _sentences() -> Callable[[str], object]:
    return cast("Callable[[str], object]", library("pysbd").Segmenter(language="en", clean=False).segment)


def _each(texts: list[str], read: Callable[[str], object]) -> Callable[[int], None]:
    def run(calls: int) -> None:
        for _ in range(calls):
            for text in texts:
                read(text)

    return run
