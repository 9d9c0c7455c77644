"""May this be done, asked over HTTP?

`POST /api/v1/decide` asks one question, `POST /api/v1/decisions` up to 1,000, answered in their order. Rules, in this
order:

1. A key that is valid now, has the scope `decide` and is within its rate, else 401, 403, 429.
2. A body that is declared as JSON and within its size, else 415 and 413 (as soon as it is exceeded).
3. An engine that is loaded, else 503; and a body that is well formed, else 400.
4. An identifier is put in its normal form and looked up. Nobody has it: the question is about a subject of whom nothing
   is known. More than one has it: 409, because it identifies nobody. The text stands for none: 422, as everywhere.
5. In a request for many, what is wrong with one identifier is said in its place, and the others are answered.

What does not have to wait is answered without waiting (`Decider.answer`), so that a server may answer within the
callback that received the last byte.

What it leaves out: recording anything. A decision changes nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import msgspec

from troth.errors import Problem, TrothError
from troth.subjects.identifiers import normalise
from troth.web.fast import problems
from troth.web.fast.desk import DECIDE
from troth.web.fast.rate import Rates
from troth.web.fast.reply import Reply, refuse
from troth.web.fast.tally import Tally
from troth.web.fast.wire import AnswerBody, ManyBody, OneBody, answer_body, read_many, read_one, read_question
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from troth.decisions import Engine, Question
    from troth.web.fast.desk import Desk, Grant
    from troth.web.fast.problems import Refusal
    from troth.web.fast.wire import IdentifierBody

ONE_PATH = "/api/v1/decide"
MANY_PATH = "/api/v1/decisions"
LARGEST = {ONE_PATH: 16_000, MANY_PATH: 1_000_000}
"""The most bytes of a body."""
NAMES = {ONE_PATH: "decide", MANY_PATH: "decisions"}
"""What the paths are called where they are counted."""
_QUESTIONS_A_TOKEN = 100

NOBODY = SubjectId("")
"""A subject that no engine knows: a caller's subject is never empty."""

