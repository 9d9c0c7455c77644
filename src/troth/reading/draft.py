"""Which policy follows from a notice, as a proposal that somebody has yet to review?

1. The words that the notice defines become categories, where data are what they stand for.
2. Every clause is put into the names of the draft (`drafting.sense`), and makes elements by its kinds (`drafting`).
3. Practices of one section that differ in one slot only become one (`merging`).
4. The head: whose policy, from when, on which terms; what has to be guessed is said in a remark.

What it leaves out: clauses that reading does not understand. They are left unaccounted for, so that the check of the
policy finds them; a note that hides them would be worse than none.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from troth.notice.model import ClauseRole
from troth.policy.model import KINDS, Accept, AppliesTo, Changes, Effective, Head, Party, Policy
from troth.policy.vocabulary.terms import Kind as TermKind
from troth.reading.context import is_readable
from troth.reading.drafting import drafters
from troth.reading.drafting.evidence import is_title
from troth.reading.drafting.ledger import PERSONAL, Ledger, Origin, citations, slug
from troth.reading.drafting.merging import merged
from troth.reading.drafting.notes import draft_term, draft_title
from troth.reading.drafting.prohibitions import draft as forbid
from troth.reading.drafting.sense import Sense, sense_of
from troth.reading.model import Kind, ReadAs, SlotKind
from troth.reading.phrases import named_in
from troth.reading.tokens import plain
from troth.words import Channel, OrganisationId, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from troth.policy.model import Element
    from troth.reading.model import DefinedTerm, Reading
    from troth.words import ClauseId, DataName

_NAMES = ("data", "purposes", "parties", "subjects")
_GOES_ON = re.compile(
    r"^\W*(?:(?:this|these|those|they|it|such|for example|for instance|examples?)\b|"
    r"(?:in addition,? |also,? )?we (?:\w+ ){1,3}?(?:such|these|this|those) (?:data|information|details|records)\b|"
    r"(?:the |all )?(?:information|data|details) (?:gathered|collected|obtained|recorded|"
    r"received) (?:automatically|in this way|this way)\b|"
    r"what we (?:learn|collect|find out|gather|see) (?:in this way|this way|from (?:it|them|this|these))\b|"
    r".*\b(?:these|such|those) data\b|.*\b(?:this|such|these) (?:information|details)\b|"
    r"we (?:(?:may|will|can|also|only|then) ){0,2}(?:use|process|need|keep|share|store|disclose|analy[sz]e|"
    r"combine) (?:it|them)\b)"
)
_COLLECTS = frozenset({Kind.COLLECTION, Kind.SOURCE, Kind.COOKIE, Kind.PAYMENT, Kind.SURVEY})
_GIVEN = frozenset({Kind.SHARING, Kind.PROCESSOR, Kind.PURPOSE, Kind.AUTOMATED_DECISION, Kind.COLLECTION})
_SHORT_SECTION, _SHORT_WORD = 8, 4
_ABOUT_DATA = re.compile(r"\b(?:information|data|details|content|contributions|records)\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed policy. `origins` say where each element comes from; `left` are the clauses that made none."""

    policy: Policy
    origins: tuple[Origin, ...]
    left: tuple[ClauseId, ...]

    def origin(self, address: str) -> Origin | None:
        """Where an element comes from."""
        return next((each for each in self.origins if each.address == address), None)


def draft(reading: Reading, organisation: str, told: Callable[[int], object] | None = None) -> Draft:
    """The policy that a reading proposes for an organisation, by its id. `told` is called with 1 after each clause."""
    ledger = Ledger(slug(organisation))
    for term in reading.terms:
        _define(term, ledger)
    senses = _senses(reading, ledger)
    for last in (False, True):
        for sense in senses:
            if is_title(sense):
                draft_title(sense, ledger)
                continue
            if not sense.kinds and not last:
                forbid(sense, ledger)
            for kinds, draw in drafters(last=last):
                if any(kind in kinds for kind in sense.kinds):
                    draw(sense, ledger)
            if last and told is not None:
                told(1)
    policy = _policy(reading, ledger, senses, organisation)
    policy, origins = merged(policy, ledger.origins)
    return Draft(policy, origins, _left(reading, policy))


