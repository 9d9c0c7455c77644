"""Is a column personal data, how sure is that, and why?

GDPR Art. 4(1): any information relating to an identified or identifiable natural person. So what counts is whom the row is
about as much as what the cell holds. Rules, the first that decides:

1. A key to a subject is personal; proven where the system declares it.
2. What its own cells prove, or its name and cells say together (`direct`), is personal.
3. Identifiers within its cells (text, documents, digests, attributes) make it personal.
4. Without cells a name that identifies makes it likely, a technical one makes it not personal; else nothing is said.
5. In a row about a person, what says something about her is likely personal: amounts, times of what she did, choices, free
   text, places, her row's key where others point at it. What says something about the row alone is not: its own key, its
   version, order, flags, state, kind, the number of a document, when it was last changed, currencies and rates.
6. In a row about nobody nothing else is personal.

It abstains (undetermined) where a row is about a person and the column says nothing by name and little by value, and
where there is neither a telling name nor a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.discovery.names import Force, Role
from troth.estate.discovery.nested import content_of
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.values import network
from troth.estate.discovery.within import Known, Within, in_documents, in_text, share_of_digests
from troth.inventory import Content, Holding, LinkKind, Tier
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.estate.discovery.attributes import Attributes
    from troth.estate.discovery.tables import View
    from troth.inventory import DatasetName

_PEOPLE = frozenset({Role.PERSON, Role.STAFF})
_NOBODY = frozenset({Role.THING, Role.INFRA, Role.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a column is."""

    tier: Tier
    term: str
    reason: str
    content: Content = Content.VALUE
    identifies: IdentifierKind | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """What was seen within a column's cells: which format they have, and what stands in it."""

    content: Content
    within: Within | None = None
    describing: bool = False
    digests: float = 0.0


def look_inside(profile: Profile, known: Known) -> Inside:
    """What stands within a column's cells."""
    if profile.kind is not Kind.TEXT or not profile.shown:
        return Inside(Content.BINARY if profile.kind is Kind.OCTETS else Content.VALUE)
    held = profile.held_as("digest")
    if held:
        return Inside(Content.HASH, digests=share_of_digests(profile.shown, known))
    content = content_of(profile.shown[:40])
    if content in (Content.JSON, Content.SERIALISED, Content.URL):
        within, describing = in_documents(profile.shown)
        return Inside(content, within or in_text(_texts(profile), known), describing)
    if profile.shape.spaces >= 0.3 and profile.shape.mean >= 12 or profile.shape.longest > 40:  # noqa: PLR2004 -- words
        text = Content.TEXT if profile.is_running_text else Content.VALUE
        return Inside(text, in_text(_texts(profile), known))
    return Inside(Content.VALUE)


def _texts(profile: Profile) -> list[str]:
    return [str(cell) for cell in profile.distinct if isinstance(cell, str)]


@dataclass(frozen=True, slots=True)
class Case:
    """A column, the view of its table and of all others, and what stands within its cells."""

    profile: Profile
    view: View
    views: Mapping[DatasetName, View]
    inside: Inside
    attributes: Attributes | None = None


def judge(case: Case) -> Verdict:
    """The verdict on a column."""
    for rule in (_digest, _key_to_a_subject, _direct, _within, _attribute, _without_cells):
        found = rule(case)
        if found is not None:
            return found
    if case.view.is_about_people:
        return _about_a_person(case)
    return _about_nobody(case)


def _personal(term: str, reason: str, case: Case, *, proven: bool = False, kind: IdentifierKind | None = None) -> Verdict:
    return Verdict(Tier.PROVEN if proven else Tier.LIKELY, term, reason, case.inside.content, kind)


def _not(reason: str, case: Case) -> Verdict:
    return Verdict(Tier.NOT_PERSONAL, "", reason, case.inside.content)


def _open(reason: str, case: Case) -> Verdict:
    return Verdict(Tier.UNDETERMINED, "", reason, case.inside.content)


def _digest(case: Case) -> Verdict | None:
    if case.inside.digests < 0.2:  # noqa: PLR2004 -- chance never meets a digest; some are of people who left
        return None
    share = f"{round(100 * case.inside.digests)} % of its distinct values are digests of e-mail addresses of another column"
    return Verdict(Tier.PROVEN, "pd:EmailAddress", share, Content.HASH, IdentifierKind.EMAIL)


