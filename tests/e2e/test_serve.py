"""A real server: it starts, answers, says what is wrong, ends cleanly, and loses nothing that it acknowledged."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import shutil
import signal
import socket
import sqlite3
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from databases import fresh_database
from e2e.installed import (
    KNOWN,
    ORGANISATION,
    PURPOSE,
    Filled,
    Served,
    asked,
    clean,
    fill,
    question,
    run,
    serving,
    start,
    until,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow  # they start processes
KEY = "a" * 64


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """An installation with one organisation, filled once."""
    return fill(clean(TROTH_DATA=str(tmp_path_factory.mktemp("installed") / "data")))


@pytest.fixture
def filled(made: Filled, tmp_path: Path) -> Filled:
    """A copy of it for one test."""
    shutil.copytree(made.data, tmp_path / "data")
    return replace(made, environment={**made.environment, "TROTH_DATA": str(tmp_path / "data")})


@pytest.fixture(scope="module")
def served(made: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server to a copy of it, for tests that leave it as it was."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(made.data, folder)
    with serving({**made.environment, "TROTH_DATA": str(folder)}) as running:
        running.wait_until_ready()
        yield running


def test_a_server_that_ends_writes_down_which_keys_it_saw_used(filled: Filled) -> None:
    def last_use() -> list[tuple[str | None]]:
        with contextlib.closing(sqlite3.connect(filled.data / "troth.sqlite3")) as database:
            return database.execute("SELECT last_used_at FROM store_apikey").fetchall()

    for arguments in (("--web",), ()):
        before = last_use()
        with serving(filled.environment, *arguments) as running:
            running.wait_until_ready()
            assert running.end(signal.SIGTERM) == 0
        assert last_use() == before, "nobody used it"
        with serving(filled.environment, *arguments) as running:
            running.wait_until_ready()
            assert running.decide(filled)[0] == 200
            assert last_use() == before, "who asks for a decision waits for no write"
            assert running.end(signal.SIGTERM) == 0
        ((at,),) = last_use()
        assert at
        assert before == [(None,)] or (before[0][0] or "") < at


# --- It answers ---------------------------------------------------------------------------------------------------


def test_a_new_folder_is_an_installation_after_the_first_start(tmp_path: Path) -> None:
    environment = clean(TROTH_DATA=str(tmp_path / "new" / "data"))
    (tmp_path / "new").mkdir()
    with serving(environment) as running:
        running.wait_until_ready()
        assert running.ask("GET", "/")[0] == 302
        assert running.end(signal.SIGTERM) == 0
    key = tmp_path / "new" / "data" / "key"
    assert key.stat().st_mode & 0o077 == 0
    assert not any("Traceback" in line for line in running.said)


@pytest.mark.parametrize(
    ("path", "status", "holds"),
    [
        ("/health", 200, '{"lives":true}'),
        ("/ready", 200, '"ready":true'),
        ("/metrics", 200, f'troth_log_entries{{organisation="{ORGANISATION}"}}'),
        ("/", 302, ""),
        (f"/o/{ORGANISATION}/", 200, "<h1"),
        (f"/o/{ORGANISATION}/notice/", 200, "<h1"),
        (f"/o/{ORGANISATION}/choices/prove/", 503, "centre.no-mail"),
        ("/o/nobody/", 404, "web.not-found"),
        ("/inbox/", 404, "web.not-found"),
        ("/console/account/login/", 200, "<form"),
        ("/static/troth/nothing.css", 404, ""),
        ("/api/v1/log", 401, "api."),
    ],
)
def test_a_path_is_answered(served: Served, path: str, status: int, holds: str) -> None:
    found, _, body = served.ask("GET", path)
    assert (found, holds in body.decode()) == (status, True), body.decode()


def test_a_static_file_may_be_kept_and_is_what_it_says(served: Served) -> None:
    status, headers, body = served.ask("GET", "/static/troth/troth.css")
    assert status == 200
    assert headers["content-type"].startswith("text/css")
    assert "max-age=3600" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers
    assert body
    again = served.ask("GET", "/static/troth/troth.css", if_none_match=headers.get("etag", ""))
    assert again[0] == 304
    for escape in ("/static/../troth.py", "/static/%2e%2e/settings.py", "/static/troth/../../settings.py"):
        assert served.ask("GET", escape)[0] == 404


def test_a_decision_is_given_to_who_has_a_key_and_to_nobody_else(served: Served, made: Filled) -> None:
    status, answer = served.decide(made)
    assert (status, answer["allowed"] in (True, False)) == (200, True)
    assert served.decide(replace(made, token="troth_forged"))[0] == 401
    by_address = {
        "identifier": {"kind": "email", "text": KNOWN},
        "question": {"data": "contact_data", "purpose": PURPOSE},
    }
    found = [served.ask("POST", "/api/v1/decide", by_address, made.token) for _ in range(40)]
    assert {each[0] for each in found} == {200}
    assert json.loads(found[0][2])["allowed"] == answer["allowed"]


def test_another_host_is_refused(served: Served) -> None:
    status, _, body = served.ask("GET", f"/o/{ORGANISATION}/", Host="evil.example")
    assert status == 400
    assert "web.unknown-host" in body.decode()


def test_a_body_without_a_declared_length_is_limited(served: Served) -> None:
    """Who goes on sending after the refusal may lose the answer with the connection; the log has it in any case."""
    told = sum('"status": 413' in line for line in served.said)
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        head = "POST /o/vocalcom/choices/prove/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head.encode())
        chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
        answer = b""
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            for _ in range(63):
                connection.sendall(chunk)  # a little more than is taken, so that little is left unread
            while part := connection.recv(65_536):
                answer += part
    assert answer[:12] in (b"HTTP/1.1 413", b"")
    until = time.monotonic() + 20
    while sum('"status": 413' in line for line in served.said) == told and time.monotonic() < until:
        time.sleep(0.05)
    assert sum('"status": 413' in line for line in served.said) == told + 1


def test_clients_that_send_slowly_hold_up_no_page(served: Served) -> None:
    stuck = [socket.create_connection(("127.0.0.1", served.port), timeout=20) for _ in range(20)]
    try:
        for each in stuck:
            each.sendall(b"POST /language/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nlanguage=")
        assert served.ask("GET", f"/o/{ORGANISATION}/")[0] == 200
    finally:
        for each in stuck:
            each.close()


def test_every_line_of_the_log_is_json_with_nothing_personal(filled: Filled) -> None:
    canary = "canary.person"
    with serving(filled.environment) as running:
        running.wait_until_ready()
        running.ask("GET", f"/o/{ORGANISATION}/notice/?q={canary}")
        running.ask("GET", f"/o/{canary}/")
        running.ask("POST", "/api/v1/decide", {"identifier": {"kind": "email", "text": f"{canary}@mail.example"}}, "x")
        assert running.end(signal.SIGTERM) == 0
    lines = [line for line in running.said if "stop with Ctrl-C" not in line]
    assert lines
    assert all(json.loads(line)["event"] for line in lines)
    assert canary not in "".join(running.said)


# --- It ends ------------------------------------------------------------------------------------------------------


def test_it_ends_with_0_and_answers_the_request_under_way(filled: Filled) -> None:
    with serving(filled.environment) as running:
        running.wait_until_ready()
        body = json.dumps(word(filled, "opted_out")).encode()
        head = f"POST /api/v1/choices HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {filled.token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", running.port), timeout=20) as connection:
            connection.sendall(head.encode() + body[:20])
            time.sleep(0.3)
            running.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", running.port), timeout=30)
            connection.sendall(body[20:])
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            assert answer.status == 201
            event = json.loads(answer.read())["id"]
        assert running.process.wait(20) == 0
    assert event in events_in(filled)


def test_control_c_ends_it_with_0(filled: Filled) -> None:
    with serving(filled.environment) as running:
        assert running.end(signal.SIGINT) == 0


def events_in(filled: Filled) -> set[str]:
    with sqlite3.connect(filled.data / "troth.sqlite3") as database:
        return {event for (event,) in database.execute("select event from store_choiceevent")}


def test_nothing_acknowledged_is_lost_when_it_is_killed_again_and_again(filled: Filled) -> None:
    acknowledged: list[str] = []
    environment = {**filled.environment, "TROTH_PUBLISH_EVERY": "1", "TROTH_LOG_LEVEL": "warning"}
    for _ in range(4):
        with serving(environment) as running:
            running.wait_until_ready()
            threads = [threading.Thread(target=record, args=(running, filled, acknowledged)) for _ in range(4)]
            for each in threads:
                each.start()
            before = len(acknowledged)
            until(lambda before=before: len(acknowledged) > before + 10, 30)
            assert running.end(signal.SIGKILL) == -signal.SIGKILL
            for each in threads:
                each.join()
    assert len(acknowledged) > 40
    with serving(environment) as running:
        running.wait_until_ready()
        assert set(acknowledged) <= events_in(filled)
        entries = count_entries(filled)
        until(lambda: published(running) == entries, 20)
        assert running.end(signal.SIGTERM) == 0
    verified = run(environment, "log", "verify", str(filled.data / "logs" / ORGANISATION))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert f"all {entries} entries" in verified.stdout.replace(",", "")
    print(f"{len(acknowledged)} words acknowledged over 4 kills, all there")  # noqa: T201 -- the figure of this run


def record(running: Served, filled: Filled, acknowledged: list[str]) -> None:
    """Record words until the server goes away."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
    kinds = ("given", "opted_out")
    try:
        for number in range(100_000):
            sent = word(filled, kinds[number % 2])
            status, _, body = asked(connection, "POST", "/api/v1/choices", sent, filled.token)
            if status == 201:
                acknowledged.append(json.loads(body)["id"])
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()


