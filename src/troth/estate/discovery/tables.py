"""What are a table's rows to a person?

Rules, in this order:
1. A table named for persons (customers, staff, patients) holds subjects, unless it only points at another such table.
2. A table of things, organisations or machines holds nobody, unless a key of it points at a subject as the one the row
   is about: `coupons.customer_id`, but not `products.created_by`.
3. A table with two kinds of identifiers of persons holds subjects where one of them differs from row to row.
4. A table that points at a subject, or holds identifiers of persons in a third of its rows, is about persons.
5. A table that points at a row about a person is about that person too: the lines of an order.
6. A table that nearly every subject points at with a row of its own (an address, a profile) is about persons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.discovery.direct import Direct, direct
from troth.estate.discovery.names import NamedTable, Role, read_table_name
from troth.estate.discovery.profile import Kind, Profile
from troth.inventory import DatasetName, Holding, LinkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Table
    from troth.inventory import Link

_PEOPLE = frozenset({Role.PERSON, Role.STAFF})
_NOBODY = frozenset({Role.THING, Role.INFRA, Role.ORGANISATION})
_THIRD = 0.3
_DIFFERS = 0.8
_NAMES = frozenset({"given_name", "surname", "full_name", "contact_person"})
_RESPONSIBLE = frozenset(
    [
        "manager",
        "lead",
        "leader",
        "head",
        "supervisor",
        "responsible",
        "chief",
        "owner",
        "editor",
        "interviewer",
        "reviewer",
        "approver",
        "coordinator",
        "contact",
        "leiter",
        "vorgesetzter",
        "verantwortlich",
        "ansprechpartner",
        "betreuer",
        "jefe",
        "chef",
        "responsable",
        "responsabile",
        "referente",
    ]
)
"""Words for staff who answer for a row that is not about them."""
_TELLING = _NAMES | {"email", "birth", "national_id"}
_DESCRIBING_ONLY = frozenset({"agent"})


@dataclass(slots=True)
class View:
    """A table, what its columns are, and what its rows are to a person."""

    table: Table
    named: NamedTable
    profiles: tuple[Profile, ...]
    directs: dict[str, Direct]
    holds: Holding = Holding.NONE
    why: str = ""
    links: dict[str, Link] = field(default_factory=dict)
    """The key that starts at a column, by the column's name."""
    same: dict[str, Link] = field(default_factory=dict)
    """The column whose identifiers a column holds too, by the column's name."""
    pointed_at: frozenset[str] = frozenset()
    """Its columns that others point at."""
    theme: str = ""
    """The term of what its rows tell of a person by the row that they point at."""
    steps: int = 0
    """How many links away the nearest subject is."""

    @property
    def is_about_people(self) -> bool:
        """Whether its rows are somebody's."""
        return self.holds in (Holding.SUBJECTS, Holding.ABOUT, Holding.SHARED, Holding.BETWEEN)


def view_tables(
    tables: Sequence[Table], profiles: Sequence[tuple[Profile, ...]], links: Sequence[Link]
) -> dict[DatasetName, View]:
    """Every table's view."""
    views: dict[DatasetName, View] = {}
    for table, columns in zip(tables, profiles, strict=True):
        named = read_table_name(table.at.dataset)
        found = {each.column.name: said for each in columns if (said := direct(each, named))}
        views[table.at] = View(table, named, columns, found)
    for link in links:
        if link.of[0].of in views:
            view = views[link.of[0].of]
            kept = view.same if link.kind is LinkKind.IDENTIFIER else view.links
            for of in link.of:
                kept.setdefault(of.field, link)
    pointed: dict[DatasetName, set[str]] = {}
    for link in links:
        for to in link.to:
            pointed.setdefault(to.of, set()).add(to.field)
    for name, fields in pointed.items():
        if name in views:
            views[name].pointed_at = frozenset(fields)
    _subjects(views)
    spread(views)
    return views


def _subjects(views: Mapping[DatasetName, View]) -> None:
    for view in views.values():
        view.holds, view.why = _by_its_name(view, views) or _by_its_columns(view, views) or (Holding.NONE, "")