def _key_to_a_subject(case: Case) -> Verdict | None:
    link = case.view.links.get(case.profile.column.name)
    if link is None:
        return _named_for_a_person(case)
    target = case.views.get(link.to[0].of)
    if target is None or target.holds is not Holding.SUBJECTS:
        return None
    concept = case.profile.named.concept
    if len(link.of) > 1 and concept is not None and concept.force is Force.TECHNICAL:
        return None  # the tenant in a key of several fields
    declared = link.kind is LinkKind.DECLARED
    proven = declared and any(said.proven for said in target.directs.values())
    how = "declared to point" if declared else "found to point"
    kind = IdentifierKind.ACCOUNT if target.table.key == (link.to[0].field,) else None
    reason = f"it is {how} at the persons of `{target.table.at.dataset}`" + ("" if declared else f" ({link.evidence})")
    return _personal("pd:Identifier", reason, case, proven=proven, kind=kind)


def _named_for_a_person(case: Case) -> Verdict | None:
    """A key without a link whose name says that it is somebody: `author_id`, `driver`."""
    profile = case.profile
    if profile.kind not in (Kind.WHOLE, Kind.TEXT) or profile.is_running_text or profile.is_constant:
        return None
    concept = profile.named.concept
    if Role.ACTOR in profile.named.roles and (concept is None or concept.name in ("id", "when", "reason", "touched")):
        return _personal("pd:Identifier", "it is named for whoever did something to the row", case)
    is_role = bool(_PEOPLE & set(profile.named.roles)) and profile.named.is_role
    keyed = bool(_PEOPLE & set(profile.named.roles)) and profile.named.is_key and concept is not None and concept.name == "id"
    own = case.view.table.key == (profile.column.name,)
    if (is_role or keyed) and not own and profile.kind is Kind.WHOLE and not profile.is_serial:
        return _personal("pd:Identifier", "it is named for a person, and holds keys", case)
    return None


def _direct(case: Case) -> Verdict | None:
    said = case.view.directs.get(case.profile.column.name)
    if said is None:
        return None
    organisation = case.view.named.role is Role.ORGANISATION and not case.view.is_about_people
    if organisation and said.kind in ("phone", "iban", "card") and not _has_persons(case.view):
        return _not("it belongs to an organisation, and no person stands in the row", case)
    if said.kind in ("agent", "ip") and not case.view.is_about_people and case.view.named.role is Role.INFRA:
        return _not("it belongs to a machine of a table of machines", case)
    return _personal(said.term, said.reason, case, proven=said.proven, kind=said.identifies)


def _has_persons(view: View) -> bool:
    return any(said.kind in ("full_name", "surname", "contact_person") for said in view.directs.values())


def _within(case: Case) -> Verdict | None:
    inside = case.inside
    if inside.within is None or case.profile.has_hardly_any:
        return None
    found = inside.within
    if case.view.named.role in _NOBODY and not case.view.is_about_people and found.share < 0.1:  # noqa: PLR2004
        return None
    what = {Content.JSON: "its JSON", Content.SERIALISED: "the documents in its cells", Content.URL: "its URLs"}
    where = what.get(inside.content, "its text")
    share = max(1, round(100 * found.share))
    return _personal(
        found.term, f"{where} holds {found.label} (in {share} % of cells)", case, proven=found.proves, kind=found.identifies
    )


def _attribute(case: Case) -> Verdict | None:
    found = case.attributes
    if found is None:
        return None
    name = case.profile.column.name
    if name == found.value:
        reason = f"it holds the values of {len(found.personal)} personal attributes of {found.count}, row by row"
        verdict = _personal(found.term, reason, case, proven=found.proven)
        return Verdict(verdict.tier, verdict.term, verdict.reason, Content.ATTRIBUTE, verdict.identifies)
    if name == found.attribute:
        return _not("it only names the attribute whose value stands beside it", case)
    return None


def _without_cells(case: Case) -> Verdict | None:
    profile = case.profile
    if profile.filled:
        return None
    concept = profile.named.concept
    role = case.view.named.role
    if concept is None or (concept.force is Force.NEUTRAL and case.view.is_about_people and concept.name in ("text", "value", "name", "title")):
        return _open("it has no values to look at, and its name says nothing of persons", case)
    if concept.force is Force.IDENTITY and (role not in _NOBODY or concept.name in ("salary", "password", "birth")):
        return _personal(concept.term, f"it is named for {concept.label}; there are no values to look at", case)
    if concept.force is Force.CONTEXT and case.view.is_about_people:
        key = profile.named.is_key and concept.name not in ("product", "session", "device", "cookie", "external")
        if not key:
            reason = f"it is named for {concept.label}, in a row about a person; there are no values to look at"
            return _personal(concept.term, reason, case)
    if concept.force is Force.CONTEXT and role is None and not case.view.is_about_people:
        return _open("it has no values to look at, and its table says nothing of whom its rows are about", case)
    return _not(f"it is named for {concept.label}, and has no values", case)


