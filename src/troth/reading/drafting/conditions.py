"""On which facts does a permission rest, says a clause?

Only conditions that somebody must establish: that the law demands a disclosure, that data are among the assets that
change hands, that a recipient takes on the notice's promises, that somebody believes something in good faith. `If you
write to us` is no such condition: it says when something happens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Condition
from troth.reading.model import Kind

if TYPE_CHECKING:
    from troth.reading.drafting.sense import Sense

_IF = r"\b(?:if|when|whenever|where|insofar as|to the extent(?: that)?|in the event(?: that)?|should|unless)\b"
_DEMANDED = re.compile(
    rf"{_IF}[^.;]{{0,90}}?\b(?:law|legal\w*|oblig\w+|requir\w+|compel\w+|demand\w*|request\w*|orders? (?:it|us)|"
    rf"subpoena\w*)\b"
)
_BELIEVED = re.compile(
    r"\b(?:we|it) (?:\w+ )?(?:believes?|thinks?|considers?|has? (?:a )?good[- ]faith|"
    r"have (?:a )?good[- ]faith)\b|\bgood[- ]faith belief\b|"
    r"\bbelieve in good faith\b|\breason to believe\b"
)
_AMONG_ASSETS = re.compile(r"\b(?:among|one of|part of)\b[^.;]{0,40}\b(?:assets|them|things)\b|\btransferred assets\b")
_ACCEPTS = re.compile(
    r"\b(?:if|provided(?= that| we| they| it| the)|as long as|so long as|on condition|only if|"
    r"subject to)\b[^.;]{0,80}"
    r"\b(?:agree\w*|accept\w*|commit\w*|honou?r\w*|bound|respect\w*|compl\w+|undertak\w+|adhere\w*|abide\w*)\b"
)
_PROVIDED = re.compile(
    r"\bprovided,? (?:always )?(?:that|we|they|you|it|the (?:third|recipient|other|receiving))\b|"
    r"\b(?:on (?:the )?condition(?: that)?|as long as|so long as|but only if|only (?:if|where|when|after))\b"
)
_COMPATIBLE = re.compile(r"\bcompatible with\b")
_BEFOREHAND = re.compile(
    r"\byou\b[^.;]{0,40}\b(?:consent\w*|agree\w*|permission|authori[sz]\w+|ask(?:ed)?|opt)\b|"
    r"\byour (?:\w+ )?(?:consent|agreement|permission|authori[sz]ation)\b"
)
_SHARES = frozenset({Kind.SHARING, Kind.PROCESSOR, Kind.LEGAL_REQUEST, Kind.CORPORATE_EVENT, Kind.TRANSFER, Kind.SALE})


def conditions_of(sense: Sense, kind: Kind) -> tuple[Condition, ...]:
    """What must be established before the permission of a clause holds."""
    if kind not in _SHARES:
        return (Condition("compatibility", ("assessed",)),) if _is_further(sense, kind) else ()
    text = sense.plain
    found: list[Condition] = []
    if kind is Kind.CORPORATE_EVENT:
        if _AMONG_ASSETS.search(text):
            found.append(Condition("among_assets", ("true",)))
    elif kind in (Kind.LEGAL_REQUEST, Kind.SHARING) and _DEMANDED.search(text) and _OF_LAW.search(text):
        found.append(Condition("required_by", ("law", "authority")))
    if kind is not Kind.CORPORATE_EVENT and _BELIEVED.search(sense.whole) and _IF_AT_ALL.search(sense.whole):
        found.append(Condition("believed", ("necessary",)))
    if _ACCEPTS.search(text) and not _BEFOREHAND.search(_behind(text)):
        found.append(Condition("recipient_accepts_policy", ("true",)))
    elif _PROVIDED.search(text) and not found and not _BEFOREHAND.search(_behind(text)):
        found.append(Condition("provided", ("as_stated",)))
    return tuple(found)


_OF_LAW = re.compile(
    r"\b(?:laws?|legal\w*|courts?|authorit\w+|agenc\w+|subpoena\w*|orders?|requisition|obliged|compelled)\b"
)
_IF_AT_ALL = re.compile(_IF)


def _behind(text: str) -> str:
    match = _PROVIDED.search(text) or _IF_AT_ALL.search(text)
    return text[match.end() :] if match else ""


def _is_further(sense: Sense, kind: Kind) -> bool:
    """LAW: GDPR 6(4): a further purpose needs to be compatible, and somebody has to say so."""
    return (
        kind is Kind.PURPOSE
        and _COMPATIBLE.search(sense.plain) is not None
        and _PROVIDED.search(sense.plain) is not None
    )
