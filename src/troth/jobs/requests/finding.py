"""The step `find`: which rows are the subject's, and what is to be done to them?

1. It looks by every identifier that the request proved, and by those that the subject is known by here, where they are
   hers alone.
2. A system that could not be searched makes the step wait: "nothing found" is said only by who looked.
3. The plan is kept, sealed, with its digest; the identifiers that were found on the way are kept with it, because they
   are what is looked for afterwards.
4. Rows that an erasure left behind are taken up again by their keys: no identifier leads there any more. What continues
   an erasure is about these rows alone, and looks for nobody: who came back since has not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.graph.again import read_again
from troth.estate.graph.person import Found
from troth.inventory import Seed
from troth.requests.flow import Ended
from troth.requests.plan import make_plan
from troth.store import subjects
from troth.store.requests import cases, holds, remaining
from troth.store.requests.work import Result
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.inventory import FoundRow
    from troth.jobs.requests.world import Estate, World
    from troth.requests.request import Request
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing
    from troth.subjects.identifiers import Identifier
    from troth.words import SubjectId


def run(world: World, taken: Taken) -> list[Result]:
    """Search for all subjects at once, and plan each request."""
    store, organisation = world.store, taken.organisation
    policy, estate, held = world.policy(organisation), world.estate(organisation), holds.holding(organisation)
    requests = [cases.read(store, row.case) for row in taken.rows]
    own = subjects.alone_of(store, organisation, [each.subject for each in requests if each.subject is not None])
    seeds = [() if request.continues else _seeds(request, own) for request in requests]
    wants_cells = taken.kind is RightKind.RECTIFY or any(dataset.keep for dataset in estate.inventory.datasets)
    found = estate.finder.find(seeds, cells=wants_cells) if any(seeds) else [Found()] * len(seeds)
    today = store.clock.now().date()
    results = []
    for row, request, each in zip(taken.rows, requests, found, strict=True):
        if each.missed:
            results.append(Result(row=row, ended=Ended.AGAIN, problem=each.missed[0].problem))
            continue
        rows = (*each.rows, *_left_behind(world, estate, row, each.rows))
        plan = make_plan(request, policy, estate.inventory, rows, today=today, holds=held)
        results.append(Result(row=row, ended=Ended.DONE, rows=len(rows), plan=plan, known=each.known))
    return results


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Nothing besides."""


def _left_behind(world: World, estate: Estate, row: RequestStep, found: Sequence[FoundRow]) -> list[FoundRow]:
    """The rows that an erasure left behind, as they are now; not those that the search found anyway."""
    known = {(each.dataset, each.key) for each in found}
    behind = remaining.behind(row.case, cases.plan_of(world.store, row.case))
    again = read_again(estate.inventory, estate.connectors, behind)
    return [each for each in again if (each.dataset, each.key) not in known]


def _seeds(request: Request, own: Mapping[SubjectId, Sequence[Identifier]]) -> Sequence[Seed]:
    known = own.get(request.subject, ()) if request.subject is not None else ()
    return tuple(dict.fromkeys((*request.seeds, *(Seed(each.kind, each.text) for each in known))))
