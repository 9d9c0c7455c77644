"""How does a program ask a running troth?

Rules:
1. A connection is kept and used again, by one thread at a time; a client may be used by many.
2. Where a kept connection turns out to be closed, the request is sent once more on a new one. That is safe: a question
   changes nothing, and what does carries a key by which the server knows it again (`Idempotency-Key`).
3. What the server refuses is raised with its own id and help: `WrongUse` where the request was at fault,
   `OutsideWorldFailed` where the server was, is overloaded or cannot be reached.
4. The key and the subject stay out of every error. Redirects are not followed: the key would go with them.
5. A key is sent over TLS, or to this machine; in clear elsewhere only where `in_clear` says so.

What it leaves out: waiting and trying again later, which only the caller can decide.
"""

from __future__ import annotations

import http.client
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, urlsplit

import msgspec

from troth.client import wire
from troth.clock import SystemClock
from troth.errors import OutsideWorldFailed, WrongUse

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from troth.client.wire import By
    from troth.decisions import Answer, Question

Body = TypeVar("Body")
AT_ONCE = 1_000
"""Questions of one request."""
_LARGEST = 1 << 30
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_CLOSED = (http.client.RemoteDisconnected, http.client.CannotSendRequest, BrokenPipeError, ConnectionResetError)
_CONNECTIONS_KEPT = 16


