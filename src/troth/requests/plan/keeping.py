"""Which rows outlive an erasure, why, under which clause, until when, and locked to which purposes?

Rules, in this order:
1. A hold keeps every row it covers, for as long as it lasts.
2. A `keep` of the inventory keeps the rows it describes, until so long after the dataset's clock.
3. A keep without a foundation keeps nothing: neither does the notice name its ground nor is a law given. That is a
   problem, and a person decides (GDPR 17(3); Civ. Code 1798.105(d)).
4. A dataset whose `erase` is `keep` stays, for the reason that the inventory gives it.

A row that is kept is locked to what it was kept for (`troth.decisions`): that is where `for_` goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.inventory import Erasing
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.inventory import Dataset, FoundRow, Keep
    from troth.policy.model import Policy
    from troth.requests.plan.model import Hold
    from troth.requests.request import Request


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row stays."""

    reason: str
    clauses: tuple[str, ...] = ()
    until: date | None = None
    for_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """What decides for one request which rows stay."""

    policy: Policy
    request: Request
    holds: tuple[Hold, ...]
    today: date

    def reason(self, dataset: Dataset, row: FoundRow) -> Reason | None:
        """Why a row stays; None where it goes."""
        for hold in self.holds:
            if self._covers(hold, dataset):
                return Reason(f"hold:{hold.ground}", hold.clauses, hold.until, self._purposes(hold.ground))
        for keep in dataset.keep:
            found = self._by_rule(keep, dataset, row)
            if found is not None:
                return found
        if dataset.erase is Erasing.KEEP:
            return Reason("dataset_is_kept")
        return None

    def problems(self, datasets: Iterable[Dataset]) -> list[Problem]:
        """A problem for every rule that keeps rows on no ground."""
        found = []
        for dataset in datasets:
            for keep in dataset.keep:
                if not keep.law and not clauses_for(self.policy, keep.ground):
                    text = f"`{dataset.at}` keeps rows for `{keep.ground}`, for which no clause and no law is named"
                    help_ = "give `law:` the law that asks for it, or name a ground of the notice's exceptions"
                    found.append(Problem(Place("estate.yaml"), "requests.unfounded-keep", text, help_))
        return found

    def _covers(self, hold: Hold, dataset: Dataset) -> bool:
        if hold.until is not None and hold.until < self.today:
            return False
        if hold.subject is not None and hold.subject != self.request.subject:
            return False
        return not hold.datasets or dataset.at in hold.datasets

    def _by_rule(self, keep: Keep, dataset: Dataset, row: FoundRow) -> Reason | None:
        clauses = clauses_for(self.policy, keep.ground)
        if not clauses and not keep.law:
            return None
        if keep.when and not _holds(keep, dataset, row):
            return None
        until = None
        if keep.max is not None and row.since is not None:
            until = keep.max.after(row.since.date())
            if until < self.today:
                return None
        # LAW: GDPR 17(3): what is kept, is kept for a reason; Art. 18(2) in spirit: and for that reason alone
        return Reason(keep.law or keep.ground, clauses, until, self._purposes(keep.ground))

    def _purposes(self, ground: str) -> tuple[str, ...]:
        return (ground,) if ground in self.policy.purposes else ()


def clauses_for(policy: Policy, ground: str) -> tuple[str, ...]:
    """The clauses in which the notice says that data are kept on a ground although erasure was asked for."""
    found = [
        clause
        for right in policy.rights.values()
        for kept in right.keep_if
        if kept.right is RightKind.ERASE and ground in kept.grounds
        for clause in right.clauses
    ]
    found += [clause for limit in policy.retention.values() if ground in limit.for_ for clause in limit.clauses]
    return tuple(dict.fromkeys(found))


def _holds(keep: Keep, dataset: Dataset, row: FoundRow) -> bool:
    """Whether the row has one of the values in each of the fields.

    A row whose cells are not known is kept: what went wrong in looking must not cost data that a law asks for.
    """
    if not row.cells:
        return True
    cells = {field.name: cell for field, cell in zip(dataset.fields, row.cells, strict=True)}
    wanted: dict[str, set[str]] = {}
    for name, value in keep.when:
        wanted.setdefault(name, set()).add(value)
    return all(_text(cells.get(name)) in values for name, values in wanted.items())


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
