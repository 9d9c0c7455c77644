"""How does the policy read in the terms of the W3C Data Privacy Vocabulary (DPV 2.2)?

JSON-LD 1.1: one graph with the notice, its parties, data, purposes, subjects, rights and measures, and a
`dpv:Process` for every practice. Rules:

1. Identifiers are relative to the policy's own IRI (`urn:troth:policy:ORGANISATION:VERSION`) and made of addresses:
   `#practices.no-sale`. They stay the same as long as the element keeps its name.
2. From `dpv:`, `pd:` and `eu-gdpr:` only names are used that the vocabulary table has, or that stand in `STRUCTURE`,
   the frame of DPV itself. A term that the table lacks is kept as a word under `troth:is`.
3. A permission is a `dpv:Permission`, a `never` a `dpv:Prohibition`, a duty a `dpv:Obligation`.
4. Articles of the GDPR are named only where the policy says that it applies.
5. What DPV cannot say (conditions, `only`, choices, trackers, claims) stands under `troth:`, nothing is left out.
6. The same policy gives the same bytes.

What it leaves out: notes, which make no rule, and the words of the notice; `dct:source` names its clauses.
"""

from __future__ import annotations

import dataclasses
import json
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from troth.policy.export.languages.en import Spoken
from troth.policy.model import KINDS, Retention
from troth.policy.vocabulary import NAMESPACES, Kind, term
from troth.words import EVERYTHING, Act, Basis, DataName, Modal, RightKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Duty, Element, Policy, Practice

Node = dict[str, Any]

STRUCTURE = frozenset(
    {
        "dpv:Process", "dpv:PrivacyNotice", "dpv:Permission", "dpv:Prohibition", "dpv:Obligation", "dpv:DataSubject",
        "dpv:StorageCondition", "dpv:StorageDuration", "dpv:hasProcess", "dpv:hasPurpose", "dpv:hasPersonalData",
        "dpv:hasProcessing", "dpv:hasRecipient", "dpv:hasLegalBasis", "dpv:hasRule", "dpv:hasDataSubject",
        "dpv:hasStorageCondition", "dpv:hasRight", "dpv:hasTechnicalOrganisationalMeasure", "dpv:hasDataController",
        "dpv:hasObligation",
    }
)  # fmt: skip
"""The classes and properties of DPV 2.2 that are its frame: modules process, rules, entities, processing context."""

_OTHER_PREFIXES = {"dct": "http://purl.org/dc/terms/", "skos": "http://www.w3.org/2004/02/skos/core#"}

_ROLES = {
    Role.CONTROLLER: "dpv:DataController", Role.JOINT: "dpv:JointDataControllers", Role.PROCESSOR: "dpv:DataProcessor",
    Role.SUB_PROCESSOR: "dpv:DataSubProcessor", Role.AFFILIATE: "troth:Affiliate", Role.RECIPIENT: "dpv:Recipient",
    Role.THIRD_PARTY: "dpv:ThirdParty", Role.AUTHORITY: "dpv:Authority", Role.SEAL: "troth:SealProgramme",
}  # fmt: skip
_ACTS = {
    Act.COLLECT: "dpv:Collect", Act.USE: "dpv:Use", Act.SHARE: "dpv:Share", Act.SELL: "troth:Sell",
    Act.STORE: "dpv:Store",
    Act.COMBINE: "dpv:Combine", Act.TRANSFER: "dpv:Transfer", Act.PUBLISH: "dpv:MakeAvailable",
    Act.ANONYMISE: "dpv:Anonymise", Act.DECIDE: "dpv:DecisionMaking",
}  # fmt: skip
_BASES = {
    Basis.CONSENT: ("dpv:Consent", "eu-gdpr:A6-1-a"), Basis.CONTRACT: ("dpv:Contract", "eu-gdpr:A6-1-b"),
    Basis.LEGAL_OBLIGATION: ("dpv:LegalObligation", "eu-gdpr:A6-1-c"),
    Basis.VITAL_INTEREST: ("dpv:VitalInterest", "eu-gdpr:A6-1-d"),
    Basis.PUBLIC_TASK: ("dpv:PublicInterest", "eu-gdpr:A6-1-e"),
    Basis.LEGITIMATE_INTEREST: ("dpv:LegitimateInterest", "eu-gdpr:A6-1-f"),
}  # fmt: skip
_RIGHTS = {
    RightKind.ACCESS: "eu-gdpr:A15", RightKind.RECTIFY: "eu-gdpr:A16", RightKind.ERASE: "eu-gdpr:A17",
    RightKind.RESTRICT: "eu-gdpr:A18", RightKind.OBJECT: "eu-gdpr:A21", RightKind.PORT: "eu-gdpr:A20",
    RightKind.WITHDRAW: "eu-gdpr:A7-3", RightKind.KNOW: "troth:RightToKnow",
    RightKind.OPT_OUT: "troth:RightToOptOutOfSale", RightKind.LIMIT: "troth:RightToLimitSensitive",
    RightKind.COMPLAIN: "eu-gdpr:A77", RightKind.HUMAN_REVIEW: "eu-gdpr:A22-3-a",
}  # fmt: skip
_OURS = ("choices", "signals", "transfers", "children", "trackers", "claims")
"""Kinds of element that DPV has no form for; they stand under `troth:` key by key."""