class Client:
    """A troth that runs at `base_url`, asked with a key.

    Args:
        base_url: `https://privacy.example`, without a path of its own unless troth stands below one.
        key: `troth_...`.
        timeout: seconds that connecting, and each wait for the server, may take.
        in_clear: let the key go to another machine without TLS.
        context: how TLS is checked, where the machine's own trust does not serve.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout: float = 10.0,
        in_clear: bool = False,
        context: ssl.SSLContext | None = None,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
            raise WrongUse(
                "the server's address is not of the form that is wanted",
                id="client.bad-address",
                help="write it as `https://privacy.example`",
            )
        if parts.scheme == "http" and parts.hostname not in _HERE and not in_clear:
            raise WrongUse(
                "the key would be sent in clear",
                id="client.key-in-clear",
                help="use `https://`, or pass `in_clear=True` where the network between is yours",
            )
        if not key.isascii() or not key.isprintable():
            raise WrongUse("this is no key", id="client.bad-key", help="a key reads `troth_` and letters and digits")
        self._parts, self._timeout, self._context = parts, timeout, context
        self._headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
        self._kept: list[http.client.HTTPConnection] = []
        self._lock = threading.Lock()
        self._ids = SystemClock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is kept open. The client can be used again."""
        with self._lock:
            kept, self._kept = self._kept, []
        for connection in kept:
            connection.close()

    # What is asked

    def decide(self, subject: str | By, question: Question) -> Answer:
        """May this be done?"""
        body = wire.about(subject) | {"question": wire.asked(question)}
        return _answer(self._ask("POST", "/api/v1/decide", wire.AnswerBody, body))

    def decide_many(self, questions: Sequence[tuple[str | By, Question]]) -> list[Answer]:
        """The answers, in the order of the questions, a thousand a request.

        Raises:
            WrongUse: something is wrong with one question (an identifier that several share); it is named by its place.
        """
        answers: list[Answer] = []
        for start in range(0, len(questions), AT_ONCE):
            part = questions[start : start + AT_ONCE]
            body = {"questions": [wire.about(who) | {"question": wire.asked(what)} for who, what in part]}
            found = self._ask("POST", "/api/v1/decisions", wire.Answers, body).answers
            if len(found) != len(part):
                raise _strange("it has another number of answers than there were questions")
            answers += [_one_of_many(raw, start + at) for at, raw in enumerate(found)]
        return answers

    def record(  # noqa: PLR0913 -- what a subject said has this many sides
        self,
        subject: str | By,
        kind: str,
        *,
        purpose: str | None = None,
        choice: str | None = None,
        channel: str | None = None,
        text_shown: str = "",
        language: str = "",
        surface: str = "api",
        at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> wire.Recorded:
        """Record what a subject said: `given`, `refused`, `withdrawn`, `objected`, `opted_out`.

        The same `idempotency_key` records the same thing once; left out, each call is a word of its own.
        """
        said = {"kind": str(kind), "purpose": purpose, "choice": choice, "channel": channel, "at": at}
        said |= {"text_shown": text_shown, "language": language, "surface": str(surface)}
        body = wire.about(subject) | {name: value for name, value in said.items() if value not in (None, "")}
        headers = {"Idempotency-Key": idempotency_key or self._ids.new_id()}
        return self._ask("POST", "/api/v1/choices", wire.Recorded, body, headers)

    def withdraw(self, subject: str | By, purpose: str, **more: Any) -> wire.Recorded:
        """Record that a subject takes consent to a purpose back; `more` as in `record`."""
        return self.record(subject, "withdrawn", purpose=purpose, **more)

    def choices(self, subject: str) -> tuple[wire.Said, ...]:
        """What the subject said that still counts."""
        return self._ask("GET", f"/api/v1/subjects/{quote(subject, safe='')}/choices", wire.Choices).choices

    def receipts(self, subject: str) -> tuple[bytes, ...]:
        """The subject's receipts (ISO/IEC TS 27560), each as the JSON text that the server made."""
        found = self._ask("GET", f"/api/v1/subjects/{quote(subject, safe='')}/receipts", wire.Receipts)
        return tuple(bytes(each) for each in found.receipts)

    def audience(self, question: Question) -> wire.Reached:
        """Who may be addressed."""
        return self._ask("POST", "/api/v1/audience", wire.Reached, {"question": wire.asked(question)})

    def checkpoint(self) -> str:
        """The log's latest checkpoint, a signed note: `Verifier.read_checkpoint` checks it."""
        return self._send("GET", "/api/v1/log/checkpoint").decode()

    def prove_inclusion(self, index: int, size: int) -> wire.Proof:
        """That the entry is in the log of that size."""
        return self._ask("GET", f"/api/v1/log/proofs/inclusion?index={index}&size={size}", wire.Proof)

    def snapshot(self) -> bytes:
        """A signed snapshot, for `open_snapshot` or a `LocalDecider`."""
        return self._send("GET", "/api/v1/snapshot")

    # How it is asked

    def _ask(
        self, method: str, path: str, kind: type[Body], body: object = None, headers: dict[str, str] | None = None
    ) -> Body:
        text = self._send(method, path, body, headers)
        try:
            return msgspec.json.decode(text, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _strange("it is not of the form that was agreed") from error

    def _send(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> bytes:
        octets = None if body is None else msgspec.json.encode(body)
        sent = self._headers | (headers or {})
        if octets is not None:
            sent["Content-Type"] = "application/json"
        try:
            status, kind, data = self._exchange(method, self._parts.path.rstrip("/") + path, octets, sent)
        except TimeoutError as error:
            raise OutsideWorldFailed(
                f"the server did not answer within {self._timeout:g} s",
                id="client.no-answer-in-time",
                help="look at the server's `/ready`, or pass a longer `timeout`",
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise OutsideWorldFailed(
                "the server cannot be reached",
                id="client.no-answer",
                help="check the address, that the server runs, and the network between",
            ) from error
        if status in (HTTPStatus.OK, HTTPStatus.CREATED):
            return data
        raise _refused(status, kind, data)

    def _exchange(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str, bytes]:
        """One request on a connection of its own; a second time where a kept one was closed (rule 2)."""
        with self._lock:
            connection = self._kept.pop() if self._kept else None
        if connection is not None:
            try:
                return self._talk(connection, method, path, body, headers)
            except _CLOSED:
                pass
        return self._talk(self._connect(), method, path, body, headers)

    def _talk(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> tuple[int, str, bytes]:
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            data = response.read(_LARGEST)
        except BaseException:
            connection.close()
            raise
        with self._lock:
            stays = not response.will_close and len(self._kept) < _CONNECTIONS_KEPT
            if stays:
                self._kept.append(connection)
        if not stays:
            connection.close()
        return response.status, response.headers.get_content_type(), data

    def _connect(self) -> http.client.HTTPConnection:
        host = cast("str", self._parts.hostname)
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(host, self._parts.port, timeout=self._timeout, context=self._context)
        return http.client.HTTPConnection(host, self._parts.port, timeout=self._timeout)


def _answer(body: wire.AnswerBody) -> Answer:
    try:
        return body.answer()
    except ValueError as error:
        raise _strange("its reason is none that this version of troth knows") from error


def _one_of_many(raw: msgspec.Raw, place: int) -> Answer:
    try:
        return _answer(msgspec.json.decode(raw, type=wire.AnswerBody))
    except msgspec.DecodeError:
        problem = _read_problem(bytes(raw))
    # INVARIANT: a problem is never a value in a list of answers, where `if answer` would take it for a yes.
    if problem is None:
        raise _strange(f"what it says of question {place} is neither answer nor problem")
    raise WrongUse(f"question {place}: {problem.detail}", id=problem.id, help=problem.help)


def _read_problem(data: bytes) -> wire.ProblemBody | None:
    try:
        return msgspec.json.decode(data, type=wire.ProblemBody)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _refused(status: int, kind: str, data: bytes) -> WrongUse | OutsideWorldFailed:
    problem = _read_problem(data) if kind == "application/problem+json" else None
    if problem is None:
        return _strange(f"its status is {status}, without a problem that says why")
    is_theirs = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return (OutsideWorldFailed if is_theirs else WrongUse)(problem.detail, id=problem.id, help=problem.help)


def _strange(what: str) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the server's answer cannot be used: {what}",
        id="client.strange-answer",
        help="check that the address is that of troth itself, and that server and client are of like versions",
    )
