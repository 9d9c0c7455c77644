"""Does a query that is composed once answer as one that is composed each time, on both databases?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conformance.store.world import ACME, ALICE, BOB, CANARY, CHARLIE, OTHER, introduced
from troth.store.models import LogEntry, LogHead, Subject, SuppressionEntry
from troth.store.prepared import add, prepare, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from troth.store.opened import Store


@pytest.fixture
def people(store: Store) -> Store:
    for subject in (ALICE, BOB):
        introduced(store, subject, CANARY)
    return store


@pytest.mark.usefixtures("people")
def test_rows_are_those_of_the_query_itself_with_all_their_conversions() -> None:
    def ask(organisation: str, names: Sequence[str]) -> QuerySet[Subject]:
        return Subject.objects.filter(organisation=organisation, subject__in=names).order_by("subject")

    prepared = prepare(ask)
    for names in ([ALICE], [BOB], [ALICE, BOB], [BOB, CHARLIE], [CHARLIE], [ALICE]):
        found = prepared.rows(ACME, names)
        assert [_columns(each) for each in found] == [_columns(each) for each in ask(ACME, names)]
    assert prepared.rows(OTHER, [ALICE]) == []


@pytest.mark.usefixtures("people")
def test_values_are_those_of_the_query_itself() -> None:
    names = ("index", "at", "kind", "subject", "leaf_hash")

    def ask(organisation: str, start: int, stop: int) -> QuerySet[LogEntry, tuple[Any, ...]]:
        rows = LogEntry.objects.filter(organisation=organisation, index__gte=start, index__lt=stop)
        return rows.order_by("index").values_list(*names)

    prepared = prepare(ask)
    for start, stop in ((0, 3), (1, 2), (2, 2), (0, 1)):
        found = [(*row[:4], bytes(row[4])) for row in prepared.rows(ACME, start, stop)]
        assert found == [(*row[:4], bytes(row[4])) for row in ask(ACME, start, stop)]
    assert prepared.first(ACME, 0, 3) is not None
    assert prepared.first(OTHER, 1, 3) is None


@pytest.mark.usefixtures("people")
def test_a_query_is_composed_once_for_each_number_of_values() -> None:
    composed: list[int] = []

    def ask(names: Sequence[str]) -> QuerySet[Subject]:
        composed.append(len(names))
        return Subject.objects.filter(subject__in=names)

    prepared = prepare(ask)
    for names in ([ALICE], [BOB], [ALICE, BOB], [BOB, ALICE], []):
        assert {each.subject for each in prepared.rows(names)} == set(names)
    assert composed == [1, 2]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "ask",
    [
        lambda name: Subject.objects.filter(subject__contains=name),
        lambda _: Subject.objects.all(),
        lambda name: Subject.objects.filter(subject__in=[name.upper()]),
    ],
)
def test_a_value_that_the_query_changes_or_forgets_is_no_place(ask: Callable[[str], QuerySet[Subject]]) -> None:
    with pytest.raises(LookupError, match="does not stand in its text"):
        prepare(ask).rows("alice")


def test_a_row_that_is_added_is_the_row_that_django_would_make(store: Store) -> None:
    now = store.clock.now()

    def made(subject: str) -> Subject:
        return Subject(
            organisation_id=ACME,
            subject=subject,
            wrapped_key=b"\x00key",
            kinds=["customer"],
            restricted=True,
            first_on=now.date(),
            accepted=[["1", "2024-01-01"]],
            created_at=now,
        )

    made("django").save()
    add([made("one")])
    add([made("two"), made("three")])
    add([])
    first, *others = Subject.objects.order_by("pk")
    assert [each.subject for each in others] == ["one", "two", "three"]
    left_out = {"id", "subject"}
    for each in others:
        assert {k: v for k, v in _columns(each).items() if k not in left_out} == {
            k: v for k, v in _columns(first).items() if k not in left_out
        }


def test_a_row_that_names_nothing_keeps_nothing(store: Store) -> None:
    now = store.clock.now()
    row = SuppressionEntry(organisation_id=ACME, identifier="email:x", since=now, origin="o", reason="objection")
    add([row])
    (kept,) = SuppressionEntry.objects.all()
    assert (kept.purpose, kept.channel, kept.lifts, kept.since) == (None, None, False, now)


def test_only_the_fields_that_are_named_are_written_and_only_in_that_row(store: Store) -> None:
    now = store.clock.now()
    before = {row.pk: bytes(row.signing_key) for row in LogHead.objects.all()}
    rewrite(LogHead(organisation_id=ACME, size=7, previous=b"\x01\x00", at=now), ("size", "previous"))
    ours, other = LogHead.objects.get(organisation=ACME), LogHead.objects.get(organisation=OTHER)
    assert (ours.size, bytes(ours.previous), other.size) == (7, b"\x01\x00", 1)
    assert {row.pk: bytes(row.signing_key) for row in (ours, other)} == before


def _columns(row: Subject) -> dict[str, object]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return values | {"wrapped_key": bytes(row.wrapped_key)}
