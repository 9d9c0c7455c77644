"""How long may data be kept, says a clause?

1. Each length of time limits what its own part of the sentence names: `recordings 90 days, receipts seven years` are
   two limits. `At least` and `no earlier than` limit nothing.
2. Data that the vocabulary does not know keep the name that the sentence gives them: their limit is not that of all.
3. What is deleted in one case only (`if we find out ...`) is no limit of everything that is kept.
4. `Unless` stays as a condition under which data are kept longer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Condition, Retention, Then
from troth.reading.drafting.ledger import PERSONAL, citations
from troth.reading.model import Kind, SlotKind
from troth.words import Duration, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense
    from troth.words import DataName, SubjectKindName

KINDS = (Kind.RETENTION,)
_ANONYMISED = re.compile(r"\banonymi[sz]|\bde-?identif")
_UNTIL = (
    (
        "request",
        re.compile(r"\b(?:until|unless) you (?:\w+ ){0,3}(?:delete|ask|request|withdraw|object|unsubscribe|close)"),
    ),
    (
        "account_closed",
        re.compile(
            r"\b(?:account|membership|subscription) (?:is |remains )?(?:active|open|closed|deleted|"
            r"terminated|exists)|\bclose your account\b|\bduration of (?:the|our|your) (?:contract|"
            r"account|relationship)"
        ),
    ),
    ("legal_duty_ended", re.compile(r"\b(?:legal|legally|law|statutory|tax|accounting|regulatory)\b")),
    (
        "purpose_fulfilled",
        re.compile(
            r"\b(?:as long as|no longer (?:needed|necessary|required)|longer than|necessary|needed|purposes?)\b"
        ),
    ),
)
_BREAK = re.compile(r";|, (?:but|while|whereas)\b|\.(?= )")
_FURTHER_BREAK = re.compile(rf"{_BREAK.pattern}|,? and\b|,")
_AT_LEAST = re.compile(
    r"\b(?:at least|a minimum of|no less than|not less than|no fewer than|no earlier than|not before|minimum)\W*$"
)
_IN_A_CASE = re.compile(
    r"\b(?:if|when|once|should|where)\b[^.;]{0,80}\b(?:find|found|learn\w*|discover\w*|slipped|ask\w*|request\w*|"
    r"tell|told|aware|complain\w*|want)\b"
)
_KEPT = re.compile(r"\b(?:keep|kept|retain\w*|store[sd]?|held|hold)\b")
_UNLESS = re.compile(r"\b(?:unless|except|longer (?:if|where|when)|save where)\b")
_SINCE = re.compile(
    r"\b(?:after|from|following|since|of) (?:the |your |you |we |its |his |an? )?(?:\w+ ){0,3}(?:end\w*|clos\w+|"
    r"last|terminat\w+|expir\w+|"
    r"contract|relationship|contact|cancel\w*|leave|left|bill|return\w*|arriv\w+|inactiv\w+|visit|order\w*|"
    r"purchase|decision)\b"
)
_AT_AN_EVENT = re.compile(
    r"\W*(?:at|upon|on|after|following|when|once|from) [^.;,]{0,60}\b(?:term|end|clos\w+|terminat\w+|expir\w+|"
    r"cancel\w*|leave|unsubscrib\w+)\b"
)
_GENERAL = frozenset({"dpv:Data", "dpv:PersonalData", "dpv:CollectedPersonalData", "dpv:IdentifyingPersonalData"})
_ALL = re.compile(
    r"^(?:it|they|this|these|everything.*|all.*|(?:such |these |those |your |the |that )*(?:personal )?(?:data|"
    r"information|informations|details|records)|(?:it|them) .*)$"
)
_KINDS_OF_DATA = re.compile(
    r"^\W*(?:(?:the|your|our|all|any) )?(?P<words>[\w'/-]+(?: (?!that|which|who|without|from|about)[\w'/-]+){0,4}?)"
    r"(?: (?:that|which|who|whose|without|from|about|in|of|on|with) [^|:;]{2,90}?)?\s*"
    r"(?:\||:|,|\b(?:is|are|will|may|shall|must|vanish\w*|remain\w*|expire\w*)\b)"
)
_KEPT_OBJECT = re.compile(
    r"\b(?:keep|retain|store|hold|delete|destroy|erase|archive) (?:the |your |our |"
    r"any )?(?P<words>[a-z'/-]+(?: [a-z'/-]+){0,4}?) "
    r"(?:for|until|as long|no longer|after|within|up to|not longer|\w+ (?:days|weeks|months|years))\b"
)
_NO_NAME = re.compile(
    r"^(?:in|at|during|under|upon|by|within|what)\b|\b(?:we|you|they|if|when|after|once|unless|until|for|as|"
    r"there|this|how)\b"
)
_SOME = re.compile(r"\b(?:data|information|informations|it|them|they|details|records)\b")
_LIMITATION = re.compile(r"\b(?:limitation period|period of limitation|statutory limitation|prescription period)\b")
_WHOSE = re.compile(r"\b(?P<who>winners|applicants|candidates|entrants|prospects|employees|suppliers|participants)\b")
_MAY_KEEP = re.compile(
    r"\b(?:may|might|can|could)\b[^.;]{0,40}\b(?:retain|keep|store|file|hold|archive|preserve|maintain)"
)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the limits that a clause sets."""
    parts = list(_parts(sense))
    if not parts:
        _add(sense, ledger, None, (0, len(sense.plain)))
    for length, part in parts:
        _add(sense, ledger, length, part)


