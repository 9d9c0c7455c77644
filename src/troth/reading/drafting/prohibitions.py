"""What does a clause forbid, and what does it permit by way of exception?

1. A prohibition follows from a denied verb (`denials`): its acts, and the data, purposes and recipients in its part of
   the sentence. It is `never`, with what lifts it under `unless`.
2. An exception that names recipients or purposes is a permission, and then nothing is forbidden: what a notice does not
   permit is denied anyway, and a `never` would go before what it permits elsewhere.
3. A denial that says less than it seems to (of other uses, of what the notice does not describe, to others) is a note.
4. A denial about children, or in one place or way only, forbids nothing about all data: the policy has no such slot.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from troth.policy.model import Note, NoteKind, Practice
from troth.policy.vocabulary.terms import Kind as TermKind
from troth.reading.drafting.denials import Force
from troth.reading.drafting.ledger import PERSONAL, citations
from troth.reading.drafting.sense import words_of_purpose
from troth.reading.model import Kind
from troth.reading.phrases import named_in
from troth.words import Act, ConsentMode, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.denials import Denial
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense, Slots
    from troth.words import DataName, PartyName, PurposeName, SubjectKindName

KINDS = tuple(kind for kind in Kind if kind not in {Kind.CHILDREN, Kind.BREACH, Kind.COMPLAINT, Kind.CHANGE_NOTICE})
_NOT_ABOUT_PRACTICE = frozenset({Kind.SECURITY, Kind.COOKIE, Kind.THIRD_PARTY_LINK})
_NOTES = frozenset({Kind.DEFINITION, Kind.DISCLAIMER, Kind.RIGHT, Kind.CONTACT})
_WE = re.compile(r"\b(?:we|our company|our group|nor do we)\b(?:,? \w+){0,3} ?$|^\W*$")
_MINORS = re.compile(
    r"\b(?:child(?:ren)?|minors?|teen\w*|(?:under|below)(?: the age of)? (?:\d+|\w+teen)|consumers under)\b"
)
_PLACE = re.compile(
    r"\b(?:in|on|through|via|over|with|during|at|inside) (?:the |our |this |these |such |your |a |"
    r"an )?(?:[\w-]+ ){0,2}?"
    r"(?:stores?|cookies?|beacons?|telephone|phone|calls?|e-?mails?|forms?|mode|portal|branches|demo|trial|"
    r"newsletter|logs?|means|step)\b"
    r"|\bautomatic\w*\b|\bby these\b|\bthese (?:technologies|cookies|tools|files)\b|\bin (?:plain|clear|readable|"
    r"unencrypted)\b"
)
_GENERAL = re.compile(
    r"\b(?:your|personal(?:ly identifiable)?|customer|user|any|all|whatever|what|everything|nothing|none of the|"
    r"no|identifying)"
    r" (?:[\w-]+ ){0,3}?(?:information|data|details?|particulars)\b|\b(?:information|data|details) (?:about|on|"
    r"of) (?:you|our (?:customers|users))\b"
    r"|\b(?:a|any|no|the) (?:disclosure|transfer|passing on|transmission|sharing|sale) to\b|\byou (?:provide|"
    r"tell|give|send|enter)\b|\b(?:information|data) (?:that )?(?:we|about you|on you)\b|^\W*(?:we|"
    r"it) (?:\w+ )*(?:information|data)\b(?! (?:about|on|of|concerning|regarding|relating to) (?!you\b))"
)
_NAMED = re.compile(
    r"^\W*(?:none of |no )?(?:your |the |our customers' )?(?P<before>[a-z'-]+(?: [a-z'-]+){0,2}?) (?:is|are|was|"
    r"were|will|shall|has|have|won't|can't)\b|"
    r"\b(?:about your|your|collect|record|store|keep|process|use|share|disclose|give) (?:any |the |"
    r"your )?(?P<behind>[a-z'-]+(?: [a-z'-]+){0,2}?)"
    r"(?= (?:with|to|for|from|by|on|in|at|of|such|without|unless|or)\b|[.,;]|$)"
)
_TO_YOU = re.compile(r"\b(?:send|e-?mail|call|text|contact|mail|write to) (?:you|any)\b")
_NO_NAME = re.compile(
    r"\b(?:we|you|they|it|he|who|there|nobody|nothing|not|never|cookies?|pixels?|automated|profiling|"
    r"technolog\w+|tools?|software|services?|"
    r"measures?|and|any|data|information|details|all|some|disclosure|transfer|consent|permission|behalf|rights?|"
    r"choices?|request|company|employer|doctor|own|knowledge|approval|use|way)\b"
)
_SUCH = re.compile(r"\b(?:these|such|those|this) (?:data|information|details)\b")
_PRONOUN = re.compile(r"\b(?:it|them|this|these|they|those|such)\b")


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add what a clause forbids, or the note that it forbids nothing."""
    denial, slots = sense.denial, sense.denied
    if sense.sets_apart:
        _note(
            sense,
            ledger,
            "n-not-personal",
            "says that these data identify nobody: the draft keeps them apart from personal data",
        )
        return
    if denial is None or slots is None:
        _note_what_says_less(sense, ledger)
        return
    if not _speaks(sense, denial):
        return
    if denial.force is Force.OTHERS:
        _note(
            sense,
            ledger,
            "n-others-part",
            "says what the reader or others may not do; binds the organisation to nothing",
        )
    elif denial.force is Force.CLOSES:
        _note(sense, ledger, "n-closed", "denies what the notice does not describe, which is denied anyway")
    elif denial.force is Force.FORBIDS:
        excepted = sense.excepted
        if excepted is not None and _is_stated(sense, denial) and (excepted.recipients or excepted.purposes):
            _add(sense, ledger, _exception(sense, ledger, denial, slots, excepted))
        else:
            for acts in _apart(denial.acts):
                _add(sense, ledger, _never(sense, ledger, dataclasses.replace(denial, acts=acts), slots))


