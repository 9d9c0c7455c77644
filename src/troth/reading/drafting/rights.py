"""Which rights does a clause grant, and how are they used?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Limit, Note, NoteKind, Right, Within
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Duration, Modal, RightKind

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.RIGHT, Kind.COMPLAINT, Kind.AUTOMATED_DECISION, Kind.SALE)
_FEW = frozenset({RightKind.COMPLAIN, RightKind.HUMAN_REVIEW})
_RETALIATION = re.compile(
    r"\b(?:discriminat|retaliat|penali[sz]|treat you (?:any )?(?:worse|differently)|treated "
    r"worse|different (?:price|level))"
)
_REASONS = re.compile(r"\b(?:reasons?|explain why|tell you why)\b")
_VERIFY = re.compile(r"\b(?:verif\w+|confirm|prove|proof of)\b[^.;]{0,30}\b(?:identity|who you are)\b")
_LOOKBACK = re.compile(r"\b(?:previous|preceding|last|past|prior)\b")
_PROFILE = re.compile(r"\b(?:account|profile|log(?:ging)? in|settings|my account)\b")
_ANSWER = re.compile(r"\b(?:within|in|up to|take)\b")


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the rights of a clause; what a clause only says of requests goes to the rights that are there.

    A clause that names no right grants none. It is kept where it says how soon, where to, how often or with which proof
    the rights are used; else it is a note.
    """
    kinds = tuple(RightKind(value) for value in sense.values(SlotKind.RIGHT))
    if sense.kinds[0] is Kind.AUTOMATED_DECISION:
        if not is_right_to_look_again(sense):
            return
        kinds = kinds or (RightKind.HUMAN_REVIEW,)
    if sense.kinds[0] is Kind.SALE:
        if not _MAY_STOP_SALE.search(sense.plain):
            return
        kinds = (RightKind.OPT_OUT,)
    if Kind.COMPLAINT in sense.kinds and RightKind.COMPLAIN not in kinds and _COMPLAINS.search(sense.whole):
        kinds = (*kinds, RightKind.COMPLAIN)
    known = bool(kinds)
    if not known:
        kinds = _kinds_before(ledger)
    times = [found.at for found in sense.reading.found(SlotKind.TIMES)]
    lengths = [
        length
        for found in sense.reading.found(SlotKind.DURATION)
        if not any(at.start < found.at.end and found.at.start < at.end for at in times)
        and (length := Duration.parse(found.value)) is not None
    ]
    looks_back = _LOOKBACK.search(sense.plain) is not None
    if not kinds or (not known and not _adds(sense, lengths)):
        note = Note(
            kind=NoteKind.OTHER, reason="speaks of requests in general; grants no right", cite=citations(sense.cited)
        )
        ledger.add("notes", "n-rights", note, sense.rules, sense.reading.confidence)
        return
    element = Right(
        do=kinds,
        who=sense.subjects[0] if sense.subjects else None,
        law=next(iter(sense.values(SlotKind.LAW)), ""),
        how=_how(sense),
        within=tuple(Within(kind, lengths[0]) for kind in kinds)
        if lengths and not looks_back and _ANSWER.search(sense.plain)
        else (),
        limit=_limit(sense),
        lookback=lengths[0] if lengths and looks_back else None,
        verify=("identity",) if _VERIFY.search(sense.plain) else (),
        no_retaliation=bool(_RETALIATION.search(sense.plain)) and sense.modal is Modal.NEVER,
        reasons_given=_REASONS.search(sense.plain) is not None,
        cite=citations(sense.cited),
    )
    base = "-".join(kind.value.replace("_", "-") for kind in kinds[:2])
    ledger.add("rights", base, element, sense.rules, sense.reading.confidence)


def is_right_to_look_again(sense: Sense) -> bool:
    """Whether a clause on automated decisions says what the reader may do about them, and not that they are made."""
    return _READER_MAY.search(sense.plain) is not None or (
        sense.lead != "" and _RIGHTS_FOLLOW.search(sense.lead) is not None
    )


_MAY_STOP_SALE = re.compile(
    r"\b(?:residents|consumers|customers|users|you) (?:\w+ )?(?:may|can) (?:\w+ )?(?:direct|ask|tell|request|"
    r"instruct|require)\b"
    r"[^.;]{0,30}\b(?:not to|to stop|stop) sell|\b(?:tap|click|press|visit|go to|use)\b[^.;]{0,30}\bdo not sell\b"
)
_READER_MAY = re.compile(
    r"^\W*(?:right (?:of|to|not)|you (?:may|can|have|are entitled)|to (?:opt|object|ask|request|contest)|"
    r"write to|it is open to you|"
    r"(?:residents|consumers|users|customers|patients) (?:may|can|have))\b"
)
_RIGHTS_FOLLOW = re.compile(r"\brights?\b|\b(?:you|residents|consumers) (?:may|can)\b|\bentitled\b")


def _adds(sense: Sense, lengths: list[Duration]) -> bool:
    """Whether a clause that names no right says something of how rights are used."""
    return bool(
        lengths
        or _how(sense)
        or sense.values(SlotKind.TIMES)
        or _VERIFY.search(sense.plain)
        or (_RETALIATION.search(sense.plain) and sense.modal is Modal.NEVER)
        or (_REASONS.search(sense.plain) and sense.modal is not Modal.NEVER)
    )


_COMPLAINS = re.compile(
    r"\b(?:complain\w*|complaint\w*|supervisory|authorit\w+|commissioner|ombudsman|attorney general|watchdog|"
    r"regulator|court)\b"
)


def _kinds_before(ledger: Ledger) -> tuple[RightKind, ...]:
    """The rights that were granted so far: `these rights`, `such requests`."""
    return tuple(
        dict.fromkeys(
            kind for right in ledger.of_kind("rights", Right).values() for kind in right.do if kind not in _FEW
        )
    )


def _how(sense: Sense) -> tuple[str, ...]:
    found = [*sense.values(SlotKind.CONTACT)]
    if _PROFILE.search(sense.plain):
        found.append("profile")
    return tuple(found)


def _limit(sense: Sense) -> Limit | None:
    for value in sense.values(SlotKind.TIMES):
        times, _, per = value.partition("/")
        length = Duration.parse(per)
        if length is not None:
            return Limit(times=int(times), per=length)
    return None
