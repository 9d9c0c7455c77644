"""Which permissions does a clause make?

1. What is done follows from the kind of the clause and its verbs; a clause of several kinds makes a practice for each.
   `only` closes the purposes, or else the recipients.
2. A clause that denies something permits none of it (`prohibitions` has what it forbids), and one that reads as a
   denial without a denied verb permits nothing at all.
3. What is shared needs a word that says so: a sentence that only speaks of partners, contracts or courts shares none.
4. Data that are collected for a stated aim are used for it.
5. Words like `if the law demands it`, `provided that they agree to this notice`, `among the assets` are conditions.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.model import Practice, Slot
from troth.policy.vocabulary import is_a
from troth.reading.drafting.conditions import conditions_of
from troth.reading.drafting.denials import without_asides
from troth.reading.drafting.evidence import says_who_gets_it, shares
from troth.reading.drafting.ledger import citations
from troth.reading.drafting.rights import is_right_to_look_again
from troth.reading.drafting.sense import words_of_purpose
from troth.reading.model import Actor, Doing, Kind, SlotKind
from troth.words import Act, Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense, Slots
    from troth.words import DataName, PartyName, PurposeName

KINDS = (
    Kind.COLLECTION, Kind.SOURCE, Kind.SURVEY, Kind.PAYMENT, Kind.PUBLIC_FORUM, Kind.PURPOSE, Kind.LEGAL_BASIS,
    Kind.SHARING, Kind.PROCESSOR, Kind.LEGAL_REQUEST, Kind.CORPORATE_EVENT, Kind.SALE, Kind.RETENTION, Kind.TRANSFER,
    Kind.AGGREGATE, Kind.AUTOMATED_DECISION, Kind.CHOICE,
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
    Kind.CHOICE: _Shape(Act.USE, "use-unless-opted-out"),
}
_NOTES = frozenset({Kind.DEFINITION, Kind.DISCLAIMER, Kind.THIRD_PARTY_LINK})
_DENIED_WITH = {
    Act.COLLECT: frozenset({Act.COLLECT, Act.STORE}),
    Act.STORE: frozenset({Act.COLLECT, Act.STORE}),
    Act.USE: frozenset({Act.USE}),
    Act.SHARE: frozenset({Act.SHARE}),
    Act.SELL: frozenset({Act.SELL}),
    Act.TRANSFER: frozenset({Act.TRANSFER, Act.SHARE}),
    Act.PUBLISH: frozenset({Act.PUBLISH}),
    Act.ANONYMISE: frozenset({Act.COMBINE}),
}
"""Which denied acts leave nothing of a permission."""
_SHARED = frozenset({Kind.SHARING, Kind.PROCESSOR, Kind.LEGAL_REQUEST, Kind.CORPORATE_EVENT})
_SALE_OF_DATA = re.compile(
    r"\b(?:sell|sells|sold|selling|sales?|rent(?:s|ed)?|trade[sd]?)\b[^.;]{0,60}\b(?:information|data|details|"
    r"addresses|lists?)\b|"
    r"\b(?:information|data|details)\b[^.;]{0,60}\b(?:sold|rented|sell|sale)\b"
)
_WE_SELL = re.compile(
    r"\b(?:we|us|our (?:company|group)) (?:\w+ ){0,3}(?:sell|sold|rent|trade)\b|\b(?:is|are|be|been|was|"
    r"were) (?:\w+ ){0,2}"
    r"(?:sold|rented|traded)\b"
)
_READERS_SALE = re.compile(
    r"\b(?:you|your) (?:\w+ ){0,2}(?:sell|sold|rent)\b|\bsell (?:or|and) give away\b|\b(?:not|stop|against|out of|"
    r"object to|prevent|opt[- ]out of|limit|whether|if|that|when) (?:\w+ ){0,3}(?:to )?(?:sell|sale|selling|"
    r"sold)\b|\bdo not sell\b|"
    r"\b(?:residents|consumers|customers|you) (?:\w+ )?(?:may|can|direct|have)\b|\b(?:may|might|could|"
    r"can) (?:count|qualify|be (?:deemed|"
    r"considered|regarded|called)|constitute|amount)\b"
)
_ASKED_FOR = re.compile(
    r"\b(?:you(?: have)? (?:ask|request|subscrib|sign|register|opt|enrol|join)\w*|at your request|if requested)\b"
)
_AIM = re.compile(
    r"(?:\b(?:to|for|so (?:that )?(?:we|you)(?: can| may)?|in order to|so as to|purposes? of|with a view to)|,|"
    r"\band|\bor|/|"
    r"\bincluding|\bas well as) (?:\w+ly |the |our |your |its |internal )?$"
    r"|(?<!us )(?<!you )\b(?:to|so (?:that )?we can|so as to) (?:\w+ ){1,3}$"
)
_REASONS = re.compile(r"\b(?:reasons?|purposes?|aims?|why)\b")
_FROM = re.compile(r"^\W*(?:directly |straight |automatically )?from\b")
_HELPS = re.compile(
    r"\b(?:help|helps|assist|assists|support|supports|work|works|act|acts) (?:\w+ )?(?:us|our|for us)\b|"
    r"\bon our behalf\b"
)
_PAID_TO_OTHERS = re.compile(
    r"\b(?:payment|card|billing) (?:service )?(?:processors?|providers?|processing compan\w+|partners?|gateways?)\b|"
    r"\b(?:third part(?:y|ies)|provider|processor|company)\b[^.;]{0,60}\b(?:process\w*|handl\w*|tak\w+|bill\w*|"
    r"charg\w*)\b|"
    r"\bprocessed (?:by|through|via)\b|\bpaid (?:\w+ ){0,6}through\b"
)
_AUTOMATED = re.compile(
    r"\b(?:automat\w+|profil\w+|algorithm\w*|scored|scoring|(?:fraud|risk|credit|automated) score|"
    r"score calculated|filter\w*|sort|segment\w*|models?|machine|predict\w*|"
    r"suspen\w+|robot\w*|ai)\b"
)
_WE_MAY = re.compile(
    r"\b(?:we|affiliates|group|company|partners)\b[^.;]{0,40}\b(?:use|share|send|e-?mail|disclose|contact)\b"
)
_EVIDENT = {
    Kind.PUBLIC_FORUM: re.compile(
        r"\b(?:publish\w*|posts?|posted|posting|display\w*|shown?|shows|visible|public\w*|seen|see|read|"
        r"appear\w*|leaderboards?|"
        r"shared?|reproduce\w*|forums?|boards?|open to)\b"
    ),
    Kind.TRANSFER: re.compile(
        r"\b(?:transfer\w*|leav\w+|outside|abroad|stored|hosted|held|kept|servers?|located|operated|moved?|sent|"
        r"sends?|access\w*|"
        r"staff|see|process\w*|cross-border|third countr\w+|export\w*|countr(?:y|ies))\b"
    ),
}
"""What must be said in clauses of some kinds for them to permit anything."""
_KEPT_APART = re.compile(
    r"\bnot (?:\w+ ){0,3}(?:to )?re-?identify\b|\b(?:notice|policy|statement|it) (?:does not|doesn't) (?:cover|"
    r"include|apply)\b"
)
_SUSPECT = re.compile(
    r"(?<!so )(?<!please )\b(?:never(?! (?:your|the|include|share|post|put|send|an?)\b)|at no (?:time|moment|"
    r"point)|under no circumstances|in no (?:case|event)|nobody|no one|none of|"
    r"nothing|neither|(?:may|might) not)\b"
    r"(?! (?:more|later|less)\b)"
)
"""Words of denial: where they stand and nobody understood them, nothing is permitted."""
_STORED = frozenset({Doing.STORE})


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the practices of a clause."""
    if sense.kinds[0] in _NOTES or sense.sets_apart:
        return
    for kind in sense.kinds:
        shape = _SHAPES.get(kind)
        if shape is None or _is_declaration(sense, kind) or not _permits(sense, kind, shape):
            continue
        shape = _really(sense, kind, shape)
        element = _practice(sense, ledger, kind, shape)
        for each in _as_asked_for(sense, ledger, element):
            ledger.add("practices", shape.base, each, sense.rules, sense.reading.confidence)
        _use_as_collected(sense, ledger, kind, element)


