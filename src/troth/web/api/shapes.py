"""Of which parts are requests and answers made?

1. Objects that are sent to us are closed: a field that nobody knows is refused, because a misspelt `channel` would be a
   wider word. Nothing is converted: a number is no text.
2. A text has no NUL: no database keeps it.
3. Times are RFC 3339 with a time zone.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from troth.errors import Problem
from troth.subjects.identifiers import Identifier, IdentifierKind, normalise
from troth.web.api.refusals import refuse_problems

MOST_AT_ONCE = 500
"""The largest page."""
TEXT = r"^[^\x00]*$"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _instant(given: object) -> datetime:
    try:
        if isinstance(given, datetime):
            return given
        if isinstance(given, str) and _INSTANT.fullmatch(given):
            return datetime.fromisoformat(given)
    except ValueError:
        pass
    raise PydanticCustomError("not_an_instant", "not an instant")


def _day(given: object) -> date:
    try:
        if isinstance(given, date):
            return given
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise PydanticCustomError("not_a_day", "not a day")


Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-01T12:00:00Z"]}),
]
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-03-01"]})
]
Yes = Annotated[bool, Field(strict=True)]
SubjectName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:~-]{1,128}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT)]
Version = Annotated[str, StringConstraints(pattern=r"^[^\x00/]{1,100}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{0,35}$")]
ShownText = Annotated[str, StringConstraints(max_length=8_000, pattern=TEXT)]
EventId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Given(Schema):
    """What is sent to us."""

    model_config = ConfigDict(extra="forbid")


class Said(BaseModel):
    """What we answer. Not a shape of ninja's: those look for attributes of rows, which ours never are."""


class IdentifierGiven(Given):
    """An identifier as it was written; `region` (two letters) is where, for a telephone number without `+`."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "email", "text": "alice@example.org"}]}
    )

    kind: IdentifierKind
    text: Annotated[str, StringConstraints(min_length=1, max_length=5_000, pattern=TEXT)]
    region: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$")] | None = None

    def normal(self) -> Identifier:
        """The identifier in its one form; Refused where the text stands for none."""
        found = normalise(self.kind, self.text, self.region)
        if isinstance(found, Problem):
            raise refuse_problems([found])
        return found


class ProblemSaid(Said):
    """One thing that is wrong; `at` is its place in the request, where it has one."""

    id: str
    detail: str
    help: str
    at: str | None = None


class Refusal(Said):
    """A request that was refused (RFC 9457). `id` tells problems apart, `help` is the next step; nothing was done."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Unprocessable Content",
                    "status": 422,
                    "detail": "purpose `billing` is not declared by version `2024-11` of the policy",
                    "id": "consent.undeclared-purpose",
                    "help": "choose a purpose of the policy, or declare it there first",
                }
            ]
        }
    )

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    id: str
    help: str
    problems: list[ProblemSaid] = []


def example(value: dict[str, Any]) -> ConfigDict:
    """The configuration of a shape that is sent to us, with an example for the description."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [value]})


def shown(value: dict[str, Any]) -> ConfigDict:
    """The configuration of a shape that we answer, with an example for the description."""
    return ConfigDict(json_schema_extra={"examples": [value]})