def _define(term: DefinedTerm, ledger: Ledger) -> None:
    """A defined term, with the category that it names where it stands for data."""
    spoken = f"{term.term} {term.means}"
    if _ABOUT_DATA.search(plain(term.term)):
        named = tuple(
            dict.fromkeys(each.term for each in named_in(plain(spoken), TermKind.DATA) if each.term != "dpv:Data")
        )
        name = ledger.defined_data(term.term, named, term.clause)
        draft_term(term, f"data.{name}", ledger)
    else:
        draft_term(term, term.means.strip(), ledger)


def _senses(reading: Reading, ledger: Ledger) -> tuple[Sense, ...]:
    """The senses of all clauses that say something; lead-ins have theirs for their items, and draft only by these."""
    by_id: dict[str, Sense] = {}
    before: Sense | None = None
    collected: dict[DataName, None] = {}
    drafted = []
    led = {each.clause.lead_in for each in reading.clauses if each.clause.lead_in}
    for each in reading.clauses:
        if each.read_as is ReadAs.HEADING or not is_readable(each.clause):
            before, collected = None, {}
            continue
        section = " ".join(
            plain(heading.clause.text)
            for id_ in each.clause.headings
            if (heading := reading.of(id_)) is not None and is_readable(heading.clause)
        )
        lead = by_id.get(each.clause.lead_in or "")
        goes_on = before is not None and _GOES_ON.search(plain(each.clause.text)) is not None
        spoken_of = dataclasses.replace(before, data=tuple(collected)) if before is not None and collected else before
        sense = sense_of(each, section, lead, spoken_of if goes_on else None, ledger)
        by_id[each.clause.id] = sense
        before = sense
        if sense.says_data and _COLLECTS.intersection(sense.kinds):
            collected.update(dict.fromkeys(name for name in sense.data if name != PERSONAL))
        if each.read_as is not ReadAs.LEAD_IN or each.clause.id not in led:
            drafted.append(sense)
    sections: dict[tuple[ClauseId, ...], list[Sense]] = {}
    for sense in drafted:
        sections.setdefault(sense.reading.clause.headings, []).append(sense)
    return tuple(_with_data_of_section(sense, sections[sense.reading.clause.headings]) for sense in drafted)


def _with_data_of_section(sense: Sense, section: Sequence[Sense]) -> Sense:
    """A tool that is only named gets the data that the few sentences of its own section name, and no others."""
    if sense.says_data or Kind.PROCESSOR not in sense.kinds or sense.goes_on or len(section) > _SHORT_SECTION:
        return sense
    named = dict.fromkeys(
        name for each in section if each.says_data and _GIVEN.intersection(each.kinds) for name in each.data
    )
    own = any(len(word) > _SHORT_WORD and word in sense.plain for word in sense.section.split())
    if not named or not own:
        return sense
    return dataclasses.replace(sense, data=tuple(named), says_data=True)


def _policy(reading: Reading, ledger: Ledger, senses: tuple[Sense, ...], organisation: str) -> Policy:
    parts: dict[str, Any] = {kind: ledger.drafted(kind) for kind in KINDS}
    trackers = ((name.replace("-", "_"), element) for name, element in parts["trackers"].items())
    parts["trackers"] = {name: dataclasses.replace(element, id=name) for name, element in trackers}
    ledger.personal("")
    parts["data"], parts["purposes"] = ledger.data_elements(), ledger.purpose_elements()
    parts["subjects"] = ledger.subject_elements()
    parts["parties"] = {ledger.organisation: _itself(reading, ledger), **ledger.party_elements()}
    return _without_mere_names(Policy(head=_head(reading, senses, organisation), **parts))