def _permits(sense: Sense, kind: Kind, shape: _Shape) -> bool:
    """Rules 2 and 3."""
    if sense.modal is Modal.NEVER:
        return False
    if sense.denial is not None and _DENIED_WITH.get(shape.act, frozenset()) & set(sense.denial.acts):
        return False
    if kind is Kind.AUTOMATED_DECISION:
        is_said = _AUTOMATED.search(sense.whole) is not None and Kind.RIGHT not in sense.kinds
        return is_said and not is_right_to_look_again(sense)
    if kind in _EVIDENT and _EVIDENT[kind].search(sense.whole) is None:
        return False
    if kind is Kind.CHOICE:
        return (
            sense.consent is ConsentMode.OPT_OUT
            and bool(sense.permitted.purposes)
            and _WE_MAY.search(sense.plain) is not None
        )
    if kind is Kind.AGGREGATE and _KEPT_APART.search(sense.plain):
        return False
    if sense.denial is None and _SUSPECT.search(without_asides(sense.plain)):
        return False
    if kind in _SHARED and not _is_collected(sense) and not _is_used(sense, kind):
        return shares(sense) if kind is not Kind.PROCESSOR else says_who_gets_it(sense)
    return True


def _is_used(sense: Sense, kind: Kind) -> bool:
    """`We process your address to defend legal claims` uses data, and gives them to no authority."""
    doings = {frame.doing for frame in sense.reading.frames}
    is_use = Doing.USE in doings and not doings & {Doing.SHARE, Doing.TRANSFER, Doing.STORE}
    return kind is Kind.LEGAL_REQUEST and is_use and bool(sense.purposes) and not sense.lead


