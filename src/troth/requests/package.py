"""What is in the answer to a request for access, to know, or to take away?

1. The data themselves, table by table, field by field, each under the category that the policy has for it.
2. For each category what the notice says of it: what it is used for and on which basis, where it comes from, who gets
   it, how long it is kept, whether decisions are made by machine; each with its clauses (GDPR 15(1)(a)-(h)).
3. What the organisation holds for another controller is named, and who answers for it.
4. A package is a value: pages, tables and files are made of it (`troth.report.package`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from troth.policy.tree import names, upward
from troth.words import Act, DataName, PartyName, RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from troth.inventory import Cell, DatasetName, Field
    from troth.policy.model import Policy
    from troth.requests.plan.model import Forward, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one dataset, with the fields that are shown."""

    at: DatasetName
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the policy says, and the clauses it comes from."""

    what: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What the notice says of one category of data (GDPR 15(1))."""

    data: str
    called: str
    purposes: tuple[Said, ...] = ()
    bases: tuple[Said, ...] = ()
    sources: tuple[Said, ...] = ()
    recipients: tuple[Said, ...] = ()
    kept: tuple[Said, ...] = ()
    automated: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table in a package."""

    name: str
    is_: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table in a package."""

    system: str
    dataset: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The whole answer."""

    request: str
    kind: str
    organisation: str
    version: str
    made_at: str
    tables: tuple[Shown, ...]
    explained: tuple[Explained, ...]
    elsewhere: tuple[Said, ...] = ()
    """Controllers for whom data are held, and how many rows."""

    @property
    def rows(self) -> int:
        """How many rows it shows."""
        return sum(len(table.rows) for table in self.tables)


def make_package(plan: Plan, policy: Policy, tables: Sequence[Table], *, made_at: datetime) -> Package:
    """The answer to a request, of the rows that were read for it."""
    categories = dict.fromkeys(each.data for table in tables for each in table.fields if each.data is not None)
    explained = () if plan.kind is RightKind.PORT else tuple(_explained(policy, name) for name in categories)
    return Package(
        request=plan.request,
        kind=plan.kind.value,
        organisation=policy.head.organisation,
        version=policy.head.version,
        made_at=made_at.isoformat(timespec="seconds"),
        tables=tuple(map(_shown, tables)),
        explained=explained,
        elsewhere=tuple(_elsewhere(policy, each) for each in plan.forwards),
    )


def _shown(table: Table) -> Shown:
    columns = tuple(Column(name=each.name, is_=each.is_, data=each.data or "") for each in table.fields)
    return Shown(system=table.at.system, dataset=table.at.dataset, columns=columns, rows=table.rows)


def _elsewhere(policy: Policy, forward: Forward) -> Said:
    party = policy.parties.get(PartyName(forward.controller))
    name = (party.name if party else "") or forward.controller
    return Said(name, party.clauses if party else ())


def _explained(policy: Policy, data: DataName) -> Explained:
    """What the policy says of a category: of itself and of everything wider."""
    wider = upward(policy.data, data)
    practices = [each for each in policy.practices.values() if names(each.data, wider) and each.modal.value != "never"]
    category = policy.data.get(data)
    return Explained(
        data=data,
        called=(category.alias if category else "") or data,
        purposes=_each(
            (name.replace("_", " "), each.clauses) for each in practices if Act.USE in each.do for name in each.for_
        ),
        bases=_each((each.basis.value, each.clauses) for each in practices if each.basis is not None),
        sources=_each((name, category.clauses) for name in category.from_) if category else (),
        # LAW: GDPR 15(1)(c): the recipients to whom the data have been or will be disclosed
        recipients=_each(
            (_party(policy, name), each.clauses)
            for each in practices
            if {Act.SHARE, Act.SELL, Act.TRANSFER} & set(each.do)
            for name in each.with_
        ),
        kept=_each(
            (each.max.in_words() if each.max else each.until, each.clauses)
            for each in policy.retention.values()
            if names(each.data, wider) and (each.max or each.until)
        ),
        # LAW: GDPR 15(1)(h)
        automated=_each((each.effect or each.id, each.clauses) for each in practices if each.automated),
    )


def _each(said: Any) -> tuple[Said, ...]:
    """Each thing once, with the clauses of all that say it."""
    found: dict[str, dict[str, None]] = {}
    for what, clauses in said:
        found.setdefault(str(what), {}).update(dict.fromkeys(clauses))
    return tuple(Said(what, tuple(clauses)) for what, clauses in found.items())


def _party(policy: Policy, name: str) -> str:
    party = policy.parties.get(PartyName(name))
    return (party.name if party else "") or name.replace("_", " ")


def written(package: Package) -> Any:
    """A package in plain lists and words, for being kept."""
    return msgspec.to_builtins(package, builtin_types=(bytes,))


def read(value: Any) -> Package:
    """The package that `written` wrote."""
    return msgspec.convert(value, Package)
