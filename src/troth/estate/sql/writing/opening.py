"""How is a database opened for writing, so that it never keeps anybody waiting for long?

Rules:
1. A lock that somebody else holds gives an answer after `LOCK` seconds, a statement after `STATEMENT`.
2. SQLite is told at the beginning of a transaction that it will write: whoever reads first and writes later may find
   that neither of two can go on. What is deleted there is overwritten (https://sqlite.org/pragma.html#pragma_secure_delete):
   an erased row must not be found in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from troth.estate.sql.engine import make_engine
from troth.estate.sql.writing.mysql import MariadbStatements, MysqlStatements
from troth.estate.sql.writing.postgresql import PostgresqlStatements
from troth.estate.sql.writing.sqlite import statements_class
from troth.estate.sql.writing.statements import Statements

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

LOCK = 4
STATEMENT = 60


def writing_engine(url: str) -> Engine:
    """An engine whose transactions may write. Raises `EstateProblem` as `make_engine` does."""
    engine = make_engine(url, writing=True)
    backend = engine.url.get_backend_name()
    if backend == "sqlite":
        prepare_sqlite(engine)
    elif backend == "postgresql":
        _prepare_postgresql(engine)
    elif backend in ("mysql", "mariadb"):
        _prepare_mysql(engine)
    return engine


def statements_for(connection: Connection) -> Statements:
    """The statements that a connection's database understands."""
    dialect = connection.dialect
    if dialect.name == "postgresql":
        return PostgresqlStatements(connection)
    if dialect.name in ("mysql", "mariadb"):
        is_mariadb = dialect.name == "mariadb" or getattr(dialect, "is_mariadb", False)
        return MariadbStatements(connection) if is_mariadb else MysqlStatements(connection)
    if dialect.name == "sqlite":
        import sqlite3

        return statements_class(sqlite3.sqlite_version_info)(connection)
    return Statements(connection)


def prepare_sqlite(engine: Engine) -> None:
    """Tell each connection, and each transaction, what they are told here."""
    from sqlalchemy import event

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver would begin transactions of its own accord
        connection.execute(f"PRAGMA busy_timeout = {LOCK * 1000}")
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_postgresql(engine: Engine) -> None:
    from sqlalchemy import event

    @event.listens_for(engine, "do_connect")
    def _connecting(_: Any, __: Any, ___: Any, arguments: dict[str, Any]) -> None:
        said = f"-c lock_timeout={LOCK}s -c statement_timeout={STATEMENT}s"
        arguments["options"] = f"{arguments.get('options', '')} {said}".strip()
        # A server that vanished without a word is noticed.
        arguments |= {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
        arguments["tcp_user_timeout"] = STATEMENT * 1000


def _prepare_mysql(engine: Engine) -> None:
    from sqlalchemy import event

    @event.listens_for(engine, "do_connect")
    def _connecting(_: Any, __: Any, ___: Any, arguments: dict[str, Any]) -> None:
        arguments |= {"read_timeout": STATEMENT + 10, "write_timeout": STATEMENT}

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET SESSION innodb_lock_wait_timeout = {LOCK}, SESSION lock_wait_timeout = {LOCK}")
            if "mariadb" in connection.get_server_info().lower():
                cursor.execute(f"SET SESSION max_statement_time = {STATEMENT}")
