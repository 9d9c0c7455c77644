"""What does one clause say, in the names of the draft?

From the slots and frames of a clause, its lead-in and the clause before it: which data, for which purposes, with which
recipients, from where, by which means, on which conditions. What a clause leaves unsaid it takes from its lead-in, then
from the clause that it goes on from; data that nobody names are personal data as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from troth.policy.model import Condition
from troth.policy.vocabulary import is_a
from troth.reading.drafting.denials import denial_of
from troth.reading.drafting.ledger import PERSONAL
from troth.reading.drafting.noise import is_noise
from troth.reading.model import Actor, Doing, Form, Kind, SlotKind
from troth.reading.tokens import plain
from troth.words import Basis, ConsentMode, DataName, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.denials import Denial
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.model import ClauseReading, Found, Span
    from troth.words import PartyName, PurposeName, SubjectKindName

_OF_THE_LEAD_IN = frozenset(
    {
        Kind.PURPOSE,
        Kind.LEGAL_BASIS,
        Kind.SHARING,
        Kind.PROCESSOR,
        Kind.LEGAL_REQUEST,
        Kind.CORPORATE_EVENT,
        Kind.AGGREGATE,
        Kind.RETENTION,
        Kind.AUTOMATED_DECISION,
    }
)
"""Items of these kinds say what is done with the data of their lead-in, whatever else they name."""
_OF_TRACKERS = frozenset({Kind.COOKIE})
_AIMS_FOLLOW = re.compile(
    r"(?:\b(?:to|for|purposes?|reasons?|because|(?:we|it|they) (?:can|may)|aims|ends|uses|ways)\b[^\w]*"
    r"|\bthe following (?:\w+ ){0,4}(?:purposes|reasons|ways)\W*)$"
)
"""How lead-ins end whose items are aims: what these name is aimed at, and not what is used."""
_INCLUDING = re.compile(
    r"\b(?:including|(?:which|that) includes?|comprising|namely|such as|for example|for instance|e\.g\.)(?!\w)"
)
_NO_CATEGORIES = frozenset({PERSONAL, "non_personal_data"})
"""Names that say only whether data are personal, and not which."""
_NEAR = 12
_SHORTEST = 3
_NOBODY = frozenset({"dpv:Organisation", "dpv:LegalEntity", "dpv:Recipient"})
_NOT_PERSONAL = re.compile(
    r"\b(?:non-personal|not personal(?:ly identif\w+)?|non-identif\w+|do(?:es)? not (?:directly )?identify|"
    r"anonymous)\b"
)
_IS_NOT_PERSONAL = re.compile(
    r"^(?!.*\b(?:if|unless|once|only|when)\b).*\b(?:contains?|includes?|is|are|holds?|"
    r"do(?:es)?) (?:\w+ ){0,3}?(?:no|not)\b(?: \w+){0,3}? "
    r"(?:personal(?:ly)?(?: identif\w+)?(?: information| data)?|identify (?:you|a person|an individual|"
    r"individuals|anyone)(?: personally)?)\W*$"
)
_WHOLE = frozenset({"dpv:Data", "dpv:PersonalData", "dpv:CollectedPersonalData", "dpv:IdentifyingPersonalData"})
_TO_DO = re.compile(
    r"\b(?:in order to|so that we (?:can|may)|so as to|to|for the purposes? of|for)\s+(?P<words>(?:[a-z'-]+\s*){2,7})"
)
_STOPS = re.compile(
    r"\b(?:our|your|the|a|an|you|us|we|with|and|or|that|which|this|these|any|to|of|in|on|"
    r"for|about|by|at|from|other|certain|more|as|is|are|be|may|it|them|their|its)\b"
)
_BESIDES = re.compile(
    r"\b(?:personal(?:ly identifiable)? (?:information|data),? (?:and|or|and/or)|(?:and|"
    r"or) (?:other |any )?personal(?:ly identifiable)? (?:information|data)|"
    r"personal (?:and|or|and/or) (?:\w+ ){1,3}(?:information|data))\b"
)
_CONSENT = re.compile(
    r"\b(?:with|have|obtain(?:ed)?|given|only (?:if|when|with|after)|unless|without|subject "
    r"to|ask for|based on) (?:you )?(?:us )?(?:have )?(?:your |the user's |prior |explicit "
    r"|express |opt-in |given |their )*(?:consent|permission|authori[sz]ation|opt(?:ed)?[- "
    r"]in)\b|"
    r"\b(?:if|when|where) you (?:tell|ask|instruct|direct|authori[sz]e) us\b|"
    r"\bif you (?:have )?(?:\w+ly )?(?:consented|agreed|opted[- ]in|agree|consent|ask us)\b|\bdouble opt-in\b"
)
_OPT_OUT = re.compile(
    r"\bunless you (?:have )?(?:opt(?:ed)?[- ]out|object|tell us|ask us not|unsubscribe)|"
    r"\bunless (?:they|members|customers|users) (?:have )?(?:opt(?:ed)?[- ]out|object(?:ed)?|declined?|refused?)|"
    r"\bsoft opt-in\b|\bgiven the (?:chance|opportunity) to (?:refuse|object|opt)|"
    r"\buntil you (?:\w+ )?opt[- ]?out\b|\bunless you (?:have )?told us otherwise\b"
)
_CALIFORNIA = re.compile(r"\bcalifornia(?:n)? (?:residents?|consumers?)\b|\bccpa\b")
_APPLICANTS = re.compile(r"\b(?:(?:job )?applicants?|candidates?|job applications?|recruit\w*)\b")
_EUROPEANS = re.compile(
    r"\b(?:residents? of|individuals? (?:located )?in|located in|in|from|are in|live in) "
    r"the (?:eu|european|eea|uk|united kingdom)\b|\beuropean (?:residents|users|visitors)\b"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What a part of a clause reaches. `says_data` is False where its data are only taken from what stands around."""

    data: tuple[DataName, ...]
    purposes: tuple[PurposeName, ...]
    recipients: tuple[PartyName, ...]
    says_data: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """A clause in the names of the draft. `cited` are the ids of the clauses to cite: its own, and its lead-in's."""

    reading: ClauseReading
    kinds: tuple[Kind, ...]
    plain: str
    section: str
    cited: tuple[str, ...]
    data: tuple[DataName, ...]
    purposes: tuple[PurposeName, ...]
    recipients: tuple[PartyName, ...]
    sources: tuple[str, ...]
    means: tuple[str, ...]
    subjects: tuple[SubjectKindName, ...]
    modal: Modal
    consent: ConsentMode
    basis: Basis | None
    unless: tuple[Condition, ...]
    only: bool
    says_data: bool
    lead: str
    goes_on: bool
    sets_apart: bool = False
    denial: Denial | None = None
    denied: Slots | None = None
    excepted: Slots | None = None
    spared: Slots | None = None

    @property
    def whole(self) -> str:
        """The lead-in and the clause in one text."""
        return f"{self.lead} {self.plain}" if self.lead else self.plain

    @property
    def permitted(self) -> Slots:
        """What the clause permits, where it permits anything: all of it, but for what it denies."""
        return self.spared or Slots(self.data, self.purposes, self.recipients, self.says_data)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that fired, the strongest first."""
        return tuple(hit.rule for hit in sorted(self.reading.hits, key=lambda hit: -hit.weight)[:4])

    @property
    def id(self) -> str:
        """The clause's id."""
        return self.reading.clause.id

    def values(self, slot: SlotKind) -> tuple[str, ...]:
        """What fills a slot of the clause, each value once."""
        return tuple(dict.fromkeys(found.value for found in self.reading.found(slot)))