def count_entries(filled: Filled) -> int:
    with sqlite3.connect(filled.data / "troth.sqlite3") as database:
        (count,) = database.execute("select count(*) from store_logentry").fetchone()
    return int(count)


def published(running: Served) -> int:
    status, _, body = running.ask("GET", f"/api/v1/organisations/{ORGANISATION}/log/checkpoint")
    return int(body.decode().splitlines()[1]) if status == 200 else -1


# --- It says what is wrong ----------------------------------------------------------------------------------------


def test_a_port_in_use_is_said_with_what_to_do(filled: Filled) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run(filled.environment, "serve", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 3
    assert "[web.address-in-use]" in ended.stderr
    assert "--port" in ended.stderr


def test_tables_of_another_version_are_not_brought_up_to_date_against_orders(tmp_path: Path) -> None:
    ended = run(clean(TROTH_DATA=str(tmp_path / "data"), TROTH_PORT="0"), "serve", "--no-migrate")
    assert ended.returncode == 2
    assert "[store.not-migrated]" in ended.stderr


def test_a_database_of_another_key_is_not_opened(filled: Filled) -> None:
    ended = run({**filled.environment, "TROTH_KEY": KEY, "TROTH_PORT": "0"}, "serve")
    assert ended.returncode == 2
    assert "[installation.other-key]" in ended.stderr
    assert KEY not in ended.stderr


def test_all_that_is_wrong_with_the_settings_is_said_at_once(tmp_path: Path) -> None:
    wrong = {
        "TROTH_PORT": "99999",
        "TROTH_LOG_LEVEL": "loud",
        "TROTH_DATABASE": "mysql://me:secret@db/x",
        "TROTH_WORKRES": "2",
    }
    ended = run(clean(TROTH_DATA=str(tmp_path / "data"), **wrong), "serve")
    assert ended.returncode == 1
    found = re.findall(r"\[(settings\.[\w-]+)\]", ended.stderr)
    assert sorted(found) == ["settings.bad-database", "settings.bad-level", "settings.bad-port", "settings.unknown"]
    assert "secret" not in ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    ended = run(clean(TROTH_DATA=str(tmp_path / "file" / "data"), TROTH_PORT="0"), "serve")
    assert ended.returncode == 3
    assert "[installation.no-data-folder]" in ended.stderr


def test_who_listens_at_every_address_answers_to_this_machines_names(filled: Filled) -> None:
    with serving({**filled.environment, "TROTH_HOST": "0.0.0.0"}) as running:  # noqa: S104 -- what is tested
        for host in ("127.0.0.1", "localhost"):
            assert running.ask("GET", f"/o/{ORGANISATION}/", Host=host)[0] == 200
        assert running.ask("GET", f"/o/{ORGANISATION}/", Host="evil.example")[0] == 400


# --- Its two parts, and several of it -----------------------------------------------------------------------------


def test_the_worker_alone_publishes_and_the_web_alone_does_not(filled: Filled) -> None:
    environment = {**filled.environment, "TROTH_PUBLISH_EVERY": "1"}
    log = filled.data / "logs" / ORGANISATION
    with serving(environment, "--web") as running:
        running.wait_until_ready()
        running.say(filled, "opted_out")
        time.sleep(2)
        assert not log.exists()
        worker = start(environment, "--worker")
        try:
            until((log / "checkpoint").exists, 20)
            until(lambda: published(running) == count_entries(filled), 20)
        finally:
            assert worker.end(signal.SIGTERM) == 0
    assert run(environment, "log", "verify", str(log)).returncode == 0


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Filled]:
    """An installation in a database of PostgreSQL of its own."""
    with fresh_database("postgresql", tmp_path) as database:
        environment = clean(**{k: v for k, v in database.environment.items() if k.startswith("TROTH_")})
        yield fill({**environment, "TROTH_LOG_LEVEL": "warning"})