def _note_what_says_less(sense: Sense, ledger: Ledger) -> None:
    for base, pattern, reason in _SAYS_LESS:
        if pattern.search(sense.plain) and (sense.modal is Modal.NEVER or base in _WITHOUT_DENIAL):
            _note(sense, ledger, base, reason)


_SAYS_LESS = (
    (
        "n-pointer",
        re.compile(
            r"^\W*(?:please )?(?:read (?:it|this|them|on|the)|see (?:also|below|above)|jump to|thanks? for|"
            r"printed on|back to|take the time)\b"
        ),
        "leads the reader on",
    ),
    (
        "n-scope",
        re.compile(
            r"\b(?:it|notice|policy|statement|part|section)\b(?: \w+){0,2} (?:does not|doesn't|do not) "
            r"(?:apply|cover|concern|extend|replace|include|govern)\b|\band does not replace\b"
        ),
        "says what the notice covers, and what it does not",
    ),
    (
        "n-not-known",
        re.compile(r"\bno (?:actual )?knowledge\b|\bnot aware (?:of|that)\b"),
        "says what is not known to happen; forbids nothing",
    ),
    (
        "n-bound",
        re.compile(
            r"\b(?:processors?|contractors?|vendors?|providers?|partners?|of them|"
            r"contracts?)\b[^.;]{0,40}\b(?:signed?|bound|must sign|"
            r"contractually|do not let|oblige[sd]?|forbids?)\b"
        ),
        "says what others are bound to; gives them nothing",
    ),
)
"""Sentences that look like denials or grants and are neither: the base of the note's name, and its reason."""


_WITHOUT_DENIAL = frozenset({"n-bound", "n-pointer"})


def _apart(acts: tuple[Act, ...]) -> list[tuple[Act, ...]]:
    """Sale by itself: to whom and for what the rest is not done does not limit it, or the other way round."""
    rest = tuple(act for act in acts if act is not Act.SELL)
    return [each for each in ((Act.SELL,) if Act.SELL in acts else (), rest) if each]


def _speaks(sense: Sense, denial: Denial) -> bool:
    """Whether the clause speaks of practice: notes do only where the organisation itself is the one that does not."""
    first = sense.kinds[0] if sense.kinds else None
    if first in _NOTES:
        return denial.force is Force.FORBIDS and _WE.search(sense.plain[: _first_not(sense)]) is not None
    if any(kind in _NOT_ABOUT_PRACTICE for kind in sense.kinds[:1]):
        return False
    return not (first is Kind.RETENTION and Act.STORE not in denial.acts)


def _first_not(sense: Sense) -> int:
    match = re.search(r"\b(?:not|never|no|nor|neither)\b|n't\b", sense.plain)
    return match.start() if match else 0


def _is_stated(sense: Sense, denial: Denial) -> bool:
    """Whether there is an exception that is neither consent nor law."""
    if any(condition.fact == "exception" for condition in denial.unless):
        return True
    return denial.tail is not None and _FURTHER.search(sense.plain, denial.tail.start) is not None


_FURTHER = re.compile(
    r"\b(?:except|other than|save|apart from|unless)\b[^.;]{0,20}\b(?:to|for|with|as (?:needed|necessary|"
    r"required) to)\b"
    r"(?! (?:the extent|law|comply|protect))"
)


def _never(sense: Sense, ledger: Ledger, denial: Denial, slots: Slots) -> Practice | None:
    data = _data(sense, ledger, denial, slots)
    if not data or (Act.TRANSFER in denial.acts and _ABROAD.search(_said(sense, denial))):
        return None  # a transfer that the notice does not declare is denied anyway
    purposes = _purposes(sense, ledger, denial, slots)
    if (
        Act.USE in denial.acts
        and not purposes
        and re.search(r"\b(?:send|e-?mail|call|text|contact|mail)\w* ", sense.plain)
    ):
        return None
    return Practice(
        do=denial.acts, data=data, subjects=_subjects(sense, ledger), for_=purposes,
        with_=_recipients(sense, ledger, denial, slots), modal=Modal.NEVER, if_=denial.if_, unless=denial.unless,
        cite=citations(sense.cited),
    )  # fmt: skip


