"""How do changes that come at once become one transaction?

    done = change_together(store, organisation, lambda change: choices.say(change, draft))

1. Whoever wants to change something queues, by organisation. Whose turn it is carries out all that wait, in the order
   in which they came, in one transaction: the log is held once, and the disk is waited for once.
2. Each is a change of its own, behind a savepoint. One that raises is undone alone, leaves no entry, and raises where
   it was asked for. INVARIANT: nobody is answered before the transaction ended well.
3. Where the database refuses what one of them asks of it, nothing was done, and each is carried out again in a
   transaction of its own. Where it fails (busy, full, away), all are told so.
4. So what is carried out may run in another thread, in the context of its own, and twice: it reads and writes by its
   change alone.

What it leaves out: changes that are long, or that begin with a question to somebody (`troth.store.writing`). Both kinds
follow one another by the log's head.
"""

from __future__ import annotations

import threading
from collections import deque
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.db import DatabaseError, InterfaceError, transaction

from troth.errors import OutsideWorldFailed
from troth.evidence.sequence import next_time
from troth.store.writing import Writing, begin, chain, keep, one_transaction, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from troth.evidence.sequence import Leaf
    from troth.store.opened import Store
    from troth.words import OrganisationId

Done = TypeVar("Done")
MOST_AT_ONCE = 64
"""The most changes of one transaction: it holds up whoever else writes."""


@dataclass(slots=True)
class _Asked(Generic[Done]):
    """A change that somebody waits for, and what became of it."""

    carry_out: Callable[[Writing], Done]
    context: Context
    done: Done | None = None
    error: BaseException | None = None
    is_over: bool = False

    def run(self, change: Writing) -> None:
        self.done = self.context.run(self.carry_out, change)


@dataclass(slots=True)
class _Queue:
    """Those who wait to change one organisation; `turn` is held by who carries out."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[_Asked[Any]] = field(default_factory=deque)

    def take(self) -> list[_Asked[Any]]:
        return [self.waiting.popleft() for _ in range(min(len(self.waiting), MOST_AT_ONCE))]


_queues: dict[OrganisationId, _Queue] = {}


def change_together(store: Store, organisation: OrganisationId, carry_out: Callable[[Writing], Done]) -> Done:
    """What `carry_out` returns of its change, once that is on the disk with its evidence.

    Raises:
        WrongUse: `store.no-such-organisation`.
        OutsideWorldFailed: the database is busy, full or away, or the clock was set back; then nothing was recorded.
        And whatever `carry_out` raises, which undoes what it did.
    """
    asked = _Asked(carry_out, copy_context())
    queue = _queues.setdefault(organisation, _Queue())
    queue.waiting.append(asked)
    with queue.turn:
        while not asked.is_over:
            _carry_out(store, organisation, queue.take())
    if asked.error is not None:
        raise asked.error
    return cast("Done", asked.done)


def _carry_out(store: Store, organisation: OrganisationId, those: Sequence[_Asked[Any]]) -> None:
    try:
        if len(those) == 1 or not _in_one(store, organisation, those):
            for asked in those:
                _alone(store, organisation, asked)
    except BaseException as error:
        for asked in those:
            if not asked.is_over:
                asked.error = error
        raise
    finally:
        for asked in those:
            asked.is_over = True


def _alone(store: Store, organisation: OrganisationId, asked: _Asked[Any]) -> None:
    asked.error = None
    try:
        with writing(store, organisation) as change:
            asked.run(change)
    except Exception as error:  # noqa: BLE001 -- raised where it was asked for
        asked.error = error
    asked.is_over = True


def _in_one(store: Store, organisation: OrganisationId, those: Sequence[_Asked[Any]]) -> bool:
    """Carry these out in one transaction; False where one of them was refused, and nothing was done (rule 3)."""
    try:
        with one_transaction():
            first = begin(store, organisation)
            head = first.head
            leaves: list[Leaf] = []
            for asked in those:
                try:
                    with transaction.atomic():
                        change = Writing(store, organisation, next_time(head, store.clock.now()), head)
                        asked.run(change)
                        new, after = chain(change)
                except (DatabaseError, InterfaceError, OutsideWorldFailed):
                    raise
                except Exception as error:  # noqa: BLE001 -- raised where it was asked for
                    asked.error = error
                else:
                    leaves += new
                    head = after
            keep(organisation, leaves, head)
    except DatabaseError:
        return False
    except OutsideWorldFailed as error:
        for asked in those:
            asked.error = error
    return True