_encode = msgspec.json.encode
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Answers(msgspec.Struct, frozen=True):
    answers: list[AnswerBody | problems.Written]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that is well formed, whose identifiers have to be looked up."""

    path: str
    grant: Grant
    engine: Engine
    asked: Sequence[tuple[OneBody, Question]]
    since: float


class Decider:
    """Answers requests for decisions; one thread."""

    def __init__(self, desk: Desk, tally: Tally | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self.tally = tally or Tally()
        self._rates = Rates()
        self._monotonic = monotonic

    def whose(self, authorization: bytes | None) -> Grant | Refusal:
        """What the key of a header may do."""
        if authorization is None:
            return problems.NO_KEY
        scheme, _, token = authorization.partition(b" ")
        if scheme != b"Bearer" and scheme.lower() != b"bearer":
            return problems.NO_KEY
        if not token.startswith(b"troth_") or not token.isascii():
            return problems.UNKNOWN_KEY
        return self._desk.grant(token.decode("ascii")) or problems.UNKNOWN_KEY

    def answer(
        self, path: str, authorization: bytes | None, content_type: bytes | None, body: bytes
    ) -> Reply | Waiting:
        """The answer, or what has to be looked up before it."""
        since = self._monotonic()
        found = self._answer(path, authorization, content_type, body, since)
        if type(found) is Waiting:
            return found
        reply = found if type(found) is Reply else refuse(cast("Refusal", found))
        self.tally.add(NAMES[path], reply.status, self._monotonic() - since)
        return reply

    def refuse(self, path: str, refusal: Refusal) -> Reply:
        """The answer that says a refusal met while the request was still coming in."""
        self.tally.add(NAMES[path], refusal.status, 0.0)
        return refuse(refusal)

    def too_large(self, path: str, authorization: bytes | None) -> Reply:
        """The answer to a body that is larger than it may be: 401 to whom it would be 401 anyway, else 413."""
        grant = self.whose(authorization)
        return self.refuse(path, grant if isinstance(grant, problems.Refusal) else problems.too_large(LARGEST[path]))

    async def finish(self, waiting: Waiting) -> Reply:
        """The answer to what had to wait."""
        try:
            reply = await self._looked_up(waiting)
        except TrothError as error:
            reply = refuse(problems.refusal_of(error))
        self.tally.add(NAMES[waiting.path], reply.status, self._monotonic() - waiting.since)
        return reply

    def _answer(
        self, path: str, authorization: bytes | None, content_type: bytes | None, body: bytes, now: float
    ) -> Reply | Waiting | Refusal:
        """Rules 1 to 3."""
        grant = self.whose(authorization)
        if type(grant) is problems.Refusal:
            return grant
        grant = cast("Grant", grant)
        if DECIDE not in grant.scopes:
            return problems.out_of_scope(DECIDE)
        seconds = self._rates.take(grant, now)
        if seconds:
            return problems.too_often(seconds)
        if content_type != b"application/json" and not _is_json(content_type):
            return problems.NOT_JSON
        if len(body) > LARGEST[path]:
            return problems.too_large(LARGEST[path])
        engine = self._desk.engine(grant.organisation)
        if engine is None:
            return problems.NOT_LOADED
        try:
            if path == ONE_PATH:
                one = read_one(body)
                question = read_question(one.question)
                if one.subject is None:
                    return Waiting(path, grant, engine, ((one, question),), now)
                return Reply(200, _encode(self._decide(engine, SubjectId(one.subject), question)))
            return self._answer_many(path, grant, engine, body, now)
        except _UNREADABLE as error:
            return problems.malformed(error)

    def _answer_many(self, path: str, grant: Grant, engine: Engine, body: bytes, now: float) -> Reply | Waiting:
        bodies = self._charged(grant, read_many(body))
        asked = [(each, read_question(each.question)) for each in bodies]
        if any(each.subject is None for each in bodies):
            return Waiting(path, grant, engine, asked, now)
        decide, answers, allowed = engine.decide, [], 0
        for each, question in asked:
            answer = decide(SubjectId(each.subject or ""), question)
            allowed += answer.allowed
            answers.append(answer_body(answer))
        self.tally.answered_many(allowed, len(answers) - allowed)
        return Reply(200, _encode(_Answers(list(answers))))

    def _charged(self, grant: Grant, many: ManyBody) -> Sequence[OneBody]:
        """The questions, once what they cost beyond the first token is taken."""
        self._rates.charge(grant, len(many.questions) // _QUESTIONS_A_TOKEN)
        return many.questions

    def _decide(self, engine: Engine, subject: SubjectId, question: Question) -> AnswerBody:
        answer = engine.decide(subject, question)
        self.tally.answered(answer.allowed)
        return answer_body(answer)

    async def _looked_up(self, waiting: Waiting) -> Reply:
        """Rules 4 and 5."""
        known: dict[IdentifierBody, SubjectId | Refusal] = {}
        for one, _ in waiting.asked:
            if one.identifier is not None and one.identifier not in known:
                known[one.identifier] = await self._find(waiting.grant, one.identifier)
        answers: list[AnswerBody | problems.Written] = []
        for one, question in waiting.asked:
            subject = SubjectId(one.subject or "") if one.identifier is None else known[one.identifier]
            if not isinstance(subject, problems.Refusal):
                answers.append(self._decide(waiting.engine, subject, question))
            elif waiting.path == ONE_PATH:
                return refuse(subject)
            else:
                answers.append(subject.written)
        return Reply(200, _encode(answers[0] if waiting.path == ONE_PATH else _Answers(answers)))

    async def _find(self, grant: Grant, given: IdentifierBody) -> SubjectId | Refusal:
        """The subject of an identifier, `NOBODY` where there is none."""
        try:
            identifier = normalise(given.kind, given.text, given.region)
        except TrothError as error:
            return problems.refusal_of(error, 503)
        if isinstance(identifier, Problem):
            return problems.refusal_of_problem(identifier)
        found = await self._desk.find(grant.organisation, identifier)
        if found.only is not None:
            return found.only
        return problems.SHARED if found.subjects else NOBODY


def _is_json(content_type: bytes | None) -> bool:
    if content_type == b"application/json":
        return True
    return content_type is not None and content_type.partition(b";")[0].strip().lower() == b"application/json"
