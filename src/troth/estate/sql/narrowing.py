"""Whose action is it that the system refuses?

`plainly` does all groups and looks whether they hold; it ends with the first refusal. `carefully` goes on: each
statement under a savepoint, and where it is refused the requests in it are halved until it is known whose rows are in
the way. Rules:

1. What is about no row (a right, a table that is gone) is about all requests of the statement.
2. A row that only goes when another request's row has gone is no refusal: who was refused is tried again together, as
   long as that lets somebody through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.sql.acting import RowsRefused
from troth.estate.sql.refusals import Refused, refusal_of
from troth.inventory import Became

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from troth.estate.sql.acting import Acting
    from troth.estate.sql.groups import Chunk, Group
    from troth.estate.sql.refusals import Refusal
    from troth.inventory import DatasetName


_REMEMBERED = 50_000
"""Rows whose pieces are kept from the doing until the looking."""
_TOGETHER = 12
"""Pieces of one statement that looks whether they hold."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a request is refused: by what, and at which dataset."""

    refusal: Refusal
    dataset: DatasetName


class InTheWay(Exception):  # noqa: N818 -- it is what was found
    """The requests that stand in the way of the others, and why."""

    def __init__(self, why: dict[str, Why]) -> None:
        super().__init__(len(why))
        self.why = why


def plainly(acting: Acting, groups: Sequence[Group]) -> None:
    """Do all groups, then look at all. Raises `InTheWay`, `Refused`, and what the driver raises."""
    done: list[tuple[Group, Chunk]] = []
    rows = 0
    for group in groups:
        for chunk in acting.chunks(group):
            _known(acting.carry_out, group, chunk)
            rows += len(chunk.rows)
            if rows <= _REMEMBERED:
                done.append((group, chunk))
    if any(table.defers for table in acting.catalog.values()):
        acting.statements.settle()
    # Many rows are put into pieces once more, so that they are not all held here.
    pieces = done if rows <= _REMEMBERED else _pieces(acting, groups)
    for several in _several(pieces, acting.statements.size):
        if not acting.holds(several):
            for group, chunk in several:
                _known(acting.check, group, chunk)


def _pieces(acting: Acting, groups: Sequence[Group]) -> Iterator[tuple[Group, Chunk]]:
    for group in groups:
        for chunk in group.chunks(acting.statements.size):
            yield group, chunk


def _several(pieces: Iterable[tuple[Group, Chunk]], most: int) -> Iterator[list[tuple[Group, Chunk]]]:
    """Chunks that are looked at in one statement: some, and of no more rows than a statement takes."""
    several: list[tuple[Group, Chunk]] = []
    rows = 0
    for group, chunk in pieces:
        if several and (len(several) >= _TOGETHER or rows + len(chunk.rows) > most):
            yield several
            several, rows = [], 0
        several.append((group, chunk))
        rows += len(chunk.rows)
    if several:
        yield several


def _known(act: Callable[[Group, Chunk], None], group: Group, chunk: Chunk) -> None:
    """Turn a refusal of known rows, or of all, into one of requests."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        act(group, chunk)
    except RowsRefused as refused:
        raise InTheWay(_all(chunk.of_rows(refused.keys), refused.refusal, group)) from None
    except (SQLAlchemyError, Refused) as error:
        known = _refusal(error, group)
        if known.became is Became.REFUSED and (known.wide or len(chunk.requests) == 1):
            raise InTheWay(_all(chunk.requests, known, group)) from None
        raise Refused(known) from None


def carefully(connection: Connection, acting: Acting, groups: Sequence[Group]) -> dict[str, Why]:
    """The requests that stand in the way. Raises `Refused` where the system is unreachable, or does not say whose."""
    found: dict[str, Why] = {}
    for group in groups:
        for chunk in acting.chunks(group):
            rest = chunk.only(set(chunk.requests) - set(found))
            if rest.rows:
                found |= _narrowed(connection, acting, group, rest)
    if not found and any(table.defers for table in acting.catalog.values()):
        acting.statements.settle()
    return found


def _narrowed(connection: Connection, acting: Acting, group: Group, chunk: Chunk) -> dict[str, Why]:
    found = _once(connection, acting, group, chunk)
    while found:
        again = _once(connection, acting, group, chunk.only(found))
        if len(again) == len(found):
            return again
        found = again
    return found


def _once(connection: Connection, acting: Acting, group: Group, chunk: Chunk) -> dict[str, Why]:
    found: dict[str, Why] = {}
    waiting = [chunk]
    while waiting:
        part = waiting.pop()
        refused = _tried(connection, acting, group, part)
        if refused is None:
            continue
        requests = part.requests
        if isinstance(refused, RowsRefused):
            those = part.of_rows(refused.keys)
            found |= _all(those, refused.refusal, group)
            rest = part.only(set(requests) - those)
            waiting += [rest] if rest.rows else []
        elif refused.refusal.wide or len(requests) == 1:
            found |= _all(requests, refused.refusal, group)
        else:
            half = len(requests) // 2
            waiting += [part.only(set(requests[half:])), part.only(set(requests[:half]))]
    return found


def _tried(connection: Connection, acting: Acting, group: Group, chunk: Chunk) -> Refused | None:
    """Do a chunk, and take it back where it is refused. Raises `Refused` for what is unreachable."""
    from sqlalchemy.exc import SQLAlchemyError

    before = acting.changed.copy()
    savepoint = connection.begin_nested()
    try:
        acting.carry_out(group, chunk)
        savepoint.commit()
    except (SQLAlchemyError, Refused) as error:
        known = error if isinstance(error, Refused) else Refused(_refusal(error, group))
        if known.refusal.became is Became.UNREACHABLE:
            raise known from None
        acting.changed = before
        savepoint.rollback()
        return known
    return None


def _refusal(error: BaseException, group: Group) -> Refusal:
    return error.refusal if isinstance(error, Refused) else refusal_of(error, group.dataset)


def _all(requests: Collection[str], refusal: Refusal, group: Group) -> dict[str, Why]:
    return dict.fromkeys(requests, Why(refusal, group.dataset))
