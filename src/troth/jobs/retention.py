"""Which rows of which organisation are kept longer than its notice says, and do they go?

Once in `retention_every` hours, for each organisation with a reviewed estate and a published policy:

1. What is due is counted. What is overdue is an entry `retention.overdue`; a process tells the same finding once a day.
2. Only where an administrator enabled it (`retention_every` above 0) are rows deleted and emptied; each sweep that
   changed a row is an entry `retention.swept`. Where it is 0 nothing is changed, and it is looked once a day.
3. Rows of subjects under a hold are looked for first. Where a system could not be searched, or an identifier of hers is
   others' too, nobody knows all of them: what the hold covers is not swept at all.
4. An organisation whose estate fails does not keep the others waiting; the chore fails at its end, and runs again.

A process that dies between two ranges leaves what was committed, with no entry yet; the next run sweeps the rest. The
entry of what was committed is lost then: `retention.swept` tells of sweeps that came to their end, or to a problem.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import TrothError
from troth.estate.connector import EstateProblem
from troth.estate.retaining import carry_out, count
from troth.inventory import Seed
from troth.retention import find_limits
from troth.store import organisations, policies, subjects
from troth.store.requests import holds
from troth.store.retained import OverduePublic, SweptPublic, record_overdue, record_swept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.estate.retaining import Count, Done
    from troth.inventory import FoundRow
    from troth.jobs.requests.world import Estate, World
    from troth.policy.model import Policy
    from troth.requests.plan import Hold
    from troth.words import OrganisationId, SubjectId

logger = logging.getLogger("troth.jobs")
BY = "schedule"


@dataclass(slots=True)
class Retaining:
    """The chore. One thread uses it. `deletes` is whether rows go, or are only counted."""

    world: World
    deletes: bool = False
    _told: dict[tuple[str, str], date] = field(default_factory=dict, repr=False)

    def look(self) -> None:
        """Look at every organisation. Raises the first failure, after all were looked at."""
        failed: list[TrothError] = []
        for each in organisations.organisations():
            if not self.world.has_estate(each.id) or policies.versions(each.id) is None:
                continue
            try:
                _say_failures(self.look_at(each.id))
            except TrothError as error:
                logger.warning("retention failed", extra={"organisation": each.id, "problem": error.id})
                failed.append(error)
        if failed:
            raise failed[0]

    def look_at(self, organisation: OrganisationId) -> list[Count]:
        """Count, record and, where that is enabled, sweep; what was counted."""
        policy, estate = self.world.policy(organisation), self.world.estate(organisation)
        held = holds.holding(organisation)
        today = self.world.store.clock.now().date()
        limits = find_limits(
            policy, estate.inventory, today=today, holds=held, held=self._rows_of(organisation, estate, held)
        )
        counts = list(count(estate.inventory, estate.connectors, limits))
        self._tell(organisation, policy, estate, counts, today)
        if self.deletes:
            done = list(carry_out(estate.inventory, estate.connectors, counts))
            swept = [swept_public(each, policy, estate.inventory.version, BY) for each in done]
            record_swept(self.world.store, organisation, swept)
        return counts

    def _rows_of(
        self, organisation: OrganisationId, estate: Estate, held: Sequence[Hold]
    ) -> dict[SubjectId, Sequence[FoundRow]]:
        """The rows of subjects under a hold; without those who could not be looked for everywhere."""
        found: dict[SubjectId, Sequence[FoundRow]] = {}
        named = list(dict.fromkeys(hold.subject for hold in held if hold.subject is not None))
        known = subjects.alone_of(self.world.store, organisation, named)
        for subject in named:
            seeds = tuple(Seed(each.kind, each.text) for each in known.get(subject, ()))
            if not seeds:
                continue  # nobody can look for her: what her hold covers is stopped
            (each,) = estate.finder.find([seeds])
            if not each.missed and not each.unsure:
                found[subject] = each.rows
        return found

    def _tell(
        self, organisation: OrganisationId, policy: Policy, estate: Estate, counts: Sequence[Count], today: date
    ) -> None:
        fresh = [each for each in counts if each.is_finding and self._told.get((organisation, each.sweep.id)) != today]
        found = [overdue_public(each, policy, estate.inventory.version) for each in fresh]
        record_overdue(self.world.store, organisation, found)
        self._told |= {(organisation, each.sweep.id): today for each in fresh}


def _say_failures(counts: Sequence[Count]) -> None:
    """Raise where something could not be counted: nobody knows then whether it is overdue."""
    for each in counts:
        if each.problem:
            text = f"`{each.sweep.dataset}` could not be counted"
            raise EstateProblem(text, id=each.problem, help=each.help, again=each.again)


def swept_public(done: Done, policy: Policy, estate: str, by: str) -> SweptPublic:
    """What the log says of a sweep."""
    sweep = done.sweep
    return SweptPublic(
        dataset=str(sweep.dataset),
        deleted=done.deleted,
        emptied=done.emptied,
        left=done.left,
        before=sweep.before.date().isoformat(),
        limits=sweep.limits,
        clauses=sweep.clauses,
        fields=sweep.fields,
        policy=policy.head.version,
        estate=estate,
        by=by,
        problem=done.problem,
    )


def overdue_public(found: Count, policy: Policy, estate: str) -> OverduePublic:
    """What the log says of rows that are overdue."""
    sweep = found.sweep
    return OverduePublic(
        dataset=str(sweep.dataset),
        rows=0 if found.due is None else found.due.overdue,
        before=sweep.overdue_before.date().isoformat(),
        limits=sweep.limits,
        clauses=sweep.clauses,
        fields=sweep.fields,
        policy=policy.head.version,
        estate=estate,
    )
