"""Which words look like data or purposes of the vocabulary, and mean something else where they stand?

`In order to` names no order, `a legitimate interest` no interests of the reader, `please address your request` no
address. A found term that such words overlap is passed over. What it leaves out: the reader's `interests`, `orders` and
`address`, which are data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import SlotKind, Span

if TYPE_CHECKING:
    from troth.reading.model import Found

_NOT_DATA = re.compile(
    r"\bin order (?=to|that|for)|\bcourt orders?\b|\b(?:judicial|government|binding|good|working|alphabetical|"
    r"lawful) orders?\b|"
    r"\border(?:s|ed|ing)? (?:it|that|to|of a court)\b|\border to\b|"
    r"\b(?:legitimate|best|vital|public|common|overriding|fundamental|business|national|own|our|their|its|general|"
    r"financial|commercial|copyright|such) interests?\b|\binterests? (?:or|and) (?:\w+ )?(?:rights|freedoms|"
    r"liberties)\b|"
    r"\b(?:rights|freedoms),? (?:or|and) interests?\b|\b(?:of|an|take an|shown? an|express) interest\b|"
    r"\b(?:will|might|may|would|could|can|which|that) interest(?:s|ed)? (?:you|them)\b|\bin (?:the|our|"
    r"your) interests? of\b|"
    r"\binterests? (?:\(|takes?|override|are not|is not|of (?:our|the))|\bin which you may [^.;]{0,12}interest\b|"
    r"\b(?:to|must|please|should|can|may|will|we|and|not|that) address (?=your|the|any|a|this|these|it|you|such|"
    r"them)|"
    r"\b(?:you|we) name\b|\bby name\b|\bin (?:your|our|its|the) name\b|\bname (?:an?|another) (?:agent|person)\b|"
    r"\bto name\b|"
    r"\bcomputer (?:controls|systems?|safeguards|security|networks?)\b|\bgeneral terms of sale\b|"
    r"\bterms of (?:sale|purchase)\b|"
    r"\b(?:condition of|bound to) (?:any|a) purchase\b|\bno purchase\b|\bproducts? (?:we|they) sell\b|"
    r"\b(?:by|via|per) (?:e-?mails?|post|letter|telephone|phone|text message|sms)\b|\b(?:in|at) your age\b|"
    r"\bvideos? (?:work|ads?|clips?)\b|\brewarded videos?\b"
)
_NOT_PURPOSES = re.compile(
    r"\b(?:your|any|the|such) feedback\b|\bfeedback (?:that )?(?:you|is|we|about|on)\b|^\W*feedback\b|"
    r"^\W*demographic (?:information|data)\b|\b(?:collect|gather|ask for|and|some|certain|"
    r"broad) demographic (?:information|data)\b|"
    r"\bservices? provid(?:er|ers)\b|\bon offer\b|\bterms of service\b|\bservice (?:of process|members?)\b"
)


def is_noise(found: Found, plain_text: str) -> bool:
    """Whether what fills a slot is a part of words that mean something else."""
    pattern = _PATTERNS.get(found.slot)
    return pattern is not None and any(
        _overlap(Span(*match.span()), found.at) for match in pattern.finditer(plain_text)
    )


_PATTERNS = {SlotKind.DATA: _NOT_DATA, SlotKind.PURPOSE: _NOT_PURPOSES}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
