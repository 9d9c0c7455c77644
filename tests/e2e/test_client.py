"""The client asks a real server, and a server that misbehaves."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from e2e.served import a_server
from troth.client import By, Client
from troth.client.wire import asked
from troth.decisions import Question
from troth.errors import OutsideWorldFailed, TrothError, WrongUse
from troth.words import Channel, DataName, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "canary.person@mail.example"
OFFERS = Question(DataName("contact"), PurposeName("offers"))
KEY = "troth_key-of-acme"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with a_server() as (_, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with Client(address, KEY) as client:
        yield client


def test_a_question_is_answered_with_reason_and_clauses(client: Client) -> None:
    answer = client.decide("alice", OFFERS)
    assert (bool(answer), answer.reason, answer.clauses, answer.elements) == (
        True,
        "not-refused",
        ("s2",),
        ("practices.use-offers",),
    )
    assert not client.decide(By("email", "bob@mail.example"), OFFERS)


def test_many_questions_are_answered_in_their_order_however_many_there_are(client: Client) -> None:
    answers = client.decide_many([("alice", OFFERS), ("bob", OFFERS)] * 1_250)
    assert [answer.allowed for answer in answers] == [True, False] * 1_250
    assert client.decide_many([]) == []


def test_a_wrong_question_among_many_is_raised_with_its_place_and_never_taken_for_a_yes(client: Client) -> None:
    with pytest.raises(WrongUse, match="question 1: ") as refused:
        client.decide_many([("alice", OFFERS), (By("email", "family@mail.example"), OFFERS)])
    assert refused.value.id == "api.shared-identifier"


def test_connections_are_used_again(client: Client) -> None:
    for _ in range(3):
        client.decide("alice", OFFERS)
    (kept,) = client._kept
    before = kept.sock
    client.decide("alice", OFFERS)
    assert client._kept[0].sock is before


def test_many_threads_may_use_one_client(client: Client) -> None:
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(30):
            wrong.extend(answer for answer in [client.decide("bob", OFFERS)] if answer.reason != "erased")

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert 1 <= len(client._kept) <= 6


def test_a_connection_that_the_server_closed_is_opened_anew() -> None:
    with a_server(seconds_idle=1) as (_, port), Client(f"http://127.0.0.1:{port}", KEY) as client:
        client.decide("alice", OFFERS)
        kept = client._kept[0].sock
        assert kept is not None
        kept.settimeout(20)
        assert kept.recv(1) == b""  # the server closed it
        assert client.decide("alice", OFFERS)


@pytest.mark.parametrize(
    ("key", "kind", "id_"), [("troth_other", WrongUse, "api.unknown-key"), ("none", WrongUse, "api.unknown-key")]
)
def test_what_the_server_refuses_is_raised_with_its_id_and_help(
    address: str, key: str, kind: type[TrothError], id_: str
) -> None:
    with Client(address, key) as client, pytest.raises(kind) as refused:
        client.decide("alice", OFFERS)
    assert refused.value.id == id_
    assert "administrator" in refused.value.help


def test_neither_key_nor_subject_is_in_an_error(address: str) -> None:
    errors = []
    for base, key in ((address, f"troth_{CANARY}"), ("http://127.0.0.1:9", KEY), (address, KEY)):
        with Client(base, key) as client, pytest.raises(TrothError) as refused:
            client.decide(By("email", f"{CANARY} and more"), OFFERS)
        errors.append(str(refused.value))
    assert "canary" not in "".join(errors)
    assert "canary" not in repr(By("email", CANARY))


def test_a_server_that_is_not_there_is_said() -> None:
    with Client("http://127.0.0.1:9", KEY) as client, pytest.raises(OutsideWorldFailed) as refused:
        client.decide("alice", OFFERS)
    assert refused.value.id == "client.no-answer"


@contextlib.contextmanager
def saying(answer: bytes, times: int = 1) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says the same to whoever connects; `b""` says nothing at all."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            for _ in range(times):
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(5)
                    got.append(_whole_request(connection))
                    if answer:
                        connection.sendall(answer)
                    else:
                        connection.recv(1)  # until the client gives up

        thread = threading.Thread(target=run)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", got
        thread.join()


def _whole_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while length and len(body) < int(length[1]):
        part = connection.recv(65_536)
        data, body = data + part, body + part
    return data


def response(body: bytes, status: str = "200 OK", kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_a_server_that_does_not_answer_is_said_and_not_waited_for() -> None:
    with (
        saying(b"") as (address, _),
        Client(address, KEY, timeout=0.3) as client,
        pytest.raises(OutsideWorldFailed) as refused,
    ):
        client.decide("alice", OFFERS)
    assert refused.value.id == "client.no-answer-in-time"


@pytest.mark.parametrize(
    "answer",
    [
        response(b"hello"),
        response(b'{"allowed": "yes", "reason": "permitted"}'),
        response(b'{"allowed": true, "reason": "because"}'),
        response(b"<html>", "502 Bad Gateway", "text/html"),
        response(b"{}", "500 Internal Server Error", "application/problem+json"),
        response(b"", "302 Found").replace(b"\r\n\r\n", b"\r\nLocation: http://elsewhere.example/\r\n\r\n"),
    ],
)
def test_a_strange_answer_is_never_taken_for_a_yes(answer: bytes) -> None:
    with (
        saying(answer) as (address, _),
        Client(address, KEY) as client,
        pytest.raises(OutsideWorldFailed) as refused,
    ):
        client.decide("alice", OFFERS)
    assert refused.value.id == "client.strange-answer"


@pytest.mark.parametrize(
    ("status", "kind"), [("429 Too Many Requests", OutsideWorldFailed), ("409 Conflict", WrongUse)]
)
def test_whose_fault_it_was_is_told_by_the_kind_of_the_error(status: str, kind: type[TrothError]) -> None:
    body = b'{"type": "about:blank", "status": 1, "detail": "no", "id": "api.x", "help": "wait", "more": 1}'
    said = response(body, status, "application/problem+json")
    with saying(said) as (address, _), Client(address, KEY) as client, pytest.raises(kind) as refused:
        client.decide("alice", OFFERS)
    assert (refused.value.id, refused.value.help) == ("api.x", "wait")


def test_a_choice_is_recorded_with_a_key_by_which_it_is_known_again() -> None:
    body = b'{"id": "e1", "at": "2026-03-01T12:00:00Z", "version": "1", "entry": 7}'
    with saying(response(body, "201 Created"), 2) as (address, got):
        for given in (None, "mine"):
            with Client(address, KEY) as client:
                found = client.withdraw("alice", "offers", channel="email", idempotency_key=given)
            assert (found.id, found.entry) == ("e1", 7)
    heads = [each.partition(b"\r\n\r\n")[0].decode() for each in got]
    assert heads[0].startswith("POST /api/v1/choices HTTP/1.1")
    assert "Idempotency-Key: mine" in heads[1]
    assert "Idempotency-Key: " in heads[0]
    sent = msgspec.json.decode(got[0].partition(b"\r\n\r\n")[2])
    assert sent == {"subject": "alice", "kind": "withdrawn", "purpose": "offers", "channel": "email", "surface": "api"}


def test_what_is_read_is_read_from_the_agreed_paths() -> None:
    answers = {
        b"/api/v1/subjects/a%2Fb/choices": (
            b'{"choices": [{"kind": "given", "purpose": "offers"}]}',
            "choices",
            ("a/b",),
        ),
        b"/api/v1/subjects/alice/receipts": (b'{"receipts": [{"a": 1}, {}]}', "receipts", ("alice",)),
        b"/api/v1/audience": (b'{"count": 1, "subjects": ["alice"]}', "audience", (OFFERS,)),
        b"/api/v1/log/checkpoint": (b"troth/acme\n", "checkpoint", ()),
        b"/api/v1/log/proofs/inclusion?index=3&size=9": (
            b'{"index": 3, "size": 9, "hashes": ["AAAA"]}',
            "prove_inclusion",
            (3, 9),
        ),
        b"/api/v1/snapshot": (b"\x81", "snapshot", ()),
    }
    found = {}
    for path, (body, name, given) in answers.items():
        with saying(response(body)) as (address, got), Client(address + "/below/", KEY) as client:
            found[name] = getattr(client, name)(*given)
        assert got[0].split(b" ", 2)[1] == b"/below" + path
    assert found["choices"][0].purpose == "offers"
    assert found["receipts"] == (b'{"a": 1}', b"{}")
    assert found["audience"].subjects == ("alice",)
    assert found["checkpoint"] == "troth/acme\n"
    assert found["prove_inclusion"].hashes == (b"\0\0\0",)
    assert found["snapshot"] == b"\x81"


@pytest.mark.parametrize(
    ("base", "key", "id_"),
    [
        ("privacy.example", KEY, "client.bad-address"),
        ("ftp://privacy.example", KEY, "client.bad-address"),
        ("https://user@privacy.example", KEY, "client.bad-address"),
        ("http://privacy.example", KEY, "client.key-in-clear"),
        ("https://privacy.example", "troth_\n", "client.bad-key"),
        ("https://privacy.example", "troth_é", "client.bad-key"),
    ],
)
def test_a_client_that_could_not_work_or_would_give_the_key_away_is_not_made(base: str, key: str, id_: str) -> None:
    with pytest.raises(WrongUse) as refused:
        Client(base, key)
    assert refused.value.id == id_
    Client("http://privacy.example", KEY, in_clear=True)


def test_of_a_question_only_what_was_set_is_sent() -> None:
    assert asked(OFFERS) == {"data": "contact", "purpose": "offers", "do": "use"}
    full = Question(OFFERS.data, OFFERS.purpose, channel=Channel.SMS, facts=frozenset({("origin", "form")}))
    assert asked(full)["facts"] == {"origin": "form"}
    assert asked(full)["channel"] == "sms"


def test_importing_the_client_is_light() -> None:
    program = "import sys, troth.client.http; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in ended.stdout.split()}
    assert loaded.isdisjoint({"ruamel", "numpy", "pyroaring", "click", "cryptography", "uvicorn", "django", "asyncio"})
    assert "troth.policy" not in ended.stdout.split()