def _parts(sense: Sense) -> Iterator[tuple[Duration, tuple[int, int]]]:
    """The lengths that limit something, each with the part of the sentence that it speaks of."""
    start = 0
    found = sense.reading.found(SlotKind.DURATION)
    if _LIMITATION.search(sense.plain):
        return
    for number, each in enumerate(found):
        length = Duration.parse(each.value)
        breaks = _BREAK if not start else _FURTHER_BREAK
        begins = max([start, *(match.end() for match in breaks.finditer(sense.plain, start, each.at.start))])
        following = found[number + 1].at.start if number + 1 < len(found) else len(sense.plain)
        stop = _BREAK.search(sense.plain, each.at.end, following)
        end = stop.start() if stop else (following if number + 1 == len(found) else each.at.end)
        start = each.at.end
        if length is None or _AT_LEAST.search(sense.plain[begins : each.at.start]):
            continue
        if _IN_A_CASE.search(sense.plain[begins : each.at.start]) and not _KEPT.search(sense.plain[begins:end]):
            continue
        yield length, (begins, end)


def _add(sense: Sense, ledger: Ledger, longest: Duration | None, part: tuple[int, int]) -> None:
    text = sense.plain[part[0] : part[1]]
    data = _data(sense, ledger, part, narrow=longest is not None)
    if not data:
        return
    until = next((name for name, pattern in _UNTIL if pattern.search(text)), "")
    remark = ""
    if longest is not None and (_SINCE.search(text) or _AT_AN_EVENT.match(sense.plain)):
        remark = "counted from an event: check where it begins"
        if PERSONAL in data:  # counted from their collection it would end everything too early
            longest, until = None, until or "account_closed"
    if longest is None and not until and _IN_A_CASE.search(text):
        return
    element = Retention(
        data=data,
        for_=sense.purposes,
        subjects=_subjects(text, sense, ledger),
        max=longest,
        until=until,
        then=Then.ANONYMISE if _ANONYMISED.search(sense.plain) else Then.DELETE,
        unless=(Condition("exception", ("stated",)),) if longest is not None and _UNLESS.search(sense.plain) else (),
        # a limit that names no end is none: it says that something is kept
        modal=Modal.MAY if longest is None and (not until or _MAY_KEEP.search(sense.plain)) else Modal.DOES,
        cite=citations(sense.cited),
        remark=remark,
    )
    ledger.add("retention", "keep", element, sense.rules, sense.reading.confidence)


def _data(sense: Sense, ledger: Ledger, part: tuple[int, int], *, narrow: bool) -> tuple[DataName, ...]:
    """What a part of the sentence limits (rule 2)."""
    named = tuple(
        dict.fromkeys(
            ledger.data(found.value, sense.id)
            for found in sense.reading.found(SlotKind.DATA)
            if part[0] <= found.at.start < part[1] and found.value not in _GENERAL
        )
    )
    if named:
        return named
    if not narrow:
        return sense.data
    text = sense.plain[part[0] : part[1]]
    words = _words(text)
    if words and not _ALL.search(words):
        return (ledger.own_data(words, sense.id),)
    if sense.purposes or sense.goes_on or _SOME.search(text) or sense.says_data:
        return sense.data
    return ()


def _words(text: str) -> str:
    """The name that a part of a sentence gives to what is kept; empty where it gives none."""
    for pattern in (_KINDS_OF_DATA, _KEPT_OBJECT):
        match = pattern.search(text)
        if match is not None and not _NO_NAME.search(match["words"]):
            return str(match["words"])
    return ""


def _subjects(text: str, sense: Sense, ledger: Ledger) -> tuple[SubjectKindName, ...]:
    match = _WHOSE.search(text)
    if match is None:
        return sense.subjects
    return (ledger.subject(match["who"].removesuffix("s"), sense.id),)
