"""In a row about a person, which columns say something about her, and which about the row alone?

The fifth rule of `judge`. Rules, the first that decides:

1. The row's own key: personal where rows about her point at it, else not.
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
from troth.estate.discovery.values import network
from troth.inventory import Holding
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.estate.discovery.tables import View
    from troth.estate.discovery.values import Held


def about_a_person(case: Case) -> Verdict:
    """Rule 5."""
    profile, view = case.profile, case.view
    concept = profile.named.concept
    key = _own_key(case) or (_key_elsewhere(case) if profile.column.name in view.links else None)
    if key is not None:
        return key
    if profile.is_constant and not (concept and concept.force is Force.IDENTITY):
        return not_personal("it holds the same in nearly every row", case)
    if concept is None or (concept.name == "when" and profile.kind not in (Kind.MOMENT, Kind.WHOLE, Kind.TEXT)):
        return _unnamed(case)
    if concept.force is Force.TECHNICAL:
        said = f"it is named for {concept.label}: it says something about the row, and nothing about the person"
        return not_personal(said, case)
    return _neutral(case) if concept.force is Force.NEUTRAL else _described(case, concept)


def _described(case: Case, concept: Concept) -> Verdict:
    """A column whose name describes or identifies."""
    profile, view = case.profile, case.view
    if profile.named.is_key and concept.name not in _KEYS_THAT_TELL:
        return not_personal("it is named for a key, and leads to no person that was found", case)
    if concept.name == "body" and view.holds is not Holding.SUBJECTS and not _of_health(view):
        return not_personal("it measures a thing, and not the person", case)
    if concept.name == "when" and _is_bookkeeping(case):
        return not_personal("it says when the row was made; when what it tells of happened stands beside it", case)
    term = theme_of(view, concept.term) if concept.name in _GENERAL else concept.term
    return personal(term, f"it is named for {concept.label}, in a row about a person ({view.why})", case)


_GENERAL = frozenset({"when", "remark", "activity", "reason", "duration", "amount", "origin"})
"""Concepts whose term depends on what the table tells of a person: the time of an appointment is health data."""


def theme_of(view: View, else_: str) -> str:
    """The term of what a table tells of a person; without one the given term."""
    return view.named.theme or else_


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


def _of_health(view: View) -> bool:
    return any(each.named.means("health", "disability") for each in view.profiles)


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
    if profile.column.name in view.pointed_at and _leads_on(case):
        return personal("pd:Identifier", "other rows about the person point at it", case)
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
        return personal("pd:Identifier", f"it leads to the person by her row in `{target.table.at.dataset}`", case)
    if concept is not None and concept.force is Force.TECHNICAL:
        return not_personal(f"it is named for {concept.label}", case)
    if concept is not None and concept.name in ("type", "state"):
        return not_personal("it points at a kind or a state", case)
    term = concept.term if concept is not None and concept.term else "pd:Preference"
    name = target.table.at.dataset if target else "another table"
    return personal(term, f"it says which of `{name}` the person has to do with", case)


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
            theme_of(view, "pd:Communication"),
            f"it is named for {_label(case)}, in a row about a person ({view.why})",
            case,
        )
    if name == "document_no" and profile.is_running_text:
        return personal("pd:Communication", f"it holds sentences, in a row about a person ({view.why})", case)
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


_NAMES = 6
"""Distinct values from which a list of names says something: a few words are names by chance."""


def _unnamed(case: Case) -> Verdict:
    """A column whose name says nothing, in a row about a person: its values decide."""
    profile = case.profile
    about = f"in a row about a person ({case.view.why})"
    for held in profile.held:
        if held.validator.term and _speaks(held, case):
            return personal(held.validator.term, f"its values look like {held.validator.label}, {about}", case)
    by_kind = _BY_KIND.get(profile.kind)
    return by_kind(case, about) if by_kind else undetermined(f"nothing is known of it, {about}", case)


def _speaks(held: Held, case: Case) -> bool:
    """Whether a validator's word is enough beside nothing but the row."""
    profile = case.profile
    if held.name == "ip":
        return any(map(network.is_large, profile.shown))
    if held.name == "postcode":
        return profile.kind is not Kind.WHOLE and _beside_an_address(case.view)
    if held.name in ("given_name", "surname", "full_name"):
        return len(profile.distinct) >= _NAMES
    return held.name != "gender" or len(profile.distinct) > 1


def _times(case: Case, about: str) -> Verdict:
    if case.profile.is_of_batches:
        return not_personal("many rows share each of its times: it says when something ran over them", case)
    return personal(theme_of(case.view, "pd:Behavioral"), f"it holds times, {about}", case)


def _fractions(case: Case, about: str) -> Verdict:
    return personal(theme_of(case.view, "pd:Transactional"), f"it holds amounts or measures, {about}", case)


def _truths(case: Case, about: str) -> Verdict:
    if case.profile.named.is_opaque:
        return undetermined(f"it holds yes or no, {about}; its name does not say of what", case)
    return personal(theme_of(case.view, "pd:Profile"), f"it holds yes or no, {about}", case)


def _numbers(case: Case, about: str) -> Verdict:
    profile = case.profile
    if profile.is_serial:
        return not_personal("it counts the rows", case)
    if profile.is_enumerated and profile.named.is_opaque:
        said = f"it holds a few numbers over and over, {about}; its name does not say what they mean"
        return undetermined(said, case)
    return personal(theme_of(case.view, "pd:Profile"), f"it holds numbers that differ, {about}", case)


def _texts(case: Case, about: str) -> Verdict:
    profile = case.profile
    if profile.is_enumerated and profile.named.is_opaque and profile.shape.mean <= _WORDS:
        said = f"it holds a few words over and over, {about}; its name does not say what they mean"
        return undetermined(said, case)
    if profile.held_as("uuid", "digest") and profile.is_unique:
        return not_personal("it holds a token that differs from row to row and is found nowhere else", case)
    return personal(theme_of(case.view, "dpv:PersonalData"), f"it holds text, {about}", case)


def _octets(case: Case, about: str) -> Verdict:
    return undetermined(f"it holds octets, {about}", case)


_WORDS = 24
"""Characters on average up to which cells are words, and not sentences."""

_BY_KIND: dict[Kind, Callable[[Case, str], Verdict]] = {
    Kind.MOMENT: _times,
    Kind.FRACTION: _fractions,
    Kind.TRUTH: _truths,
    Kind.WHOLE: _numbers,
    Kind.TEXT: _texts,
    Kind.OCTETS: _octets,
}


def _beside_an_address(view: View) -> bool:
    return any(
        each.held_as("street", "city") or each.named.means("street", "city", "address") for each in view.profiles
    )
