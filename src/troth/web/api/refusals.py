"""Which status does a refusal have, and how is it sent?

1. `Refused` carries a refusal out of wherever it was met; nothing was done then.
2. A deliberate error (`troth.errors`) has its own id and one status: that of `STATUS`, else 400 for wrong use, 422 for
   problems of what was sent, 503 where the outside world failed.
3. What pydantic says of a body is said again in our words, by the place and the kind of the mistake. The value that was
   sent stays out, and so does every name that is not one of ours.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import msgspec
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpResponse

from troth.errors import OutsideWorldFailed, ProblemsFound, TrothError
from troth.store.failures import saying_database
from troth.web.fast import problems
from troth.web.fast.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.errors import Problem

_LOG = logging.getLogger("troth.web.api")

STATUS = {
    "store.no-such-subject": 404,
    "store.no-such-organisation": 404,
    "policy.no-such-version": 404,
    "evidence.no-such-entry": 404,
    "store.subject-exists": 409,
    "evidence.subject-forgotten": 409,
    "policy.no-versions": 409,
    "evidence.entry-too-large": 413,
    "api.idempotency-key-reused": 422,
    "evidence.bad-subject": 422,
    "store.full": 507,
}
"""The status of an id, where it is not that of its kind."""

MALFORMED = Refusal(
    400,
    "api.malformed",
    "the body is not JSON in UTF-8",
    "compare it with `/api/v1/openapi.json`; nothing was done",
)
SUSPICIOUS = Refusal(400, "api.bad-request", "the request is malformed", "compare it with `/api/v1/openapi.json`")
INVALID = Refusal(
    422,
    "api.invalid",
    "the request has parts that cannot be as they are",
    "`problems` names each by its place; compare it with `/api/v1/openapi.json`; nothing was done",
)
UNSTORABLE = Refusal(
    422, "api.unstorable", "a value cannot be kept as it is", "send shorter texts and smaller numbers; nothing was done"
)
BROKEN = Refusal(
    500,
    "api.broken",
    "the server failed to answer, and nothing was recorded",
    "try again, with the same idempotency key; tell whoever runs the server if it fails again",
)


class Refused(Exception):  # noqa: N818 -- named for what happened
    """A request that is refused, and why; `problems` where there are several reasons."""

    def __init__(self, refusal: Refusal, problems: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(refusal.id)
        self.refusal = refusal
        self.problems = tuple(problems)


def respond(refused: Refused) -> HttpResponse:
    """The answer that says it."""
    body = msgspec.to_builtins(refused.refusal.written)
    if refused.problems:
        body["problems"] = list(refused.problems)
    response = HttpResponse(
        msgspec.json.encode(body), status=refused.refusal.status, content_type=problems.CONTENT_TYPE
    )
    for name, value in refused.refusal.headers():
        response.headers[name] = value
    return response


def refusal_for(error: Exception) -> Refused:
    """What is said of an exception; one that is a bug is logged, and said to be ours."""
    error = _told(error)
    if isinstance(error, Refused):
        return error
    if isinstance(error, ProblemsFound):
        return refuse_problems(error.problems)
    if isinstance(error, TrothError):
        if isinstance(error, OutsideWorldFailed):
            _LOG.error("outside world failed", exc_info=error, extra={"problem": error.id})
        return Refused(_refusal_of(error))
    if isinstance(error, SuspiciousOperation):
        return Refused(SUSPICIOUS)
    if isinstance(error, DataError):
        return Refused(UNSTORABLE)
    # The traceback goes to the log without the exception's own text: that may repeat what was sent.
    _LOG.error("a request failed by a mistake of ours", extra={"problem": BROKEN.id}, exc_info=error)
    return Refused(BROKEN)


def refuse_problems(found: Sequence[Problem]) -> Refused:
    """The refusal of what has these problems: the first speaks for all, and all are listed."""
    first = found[0]
    refusal = problems.refusal_of_problem(first, STATUS.get(first.id, 422))
    return Refused(refusal, [{"id": each.id, "detail": each.text, "help": each.help} for each in found])


def refuse_invalid(errors: Sequence[Mapping[str, Any]]) -> Refused:
    """The refusal of a request that does not have the form asked for, from what pydantic says of it (rule 3)."""
    said = []
    for error in errors:
        kind = str(error["type"])
        text, help_ = _KINDS.get(kind, ("cannot be as it is", "compare it with the description"))
        context = error.get("ctx") or {}
        limits = {name: value for name, value in context.items() if name in _LIMITS}
        place = (*error["loc"], *context.get("beneath", ()))
        if limits:
            help_ += " (" + ", ".join(f"{name} {value}" for name, value in sorted(limits.items())) + ")"
        said.append({"id": f"api.{kind.replace('_', '-')}", "at": _place(place), "detail": text, "help": help_})
    return Refused(INVALID, said[:_MOST])


def _refusal_of(error: TrothError) -> Refusal:
    refusal = problems.refusal_of(error, STATUS.get(error.id))
    if error.id == "store.busy":
        return Refusal(refusal.status, refusal.id, refusal.detail, refusal.help, retry_after=1)
    return refusal


def _told(error: Exception) -> Exception:
    """What the database says, as a deliberate error; any other as it is."""
    try:
        with saying_database():
            raise error  # noqa: TRY301 -- only what handles exceptions can look at this one
    except Exception as told:  # noqa: BLE001 -- what was raised is given back
        return told


def _place(location: Sequence[int | str]) -> str:
    """Where in the request; a field that is not named like one of ours is not repeated."""
    return "/".join(str(part) if isinstance(part, int) or _OURS.fullmatch(part) else "?" for part in location)


_MOST = 50
_OURS = re.compile(r"[a-z_]{1,24}")
_LIMITS = frozenset({"min_length", "max_length", "ge", "le", "gt", "lt"})
_KINDS = {
    "missing": ("is missing", "send it"),
    "extra_forbidden": ("is a field that nobody knows", "leave it out, or write its name as the description does"),
    "enum": ("is none of the values that there are", "choose one of the description's"),
    "literal_error": ("is none of the values that there are", "choose one of the description's"),
    "string_type": ("is not a text", "send a text"),
    "string_too_short": ("is too short", "send a longer text"),
    "string_too_long": ("is too long", "send a shorter text"),
    "string_pattern_mismatch": ("does not have the form asked for", "compare it with the description's pattern"),
    "int_type": ("is not a whole number", "send a whole number"),
    "int_parsing": ("is not a whole number", "send a whole number"),
    "int_from_float": ("is not a whole number", "send a whole number"),
    "int_parsing_size": ("is a number that is too large", "send a smaller number"),
    "greater_than_equal": ("is too small", "send a larger number"),
    "less_than_equal": ("is too large", "send a smaller number"),
    "bool_type": ("is neither true nor false", "send `true` or `false`"),
    "bool_parsing": ("is neither true nor false", "send `true` or `false`"),
    "list_type": ("is not a list", "send a list"),
    "dict_type": ("is not an object", "send an object"),
    "too_long": ("has too many parts", "send fewer"),
    "model_attributes_type": ("is not an object", "send an object"),
    "model_type": ("is not an object", "send an object"),
    "not_an_instant": ("is no instant with a time zone", "write it as in `2026-03-01T12:00:00Z` (RFC 3339)"),
    "not_a_question": ("is no question", "compare it with `QuestionBody` of the description"),
    "not_a_day": ("is no day", "write it as in `2026-03-01` (RFC 3339)"),
    "one_of_two": ("names both of two, or neither", "send exactly one of them"),
}
"""What is said of a mistake, by pydantic's kind or one of ours."""