def sense_of(reading: ClauseReading, section: str, lead: Sense | None, before: Sense | None, ledger: Ledger) -> Sense:
    """The sense of a clause; `before` is that of the clause that it goes on from, if any."""
    text = plain(reading.clause.text)
    reading = replace(reading, slots=tuple(each for each in reading.slots if not is_noise(each, text)))
    whole = f"{lead.plain} {text}" if lead else text
    clause = reading.clause.id
    slots = _slots(reading, text, lead, before, ledger)
    consent = ConsentMode.NONE
    if _OPT_OUT.search(whole):
        consent = ConsentMode.OPT_OUT
    elif _CONSENT.search(whole):
        consent = ConsentMode.OPT_IN
    basis = next((Basis(found.value) for found in reading.found(SlotKind.BASIS)), lead.basis if lead else None)
    never = reading.modal is Modal.NEVER
    sense = Sense(
        reading=reading,
        kinds=reading.kinds,
        plain=text,
        section=section,
        cited=(*(lead.cited if lead else ()), clause),
        data=slots.data,
        purposes=slots.purposes,
        recipients=slots.recipients,
        sources=_sources(reading, whole) or (lead.sources if lead else ()),
        means=tuple(dict.fromkeys(found.value for found in reading.found(SlotKind.TRACKER))),
        subjects=_subjects(whole, section, clause, ledger),
        modal=reading.modal or (lead.modal if lead else Modal.DOES),
        consent=ConsentMode.NONE if never else consent,
        basis=basis,
        unless=(Condition("consent", ("opt_in",)),) if never and consent is ConsentMode.OPT_IN else (),
        only=any(frame.only for frame in reading.frames if frame.form is Form.MAIN),
        says_data=slots.says_data,
        lead=lead.plain if lead else "",
        goes_on=before is not None,
    )
    apart = _set_apart(sense, slots, before)
    if apart:
        ledger.not_personal(apart)
        return replace(sense, data=apart, sets_apart=True)
    return _with_denial(sense, lead, before, ledger)


