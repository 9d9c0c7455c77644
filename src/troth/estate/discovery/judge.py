"""Is a column personal data, how sure is that, and why?

GDPR Art. 4(1): any information relating to an identified or identifiable natural person. So what counts is whom the
row is about as much as what the cell holds. Rules, the first that decides:

1. A key to a subject is personal; proven where the system declares it.
2. What its own cells prove, or its name and cells say together (`direct`), is personal.
3. Identifiers within its cells (text, documents, digests, attributes) make it personal.
4. Without cells a name that identifies makes it likely, a technical one makes it not personal; else nothing is said.
5. In a row about a person, what says something about her is likely personal: amounts, times of what she did, choices,
   free text, places, the state and number of what she ordered or asked, her row's key where others point at it. What
   says something about the row alone is not: its counter, its version, order, flags, kind, tokens that stand nowhere
   else, when it was loaded or last changed, currencies and rates.
6. In a row about nobody nothing else is personal.

It abstains (undetermined) where a row is about a person and the column says nothing by name and little by value, and
where there is neither a telling name nor a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.discovery.case import Case, Verdict, not_personal, personal, undetermined
from troth.estate.discovery.names import Force, Role
from troth.estate.discovery.of_a_person import about_a_person
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.terms import term_of_a_text, theme_of
from troth.inventory import Content, Holding, LinkKind, Tier
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from troth.estate.discovery.tables import View

_PEOPLE = frozenset({Role.PERSON, Role.STAFF})
_NOBODY = frozenset({Role.THING, Role.INFRA, Role.ORGANISATION})


def judge(case: Case) -> Verdict:
    """The verdict on a column."""
    for rule in (_digest, _key_to_a_subject, _direct, _within, _attribute, _without_cells):
        found = rule(case)
        if found is not None:
            return found
    if case.view.is_about_people:
        return about_a_person(case)
    return _about_nobody(case)


def _digest(case: Case) -> Verdict | None:
    if case.inside.digests < 0.2:
        return None
    share = (
        f"{round(100 * case.inside.digests)} % of its distinct values are digests of e-mail addresses of another column"
    )
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
    said = target.directs.get(link.to[0].field)
    kind = IdentifierKind.ACCOUNT if target.table.key == (link.to[0].field,) else None
    reason = f"it is {how} at the persons of `{target.table.at.dataset}`" + ("" if declared else f" ({link.evidence})")
    if said is not None and said.names_a_person and said.proven and not (kind and said.kind == "national_id"):
        return personal(said.term, reason, case, proven=proven, kind=said.identifies or kind)
    return personal("pd:Identifier", reason, case, proven=proven, kind=kind)


def _named_for_a_person(case: Case) -> Verdict | None:
    """A key without a link whose name says that it is somebody: `author_id`, `driver`."""
    profile = case.profile
    if profile.kind not in (Kind.WHOLE, Kind.TEXT) or profile.is_running_text or profile.is_constant:
        return None
    if profile.column.name in case.view.directs:
        return None
    concept = profile.named.concept
    if Role.ACTOR in profile.named.roles and profile.kind is Kind.TEXT and profile.is_enumerated:
        return undetermined(
            "it is named for whoever did something to the row, and holds a few words over and over", case
        )
    if Role.ACTOR in profile.named.roles and (concept is None or concept.name in ("id", "when", "reason", "touched")):
        return personal("pd:Identifier", "it is named for whoever did something to the row", case)
    is_role = bool(_PEOPLE & set(profile.named.roles)) and profile.named.is_role
    keyed = (
        bool(_PEOPLE & set(profile.named.roles))
        and profile.named.is_key
        and concept is not None
        and concept.name == "id"
    )
    own = case.view.table.key == (profile.column.name,)
    coded = profile.kind is Kind.TEXT and profile.shape.digits >= 0.9 and profile.shape.spaces <= 0.1
    if (is_role or keyed) and not own and (coded or (profile.kind is Kind.WHOLE and not profile.is_serial)):
        return personal("pd:Identifier", "it is named for a person, and holds keys", case)
    return None


def _direct(case: Case) -> Verdict | None:
    said = case.view.directs.get(case.profile.column.name)
    if said is None:
        return None
    role = case.view.named.role
    if (
        role is not None
        and role in _NOBODY
        and not case.view.is_about_people
        and said.kind in ("phone", "iban", "card")
        and not _has_persons(case.view)
    ):
        return not_personal(f"its table holds {_HOLDS[role]}, and no person stands in the row", case)
    if said.kind == "email" and not case.view.is_about_people and len(case.profile.distinct) == 1 < case.profile.filled:
        return not_personal("it is one mailbox for all rows", case)
    if said.kind == "national_id" and case.view.table.key == (case.profile.column.name,) and _says_not(case.profile):
        # a firm's own numbers of its customers have check digits too
        return personal("pd:Identifier", said.reason, case, proven=said.proven, kind=IdentifierKind.ACCOUNT)
    if not said.proven and not said.names_a_person and not case.view.is_about_people and _is_a_list(case):
        return not_personal("it lists what can be said of persons, and is about none", case)
    if said.kind in ("agent", "ip") and not case.view.is_about_people and case.view.named.role is Role.INFRA:
        return not_personal("it belongs to a machine of a table of machines", case)
    return personal(said.term, said.reason, case, proven=said.proven, kind=said.identifies)


def _says_not(profile: Profile) -> bool:
    digits_alone = all(each.isdigit() for each in profile.shown)
    return digits_alone and not profile.named.means("national_id", "tax_id", "insurance_no")


def _is_a_list(case: Case) -> bool:
    """Whether a table only lists words: each once."""
    return case.profile.is_unique or (case.profile.filled < _LIST and len(case.profile.distinct) == case.profile.filled)


_LIST = 12


def _has_persons(view: View) -> bool:
    return any(said.kind in ("full_name", "surname", "contact_person") for said in view.directs.values())


def _within(case: Case) -> Verdict | None:
    inside = case.inside
    if inside.within is None or case.profile.has_hardly_any:
        return None
    found = inside.within
    if case.view.named.role in _NOBODY and not case.view.is_about_people and found.share < 0.1:
        return None
    if found.term == "pd:Name" and case.view.named.role is Role.ORGANISATION and not case.view.is_about_people:
        return None  # firms are called after people
    elsewhere = set(case.profile.named.roles)
    if _NOBODY & elsewhere and not _PEOPLE & elsewhere and not case.view.is_about_people:
        return None  # the telephone of a supplier
    what = {Content.JSON: "its JSON", Content.SERIALISED: "the documents in its cells", Content.URL: "its URLs"}
    where = what.get(inside.content, "its text")
    share = max(1, round(100 * found.share))
    return personal(
        _term_within(case, found.term),
        f"{where} holds {found.label} (in {share} % of cells)",
        case,
        proven=found.proves,
        kind=found.identifies,
    )


def _term_within(case: Case, found: str) -> str:
    """The term of a column whose cells hold more than identifiers: that of the text or document that they are."""
    concept, view = case.profile.named.concept, case.view
    if not view.is_about_people:
        return found
    if case.inside.content in (Content.JSON, Content.SERIALISED):
        return theme_of(view, found)
    if concept is not None and concept.force is Force.CONTEXT and concept.term:
        return term_of_a_text(view, concept)
    if (concept is not None and concept.force is Force.IDENTITY) or _PEOPLE & set(case.profile.named.roles):
        return found
    if concept is not None and case.inside.content is Content.TEXT:
        return term_of_a_text(view, concept)
    return theme_of(view, "pd:Communication" if case.inside.content is Content.TEXT else found)


def _attribute(case: Case) -> Verdict | None:
    found = case.attributes
    if found is None:
        return None
    name = case.profile.column.name
    if name == found.value:
        reason = f"it holds the values of {len(found.personal)} personal attributes of {found.count}, row by row"
        verdict = personal(found.term, reason, case, proven=found.proven)
        return Verdict(verdict.tier, verdict.term, verdict.reason, Content.ATTRIBUTE, verdict.identifies)
    if name == found.attribute:
        return not_personal("it only names the attribute whose value stands beside it", case)
    return None


def _without_cells(case: Case) -> Verdict | None:
    profile = case.profile
    if profile.filled:
        return None
    concept = profile.named.concept
    role = case.view.named.role
    if concept is None or (
        concept.force is Force.NEUTRAL
        and case.view.is_about_people
        and concept.name in ("text", "value", "name", "title")
    ):
        return undetermined("it has no values to look at, and its name says nothing of persons", case)
    if concept.force is Force.IDENTITY and (role not in _NOBODY or concept.name in ("salary", "password", "birth")):
        return personal(concept.term, f"it is named for {concept.label}; there are no values to look at", case)
    if concept.force is Force.CONTEXT and case.view.is_about_people:
        key = profile.named.is_key and concept.name not in ("product", "session", "device", "cookie", "external")
        if not key:
            reason = f"it is named for {concept.label}, in a row about a person; there are no values to look at"
            return personal(concept.term, reason, case)
    if concept.force is Force.CONTEXT and role is None and not case.view.is_about_people:
        return undetermined("it has no values to look at, and its table says nothing of whom its rows are about", case)
    return not_personal(f"it is named for {concept.label}, and has no values", case)


def _about_nobody(case: Case) -> Verdict:
    profile = case.profile
    concept = profile.named.concept
    if (
        concept is not None
        and concept.force is Force.IDENTITY
        and case.view.named.role is None
        and not profile.is_constant
    ):
        return undetermined(f"it is named for {concept.label}, but its values do not look so", case)
    if (
        profile.is_running_text
        and case.view.named.role in (Role.EVENT, None)
        and concept is not None
        and concept.name in ("message", "remark", "opinion")
    ):
        return undetermined(
            f"it is named for {concept.label} and holds sentences, but no person was found for its rows", case
        )
    if case.view.named.role is not None:
        return not_personal(f"its table holds {_HOLDS[case.view.named.role]}, and its values identify nobody", case)
    return not_personal("no row of its table is about a person, and its values identify nobody", case)


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
