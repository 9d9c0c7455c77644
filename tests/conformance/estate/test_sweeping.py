"""Sweeping, in every database that we exercise: what is due goes, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from estate_acts import connected
from retention_cast import CONTACT, GENERAL, KEEP_OPEN, TODAY, at, fields_of, inventory, orders, policy, users
from troth.estate.connector import EstateProblem, Reached, Sweeper
from troth.estate.sql.sweeping import Sweeping
from troth.estate.sql.writing import writing_engine
from troth.inventory import Dataset, Erasing, Field, FoundRow, Holding, Inventory, Tier
from troth.requests.plan import Hold
from troth.retention import Limits, Sweep, find_limits
from troth.words import DataName, Duration, IdentifierKind, SubjectId

if TYPE_CHECKING:
    from live_databases import LiveDatabase

TIME = {"sqlite": "TEXT", "postgresql": "TIMESTAMP", "mariadb": "DATETIME"}
OLD, MIDDLE, YOUNG = "2019-05-01 10:00:00", "2023-05-01 10:00:00", "2026-01-01 10:00:00"


def shop(live: LiveDatabase, *, on_delete: str = "") -> None:
    time = TIME[live.kind]
    live.run(
        f'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(60), "name" VARCHAR(60), "made_at" {time})',
        f'CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER, "address" VARCHAR(60), "made_at" {time},'
        f' "status" VARCHAR(10), CONSTRAINT "o_u" FOREIGN KEY ("user_id") REFERENCES "users"("id") {on_delete})',
    )
    times = (OLD, MIDDLE, YOUNG)
    live.fill("users", [(n, f"u{n}@example.org", f"name {n}", times[n % 3]) for n in range(1, 10)])


def order(live: LiveDatabase, *rows: tuple[int, int, str, str]) -> None:
    live.fill("orders", [(id_, user, f"street {id_}", made, status) for id_, user, made, status in rows])


def limits(*datasets: Dataset, notice: tuple[str, ...] = (GENERAL, CONTACT), **more: Any) -> Limits:
    found = find_limits(policy(*notice), inventory(*(datasets or (users(), orders()))), today=TODAY, **more)
    assert [each for each in found.problems if each.severity == "error"] == []
    return found


def run(
    live: LiveDatabase, found: Limits, inventory_: Inventory | None = None, size: int = 2
) -> list[tuple[str, int, int]]:
    """Carry out all sweeps in small ranges: dataset, rows deleted, rows emptied."""
    told = []
    datasets = (inventory_ or inventory(users(), orders())).by_name
    engine = writing_engine(live.url)
    try:
        for sweep in found.sweeps:
            if not sweep.stopped:
                parts = list(Sweeping(engine, "shop", datasets[sweep.dataset], sweep, size).ranges())
                told.append((sweep.dataset.dataset, sum(p.deleted for p in parts), sum(p.emptied for p in parts)))
    finally:
        engine.dispose()
    return told


def due(live: LiveDatabase, found: Limits, inventory_: Inventory | None = None) -> list[tuple[int, int, int]]:
    datasets = (inventory_ or inventory(users(), orders())).by_name
    with connected(live) as connector:
        assert isinstance(connector, Sweeper)
        counts = [connector.due(datasets[sweep.dataset], sweep) for sweep in found.sweeps]
    return [(each.rows, each.overdue, each.timeless) for each in counts]


def test_rows_go_when_the_longest_limit_is_over_and_fields_when_their_own_is(live: LiveDatabase) -> None:
    shop(live)
    found = limits()
    assert due(live, found) == [(0, 0, 0), (3, 3, 0), (6, 6, 0)]
    assert run(live, found) == [("orders", 0, 0), ("users", 3, 0), ("users", 0, 3)]
    assert live.rows('SELECT "id", "email" FROM "users" ORDER BY 1') == [
        (1, None), (2, "u2@example.org"), (4, None), (5, "u5@example.org"), (7, None), (8, "u8@example.org"),
    ]  # fmt: skip
    assert due(live, found) == [(0, 0, 0)] * 3
    assert run(live, found) == [("orders", 0, 0), ("users", 0, 0), ("users", 0, 0)]


@pytest.mark.parametrize("on_delete", ["", "ON DELETE CASCADE", "ON DELETE SET NULL"])
def test_a_row_that_a_younger_one_points_at_is_emptied_and_goes_later(live: LiveDatabase, on_delete: str) -> None:
    shop(live, on_delete=on_delete)
    order(live, (1, 3, YOUNG, "sent"), (2, 6, OLD, "sent"))
    found = limits()
    assert run(live, found) == [("orders", 1, 0), ("users", 2, 1), ("users", 0, 3)]
    assert live.rows('SELECT "id", "user_id", "address" FROM "orders"') == [(1, 3, "street 1")]
    assert live.rows('SELECT "email", "name" FROM "users" WHERE "id" = 3') == [(None, None)]
    assert due(live, found) == [(0, 0, 0)] * 3
    live.run('DELETE FROM "orders"')
    assert run(live, found)[1] == ("users", 1, 0)


def test_a_row_is_due_on_the_day_after_its_last_and_not_before(live: LiveDatabase) -> None:
    shop(live)
    live.run('DELETE FROM "users"')
    live.fill("users", [(1, None, "over", "2020-03-01 23:59:59"), (2, None, "last day", "2020-03-02 00:00:00")])
    found = limits()
    assert due(live, found)[1] == (1, 0, 0)
    run(live, found)
    assert live.rows('SELECT "name" FROM "users"') == [("last day",)]


def test_kept_rows_stay_until_their_own_limit_is_over(live: LiveDatabase) -> None:
    shop(live)
    order(live, (1, 3, OLD, "open"), (2, 3, OLD, "sent"), (3, 3, "2015-01-01 00:00:00", "open"))
    longer = replace(KEEP_OPEN, max=Duration(years=9))
    kept = orders(keep=(longer,))
    found = limits(users(), kept)
    assert run(live, found)[0] == ("orders", 2, 0)
    assert live.rows('SELECT "id" FROM "orders"') == [(1,)]


def test_an_empty_cell_is_not_the_value_that_keeps_a_row(live: LiveDatabase) -> None:
    shop(live)
    live.fill("orders", [(1, 3, "street", OLD, None), (2, 3, "street", OLD, "open")])
    assert run(live, limits(users(), orders(keep=(KEEP_OPEN,))))[0] == ("orders", 1, 0)
    assert live.rows('SELECT "id" FROM "orders"') == [(2,)]


def test_rows_of_a_held_subject_are_spared(live: LiveDatabase) -> None:
    shop(live)
    alice = SubjectId("alice")
    row = FoundRow(dataset=at("users"), key=(3,))
    found = limits(holds=(Hold(id="h", ground="litigation", subject=alice),), held={alice: (row,)})
    assert run(live, found)[1] == ("users", 2, 0)
    assert live.rows('SELECT "id", "email", "name" FROM "users" WHERE "made_at" < \'2020-01-01\'') == [
        (3, "u3@example.org", "name 3")
    ]


def test_a_row_without_a_time_is_never_due_and_is_counted(live: LiveDatabase) -> None:
    shop(live)
    live.run('UPDATE "users" SET "made_at" = NULL WHERE "id" IN (3, 1)')
    found = limits()
    assert due(live, found)[1] == (2, 2, 2)
    assert run(live, found)[1] == ("users", 2, 0)
    assert live.rows('SELECT "email" FROM "users" WHERE "id" IN (1, 3) ORDER BY "id"') == [
        ("u1@example.org",), ("u3@example.org",)
    ]  # fmt: skip


def test_anonymised_rows_get_values_that_stand_for_nobody_once(live: LiveDatabase) -> None:
    time = TIME[live.kind]
    live.run(
        f'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(60) NOT NULL UNIQUE, "name" VARCHAR(60),'
        f' "made_at" {time})'
    )
    live.fill("users", [(n, f"u{n}@example.org", f"name {n}", OLD if n < 6 else YOUNG) for n in range(1, 8)])
    email = {"unique": True, "nullable": False, "identifies": IdentifierKind.EMAIL}
    emptied = users(erase=Erasing.BLANK, fields=fields_of(users(), email=email))
    found = limits(emptied, notice=(GENERAL,))
    estate = inventory(emptied)
    assert due(live, found, estate) == [(5, 5, 0)]
    assert run(live, found, estate) == [("users", 0, 5)]
    rows = live.rows('SELECT "email", "name" FROM "users" ORDER BY "id"')
    assert len({row[0] for row in rows}) == 7
    assert [row[0].startswith("erased-") and row[0].endswith("@erased.invalid") for row in rows] == [True] * 5 + [
        False
    ] * 2
    assert [row[1] for row in rows] == [None] * 5 + ["name 6", "name 7"]
    assert due(live, found, estate) == [(0, 0, 0)]
    assert run(live, found, estate) == [("users", 0, 0)]
    assert live.rows('SELECT "email", "name" FROM "users" ORDER BY "id"') == rows


def notes(live: LiveDatabase, key: str, columns: str) -> tuple[Dataset, Limits, Inventory]:
    live.run(f'CREATE TABLE "notes" ({columns}, "text" VARCHAR(60), "made_at" {TIME[live.kind]}{key})')
    names = [part.split('"')[1] for part in columns.split(", ")]
    made = Dataset(
        at=at("notes"),
        fields=(
            *(Field(name=name, tier=Tier.NOT_PERSONAL) for name in names),
            Field(name="text", type="varchar(60)", tier=Tier.PROVEN, data=DataName("personal")),
            Field(name="made_at", tier=Tier.NOT_PERSONAL, confirmed=True),
        ),
        key=tuple(names) if key else (),
        holds=Holding.ABOUT,
        since="made_at",
    )
    return made, limits(made, notice=(GENERAL,)), inventory(made)


def test_ranges_of_a_composite_key_reach_every_row(live: LiveDatabase) -> None:
    made, found, estate = notes(live, ', PRIMARY KEY ("shop", "no")', '"shop" VARCHAR(10), "no" INTEGER')
    del made
    live.fill("notes", [(f"s{s}", n, "text", YOUNG if n == 2 else OLD) for s in range(4) for n in range(4)])
    assert run(live, found, estate, size=3) == [("notes", 12, 0)]
    assert live.rows('SELECT "shop", "no" FROM "notes" ORDER BY 1, 2') == [(f"s{s}", 2) for s in range(4)]


def test_a_dataset_without_a_key_is_swept_in_one_statement(live: LiveDatabase) -> None:
    _, found, estate = notes(live, "", '"no" INTEGER')
    live.fill("notes", [(n, "text", OLD if n % 2 else YOUNG) for n in range(10)])
    assert run(live, found, estate) == [("notes", 5, 0)]
    assert live.rows('SELECT COUNT(*) FROM "notes"') == [(5,)]


def test_a_dataset_without_a_key_whose_rows_need_values_of_their_own_is_refused(live: LiveDatabase) -> None:
    made, _, _ = notes(live, "", '"no" INTEGER')
    text = {"erase": Erasing.REPLACE, "identifies": IdentifierKind.EMAIL}
    made = replace(made, erase=Erasing.BLANK, fields=fields_of(made, text=text))
    live.fill("notes", [(1, "text", OLD)])
    with pytest.raises(EstateProblem) as refused:
        run(live, limits(made, notice=(GENERAL,)), inventory(made))
    assert refused.value.id == "estate.no-key"


def test_a_tree_goes_from_its_leaves_up_and_what_a_younger_row_points_at_is_emptied(live: LiveDatabase) -> None:
    live.run(
        f'CREATE TABLE "notes" ("id" INTEGER PRIMARY KEY, "over" INTEGER, "text" TEXT, "made_at" {TIME[live.kind]},'
        ' CONSTRAINT "n_n" FOREIGN KEY ("over") REFERENCES "notes"("id"))'
    )
    rows = [(1, None, OLD), (2, 1, OLD), (3, 2, OLD), (4, None, OLD), (5, 4, YOUNG), (6, 6, OLD)]
    live.fill("notes", [(id_, over, "text", made) for id_, over, made in rows])
    made = Dataset(
        at=at("notes"),
        fields=(
            Field(name="id", tier=Tier.NOT_PERSONAL),
            Field(name="text", type="varchar(60)", tier=Tier.PROVEN, data=DataName("personal")),
            Field(name="made_at", tier=Tier.NOT_PERSONAL, confirmed=True),
        ),
        key=("id",),
        since="made_at",
    )
    itself = [(6, None)] if live.kind == "mariadb" else []  # which refuses to delete a row that points at itself
    assert run(live, limits(made, notice=(GENERAL,)), inventory(made)) == [("notes", 4 - len(itself), 1 + len(itself))]
    assert live.rows('SELECT "id", "text" FROM "notes" ORDER BY 1') == [(4, None), (5, "text"), *itself]


def test_a_cursor_goes_on_where_it_was_cut_off(live: LiveDatabase) -> None:
    shop(live)
    found = limits()
    sweep = found.sweeps[1]
    engine = writing_engine(live.url)
    try:
        sweeping = Sweeping(engine, "shop", users(), sweep, 2)
        first = next(sweeping.ranges())
        assert first.reached in {Reached(round=0, key=(2,)), Reached(round=0, key=("2",))}
        rest = list(Sweeping(engine, "shop", users(), sweep, 2).ranges(first.reached))
    finally:
        engine.dispose()
    assert first.deleted + sum(each.deleted for each in rest) == 3
    assert first.reached not in {each.reached for each in rest}


def test_counting_changes_nothing(live: LiveDatabase) -> None:
    shop(live)
    before = live.rows('SELECT * FROM "users" ORDER BY 1')
    due(live, limits())
    assert live.rows('SELECT * FROM "users" ORDER BY 1') == before


@pytest.mark.parametrize(("change", "id_"), [
    (users(since="name"), "retention.clock-not-a-time"),
    (users(since="gone", fields=(*users().fields, Field(name="gone", confirmed=True))), "estate.vanished"),
])  # fmt: skip
def test_what_is_no_clock_is_refused(server: LiveDatabase, change: Dataset, id_: str) -> None:
    shop(server)
    change = replace(change, confirmed=True)
    with pytest.raises(EstateProblem) as refused:
        run(server, limits(change), inventory(change))
    assert refused.value.id == id_
    assert server.rows('SELECT COUNT(*) FROM "users"') == [(9,)]


def test_a_time_with_a_zone_is_compared_as_the_moment_that_it_is(postgresql: LiveDatabase) -> None:
    postgresql.run('CREATE TABLE "users" ("id" INT PRIMARY KEY, "email" TEXT, "name" TEXT, "made_at" TIMESTAMPTZ)')
    # the last is 1 March in Berlin's far west, and 2 March in UTC
    postgresql.fill("users", [(1, None, "a", "2020-03-02 00:30+02"), (2, None, "b", "2020-03-01 23:30-05")])
    run(postgresql, limits(users()), inventory(users()))
    assert postgresql.rows('SELECT "name" FROM "users"') == [("b",)]


def test_emptying_does_not_begin_the_limit_anew_where_the_system_would(mariadb: LiveDatabase) -> None:
    mariadb.run(
        'CREATE TABLE "users" ("id" INT PRIMARY KEY, "email" TEXT, "name" TEXT,'
        ' "made_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)'
    )
    mariadb.fill("users", [(1, "a@example.org", "a", MIDDLE)])
    run(mariadb, limits(users()), inventory(users()))
    assert mariadb.rows('SELECT "email", YEAR("made_at") FROM "users"') == [(None, 2023)]


def test_a_clock_of_sqlite_that_holds_no_dates_makes_nothing_due(sqlite: LiveDatabase) -> None:
    sqlite.run('CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" TEXT, "name" TEXT, "made_at" TIMESTAMP)')
    sqlite.fill(
        "users", [(1, "a", "a", 1500000000), (2, "b", "b", "05/01/2012"), (3, "c", "c", 2012), (4, "d", "d", OLD)]
    )
    found = limits(users())
    assert due(sqlite, found, inventory(users()))[0] == (1, 1, 3)
    run(sqlite, found, inventory(users()))
    assert sqlite.rows('SELECT "id" FROM "users" ORDER BY 1') == [(1,), (2,), (3,)]


def test_a_refusal_of_the_system_stops_the_sweep_and_says_no_cell(live: LiveDatabase) -> None:
    shop(live)
    sweep = Sweep(
        dataset=at("users"), clock="made_at", before=datetime(2024, 3, 2, tzinfo=UTC), max=limits().sweeps[-1].max,
        fields=("gone",), settings=(replace(limits().sweeps[-1].settings[0], field="gone"),),
    )  # fmt: skip
    with pytest.raises(EstateProblem) as refused:
        run(live, Limits(sweeps=(sweep,)))
    assert refused.value.id == "estate.vanished"
    assert "example.org" not in str(refused.value)