def _set_apart(sense: Sense, slots: Slots, before: Sense | None) -> tuple[DataName, ...]:
    """The data of which a clause says that they are not personal; its own, else those it goes on from."""
    if not _IS_NOT_PERSONAL.search(sense.plain) or sense.reading.actor is Actor.TRACKER:
        return ()
    said = slots.data if slots.says_data else ()
    own = tuple(each for each in said if each not in _NO_CATEGORIES)
    return own or (tuple(each for each in before.data if each not in _NO_CATEGORIES) if before is not None else ())


def _slots(reading: ClauseReading, text: str, lead: Sense | None, before: Sense | None, ledger: Ledger) -> Slots:
    """What a clause, or a part of it, reaches; what it leaves unsaid is its lead-in's."""
    data = _data(reading, text, reading.clause.id, ledger)
    if (lead is not None and _OF_THE_LEAD_IN.intersection(reading.kinds) and _AIMS_FOLLOW.search(lead.plain)) or (
        lead is not None and lead.says_data and (not data or _OF_THE_LEAD_IN.intersection(reading.kinds))
    ):
        data = lead.data
    says = bool(data)
    if not data and before is None and _OF_TRACKERS.intersection(reading.kinds[:1]):
        data = (ledger.data("troth:CookieIdentifier", reading.clause.id),)
    elif not data:
        data = before.data if before is not None else (ledger.personal(""),)
    return Slots(
        data,
        _purposes(reading, ledger) or (lead.purposes if lead else ()),
        _recipients(reading, ledger) or (lead.recipients if lead else ()),
        says,
    )


def _with_denial(sense: Sense, lead: Sense | None, before: Sense | None, ledger: Ledger) -> Sense:
    """The sense with what it denies apart from the rest: a denial reaches what stands in its part of the sentence."""
    denial = denial_of(sense.plain, sense.lead)
    if denial is None:
        return sense
    at, tail = denial.at, denial.tail

    def part(inside: Span | None, *, outside: Span | None = None) -> Slots:
        kept = tuple(each for each in sense.reading.slots if _lies(each, inside) and not _lies_in(each, outside))
        text = (
            sense.plain[inside.start : inside.end] if inside else f"{sense.plain[: at.start]} {sense.plain[at.end :]}"
        )
        return _slots(replace(sense.reading, slots=kept), text, lead, before, ledger)

    return replace(
        sense,
        denial=denial,
        denied=part(at, outside=tail),
        excepted=part(tail) if tail is not None else None,
        spared=part(None, outside=at),
    )


def _lies(found: Found, span: Span | None) -> bool:
    return span is None or _lies_in(found, span)


def _lies_in(found: Found, span: Span | None) -> bool:
    return span is not None and span.start <= found.at.start < span.end


def _data(reading: ClauseReading, text: str, clause: str, ledger: Ledger) -> tuple[DataName, ...]:
    """The categories that a clause names; general words count only where nothing is named more closely.

    Data inside an aim are what the aim is about (`to fulfil your orders`), not what is used for it.
    """
    named = [name for alias, name in ledger.aliases.items() if re.search(rf"\b{re.escape(alias)}\b", text)]
    aims = (
        [found.at for found in reading.found(SlotKind.PURPOSE)] if _OF_THE_LEAD_IN.intersection(reading.kinds) else []
    )
    terms = [
        found.value
        for found in reading.found(SlotKind.DATA)
        if not any(aim.start <= found.at.start and found.at.end <= aim.end for aim in aims)
    ]
    close = [each for each in terms if each not in _WHOLE]
    if _NOT_PERSONAL.search(text) and reading.modal is not Modal.NEVER and "dpv:AnonymisedData" not in close:
        close = [*close, "dpv:NonPersonalData"]
    wide = [each for each in terms if each in _WHOLE and each != "dpv:Data"]
    named += [ledger.data(each, clause) for each in dict.fromkeys(close)]
    if (wide and not named) or _BESIDES.search(text):
        named.append(ledger.personal(clause))
    return tuple(dict.fromkeys(named))


