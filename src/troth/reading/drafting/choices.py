"""Which choices does a clause offer, or deny, and over which practices of the draft?

A choice is over the practices of what it speaks of: marketing, advertising, trackers, sharing, sale. It is drafted
last, when these are known. Where there is no such practice, the clause is a note: nobody can choose about nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Choice, Default, Note, NoteKind, Practice, Signal, SignalName, SignalState
from troth.policy.vocabulary import is_a
from troth.reading.drafting.denials import Force
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Act, Channel, Modal, PracticeId, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.policy.model import Party
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense
    from troth.words import PartyName

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
_MARKETING = re.compile(r"\b(?:marketing|promotion\w*|newsletters?|offers?|advertis\w+)\b")
_ABOUT_ALERTS = re.compile(r"\b(?:alerts?|location|notifications?|transactional|service messages|lives)\b")
_ABOUT_SHARING = re.compile(r"\b(?:shar(?:e|es|ed|ing)|disclos\w+|sale|sell|selling)\b")
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
_NO_CHOICE = re.compile(
    r"\b(?:can|may|could)(?: ?not|n't) (?:\w+ )?(?:opt|unsubscribe|refuse|object|decline|stop|limit|choose|turn|"
    r"switch|disable|block)\w*|"
    r"\bnot (?:be )?(?:possible|able) to (?:opt|unsubscribe|refuse|object|decline)|\bno (?:choice|option|"
    r"opt[- ]?out|way to opt)\b|"
    r"\bcan't (?:opt|unsubscribe|refuse|turn|switch|stop)\w*|\bnot (?:offer|provide) (?:\w+ ){0,2}(?:choice|"
    r"opt[- ]?out)"
)
_POINTS = re.compile(
    r"^(?:how|ways?|more|further|details|information|see|read)\b[^.;]{0,80}\b(?:is|are|described|explained|"
    r"listed|found|set out|below|above|section|under)\b|"
    r"\b(?:described|explained|listed|set out) (?:in|under|below|above)\b"
)
_ENDS = frozenset({"troth:CorporateTransaction", "troth:LegalRequest", "troth:LegalClaims", "dpv:LegalCompliance"})
_COST = re.compile(r"\b(?:cannot|can not|not be able to|unable to) (?:use|access)\b")


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the choice of a clause, or the signal that it speaks of."""
    cite = citations(sense.cited)
    for name, pattern in _SIGNALS:
        if pattern.search(sense.plain):
            state = SignalState.IGNORED if sense.modal is Modal.NEVER else SignalState.HONOURED
            ledger.elements.setdefault("signals", {}).setdefault(name, Signal(id=name, state=state, cite=cite))
            return
    denied = _NO_CHOICE.search(sense.plain) is not None
    of = (
        ()
        if sense.modal is Modal.NEVER and not denied and not _OFFERED.search(sense.plain)
        else _practices(sense, ledger)
    )
    if not of or _POINTS.search(sense.plain):
        if sense.denial is not None and sense.denial.force is not Force.CONDITIONAL:
            return  # `prohibitions` has what it denies
        reason = (
            "speaks of a choice about nothing that the draft permits"
            if not of
            else "points to where choices are described"
        )
        note = Note(kind=NoteKind.OTHER, reason=reason, cite=cite)
        ledger.add("notes", "n-choice", note, sense.rules, sense.reading.confidence)
        return
    element = Choice(
        of=of,
        how=() if denied else _how(sense),
        channel=tuple(channel for channel, pattern in _CHANNELS if pattern.search(sense.plain))
        if _ABOUT_MARKETING.search(sense.plain)
        else (),
        default=Default.DENIED if _OPTED_IN.search(sense.plain) and "opt-out" not in sense.plain else Default.ALLOWED,
        available=not denied,
        cost="no_service" if _COST.search(sense.plain) else "",
        cite=cite,
    )
    ledger.add("choices", "choice", element, sense.rules, sense.reading.confidence)


_OPTED_IN = re.compile(r"(?<!soft )(?<!opted )\bopt(?:ed|ing)?[- ]?in\b(?! until)")
_OFFERED = re.compile(
    r"\b(?:opt(?:ing)?[- ]?out|unsubscrib\w+|(?:can|may) (?:refuse|decline|disable|block|delete|turn|switch|"
    r"object)|stop \w+|reply stop)\b"
)


def _practices(sense: Sense, ledger: Ledger) -> tuple[PracticeId, ...]:
    practices = ledger.of_kind("practices", Practice)
    parties = ledger.party_elements()
    found = []
    for name, practice in practices.items():
        if practice.modal is Modal.NEVER or Act.DECIDE in practice.do:
            continue
        terms = [term for purpose in practice.for_ for term in ledger.terms_of(purpose)]
        marketing = not practice.via and any(
            is_a(each, "dpv:Marketing") and not is_a(each, "dpv:Advertising") for each in terms
        )
        ads = any(is_a(each, "dpv:Advertising") for each in terms)
        shares = _is_shared_freely(practice, terms, parties)
        if (
            (practice.via and _ABOUT_TRACKERS.search(sense.plain))
            or (ads and _ABOUT_ADS.search(sense.plain))
            or (marketing and _is_about_marketing(sense))
            or (shares and _ABOUT_SHARING.search(sense.plain) and not practice.via)
        ):
            found.append(PracticeId(name))
    return tuple(found)


def _is_about_marketing(sense: Sense) -> bool:
    text = sense.plain
    if _ABOUT_TRACKERS.search(text) or (_ABOUT_ALERTS.search(text) and not _MARKETING.search(text)):
        return False
    return _ABOUT_MARKETING.search(text) is not None


def _is_shared_freely(practice: Practice, terms: list[str], parties: Mapping[PartyName, Party]) -> bool:
    """Whether a sharing is one that can be chosen about: not what processors, courts and buyers of the business get."""
    if Act.SELL in practice.do:
        return True
    if Act.SHARE not in practice.do or any(term in _ENDS for term in terms):
        return False
    roles = {parties[party].role for party in practice.with_ if party in parties}
    return bool(practice.with_) and not roles <= {Role.PROCESSOR, Role.SUB_PROCESSOR, Role.AUTHORITY, Role.CONTROLLER}


def _how(sense: Sense) -> tuple[str, ...]:
    found = [name for name, pattern in _HOW if pattern.search(sense.plain)]
    outside = _ABOUT_ADS.search(sense.plain) is not None
    found += [
        f"external:{contact}" if outside and contact.startswith("http") else contact
        for contact in sense.values(SlotKind.CONTACT)
    ]
    return tuple(dict.fromkeys(found))
