"""For how many subjects is a question's answer yes, and for whom?

1. The answer is that of a decision, for everybody at once (`troth.decisions.audience`).
2. A name that no version of the policy declares is refused: an audience of nobody would pass for an answer.
3. Ids come by pages, in the order of the ids; `after` is the last of the page before. Between two pages somebody may
   have said something: a page is right at the moment at which it is asked for.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from troth.decisions import Question, Reason
from troth.store.api_keys import Scope
from troth.web.api.keys import Key, caller
from troth.web.api.refusals import Refused
from troth.web.api.shapes import MOST_AT_ONCE, Given, Said, SubjectName, Yes, example, shown
from troth.web.api.writes import reply
from troth.web.desk import desk
from troth.web.fast import problems
from troth.web.fast.problems import Refusal
from troth.web.fast.wire import QuestionBody
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterable

router = Router(tags=["decisions"])

UNKNOWN_TERM = Refusal(
    422,
    "api.unknown-term",
    "the question names something that the policy does not declare",
    "use names of the policy; `/api/v1/policies/{version}` has them",
)
_NOBODY = SubjectId("")


def _question(given: object) -> Question:
    """The question that a part of a body holds, read as those of the decide path are."""
    try:
        return msgspec.convert(given, QuestionBody).question()
    except msgspec.ValidationError as error:
        raise PydanticCustomError("not_a_question", "not a question", {"beneath": problems.place_in(error)}) from None


QuestionGiven = Annotated[Any, PlainValidator(_question), WithJsonSchema({"type": "object"})]
"""A question, as `POST /api/v1/decide` takes it; the description says its shape (`document`)."""


class AudienceGiven(Given):
    """The question, and whether ids are wanted; `after` is the `next` of the page before."""

    model_config = example(
        {"question": {"data": "email", "purpose": "marketing", "channel": "email"}, "ids": True, "limit": 100}
    )

    question: QuestionGiven
    ids: Yes = False
    after: SubjectName | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_AT_ONCE, strict=True)] = MOST_AT_ONCE


class AudienceSaid(Said):
    """How many of how many subjects; `subjects` only where ids were asked for, `next` null at the end."""

    model_config = shown({"count": 9120, "of": 12000, "subjects": ["0195512aafff7def8123456789abcdef"], "next": None})

    count: int
    of: int
    subjects: list[str] = []
    next: str | None = None


@router.post("/audience", auth=Key(Scope.AUDIENCE), response=AudienceSaid)
def find_audience(request: HttpRequest, given: AudienceGiven) -> HttpResponse:
    """The subjects for whom the answer to a question is yes."""
    question: Question = given.question
    with desk().following.still(caller(request).organisation) as engine:
        if engine is None:
            raise Refused(problems.NOT_LOADED)
        if engine.decide(_NOBODY, question).reason is Reason.UNKNOWN_TERM:
            raise Refused(UNKNOWN_TERM)
        audience = engine.audience(question)
        said = AudienceSaid(count=len(audience), of=len(engine))
        if given.ids:
            said.subjects, said.next = _page(audience, given.after or "", given.limit)
    return reply(said)


def _page(subjects: Iterable[SubjectId], after: str, limit: int) -> tuple[list[str], str | None]:
    """The first ids behind `after`, and behind which the next page begins."""
    found: list[str] = heapq.nsmallest(limit + 1, (each for each in subjects if each > after))
    return found[:limit], found[limit - 1] if len(found) > limit else None