def _purposes(reading: ClauseReading, ledger: Ledger) -> tuple[PurposeName, ...]:
    clause = reading.clause.id
    slots = [each for each in reading.found(SlotKind.PURPOSE) if each.value != "dpv:Purpose"]
    ads = [each.at for each in slots if is_a(each.value, "dpv:Marketing")]
    found = [
        each.value
        for each in slots
        # `to offer you further services` is marketing, and provides none
        if not (
            each.value == "dpv:ServiceProvision"
            and any(at.start <= each.at.end and each.at.start <= at.end for at in ads)
        )
    ]
    names = tuple(dict.fromkeys(ledger.purpose(each, clause) for each in found))
    _tell_narrower(reading, ledger)
    return names


def _tell_narrower(reading: ClauseReading, ledger: Ledger) -> None:
    """`Performing services, including customer care and billing`: these are part of that."""
    text = plain(reading.clause.text)
    opened = _INCLUDING.search(text)
    if opened is None:
        return
    purposes = [each for each in reading.found(SlotKind.PURPOSE) if each.value != "dpv:Purpose"]
    heads = [each for each in purposes if each.at.end <= opened.start()]
    if len(heads) == 1 and opened.start() - heads[0].at.end <= _NEAR:
        wide = ledger.purpose(heads[0].value, reading.clause.id)
        for each in purposes:
            if each.at.start >= opened.end() and not is_a(heads[0].value, each.value):
                ledger.narrower(ledger.purpose(each.value, reading.clause.id), wide)


def words_of_purpose(text: str) -> str:
    """The content words of what something is done for; empty where the clause does not say."""
    match = _TO_DO.search(text)
    if match is None:
        return ""
    words = match["words"]
    found = re.findall(r"[a-z]{3,}", _STOPS.sub(" ", words))[:4]
    return " ".join(found) if any(len(word) > _SHORTEST for word in found) else ""


def _recipients(reading: ClauseReading, ledger: Ledger) -> tuple[PartyName, ...]:
    named = (
        each.value
        for each in reading.found(SlotKind.RECIPIENT)
        if each.value not in _NOBODY and not is_a(each.value, "dpv:DataProtectionOfficer")
    )
    return tuple(dict.fromkeys(ledger.party(each, reading.clause.id) for each in named))


def _sources(reading: ClauseReading, whole: str) -> tuple[str, ...]:
    found = []
    for source, pattern in _FROM:
        if pattern.search(whole):
            found.append(source)
    if not found and any(frame.doing is Doing.GIVE and frame.actor is Actor.SUBJECT for frame in reading.frames):
        found.append("subject")
    return tuple(found)


_FROM = (
    (
        "subject",
        re.compile(
            r"\b(?:directly from you|from you\b|you (?:\w+ ){0,2}(?:provide|give|submit|enter|send|"
            r"share|tell|upload|choose)|when you (?:register|sign|contact|order|create|fill|place))"
        ),
    ),
    (
        "device",
        re.compile(
            r"\b(?:automatic\w*|cookies?|beacons?|your (?:device|browser|computer|phone)|log files?|"
            r"server logs?|technolog\w+|ip address|as you (?:navigate|use|browse)|when you visit)\b"
        ),
    ),
    (
        "third_party",
        re.compile(
            r"\bfrom (?:\w+ ){0,3}(?:third[- ]part(?:y|ies)|partners?|other (?:sources|companies|"
            r"users)|affiliates?|vendors?|advertis\w+|credit|social|service providers?)"
        ),
    ),
    ("public_source", re.compile(r"\bpublic(?:ly)? (?:available|accessible|sources?|records?|databases?)")),
)


def _subjects(whole: str, section: str, clause: str, ledger: Ledger) -> tuple[SubjectKindName, ...]:
    if _CALIFORNIA.search(whole) or "california" in section:
        return (ledger.subject("california_resident", clause, "lives in California"),)
    if _APPLICANTS.search(section):
        return (ledger.subject("applicant", clause),)
    if _EUROPEANS.search(whole):
        return (
            ledger.subject("european", clause, "is in the European Economic Area, Switzerland or the United Kingdom"),
        )
    return ()
