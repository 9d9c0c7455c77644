"""Which words does a notice define, and what do they stand for?

`We call this information "X"`, `... ("X")`, `"X" means ...`, `X - any information ...` below a heading of definitions.
What a notice defines overrides what the vocabulary says of the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import DefinedTerm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.reading.context import Seen

_QUOTED = r"[\"\u201c\u201d\u2018'](?P<term>[^\"\u201c\u201d\u2019]{2,60}?)[\"\u201d\u201c\u2019']"
_PATTERNS = (
    re.compile(
        r"\b(?:we (?:call|refer to)|(?:collectively|together),?(?: referred to as)?|referred "
        rf"to (?:herein )?as|known as|called)\b[^\"\u201c]{{0,80}}{_QUOTED}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\((?:(?:collectively|together|hereinafter|hereafter|the|our|each,? an?|referred to "
        rf"as),? )*{_QUOTED}[^)]{{0,40}}\)",
        re.IGNORECASE,
    ),
    re.compile(rf"^\W*{_QUOTED}\s+(?:means?|refers? to|is|are|shall mean|includes?)\b", re.IGNORECASE),
)
_DASHED = re.compile(
    r"^\W*(?P<term>[A-Z][\w/ ]{1,40}?) (?:\u2013|-|\u2014|:) (?P<means>(?:any|a|an|the|data|information)\b.*)$"
)
_MEANS = re.compile(r"\b(?:means?|refers? to|shall mean|is|are)\b(?P<means>.*)$", re.IGNORECASE | re.DOTALL)


def defined_terms(seens: Sequence[Seen]) -> Iterator[DefinedTerm]:
    """The terms in the order of the text, each where it is first defined."""
    known: set[str] = set()
    for seen in seens:
        for term, means, span in _in(seen):
            folded = term.strip(" .,").lower()
            if folded and folded not in known:
                known.add(folded)
                yield DefinedTerm(term.strip(" .,"), means.strip(), seen.clause.id, span)


def _in(seen: Seen) -> Iterator[tuple[str, str, Span]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(seen.text):
            before = seen.text[: match.start()]
            behind = _MEANS.search(seen.text, match.end("term")) if pattern is _PATTERNS[-1] else None
            yield match["term"], behind["means"] if behind else before, Span(*match.span("term"))
    if "definition" in seen.section:
        dashed = _DASHED.match(seen.text)
        if dashed is not None:
            yield dashed["term"], dashed["means"], Span(*dashed.span("term"))
