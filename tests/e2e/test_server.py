"""One process serves, says where, answers, and ends cleanly."""

from __future__ import annotations

import json
import signal
import socket
from typing import TYPE_CHECKING

import msgspec
import pytest

from e2e.served import a_server, connect, is_closed, read_response, request
from troth.errors import OutsideWorldFailed, WrongUse
from troth.web.server import bind
from unit.web.fast.calling import ASK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


ONE, MANY = "/api/v1/decide", "/api/v1/decisions"
BODY = msgspec.json.encode(ASK)
OFFERS = ASK["question"]


@pytest.fixture(scope="module", params=[True, False], ids=["with the shortcut", "without"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    with a_server(takes_shortcut=request.param) as (_, port):
        yield port


def by(text: str) -> bytes:
    return msgspec.json.encode({"identifier": {"kind": "email", "text": text}, "question": OFFERS})


@pytest.mark.parametrize(
    ("asked", "status", "holds"),
    [
        (request(ONE, BODY), 200, '"reason":"not-refused"'),
        (request(ONE, by("bob@mail.example")), 200, '"reason":"erased"'),
        (request(ONE, by("family@mail.example")), 409, "api.shared-identifier"),
        (request(ONE, by("nobody")), 422, "subjects.malformed-identifier"),
        (request(MANY, msgspec.json.encode({"questions": [ASK] * 1000})), 200, '"answers":[{"allowed":true'),
        (request(ONE, b"{"), 400, "api.malformed"),
        (request(ONE, BODY, key="troth_other"), 401, "api.unknown-key"),
        (request(MANY, BODY, key="troth_other"), 401, "api.unknown-key"),
        (request(ONE, BODY + b" " * 16_000), 413, "api.too-large"),
        (request(ONE, b" " * 17_000, key="troth_other"), 401, "api.unknown-key"),
        (request(ONE, method="GET"), 405, "api.wrong-method"),
        (request(ONE, BODY, more="X-Long: " + "x" * 40_000 + "\r\n"), 431, "api.too-large-head"),
        (request("/" + "x" * 40_000, BODY), 431, "api.too-large-head"),
        (request("/health", method="GET"), 200, '{"lives":true}'),
        (request("/metrics", method="GET"), 200, "troth_decisions_total"),
        (request("/somewhere"), 200, "/somewhere"),
        (request("/echo", b"a" * 300_000), 200, "a" * 300_000),
    ],
)
def test_a_request_has_the_same_answer_with_and_without_the_shortcut(
    port: int, asked: bytes, status: int, holds: str
) -> None:
    with connect(port) as connection:
        connection.sendall(asked)
        found, headers, body = read_response(connection)
        assert found == status
        assert holds in body.decode()
        assert "server" not in headers
        if status < 400:
            connection.sendall(request(ONE, BODY))
            assert read_response(connection)[0] == 200


def test_the_headers_of_an_answer_are_the_same_with_and_without_the_shortcut() -> None:
    found = []
    for takes_shortcut in (True, False):
        with a_server(takes_shortcut=takes_shortcut) as (_, port), connect(port) as connection:
            for asked in (request(ONE, BODY), request(ONE, BODY, key="troth_other"), request(ONE, b"{")):
                connection.sendall(asked)
                status, headers, body = read_response(connection)
                assert headers.pop("date")
                found.append((status, headers, body))
    assert found[:3] == found[3:]


def test_a_body_in_chunks_is_read_and_counted(port: int) -> None:
    head = request(ONE).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    with connect(port) as connection:
        connection.sendall(head)
        for at in range(0, len(BODY), 10):
            part = BODY[at : at + 10]
            connection.sendall(b"%x\r\n%b\r\n" % (len(part), part))
        connection.sendall(b"0\r\n\r\n")
        assert read_response(connection)[0] == 200
        connection.sendall(head)
        connection.sendall((b"3e8\r\n" + b" " * 1000 + b"\r\n") * 17)
        assert read_response(connection)[0] == 413


def test_requests_sent_at_once_are_answered_in_their_order(port: int) -> None:
    asked = [
        request(ONE, BODY),
        request("/slow"),
        request(ONE, by("bob@mail.example")),
        request(ONE, BODY),
        request("/x"),
    ]
    with connect(port) as connection:
        connection.sendall(b"".join(asked) * 3)
        bodies = [read_response(connection)[2].decode() for _ in range(len(asked) * 3)]
    for at, holds in enumerate(["not-refused", "/slow", "erased", "not-refused", "/x"] * 3):
        assert holds in bodies[at]


def test_a_request_in_small_pieces_is_one_request(port: int) -> None:
    with connect(port) as connection:
        asked = request(ONE, BODY)
        for at in range(0, len(asked), 7):
            connection.sendall(asked[at : at + 7])
        assert read_response(connection)[0] == 200


@pytest.mark.parametrize("more", ["Connection: close\r\n", "Expect: 100-continue\r\nConnection: close\r\n"])
def test_a_connection_that_is_to_be_closed_is_closed(port: int, more: str) -> None:
    with connect(port) as connection:
        connection.sendall(request(ONE, BODY, more=more))
        if "Expect" in more:
            assert read_response(connection)[0] == 100
        status, headers, _ = read_response(connection)
        assert (status, headers["connection"]) == (200, "close")
        assert is_closed(connection)


def test_what_is_not_http_is_refused(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        assert read_response(connection)[0] == 400
        assert is_closed(connection)


def test_a_client_that_goes_away_in_the_middle_harms_nobody(port: int) -> None:
    for cut in (10, 80, -5):
        with connect(port) as connection:
            connection.sendall(request(ONE, BODY)[:cut])
    with connect(port) as connection:
        connection.sendall(request(ONE, BODY))
        assert read_response(connection)[0] == 200


@pytest.mark.parametrize("sent", [b"", b"POST /api", request(ONE, BODY)])
def test_an_idle_connection_is_closed(sent: bytes) -> None:
    with a_server(seconds_idle=1, seconds_to_ask=1) as (_, port), connect(port) as connection:
        connection.sendall(sent)
        if sent.endswith(BODY):
            read_response(connection)
        connection.settimeout(20)
        assert is_closed(connection)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_request_under_way_is_answered_before_the_process_ends(told: signal.Signals) -> None:
    with a_server() as (process, port), connect(port) as slow, connect(port) as idle, connect(port) as coming:
        half = request(ONE, BODY)
        coming.sendall(half[:-10])
        idle.sendall(request(ONE, BODY))
        assert read_response(idle)[0] == 200
        slow.sendall(request("/slow"))
        assert process.stdout is not None
        assert process.stdout.readline() == "under way\n"
        process.send_signal(told)
        assert is_closed(idle)
        coming.sendall(half[-10:])
        status, _, body = read_response(slow)
        assert (status, body) == (200, b"/slow")
        assert read_response(coming)[1]["connection"] == "close"
        assert process.wait(20) == 0
        assert process.stdout.read() == "ended\nreturned with 1 thread\n"
        assert process.stderr is not None
        assert process.stderr.read() == ""
        with pytest.raises(OSError, match="refused"):
            connect(port)


def test_what_never_ends_is_cut_off_when_the_time_is_over() -> None:
    with a_server(seconds_to_end=1) as (process, port), connect(port) as stuck:
        stuck.sendall(request("/stuck"))
        assert process.stdout is not None
        assert process.stdout.readline() == "under way\n"
        process.terminate()
        assert process.wait(20) == 0
        assert "ended" in process.stdout.read()


def test_a_port_in_use_is_a_clear_error() -> None:
    with a_server() as (_, port), pytest.raises(OutsideWorldFailed) as refused:
        bind("127.0.0.1", port)
    assert refused.value.id == "web.address-in-use"
    assert f"127.0.0.1:{port}" in refused.value.text
    assert "--port" in refused.value.help


@pytest.mark.parametrize(
    ("host", "port", "id_"),
    [
        ("192.0.2.1", 0, "web.address-not-ours"),
        ("no-such-host.invalid", 0, "web.address-not-ours"),
        ("127.0.0.1", 70_000, "web.bad-port"),
    ],
)
def test_an_address_that_cannot_be_is_a_clear_error(host: str, port: int, id_: str) -> None:
    with pytest.raises((OutsideWorldFailed, WrongUse)) as refused:
        bind(host, port)
    assert refused.value.id == id_


def test_a_port_can_be_taken_again_at_once() -> None:
    with a_server() as (process, port), connect(port) as connection:
        connection.sendall(request(ONE, BODY))
        read_response(connection)
        process.terminate()
        process.wait(20)
    with socket.socket() as another:
        another.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        another.bind(("127.0.0.1", port))


def test_a_line_for_each_request_names_no_path_and_nobody(tmp_path: Path) -> None:
    lines = tmp_path / "access"
    with a_server(lines=str(lines)) as (process, port), connect(port) as connection:
        paths = (ONE, "/o/acme/canary", "/canary@mail.example", "/health", "/console/subjects/canary?mail=canary")
        for path in paths:
            connection.sendall(request(path, BODY if path == ONE else b"", "POST" if path == ONE else "GET"))
            assert read_response(connection)[0] == 200
        process.terminate()
        assert process.wait(20) == 0
    found = [json.loads(line) for line in lines.read_text().splitlines()]
    assert [(each["method"], each["path"], each["status"]) for each in found] == [
        ("POST", "decide", 200),
        ("GET", "o", 200),
        ("GET", "other", 200),
        ("GET", "health", 200),
        ("GET", "console", 200),
    ]
    assert all(each["ms"] >= 0 for each in found)
    assert "canary" not in lines.read_text()
