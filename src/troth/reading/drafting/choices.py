"""Which choices does a clause offer, or deny, and over which practices of the draft?

A choice is over the practices of what it speaks of: marketing, advertising, trackers, sharing, sale. It is drafted
last, when these are known. Where there is no such practice, the clause is a note: nobody can choose about nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Choice, Default, Note, NoteKind, Practice, Signal, SignalName, SignalState
from troth.policy.vocabulary import is_a
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Act, Channel, Modal, PracticeId

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.CHOICE,)
LAST = True
_SIGNALS = (
    (SignalName.DNT, re.compile(r"\bdo[- ]not[- ]track\b|\bdnt\b")),
    (SignalName.GPC, re.compile(r"\bglobal privacy control\b|\bgpc\b|\bopt-out preference signals?\b")),
)
_ABOUT_TRACKERS = re.compile(r"\b(?:cookies?|beacons?|pixel|track\w*|browser|gifs?|javascript)\b")
_ABOUT_ADS = re.compile(r"\b(?:ads?|advertis\w+|interest-based|targeted)\b")
_ABOUT_MARKETING = re.compile(
    r"\b(?:marketing|promotion\w*|newsletters?|mailings?|unsubscrib\w+|offers?|e-?mails?|"
    r"communications|text messages|sms|stop|letters)\b"
)
_ABOUT_SHARING = re.compile(r"\b(?:shar(?:e|ing)|disclos\w+|sale|sell|affiliates?|third part)")
_HOW = (
    (
        "unsubscribe_link",
        re.compile(r"\bunsubscrib\w+|\bopt-out (?:link|mechanism)|\blink in\b|\bsubscription option\b"),
    ),
    ("profile", re.compile(r"\b(?:account|profile|preferences|settings > |log(?:ging)? in)\b")),
    ("browser_setting", re.compile(r"\bbrowsers?\b|\bdevice settings\b|\bjavascript\b")),
    ("reply", re.compile(r"\brepl(?:y|ying)\b|\breturn e-?mail\b|\btext(?:ing)? stop\b")),
    ("post", re.compile(r"\b(?:by post|postal mail|write to us at|in writing)\b")),
)
_CHANNELS = (
    (Channel.EMAIL, re.compile(r"\be-?mails?\b|\bnewsletter")),
    (Channel.SMS, re.compile(r"\btext messages?\b|\bsms\b")),
    (Channel.POST, re.compile(r"\b(?:letters|surface mail|postal)\b")),
    (Channel.PHONE, re.compile(r"\b(?:telephone|phone) calls?\b|\btelemarketing\b")),
    (Channel.PUSH, re.compile(r"\bpush\b")),
)
_COST = re.compile(r"\b(?:cannot|can not|not be able to|unable to) (?:use|access)\b")


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the choice of a clause, or the signal that it speaks of."""
    cite = citations(sense.cited)
    for name, pattern in _SIGNALS:
        if pattern.search(sense.plain):
            state = SignalState.IGNORED if sense.modal is Modal.NEVER else SignalState.HONOURED
            ledger.elements.setdefault("signals", {}).setdefault(name, Signal(id=name, state=state, cite=cite))
            return
    of = _practices(sense, ledger)
    if not of:
        note = Note(kind=NoteKind.OTHER, reason="speaks of a choice about nothing that the draft permits", cite=cite)
        ledger.add("notes", "n-choice", note, sense.rules, sense.reading.confidence)
        return
    denied = sense.modal is Modal.NEVER
    element = Choice(
        of=of,
        how=() if denied else _how(sense),
        channel=tuple(channel for channel, pattern in _CHANNELS if pattern.search(sense.plain))
        if _ABOUT_MARKETING.search(sense.plain)
        else (),
        default=Default.DENIED
        if re.search(r"\bopt(?:ed)?[- ]?in\b", sense.plain) and "opt-out" not in sense.plain
        else Default.ALLOWED,
        available=not denied,
        cost="no_service" if _COST.search(sense.plain) else "",
        cite=cite,
    )
    ledger.add("choices", "choice", element, sense.rules, sense.reading.confidence)


def _practices(sense: Sense, ledger: Ledger) -> tuple[PracticeId, ...]:
    practices = ledger.of_kind("practices", Practice)
    found = []
    for name, practice in practices.items():
        if practice.modal is Modal.NEVER:
            continue
        terms = [term for purpose in practice.for_ for term in ledger.terms_of(purpose)]
        marketing = any(is_a(each, "dpv:Marketing") for each in terms)
        ads = any(is_a(each, "dpv:Advertising") for each in terms)
        shares = bool({Act.SHARE, Act.SELL} & set(practice.do))
        if (
            (practice.via and _ABOUT_TRACKERS.search(sense.plain))
            or (ads and _ABOUT_ADS.search(sense.plain))
            or (marketing and _ABOUT_MARKETING.search(sense.plain) and not _ABOUT_TRACKERS.search(sense.plain))
            or (shares and _ABOUT_SHARING.search(sense.plain) and not practice.via)
        ):
            found.append(PracticeId(name))
    return tuple(found)


def _how(sense: Sense) -> tuple[str, ...]:
    found = [name for name, pattern in _HOW if pattern.search(sense.plain)]
    outside = _ABOUT_ADS.search(sense.plain) is not None
    found += [
        f"external:{contact}" if outside and contact.startswith("http") else contact
        for contact in sense.values(SlotKind.CONTACT)
    ]
    return tuple(dict.fromkeys(found))
