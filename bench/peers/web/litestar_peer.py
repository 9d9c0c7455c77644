"""Litestar with msgspec structs, on uvicorn."""

from typing import Annotated, Any

from litestar import Litestar, post
from litestar.exceptions import NotAuthorizedException
from litestar.params import Parameter
from msgspec import Struct

from bench.peers.web import work


class Asked(Struct):
    data: str
    purpose: str
    channel: str | None = None


class One(Struct):
    subject: str
    question: Asked


class Many(Struct):
    questions: list[One]


Authorization = Annotated[str | None, Parameter(header="Authorization")]


def _answer(one: One) -> dict[str, Any]:
    return work.decide(one.subject, one.question.data, one.question.purpose, one.question.channel)


def _admit(authorization: str | None) -> None:
    if not work.is_known(authorization):
        raise NotAuthorizedException


@post("/api/v1/decide", status_code=200)
async def decide(data: One, authorization: Authorization = None) -> dict[str, Any]:
    _admit(authorization)
    return _answer(data)


@post("/api/v1/decisions", status_code=200)
async def decisions(data: Many, authorization: Authorization = None) -> dict[str, Any]:
    _admit(authorization)
    return {"answers": [_answer(one) for one in data.questions]}


if __name__ == "__main__":
    work.serve_asgi(Litestar([decide, decisions]))
