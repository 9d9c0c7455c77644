"""Which term of the vocabulary is what a column says of a person, where its name alone does not tell?

Rules:
1. What the table tells of a person by its name goes first: the time of an appointment is health data.
2. A table whose name tells nothing tells what the row tells that it points at, or what its columns are named for.
3. Of a table of persons what is general is data of her account; of one of staff it is professional.
4. A key to a thing says what the thing's table is named for, else what the table tells, else a preference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.discovery.names import Force, Role, read_column_name
from troth.inventory import Holding

if TYPE_CHECKING:
    from troth.estate.discovery.names import Concept
    from troth.estate.discovery.tables import View

_TEXTS = frozenset({"remark", "message", "heading"})
GENERAL = frozenset(
    {"when", "activity", "reason", "duration", "amount", "origin", "quantity", "points", "score", *_TEXTS}
)
"""Concepts whose term depends on what the table tells of a person."""
_VAGUE = frozenset({"pd:Behavioral", "pd:Profile", "dpv:PersonalData", "pd:Preference"})
"""Terms that say hardly more than that it is personal."""
_TRANSACTIONS = frozenset({"pd:Transaction", "pd:Purchase", "troth:BillingData"})
_WRITTEN = frozenset(
    {"troth:SupportRequest", "troth:Feedback", "troth:Correspondence", "pd:MedicalHealth", "troth:AppointmentData",
     "troth:JobApplication", "troth:UserGeneratedContent"}
)  # fmt: skip
"""What people write, or what is written of them: the text of such a row is that."""
_BY_COLUMNS = (
    (frozenset({"health", "disability", "care"}), "pd:MedicalHealth"),
    (frozenset({"opinion"}), "troth:Feedback"),
    (frozenset({"message", "heading"}), "pd:Communication"),
    (frozenset({"call"}), "pd:CallLog"),
    (frozenset({"product", "quantity"}), "pd:Purchase"),
    (frozenset({"amount", "payment", "iban", "card"}), "pd:Transaction"),
    (frozenset({"referrer", "url", "agent", "cookie", "session"}), "pd:BrowsingBehavior"),
    (frozenset({"salary", "department", "job"}), "pd:Professional"),
)
"""What a table tells of a person by what its columns are named for; the first that one is named for."""


def term_of_a_concept(view: View, concept: Concept) -> str:
    """The term of what a column is named for, in a row about a person."""
    theme = theme_of(view, "")
    if concept.name in _TEXTS:
        return theme if theme in _WRITTEN else concept.term
    if concept.name == "amount":
        return theme if theme in _TRANSACTIONS else concept.term
    return theme_of(view, concept.term) if concept.name in GENERAL else concept.term


def term_of_a_text(view: View, concept: Concept) -> str:
    """The term of text in which identifiers stand: what people write, else what it is named for."""
    theme = theme_of(view, "")
    if theme in _WRITTEN:
        return theme
    return term_of_a_concept(view, concept) if concept.term else "pd:Communication"


def term_of_a_key(view: View) -> str:
    """The term of the key of a row about a person that other rows about her repeat."""
    theme = theme_of(view, "")
    if theme == "pd:BrowsingBehavior":
        return "troth:CookieIdentifier"
    return theme if theme in _TRANSACTIONS else "pd:Identifier"


def theme_of(view: View, else_: str) -> str:
    """The term of what a table tells of a person; without one the given term."""
    theme = view.named.theme
    if view.holds is Holding.SUBJECTS:
        of_her = theme or ("pd:Professional" if view.named.role is Role.STAFF else "troth:AccountData")
        return of_her if else_ in _VAGUE else (theme or else_)
    if theme == "pd:BrowsingBehavior" and is_of_health(view):
        return "pd:MedicalHealth"  # whoever comes to see a doctor browses nothing
    return theme or view.theme or _theme_by_columns(view) or else_


def _theme_by_columns(view: View) -> str:
    named = {each.named.concept.name for each in view.profiles if each.named.concept is not None}
    return next((term for names, term in _BY_COLUMNS if names & named), "")


def is_of_health(view: View) -> bool:
    """Whether a column of the table is named for health."""
    return any(each.named.means("health", "disability", "care") for each in view.profiles)


def term_of_a_thing(view: View, concept: Concept | None, target: View | None) -> str:
    """The term of a key to a row about nobody."""
    if concept is not None and concept.term:
        return concept.term
    named = read_column_name(target.table.at.dataset.rpartition(".")[2]).concept if target is not None else None
    if named is not None and named.term and named.force in (Force.IDENTITY, Force.CONTEXT):
        return theme_of(view, named.term) if named.name in GENERAL or named.name == "department" else named.term
    return theme_of(view, "pd:Preference")
