"""What does a line of the log say, and what does it never say?

One JSON object a line: `time`, `level`, `logger`, `event`, `request` (the id of the request, where there is one), and
the fields of `FIELDS` that the record carries.

1. Only names that are listed are written, and of those only values that look like an id, a name or a number. A value
   that does not is written as `withheld`: an address, a name or a query cannot slip in by being logged.
2. `event` of our own records is their text as it stands in the code. Of another package's record it is its template,
   without what was to be filled in; where nothing was to be filled in, the text may hold anything, so that the place in
   its code is written in its stead.
3. An exception is its class and the places in the code that it went through, never its text: texts of exceptions quote
   values. A deliberate error (`troth.errors`) adds its id.

What it leaves out: where lines go (standard error), and how long they are kept: that is for whoever runs the process.
"""

from __future__ import annotations

import contextvars
import json
import logging
import re
import traceback
from datetime import UTC, datetime

REQUEST_ID: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
"""The id of the request that is being answered."""

FIELDS = frozenset(
    {"status", "method", "route", "milliseconds", "organisation", "user", "role", "count", "problem"}
    | {"chore", "failures", "error"}
)
"""What a record may carry beside its event, given as `extra=`."""

_PLAIN = re.compile(r"(?!\d{7,}$)[A-Za-z0-9_.:-]{0,80}")
_NUMBERS = (bool, int, float)


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without a line break at its end."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        if REQUEST_ID.get():
            line["request"] = REQUEST_ID.get()
        line.update((name, _plain(value)) for name, value in vars(record).items() if name in FIELDS)
        if hasattr(record, "route"):
            line["route"] = str(record.route)  # as it stands in the table of paths, never as it was asked for
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            line["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    if record.name == "troth" or record.name.startswith("troth.") or record.args:
        return str(record.msg)
    return f"{record.module}:{record.lineno}"


def _plain(value: object) -> object:
    if isinstance(value, _NUMBERS):
        return value
    text = str(value)
    return text if _PLAIN.fullmatch(text) else "withheld"


def _exception(error: BaseException) -> list[dict[str, object]]:
    """The error and those that caused it, the first cause last."""
    chain: list[dict[str, object]] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        frames = traceback.extract_tb(each.__traceback__)
        said: dict[str, object] = {
            "class": f"{type(each).__module__}.{type(each).__qualname__}",
            "at": [f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames],
        }
        if hasattr(each, "id") and hasattr(each, "help"):
            said["id"] = _plain(each.id)
        chain.append(said)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return chain


def _short(file: str) -> str:
    """The last three parts of a path: where it is in a package, not where the package is on this machine."""
    return "/".join(file.replace("\\", "/").split("/")[-3:])