def _without_mere_names(policy: Policy) -> Policy:
    """The policy, its names citing only clauses that say something: a word that is known is no sentence understood."""
    saying = [element for kind in KINDS if kind not in _NAMES for element in getattr(policy, kind).values()]
    said = {clause for element in (policy.head, *saying) for clause in element.clauses}
    said |= {clause for each in policy.notes.values() for clause in each.clauses}
    used = {name for element in saying for name in _names_in(element)}
    used |= {
        word for kind in _NAMES for element in getattr(policy, kind).values() for word in getattr(element, "is_", ())
    }
    kept: dict[str, Any] = {}
    for kind in _NAMES:
        kept[kind] = {}
        for name, element in getattr(policy, kind).items():
            cite = tuple(each for each in element.cite if each.clause in said)
            if cite or name in used or name in (policy.head.organisation, PERSONAL):
                kept[kind][name] = dataclasses.replace(element, cite=cite or element.cite[:0] or citations(()))
    return dataclasses.replace(policy, **kept)


def _names_in(element: Element) -> Iterator[str]:
    """Every word in the slots of an element; names are among them."""
    for field in dataclasses.fields(element):
        value = getattr(element, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                yield str(each)


def _itself(reading: Reading, ledger: Ledger) -> Party:
    name = reading.own_names[0] if reading.own_names else ledger.organisation
    cited = [each.clause.id for each in reading.clauses if Kind.CONTACT in each.kinds]
    return Party(
        role=Role.CONTROLLER, name=name, contact=tuple(ledger.contacts.get(ledger.organisation, {})),
        cite=citations(tuple(cited)), id=ledger.organisation,
    )  # fmt: skip


def _head(reading: Reading, senses: tuple[Sense, ...], organisation: str) -> Head:
    effective = reading.notice.effective_on
    laws = tuple(dict.fromkeys(found.value for each in reading.clauses for found in each.found(SlotKind.LAW)))
    dated = [each.clause.id for each in reading.clauses if each.found(SlotKind.DATE) and Kind.DEFINITION in each.kinds]
    changing = [sense for sense in senses if Kind.CHANGE_NOTICE in sense.kinds]
    used = [
        sense
        for sense in senses
        if Kind.LEGAL_BASIS in sense.kinds and re.search(r"\bby (?:using|accessing|visiting)\b", sense.plain)
    ]
    remark = "" if effective else "the notice names no date from which it holds: put one in"
    cited = tuple(dict.fromkeys([*dated, *(sense.id for sense in (*changing, *used))]))
    return Head(
        organisation=OrganisationId(slug(organisation)),
        version=effective.isoformat() if effective else "1",
        effective=Effective(existing=effective or date(2000, 1, 1)),
        accept=Accept.BY_USE,
        laws=laws,
        changes=_changes(changing),
        cite=citations(cited),
        remark=remark,
    )


def _changes(changing: list[Sense]) -> Changes:
    text = " ".join(sense.plain for sense in changing)
    channels = []
    if re.search(r"\be-?mail\b", text):
        channels.append(Channel.EMAIL)
    if re.search(r"\b(?:on (?:our|the|this) (?:web ?)?(?:site|page)|home ?page|banner)\b", text):
        channels.append(Channel.WEB)
    return Changes(
        post="same_page"
        if re.search(r"\b(?:this page|this location|here|to this (?:privacy )?(?:policy|statement|notice))\b", text)
        else "",
        notify=tuple(channels),
        effect="on_posting"
        if re.search(r"\b(?:immediately|when posted|upon posting|effective (?:when|upon|as soon))\b", text)
        else "",
        applies_to=AppliesTo.DATA_COLLECTED_AFTER
        if re.search(r"\bcollect\w* (?:of data )?from that point\b|\bcollected after\b", text)
        else AppliesTo.ALL_DATA,
        continued_use_accepts=re.search(r"\bcontinu\w+ (?:to )?use\b", text) is not None,
    )


def _left(reading: Reading, policy: Policy) -> tuple[ClauseId, ...]:
    """The clauses that say something and that no element cites."""
    cited = {clause for _, element in policy.elements() for clause in element.clauses}
    said = (ClauseRole.SENTENCE, ClauseRole.ITEM)
    return tuple(each.clause.id for each in reading.clauses if each.clause.role in said and each.clause.id not in cited)
