"""In a row about a person, which columns say something about her, and which about the row alone?

The fifth rule of `judge`. Rules, the first that decides:

1. The row's own key: personal where it is a person's, or rows about her point at it and it is no counter; else not.
2. A key to another table: to a thing it says what she has to do with; to a row about her it leads to her.
3. What is the same in every row is not personal.
4. The name: a technical one speaks for the row, a describing one for the person, one that says nothing leaves it to
   the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.discovery.case import Case, Verdict, not_personal, personal, undetermined
from troth.estate.discovery.names import Concept, Force
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.terms import is_of_health, term_of_a_concept, term_of_a_key, term_of_a_thing, theme_of
from troth.estate.discovery.unnamed import by_its_values
from troth.inventory import Holding
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from troth.estate.discovery.tables import View


def about_a_person(case: Case) -> Verdict:
    """Rule 5."""
    profile, view = case.profile, case.view
    concept = profile.named.concept
    key = _own_key(case) or (_key_elsewhere(case) if profile.column.name in view.links else None)
    if key is not None:
        return key
    if profile.is_constant and not (concept and (concept.force is Force.IDENTITY or _is_said_of_all(concept))):
        return not_personal("it holds the same in nearly every row", case)
    if concept is None or _is_misnamed(profile, concept):
        return by_its_values(case)
    if concept.name == "touched" and _is_the_act(case):
        reason = "it says when the person's row was changed, and it is the row's only time"
        return personal(theme_of(view, concept.term), reason, case)
    if concept.force is Force.TECHNICAL:
        said = f"it is named for {concept.label}: it says something about the row, and nothing about the person"
        return not_personal(said, case)
    if concept.force is Force.NEUTRAL:
        return _with_its_theme(case, concept.name) or _neutral(case)
    return _described(case, concept)


_SAID_OF_ALL = frozenset(
    {"job", "language", "country", "quantity", "insurance", "care", "heading", "department", "education", "consent"}
)


def _is_said_of_all(concept: Concept) -> bool:
    """Whether a column describes persons though all whose rows were seen are alike: all live in one country."""
    return concept.name in _SAID_OF_ALL


def _is_misnamed(profile: Profile, concept: Concept) -> bool:
    """Whether cells are of another kind than the name says: the name's word has another meaning."""
    if concept.name == "when":
        other = profile.kind not in (Kind.MOMENT, Kind.WHOLE, Kind.TEXT)
        return other or (profile.named.pieces[-1] in _PLACES and profile.kind is not Kind.MOMENT)
    return concept.name == "currency" and profile.kind is Kind.MOMENT  # the value date of a payment


_PLACES = frozenset({"from", "to", "via", "by", "ab", "nach"})


def _is_the_act(case: Case) -> bool:
    """Whether a change is what happened: of a row about a person that has no other time."""
    if not _CHANGES & set(case.profile.named.pieces) or case.view.holds is Holding.SUBJECTS:
        return False
    return case.profile.kind is Kind.MOMENT and not any(
        other.kind is Kind.MOMENT for other in case.view.profiles if other is not case.profile
    )


_CHANGES = frozenset(
    (
        "changed", "change", "updated", "update", "modified", "geaendert", "aenderung", "modifie", "modification",
        "modificado", "modificato", "modifica",
    )
)  # fmt: skip


def _described(case: Case, concept: Concept) -> Verdict:
    """A column whose name describes or identifies."""
    profile, view = case.profile, case.view
    if profile.named.is_key and concept.name not in _KEYS_THAT_TELL:
        return not_personal("it is named for a key, and leads to no person that was found", case)
    if concept.name == "body" and view.holds is not Holding.SUBJECTS and not is_of_health(view):
        return not_personal("it measures a thing, and not the person", case)
    if concept.name == "when" and _is_bookkeeping(case):
        return not_personal("it says when the row was made; when what it tells of happened stands beside it", case)
    if concept.name == "origin" and profile.is_enumerated and view.holds is not Holding.SUBJECTS:
        return undetermined("it says where the row came from, which may be a system as well as a person", case)
    term = term_of_a_concept(view, concept)
    return personal(term, f"it is named for {concept.label}, in a row about a person ({view.why})", case)


_MADE = frozenset(
    (
        "created", "create", "creation", "cree", "creado", "creato", "inserted", "insert", "erstellt", "angelegt",
        "erfasst", "anlage", "alta", "added", "entered",
    )
)  # fmt: skip


def _is_bookkeeping(case: Case) -> bool:
    """Whether a time is that of the row's making, in a table in which what happened has a time of its own."""
    profile = case.profile
    if not _MADE & set(profile.named.pieces) or case.view.holds is Holding.SUBJECTS:
        return False
    return any(
        other.named.means("when", "visit") and not _MADE & set(other.named.pieces) and other.kind is Kind.MOMENT
        for other in case.view.profiles
        if other is not profile
    )