def _by_its_name(view: View, views: Mapping[DatasetName, View]) -> tuple[Holding, str] | None:
    """Rules 1 and 2; None where the name leaves it to the columns."""
    role = view.named.role
    if role in _PEOPLE:
        if not _identifying(view) and (_points_at_people(view, views) or not view.named.is_whole):
            return Holding.ABOUT, "it is named for something of persons"
        return Holding.SUBJECTS, "it is named for persons"
    if role is Role.SHARED:
        return Holding.SHARED, "it is named for several persons together"
    return (Holding.NONE, "") if role in _NOBODY else None


def _by_its_columns(view: View, views: Mapping[DatasetName, View]) -> tuple[Holding, str] | None:
    """Rules 3 and 4, as far as they need no link to a subject."""
    kinds = _identifying(view)
    unknown = view.named.role is None
    if unknown and kinds & _TELLING and _differ(view):
        if len(kinds) > 1:
            return Holding.SUBJECTS, f"its rows hold {len(kinds)} kinds of identifiers of persons"
        if _others_point_at(view, views):
            return Holding.SUBJECTS, "its rows hold identifiers of persons, and others point at them"
    if kinds and _filled(view):
        return Holding.ABOUT, "its rows hold identifiers of persons"
    if _has_a_persons_key(view) and not _points_at_nobody(view, views):
        return Holding.ABOUT, "it has a column that is named for a person and holds keys"
    if unknown and _is_address(view):
        return Holding.ABOUT, "its rows hold postal addresses"
    return None


def _others_point_at(view: View, views: Mapping[DatasetName, View]) -> bool:
    return any(
        link.to[0].of == view.table.at and link.to[0].field in view.table.key
        for other in views.values()
        if other is not view
        for link in other.links.values()
    )


def _has_a_persons_key(view: View) -> bool:
    """Whether a column is named for a person and holds keys, though no table of such persons was found."""
    return any(_is_a_persons_key(view, profile) for profile in view.profiles)


def _is_a_persons_key(view: View, profile: Profile) -> bool:
    named = profile.named
    if not profile.filled or profile.is_constant or profile.kind not in (Kind.WHOLE, Kind.TEXT):
        return False
    if (
        Role.PERSON not in named.roles
        or {Role.ACTOR, Role.STAFF} & set(named.roles)
        or _RESPONSIBLE & set(named.pieces)
    ):
        return False
    keyed = named.means("id", "subject_no") or named.is_role
    return keyed and not profile.is_running_text and profile.column.name not in view.directs


def _identifying(view: View) -> frozenset[str]:
    return frozenset(said.kind for said in view.directs.values() if said.names_a_person) - (
        frozenset() if len(view.directs) > 1 else _DESCRIBING_ONLY
    )


def _points_at_people(view: View, views: Mapping[DatasetName, View]) -> bool:
    return any(
        link.to[0].of != view.table.at and link.to[0].of in views and views[link.to[0].of].named.role in _PEOPLE
        for link in view.links.values()
    )


def _points_at_nobody(view: View, views: Mapping[DatasetName, View]) -> bool:
    """Whether what is named for a person leads elsewhere: `contact_id` to a table of things."""
    targets = (
        views.get(view.links[each.column.name].to[0].of)
        for each in view.profiles
        if Role.PERSON in each.named.roles and each.column.name in view.links
    )
    return any(target is not None and target.named.role in _NOBODY for target in targets)


def _differ(view: View) -> bool:
    strong = (
        each
        for each in view.profiles
        if each.column.name in view.directs and view.directs[each.column.name].names_a_person
    )
    return any(each.filled and len(each.distinct) >= _DIFFERS * each.filled for each in strong)


def _filled(view: View) -> bool:
    strong = (
        each
        for each in view.profiles
        if each.column.name in view.directs and view.directs[each.column.name].names_a_person
    )
    return any(each.filled >= _THIRD * each.rows and len(each.distinct) > 2 for each in strong)


def _is_address(view: View) -> bool:
    """A table without a name that we know, with streets and postal codes or towns beside them."""
    kinds = {held.name for profile in view.profiles for held in profile.held}
    return (
        "street" in kinds
        and bool(kinds & {"postcode", "city"})
        and len(view.profiles) <= 12
        and any(
            profile.held_as("street") and len(profile.distinct) >= 0.5 * profile.filled and profile.filled >= 20
            for profile in view.profiles
        )
    )


