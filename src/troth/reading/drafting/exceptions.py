"""What takes something out of a denial: `unless`, `except`, `without`, `other than`?

Consent and law become conditions that lift a prohibition. Any other exception is a condition that somebody must vouch
for, and a place in the text (`tail`) in which recipients and purposes may be named. What is taken out as described
elsewhere leaves nothing of the denial: what a notice does not describe is denied anyway.
"""

from __future__ import annotations

import re

from troth.policy.model import Condition
from troth.reading.model import Span

EXCEPTION = re.compile(
    r"\b(?:unless|except(?:ing)?|other than|save(?! time)|apart from|aside from|excluding|until|but only|"
    r"only (?:if|when|where|after|with)|without(?! (?:charge|limit\w*|cost|prejudice|delay)))\b"
)
_CONSENT = re.compile(
    r"\b(?:consent\w*|permission|authori[sz]\w+|approv\w+|opt(?:ed|ing)?[- ]in|agree\w*|ask(?:ed)? (?:us|for|"
    r"that)|ask(?:ed|ing)? (?:you|first)|"
    r"request(?:ed)?|allow(?:ed)? us|allowed it|permit(?:ted)? us|instruct\w*|direct(?:ed)? us|your direction|"
    r"tell us|told us|"
    r"said yes|say yes|choose to|chosen|activated|enabled?|subscri\w+|sign(?:ed)? up|your knowledge|your say-so|"
    r"your okay|your ok)\b"
)
_LAW = re.compile(
    r"\b(?:laws?|lawful\w*|legal\w*|courts?|subpoenas?|warrants?|authorit(?:y|ies)|regulat\w+|statut\w+|"
    r"obliged|compelled|police|required)\b"
)
_DESCRIBED = re.compile(
    r"\b(?:describ|list|set out|set forth|stat|explain|mention|disclos|nam|show|outlin|permit|specif|provid|"
    r"identif|indicat|detail)\w*"
    r" (?:\w+ ){0,3}?(?:here\w*|below|above|this|these|in|by this)\b|\b(?:this|our) (?:privacy )?(?:notice|"
    r"policy|statement)\b"
)
_CONSENTED = Condition("consent", ("opt_in",))
_BY_LAW = Condition("required_by", ("law",))
_STATED = Condition("exception", ("stated",))
_WORD = 8
"""So much of the exception's own words is looked at, too: `only if you agree`."""


def exceptions(text: str, first: int, at: Span) -> tuple[tuple[Condition, ...], Span | None, bool]:
    """What lifts a denial, where its exception stands, and whether that is all that the notice describes."""
    opening = re.match(r"\W*(?:unless|except|other than|without|apart from|save|until)\b", text[at.start :])
    match = EXCEPTION.search(text, first, len(text))
    if opening is not None and (match is None or match.start() > at.end):
        tail = Span(at.start + opening.end(), first)
    elif match is not None and match.start() <= at.end:
        tail = Span(match.end(), len(text) if match.start() >= at.end - 1 else at.end)
    else:
        return (), None, False
    unless, described = conditions_of_exception(text[max(0, tail.start - _WORD) : tail.end])
    return unless or (_STATED,), tail, described


def conditions_of_lead(lead: str) -> tuple[Condition, ...]:
    """The conditions under which a lead-in lifts what its items deny."""
    match = EXCEPTION.search(lead)
    return () if match is None else conditions_of_exception(lead[match.start() :])[0]


def conditions_of_exception(words: str) -> tuple[tuple[Condition, ...], bool]:
    """The conditions that an exception names, and whether it is what the notice describes."""
    found = []
    if _CONSENT.search(words):
        found.append(_CONSENTED)
    if _LAW.search(words):
        found.append(_BY_LAW)
    return tuple(found), _DESCRIBED.search(words) is not None and not found
