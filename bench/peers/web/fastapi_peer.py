"""FastAPI with pydantic models, on uvicorn."""

from typing import Annotated, Any

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel

from bench.peers.web import work

app = FastAPI()


class Asked(BaseModel):
    data: str
    purpose: str
    channel: str | None = None


class One(BaseModel):
    subject: str
    question: Asked


class Many(BaseModel):
    questions: list[One]


class Said(BaseModel):
    allowed: bool
    reason: str
    in_words: str
    clauses: list[str]
    elements: list[str]


class AllSaid(BaseModel):
    answers: list[Said]


def _answer(one: One) -> dict[str, Any]:
    return work.decide(one.subject, one.question.data, one.question.purpose, one.question.channel)


def _admit(authorization: str | None) -> None:
    if not work.is_known(authorization):
        raise HTTPException(401)


@app.post("/api/v1/decide", response_model=Said)
async def decide(one: One, authorization: Annotated[str | None, Header()] = None) -> Any:
    _admit(authorization)
    return _answer(one)


@app.post("/api/v1/decisions", response_model=AllSaid)
async def decisions(many: Many, authorization: Annotated[str | None, Header()] = None) -> Any:
    _admit(authorization)
    return {"answers": [_answer(one) for one in many.questions]}


if __name__ == "__main__":
    work.serve_asgi(app)
