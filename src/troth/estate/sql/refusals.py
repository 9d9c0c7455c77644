"""What does a database mean that refuses a change, or does not answer?

Rules:
1. A refusal is the system's last word: a constraint, a trigger, a right, a value that does not fit, a table that is not
   there. Trying again changes nothing. Everything else that failed is unreachable: trying again may do it.
2. What is told is the kind, and the name of the constraint and the table; a driver's own message never is, because it
   repeats cells.
3. What is about no row (`wide`) is so for every row of the statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.inventory import Became

if TYPE_CHECKING:
    from troth.inventory import DatasetName

_TRIGGER = "estate.refused-by-trigger"
_CONSTRAINT = "estate.refused-by-constraint"
_RIGHT = "estate.refused-by-right"
_VALUE = "estate.refused-value"
_VANISHED = "estate.vanished"
_BUSY = "estate.busy"
_FULL = "estate.full"
_AWAY = "estate.unreachable"
_OTHER = "estate.refused"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done. `kind` of a constraint: `foreign-key`, `unique`, `not-null`, `check`."""

    became: Became
    id: str
    help: str
    kind: str = ""
    named: str = ""
    """The name of the constraint or column, where the system gives it."""
    wide: bool = False


class Refused(Exception):  # noqa: N818 -- named for what happened
    """A refusal on its way up from the statement that met it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.id)
        self.refusal = refusal


_HELP = {
    _TRIGGER: "a trigger of {at} refuses it: look at what it asks for, or let somebody with the application do it",
    _RIGHT: "grant this user the right to change and delete rows of {at}",
    _VALUE: "a value of the plan does not fit into a field of {at}: say what erasing means for it in `estate.yaml`",
    _VANISHED: "{at}, or a field of it, is not there any more: scan the estate again, and plan again",
    _BUSY: "somebody else holds rows of {at}, or it is busy: it is tried again later",
    _FULL: "the system has no room left: make room, then try again",
    _AWAY: "the connection to the system was lost: check that it runs, then try again",
    _OTHER: "the system refused the change of {at} (`{code}`): look at its own log",
}
_OWN = {
    "estate.no-key": "give {at} the fields of its key in `estate.yaml`, and plan again",
    "estate.not-writable": "{at} is a view, or may be read only: what it shows goes with the tables below it",
    "estate.no-transactions": "{at} knows no transactions, and half of a request could remain: convert its engine",
    "estate.did-not-hold": "{at} took the statement, and the rows are as before: look at its triggers and rules",
    "estate.would-cascade": "the system would go on to rows of {named} that no plan names: find them too, plan again",
    "estate.other-row": "{at} counts different keys as equal: name a key that is unique letter by letter",
    "estate.request-refused": "nothing of the request is done in this system, because its action on {at} was refused",
    "estate.commit-unknown": "nobody knows whether it was done: trying again finds out",
}
_OWN |= {
    "retention.clock-not-a-time": "{named} of {at} is no date and no time: let `since:` name a field that is one",
    "retention.no-mark": "nobody could tell in {named} of {at} what was emptied: let it be empty, or longer",
    "retention.other-dialect": "rows of {at} are swept in SQLite, PostgreSQL, MariaDB and MySQL only: do it otherwise",
}
_HELP |= _OWN
_CONSTRAINT_HELP = {
    "foreign-key": "other rows point at rows of {at}{named}: find them too, or set `erase: blank` for it",
    "unique": "a value of {at} must be unique{named}: set `erase: replace` for the field",
    "not-null": "a field of {at} may not be empty{named}: set `erase: replace` for it",
    "check": "a condition of {at} does not hold{named}: say what erasing means for its fields in `estate.yaml`",
    "": "a constraint of {at} refuses it{named}",
}


def refusal(
    id_: str, at: DatasetName | str, *, kind: str = "", named: str = "", code: str = "", wide: bool = False
) -> Refusal:
    """A refusal by its id, with the sentence of help that belongs to it."""
    text = _CONSTRAINT_HELP[kind] if id_ == _CONSTRAINT else _HELP[id_]
    shown = f"`{named}`" if id_ in _OWN else f" (`{named}`)" if named else ""
    said = text.format(at=f"`{at}`", named=shown, code=code)
    became = Became.UNREACHABLE if id_ in (_BUSY, _FULL, _AWAY, "estate.commit-unknown") else Became.REFUSED
    return Refusal(became, id_, said, kind, named, wide or id_ in (_RIGHT, _VANISHED))


def refusal_of(error: BaseException, at: DatasetName | str) -> Refusal:
    """What an error of a driver, met in changing `at`, means."""
    original: Any = getattr(error, "orig", None) or error
    for means in (_postgresql, _mysql, _sqlite):
        found = means(original, at)
        if found is not None:
            return found
    if getattr(error, "connection_invalidated", False):
        return refusal(_AWAY, at)
    kind = type(error).__name__
    if kind == "IntegrityError":
        return refusal(_CONSTRAINT, at)
    if kind == "DataError":
        return refusal(_VALUE, at)
    return refusal(_OTHER if kind in ("ProgrammingError", "NotSupportedError") else _AWAY, at, code=kind)


# --- PostgreSQL: SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) ---------------------------

_PG_KINDS = {"23503": "foreign-key", "23001": "foreign-key", "23505": "unique", "23502": "not-null", "23514": "check"}
_PG_IDS = {
    "42501": _RIGHT, "25006": _RIGHT, "42P01": _VANISHED, "42703": _VANISHED, "3F000": _VANISHED, "55P03": _BUSY,
    "40001": _BUSY, "40P01": _BUSY, "57014": _BUSY, "P0001": _TRIGGER, "53100": _FULL, "53200": _FULL, "54000": _VALUE,
    "22000": _VALUE, "42804": _VALUE, "42883": _VALUE,
}  # fmt: skip


def _postgresql(error: Any, at: DatasetName | str) -> Refusal | None:
    if not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None) or ""
    named = getattr(getattr(error, "diag", None), "constraint_name", None) or ""
    named = named or getattr(getattr(error, "diag", None), "column_name", None) or ""
    if state.startswith("23"):
        return refusal(_CONSTRAINT, at, kind=_PG_KINDS.get(state, ""), named=named)
    if state in _PG_IDS:
        return refusal(_PG_IDS[state], at, code=state)
    if state.startswith("22"):
        return refusal(_VALUE, at)
    if not state or state[:2] in ("08", "57", "53", "58", "XX"):
        return refusal(_AWAY, at)
    # A trigger may raise any class of its own: what no statement of ours can cause is one.
    return refusal(_TRIGGER if state[:2] not in ("42", "0A", "25", "55") else _OTHER, at, code=state)


# --- MySQL and MariaDB: error numbers (https://mariadb.com/kb/en/mariadb-error-code-reference/) ----------------------

_MYSQL_KINDS = {
    1451: "foreign-key", 1452: "foreign-key", 1216: "foreign-key", 1217: "foreign-key", 1761: "foreign-key",
    1062: "unique", 1586: "unique", 1048: "not-null", 1263: "not-null", 1364: "not-null", 4025: "check", 3819: "check",
}  # fmt: skip
_MYSQL_IDS = {
    1142: _RIGHT, 1143: _RIGHT, 1044: _RIGHT, 1045: _RIGHT, 1290: _RIGHT, 1792: _RIGHT, 1227: _RIGHT, 1370: _RIGHT,
    1146: _VANISHED, 1054: _VANISHED, 1049: _VANISHED, 1644: _TRIGGER, 1205: _BUSY, 1213: _BUSY, 1969: _BUSY,
    3024: _BUSY, 1020: _BUSY, 1114: _FULL, 1021: _FULL, 1041: _FULL, 1406: _VALUE, 1264: _VALUE, 1265: _VALUE,
    1292: _VALUE, 1366: _VALUE, 1690: _VALUE, 1411: _VALUE, 1367: _VALUE,
}  # fmt: skip
_MYSQL_CLIENT = range(2000, 3000)
"""The numbers of the client's own errors: the connection, not the statement."""
_MYSQL_NAMED = re.compile(r"CONSTRAINT `([^`]+)`|for key '([^']+)'|[Cc]olumn '([^']+)'|Check constraint '([^']+)'")