def _is_collected(sense: Sense) -> bool:
    """`From our partners`, below `Your data may come to us:`."""
    return _FROM.match(sense.plain) is not None and bool(sense.lead)


def _really(sense: Sense, kind: Kind, shape: _Shape) -> _Shape:
    """The shape of what is done, where the words say something else than the kind."""
    doings = {frame.doing for frame in sense.reading.frames}
    if kind is Kind.PAYMENT and (sense.reading.actor is Actor.THIRD_PARTY or _PAID_TO_OTHERS.search(sense.plain)):
        party = "dpv:DataProcessor" if _HELPS.search(sense.plain) else "troth:PaymentProcessor"
        return _Shape(Act.SHARE, "share-for-payment", "dpv:PaymentManagement", party)
    if kind in _SHARED and _is_collected(sense):
        return _SHAPES[Kind.SOURCE]
    if _is_used(sense, kind):
        return _SHAPES[Kind.PURPOSE]
    if kind is Kind.LEGAL_REQUEST and doings & _STORED and Doing.SHARE not in doings:
        return _Shape(Act.STORE, "keep-by-law", "troth:LegalRequest")
    if kind is Kind.SHARING and not sense.permitted.recipients and _is_sent_to_reader(sense):
        return _SHAPES[Kind.PURPOSE]
    return shape


_TO_READER = re.compile(
    r"\b(?:send|text|e-?mail|mail|deliver|provide)\w*\b[^.;]{0,80}\b(?:messages?|newsletters?|offers?|alerts?|"
    r"e-?mails|texts)\b"
)


def _is_sent_to_reader(sense: Sense) -> bool:
    """`We will send marketing messages to the number you gave` uses the number, and shares nothing."""
    return bool(sense.purposes) and _TO_READER.search(sense.plain) is not None


