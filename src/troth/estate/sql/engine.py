"""How is a database opened, and what does its refusal mean?

Rules:
1. Core only, the default driver of a dialect by our choice: psycopg for PostgreSQL, pymysql for MySQL and MariaDB.
2. A scan cannot change anything: the connection is read-only where the system knows that (SQLite, PostgreSQL, MySQL).
   A SQLite file that is not there is not made.
3. A driver's own message never leaves this module: it may hold an address, a statement or a cell. What is told is what
   kind of failure it was, and its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from troth.estate.connector import EstateProblem

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
_EXTRAS = {"postgresql": "postgresql", "mysql": "mariadb", "mariadb": "mariadb"}
_PATIENCE = 10
"""Seconds until a server that does not answer is away."""

_WRONG_PASSWORD = frozenset({"28P01", "28000", "1045", "1698", "1044"})
_NO_DATABASE = frozenset({"3D000", "1049"})
_NO_RIGHT = frozenset({"42501", "1142", "1143"})
_GONE = frozenset({"42P01", "1146", "42S02"})
_BUSY = frozenset({"55P03", "57014", "40001", "40P01", "1205", "1213"})


def make_engine(url: str, *, writing: bool = False) -> Engine:
    """An engine that connects when it is first asked. Raises `EstateProblem` for an address it cannot take."""
    try:
        import sqlalchemy
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    except ImportError as missing:
        raise EstateProblem(
            "databases cannot be reached without the package `sqlalchemy`",
            id="estate.extra-missing",
            help="install the extra: `pip install 'troth[estate]'`",
            again=False,
        ) from missing
    try:
        parsed = _with_driver(sqlalchemy.make_url(url))
        engine = sqlalchemy.create_engine(
            parsed, connect_args=_arguments(parsed, writing=writing), hide_parameters=True
        )
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise EstateProblem(
            "the address of a database cannot be read",
            id="estate.bad-address",
            help="write it as `dialect://user:password@host/database`; SQLAlchemy's documentation lists the dialects",
            again=False,
        ) from None  # its text may repeat the address
    except ImportError as missing:
        extra = _EXTRAS.get(parsed.get_backend_name(), "")
        help_ = f"install the extra: `pip install 'troth[{extra}]'`" if extra else "install the driver of this database"
        raise EstateProblem(
            f"the driver for `{parsed.get_backend_name()}` is not installed",
            id="estate.driver-missing",
            help=help_,
            again=False,
        ) from missing
    _prepare(engine, writing=writing)
    return engine


def _with_driver(url: URL) -> URL:
    if url.drivername in _DRIVERS:
        return url.set(drivername=_DRIVERS[url.drivername])
    return url


def _arguments(url: URL, *, writing: bool) -> dict[str, Any]:
    backend = url.get_backend_name()
    if backend == "postgresql":
        read_only = "" if writing else "-c default_transaction_read_only=on"
        return {"connect_timeout": _PATIENCE, "options": read_only, "application_name": "troth"}
    if backend in ("mysql", "mariadb"):
        return {"connect_timeout": _PATIENCE, "charset": "utf8mb4"}
    return {}


def _prepare(engine: Engine, *, writing: bool) -> None:
    """What each new connection is told."""
    from sqlalchemy import event

    backend = engine.url.get_backend_name()
    if backend == "sqlite":
        _must_exist(engine.url.database)

        @event.listens_for(engine, "connect")
        def _sqlite(connection: Any, _: Any) -> None:
            connection.execute(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
            connection.execute("PRAGMA foreign_keys = ON")

    elif backend in ("mysql", "mariadb") and not writing:

        @event.listens_for(engine, "connect")
        def _mysql(connection: Any, _: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET SESSION TRANSACTION READ ONLY")


def _must_exist(database: str | None) -> None:
    from pathlib import Path

    if database and database != ":memory:" and not database.startswith("file:") and not Path(database).is_file():
        raise EstateProblem(
            "there is no database file at this address",
            id="estate.no-database",
            help="name the file of the database; a path that begins with `/` has four strokes: `sqlite:////srv/shop.db`",
            again=False,
        )


def problem_of(error: BaseException, system: str, at: str = "") -> EstateProblem:
    """What a driver's failure means. `at` is the table that was asked for, where one was."""
    code = _code(error)
    where = f"`{system}.{at}`" if at else f"`{system}`"
    if code in _WRONG_PASSWORD:
        help_ = "check the user and the password that the address, or its variable, holds"
        return EstateProblem(f"{where} refuses this user or password", id="estate.refused", help=help_, again=False)
    if code in _NO_DATABASE:
        help_ = "check the name of the database at the end of the address"
        return EstateProblem(f"{where} has no such database", id="estate.no-database", help=help_, again=False)
    if code in _NO_RIGHT:
        help_ = "grant this user the right to read it"
        return EstateProblem(f"{where} may not be read by this user", id="estate.no-right", help=help_, again=False)
    if code in _GONE or _says(error, "no such table"):
        help_ = "it went between two looks at it: scan again"
        return EstateProblem(f"{where} is not there any more", id="estate.table-gone", help=help_)
    if code in _BUSY or _says(error, "database is locked"):
        help_ = "try again when less is going on there"
        return EstateProblem(f"{where} is busy or locked", id="estate.busy", help=help_)
    if at:
        help_ = "look at the table with the system's own tools; what else is there was scanned"
        text = f"{where} cannot be read (`{code or type(error).__name__}`)"
        return EstateProblem(text, id="estate.table-unreadable", help=help_, again=False)
    help_ = "check that it runs, and the host, port and network between"
    return EstateProblem(
        f"{where} cannot be reached (`{code or type(error).__name__}`)", id="estate.unreachable", help=help_
    )


def _code(error: BaseException) -> str:
    """SQLSTATE, or the number of MySQL's error; empty where the driver gives none."""
    original = getattr(error, "orig", None) or error
    arguments = getattr(original, "args", ())
    if arguments and isinstance(arguments[0], int):
        return str(arguments[0])
    state = getattr(original, "sqlstate", None)
    if state:
        return str(state)
    # psycopg gives no state for what a server says before the connection stands: only its English sentence.
    said = str(original)
    if "password authentication failed" in said or "no password supplied" in said:
        return "28P01"
    if "does not exist" in said and 'database "' in said:
        return "3D000"
    return "28000" if 'role "' in said or "pg_hba.conf" in said else ""


def _says(error: BaseException, words: str) -> bool:
    return words in str(getattr(error, "orig", None) or error)