def test_what_one_process_records_changes_the_decision_of_another_within_a_second(on_postgresql: Filled) -> None:
    filled = on_postgresql
    with serving(filled.environment) as one, serving(filled.environment) as other:
        one.wait_until_ready()
        other.wait_until_ready()
        took = []
        for kind, allowed in (("given", True), ("opted_out", False), ("given", True), ("opted_out", False)):
            one.say(filled, kind)
            assert one.decide(filled)[1]["allowed"] is allowed
            took.append(until(lambda allowed=allowed: other.decide(filled)[1]["allowed"] is allowed, 3))
        print(f"seen by the other after {', '.join(f'{each * 1000:.0f}' for each in took)} ms")  # noqa: T201
        revoke(filled)
        refused = [until(lambda each=each: each.decide(filled)[0] == 401, 3) for each in (one, other)]
        print(f"the key was refused after {', '.join(f'{each * 1000:.0f}' for each in refused)} ms")  # noqa: T201


def revoke(filled: Filled) -> None:
    """Revoke the key, in a process of its own."""
    import subprocess
    import sys

    program = (
        "import sys; from troth.web.opening import open_installation; open_installation();"
        "from troth.store import api_keys; from troth.web import installed; from troth.words import OrganisationId;"
        "api_keys.revoke(installed.store(), OrganisationId(sys.argv[1]), sys.argv[2], by='dana')"
    )
    environment = {**filled.environment, "TROTH_PORT": "1"}
    subprocess.run([sys.executable, "-c", program, ORGANISATION, filled.key], env=environment, timeout=60, check=True)


