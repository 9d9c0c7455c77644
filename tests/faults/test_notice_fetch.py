"""What happens when a notice is fetched, and the server does what servers do?"""

from __future__ import annotations

import gzip
import threading
import zlib
from dataclasses import dataclass, field
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.request import Request

import pytest

from troth.cli import main
from troth.errors import ExitCode, OutsideWorldFailed, TrothError, WrongUse
from troth.notice import read_notice
from troth.notice.fetch import Limits, _Redirects, fetch_notice, shown_address
from troth.notice.text import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "<html><body><h1>Privacy</h1><p>We keep the naïve café’s data.</p></body></html>"  # noqa: RUF001 -- beyond ASCII on purpose
WORDS = ["Privacy", "We keep the naïve café’s data."]  # noqa: RUF001 -- as above
SHORT = Limits(seconds=0.6, silence=0.3)


@dataclass
class Answer:
    """What the server answers at one path."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: list[bytes] = field(default_factory=list)
    """Bytes to send in place of an answer, one after the other, a tenth of a second apart; then over again."""


class Site:
    """A web site of its own: answers by path, and what was asked of it."""

    def __init__(self) -> None:  # noqa: C901 -- the handler has to know its site
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stop = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {key.casefold(): value for key, value in self.headers.items()}))
                answer = site.answers.get(self.path.partition("?")[0], Answer(status=404))
                if answer.raw:
                    self._drip(answer.raw)
                    return
                self.send_response(answer.status)
                if answer.type:
                    self.send_header("Content-Type", answer.type)
                for key, value in answer.headers.items():
                    self.send_header(key, value)
                if "Content-Length" not in answer.headers:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def _drip(self, pieces: list[bytes]) -> None:
                self.close_connection = True
                try:
                    for piece in pieces:
                        self.wfile.write(piece)
                    while pieces[-1] and not site.stop.wait(0.1):
                        self.wfile.write(pieces[-1])
                    site.stop.wait(5)
                except OSError:
                    return

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's name
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = Site()
    yield made
    made.close()


def refusal(address: str, limits: Limits = SHORT) -> TrothError:
    with pytest.raises(TrothError) as refused:
        fetch_notice(address, limits=limits)
    assert refused.value.help
    return refused.value


def texts(address: str) -> list[str]:
    return [clause.text for clause in fetch_notice(address).clauses]


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (PAGE.encode(), "text/html; charset=utf-8"),
        (PAGE.encode(), "text/html"),
        (PAGE.encode(), "application/xhtml+xml"),
        (PAGE.encode(), ""),
        (PAGE.encode(), "application/octet-stream"),
        (PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
        (PAGE.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (PAGE.encode("utf-16"), "text/html; charset=utf-16"),
        (PAGE.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (PAGE.encode(), "text/html; charset=no-such-thing"),
        ("# Privacy\n\nWe keep the naïve café’s data.\n".encode(), "text/markdown"),  # noqa: RUF001 -- as above
        ("Privacy\n\nWe keep the naïve café’s data.\n".encode(), "text/plain; charset=utf-8"),  # noqa: RUF001 -- as above
    ],
)
def test_a_page_is_read_in_the_letters_and_the_format_that_the_answer_names(
    site: Site, body: bytes, type_: str
) -> None:
    site.answers["/privacy"] = Answer(body, type_)
    assert texts(site.at("/privacy")) == WORDS


def test_an_encoding_that_is_named_without_looking_is_told(site: Site) -> None:
    site.answers["/latin"] = Answer(PAGE.encode(), "text/html; charset=iso-8859-1")
    site.answers["/utf"] = Answer(PAGE.encode("cp1252"), "text/html; charset=utf-8")
    for path in ("/latin", "/utf"):
        notice = fetch_notice(site.at(path))
        assert [clause.text for clause in notice.clauses] == WORDS
        assert [problem.id for problem in notice.problems] == ["notice.encoding-guessed"]


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    site.answers["/gzip"] = Answer(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    site.answers["/deflate"] = Answer(zlib.compress(PAGE.encode()), headers={"Content-Encoding": "deflate"})
    assert texts(site.at("/gzip")) == texts(site.at("/deflate")) == WORDS
    assert site.asked[0][1]["accept-encoding"] == "gzip"


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    site.answers["/bomb"] = Answer(gzip.compress(b"a" * 100_000_000, 9, mtime=0), headers={"Content-Encoding": "gzip"})
    assert refusal(site.at("/bomb"), Limits()).id == "notice.too-large"


@pytest.mark.parametrize(
    ("body", "packed"),
    [(gzip.compress(PAGE.encode(), mtime=0)[:-20], "gzip"), (b"no gzip", "gzip"), (PAGE.encode(), "br")],
)
def test_an_answer_that_cannot_be_unpacked_is_broken(site: Site, body: bytes, packed: str) -> None:
    site.answers["/"] = Answer(body, headers={"Content-Encoding": packed})
    assert refusal(site.at("/")).id == "notice.broken-answer"


def test_an_answer_that_ends_early_is_broken(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<p>We keep it."
    site.answers["/"] = Answer(raw=[head, b""])
    site.stop.set()
    assert refusal(site.at("/"), Limits()).id == "notice.broken-answer"


def test_what_is_too_large_is_refused_as_soon_as_it_is(site: Site) -> None:
    site.answers["/"] = Answer(b"a " * (LARGEST // 2 + 1))
    assert refusal(site.at("/"), Limits()).id == "notice.too-large"


def test_redirects_are_followed_and_name_the_notice(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new?page=privacy&token=geheim#part"})
    site.answers["/new"] = Answer(PAGE.encode())
    notice = fetch_notice(site.at("/old"))
    assert notice.name == site.at("/new?page=privacy")
    assert [path for path, _ in site.asked] == ["/old", "/new?page=privacy&token=geheim"]


def test_a_circle_and_a_long_way_of_redirects_end(site: Site) -> None:
    site.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    site.answers["/b"] = Answer(status=302, headers={"Location": "/a"})
    for number in range(9):
        site.answers[f"/{number}"] = Answer(status=308, headers={"Location": f"/{number + 1}"})
    site.answers["/9"] = Answer(PAGE.encode())
    assert refusal(site.at("/a")).id == refusal(site.at("/0")).id == "notice.address-redirects"
    assert len(site.asked) < 12
    assert texts(site.at("/5")) == WORDS


@pytest.mark.parametrize(
    ("location", "id_"),
    [
        ("file:///etc/hostname", "notice.address-redirects"),
        ("ftp://127.0.0.1/x", "notice.bad-address"),
        ("http://alice:secret@127.0.0.1/", "notice.address-credentials"),
    ],
)
def test_a_redirect_leads_to_no_other_kind_of_address(site: Site, location: str, id_: str) -> None:
    site.answers["/"] = Answer(status=302, headers={"Location": location})
    refused = refusal(site.at("/"))
    assert refused.id == id_
    assert "secret" not in str(refused)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
def test_a_refusing_server_is_told_by_its_number(site: Site, status: int) -> None:
    site.answers["/"] = Answer(PAGE.encode(), status=status)
    refused = refusal(site.at("/?session=geheim"))
    assert (refused.id, refused.exit_code) == ("notice.address-refused", ExitCode.OUTSIDE_WORLD)
    assert str(status) in refused.text
    assert "geheim" not in str(refused)


@pytest.mark.parametrize("type_", ["image/png", "application/json", "video/mp4", "application/zip"])
def test_what_is_no_page_is_refused_by_its_type(site: Site, type_: str) -> None:
    site.answers["/"] = Answer(PAGE.encode(), type_)
    refused = refusal(site.at("/"))
    assert (type(refused), refused.id) == (WrongUse, "notice.address-type")


@pytest.mark.parametrize(
    "pieces",
    [
        [b""],
        [b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>More."],
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nab \r\n"],
        [b"H"],
    ],
    ids=["silent", "endless head", "endless body", "endless chunks", "letter by letter"],
)
def test_a_slow_server_and_an_endless_answer_end_in_time(site: Site, pieces: list[bytes]) -> None:
    site.answers["/"] = Answer(raw=pieces)
    assert refusal(site.at("/")).id in ("notice.address-timeout", "notice.broken-answer")


def test_what_is_no_http_is_told(site: Site) -> None:
    site.answers["/"] = Answer(raw=[b"SSH-2.0-Sample\r\n\r\n", b""])
    assert refusal(site.at("/")).id == "notice.broken-answer"


def test_an_address_where_nothing_listens_is_told(site: Site) -> None:
    address = site.at("/")
    site.server.socket.close()
    refused = refusal(address)
    assert (type(refused), refused.id) == (OutsideWorldFailed, "notice.address-unreachable")


@pytest.mark.parametrize("address", ["https://127.0.0.1:{port}/"])
def test_a_server_without_encryption_is_not_taken_for_one_with(site: Site, address: str) -> None:
    refused = refusal(address.format(port=site.server.server_address[1]), Limits(seconds=3, silence=2))
    assert refused.id == "notice.address-unreachable"


@pytest.mark.parametrize(
    ("address", "id_"),
    [
        ("file:///etc/hostname", "notice.bad-address"),
        ("ftp://shop.example/privacy", "notice.bad-address"),
        ("https://", "notice.bad-address"),
        ("https://shop.example/a b", "notice.bad-address"),
        ("https://shop.example:99999/", "notice.bad-address"),
        ("https://[::1/", "notice.bad-address"),
        ("https://shop.example/" + "a" * 3000, "notice.bad-address"),
        ("https://alice@shop.example/", "notice.address-credentials"),
        ("https://alice:secret@shop.example/", "notice.address-credentials"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused_before_anything_is_sent(address: str, id_: str) -> None:
    refused = refusal(address)
    assert refused.id == id_
    assert "secret" not in str(refused)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://shop.example/privacy?lang=en&token=geheim", "https://shop.example/privacy?lang=en"),
        ("https://shop.example:8443/a#part", "https://shop.example:8443/a"),
        ("https://shop.example/?id=" + "9" * 40, "https://shop.example/"),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(address: str, shown: str) -> None:
    assert shown_address(address) == shown


def test_nothing_of_the_reader_is_sent(site: Site) -> None:
    site.answers["/"] = Answer(PAGE.encode(), headers={"Set-Cookie": "a=b"})
    fetch_notice(site.at("/"))
    fetch_notice(site.at("/"))
    assert all(not {"cookie", "authorization", "referer"} & set(headers) for _, headers in site.asked)


def test_a_redirect_away_from_encryption_is_not_followed() -> None:
    asked = Request("https://shop.example/privacy")
    with pytest.raises(OutsideWorldFailed) as refused:
        _Redirects().redirect_request(asked, BytesIO(), 302, "", HTTPMessage(), "http://shop.example/privacy")
    assert refused.value.id == "notice.address-redirects"
    followed = _Redirects().redirect_request(asked, BytesIO(), 302, "", HTTPMessage(), "https://shop.example/b")
    assert followed is not None


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["troth", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_commands_take_an_address_where_they_take_a_notice(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site.answers["/privacy"] = Answer(PAGE.encode("cp1252"), "text/html; charset=windows-1252")
    address = site.at("/privacy")
    assert run(monkeypatch, "notice", address) == 0
    assert WORDS[1] in capsys.readouterr().out
    assert run(monkeypatch, "notice", address, "--against", address) == 0
    assert run(monkeypatch, "init", tmp_path / "acme", "--notice", address) == 0
    copied = read_notice(tmp_path / "acme" / "notice.html")
    assert [clause.text for clause in copied.clauses] == WORDS
    assert run(monkeypatch, "policy", "check", tmp_path / "acme", "--notice", address) in (0, 1)
    assert run(monkeypatch, "notice", site.at("/nowhere")) == ExitCode.OUTSIDE_WORLD
    assert "answered 404" in capsys.readouterr().err
