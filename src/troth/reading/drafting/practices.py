"""Which permissions and prohibitions does a clause make?

What is done follows from the kind of the clause and its verbs; `never` from its denial; `only` closes the purposes, or
else the recipients. A clause of several kinds makes a practice for each.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.model import Practice, Slot
from troth.policy.vocabulary import is_a
from troth.reading.drafting.ledger import citations
from troth.reading.drafting.sense import words_of_purpose
from troth.reading.model import Actor, Doing, Kind
from troth.words import Act, Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense
    from troth.words import PartyName, PurposeName

KINDS = (
    Kind.COLLECTION, Kind.SOURCE, Kind.SURVEY, Kind.PAYMENT, Kind.PUBLIC_FORUM, Kind.PURPOSE, Kind.LEGAL_BASIS,
    Kind.SHARING, Kind.PROCESSOR, Kind.LEGAL_REQUEST, Kind.CORPORATE_EVENT, Kind.SALE, Kind.RETENTION, Kind.TRANSFER,
    Kind.AGGREGATE, Kind.AUTOMATED_DECISION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a kind of clause does: `purpose` and `party` are what such clauses imply."""

    act: Act
    base: str
    purpose: str = ""
    party: str = ""


_SHAPES = {
    Kind.COLLECTION: _Shape(Act.COLLECT, "collect"),
    Kind.SOURCE: _Shape(Act.COLLECT, "collect-from-others"),
    Kind.SURVEY: _Shape(Act.COLLECT, "collect-in-surveys", "troth:Survey"),
    Kind.PAYMENT: _Shape(Act.COLLECT, "collect-for-payment", "dpv:PaymentManagement"),
    Kind.PUBLIC_FORUM: _Shape(Act.PUBLISH, "publish", "troth:PublicPosting"),
    Kind.PURPOSE: _Shape(Act.USE, "use"),
    Kind.LEGAL_BASIS: _Shape(Act.USE, "use-on-a-basis"),
    Kind.SHARING: _Shape(Act.SHARE, "share"),
    Kind.PROCESSOR: _Shape(Act.SHARE, "share-with-processors", "", "dpv:DataProcessor"),
    Kind.LEGAL_REQUEST: _Shape(Act.SHARE, "share-by-law", "troth:LegalRequest"),
    Kind.CORPORATE_EVENT: _Shape(
        Act.SHARE, "share-in-a-sale-of-the-business", "troth:CorporateTransaction", "troth:Successor"
    ),
    Kind.SALE: _Shape(Act.SELL, "sell"),
    Kind.RETENTION: _Shape(Act.STORE, "keep"),
    Kind.TRANSFER: _Shape(Act.TRANSFER, "transfer"),
    Kind.AGGREGATE: _Shape(Act.ANONYMISE, "anonymise", "troth:AggregateStatistics"),
    Kind.AUTOMATED_DECISION: _Shape(Act.DECIDE, "decide"),
}
_NOTES = frozenset({Kind.DEFINITION, Kind.DISCLAIMER, Kind.THIRD_PARTY_LINK})
_SALE_OF_DATA = re.compile(
    r"\b(?:sell|sells|sold|selling|sales?|rent(?:s|ed)?|trade[sd]?)\b[^.;]{0,60}\b(?:information|data|details|addresses|lists?)\b|"
    r"\b(?:information|data|details)\b[^.;]{0,60}\b(?:sold|rented|sell|sale)\b"
)
_READERS_SALE = re.compile(r"\b(?:you|your) (?:\w+ ){0,2}(?:sell|sold|rent)\b|\bsell (?:or|and) give away\b")
_ASKED_FOR = re.compile(
    r"\b(?:you(?: have)? (?:ask|request|subscrib|sign|register|opt)\w*|at your request|if requested)\b"
)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the practices of a clause."""
    for kind in sense.kinds:
        shape = _SHAPES.get(kind)
        if shape is not None and not _is_declaration(sense, kind) and sense.kinds[0] not in _NOTES:
            element = _practice(sense, ledger, kind, shape)
            base = f"never-{shape.base}" if element.modal is Modal.NEVER else shape.base
            for each in _as_asked_for(sense, ledger, element):
                ledger.add("practices", base, each, sense.rules, sense.reading.confidence)


def _as_asked_for(sense: Sense, ledger: Ledger, element: Practice) -> tuple[Practice, ...]:
    """The practice; what is sent to those who asked for it is sent to no one else: its own practice, with opt-in."""
    if element.modal is Modal.NEVER or element.consent is not ConsentMode.NONE or not _ASKED_FOR.search(sense.plain):
        return (element,)
    sent = tuple(each for each in element.for_ if any(is_a(term, "dpv:Marketing") for term in ledger.terms_of(each)))
    rest = tuple(each for each in element.for_ if each not in sent)
    if not sent:
        return (element,)
    asked = dataclasses.replace(element, for_=sent, consent=ConsentMode.OPT_IN)
    return (asked, dataclasses.replace(element, for_=rest)) if rest else (asked,)


def _is_declaration(sense: Sense, kind: Kind) -> bool:
    """What makes no practice.

    A legal basis that only says that use is consent, a limit that names no purpose, a sale that is not of data, or is
    the reader's own.
    """
    if kind is Kind.SALE and sense.modal is not Modal.NEVER:
        return _SALE_OF_DATA.search(sense.plain) is None or _READERS_SALE.search(sense.plain) is not None
    if kind is Kind.RETENTION:
        return not sense.purposes or sense.modal is Modal.NEVER
    return kind is Kind.LEGAL_BASIS and not sense.purposes and sense.basis is None


def _practice(sense: Sense, ledger: Ledger, kind: Kind, shape: _Shape) -> Practice:
    purposes = _purposes(sense, ledger, shape)
    recipients = _recipients(sense, ledger, shape)
    acts = _acts(sense, shape)
    basis = sense.basis if kind in (Kind.LEGAL_BASIS, Kind.PURPOSE) else None
    never = sense.modal is Modal.NEVER
    consent = ConsentMode.OPT_IN if basis is Basis.CONSENT and not never else sense.consent
    return Practice(
        do=acts,
        data=sense.data,
        subjects=sense.subjects,
        from_=sense.sources if Act.COLLECT in acts else (),
        for_=purposes,
        with_=recipients,
        by=_by_whom(sense, ledger, shape),
        modal=sense.modal,
        only=_only(sense, purposes, recipients),
        basis=basis,
        consent=consent,
        unless=sense.unless,
        automated=kind is Kind.AUTOMATED_DECISION and not never,
        open=sense.reading.open and not never,
        cite=citations(sense.cited),
    )


def _by_whom(sense: Sense, ledger: Ledger, shape: _Shape) -> tuple[PartyName, ...]:
    """Who does it, where it is said of third parties: `they may use it to show you advertising`."""
    if sense.reading.actor is not Actor.THIRD_PARTY or shape.act not in (Act.USE, Act.COLLECT):
        return ()
    return sense.recipients or (ledger.party("dpv:ThirdParty", sense.id),)


def _acts(sense: Sense, shape: _Shape) -> tuple[Act, ...]:
    """The act of the kind; with what the same verbs say besides."""
    acts = [shape.act]
    doings = {frame.doing for frame in sense.reading.frames}
    if shape.act is Act.COLLECT and Doing.COMBINE in doings:
        acts.append(Act.COMBINE)
    if shape.act is Act.ANONYMISE:
        acts = [Act.SHARE] if Doing.SHARE in doings else [Act.USE, Act.ANONYMISE]
    if shape.act is Act.STORE:
        acts.append(Act.USE)
    if shape.act is Act.TRANSFER and sense.recipients:
        acts.append(Act.SHARE)
    if shape.act is Act.SELL and Doing.SHARE in doings and sense.modal is Modal.NEVER:
        acts.append(Act.SHARE)
    return tuple(acts)


def _purposes(sense: Sense, ledger: Ledger, shape: _Shape) -> tuple[PurposeName, ...]:
    if shape.act is Act.SELL:  # the sale is what is done, and not what it is done for
        return tuple(each for each in sense.purposes if each != ledger.purpose("dpv:SellDataToThirdParties", ""))
    if sense.purposes and shape.act is not Act.COLLECT:
        return sense.purposes
    if shape.purpose:
        return (ledger.purpose(shape.purpose, sense.id),)
    if shape.act is Act.SHARE and shape.party == "dpv:DataProcessor" and not _shares(sense):
        # A tool or a host that is only named works for the service; what is shared `with our vendors` may be for all.
        return (ledger.purpose("dpv:TechnicalServiceProvision", sense.id),)
    if shape.act in (Act.USE, Act.TRANSFER):
        # A use for no purpose would be one for any: what nobody can name is only the purpose that the clause states.
        words = words_of_purpose(sense.plain)
        return (ledger.own_purpose(words, sense.id) if words else ledger.purpose("troth:StatedPurpose", sense.id),)
    return ()


def _shares(sense: Sense) -> bool:
    return any(frame.doing is Doing.SHARE for frame in sense.reading.frames)


def _recipients(sense: Sense, ledger: Ledger, shape: _Shape) -> tuple[PartyName, ...]:
    if shape.act not in (Act.SHARE, Act.SELL, Act.TRANSFER):
        return ()
    if sense.recipients:
        return sense.recipients
    if shape.party:
        return (ledger.party(shape.party, sense.id),)
    if sense.purposes or shape.purpose or sense.consent is not ConsentMode.NONE or sense.modal is Modal.NEVER:
        return ()
    return (ledger.party("dpv:Recipient", sense.id),)


def _only(sense: Sense, purposes: tuple[PurposeName, ...], recipients: tuple[PartyName, ...]) -> tuple[Slot, ...]:
    if not sense.only or sense.modal is Modal.NEVER:
        return ()
    if purposes:
        return (Slot.FOR,)
    return (Slot.WITH,) if recipients else ()
