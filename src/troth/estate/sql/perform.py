"""How are the actions of many requests carried out in one database?

Rules:
1. One transaction: what it commits is everything of every request that the system does not refuse. The end that each
   action states is looked at before the commit.
2. Where the system refuses a row, it is found whose: the requests of the statement are halved, under savepoints, until
   it is known. Of such a request nothing is done in this system; the others are done without it, from the beginning.
3. A system that is away, busy, locked or full is unreachable: nothing is done, of anybody.
4. Where the connection goes between the commit and its answer, nobody knows. Trying again finds what holds already.
5. What is read or kept needs nothing here. What names no row is done.

A constraint that the system looks at only in committing (a deferred one of SQLite) tells no request: then the requests
are halved too, and each half is a transaction of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem
from troth.estate.sql.acting import Acting
from troth.estate.sql.engine import problem_of
from troth.estate.sql.groups import Asked, in_groups, request_of
from troth.estate.sql.narrowing import InTheWay, Why, carefully, plainly
from troth.estate.sql.refusals import Refusal, Refused, refusal, refusal_of
from troth.estate.sql.writing import statements_for
from troth.estate.sql.writing.catalog import read_catalog
from troth.inventory import Became, Doing, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, RootTransaction

    from troth.estate.sql.writing.catalog import Catalog
    from troth.inventory import Action, Dataset, DatasetName

_KNOWN_FOR = timedelta(minutes=1)
"""For so long what a database declares is not asked for again."""

_AWAY = "estate.unreachable"


@dataclass(slots=True)
class Writing:
    """A database that may be written to. What it declares is kept for a while."""

    open: Callable[[], Engine] = field(repr=False)
    """Makes the engine, when it is first asked for; it may raise `EstateProblem`."""
    system: str
    guarded: bool = True
    """Whether a deletion that the system would carry on to other rows is refused."""
    _engine: Engine | None = field(default=None, repr=False)
    _catalog: Catalog | None = field(default=None, repr=False)
    _read_at: datetime | None = None

    @property
    def engine(self) -> Engine:
        """The database's engine."""
        if self._engine is None:
            self._engine = self.open()
        return self._engine

    def perform(
        self, datasets: Mapping[DatasetName, Dataset], actions: Sequence[Action], at: datetime
    ) -> list[Outcome]:
        """An outcome for each action. Never raises for the system."""
        acting = [
            Asked(place, action, request_of(action))
            for place, action in enumerate(actions)
            if action.doing in (Doing.CHANGE, Doing.DELETE) and action.rows
        ]
        became = _Became(at)
        try:
            if acting:
                self._look_again(at)
                left = self._without_unfit(datasets, acting, became)
                self._together(datasets, left, became)
        except EstateProblem as problem:
            how = Became.UNREACHABLE if problem.again else Became.REFUSED
            became.all(acting, Refusal(how, problem.id, problem.help))
        return [became.of(place, action) for place, action in enumerate(actions)]

    def close(self) -> None:
        """Close its connections."""
        if self._engine is not None:
            self._engine.dispose()

    # --- before ------------------------------------------------------------------------------------------------------

    def _look_again(self, at: datetime) -> None:
        if self._read_at is None or at - self._read_at > _KNOWN_FOR:
            self._catalog, self._read_at = None, at

    def _declared(self) -> Catalog:
        if self._catalog is None:
            from sqlalchemy.exc import SQLAlchemyError

            try:
                with self.engine.connect() as connection:
                    self._catalog = read_catalog(connection)
            except SQLAlchemyError as error:
                raise problem_of(error, self.system) from None
        return self._catalog

    def _without_unfit(
        self, datasets: Mapping[DatasetName, Dataset], asked: Sequence[Asked], became: _Became
    ) -> list[Asked]:
        """The actions without those of requests of which one cannot be said to this database at all."""
        why: dict[str, Why] = {}
        for each in asked:
            found = self._unfit(datasets, each.action)
            if found is not None and found.id == "estate.vanished":
                self._catalog = None  # it may have come since
                found = self._unfit(datasets, each.action)
            if found is not None:
                why.setdefault(each.request, Why(found, each.action.dataset))
        became.refused(asked, why)
        return [each for each in asked if each.request not in why]

    def _unfit(self, datasets: Mapping[DatasetName, Dataset], action: Action) -> Refusal | None:
        dataset = datasets.get(action.dataset)
        if dataset is None or not dataset.key or set(map(len, action.rows)) != {len(dataset.key)}:
            return refusal("estate.no-key", action.dataset)
        table = self._declared().get(action.dataset.dataset)
        named = (*dataset.key, *(setting.field for setting in action.settings))
        if table is None or any(name not in table.columns for name in named):
            return refusal("estate.vanished", action.dataset)
        if table.is_view or not dataset.writable:
            return refusal("estate.not-writable", action.dataset)
        return None if table.undoable else refusal("estate.no-transactions", action.dataset)

    # --- together, and where that fails, without those in the way ----------------------------------------------------

    def _together(
        self, datasets: Mapping[DatasetName, Dataset], asked: Sequence[Asked], became: _Became, *, fresh: bool = False
    ) -> None:
        left = list(asked)
        while left:
            try:
                became.done(left, self._transaction(datasets, left))
            except InTheWay as found:
                became.refused(left, found.why)
                left = [each for each in left if each.request not in found.why]
            except Refused as refused:
                if refused.refusal.became is Became.REFUSED:
                    self._catalog = None
                    self._apart(datasets, left, became, refused.refusal)
                elif refused.refusal.id == _AWAY and not fresh:
                    # A connection that was kept open may have gone while nobody used it.
                    self.engine.dispose()
                    self._together(datasets, left, became, fresh=True)
                else:
                    became.all(left, refused.refusal)
                return
            else:
                return

    def _apart(
        self, datasets: Mapping[DatasetName, Dataset], asked: Sequence[Asked], became: _Became, why: Refusal
    ) -> None:
        """Each half of the requests by itself."""
        requests = list(dict.fromkeys(each.request for each in asked))
        if len(requests) == 1:
            became.refused(asked, {requests[0]: Why(why, asked[0].action.dataset)})
            return
        for half in (requests[: len(requests) // 2], requests[len(requests) // 2 :]):
            self._together(datasets, [each for each in asked if each.request in half], became)

    def _transaction(self, datasets: Mapping[DatasetName, Dataset], asked: Sequence[Asked]) -> Mapping[int, int]:
        """Do it all, and commit. Raises `InTheWay` with the requests in the way, or `Refused`."""
        from sqlalchemy.exc import SQLAlchemyError

        catalog, groups = self._declared(), in_groups(asked)
        try:
            with self.engine.connect() as connection:
                transaction = connection.begin()
                acting = Acting(statements_for(connection), catalog, datasets, self.guarded)
                try:
                    plainly(acting, groups)
                except (SQLAlchemyError, Refused) as error:
                    known = error.refusal if isinstance(error, Refused) else refusal_of(error, self.system)
                    if known.became is Became.UNREACHABLE:
                        raise Refused(known) from None
                    transaction.rollback()
                    transaction = connection.begin()
                    acting = Acting(statements_for(connection), catalog, datasets, self.guarded)
                    why = carefully(connection, acting, groups)
                    # INVARIANT: what is committed was looked at; a careful run only finds who is in the way.
                    transaction.rollback()
                    raise (InTheWay(why) if why else Refused(known)) from None
                self._commit(connection, transaction)
                return acting.changed
        except SQLAlchemyError as error:
            raise Refused(refusal_of(error, self.system)) from None

    def _commit(self, connection: Connection, transaction: RootTransaction) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            transaction.commit()
        except SQLAlchemyError as error:
            known = refusal_of(error, self.system)
            # SQLite is still in the transaction that it would not commit: with the connection it goes.
            connection.invalidate()
            raise Refused(refusal("estate.commit-unknown", self.system) if known.id == _AWAY else known) from None


@dataclass(slots=True)
class _Became:
    """The outcomes, as they come to be known."""

    at: datetime
    _known: dict[int, Outcome] = field(default_factory=dict)

    def of(self, place: int, action: Action) -> Outcome:
        """What became of an action; what nothing was to be done for holds already."""
        return self._known.get(place) or Outcome(action=action.id, became=Became.ALREADY, at=self.at)

    def done(self, asked: Sequence[Asked], changed: Mapping[int, int]) -> None:
        """They were committed, with so many rows each."""
        for each in asked:
            rows = changed.get(each.place, 0)
            became = Became.DONE if rows else Became.ALREADY
            self._known[each.place] = Outcome(action=each.action.id, became=became, rows=rows, at=self.at)

    def refused(self, asked: Sequence[Asked], why: Mapping[str, Why]) -> None:
        """Nothing of these requests is done; those of their actions that are not to blame say so."""
        for each in asked:
            found = why.get(each.request)
            if found is None:
                continue
            blamed = each.action.dataset == found.dataset
            said = found.refusal if blamed else refusal("estate.request-refused", found.dataset)
            self.all([each], said)

    def all(self, asked: Sequence[Asked], why: Refusal) -> None:
        """The same became of all of them."""
        for each in asked:
            self._known[each.place] = Outcome(
                action=each.action.id, became=why.became, at=self.at, problem=why.id, help=why.help
            )