def _use_as_collected(sense: Sense, ledger: Ledger, kind: Kind, element: Practice) -> None:
    """Rule 4."""
    if kind not in (Kind.COLLECTION, Kind.SOURCE) or element.by:
        return
    aims = _aims_of(sense, ledger)
    if aims:
        used = dataclasses.replace(element, do=(Act.USE,), from_=(), for_=aims)
        for each in _as_asked_for(sense, ledger, used):
            ledger.add("practices", "use", each, sense.rules, sense.reading.confidence)


def _aims_of(sense: Sense, ledger: Ledger) -> tuple[PurposeName, ...]:
    """The purposes that stand behind `to`, `for`, `so that`; all of an item that lists reasons."""
    said = [each for each in sense.reading.found(SlotKind.PURPOSE) if each.value != "dpv:Purpose"]
    if not (sense.lead and _REASONS.search(sense.lead)):
        said = [each for each in said if _AIM.search(sense.plain[: each.at.start])]
    kept = [ledger.purpose(each.value, sense.id) for each in said]
    return tuple(name for name in dict.fromkeys(kept) if name in sense.permitted.purposes)


def _as_asked_for(sense: Sense, ledger: Ledger, element: Practice) -> tuple[Practice, ...]:
    """The practice; what is sent to those who asked for it is sent to no one else: its own practice, with opt-in."""
    if element.consent is not ConsentMode.NONE or not _ASKED_FOR.search(sense.plain):
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
    the reader's own, or only what a law would call one.
    """
    if kind is Kind.SALE:
        row = " | " in sense.plain
        return _SALE_OF_DATA.search(sense.plain) is None or (
            not row and (_READERS_SALE.search(sense.plain) is not None or _WE_SELL.search(sense.plain) is None)
        )
    if kind is Kind.RETENTION:
        return not sense.purposes
    is_aim = sense.lead != "" and re.match(r"\W*to \w", sense.plain) is not None
    return kind is Kind.LEGAL_BASIS and not sense.purposes and sense.basis is None and not is_aim


def _practice(sense: Sense, ledger: Ledger, kind: Kind, shape: _Shape) -> Practice:
    slots = sense.permitted
    purposes = _purposes(sense, slots, ledger, shape)
    recipients = _recipients(sense, slots, ledger, shape)
    acts = _acts(sense, shape)
    basis = sense.basis if kind in (Kind.LEGAL_BASIS, Kind.PURPOSE) else None
    return Practice(
        do=acts,
        data=_data(sense, slots, ledger, kind),
        subjects=sense.subjects,
        from_=sense.sources if Act.COLLECT in acts else (),
        for_=purposes,
        with_=recipients,
        by=_by_whom(sense, ledger, shape),
        modal=sense.modal,
        only=_only(sense, purposes, recipients),
        basis=basis,
        consent=ConsentMode.OPT_IN if basis is Basis.CONSENT else sense.consent,
        if_=conditions_of(sense, kind),
        automated=kind is Kind.AUTOMATED_DECISION,
        open=sense.reading.open,
        cite=citations(sense.cited),
    )


def _data(sense: Sense, slots: Slots, ledger: Ledger, kind: Kind) -> tuple[DataName, ...]:
    """The data of a practice; what is counted together and names none, is counted from what the lead-in speaks of."""
    if kind is Kind.AGGREGATE and not slots.says_data and not sense.goes_on and re.search(r"\bcookies?\b", sense.lead):
        return (ledger.data("troth:CookieIdentifier", sense.id),)
    return slots.data


def _by_whom(sense: Sense, ledger: Ledger, shape: _Shape) -> tuple[PartyName, ...]:
    """Who does it, where it is said of third parties: `they may use it to show you advertising`."""
    if sense.reading.actor is not Actor.THIRD_PARTY or shape.act not in (Act.USE, Act.COLLECT):
        return ()
    return sense.recipients or (ledger.party("dpv:ThirdParty", sense.id),)


def _acts(sense: Sense, shape: _Shape) -> tuple[Act, ...]:
    """The act of the kind; with what the same verbs say besides."""
    acts = [shape.act]
    doings = {frame.doing for frame in sense.reading.frames}
    if shape.base in _USED_AS_COLLECTED:
        acts.append(Act.USE)
    if shape.act is Act.COLLECT and Doing.COMBINE in doings:
        acts.append(Act.COMBINE)
    if shape.act is Act.ANONYMISE:
        acts = [Act.SHARE] if Doing.SHARE in doings else [Act.USE, Act.ANONYMISE]
    if shape.act is Act.STORE:
        acts.append(Act.USE)
    if shape.base == "use-unless-opted-out" and Doing.SHARE in doings and sense.recipients:
        acts.append(Act.SHARE)
    if shape.act is Act.TRANSFER and sense.recipients:
        acts.append(Act.SHARE)
    return tuple(acts)


_USED_AS_COLLECTED = frozenset({"collect-for-payment", "collect-in-surveys"})
"""Kinds of collection whose purpose the kind itself says."""


def _purposes(sense: Sense, slots: Slots, ledger: Ledger, shape: _Shape) -> tuple[PurposeName, ...]:
    if shape.act is Act.SELL:  # the sale is what is done, and not what it is done for
        return tuple(each for each in slots.purposes if each != ledger.purpose("dpv:SellDataToThirdParties", ""))
    if slots.purposes and shape.act is not Act.COLLECT:
        return slots.purposes
    if shape.purpose:
        return (ledger.purpose(shape.purpose, sense.id),)
    if shape.act is Act.SHARE and shape.party == "dpv:DataProcessor" and not _shares(sense):
        # A tool or a host that is only named works for the service; what is shared `with our vendors` may be for all.
        return (ledger.purpose("dpv:TechnicalServiceProvision", sense.id),)
    if shape.act is Act.SHARE and not shape.party and not slots.recipients and words_of_purpose(sense.plain):
        return (ledger.own_purpose(words_of_purpose(sense.plain), sense.id),)
    if shape.act is Act.TRANSFER:
        return (ledger.purpose("troth:StatedPurpose", sense.id),)
    if shape.act is Act.USE:
        # A use for no purpose would be one for any: what nobody can name is only the purpose that the clause states.
        words = words_of_purpose(sense.plain)
        return (ledger.own_purpose(words, sense.id) if words else ledger.purpose("troth:StatedPurpose", sense.id),)
    return ()


def _shares(sense: Sense) -> bool:
    return any(frame.doing is Doing.SHARE for frame in sense.reading.frames)


def _recipients(sense: Sense, slots: Slots, ledger: Ledger, shape: _Shape) -> tuple[PartyName, ...]:
    if shape.act not in (Act.SHARE, Act.SELL, Act.TRANSFER):
        return ()
    recipients = slots.recipients
    if shape.party == "dpv:DataProcessor" and recipients and _ON_BEHALF.search(sense.plain):
        # `within our group, and to those who act on our behalf`
        recipients = tuple(dict.fromkeys((*recipients, ledger.party(shape.party, sense.id))))
    if recipients:
        return recipients
    if shape.party:
        return (ledger.party(shape.party, sense.id),)
    if _THIRD_PARTIES.search(sense.whole):
        return (ledger.party("dpv:ThirdParty", sense.id),)
    if slots.purposes or shape.purpose or sense.consent is not ConsentMode.NONE:
        return ()
    return (ledger.party("dpv:Recipient", sense.id),)


_THIRD_PARTIES = re.compile(r"\b(?:third part(?:y|ies)|other (?:compan(?:y|ies)|firms|businesses|organi[sz]ations))\b")
_ON_BEHALF = re.compile(r"\bon (?:our|its|their) behalf\b|\b(?:work|works|working|act|acts|acting) for us\b")


def _only(sense: Sense, purposes: tuple[PurposeName, ...], recipients: tuple[PartyName, ...]) -> tuple[Slot, ...]:
    if not sense.only:
        return ()
    if purposes:
        return (Slot.FOR,)
    return (Slot.WITH,) if recipients else ()
