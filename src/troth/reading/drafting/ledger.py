"""Which names has the draft declared so far, and which elements?

Elements come in the order of the text. A name is declared where it is first used, from a term of the vocabulary or a
word that the notice defines, and cites every clause that used it. Nothing is declared twice: the same term has the same
name in the whole draft.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from troth.policy.model import Citation, DataCategory, Party, Personal, Purpose, SubjectKind
from troth.policy.vocabulary import ancestors, is_a, term
from troth.words import ClauseId, DataName, PartyName, PurposeName, Role, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from troth.policy.model import Element

ElementType = TypeVar("ElementType", bound="Element")
PERSONAL = DataName("personal_data")
_WORD = re.compile(r"[a-z0-9]+")
_PERSONAL_WORDS = frozenset(
    {"personal_data", "personal_information", "personally_identifiable_information", "pii", "data"}
)
_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an element of the draft comes from: the rules that fired, and how sure they were (0 to 1)."""

    address: str
    rules: tuple[str, ...]
    confidence: float


@dataclass(slots=True)
class _Declared:
    name: str
    terms: tuple[str, ...]
    cited: dict[str, None] = field(default_factory=dict)
    alias: str = ""
    text: str = ""


@dataclass(slots=True)
class Ledger:
    """What was declared and drafted."""

    organisation: str
    aliases: dict[str, DataName] = field(default_factory=dict)
    elements: dict[str, dict[str, Element]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    _data: dict[str, _Declared] = field(default_factory=dict)
    _purposes: dict[str, _Declared] = field(default_factory=dict)
    _parties: dict[str, _Declared] = field(default_factory=dict)
    _subjects: dict[str, _Declared] = field(default_factory=dict)
    _above: dict[str, str] = field(default_factory=dict)
    _names: dict[tuple[str, Element], str] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _cited: dict[tuple[str, str], dict[ClauseId, None]] = field(default_factory=dict)
    _apart: dict[str, None] = field(default_factory=dict)
    contacts: dict[str, dict[str, None]] = field(default_factory=dict)

    # --- names ------------------------------------------------------------------------------------------------------

    def data(self, name: str, clause: str) -> DataName:
        """The category of a term of the vocabulary."""
        declared = self._declare(self._data, _name_of(name), (name,), clause)
        return DataName(declared.name)

    def personal(self, clause: str) -> DataName:
        """Personal data as a whole; `clause` is empty where none says so and they are only meant."""
        return DataName(self._declare(self._data, PERSONAL, ("dpv:PersonalData",), clause).name)

    def defined_data(self, alias: str, terms: tuple[str, ...], clause: str) -> DataName:
        """The category that the notice itself defines."""
        if slug(alias) in _PERSONAL_WORDS:
            terms = ("dpv:PersonalData",)
            declared = self._declare(self._data, PERSONAL, terms, clause)
        else:
            declared = self._declare(self._data, slug(alias), terms or ("dpv:PersonalData",), clause)
        declared.alias = alias
        self.aliases[alias.lower()] = DataName(declared.name)
        return DataName(declared.name)

    def purpose(self, name: str, clause: str) -> PurposeName:
        """The purpose of a term of the vocabulary."""
        return PurposeName(self._declare(self._purposes, _name_of(name), (name,), clause).name)

    def not_personal(self, names: Iterable[DataName]) -> None:
        """Keep categories apart that the notice does not count among personal data."""
        self._apart.update(dict.fromkeys(name for name in names if name != PERSONAL))

    def narrower(self, child: PurposeName, parent: PurposeName) -> None:
        """Note that the notice counts a purpose among another: `performing services, including billing`."""
        if child != parent and self._above.get(parent) != child:
            self._above.setdefault(child, parent)

    def own_data(self, words: str, clause: str) -> DataName:
        """A category that the vocabulary does not know, called by its words."""
        return DataName(self._declare(self._data, slug(words), ("dpv:PersonalData",), clause).name)

    def own_purpose(self, words: str, clause: str) -> PurposeName:
        """A purpose that the vocabulary does not know, called by its words."""
        return PurposeName(self._declare(self._purposes, slug(words), ("dpv:Purpose",), clause).name)

    def party(self, name: str, clause: str) -> PartyName:
        """The party of a term of the vocabulary."""
        return PartyName(self._declare(self._parties, _name_of(name), (name,), clause).name)

    def named_party(self, text: str, name: str, clause: str) -> PartyName:
        """A party that the notice calls by its own name; `name` is the term of what it is."""
        declared = self._declare(self._parties, slug(text), (name,), clause)
        declared.text = text
        return PartyName(declared.name)

    def subject(self, name: str, clause: str, test: str = "") -> SubjectKindName:
        """A kind of subject."""
        declared = self._declare(self._subjects, name, (), clause)
        declared.text = declared.text or test
        return SubjectKindName(declared.name)

    def _declare(self, known: dict[str, _Declared], name: str, terms: tuple[str, ...], clause: str) -> _Declared:
        declared = known.get(name)
        if declared is None:
            declared = known[name] = _Declared(name, terms)
        if clause:
            declared.cited[clause] = None
        return declared

    # --- elements -----------------------------------------------------------------------------------------------------

    def add(self, kind: str, base: str, element: Element, rules: tuple[str, ...], confidence: float) -> str:
        """Keep an element under a name that begins with `base`; the same element again only adds its citations."""
        said = (kind, dataclasses.replace(element, id="", cite=()))
        name = self._names.get(said)
        if name is None:
            name = self._names[said] = self._free(kind, base)
            self.elements.setdefault(kind, {})[name] = dataclasses.replace(element, id=name)
            self._cited[kind, name] = {}
        self._cited[kind, name].update(dict.fromkeys(element.clauses))
        self._note(f"{kind}.{name}", rules, confidence)
        return name

    def amend(self, kind: str, name: str, element: Element, cite: tuple[Citation, ...]) -> None:
        """Put a changed element in the place of one that is there; what it cites is added to what that cited."""
        self.elements[kind][name] = element
        self._names[kind, dataclasses.replace(element, id="", cite=())] = name
        self._cited[kind, name].update(dict.fromkeys(each.clause for each in cite))

    def _free(self, kind: str, base: str) -> str:
        """A name of its kind that no element has: `use`, `use-2`, ..."""
        number = self._numbers[kind, base] = self._numbers.get((kind, base), 0) + 1
        return base if number == 1 else f"{base}-{number}"

    def drafted(self, kind: str) -> dict[str, Element]:
        """The elements of a kind with everything that they cite."""
        return {
            name: dataclasses.replace(element, cite=citations(cited))
            if (cited := self._cited.get((kind, name))) is not None
            else element
            for name, element in self.elements.get(kind, {}).items()
        }

    def _note(self, address: str, rules: tuple[str, ...], confidence: float) -> None:
        known = self.origins.get(address)
        all_rules = tuple(dict.fromkeys((*(known.rules if known else ()), *rules)))
        least = min(confidence, known.confidence) if known else confidence
        self.origins[address] = Origin(address, all_rules, round(least, 3))

    def of_kind(self, kind: str, _: type[ElementType]) -> dict[str, ElementType]:
        """The elements of a kind, of the type that the kind has."""
        return cast("dict[str, ElementType]", self.elements.setdefault(kind, {}))

    # --- the four trees of names ------------------------------------------------------------------------------------

    def data_elements(self) -> dict[DataName, DataCategory]:
        """The categories: each below the nearest declared category of a wider term, and all below personal data."""
        found = {}
        by_term = _by_term(self._data)
        above: dict[str, tuple[str, ...]] = {}
        for declared in self._data.values():
            wider = tuple(name for name in _wider(declared, by_term) if not _leads_to(name, declared.name, above))
            above[declared.name] = wider
            personal = (
                Personal.NONE if any(is_a(each, "dpv:NonPersonalData") for each in declared.terms) else Personal.DIRECT
            )
            if declared.name in self._apart:
                personal = Personal.LINKABLE
            elif personal is not Personal.NONE and declared.name != PERSONAL and not wider and PERSONAL in self._data:
                wider = (PERSONAL,)
                above[declared.name] = wider
            if personal is not Personal.NONE and any(
                is_a(each, "pd:Tracking") and not is_a(each, "pd:Contact") for each in declared.terms
            ):
                personal = Personal.LINKABLE
            sensitive = any((known := term(each)) is not None and known.sensitive for each in declared.terms)
            found[DataName(declared.name)] = DataCategory(
                is_=(*wider, *declared.terms), personal=personal, sensitive=sensitive, alias=declared.alias,
                ccpa=_letters(declared.terms),
                cite=citations(declared.cited), id=declared.name,
            )  # fmt: skip
        return found

    def purpose_elements(self) -> dict[PurposeName, Purpose]:
        """The purposes; each below what the notice counts it among, else below the nearest declared wider term."""
        above: dict[str, tuple[str, ...]] = {}
        by_term = _by_term(self._purposes)
        service = next((name for name, each in self._purposes.items() if "dpv:ServiceProvision" in each.terms), None)
        for each in self._purposes.values():
            said = self._above.get(each.name)
            if said is None and service is not None and each.terms[0] in _SERVICE_ITSELF:
                said = service
            wider = (said,) if said is not None else _wider(each, by_term)
            above[each.name] = tuple(name for name in wider if not _leads_to(name, each.name, above))
        return {
            PurposeName(each.name): Purpose(
                is_=(*above[each.name], *each.terms), cite=citations(each.cited), id=each.name
            )
            for each in self._purposes.values()
        }

    def party_elements(self) -> dict[PartyName, Party]:
        """The parties, with what the terms say that they are."""
        found = {}
        for each in self._parties.values():
            label = each.text or _label(each.terms[0])
            found[PartyName(each.name)] = Party(
                role=role_of(each.terms[0]), name=label, kind=_kind_of(each.terms[0]),
                contact=tuple(self.contacts.get(each.name, {})), cite=citations(each.cited), id=each.name,
            )  # fmt: skip
        return found

    def terms_of(self, purpose: PurposeName) -> tuple[str, ...]:
        """The terms of a declared purpose."""
        return self._purposes[purpose].terms

    def subject_elements(self) -> dict[SubjectKindName, SubjectKind]:
        """The kinds of subject."""
        return {
            SubjectKindName(each.name): SubjectKind(test=each.text, cite=citations(each.cited), id=each.name)
            for each in self._subjects.values()
        }


def citations(clauses: Iterable[str]) -> tuple[Citation, ...]:
    """Citations of whole clauses, in the order of the text; the first clause of all where nothing was said."""
    cited = sorted(dict.fromkeys(clauses), key=lambda id_: int(id_[1:])) or ["s1"]
    return tuple(Citation(ClauseId(clause)) for clause in cited)


def joined(one: tuple[Citation, ...], other: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Both, each clause once, in the order of the text."""
    return citations(tuple(each.clause for each in (*one, *other)))


def slug(words: str) -> str:
    """A name from words: `Customer provided information` -> `customer_provided_information`."""
    found = "_".join(_WORD.findall(words.lower()))[:_LONGEST_NAME].rstrip("_")
    return found if found[:1].isalpha() else f"x_{found}"


def _leads_to(name: str, wanted: str, above: dict[str, tuple[str, ...]]) -> bool:
    """Whether a name is another, or stands below it, as far as is known: a tree has no circles."""
    return name == wanted or any(_leads_to(each, wanted, above) for each in above.get(name, ()))


def _letters(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The letters of Civ. Code 1798.140(v)(1) of some terms."""
    return tuple(dict.fromkeys(letter for each in terms if (known := term(each)) is not None for letter in known.ccpa))


def _label(name: str) -> str:
    known = term(name)
    return known.label if known else name.partition(":")[2]


def _name_of(name: str) -> str:
    return PERSONAL if name == "dpv:PersonalData" else slug(_label(name))


def _kind_of(name: str) -> str:
    local = name.partition(":")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local).lower()


def _by_term(known: Mapping[str, _Declared]) -> dict[str, str]:
    """The first declared name of each term that may stand above others."""
    found: dict[str, str] = {}
    for declared in known.values():
        if not declared.alias:
            for each in declared.terms:
                if each not in _ROOTS:
                    found[each] = declared.name
    return found


def _wider(declared: _Declared, by_term: Mapping[str, str]) -> tuple[str, ...]:
    """The name of the nearest declared category or purpose whose term is wider."""
    for own in declared.terms:
        for wider in ancestors(own):
            if wider in by_term and by_term[wider] != declared.name:
                return (by_term[wider],)
    return ()


def role_of(name: str) -> Role:
    """What a party of this term is (GDPR Art. 4(7)-(10))."""
    for wide, role in _ROLES:
        if is_a(name, wide):
            return role
    return Role.RECIPIENT


_ROOTS = frozenset(
    {
        "dpv:Purpose",
        "dpv:PersonalData",
        # The vocabulary files analytics, payment and improvement below these; no notice that promises a service, or
        # speaks of its business, permits them by that.
        "dpv:ServiceProvision",
        "dpv:RequestedServiceProvision",
        "dpv:TechnicalServiceProvision",
        "dpv:ServiceOptimisation",
        "dpv:OrganisationGovernance",
        "dpv:CustomerManagement",
        "dpv:CommunicationManagement",
        "dpv:EnforceSecurity",
        "dpv:Personalisation",
        "dpv:ResearchAndDevelopment",
        "dpv:LegalCompliance",
    }
)
"""Terms that are no parents in a draft."""
_SERVICE_ITSELF = frozenset({"troth:MessageDelivery", "dpv:RequestedServiceProvision"})
"""Purposes that are the service: who may provide it may deliver what the reader sends, or asked for."""
_ROLES = (
    ("troth:SealProgramme", Role.SEAL),
    ("dpv:DataSubProcessor", Role.SUB_PROCESSOR),
    ("dpv:DataProcessor", Role.PROCESSOR),
    ("troth:Vendor", Role.PROCESSOR),
    ("dpv:JointDataControllers", Role.JOINT),
    ("dpv:DataController", Role.CONTROLLER),
    ("troth:BusinessCustomer", Role.CONTROLLER),
    ("troth:Affiliate", Role.AFFILIATE),
    ("dpv:SubsidiaryLegalEntity", Role.AFFILIATE),
    ("dpv:Authority", Role.AUTHORITY),
    ("dpv:GovernmentalOrganisation", Role.AUTHORITY),
    ("dpv:LawEnforcementOrganisation", Role.AUTHORITY),
    ("dpv:ThirdParty", Role.THIRD_PARTY),
)
