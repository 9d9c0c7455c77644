"""How is a language model asked, over HTTP?

Any endpoint that takes `POST {URL}/chat/completions` as OpenAI's does (a public one, or one on this machine). Rules:

1. The key goes over TLS, or to this machine, and nowhere else; redirects are not followed. It is in no error, and so is
   nothing that the endpoint says.
2. A request has one time limit for everything, whatever comes in however slowly, and a size limit.
3. What is busy (429) or fails (5xx) is asked again, a few times, with longer and longer pauses; a pause that the
   endpoint asks for (`Retry-After`) is kept up to a limit. Nothing else is asked again.
4. An endpoint that refuses the form of the request (400, 422) is asked once more without what not all of them know:
   a schema for the answer, and no chance in it. From then on it is asked so.

What it leaves out: proxies. What the answer says (`answers`).
"""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

import msgspec

from troth.errors import OutsideWorldFailed, WrongUse
from troth.reading.suggest.schema import json_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.reading.suggest.asking import Question

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_REFUSED_KEY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_REFUSED_FORM = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost: seconds for each request, octets of its answer, attempts, seconds of a pause."""

    seconds: float = 300.0
    octets: int = 1_000_000
    attempts: int = 4
    pause: float = 1.0
    longest_pause: float = 30.0


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


@dataclass(slots=True)
class _Deadline:
    """Cuts a connection when its time is up, so that no drop-by-drop answer holds a reader."""

    sock: socket.socket
    seconds: float
    is_over: bool = False
    _timer: threading.Timer = field(init=False)

    def __post_init__(self) -> None:
        self._timer = threading.Timer(self.seconds, self._cut)
        self._timer.daemon = True

    def _cut(self) -> None:
        self.is_over = True
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already, which is all that is wanted

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


class Endpoint:
    """A language model behind an address. Called with a question it gives the answer, as text.

    Args:
        url: up to where `/chat/completions` follows: `https://models.example/v1`.
        model: its name, as the endpoint knows it.
        key: sent as a bearer token; empty where the endpoint wants none.
        limits: what a question may cost.
        wait: sleeps; a test gives its own.
    """

    def __init__(
        self, url: str, model: str, key: str = "", limits: Limits = Limits(), wait: Callable[[float], None] = time.sleep
    ) -> None:
        try:
            parts = urlsplit(url)
            _ = parts.port  # raises ValueError for what is no port
        except ValueError:
            raise _bad_address() from None
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or "@" in url:
            raise _bad_address()
        if key and parts.scheme == "http" and parts.hostname not in _HERE:
            raise WrongUse(
                "the key of the language model would be sent in clear",
                id="model.key-in-clear",
                help="use `https://`, or take `TROTH_MODEL_KEY` away where the endpoint wants no key",
            )
        if not key.isascii() or not (key.isprintable()):
            raise WrongUse(
                "`TROTH_MODEL_KEY` holds no key", id="model.bad-key", help="a key is one line of ASCII characters"
            )
        self._parts, self._model, self._limits, self._wait = parts, model, limits, wait
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._plain = False

    def __call__(self, question: Question) -> str:
        """The answer to a question.

        Raises:
            OutsideWorldFailed: `model.unreachable`, `model.too-slow`, `model.refused-key`, `model.refused`,
                `model.busy`, `model.too-large`, `model.no-completion`: each says what to do.
        """
        attempt = 0
        while True:
            attempt += 1
            status, after, body = self._exchange(self._body(question))
            if status == HTTPStatus.OK:
                return _content(body)
            if status in _REFUSED_FORM and not self._plain:
                self._plain = True
                attempt -= 1
                continue
            if status != HTTPStatus.TOO_MANY_REQUESTS and status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise _refused(status)
            if attempt >= self._limits.attempts:
                raise _busy(status, attempt)
            self._wait(self._pause(attempt, after))

    def _body(self, question: Question) -> bytes:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": "system", "content": question.told}, {"role": "user", "content": question.shown}],
        }
        if not self._plain:
            schema = {"name": "clause", "strict": False, "schema": json_schema()}
            body |= {"temperature": 0, "response_format": {"type": "json_schema", "json_schema": schema}}
        return json.dumps(body).encode()

    def _pause(self, attempt: int, after: str) -> float:
        """Seconds to wait: twice as long each time, or what was asked for; never longer than the limit."""
        wanted = float(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0.0  # noqa: PLR2004
        return min(max(self._limits.pause * 2.0 ** (attempt - 1), wanted), self._limits.longest_pause)

    def _exchange(self, body: bytes) -> tuple[int, str, bytes]:
        """Status, `Retry-After` and body of one request on a connection of its own."""
        connection = self._connection()
        cut: _Deadline | None = None
        try:
            connection.connect()
            with _Deadline(cast("socket.socket", connection.sock), self._limits.seconds) as cut:
                connection.request("POST", f"{self._parts.path.rstrip('/')}/chat/completions", body, self._headers)
                response = connection.getresponse()
                read = self._read(response)
            if cut.is_over:  # what was cut off may look like an end
                raise TimeoutError
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, TimeoutError) or (cut is not None and cut.is_over):
                raise _too_slow(self._limits.seconds) from error
            raise OutsideWorldFailed(
                "the language model cannot be reached",
                id="model.unreachable",
                help="check the address that `--model` names, that something answers there, and the network between",
            ) from error
        finally:
            connection.close()
        return response.status, response.headers.get("Retry-After", ""), read

    def _connection(self) -> http.client.HTTPConnection:
        host = cast("str", self._parts.hostname)
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        return kind(host, self._parts.port, timeout=self._limits.seconds)

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        """The body; more than the limit is an error, before all of it has come in."""
        with response:
            found = response.read(self._limits.octets + 1)
        if len(found) > self._limits.octets:
            raise OutsideWorldFailed(
                f"the language model's answer is longer than {self._limits.octets:,} octets",
                id="model.too-large",
                help="check that `--model` names an endpoint for chat completions",
            )
        return found


def _content(body: bytes) -> str:
    try:
        found = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _no_completion() from error
    if not found.choices:
        raise _no_completion()
    return found.choices[0].message.content or ""


def _bad_address() -> WrongUse:
    return WrongUse(
        "the address of the language model is not of the form that is wanted",
        id="model.bad-address",
        help="write it up to where `/chat/completions` follows, such as `http://localhost:8080/v1`",
    )


def _too_slow(seconds: float) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the language model did not answer within {seconds:g} s",
        id="model.too-slow",
        help="run it again: answers that came are kept where there is a folder for them; or name a faster model",
    )


def _refused(status: int) -> OutsideWorldFailed:
    if status in _REFUSED_KEY:
        return OutsideWorldFailed(
            f"the language model refuses the key (status {status})",
            id="model.refused-key",
            help="put a key that is good there into `TROTH_MODEL_KEY`",
        )
    return OutsideWorldFailed(
        f"the language model refuses the request (status {status})",
        id="model.refused",
        help="check the address that `--model` names and the name that `--model-name` gives",
    )


def _busy(status: int, attempts: int) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the language model is busy or failing (status {status}, asked {attempts} times)",
        id="model.busy",
        help="run the command again later: answers that came are kept where there is a folder for them",
    )


def _no_completion() -> OutsideWorldFailed:
    return OutsideWorldFailed(
        "what answers is no endpoint for chat completions: its answer has not their form",
        id="model.no-completion",
        help="check the address that `--model` names: `/chat/completions` is put behind it",
    )
