"""Are changes that come at once each whole, each alone answered for, and one transaction?"""

from __future__ import annotations

import threading
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

import pytest

from conformance.store.test_writing import Said, assert_chain_holds, entries_of
from conformance.store.world import ACME, ALICE, CANARY, OTHER
from databases import at_once
from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Draft
from troth.store import organisations, subjects, together, writing
from troth.store.models import Subject
from troth.store.together import change_together
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from troth.store.opened import Store
    from troth.store.writing import Writing

_WAITS = 10.0


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many transactions of changes were begun: one item each."""
    begun: list[int] = []
    begin = writing.begin

    def counted(store: Store, organisation: OrganisationId) -> Writing:
        begun.append(1)
        return begin(store, organisation)

    monkeypatch.setattr(together, "begin", counted)
    monkeypatch.setattr(writing, "begin", counted)
    yield begun
    together._queues.clear()


def together_in_order(store: Store, *work: Callable[[Writing], object]) -> list[object]:
    """Let all of it wait in this order before the first is carried out; what each gave back, or its exception."""
    queue = together._queues.setdefault(ACME, together._Queue())

    def ask(place: int, do: Callable[[Writing], object]) -> object:
        _wait_until(lambda: len(queue.waiting) == place)
        return change_together(store, ACME, do)

    def hold() -> None:
        with queue.turn:
            held.set()
            _wait_until(lambda: len(queue.waiting) == len(work))

    held = threading.Event()
    first = threading.Thread(target=hold)
    first.start()
    assert held.wait(_WAITS)
    try:
        return at_once(*(lambda place=place, do=do: ask(place, do) for place, do in enumerate(work)))
    finally:
        first.join()


def _wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + _WAITS
    while not holds():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.001)


def record(change: Writing) -> int:
    return change.record(Draft(ACME, "test.thing", public=Said("here")))


def test_those_that_wait_are_one_transaction_in_their_order(live: Store, transactions: list[int]) -> None:
    assert together_in_order(live, *[record] * 6) == [1, 2, 3, 4, 5, 6]
    assert len(transactions) == 1
    assert organisations.sizes()[ACME] == 7
    assert_chain_holds(ACME)


def test_one_that_nobody_waits_with_is_a_transaction(live: Store, transactions: list[int]) -> None:
    assert [change_together(live, ACME, record) for _ in range(2)] == [1, 2]
    assert len(transactions) == 2
    assert_chain_holds(ACME)


def test_no_more_than_so_many_are_one_transaction(
    live: Store, transactions: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "MOST_AT_ONCE", 2)
    assert together_in_order(live, *[record] * 5) == [1, 2, 3, 4, 5]
    assert len(transactions) == 3
    assert_chain_holds(ACME)


def test_one_that_raises_is_undone_alone(live: Store, transactions: list[int]) -> None:
    def introduce(name: SubjectId) -> Callable[[Writing], SubjectId]:
        return lambda change: subjects.introduce(change, [CANARY], subject=name)

    def raise_after(change: Writing) -> None:
        subjects.introduce(change, [], subject=SubjectId("undone"))
        raise ZeroDivisionError

    refused_at_the_end = introduce(SubjectId("alice@mail.example"))
    done = together_in_order(live, introduce(ALICE), raise_after, refused_at_the_end, introduce(SubjectId("last")))
    assert (done[0], done[3]) == (ALICE, "last")
    assert isinstance(done[1], ZeroDivisionError)
    assert isinstance(done[2], WrongUse)
    assert done[2].id == "evidence.bad-subject"
    assert len(transactions) == 1
    assert set(Subject.objects.values_list("subject", flat=True)) == {ALICE, "last"}
    assert [row.subject for row in entries_of(ACME)[1:]] == [ALICE, "last"]
    assert_chain_holds(ACME)


def test_one_that_the_database_refuses_takes_no_other_with_it(live: Store, transactions: list[int]) -> None:
    from django.db import IntegrityError

    def twice(_: Writing) -> None:
        for _number in range(2):
            Subject.objects.create(
                organisation_id=ACME, subject=ALICE, first_on="2024-03-01", created_at=live.clock.now()
            )

    done = together_in_order(live, record, twice, record)
    assert (done[0], done[2]) == (1, 2)
    assert isinstance(done[1], IntegrityError)
    assert len(transactions) == 4  # all at once, and then each
    assert not Subject.objects.exists()
    assert_chain_holds(ACME)


def test_where_the_database_fails_in_the_end_nobody_is_told_that_it_is_done(
    live: Store, transactions: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as changed:
        changed.setattr(together, "keep", full)
        done = together_in_order(live, *[record] * 3)
    assert [isinstance(each, OutsideWorldFailed) and each.id for each in done] == ["store.full"] * 3
    assert len(transactions) == 1
    assert organisations.sizes()[ACME] == 1
    assert change_together(live, ACME, record) == 1


def test_each_is_carried_out_in_the_context_of_who_asked(live: Store, transactions: list[int]) -> None:
    whose = ContextVar("whose", default="nobody's")
    places = iter(["alice's", "bob's"])

    def ask() -> object:
        whose.set(next(places))
        return change_together(live, ACME, lambda _: whose.get())

    queue = together._queues.setdefault(ACME, together._Queue())
    with queue.turn:
        threads = [threading.Thread(target=lambda: found.append(_closing(ask))) for _ in range(2)]
        found: list[object] = []
        for thread in threads:
            thread.start()
        _wait_until(lambda: len(queue.waiting) == 2)
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == ["alice's", "bob's"]
    assert len(transactions) == 1


def test_another_organisation_does_not_wait_for_this_one(live: Store) -> None:
    queue = together._queues.setdefault(ACME, together._Queue())
    with queue.turn:
        assert change_together(live, OTHER, lambda change: change.record(Draft(OTHER, "test.thing"))) == 1
    together._queues.clear()


def test_an_organisation_that_is_not_there_is_said_to_be_missing(live: Store) -> None:
    with pytest.raises(WrongUse) as refused:
        change_together(live, OrganisationId("nobody"), record)
    assert refused.value.id == "store.no-such-organisation"


def _closing(do: Callable[[], object]) -> object:
    from django.db import connections

    try:
        return do()
    finally:
        connections["default"].close()
