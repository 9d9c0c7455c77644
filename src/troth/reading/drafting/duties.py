"""What has the organisation to do when something happens, says a clause?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Deed, Duty, Event
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Duration, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.BREACH, Kind.CHANGE_NOTICE, Kind.CONTACT)
_RISK = re.compile(r"\b(?:risk|threat|likely|harm|rights (?:or|and) (?:interests|freedoms))\b")
_MATERIAL = re.compile(r"\b(?:material|significant|substantial|important|big)\w*\b")
_NEW_PURPOSE = re.compile(r"\b(?:new purposes?|further processing|other purposes?|different purposes?)\b")
_TELL = re.compile(
    r"\b(?:notif\w+|inform\w*|tell|e-?mail\w*|alert|contact|send|let you know|announce|prompt|pop-up|message)\b"
)
_POST = re.compile(
    r"\b(?:post\w*|publish\w*|on this page|on (?:our|the) (?:web ?)?site|display|this location|make available)\b"
)
_SHOW_DATE = re.compile(r"\b(?:date|version)\b[^.;]{0,60}\b(?:top|bottom|beginning|above|below|revised|updated)\b")
_PREVENT = re.compile(r"\bprevent\b")
_AUTHORITIES = re.compile(r"\b(?:authorit\w+|regulators?|commissioner)\b")


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the duty of a clause."""
    if Kind.BREACH in sense.kinds:
        _breach(sense, ledger)
    if Kind.CHANGE_NOTICE in sense.kinds:
        _change(sense, ledger)
    if Kind.CONTACT in sense.kinds:
        _contact(sense, ledger)


def _add(sense: Sense, ledger: Ledger, base: str, duty: Duty) -> None:
    ledger.add("duties", base, duty, sense.rules, sense.reading.confidence)


def _breach(sense: Sense, ledger: Ledger) -> None:
    if _PREVENT.search(sense.plain):
        deeds: tuple[Deed, ...] = (Deed.PREVENT,)
    else:
        deeds = (Deed.NOTIFY,)
    who = (
        ["subject"]
        if re.search(r"\byou\b|\bindividuals?\b|\bpatients?\b|\busers?\b|\bcustomers?\b", sense.plain)
        else []
    )
    if _AUTHORITIES.search(sense.plain):
        who.append(str(ledger.party("dpv:Authority", sense.id)))
    when = Event.BREACH_RISK if _RISK.search(sense.plain) else Event.BREACH
    _add(
        sense,
        ledger,
        "tell-of-breach",
        Duty(when=when, do=deeds, who=tuple(who), within=_within(sense), cite=citations(sense.cited)),
    )


def _change(sense: Sense, ledger: Ledger) -> None:
    when = Event.MATERIAL_POLICY_CHANGE if _MATERIAL.search(sense.plain) else Event.POLICY_CHANGE
    if _NEW_PURPOSE.search(sense.plain):
        when = Event.NEW_PURPOSE
    deeds = []
    if _SHOW_DATE.search(sense.plain):
        deeds.append(Deed.SHOW)
    if _POST.search(sense.plain):
        deeds.append(Deed.POST)
    if _TELL.search(sense.plain) and re.search(r"\byou\b|\busers?\b|\bcustomers?\b|\bvisitors?\b", sense.plain):
        deeds.append(Deed.NOTIFY)
    modal = Modal.MAY if sense.modal is Modal.MAY and not deeds else Modal.DOES
    who = ("subject",) if Deed.NOTIFY in deeds else ()
    duty = Duty(
        when=when,
        do=tuple(deeds) or (Deed.POST,),
        who=who,
        within=_within(sense),
        modal=Modal.MAY if not deeds else modal,
        cite=citations(sense.cited),
    )
    _add(sense, ledger, "tell-of-change", duty)


def _contact(sense: Sense, ledger: Ledger) -> None:
    contacts = sense.values(SlotKind.CONTACT)
    own = ledger.contacts.setdefault(ledger.organisation, {})
    for contact in contacts:
        own[contact] = None
    duty = Duty(when=Event.INQUIRY, do=(Deed.ANSWER,), how=contacts, modal=Modal.MAY, cite=citations(sense.cited))
    _add(sense, ledger, "answer", duty)


def _within(sense: Sense) -> Duration | None:
    return next(
        (length for value in sense.values(SlotKind.DURATION) if (length := Duration.parse(value)) is not None), None
    )
