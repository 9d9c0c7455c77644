"""Which limit of the policy holds for which rows of the estate, from which day, and what keeps rows beyond it?

A row has fields of several data categories, and each category its own limit. What stands in one row stays together:
the row goes when the longest of them is over, for until then some of it may be kept. A field whose own limit is over
sooner is blanked sooner: the longer limit of another field is no reason to keep it (GDPR 5(1)(e)). Where one field has
no limit at all, the row stays, and the others are blanked, each in its time.

Rules, for each dataset with personal fields under a limit:
1. A view is passed over: what it shows goes with the tables below it. A dataset held for another controller is swept on
   its instructions alone, and is no business of this policy's limits.
2. A dataset without a clock, or with one that nobody confirmed, is a problem and is not swept.
3. A dataset whose `erase` is `keep` stays; one whose `erase` is `blank` is anonymised, though the limit says `delete`.
4. A field that holds the row up (its key, a declared reference) goes only with its row; where its limit is over sooner,
   that is a finding.
5. A hold without a subject stops the datasets that it covers. A hold of a subject spares the rows that were found for
   her; where nobody looked, it stops the datasets.
6. Rows that a `keep` describes are kept until its own limit is over. A `keep` without a foundation stops the dataset
   until a person decides, and so does an exception (`unless`) of which no `keep` and no hold of the estate tells.

What it leaves out: limits of earlier versions of the policy. The version given decides for all rows.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, Severity, in_order
from troth.inventory import Erasing
from troth.policy.model import Then
from troth.requests.plan.keeping import clauses_for
from troth.requests.plan.order import in_order as children_first
from troth.requests.plan.settings import blanking
from troth.retention.governing import governing, length, over_before
from troth.retention.model import Kept, Limits, Sweep
from troth.retention.unseen import find_unseen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from troth.inventory import Dataset, DatasetName, Field, FoundRow, Inventory, Keep, RowKey
    from troth.policy.model import Policy, Retention
    from troth.requests.plan import Hold
    from troth.words import SubjectId

_PLACE = Place("estate.yaml")


def find_limits(
    policy: Policy,
    inventory: Inventory,
    *,
    today: date,
    holds: Sequence[Hold] = (),
    held: Mapping[SubjectId, Sequence[FoundRow]] | None = None,
) -> Limits:
    """The sweeps that the policy's limits ask for today, the limits that none carries out, and what is in the way.

    Args:
        policy: the version that decides.
        inventory: the reviewed estate.
        today: the day (UTC) on which it is asked.
        holds: the holds that are not lifted.
        held: the rows that were found for subjects under a hold. A subject who is not in it was not looked for.
    """
    looking = _Looking(policy, inventory, today, [each for each in holds if _lasts(each, today)], held or {})
    sweeps = [sweep for dataset in inventory.datasets for sweep in looking.sweeps(dataset)]
    used = {limit for sweep in sweeps for limit in sweep.limits}
    return Limits(
        sweeps=tuple(_in_order(inventory, sweeps)),
        unseen=tuple(find_unseen(policy, inventory, used)),
        problems=tuple(in_order(looking.problems)),
    )


def _lasts(hold: Hold, today: date) -> bool:
    return hold.until is None or hold.until >= today


def _in_order(inventory: Inventory, sweeps: Sequence[Sweep]) -> list[Sweep]:
    """Rows first, children before parents, so that no field is emptied of a row that goes; then rows that are emptied.

    What circles have in the way is emptied by the sweep itself.
    """
    deleting = {sweep.dataset for sweep in sweeps if sweep.deletes}
    order, _, _ = children_first(inventory, deleting)
    place = {at: number for number, at in enumerate(order)}

    def turn(sweep: Sweep) -> tuple[int, bool, DatasetName, str]:
        return (place[sweep.dataset] if sweep.deletes else len(place), bool(sweep.fields), sweep.dataset, sweep.id)

    return sorted(sweeps, key=turn)


@dataclass(slots=True)
class _Looking:
    """One look at an estate."""

    policy: Policy
    inventory: Inventory
    today: date
    holds: Sequence[Hold]
    held: Mapping[SubjectId, Sequence[FoundRow]]
    problems: list[Problem] = field(default_factory=list)

    def sweeps(self, dataset: Dataset) -> list[Sweep]:
        """The sweeps of one dataset; what is in the way is noted."""
        if not dataset.writable or dataset.controller is not None:
            return []
        of = {each.name: governing(self.policy, each.data, dataset.subject) for each in dataset.personal}
        limited = {name: limit for name, limit in of.items() if limit is not None}
        if not limited or not self._may_be_swept(dataset):
            return []
        found = []
        last = max(limited.values(), key=lambda limit: (length(limit), limit.id)) if len(limited) == len(of) else None
        if last is not None:
            found.append(self._of_rows(dataset, last))
        sooner = {n: limit for n, limit in limited.items() if last is None or length(limit) < length(last)}
        found += self._of_fields(dataset, sooner)
        return [self._with_reasons(dataset, sweep, of) for sweep in found]

    def _may_be_swept(self, dataset: Dataset) -> bool:
        if dataset.erase is Erasing.KEEP:
            text = f"the policy limits how long the data of `{dataset.at}` are kept, and its `erase` is `keep`"
            self._note("kept-dataset", text, "say `erase: blank` or `delete`, or let the notice say why it stays")
            return False
        clock = dataset.field(dataset.since) if dataset.since else None
        if clock is None:
            text = f"the policy limits how long the data of `{dataset.at}` are kept, and no field says since when"
            self._note("no-clock", text, "give `since:` the field with the time of collection or of the last use")
            return False
        if not (dataset.confirmed or clock.confirmed):
            text = f"nobody confirmed that `{dataset.at}` is kept since the time in `{clock.name}`"
            self._note("unreviewed", text, "look at the dataset, then say `confirmed: true` of it or of the field")
            return False
        return True

    # --- rows and fields ---------------------------------------------------------------------------------------------

    def _of_rows(self, dataset: Dataset, limit: Retention) -> Sweep:
        then = Then.ANONYMISE if dataset.erase is Erasing.BLANK else limit.then
        sweep = self._sweep(dataset, [limit], tuple(each.name for each in dataset.personal))
        stays = [each.name for each in dataset.personal if not any(put.field == each.name for put in sweep.settings)]
        if then is Then.ANONYMISE and stays:
            self._stays(dataset, stays, "the row is anonymised")
        return dataclasses.replace(sweep, then=then, fields=())

    def _of_fields(self, dataset: Dataset, sooner: Mapping[str, Retention]) -> list[Sweep]:
        by_day: dict[object, list[str]] = {}
        for name, limit in sooner.items():
            by_day.setdefault(length(limit), []).append(name)
        found = []
        for together in by_day.values():
            limits = list({sooner[name].id: sooner[name] for name in together}.values())
            sweep = self._sweep(dataset, limits, tuple(together))
            going = tuple(put.field for put in sweep.settings)
            stays = [name for name in together if name not in going]
            if stays:
                self._stays(dataset, stays, "its own limit is over")
            if going:
                found.append(dataclasses.replace(sweep, fields=going, then=Then.ANONYMISE))
        return found

    def _sweep(self, dataset: Dataset, limits: Sequence[Retention], names: tuple[str, ...]) -> Sweep:
        longest = max(limits, key=length).max
        assert longest is not None  # noqa: S101 -- `governing` gives no other limit
        clauses = [clause for limit in limits for clause in limit.clauses]
        return Sweep(
            dataset=dataset.at,
            clock=dataset.since,
            before=over_before(longest, self.today),
            fields=names,
            settings=tuple(
                put for put in blanking(self.inventory, _whole(dataset), names) if put.field != dataset.since
            ),
            max=longest,
            limits=tuple(f"retention.{limit.id}" for limit in limits),
            clauses=tuple(dict.fromkeys(clauses)),
        )

    def _stays(self, dataset: Dataset, names: Sequence[str], when: str) -> None:
        shown = ", ".join(f"`{name}`" for name in names)
        text = f"{shown} of `{dataset.at}` cannot be emptied when {when}"
        help_ = "it is a key, a reference, the clock, or kept: let the application put something else in its place"
        self._note("field-stays", text, help_, Severity.WARNING)

    # --- what keeps rows ---------------------------------------------------------------------------------------------

    def _with_reasons(self, dataset: Dataset, sweep: Sweep, of: Mapping[str, Retention | None]) -> Sweep:
        spared, stopped = self._held(dataset)
        stopped = stopped or self._unfounded(dataset) or self._unseen_exception(dataset, sweep, of)
        kept = tuple(self._kept(keep) for keep in dataset.keep)
        return dataclasses.replace(sweep, kept=kept, spared=spared, stopped=stopped)

    def _held(self, dataset: Dataset) -> tuple[tuple[RowKey, ...], str]:
        spared: dict[RowKey, None] = {}
        for hold in self.holds:
            if hold.datasets and dataset.at not in hold.datasets:
                continue
            if hold.subject is None or hold.subject not in self.held or not dataset.key:
                return (), f"hold:{hold.ground}"
            spared |= {row.key: None for row in self.held[hold.subject] if row.dataset == dataset.at}
        return tuple(spared), ""

    def _unfounded(self, dataset: Dataset) -> str:
        for keep in dataset.keep:
            if not keep.law and not clauses_for(self.policy, keep.ground):
                text = f"`{dataset.at}` keeps rows for `{keep.ground}`, for which no clause and no law is named"
                help_ = "give `law:` the law that asks for it, or name a ground of the notice's exceptions"
                return self._note("unfounded-keep", text, help_)
        return ""

    def _unseen_exception(self, dataset: Dataset, sweep: Sweep, of: Mapping[str, Retention | None]) -> str:
        told = {keep.ground for keep in dataset.keep} | {hold.ground for hold in self.holds}
        limits = {limit.id: limit for limit in of.values() if limit and f"retention.{limit.id}" in sweep.limits}
        for limit in limits.values():
            for condition in limit.unless:
                if told.isdisjoint((condition.fact, *condition.values)):
                    text = (
                        f"`retention.{limit.id}` has the exception `{condition.fact}`, and nothing says for which rows"
                    )
                    help_ = f"give `{dataset.at}` a `keep:` with the ground `{condition.fact}` that says which rows"
                    return self._note("unseen-exception", f"{text} of `{dataset.at}`", help_)
        return ""

    def _kept(self, keep: Keep) -> Kept:
        wanted: dict[str, list[str]] = {}
        for name, value in keep.when:
            wanted.setdefault(name, []).append(value)
        since = None if keep.max is None else over_before(keep.max, self.today)
        return Kept(ground=keep.ground, when=tuple((name, tuple(each)) for name, each in wanted.items()), since=since)

    def _note(self, id_: str, text: str, help_: str, severity: Severity = Severity.ERROR) -> str:
        self.problems.append(Problem(_PLACE, f"retention.{id_}", text, help_, severity))
        return f"retention.{id_}"


def _whole(dataset: Dataset) -> Dataset:
    """With fields that an erasure would redact emptied: here it is not one person's words that go, but all."""
    fields = tuple(_emptied(each) for each in dataset.fields)
    return dataclasses.replace(dataset, fields=fields)


def _emptied(of: Field) -> Field:
    return dataclasses.replace(of, erase=Erasing.BLANK) if of.erase is Erasing.REDACT else of
