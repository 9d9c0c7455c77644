"""What a system refuses, and when it does not answer: whose request it was, and that nothing of it is done."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from estate_acts import NOBODY, NOON, carry_out, change, connected, delete, keyed, named, put
from troth.estate.sql import SqlConnector
from troth.estate.sql.perform import Writing
from troth.estate.sql.writing import writing_engine
from troth.inventory import Became, Dataset, Outcome, System

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from live_databases import LiveDatabase
    from troth.inventory import Action

DONE, ALREADY, REFUSED, UNREACHABLE = Became.DONE, Became.ALREADY, Became.REFUSED, Became.UNREACHABLE
USERS = (
    'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(60) NOT NULL, "age" INTEGER,'
    ' CONSTRAINT "one_address" UNIQUE ("email"), CONSTRAINT "grown_up" CHECK ("age" >= 16))'
)
ORDERS = (
    'CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER NOT NULL,'
    ' CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "users"("id"))'
)
SHOP = keyed(("users", "id"), ("orders", "id"), ("logs", "id"))
CONSTRAINT, OTHER = "estate.refused-by-constraint", "estate.request-refused"


def shop(live: LiveDatabase) -> None:
    live.run(USERS, ORDERS, 'CREATE TABLE "logs" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER)')
    live.fill("users", [(n, f"u{n}@example.org", 40) for n in range(1, 10)])
    live.fill("logs", [(n, n) for n in range(1, 10)])


def everything(live: LiveDatabase) -> list[list[tuple[object, ...]]]:
    return [live.rows(f'SELECT * FROM "{table}" ORDER BY 1') for table in ("users", "orders", "logs")]


def both(n: int) -> list[Action]:
    """A request that deletes a log line and a user."""
    return [delete(f"r{n}:1", "logs", (n,)), delete(f"r{n}:2", "users", (n,))]


def test_of_a_refused_request_nothing_is_done_and_all_others_are(live: LiveDatabase) -> None:
    shop(live)
    live.fill("orders", [(1, 3), (2, 7)])  # nobody found these
    outcomes = carry_out(live, SHOP, *(action for n in range(1, 10) for action in both(n)))
    expected = [(REFUSED, 0, OTHER), (REFUSED, 0, CONSTRAINT)]
    assert outcomes == [each for n in range(1, 10) for each in (expected if n in (3, 7) else [(DONE, 1, "")] * 2)]
    assert live.rows('SELECT "id" FROM "users" ORDER BY 1') == [(3,), (7,)]
    assert live.rows('SELECT "id" FROM "logs" ORDER BY 1') == [(3,), (7,)]


BROKEN: dict[str, tuple[Callable[[], Action], str]] = {
    "foreign-key": (lambda: delete("r1:1", "users", (3,)), "orders_user"),
    "not-null": (lambda: change("r1:1", "users", (3,), settings=[put("email")]), "email"),
    "unique": (lambda: change("r1:1", "users", (3,), settings=[put("email", "u4@example.org")]), "one_address"),
    "check": (lambda: change("r1:1", "users", (3,), settings=[put("age", 0)]), "grown_up"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_constraint_is_named_and_no_value_is(live: LiveDatabase, kind: str) -> None:
    shop(live)
    live.fill("orders", [(1, 3)])
    before = everything(live)
    act, named_ = BROKEN[kind]
    with connected(live) as connector:
        broken, whole = connector.perform(SHOP, [act(), delete("r2:1", "logs", (5,))])
    assert (broken.became, broken.problem, whole.became) == (REFUSED, CONSTRAINT, DONE)
    assert "shop.users" in broken.help
    assert "example.org" not in broken.help
    # SQLite does not say which reference or unique constraint it was, but which columns.
    assert named_ in broken.help or live.kind == "sqlite"
    assert everything(live)[:2] == before[:2]


NO = {
    "sqlite": (
        (
            'CREATE TRIGGER "no" BEFORE DELETE ON "users" WHEN old."id" = 3'
            " BEGIN SELECT RAISE(ABORT, 'u3@example.org is kept'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION no() RETURNS trigger AS $$ BEGIN"
            " IF old.id = 3 THEN RAISE 'u3@example.org is kept'; END IF; RETURN old; END $$ LANGUAGE plpgsql"
        ),
        'CREATE TRIGGER "no" BEFORE DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION no()',
    ),
    "mariadb": (
        (
            'CREATE TRIGGER "no" BEFORE DELETE ON "users" FOR EACH ROW IF old."id" = 3 THEN'
            " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'u3@example.org is kept'; END IF"
        ),
    ),
}


def test_a_trigger_that_refuses_is_told_from_a_constraint(live: LiveDatabase) -> None:
    shop(live)
    live.run(*NO[live.kind])
    with connected(live) as connector:
        outcomes = connector.perform(SHOP, [*both(2), *both(3), *both(4)])
    assert [each.became for each in outcomes] == [DONE, DONE, REFUSED, REFUSED, DONE, DONE]
    assert outcomes[3].problem == "estate.refused-by-trigger"
    assert "example.org" not in outcomes[3].help
    assert live.rows('SELECT "id" FROM "logs" WHERE "id" < 5 ORDER BY 1') == [(1,), (3,)]


def test_a_trigger_that_ends_the_whole_transaction_stops_its_own_request_alone(sqlite: LiveDatabase) -> None:
    shop(sqlite)
    sqlite.run(
        'CREATE TRIGGER "no" BEFORE DELETE ON "users" WHEN old."id" = 3 BEGIN SELECT RAISE(ROLLBACK, \'kept\'); END'
    )
    outcomes = carry_out(sqlite, SHOP, *both(2), *both(3), *both(4))
    assert [became for became, _, _ in outcomes] == [DONE, DONE, REFUSED, REFUSED, DONE, DONE]
    assert sqlite.rows('SELECT "id" FROM "logs" WHERE "id" < 5 ORDER BY 1') == [(1,), (3,)]


BACK = {
    "sqlite": (
        'CREATE TRIGGER "back" AFTER DELETE ON "logs" WHEN old."id" = 3 BEGIN INSERT INTO "logs" VALUES (3, 3); END',
    ),
    "postgresql": (
        (
            "CREATE FUNCTION back() RETURNS trigger AS $$ BEGIN"
            " IF old.id = 3 THEN RETURN NULL; END IF; RETURN old; END $$ LANGUAGE plpgsql"
        ),
        'CREATE TRIGGER "back" BEFORE DELETE ON "logs" FOR EACH ROW EXECUTE FUNCTION back()',
    ),
    # MariaDB lets no trigger write to its own table: it is the change of a value that is undone here.
    "mariadb": ('CREATE TRIGGER "back" BEFORE UPDATE ON "logs" FOR EACH ROW SET new."user_id" = old."user_id"',),
}


def test_a_system_that_takes_the_statement_and_keeps_the_row_has_not_done_it(live: LiveDatabase) -> None:
    """Soft deletion by a trigger: the row is back, and only who looks again notices."""
    shop(live)
    live.run(*BACK[live.kind])
    first = delete("r3:1", "logs", (3,))
    if live.kind == "mariadb":
        first = change("r3:1", "logs", (3,), settings=[put("user_id")])
    outcomes = carry_out(live, SHOP, first, delete("r4:1", "logs", (4,)))
    assert outcomes == [(REFUSED, 0, "estate.did-not-hold"), (DONE, 1, "")]
    assert live.rows('SELECT * FROM "logs" WHERE "id" IN (3, 4)') == [(3, 3)]


def pointing(live: LiveDatabase, on_delete: str) -> None:
    live.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY)',
        'CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER,'
        f' FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE {on_delete})',
    )
    live.fill("users", [(1,), (2,)])
    live.fill("orders", [(10, 1), (20, 2)])


def test_a_deletion_never_goes_on_to_rows_that_no_plan_names(live: LiveDatabase) -> None:
    pointing(live, "CASCADE")
    actions = [delete("r1:1", "users", (1,)), delete("r2:1", "orders", (20,)), delete("r2:2", "users", (2,))]
    outcomes = carry_out(live, SHOP, *actions)
    assert outcomes == [(REFUSED, 0, "estate.would-cascade"), (DONE, 1, ""), (DONE, 1, "")]
    assert live.rows('SELECT * FROM "orders"') == [(10, 1)]


def test_a_reference_to_a_row_that_goes_may_be_emptied(live: LiveDatabase) -> None:
    pointing(live, "SET NULL")
    assert carry_out(live, SHOP, delete("r1:1", "users", (1,))) == [(DONE, 1, "")]
    assert live.rows('SELECT * FROM "orders" ORDER BY 1') == [(10, None), (20, 2)]


def test_a_row_that_waits_for_another_requests_row_is_not_refused(live: LiveDatabase) -> None:
    """Rows of two people that point at each other within one table go together, with a third in the way of others."""
    live.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "by" INTEGER, FOREIGN KEY ("by") REFERENCES "users"("id"))'
    )
    live.fill("users", [(1, None), (2, 1), (3, None), (4, 3)])
    actions = [delete(f"r{n}:1", "users", (n,)) for n in (1, 2, 3)]
    assert carry_out(live, SHOP, *actions) == [(DONE, 1, ""), (DONE, 1, ""), (REFUSED, 0, CONSTRAINT)]
    assert live.rows('SELECT "id" FROM "users" ORDER BY 1') == [(3,), (4,)]


def test_a_deferred_constraint_stops_its_request_alone(live: LiveDatabase) -> None:
    # MariaDB defers nothing: the same is refused at once.
    defers = "" if live.kind == "mariadb" else " DEFERRABLE INITIALLY DEFERRED"
    live.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY)',
        'CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER,'
        f' FOREIGN KEY ("user_id") REFERENCES "users"("id"){defers})',
    )
    live.fill("users", [(n,) for n in range(1, 6)])
    live.fill("orders", [(10, 3)])
    outcomes = carry_out(live, SHOP, *(delete(f"r{n}:1", "users", (n,)) for n in range(1, 6)))
    assert [became for became, _, _ in outcomes] == [DONE, DONE, REFUSED, DONE, DONE]
    assert outcomes[2][2] == CONSTRAINT
    assert live.rows('SELECT "id" FROM "users"') == [(3,)]


def test_without_the_right_to_delete_nothing_of_the_request_is_done(server: LiveDatabase) -> None:
    shop(server)
    role = f"{server.name}_reader"
    at = urlsplit(server.url)
    host = f"@'{at.hostname}'" if server.kind == "mariadb" else ""
    login = "CREATE USER \"%s\"%s IDENTIFIED BY ''" if server.kind == "mariadb" else 'CREATE ROLE "%s"%s LOGIN'
    server.run(login % (role, host))
    try:
        server.run(f'GRANT SELECT, DELETE ON "logs" TO "{role}"{host}', f'GRANT SELECT ON "users" TO "{role}"{host}')
        url = at._replace(netloc=f"{role}@{at.hostname}:{at.port}").geturl()
        outcomes = carry_out(server, SHOP, *both(3), delete("r4:1", "logs", (4,)), url=url)
    finally:
        if server.kind == "postgresql":
            server.run(f'DROP OWNED BY "{role}"')
        server.run(f'DROP {"USER" if server.kind == "mariadb" else "ROLE"} "{role}"{host}')
    assert outcomes == [(REFUSED, 0, OTHER), (REFUSED, 0, "estate.refused-by-right"), (DONE, 1, "")]
    assert server.rows('SELECT "id" FROM "logs" WHERE "id" IN (3, 4)') == [(3,)]


def test_a_file_that_may_only_be_read_refuses(sqlite: LiveDatabase) -> None:
    shop(sqlite)
    path = sqlite.url.removeprefix("sqlite:///")
    url = f"sqlite:///file:{path}?mode=ro&uri=true"
    assert carry_out(sqlite, SHOP, *both(3), url=url)[0] == (REFUSED, 0, "estate.refused-by-right")


def test_what_went_since_the_plan_is_said_to_be_gone(live: LiveDatabase) -> None:
    shop(live)
    with connected(live) as connector:
        assert connector.perform(SHOP, both(1))[1].became is DONE
        live.run('DROP TABLE "orders"', 'DROP TABLE "users"')  # while the connector knows it
        gone, other = connector.perform(SHOP, [delete("r2:1", "users", (2,)), delete("r3:1", "logs", (3,))])
        assert (gone.became, gone.problem, other.became) == (REFUSED, "estate.vanished", DONE)
        live.run('ALTER TABLE "logs" DROP COLUMN "user_id"')
        (column,) = connector.perform(SHOP, [change("r4:1", "logs", (4,), settings=[put("user_id")])])
        assert (column.became, column.problem) == (REFUSED, "estate.vanished")


def test_a_view_is_not_asked(live: LiveDatabase) -> None:
    shop(live)
    live.run('CREATE VIEW "people" AS SELECT "id" FROM "users"')
    assert carry_out(live, keyed(("people", "id")), delete("r1:1", "people", (1,))) == [
        (REFUSED, 0, "estate.not-writable")
    ]
    read_only = {named("users"): Dataset(at=named("users"), key=("id",), writable=False)}
    assert carry_out(live, read_only, delete("r1:1", "users", (1,))) == [(REFUSED, 0, "estate.not-writable")]
    no_key = {named("users"): Dataset(at=named("users"))}
    assert carry_out(live, no_key, delete("r1:1", "users", (1,))) == [(REFUSED, 0, "estate.no-key")]
    assert len(live.rows('SELECT * FROM "users"')) == 9


def test_a_value_that_does_not_fit_is_refused(server: LiveDatabase) -> None:
    shop(server)
    outcomes = carry_out(server, SHOP, change("r1:1", "users", (1,), settings=[put("age", "nobody")]), *both(2))
    assert outcomes == [(REFUSED, 0, "estate.refused-value"), (DONE, 1, ""), (DONE, 1, "")]


def test_a_table_without_transactions_is_not_written_to(mariadb: LiveDatabase) -> None:
    mariadb.run('CREATE TABLE "logs" ("id" INTEGER PRIMARY KEY) ENGINE=MyISAM', 'INSERT INTO "logs" VALUES (1)')
    assert carry_out(mariadb, SHOP, delete("r1:1", "logs", (1,))) == [(REFUSED, 0, "estate.no-transactions")]
    assert mariadb.rows('SELECT * FROM "logs"') == [(1,)]


# --- who does not answer ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_lock_that_somebody_holds_gives_an_answer_and_nothing_is_done(live: LiveDatabase) -> None:
    shop(live)
    before = everything(live)
    with closing(live.connect()) as other:
        cursor = other.cursor()
        cursor.execute("BEGIN IMMEDIATE" if live.kind == "sqlite" else "BEGIN")
        cursor.execute('UPDATE "users" SET "age" = 50 WHERE "id" = 4')
        assert carry_out(live, SHOP, *both(3), *both(4)) == [(UNREACHABLE, 0, "estate.busy")] * 4
        cursor.execute("ROLLBACK")
    assert everything(live) == before
    assert carry_out(live, SHOP, *both(3), *both(4)) == [(DONE, 1, "")] * 4


def test_a_full_disk_does_nothing(sqlite: LiveDatabase) -> None:
    sqlite.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" TEXT)',
        'CREATE TABLE "logs" ("id" INTEGER PRIMARY KEY)',
    )
    sqlite.fill("users", [(n, "x") for n in range(1, 50)])
    sqlite.fill("logs", [(1,)])

    def nearly_full() -> object:
        from sqlalchemy import event

        engine = writing_engine(sqlite.url)
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 3"))
        return engine

    writing = Writing(nearly_full, "shop")  # type: ignore[arg-type]
    large = change("r2:1", "users", *((n,) for n in range(1, 50)), settings=[put("email", "y" * 5000)])
    outcomes = writing.perform(SHOP, [delete("r1:1", "logs", (1,)), large], NOON)
    writing.close()
    assert [(each.became, each.problem) for each in outcomes] == [(UNREACHABLE, "estate.full")] * 2
    assert sqlite.rows('SELECT COUNT(*) FROM "logs"') == [(1,)]
    assert sqlite.rows("""SELECT COUNT(*) FROM "users" WHERE "email" = 'x'""") == [(49,)]


def test_a_server_that_is_away_is_unreachable(server: LiveDatabase) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    at = urlsplit(server.url)
    url = at._replace(netloc=f"{at.username}@127.0.0.1:{port}").geturl()
    assert carry_out(server, SHOP, *both(1), url=url) == [(UNREACHABLE, 0, "estate.unreachable")] * 2


class Proxy:
    """Stands between a client and a server, and lets no answer through once it has seen a word go by."""

    def __init__(self, live: LiveDatabase) -> None:
        at = urlsplit(live.url)
        self.server = (at.hostname or "", at.port or 0)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = at._replace(netloc=f"{at.username}@127.0.0.1:{self.listening.getsockname()[1]}").geturl()
        self.until = b""
        self.threads = [threading.Thread(target=self.accept)]
        self.open: list[socket.socket] = []
        self.threads[0].start()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            server = socket.create_connection(self.server)
            self.open += [client, server]
            for one, other, upwards in ((client, server, True), (server, client, False)):
                thread = threading.Thread(target=self.carry, args=(one, other), kwargs={"upwards": upwards})
                self.threads.append(thread)
                thread.start()

    def carry(self, one: socket.socket, other: socket.socket, *, upwards: bool) -> None:
        try:
            while data := one.recv(65536):
                if upwards and self.until and self.until in data.upper():
                    self.drop(one, other, data)
                    return
                other.sendall(data)
        except OSError:
            return
        finally:
            for each in (one, other):
                each.close()

    def drop(self, client: socket.socket, server: socket.socket, data: bytes) -> None:
        """The word reaches the server, its answer does not reach the client."""
        client.shutdown(socket.SHUT_RDWR)
        server.sendall(data)
        threading.Event().wait(0.3)

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for each in self.open:
            each.close()
        for thread in self.threads:
            thread.join(5)


@contextmanager
def between(live: LiveDatabase) -> Iterator[Proxy]:
    proxy = Proxy(live)
    try:
        yield proxy
    finally:
        proxy.close()


def through(proxy: Proxy, act: Callable[[SqlConnector], list[Outcome]]) -> list[tuple[Became, str]]:
    connector = SqlConnector(System(name="shop", kind="sql", url=proxy.url), proxy.url)
    try:
        return [(each.became, each.problem) for each in act(connector)]
    finally:
        connector.close()


def test_a_commit_whose_answer_is_lost_is_unknown_and_a_retry_finds_it_done(server: LiveDatabase) -> None:
    shop(server)
    actions = [*both(3), change("r4:1", "users", (4,), settings=[NOBODY])]
    with between(server) as proxy:
        # MariaDB's driver says `SET AUTOCOMMIT` in connecting: there the whole command is waited for.
        proxy.until = b"\x03COMMIT" if server.kind == "mariadb" else b"COMMIT"
        outcomes = through(proxy, lambda connector: connector.perform(SHOP, actions))
        assert outcomes == [(UNREACHABLE, "estate.commit-unknown")] * 3
        assert server.rows('SELECT "id" FROM "users" WHERE "id" = 3') == []
        proxy.until = b""
        assert through(proxy, lambda connector: connector.perform(SHOP, actions)) == [(ALREADY, "")] * 3


def test_a_connection_that_goes_before_the_commit_leaves_everything_as_it_was(server: LiveDatabase) -> None:
    shop(server)
    before = everything(server)
    with between(server) as proxy:
        proxy.until = b"DELETE FROM"
        outcomes = through(proxy, lambda connector: connector.perform(SHOP, both(3)))
    assert outcomes == [(UNREACHABLE, "estate.unreachable")] * 2
    assert everything(server) == before


def test_a_connection_that_went_while_nobody_used_it_is_opened_again(postgresql: LiveDatabase) -> None:
    shop(postgresql)
    with connected(postgresql) as connector:
        assert connector.perform(SHOP, both(1))[0].became is DONE
        postgresql.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert [each.became for each in connector.perform(SHOP, both(2))] == [DONE, DONE]
