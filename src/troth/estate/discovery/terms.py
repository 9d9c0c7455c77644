"""Which term of the vocabulary is what a column says of a person, where its name alone does not tell?

Rules:
1. What the table tells of a person by its name goes first: the time of an appointment is health data.
2. Of a table of persons what is general is data of her account; of one of staff it is professional.
3. A key to a thing says what the thing's table is named for, else what the table tells, else a preference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.discovery.names import Force, Role, read_column_name
from troth.inventory import Holding

if TYPE_CHECKING:
    from troth.estate.discovery.names import Concept
    from troth.estate.discovery.tables import View

GENERAL = frozenset({"when", "remark", "activity", "reason", "duration", "amount", "origin", "quantity"})
"""Concepts whose term depends on what the table tells of a person."""
_VAGUE = frozenset({"pd:Behavioral", "pd:Profile", "dpv:PersonalData", "pd:Preference"})
"""Terms that say hardly more than that it is personal."""
_OF_VISITS = frozenset({"pd:BrowsingBehavior"})


def theme_of(view: View, else_: str) -> str:
    """The term of what a table tells of a person; without one the given term."""
    theme = view.named.theme
    if theme in _OF_VISITS and is_of_health(view):
        return "pd:MedicalHealth"  # whoever comes to see a doctor browses nothing
    if theme and view.holds is not Holding.SUBJECTS:
        return theme
    if view.holds is Holding.SUBJECTS and else_ in _VAGUE:
        return theme or ("pd:Professional" if view.named.role is Role.STAFF else "troth:AccountData")
    return theme or else_


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
