"""The step `collect`: read what is shown, and keep it sealed until it is fetched.

Rows are read again, by their keys, for all requests at once: a plan may be days old. What is gone since is not shown;
what came since is in the next answer.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from troth.inventory import Doing
from troth.requests.flow import Ended
from troth.requests.package import Table, make_package, written
from troth.store.requests import cases
from troth.store.requests.sealed import key_of, seal_for
from troth.store.requests.work import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.inventory import Action, Cell, DatasetName, RowKey
    from troth.jobs.requests.world import Estate, World
    from troth.requests.plan import Plan
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing

HOLDS = timedelta(days=30)
"""How long a package can be fetched: as long as a subject may take over an answer that took a month."""


def run(world: World, taken: Taken) -> list[Result]:
    """Read the rows of all requests, a statement a dataset, and make each package."""
    estate, policy = world.estate(taken.organisation), world.policy(taken.organisation)
    plans = [cases.plan_of(world.store, row.case) for row in taken.rows]
    cells = _read(estate, [plan for plan in plans if plan is not None])
    now = world.store.clock.now()
    results = []
    for row, plan in zip(taken.rows, plans, strict=True):
        if plan is None:
            results.append(Result(row=row, ended=Ended.REFUSED, problem="requests.no-plan"))
            continue
        tables = [_table(estate, action, cells) for action in plan.of(Doing.READ)]
        package = make_package(plan, policy, [table for table in tables if table.rows], made_at=now)
        sealed = seal_for(key_of(world.store, row.case), row.case, "package", written(package))
        shown = sum(len(table.rows) for table in tables)
        results.append(Result(row=row, ended=Ended.DONE, rows=shown, package=sealed, package_until=now + HOLDS))
    return results


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Nothing besides."""


def _read(estate: Estate, plans: list[Plan]) -> dict[tuple[DatasetName, RowKey], dict[str, Cell]]:
    keys: dict[DatasetName, dict[RowKey, None]] = defaultdict(dict)
    fields: dict[DatasetName, dict[str, None]] = defaultdict(dict)
    for plan in plans:
        for action in plan.of(Doing.READ):
            keys[action.dataset].update(dict.fromkeys(action.rows))
            fields[action.dataset].update(dict.fromkeys(action.fields))
    found: dict[tuple[DatasetName, RowKey], dict[str, Cell]] = {}
    for at, wanted in keys.items():
        dataset = estate.inventory.by_name[at]
        names = tuple(dict.fromkeys((*dataset.key, *fields[at])))
        places = [names.index(name) for name in dataset.key]
        for cells in estate.connectors[at.system].rows(dataset, dataset.key, list(wanted), names):
            key = tuple(cells[place] for place in places)
            found[at, key] = dict(zip(names, cells, strict=True))
    return found


def _table(estate: Estate, action: Action, cells: dict[tuple[DatasetName, RowKey], dict[str, Cell]]) -> Table:
    dataset = estate.inventory.by_name[action.dataset]
    rows = [cells[action.dataset, key] for key in action.rows if (action.dataset, key) in cells]
    known = {field.name: field for field in dataset.fields}
    return Table(
        at=action.dataset,
        fields=tuple(known[name] for name in action.fields),
        rows=tuple(tuple(row[name] for name in action.fields) for row in rows),
    )