def _about_nobody(case: Case) -> Verdict:
    profile = case.profile
    concept = profile.named.concept
    if concept is not None and concept.force is Force.IDENTITY and case.view.named.role is None and not profile.is_constant:
        return _open(f"it is named for {concept.label}, but its values do not look so", case)
    if profile.is_running_text and case.view.named.role in (Role.EVENT, None) and concept is not None and concept.name in ("message", "remark", "opinion"):
        return _open(f"it is named for {concept.label} and holds sentences, but no person was found for its rows", case)
    if case.view.named.role is not None:
        return _not(f"its table holds {_HOLDS[case.view.named.role]}, and its values identify nobody", case)
    return _not("no row of its table is about a person, and its values identify nobody", case)


_HOLDS = {
    Role.THING: "things",
    Role.INFRA: "machines",
    Role.ORGANISATION: "organisations",
    Role.EVENT: "events that no person can be told from",
    Role.PERSON: "persons only by its name",
    Role.STAFF: "persons only by its name",
    Role.ACTOR: "no subjects",
    Role.SHARED: "groups",
}


def _about_a_person(case: Case) -> Verdict:
    """Rule 5."""
    profile, view = case.profile, case.view
    concept = profile.named.concept
    key = _own_key(case)
    if key is not None:
        return key
    link = view.links.get(profile.column.name)
    if link is not None:
        return _key_elsewhere(case)
    if profile.is_constant and not (concept and concept.force is Force.IDENTITY):
        return _not("it holds the same in nearly every row", case)
    if concept is None:
        return _unnamed(case)
    if concept.force is Force.TECHNICAL:
        return _not(f"it is named for {concept.label}: it says something about the row, and nothing about the person", case)
    if concept.force is Force.NEUTRAL:
        return _neutral(case)
    if profile.named.is_key and concept.name not in _KEYS_THAT_TELL:
        return _not("it is named for a key, and leads to no person that was found", case)
    if concept.name == "body" and view.holds is not Holding.SUBJECTS and not _of_health(view):
        return _not("it measures a thing, and not the person", case)
    if concept.name == "when" and profile.kind not in (Kind.MOMENT, Kind.WHOLE, Kind.TEXT):
        return _unnamed(case)
    return _personal(concept.term, f"it is named for {concept.label}, in a row about a person ({view.why})", case)


def _of_health(view: View) -> bool:
    return any(each.named.means("health", "disability") for each in view.profiles)


_KEYS_THAT_TELL = frozenset({"product", "session", "device", "device_id", "cookie", "external", "subject_no", "country", "search", "tracking", "segment", "insurance"})


def _own_key(case: Case) -> Verdict | None:
    profile, view = case.profile, case.view
    alone = view.table.key == (profile.column.name,)
    named_id = profile.named.means("id") and profile.is_unique and not view.links.get(profile.column.name)
    counted = not view.table.key and profile.is_serial and profile.place == 0
    if not (alone or named_id or counted):
        return None
    if view.holds is Holding.SUBJECTS:
        if profile.column.name in view.pointed_at:
            reason = "it stands for one person, and rows about her point at it"
            return _personal("pd:Identifier", reason, case, kind=IdentifierKind.ACCOUNT)
        if profile.kind is Kind.TEXT or profile.named.means("subject_no"):
            return _personal("pd:Identifier", "it stands for one person", case, kind=IdentifierKind.ACCOUNT)
        return _not("it is a key of the row that nothing points at", case)
    if profile.named.concept is not None and profile.named.means(*_TELLING):
        return None
    return _not("it is the row's own key, and says nothing about the person", case)


_TELLING = ("subject_no", "device_id", "cookie", "session", "username", "external")


def _key_elsewhere(case: Case) -> Verdict:
    """A key to a row about nobody says which thing a person has; one to a row about a person leads there and no more."""
    profile, view = case.profile, case.view
    target = case.views.get(view.links[profile.column.name].to[0].of)
    concept = profile.named.concept
    if target is not None and target.is_about_people:
        return _not(f"it leads to `{target.table.at.dataset}`, and by itself says nothing about the person", case)
    if concept is not None and concept.force is Force.TECHNICAL:
        return _not(f"it is named for {concept.label}", case)
    if concept is not None and concept.name in ("type", "state"):
        return _not("it points at a kind or a state", case)
    term = concept.term if concept is not None and concept.term else "pd:Preference"
    name = target.table.at.dataset if target else "another table"
    return _personal(term, f"it says which of `{name}` the person has to do with", case)