def _exception(sense: Sense, ledger: Ledger, denial: Denial, slots: Slots, excepted: Slots) -> Practice | None:
    """What is permitted by way of exception: the same acts on the same data, for and with what the exception names."""
    data = _data(sense, ledger, denial, slots)
    acts = tuple(act for act in denial.acts if act is not Act.SELL)
    if not data or not acts:
        return None
    return Practice(
        do=acts, data=data, subjects=sense.subjects, for_=excepted.purposes,
        with_=excepted.recipients if {Act.SHARE, Act.TRANSFER} & set(acts) else (), modal=Modal.MAY,
        consent=ConsentMode.NONE, cite=citations(sense.cited),
    )  # fmt: skip


def _data(sense: Sense, ledger: Ledger, denial: Denial, slots: Slots) -> tuple[DataName, ...]:
    """What is not touched. Empty where nobody can say: a prohibition about all data needs words that mean all data."""
    part = _said(sense, denial)
    behind = sense.plain[denial.at.start :]
    wide = not slots.says_data or PERSONAL in slots.data
    if _MINORS.search(behind):
        return ()
    if wide and _PLACE.search(behind):
        return ()
    if slots.says_data:
        return slots.data
    if _SUCH.search(part) and sense.goes_on:
        return sense.data
    if _GENERAL.search(part):
        return (ledger.personal(sense.id),)
    if _PRONOUN.search(part):
        spared = sense.spared
        return spared.data if spared is not None and spared.says_data else (sense.data if sense.goes_on else ())
    words = _NAMED.search(part)
    name = (words["before"] or words["behind"]) if words is not None else ""
    if name and not _NO_NAME.search(name):
        known = next((each.term for each in named_in(f"{name} data", TermKind.DATA) if each.term != "dpv:Data"), None)
        return (ledger.data(known, sense.id) if known else ledger.own_data(name, sense.id),)
    sent = Act.USE in denial.acts and slots.purposes and _TO_YOU.search(part) is not None
    return (ledger.personal(sense.id),) if sent or Act.SELL in denial.acts else ()


def _purposes(sense: Sense, ledger: Ledger, denial: Denial, slots: Slots) -> tuple[PurposeName, ...]:
    if Act.SELL in denial.acts:  # the sale is what is done, and not what it is done for
        return ()
    if not {Act.USE, Act.SHARE} & set(denial.acts):
        return ()
    if slots.purposes:
        return slots.purposes
    part = _said(sense, denial)
    if denial.acts != (Act.USE,):
        behind = _FOR.search(part)
        part = part[behind.start() :] if behind else ""
    words = words_of_purpose(part)
    return (ledger.own_purpose(words, sense.id),) if words else ()


def _said(sense: Sense, denial: Denial) -> str:
    """The words of the denial, without those of its exception."""
    end = denial.tail.start if denial.tail is not None and denial.tail.start > denial.at.start else denial.at.end
    return sense.plain[denial.at.start : min(end, denial.at.end)]


def _recipients(sense: Sense, ledger: Ledger, denial: Denial, slots: Slots) -> tuple[PartyName, ...]:
    if denial.acts == (Act.SELL,) or not {Act.SHARE, Act.TRANSFER} & set(denial.acts):
        return ()
    if slots.recipients:
        return slots.recipients
    if _OUTSIDERS.search(_said(sense, denial)):
        return (ledger.party("dpv:ThirdParty", sense.id),)
    spared = sense.spared
    return spared.recipients if spared is not None and _TO_THEM.search(_said(sense, denial)) else ()


def _subjects(sense: Sense, ledger: Ledger) -> tuple[SubjectKindName, ...]:
    match = _WHOSE.search(sense.plain)
    return sense.subjects if match is None else (ledger.subject(match["who"].removesuffix("s"), sense.id),)


_ABROAD = re.compile(r"\b(?:outside|beyond|third countr\w+|abroad|leave)\b")
_TO_THEM = re.compile(r"\b(?:to|with) (?:them|these|those)\b")
_FOR = re.compile(r"\bfor (?!any|no\b|free|all|whatever)")
_OUTSIDERS = re.compile(
    r"\b(?:third part(?:y|ies)|non-?affiliat\w+|unaffiliated|unrelated (?:compan\w+|parties)|outsiders?|"
    r"outside (?:compan\w+|parties|our \w+)|"
    r"strangers|other (?:compan(?:y|ies)|firms|businesses|organi[sz]ations|publishers|parties))\b"
)
_WHOSE = re.compile(
    r"\b(?:of|about|from|on) (?:our |the |job )?(?:job )?(?P<who>applicants|candidates|employees|contractors|"
    r"prospects|winners|participants|entrants|suppliers)\b"
)


def _add(sense: Sense, ledger: Ledger, element: Practice | None) -> None:
    if element is not None:
        act = element.do[0].value
        base = f"never-{act}" if element.modal is Modal.NEVER else f"{act}-by-exception"
        ledger.add("practices", base, element, sense.rules, sense.reading.confidence)


def _note(sense: Sense, ledger: Ledger, base: str, reason: str) -> None:
    note = Note(kind=NoteKind.OTHER, reason=reason, cite=citations(sense.cited))
    ledger.add("notes", base, note, sense.rules, sense.reading.confidence)