def test_addresses_looked_up_for_decisions_take_no_connection_for_good(on_postgresql: Filled) -> None:
    filled = on_postgresql
    asks = question(filled)
    body = {"question": asks["question"], "identifier": {"kind": "email", "text": KNOWN}}
    with serving({**filled.environment, "TROTH_WORKERS": "1"}) as running:
        running.wait_until_ready()
        found: list[int] = []

        def ask() -> None:
            found.extend(running.ask("POST", "/api/v1/decide", body, filled.token)[0] for _ in range(5))

        threads = [threading.Thread(target=ask) for _ in range(24)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert set(found) == {200}
        assert running.ask("GET", f"/o/{ORGANISATION}/")[0] == 200


def test_two_that_start_at_once_on_an_empty_database_both_serve(tmp_path: Path) -> None:
    from databases import empty_database

    with empty_database("postgresql", tmp_path) as database:
        environment = clean(**{k: v for k, v in database.environment.items() if k.startswith("TROTH_")})
        both = [start(environment), start(environment)]
        try:
            for each in both:
                until(lambda each=each: each.port or each.process.poll() is not None, 60)
                assert each.port, "".join(each.said)
                each.wait_until_ready()
                assert each.end(signal.SIGTERM) == 0
        finally:
            for each in both:
                if each.process.poll() is None:
                    each.process.kill()