def _neutral(case: Case) -> Verdict:
    profile, view = case.profile, case.view
    name = profile.named.concept.name if profile.named.concept else ""
    if name == "state" and _is_a_region(profile, view):
        return _personal("pd:Region", "it stands beside a postal address", case)
    if name in ("title", "type") and profile.held_as("salutation", "gender"):
        return _personal("pd:Gender", "it holds forms of address", case)
    if name in ("text", "value", "title", "name") and profile.kind is Kind.TEXT:
        if name == "name" and view.holds is Holding.SUBJECTS:
            return _personal("pd:Name", "it is the name of a row that is a person", case)
        if profile.is_enumerated and name in ("value", "name"):
            return _open("it holds a few words over and over, and its name says nothing", case)
        return _personal("pd:Communication", f"it is named for {_label(case)}, in a row about a person ({view.why})", case)
    if name == "document_no" and profile.is_running_text:
        return _personal("pd:Communication", f"it holds sentences, in a row about a person ({view.why})", case)
    if name == "value" and profile.kind in (Kind.WHOLE, Kind.FRACTION, Kind.MOMENT):
        return _personal("dpv:PersonalData", "it is a value in a row about a person", case)
    if name in ("id", "code") and profile.named.is_key and case.attributes is not None:
        return _personal("pd:Identifier", "it says whose attributes stand in the row", case)
    if name == "id" and not profile.is_unique and profile.kind in (Kind.WHOLE, Kind.TEXT) and view.named.role is None:
        return _open("it is named for a key, and nothing says of what", case)
    return _not(f"it is named for {_label(case)}: it says something about the row, and nothing about the person", case)


def _label(case: Case) -> str:
    return case.profile.named.concept.label if case.profile.named.concept else "nothing known"


def _is_a_region(profile: Profile, view: View) -> bool:
    address = any(each.named.means("city", "postcode", "street", "address") for each in view.profiles)
    code = all(len(each) == 2 and each.isupper() for each in profile.shown)  # noqa: PLR2004 -- `CA`, `NY`
    written = all(each[:1].isupper() and each[1:].islower() and len(each) > 3 for each in profile.shown)  # noqa: PLR2004 -- `Texas`
    return address and len(profile.shown) > 2 and (code or written) and len(profile.named.pieces) == 1  # noqa: PLR2004


_NAMES = 6
"""Distinct values from which a list of names says something: a few words are names by chance."""


def _unnamed(case: Case) -> Verdict:
    """A column whose name says nothing, in a row about a person: its values decide."""
    profile, view = case.profile, case.view
    about = f"in a row about a person ({view.why})"
    for held in profile.held:
        if held.validator.term:
            if held.name == "ip" and not any(map(network.is_large, profile.shown)):
                continue
            if held.name == "postcode" and (profile.kind is Kind.WHOLE or not _beside_an_address(view)):
                continue
            if held.name in ("given_name", "surname", "full_name") and len(profile.distinct) < _NAMES:
                continue
            if held.name in ("gender",) and len(profile.distinct) < 2:  # noqa: PLR2004 -- one letter alone
                continue
            return _personal(held.validator.term, f"its values look like {held.validator.label}, {about}", case)
    if profile.kind is Kind.MOMENT:
        return _personal("pd:Behavioral", f"it holds times, {about}", case)
    if profile.kind is Kind.FRACTION:
        return _personal("pd:Transactional", f"it holds amounts or measures, {about}", case)
    if profile.kind is Kind.TRUTH:
        if profile.named.is_opaque:
            return _open(f"it holds yes or no, {about}; its name does not say of what", case)
        return _personal("pd:Profile", f"it holds yes or no, {about}", case)
    if profile.kind is Kind.WHOLE:
        if profile.is_serial:
            return _not("it counts the rows", case)
        if profile.is_enumerated and profile.named.is_opaque:
            return _open(f"it holds a few numbers over and over, {about}; its name does not say what they mean", case)
        return _personal("pd:Profile", f"it holds numbers that differ, {about}", case)
    if profile.kind is Kind.TEXT:
        if profile.is_enumerated and profile.named.is_opaque and _is_short(profile):
            return _open(f"it holds a few words over and over, {about}; its name does not say what they mean", case)
        if profile.held_as("uuid", "digest") and profile.is_unique:
            return _not("it holds a token that differs from row to row and is found nowhere else", case)
        return _personal("dpv:PersonalData", f"it holds text, {about}", case)
    if profile.kind is Kind.OCTETS:
        return _open(f"it holds octets, {about}", case)
    return _open(f"nothing is known of it, {about}", case)


def _beside_an_address(view: View) -> bool:
    return any(each.held_as("street", "city") or each.named.means("street", "city", "address") for each in view.profiles)


def _is_short(profile: Profile) -> bool:
    return profile.shape.mean <= 24  # noqa: PLR2004 -- words, not sentences
