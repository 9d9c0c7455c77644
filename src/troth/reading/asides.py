"""Which parts of a sentence only say under which condition, or adds something in passing?

1. What stands in brackets is added in passing.
2. `If ...,`, `Unless ...,`, `Where ...,` before a main clause is its condition, up to the comma before its subject.
3. `... if`, `... unless`, `... until` behind one is a condition, up to the end of its part of the sentence.

What it leaves out: clauses that say why (`because`, `as`), relative clauses, and offers (`if you want to ...`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from troth.reading.model import Span

_BRACKETS = re.compile(r"\([^()]{3,}\)")
_SUBJECT = r"(?=(?:we|you|they|it|our|the|please|this|these|your|no|there|he|she|some|parts)\b)"
_BEFORE = re.compile(
    r"^\W*(?:if|when|whenever|where|unless|should|before|after|once|provided(?: that)?|in case|although|while|until)\b"
    rf"(?:[^;.,]{{4,120}} (?=we (?:may|might|will|can|shall|must|do|use|process|keep|store|delete|collect)\b)|"
    rf"[^;.]{{4,200}}?, {_SUBJECT}|[^,;.]*,)"
)
_OFFERS = re.compile(
    r"^\W*(?:if|when|should) (?:you|users|customers|patients) (?:\w+ )?(?:want|wish|prefer|like|choose|"
    r"decide)\b"
)
_BEHIND = re.compile(
    r"(?<=[\w,):] )(?:only |even |except )?(?:if|unless|until|when|whenever|where|(?<!at )once|provided(?: that)?|"
    r"so that|in case|although|whether|insofar as|as far as|to the extent|"
    r"should (?=(?:a|an|the|our|your|you|we|any|that|it)\b))"
    rf"(?:\b|(?<= ))[^;.]*?(?=[;.]|, {_SUBJECT}|$)"
)


@lru_cache(maxsize=256)
def asides_of(plain_text: str) -> tuple[Span, ...]:
    """The conditions and remarks of a clause, in the order of their beginnings."""
    spans = [Span(*match.span()) for match in _BRACKETS.finditer(plain_text)]
    opening = _BEFORE.match(plain_text)
    begin = 0
    if opening is not None:
        begin = opening.end()
        if _OFFERS.match(plain_text) is None:
            spans.append(Span(*opening.span()))
    spans += [Span(*match.span()) for match in _BEHIND.finditer(plain_text, begin)]
    return tuple(sorted(spans))