def _mysql(error: Any, at: DatasetName | str) -> Refusal | None:
    arguments = getattr(error, "args", ())
    if not type(error).__module__.startswith(("pymysql", "MySQLdb", "mysql")) or not arguments:
        return None
    code = arguments[0]
    if code in _MYSQL_KINDS:
        # Of a duplicate, the message begins with the value: only what stands after `for key` is read.
        text = str(arguments[1]) if len(arguments) > 1 else ""
        found = _MYSQL_NAMED.search(text[text.rfind(" for key ") :] if " for key " in text else text)
        named = next((group for group in found.groups() if group), "") if found else ""
        return refusal(_CONSTRAINT, at, kind=_MYSQL_KINDS[code], named=named)
    if code in _MYSQL_IDS:
        return refusal(_MYSQL_IDS[code], at, code=str(code))
    is_away = isinstance(code, int) and (code in _MYSQL_CLIENT or code in (0, 1927))
    return refusal(_AWAY if is_away else _OTHER, at, code=str(code))


# --- SQLite: result codes (https://sqlite.org/rescode.html) ----------------------------------------------------------

_SQLITE_KINDS = {
    "SQLITE_CONSTRAINT_FOREIGNKEY": "foreign-key", "SQLITE_CONSTRAINT_UNIQUE": "unique",
    "SQLITE_CONSTRAINT_PRIMARYKEY": "unique", "SQLITE_CONSTRAINT_NOTNULL": "not-null",
    "SQLITE_CONSTRAINT_CHECK": "check",
}  # fmt: skip
_SQLITE_IDS = (
    ("SQLITE_CONSTRAINT_TRIGGER", _TRIGGER), ("SQLITE_CONSTRAINT_DATATYPE", _VALUE), ("SQLITE_MISMATCH", _VALUE),
    ("SQLITE_TOOBIG", _VALUE), ("SQLITE_READONLY", _RIGHT), ("SQLITE_AUTH", _RIGHT), ("SQLITE_PERM", _RIGHT),
    ("SQLITE_BUSY", _BUSY), ("SQLITE_LOCKED", _BUSY), ("SQLITE_FULL", _FULL), ("SQLITE_IOERR", _AWAY),
    ("SQLITE_CANTOPEN", _AWAY), ("SQLITE_INTERRUPT", _BUSY),
)  # fmt: skip


def _sqlite(error: Any, at: DatasetName | str) -> Refusal | None:
    code = getattr(error, "sqlite_errorname", None)
    if code is None:
        return None
    text = str(error)
    if code in _SQLITE_KINDS:
        return refusal(_CONSTRAINT, at, kind=_SQLITE_KINDS[code], named=text.partition("failed: ")[2][:200])
    for begin, id_ in _SQLITE_IDS:
        if code.startswith(begin):
            return refusal(id_, at)
    if text.startswith(("no such table", "no such column")):
        return refusal(_VANISHED, at)
    return refusal(_OTHER, at, code=code)