_KEYS_THAT_TELL = frozenset(
    {
        "product",
        "session",
        "device",
        "device_id",
        "cookie",
        "external",
        "subject_no",
        "country",
        "search",
        "tracking",
        "segment",
        "insurance",
    }
)


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
            return personal("pd:Identifier", reason, case, kind=IdentifierKind.ACCOUNT)
        if profile.kind is Kind.TEXT or profile.named.means("subject_no"):
            return personal("pd:Identifier", "it stands for one person", case, kind=IdentifierKind.ACCOUNT)
        return not_personal("it is a key of the row that nothing points at", case)
    if profile.named.concept is not None and profile.named.means(*_TELLING):
        return None
    if profile.named.means("credential") and profile.kind is Kind.TEXT:
        return personal("pd:Identifier", "it is a token by which the person is known again", case)
    if profile.column.name in view.pointed_at and profile.kind is Kind.TEXT and _leads_on(case):
        return personal(term_of_a_key(view), "other rows about the person point at it", case)
    return not_personal("it is the row's own key, and nothing about the person hangs on it", case)


_TELLING = ("subject_no", "device_id", "cookie", "session", "username", "external")


def _leads_on(case: Case) -> bool:
    """Whether a row about a person points at this row."""
    here = case.profile.at
    return any(
        here in link.to
        for view in case.views.values()
        if view.is_about_people and view is not case.view
        for link in view.links.values()
    )


def _key_elsewhere(case: Case) -> Verdict:
    """A key to a row about nobody says which thing a person has; one to a row about a person leads to her."""
    profile, view = case.profile, case.view
    target = case.views.get(view.links[profile.column.name].to[0].of)
    concept = profile.named.concept
    if target is not None and target.is_about_people:
        said = target.directs.get(view.links[profile.column.name].to[0].field)
        term = said.term if said is not None else term_of_a_key(target)
        return personal(term, f"it leads to the person by her row in `{target.table.at.dataset}`", case)
    if concept is not None and concept.force is Force.TECHNICAL:
        return not_personal(f"it is named for {concept.label}", case)
    if concept is not None and concept.name in ("type", "state"):
        return not_personal("it points at a kind or a state", case)
    if _NAMES_ATTRIBUTES & set(profile.named.pieces):
        return not_personal("it only says of which attribute the row holds the value", case)
    term = term_of_a_thing(view, concept, target)
    name = target.table.at.dataset if target else "another table"
    return personal(term, f"it says which of `{name}` the person has to do with", case)


_NAMES_ATTRIBUTES = frozenset({"attribute", "attr", "field", "property", "merkmal"})


def _with_its_theme(case: Case, name: str) -> Verdict | None:
    """What a neutral name says where the table says what its rows tell of a person."""
    profile, view = case.profile, case.view
    if name == "state" and not _is_a_region(profile, view) and (theme_of(view, "") or view.holds is Holding.SUBJECTS):
        return personal(
            theme_of(view, "troth:AccountData"), f"it says how it stands with what the person did ({view.why})", case
        )
    if name in ("document_no", "code") and profile.is_running_text:
        return personal("pd:Communication", f"it holds sentences, in a row about a person ({view.why})", case)
    if name == "document_no" and theme_of(view, "") and len(profile.distinct) > 1:
        return personal(theme_of(view, ""), f"it is the number of a document of the person ({view.why})", case)
    return None


def _neutral(case: Case) -> Verdict:
    profile, view = case.profile, case.view
    name = profile.named.concept.name if profile.named.concept else ""
    if name == "state" and _is_a_region(profile, view):
        return personal("pd:Region", "it stands beside a postal address", case)
    if name in ("title", "type") and profile.held_as("salutation", "gender"):
        return personal("pd:Gender", "it holds forms of address", case)
    if name in ("text", "value", "title", "name") and profile.kind is Kind.TEXT:
        if name == "name" and view.holds is Holding.SUBJECTS:
            return personal("pd:Name", "it is the name of a row that is a person", case)
        if profile.is_enumerated and name in ("value", "name"):
            return undetermined("it holds a few words over and over, and its name says nothing", case)
        return personal(
            theme_of(view, "pd:Communication" if name in ("text", "title") else "dpv:PersonalData"),
            f"it is named for {_label(case)}, in a row about a person ({view.why})",
            case,
        )
    if name == "value" and profile.kind in (Kind.WHOLE, Kind.FRACTION, Kind.MOMENT):
        return personal(theme_of(view, "dpv:PersonalData"), "it is a value in a row about a person", case)
    if name in ("id", "code") and profile.named.is_key and case.attributes is not None:
        return personal("pd:Identifier", "it says whose attributes stand in the row", case)
    if name == "id" and not profile.is_unique and profile.kind in (Kind.WHOLE, Kind.TEXT) and view.named.role is None:
        return undetermined("it is named for a key, and nothing says of what", case)
    return not_personal(
        f"it is named for {_label(case)}: it says something about the row, and nothing about the person", case
    )


def _label(case: Case) -> str:
    return case.profile.named.concept.label if case.profile.named.concept else "nothing known"


def _is_a_region(profile: Profile, view: View) -> bool:
    address = any(each.named.means("city", "postcode", "street", "address") for each in view.profiles)
    code = all(len(each) == 2 and each.isupper() for each in profile.shown)
    written = all(each[:1].isupper() and each[1:].islower() and len(each) > 3 for each in profile.shown)
    return address and len(profile.shown) > 2 and (code or written) and len(profile.named.pieces) == 1
