"""Carrying out, in every database that we exercise: one suite, and what it looks at it looks at by itself."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from estate_acts import (
    ALICE,
    ALICES_PHONE,
    BOB,
    NOBODY,
    carry_out,
    change,
    connected,
    delete,
    keyed,
    named,
    put,
    redact,
)
from live_databases import live_database
from troth.estate.sql.writing.mysql import MysqlStatements
from troth.estate.sql.writing.sqlite import OldSqliteStatements
from troth.estate.sql.writing.statements import Statements
from troth.inventory import Action, Became, Dataset, Doing, Seed, Setting
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from pathlib import Path

    from live_databases import LiveDatabase

DONE, ALREADY, REFUSED = Became.DONE, Became.ALREADY, Became.REFUSED
USERS = (
    'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(60) NOT NULL UNIQUE, "name" VARCHAR(40),'
    ' "note" TEXT)'
)
ORDERS = (
    'CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER NOT NULL, "total" NUMERIC(8,2),'
    ' CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "users"("id"))'
)
SHOP = keyed(("users", "id"), ("orders", "id"))
CONSTRAINT = "estate.refused-by-constraint"


def shop(live: LiveDatabase) -> None:
    live.run(USERS, ORDERS)
    live.fill("users", [(n, f"u{n}@example.org", f"name {n}", f"mail u{n}@example.org") for n in range(1, 6)])
    live.fill("orders", [(10 * n + each, n, "9.50") for n in range(1, 6) for each in (1, 2)])


def test_rows_of_many_requests_go_and_each_is_told_its_own_count(live: LiveDatabase) -> None:
    shop(live)
    actions = [
        delete("r1:1", "orders", (11,), (12,)), delete("r1:2", "users", (1,)),
        delete("r2:1", "orders", (21,), (22,)), delete("r2:2", "users", (2,)),
    ]  # fmt: skip
    assert carry_out(live, SHOP, *actions) == [(DONE, 2, ""), (DONE, 1, ""), (DONE, 2, ""), (DONE, 1, "")]
    assert live.rows('SELECT "id" FROM "users" ORDER BY 1') == [(3,), (4,), (5,)]
    assert live.rows('SELECT COUNT(*) FROM "orders"') == [(6,)]
    assert carry_out(live, SHOP, *actions) == [(ALREADY, 0, "")] * 4


def test_outcomes_name_their_action_and_the_time(live: LiveDatabase) -> None:
    shop(live)
    with connected(live) as connector:
        (outcome,) = connector.perform(SHOP, [delete("r1:1", "orders", (11,))])
    assert (outcome.action, outcome.at, outcome.holds) == ("r1:1", connector.clock.now(), True)


def test_no_rows_and_rows_that_never_were_are_already_done(live: LiveDatabase) -> None:
    shop(live)
    kept = Action(id="r1:3", dataset=named("users"), doing=Doing.KEEP, rows=((1,),))
    outcomes = carry_out(live, SHOP, delete("r1:1", "users"), delete("r1:2", "users", (99,)), kept)
    assert outcomes == [(ALREADY, 0, "")] * 3
    assert live.rows('SELECT COUNT(*) FROM "users"') == [(5,)]


def test_a_shared_row_loses_only_one_persons_fields(live: LiveDatabase) -> None:
    live.run('CREATE TABLE "homes" ("id" INTEGER PRIMARY KEY, "a" VARCHAR(40), "b" VARCHAR(40), "street" VARCHAR(40))')
    live.fill("homes", [(1, "alice@example.org", "bob@example.org", "High St"), (2, "x", "y", "z")])
    assert carry_out(live, keyed(("homes", "id")), change("r1:1", "homes", (1,), settings=[put("a")])) == [
        (DONE, 1, "")
    ]
    assert live.rows('SELECT * FROM "homes" ORDER BY 1') == [
        (1, None, "bob@example.org", "High St"),
        (2, "x", "y", "z"),
    ]


def test_two_requests_that_replace_in_one_batch_get_different_values(live: LiveDatabase) -> None:
    shop(live)
    actions = [change(f"r{n}:1", "users", (n,), settings=[NOBODY, put("name")]) for n in (1, 2)]
    assert carry_out(live, SHOP, *actions) == [(DONE, 1, ""), (DONE, 1, "")]
    emails = [email for (email,) in live.rows('SELECT "email" FROM "users" WHERE "id" < 3')]
    assert len(set(emails)) == 2
    assert all(email.startswith("erased-") and email.endswith("@erased.invalid") for email in emails)
    assert carry_out(live, SHOP, *actions) == [(ALREADY, 0, "")] * 2
    assert sorted(emails) == sorted(email for (email,) in live.rows('SELECT "email" FROM "users" WHERE "id" < 3'))


def test_a_replacement_fits_into_a_short_column(live: LiveDatabase) -> None:
    live.run('CREATE TABLE "codes" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(12) NOT NULL UNIQUE)')
    live.fill("codes", [(1, "a@b.example"), (2, "b@b.example")])
    action = change("r1:1", "codes", (1,), (2,), settings=[NOBODY])
    assert carry_out(live, keyed(("codes", "id")), action) == [(DONE, 2, "")]
    emails = {email for (email,) in live.rows('SELECT "email" FROM "codes"')}
    assert len(emails) == 2
    assert all(len(email) <= 12 and "b.example" not in email for email in emails)


def test_identifiers_are_taken_out_of_text_json_urls_and_php(live: LiveDatabase) -> None:
    json_type = {"sqlite": "TEXT", "postgresql": "JSONB", "mariadb": "JSON"}[live.kind]
    live.run(
        f'CREATE TABLE "notes" ("id" INTEGER PRIMARY KEY, "text" TEXT, "data" {json_type}, "url" TEXT, "php" TEXT)'
    )
    php = 'a:2:{s:5:"email";s:17:"alice@example.org";s:4:"city";s:5:"Köln";}'.replace('s:5:"Köln', 's:5:"Köln')
    data = {"from": "Alice@Example.org", "to": ["bob@example.org"], "tel": "0170 / 123 45 67", "n": 1}
    live.fill("notes", [
        (1, "Write to ALICE@example.org or +49 170 1234567, not xalice@example.org", json.dumps(data),
         "https://shop.example/?mail=alice%40example.org&x=1", php),
        (2, "alice@example.org", json.dumps(data), "alice@example.org", php),
    ])  # fmt: skip
    settings = [redact(field) for field in ("text", "data", "url", "php")]
    action = change("r1:1", "notes", (1,), settings=settings, redact=[ALICE, ALICES_PHONE])
    before = live.rows('SELECT * FROM "notes" WHERE "id" = 2')
    assert carry_out(live, keyed(("notes", "id")), action) == [(DONE, 1, "")]
    ((_, text, found, url, kept),) = live.rows('SELECT * FROM "notes" WHERE "id" = 1')
    assert text == "Write to [erased] or [erased], not xalice@example.org"
    found = found if isinstance(found, dict) else json.loads(found)
    assert found == {"from": "[erased]", "to": ["bob@example.org"], "tel": "[erased]", "n": 1}
    assert url == "https://shop.example/?mail=erased&x=1"
    assert kept == 'a:2:{s:5:"email";s:8:"[erased]";s:4:"city";s:5:"Köln";}'
    assert live.rows('SELECT * FROM "notes" WHERE "id" = 2') == before
    assert carry_out(live, keyed(("notes", "id")), action) == [(ALREADY, 0, "")]


def test_two_people_leave_the_same_cell_in_one_batch(live: LiveDatabase) -> None:
    live.run('CREATE TABLE "notes" ("id" INTEGER PRIMARY KEY, "text" TEXT)')
    live.fill("notes", [(1, "alice@example.org wrote to bob@example.org about dana@example.org")])
    actions = [
        change("r1:1", "notes", (1,), settings=[redact("text")], redact=[ALICE]),
        change("r2:1", "notes", (1,), settings=[redact("text")], redact=[BOB]),
    ]
    assert carry_out(live, keyed(("notes", "id")), *actions) == [(DONE, 1, ""), (DONE, 1, "")]
    assert live.rows('SELECT "text" FROM "notes"') == [("[erased] wrote to [erased] about dana@example.org",)]


def test_composite_keys_name_one_row_each(live: LiveDatabase) -> None:
    live.run(
        'CREATE TABLE "members" ("club" VARCHAR(10), "no" INTEGER, "name" VARCHAR(20), PRIMARY KEY ("club", "no"))'
    )
    live.fill("members", [(club, no, f"{club}{no}") for club in ("a", "b") for no in (1, 2)])
    members = keyed(("members", "club no"))
    actions = [
        delete("r1:1", "members", ("a", 1), ("b", 2)),
        change("r2:1", "members", ("a", 2), settings=[put("name")]),
    ]
    assert carry_out(live, members, *actions) == [(DONE, 2, ""), (DONE, 1, "")]
    assert live.rows('SELECT * FROM "members" ORDER BY 1, 2') == [("a", 2, None), ("b", 1, "b1")]


def test_keys_that_only_a_collation_takes_for_the_same_are_told_apart(live: LiveDatabase) -> None:
    """The key is reviewed, not declared: `abc`, `ABC` and `abc ` are three rows, whatever the column compares as."""
    collate = {"sqlite": "COLLATE NOCASE", "postgresql": "", "mariadb": "COLLATE utf8mb4_general_ci"}[live.kind]
    type_ = "CITEXT" if live.kind == "postgresql" else "VARCHAR(10)"
    if live.kind == "postgresql":
        live.run("CREATE EXTENSION citext")
    live.run(f'CREATE TABLE "tags" ("code" {type_} {collate}, "name" VARCHAR(20))')
    live.fill("tags", [("abc", "one"), ("ABC", "two"), ("äbc", "three"), ("abc ", "four")])
    tags = keyed(("tags", "code"))
    actions = [
        change("r1:1", "tags", ("abc",), settings=[put("name", "alice")]),
        change("r1:2", "tags", ("abc",), settings=[Setting(field="name", value="nobody-{}", how=NOBODY.how)]),
        delete("r2:1", "tags", ("ABC",)),
    ]
    assert carry_out(live, tags, *actions[:1]) == [(DONE, 1, "")]
    assert dict(live.rows('SELECT "code", "name" FROM "tags"')) == {
        "abc": "alice",
        "ABC": "two",
        "äbc": "three",
        "abc ": "four",
    }
    assert carry_out(live, tags, *actions[1:]) == [(DONE, 1, ""), (DONE, 1, "")]
    kept = dict(live.rows('SELECT "code", "name" FROM "tags"'))
    assert set(kept) == {"abc", "äbc", "abc "}
    assert kept["abc"].startswith("nobody-")
    assert (kept["äbc"], kept["abc "]) == ("three", "four")


def test_a_change_of_case_alone_is_a_change(live: LiveDatabase) -> None:
    collate = {"sqlite": "COLLATE NOCASE", "postgresql": "", "mariadb": "COLLATE utf8mb4_general_ci"}[live.kind]
    live.run(f'CREATE TABLE "people" ("id" INTEGER PRIMARY KEY, "name" VARCHAR(20) {collate})')
    live.fill("people", [(1, "ALICE")])
    action = change("r1:1", "people", (1,), settings=[put("name", "Alice")])
    assert carry_out(live, keyed(("people", "id")), action) == [(DONE, 1, "")]
    assert live.rows('SELECT "name" FROM "people"') == [("Alice",)]
    assert carry_out(live, keyed(("people", "id")), action) == [(ALREADY, 0, "")]


KEYS: dict[str, tuple[dict[str, str], list[Any]]] = {
    "uuid": ({"sqlite": "TEXT", "postgresql": "UUID", "mariadb": "UUID"}, [str(uuid.UUID(int=n)) for n in (1, 2)]),
    "bigint": ({"sqlite": "INTEGER", "postgresql": "BIGINT", "mariadb": "BIGINT"}, [2**62 + 1, 2**62 + 2]),
    "bytes": ({"sqlite": "BLOB", "postgresql": "BYTEA", "mariadb": "VARBINARY(8)"}, [b"\x00\xff\x01", b"\x00\xff\x02"]),
    "decimal": ({"sqlite": "TEXT", "postgresql": "NUMERIC(22,4)", "mariadb": "DECIMAL(22,4)"},
                ["900719925474099301.1000", "900719925474099301.1001"]),
    "date": ({"sqlite": "TEXT", "postgresql": "DATE", "mariadb": "DATE"}, ["2024-02-29", "2024-03-01"]),
    "timestamp": ({"sqlite": "TEXT", "postgresql": "TIMESTAMPTZ", "mariadb": "DATETIME(6)"},
                  ["2024-02-29T10:11:12.000001", "2024-02-29T10:11:12.000002"]),
    "char": ({"sqlite": "CHAR(8)", "postgresql": "CHAR(8)", "mariadb": "CHAR(8)"}, ["ab", "abc"]),
    "text": ({"sqlite": "TEXT", "postgresql": "TEXT", "mariadb": "VARCHAR(40)"}, ["it's", 'a"b\\c:d%s 名']),
    "enum": ({"sqlite": "TEXT", "postgresql": "colour", "mariadb": "ENUM('red','green')"}, ["red", "green"]),
}  # fmt: skip


@pytest.mark.parametrize("type_", KEYS)
def test_a_key_of_any_type_names_its_row(live: LiveDatabase, type_: str) -> None:
    types, (going, staying) = KEYS[type_]
    if type_ == "enum" and live.kind == "postgresql":
        live.run("CREATE TYPE colour AS ENUM ('red', 'green')")
    live.run(f'CREATE TABLE "things" ("key" {types[live.kind]} PRIMARY KEY, "email" VARCHAR(60), "note" VARCHAR(60))')
    live.fill("things", [(going, "alice@example.org", "n"), (staying, "bob@example.org", "n")])
    things = {named("things"): Dataset(at=named("things"), key=("key",))}
    with connected(live) as connector:
        # As a plan has it: what reading gave, and nothing that this test made up.
        keys = {note: (key,) for key, note in connector.cells(things[named("things")], ("key", "email"))}
        changed = change("r1:1", "things", keys["alice@example.org"], settings=[NOBODY, put("note")])
        outcomes = connector.perform(things, [changed])
        assert [(each.became, each.rows) for each in outcomes] == [(DONE, 1)]
        ((email, note),) = live.rows("""SELECT "email", "note" FROM "things" WHERE "email" LIKE 'erased%'""")
        assert (email.endswith("@erased.invalid"), note) == (True, None)
        assert live.rows("""SELECT "note" FROM "things" WHERE "email" LIKE 'bob%'""") == [("n",)]
        again = connector.perform(things, [changed, delete("r1:2", "things", keys["alice@example.org"])])
        assert [(each.became, each.rows) for each in again] == [(ALREADY, 0), (DONE, 1)]
    assert live.rows('SELECT "email" FROM "things"') == [("bob@example.org",)]


VALUES: dict[str, tuple[dict[str, str], Any, Any]] = {
    "boolean": ({"sqlite": "BOOLEAN", "postgresql": "BOOLEAN", "mariadb": "BOOLEAN"}, 1, False),
    "decimal": ({"sqlite": "NUMERIC(8,2)", "postgresql": "NUMERIC(8,2)", "mariadb": "DECIMAL(8,2)"}, "9.50", "1.005"),
    "integer": ({"sqlite": "INTEGER", "postgresql": "SMALLINT", "mariadb": "SMALLINT"}, 7, 0),
    "float": ({"sqlite": "REAL", "postgresql": "REAL", "mariadb": "FLOAT"}, 0.5, 0.1),
    "double": ({"sqlite": "REAL", "postgresql": "DOUBLE PRECISION", "mariadb": "DOUBLE"}, 0.5, 0.1),
    "date": ({"sqlite": "TEXT", "postgresql": "DATE", "mariadb": "DATE"}, "2024-02-29", "1900-01-01"),
    "time": ({"sqlite": "TEXT", "postgresql": "TIME", "mariadb": "TIME"}, "10:11:12", "00:00:00"),
    "timestamp": ({"sqlite": "TEXT", "postgresql": "TIMESTAMP(0)", "mariadb": "DATETIME"},
                  "2024-02-29 10:11:12", "1900-01-01T00:00:00"),
    "bytes": ({"sqlite": "BLOB", "postgresql": "BYTEA", "mariadb": "BINARY(4)"}, b"abcd", b""),
    "json": ({"sqlite": "TEXT", "postgresql": "JSON", "mariadb": "JSON"}, '{"a": 1}', "{}"),
    "char": ({"sqlite": "CHAR(8)", "postgresql": "CHAR(8)", "mariadb": "CHAR(8)"}, "alice", "x "),
    "array": ({"sqlite": "TEXT", "postgresql": "TEXT[]", "mariadb": "TEXT"}, "{a,b}", "{}"),
    "address": ({"sqlite": "TEXT", "postgresql": "INET", "mariadb": "INET6"}, "10.1.2.3", "::"),
    "latin": ({"sqlite": "TEXT", "postgresql": "TEXT", "mariadb": "VARCHAR(9) CHARACTER SET latin1"}, "Zoë", "Frau Ä"),
}  # fmt: skip


@pytest.mark.parametrize("type_", VALUES)
def test_a_value_of_any_type_is_put_once(live: LiveDatabase, type_: str) -> None:
    types, before, after = VALUES[type_]
    if type_ == "address" and live.kind == "mariadb":
        before = "::a"
    live.run(f'CREATE TABLE "things" ("id" INTEGER PRIMARY KEY, "cell" {types[live.kind]} NOT NULL)')
    is_boolean = type_ == "boolean" and live.kind == "postgresql"
    live.fill("things", [(1, True if is_boolean else before), (2, True if is_boolean else before)])
    kept = live.rows('SELECT "cell" FROM "things" WHERE "id" = 2')
    action = change("r1:1", "things", (1,), settings=[put("cell", after)])
    assert carry_out(live, keyed(("things", "id")), action) == [(DONE, 1, "")]
    assert carry_out(live, keyed(("things", "id")), action) == [(ALREADY, 0, "")]
    assert live.rows('SELECT "cell" FROM "things" WHERE "id" = 1') != kept
    assert live.rows('SELECT "cell" FROM "things" WHERE "id" = 2') == kept


def test_names_stand_as_they_are(live: LiveDatabase) -> None:
    """Reserved, with blanks, capitals, a colon, a percent sign and letters that are no ASCII."""
    table, key, cell = "Order: Größe %s", "select", "E-Mail %"
    live.run(f'CREATE TABLE "{table}" ("{key}" INTEGER PRIMARY KEY, "{cell}" VARCHAR(60), "Group" TEXT)')
    live.fill(table, [(1, "alice@example.org", "to alice@example.org"), (2, "bob@example.org", "x")])
    datasets = {named(table): Dataset(at=named(table), key=(key,))}
    first = change("r1:1", table, (1,), settings=[put(cell), redact("Group")], redact=[ALICE])
    assert carry_out(live, datasets, first, delete("r2:1", table, (2,))) == [(DONE, 1, ""), (DONE, 1, "")]
    assert live.rows(f'SELECT * FROM "{table}"') == [(1, None, "to [erased]")]


def test_a_table_of_another_schema_is_not_that_of_the_default_one(postgresql: LiveDatabase) -> None:
    postgresql.run('CREATE SCHEMA "Sales"', 'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY)')
    postgresql.run('CREATE TABLE "Sales"."users" ("id" INTEGER PRIMARY KEY)')
    postgresql.run('INSERT INTO "users" VALUES (1)', 'INSERT INTO "Sales"."users" VALUES (1)')
    assert carry_out(postgresql, keyed(("Sales.users", "id")), delete("r1:1", "Sales.users", (1,))) == [(DONE, 1, "")]
    assert postgresql.rows('SELECT * FROM "users"') == [(1,)]
    assert postgresql.rows('SELECT * FROM "Sales"."users"') == []


def test_a_generated_column_follows_those_that_it_is_made_of(live: LiveDatabase) -> None:
    made = {"sqlite": 'lower("email")', "postgresql": 'lower("email")', "mariadb": 'lower("email")'}[live.kind]
    live.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(60),'
        f' "folded" VARCHAR(60) GENERATED ALWAYS AS ({made}) STORED)'
    )
    live.run("""INSERT INTO "users" ("id", "email") VALUES (1, 'Alice@example.org')""")
    action = change("r1:1", "users", (1,), settings=[put("email", "X"), put("folded")])
    assert carry_out(live, keyed(("users", "id")), action) == [(DONE, 1, "")]
    assert live.rows('SELECT "email", "folded" FROM "users"') == [("X", "x")]


def test_rows_that_point_at_each_other_go_from_the_leaves_up(live: LiveDatabase) -> None:
    live.run(
        'CREATE TABLE "posts" ("id" INTEGER PRIMARY KEY, "parent" INTEGER,'
        ' FOREIGN KEY ("parent") REFERENCES "posts"("id"))'
    )
    live.fill("posts", [(n, n - 1 if n > 1 else None) for n in range(1, 30)])
    action = delete("r1:1", "posts", *((n,) for n in range(1, 30)))
    assert carry_out(live, keyed(("posts", "id")), action) == [(DONE, 29, "")]
    assert live.rows('SELECT * FROM "posts"') == []


def test_an_empty_part_of_a_key_is_meant_literally(live: LiveDatabase) -> None:
    live.run('CREATE TABLE "seats" ("room" VARCHAR(5), "no" INTEGER, "name" VARCHAR(20))')
    live.fill("seats", [("a", None, "alice"), ("a", 1, "bob"), (None, None, "dana")])
    assert carry_out(live, keyed(("seats", "room no")), delete("r1:1", "seats", ("a", None))) == [(DONE, 1, "")]
    assert live.rows('SELECT "name" FROM "seats" ORDER BY 1') == [("bob",), ("dana",)]


def test_an_amount_keeps_its_digits(live: LiveDatabase) -> None:
    shop(live)
    assert carry_out(live, SHOP, change("r1:1", "orders", (11,), settings=[put("total", "1234.56")])) == [(DONE, 1, "")]
    ((total,),) = live.rows('SELECT "total" FROM "orders" WHERE "id" = 11')
    assert Decimal(str(total)) == Decimal("1234.56")


@pytest.mark.slow
def test_a_hundred_thousand_rows_of_one_person_go_in_pieces(live: LiveDatabase) -> None:
    live.run('CREATE TABLE "clicks" ("id" INTEGER PRIMARY KEY, "who" INTEGER)')
    counted = {
        "sqlite": (
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100100) SELECT i, i % 2 FROM n"
        ),
        "postgresql": "SELECT i, i % 2 FROM generate_series(1, 100100) i",
        "mariadb": "SELECT seq, seq % 2 FROM seq_1_to_100100",
    }[live.kind]
    live.run(f'INSERT INTO "clicks" {counted}')
    action = delete("r1:1", "clicks", *((n,) for n in range(1, 100_001)))
    assert carry_out(live, keyed(("clicks", "id")), action) == [(DONE, 100_000, "")]
    assert live.rows('SELECT COUNT(*) FROM "clicks"') == [(100,)]


GENERAL = [("sqlite", Statements), ("sqlite", OldSqliteStatements), ("mariadb", MysqlStatements)]


@pytest.mark.parametrize(("kind", "statements"), GENERAL)
def test_statements_that_any_database_takes_do_the_same(
    kind: str, statements: type[Statements], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an old SQLite, MySQL, or a dialect that nobody exercised is told."""
    monkeypatch.setattr("troth.estate.sql.perform.statements_for", statements)
    with live_database(kind, tmp_path) as live:
        shop(live)
        live.run('CREATE TABLE "members" ("club" VARCHAR(10), "no" INTEGER, "name" VARCHAR(20))')
        live.fill("members", [("a", 1, "x"), ("a", 2, "y"), ("b", 1, "z"), ("b", None, "n")])
        settings = [NOBODY, put("name"), redact("note")]
        seeds = [Seed(IdentifierKind.EMAIL, f"u{n}@example.org") for n in (3, 4)]
        actions = [
            delete("r1:1", "orders", (11,), (12,), (99,)), delete("r1:2", "users", (1,)),
            change("r2:1", "users", (3,), (4,), settings=settings, redact=seeds),
            delete("r3:1", "members", ("a", 1), ("b", None)), delete("r4:1", "users", (5,)),
        ]  # fmt: skip
        datasets = SHOP | keyed(("members", "club no"))
        outcomes = [(DONE, 2, ""), (DONE, 1, ""), (DONE, 2, ""), (DONE, 2, ""), (REFUSED, 0, CONSTRAINT)]
        assert carry_out(live, datasets, *actions) == outcomes
        assert [became for became, _, _ in carry_out(live, datasets, *actions)] == [ALREADY] * 4 + [REFUSED]
        assert live.rows('SELECT "id", "name", "note" FROM "users" ORDER BY 1')[1:3] == [
            (3, None, "mail [erased]"), (4, None, "mail [erased]"),
        ]  # fmt: skip
        assert live.rows('SELECT "name" FROM "members" ORDER BY 1') == [("y",), ("z",)]