_IN_DPV = {"do", "data", "subjects", "for", "with", "basis", "id", "cite", "is", "place", "remark"}
"""Keys that DPV properties carry, or that are no statement; the other keys of a practice go under `troth:`."""


def dpv_jsonld(policy: Policy) -> str:
    """The policy as JSON-LD text in DPV's terms, ending with a line break."""
    document = {"@context": _context(policy), "@graph": _Graph(policy).nodes()}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def policy_iri(policy: Policy) -> str:
    """The IRI against which the document's identifiers are resolved (RFC 8141 for the characters)."""
    return f"urn:troth:policy:{quote(policy.head.organisation, safe='')}:{quote(policy.head.version, safe='')}"


def _context(policy: Policy) -> Node:
    return {"@version": 1.1, "@base": policy_iri(policy), **NAMESPACES, **_OTHER_PREFIXES}


class _Graph:
    """The nodes of one policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.names = Spoken(policy)
        self.gdpr = any(law.endswith("gdpr") for law in policy.head.laws)

    def nodes(self) -> list[Node]:
        policy = self.policy
        found = [self._notice()]
        for kind, made in (
            ("parties", self._party), ("subjects", self._subject), ("data", self._data), ("purposes", self._purpose),
            ("practices", self._practice), ("rights", self._right), ("retention", self._retention),
            ("duties", self._duty), ("measures", self._measure),
        ):  # fmt: skip
            found += [made(f"{kind}.{id_}", each) for id_, each in getattr(policy, kind).items()]
        for kind in _OURS:
            found += [self._ours(f"{kind}.{id_}", each) for id_, each in getattr(policy, kind).items()]
        return found

    def _notice(self) -> Node:
        policy, head = self.policy, self.policy.head
        node = self._node("policy", ["dpv:PrivacyNotice"], head, f"{self.names.organisation()}: privacy notice")
        node["dct:language"] = head.lang
        node["dct:hasVersion"] = head.version
        if head.effective.existing:
            node["dct:valid"] = head.effective.existing.isoformat()
        if self.names.own_party():
            node["dpv:hasDataController"] = [_id(f"parties.{head.organisation}")]
        links = {"dpv:hasProcess": "practices", "dpv:hasRight": "rights", "dpv:hasObligation": "duties"}
        links |= {"dpv:hasTechnicalOrganisationalMeasure": "measures", "dpv:hasStorageCondition": "retention"}
        for property_, kind in links.items():
            node[property_] = [_id(f"{kind}.{id_}") for id_ in getattr(policy, kind)]
        skipped = {"organisation", "version", "lang"}
        return _without_empty(node | {key: value for key, value in _keys(head).items() if key[6:] not in skipped})

    def _party(self, address: str, party: Any) -> Node:
        node = self._node(address, [_ROLES[party.role]], party, party.name)
        node["skos:broader"] = [self._ref("parties", each) for each in party.is_]
        return _without_empty(node | _keys(party, {"name", "role"}))

    def _subject(self, address: str, kind: Any) -> Node:
        node = self._node(address, ["dpv:DataSubject"], kind, self.names.subject(kind.id))
        node["skos:broader"] = [self._ref("subjects", each) for each in kind.is_]
        return _without_empty(node | _keys(kind))

    def _data(self, address: str, category: Any) -> Node:
        return self._classified(address, category, Kind.DATA, "dpv:PersonalData", self.names.datum(category.id))

    def _purpose(self, address: str, purpose: Any) -> Node:
        return self._classified(address, purpose, Kind.PURPOSE, "dpv:Purpose", self.names.purpose(purpose.id))

    def _classified(self, address: str, element: Any, kind: Kind, otherwise: str, label: str) -> Node:
        """A category of data or a purpose: terms are its types, elements of the file are broader."""
        own, _, _ = address.partition(".")
        declared = getattr(self.policy, own)
        types = [each for each in element.is_ if (found := term(each)) and found.kind is kind]
        node = self._node(address, types or [otherwise], element, label)
        node["skos:broader"] = [self._ref(own, each) for each in element.is_ if each in declared]
        node["troth:is"] = [each for each in element.is_ if each not in types and each not in declared]
        return _without_empty(node | _keys(element))

    def _practice(self, address: str, practice: Practice) -> Node:
        never = practice.modal is Modal.NEVER
        node = self._node(address, ["dpv:Process"], practice, self.names.say(practice).text)
        node["dpv:hasRule"] = [{"@id": f"#{address}.rule", "@type": ["dpv:Prohibition" if never else "dpv:Permission"]}]
        node["dpv:hasProcessing"] = [{"@id": _ACTS[act]} for act in practice.do]
        node["dpv:hasPersonalData"] = [self._ref("data", each) for each in practice.data]
        node["dpv:hasPurpose"] = [self._ref("purposes", each) for each in practice.for_]
        node["dpv:hasRecipient"] = [self._ref("parties", each) for each in practice.with_]
        node["dpv:hasDataSubject"] = [self._ref("subjects", each) for each in practice.subjects]
        if practice.basis:
            node["dpv:hasLegalBasis"] = [{"@id": _BASES[practice.basis][self.gdpr]}]
        limits = [
            _id(f"retention.{id_}") for id_, each in self.policy.retention.items() if self._limits(each, practice)
        ]
        node["dpv:hasStorageCondition"] = [] if never else limits
        return _without_empty(node | _keys(practice))

    def _limits(self, limit: Retention, practice: Practice) -> bool:
        """Whether a retention limit is about the data (or a wider category of them) and the purposes of a practice."""
        wider = {name for each in practice.data for name in self._and_wider(each)}
        meets = EVERYTHING in limit.data or bool(wider & set(limit.data))
        return meets and (not limit.for_ or bool(set(limit.for_) & set(practice.for_)))

    def _and_wider(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                category = self.policy.data.get(DataName(each))
                waiting.extend(category.is_ if category else ())
        return found

    def _right(self, address: str, right: Any) -> Node:
        ours = [_RIGHTS[kind] for kind in right.do]
        gdpr = self.gdpr and right.law in ("", "eu-gdpr", "uk-gdpr")
        types = [each for each in ours if gdpr or each.startswith("troth:")]
        node = self._node(address, types or ["dpv:DataSubjectRight"], right, "")
        node["dpv:hasDataSubject"] = [self._ref("subjects", right.who)] if right.who else []
        node["dpv:hasPersonalData"] = [self._ref("data", each) for each in right.data]
        node["troth:request"] = [kind.value for kind in right.do]
        return _without_empty(node | _keys(right, {"who"}))

    def _retention(self, address: str, limit: Retention) -> Node:
        node = self._node(address, ["dpv:StorageDuration" if limit.max else "dpv:StorageCondition"], limit, "")
        node["dpv:hasPersonalData"] = [self._ref("data", each) for each in limit.data]
        node["dpv:hasPurpose"] = [self._ref("purposes", each) for each in limit.for_]
        return _without_empty(node | _keys(limit))

    def _duty(self, address: str, duty: Duty) -> Node:
        kind = "troth:Intention" if duty.modal is Modal.MAY else "dpv:Obligation"
        node = self._node(address, ["dpv:Prohibition" if duty.modal is Modal.NEVER else kind], duty, "")
        node["troth:deed"] = [deed.value for deed in duty.do]
        node["dpv:hasPersonalData"] = [self._ref("data", each) for each in duty.data]
        return _without_empty(node | _keys(duty))

    def _measure(self, address: str, measure: Any) -> Node:
        types = [each for each in measure.is_ if term(each)]
        node = self._node(address, types or ["dpv:TechnicalOrganisationalMeasure"], measure, "")
        node["dpv:hasPersonalData"] = [self._ref("data", each) for each in measure.data]
        node["troth:is"] = [each for each in measure.is_ if each not in types]
        return _without_empty(node | _keys(measure))

    def _ours(self, address: str, element: Element) -> Node:
        """An element that DPV has no form for: its keys and values as they stand in the file."""
        kind = KINDS[address.partition(".")[0]].__name__
        node = self._node(address, [f"troth:{kind}"], element, "")
        return _without_empty(node | _keys(element, frozenset(), {"id", "cite", "place", "remark"}))

    def _node(self, address: str, types: list[str], element: Element, label: str) -> Node:
        cited = [str(citation) for citation in element.cite]
        return {"@id": f"#{address}", "@type": types, "dct:title": label, "dct:source": cited}

    def _ref(self, kind: str, name: str) -> Node | str:
        """A reference to an element or to everything of its kind; the bare word where the file declares none."""
        wildcards = {"data": "dpv:Data", "purposes": "dpv:Purpose", "parties": "dpv:LegalEntity"}
        if name == EVERYTHING:
            return {"@id": wildcards[kind]} if kind in wildcards else name
        return _id(f"{kind}.{name}") if name in getattr(self.policy, kind) else name


def _id(address: str) -> Node:
    return {"@id": f"#{address}"}


def _keys(element: Element, also_in_dpv: Iterable[str] = (), skipped: Iterable[str] = _IN_DPV) -> Node:
    """The keys of an element that differ from their defaults and that DPV does not carry, under `troth:`."""
    found: Node = {}
    for field in dataclasses.fields(element):
        key = field.name.removesuffix("_")
        value = getattr(element, field.name)
        if key not in skipped and key not in also_in_dpv and value != field.default:
            found[f"troth:{key}"] = _literal(value)
    return found


def _literal(value: Any) -> Any:
    """A value of the model as JSON: words, truths and numbers as they are, the rest as the file writes it."""
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, tuple):
        return [_literal(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and type(value).__str__ is object.__str__:
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {f"troth:{name.removesuffix('_')}": _literal(each) for name, each in pairs if each not in (None, "", ())}
    return str(value)


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", [], None)}
