"""Are a change and the evidence of it one, on both databases?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from conformance.store.world import ACME, ALICE, CANARY, OTHER, founded, introduced, published, said
from databases import at_once
from troth.clock import SetClock
from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Draft
from troth.evidence.entry import read_entry
from troth.evidence.tree import HASH_SIZE, LEAF_PREFIX
from troth.store import log, organisations, subjects
from troth.store.models import LogEntry, LogHead, Subject
from troth.store.writing import writing
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from databases import Database
    from troth.store.opened import Store


@dataclass(frozen=True, slots=True)
class Said:
    """A payload."""

    text: str


def entries_of(organisation: OrganisationId) -> list[LogEntry]:
    return list(LogEntry.objects.filter(organisation=organisation).order_by("index"))


def assert_chain_holds(organisation: OrganisationId) -> None:
    previous = bytes(HASH_SIZE)
    rows = entries_of(organisation)
    for index, row in enumerate(rows):
        found = read_entry(bytes(row.leaf))
        assert (row.index, found.index) == (index, index)
        assert found.previous == previous
        assert (found.kind, found.subject, found.organisation) == (row.kind, row.subject, organisation)
        previous = bytes(row.leaf_hash)
        assert previous == sha256(LEAF_PREFIX + bytes(row.leaf)).digest()
    head = LogHead.objects.get(organisation=organisation)
    assert (head.size, bytes(head.previous)) == (len(rows), previous)


def test_a_change_and_its_entry_are_there_together(store: Store) -> None:
    introduced(store, ALICE, CANARY)
    rows = entries_of(ACME)
    assert [row.kind for row in rows] == [organisations.FOUNDED, subjects.INTRODUCED]
    assert rows[1].subject == ALICE
    assert_chain_holds(ACME)


def test_an_exception_in_a_change_leaves_neither_rows_nor_entries(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), writing(store, ACME) as change:
        subjects.introduce(change, [CANARY], subject=ALICE)
        raise ZeroDivisionError
    assert not Subject.objects.exists()
    assert len(entries_of(ACME)) == 1
    assert_chain_holds(ACME)


def test_a_draft_that_is_refused_at_the_end_takes_the_rows_back(store: Store) -> None:
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        subjects.introduce(change, [CANARY], subject=SubjectId("alice@mail.example"))
    assert refused.value.id == "evidence.bad-subject"
    assert "alice" not in str(refused.value)
    assert not Subject.objects.exists()
    assert_chain_holds(ACME)


def test_an_entry_of_another_organisation_is_refused_and_nothing_is_recorded(store: Store) -> None:
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        change.record(Draft(OTHER, "test.thing", public=Said("here")))
    assert refused.value.id == "evidence.wrong-organisation"
    assert len(entries_of(ACME)) == len(entries_of(OTHER)) == 1


def test_the_index_that_a_change_is_told_is_the_one_its_entry_gets(store: Store) -> None:
    with writing(store, ACME) as change:
        told = [change.record(Draft(ACME, "test.thing", public=Said(str(number)))) for number in range(3)]
    assert told == [1, 2, 3]
    texts = [read_entry(bytes(row.leaf)).public for row in entries_of(ACME)[1:]]
    assert texts == [b'{"text":"0"}', b'{"text":"1"}', b'{"text":"2"}']
    assert_chain_holds(ACME)


def test_a_change_of_an_organisation_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(WrongUse) as refused, writing(store, OrganisationId("nobody")):
        pytest.fail("the block is not reached")
    assert refused.value.id == "store.no-such-organisation"


def test_changes_of_many_threads_are_chained_without_a_gap(database: Database) -> None:
    live = founded(database.live())

    def record() -> None:
        for _ in range(5):
            with writing(live, ACME) as change:
                change.record(Draft(ACME, "test.thing", public=Said("here")))

    assert at_once(*[record] * 4) == [None] * 4
    assert organisations.sizes()[ACME] == 21
    assert_chain_holds(ACME)


def test_a_clock_set_back_a_little_is_held_still_also_for_what_is_published(database: Database) -> None:
    store = founded(database.store())
    clock = store.clock
    assert isinstance(clock, SetClock)
    before = clock.now()
    clock.advance(timedelta(seconds=-30))
    published(store)
    rows = entries_of(ACME)
    assert rows[-1].at == before
    with writing(store, ACME) as change:
        assert change.now == before


def test_a_clock_set_back_far_records_nothing_and_is_told(database: Database) -> None:
    store = published(founded(database.store()))
    introduced(store)
    size = organisations.sizes()[ACME]
    clock = store.clock
    assert isinstance(clock, SetClock)
    clock.advance(timedelta(hours=-1))
    with pytest.raises(OutsideWorldFailed) as failed:
        said(store)
    assert failed.value.id == "evidence.clock-went-back"
    assert organisations.sizes()[ACME] == size
    clock.advance(timedelta(hours=1))
    said(store)
    assert_chain_holds(ACME)


def test_leaves_come_in_order_from_where_they_are_asked_for(store: Store) -> None:
    introduced(store)
    whole = list(log.leaves(ACME))
    assert [read_entry(leaf).index for leaf in whole] == [0, 1]
    assert list(log.leaves(ACME, 1)) == whole[1:]
    assert list(log.leaves(ACME, 2)) == []


def test_what_is_recorded_is_found_by_index_subject_and_kind(store: Store) -> None:
    published(store)
    introduced(store)
    event = said(store)
    newest = log.recorded(ACME)
    assert [each.entry.index for each in newest] == [3, 2, 1, 0]
    assert [each.entry.index for each in log.recorded(ACME, subject=ALICE)] == [3, 2]
    assert [each.entry.index for each in log.recorded(ACME, subject=ALICE, before=3)] == [2]
    assert [each.entry.index for each in log.recorded(ACME, kinds=["policy.published"])] == [1]
    assert [each.entry.index for each in log.recorded(ACME, limit=2)] == [3, 2]
    assert log.recorded(OTHER, subject=ALICE) == ()
    found = log.entry(ACME, 3)
    assert found is not None
    assert found == newest[0]
    assert event.id.encode() in found.entry.public + log.open_entry(store, found.entry)
    assert log.entry(ACME, 4) is None


def test_what_is_sealed_opens_under_its_subjects_key_only(store: Store) -> None:
    introduced(store, ALICE, CANARY)
    found = log.entry(ACME, 1)
    assert found is not None
    assert b"email:" in log.open_entry(store, found.entry)
    first = log.entry(ACME, 0)
    assert first is not None
    with pytest.raises(WrongUse) as refused:
        log.open_entry(store, first.entry)
    assert refused.value.id == "evidence.nothing-sealed"


def test_who_looked_at_a_subject_is_recorded(store: Store) -> None:
    introduced(store)
    log.record_view(store, ACME, ALICE, by="7", what="choices")
    newest = log.recorded(ACME)[0].entry
    assert (newest.kind, newest.subject, newest.public) == (log.VIEWED, ALICE, b'{"by":"7","what":"choices"}')
