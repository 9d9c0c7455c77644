"""Laws of retention, for all limits, days and rows."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from live_databases import live_database
from retention_cast import CONTACT, GENERAL, KEEP_OPEN, TODAY, at, inventory, orders, policy, users
from troth.estate.sql.sweeping import Sweeping
from troth.estate.sql.writing import writing_engine
from troth.inventory import FoundRow
from troth.requests.plan import Hold
from troth.retention import Limits, find_limits
from troth.retention.governing import over_before
from troth.words import Duration, SubjectId

if TYPE_CHECKING:
    from live_databases import LiveDatabase

DURATIONS = st.builds(
    Duration, st.integers(0, 30), st.integers(0, 40), st.integers(0, 800), st.integers(0, 100)
)  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
ALICE = SubjectId("alice")


@given(DURATIONS, DAYS, st.integers(-1200, 1200))
def test_a_row_is_due_exactly_where_the_definition_of_a_decision_says_that_it_is_over(
    limit: Duration, today: date, near: int
) -> None:
    before = over_before(limit, today).date()
    day = before + timedelta(days=near)
    assert (day < before) == (today > limit.after(day))


MADE = st.dates(date(2014, 1, 1), TODAY)
USERS = st.lists(MADE, min_size=1, max_size=12)
ORDERS = st.lists(st.tuples(st.integers(1, 12), MADE, st.sampled_from(["open", "sent"])), max_size=16)


def fill(live: LiveDatabase, made: list[date], ordered: list[tuple[int, date, str]]) -> None:
    live.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" TEXT, "name" TEXT, "made_at" TEXT)',
        'CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER REFERENCES "users"("id") ON DELETE CASCADE,'
        ' "address" TEXT, "made_at" TEXT, "status" TEXT)',
    )
    live.fill("users", [(n, f"u{n}@example.org", f"name {n}", day.isoformat()) for n, day in enumerate(made, 1)])
    those = [
        (n, user, "street", day.isoformat(), how) for n, (user, day, how) in enumerate(ordered, 1) if user <= len(made)
    ]
    live.fill("orders", those)


def sweep(live: LiveDatabase, found: Limits, size: int) -> int:
    engine, touched = writing_engine(live.url), 0
    datasets = inventory(users(), orders()).by_name
    try:
        for each in found.sweeps:
            parts = Sweeping(engine, "shop", datasets[each.dataset], each, size).ranges()
            touched += sum(part.deleted + part.emptied for part in parts)
    finally:
        engine.dispose()
    return touched


def state(live: LiveDatabase) -> tuple[object, object]:
    with closing(live.connect()) as connection:
        return (
            connection.execute('SELECT * FROM "users" ORDER BY 1').fetchall(),
            connection.execute('SELECT * FROM "orders" ORDER BY 1').fetchall(),
        )


@settings(max_examples=25, deadline=None)
@given(USERS, ORDERS, st.integers(1, 12), st.integers(1, 5))
def test_nothing_young_and_nothing_held_is_touched_and_twice_is_once(
    made: list[date], ordered: list[tuple[int, date, str]], held: int, size: int
) -> None:
    found = find_limits(
        policy(GENERAL, CONTACT),
        inventory(users(), orders(keep=(KEEP_OPEN,))),
        today=TODAY,
        holds=(Hold(id="h", ground="litigation", subject=ALICE),),
        held={ALICE: (FoundRow(dataset=at("users"), key=(held,)),)},
    )
    with TemporaryDirectory() as folder, live_database("sqlite", Path(folder)) as live:
        fill(live, made, ordered)
        before = live.rows('SELECT * FROM "users"'), live.rows('SELECT * FROM "orders"')
        sweep(live, found, size)
        after = state(live)
        for table, rows, years in ((0, before[0], 6), (1, before[1], 6)):
            for row in rows:
                young = Duration(years=years).after(date.fromisoformat(row[3])) >= TODAY
                spared = (table == 0 and row[0] == held) or (table == 1 and row[4] == "open")
                there = next((each for each in after[table] if each[0] == row[0]), None)  # type: ignore[attr-defined]
                if young or spared:
                    assert there is not None
                if spared or (young and Duration(years=2).after(date.fromisoformat(row[3])) >= TODAY):
                    assert there == row
        assert sweep(live, found, size) == 0
        assert state(live) == after