def is_of_the_row(view: View, profile: Profile, target: View) -> bool:
    """Whether a key to a subject says whom the row is about, and not who worked on it."""
    if Role.ACTOR in profile.named.roles:
        return False
    if target.named.role is Role.STAFF and _RESPONSIBLE & set(profile.named.pieces):
        return False
    if view.named.role in _NOBODY:
        named = set(profile.named.roles)
        return target.named.role is not Role.STAFF and (Role.PERSON in named or not named) and not named & {Role.STAFF}
    return True


def _is_chance(view: View, profile: Profile) -> bool:
    """Whether a link may be two counters that meet by chance: small numbers, a name that says nothing."""
    link = view.links.get(profile.column.name)
    if (
        link is None
        or link.kind is not LinkKind.INFERRED
        or not profile.named.is_opaque
        or profile.kind is not Kind.WHOLE
    ):
        return False
    own = view.table.key == (profile.column.name,)
    if link.confirmed and not own:
        return False
    numbers = [value for value in profile.distinct if isinstance(value, int)]
    dense = bool(numbers) and max(numbers) <= 2 * max(profile.filled, len(numbers))
    return dense and (own or len(profile.column.name) <= 2)


def spread(views: Mapping[DatasetName, View]) -> None:
    """Rules 2, 4, 5 and 6, from the subjects outwards until nothing changes."""
    for step in range(1, 5):
        reached = {name for name, view in views.items() if view.is_about_people and view.steps < step}
        grown = False
        for view in views.values():
            if view.is_about_people and view.holds is not Holding.NONE:
                continue
            for profile in view.profiles:
                link = view.links.get(profile.column.name) or view.same.get(profile.column.name)
                target = views.get(link.to[0].of) if link else None
                if target is None or target.table.at not in reached or target is view or _is_chance(view, profile):
                    continue
                direct_to = target.holds is Holding.SUBJECTS
                if direct_to and not is_of_the_row(view, profile, target):
                    continue
                if not direct_to and view.named.role in _NOBODY:
                    continue
                view.holds, view.steps, grown = Holding.ABOUT, step, True
                view.why = f"`{profile.column.name}` points at `{target.table.at.dataset}`"
                view.theme = _theme_of_target(view, target, views)
                break
        grown |= _upwards(views, step)
        if not grown and step > 1:
            return


def _theme_of_target(view: View, target: View, views: Mapping[DatasetName, View]) -> str:
    """What a row tells by the row that it points at: the lines of an order a purchase, what staff did their work."""
    if target.holds is not Holding.SUBJECTS:
        return target.named.theme or target.theme
    others = (views[link.to[0].of] for link in view.links.values() if link.to[0].of in views)
    only_staff = all(other.named.role is Role.STAFF for other in others if other.holds is Holding.SUBJECTS)
    return "pd:Professional" if only_staff else ""


def _upwards(views: Mapping[DatasetName, View], step: int) -> bool:
    """Rule 6."""
    grown = False
    for view in list(views.values()):
        if view.holds is not Holding.SUBJECTS:
            continue
        for profile in view.profiles:
            link = view.links.get(profile.column.name)
            target = views.get(link.to[0].of) if link else None
            if target is None or target.is_about_people or profile.filled < 10 or target is view:
                continue
            own = len(profile.distinct) >= 0.7 * profile.filled and len(profile.distinct) >= 0.5 * max(
                1, target.table.rows
            )
            if own and target.named.role not in _NOBODY:
                target.holds, target.steps, grown = Holding.ABOUT, step, True
                target.why = f"nearly every row of `{view.table.at.dataset}` points at a row of its own"
    return grown


def is_between(view: View) -> bool:
    """Whether a table's rows only join others: all its columns are keys, or say when."""
    keys = [each for each in view.profiles if each.column.name in view.links or each.named.is_key]
    rest = [each for each in view.profiles if each not in keys and each.kind is not Kind.MOMENT]
    return len(keys) >= 2 and not rest and len(view.links) >= 2
