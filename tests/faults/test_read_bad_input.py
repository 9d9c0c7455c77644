"""What does `troth read` say, as a process of its own, of what no notice should be like?

Each case has an exit code, an id and a next step; none is a traceback, none hangs, and none takes more memory than a
notice is worth. Sizes are scaled down so that each takes a few seconds.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import pytest

from unit.notice.pdfs import head, laid_out, lines, para, placed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

SENTENCE = "We collect your name and your e-mail address when you write to us, and we use your data to answer you."
NOTICE = f"# Privacy notice\n\n{SENTENCE}\n\nWe keep your personal data for two years.\n"
NEWS = """Regulator fines shop

The authority fined the retailer on Monday after it found that the company had kept the personal data of its customers
for ten years. The company collected names and addresses, and shared the information with brokers.

"We take the privacy of our customers seriously," a spokesman said. "Your data is safe with us." Groups said that users
must know how their personal information is used.
"""
TERMS = """Terms of service

By placing an order you accept these terms. We deliver your order within five days. You pay the price that is shown in
your basket. We may change our prices at any time. You may return your order within fourteen days. We are not liable
for damage that you cause. The laws of Ireland apply to your contract with us.
"""
LATIN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed eiusmod tempor incididunt ut labore. " * 5
FRENCH = """Nous collectons vos données personnelles lorsque vous créez un compte. Nous utilisons votre adresse pour
vous envoyer notre lettre. Nous ne vendons pas vos données. Vous pouvez demander la suppression de vos données."""
GERMAN = """Wir erheben Ihre personenbezogenen Daten, wenn Sie ein Konto anlegen. Wir verwenden Ihre Adresse, um Ihnen
unseren Brief zu senden. Wir verkaufen Ihre Daten nicht. Sie können die Löschung verlangen."""
LOGIN = """<h1>Sign in</h1><label>E-mail</label><input><p>Forgot your password? We will send you a link.</p>
<p>By signing in you accept our Terms and Privacy Policy.</p>"""
LOST = "<h1>404 Not Found</h1><p>The page that you asked for is not here. Go back to our home page.</p>"
PROGRAM = "function collect(data) {\n  // we collect your personal data\n  return user.data;\n}\n" * 20
SOUP = "You need two cups of lentils and an onion. We like it with lemon. Fry the onion until it is golden. " * 3
GIGABYTE_AND_A_HALF = 1_500_000


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended; `memory` is the most it held, in kilobytes."""

    code: int
    out: str
    err: str
    memory: int


def run(folder: Path, *arguments: str, limit: Callable[[], None] | None = None) -> Ended:
    out, err = folder / "out.txt", folder / "err.txt"
    with out.open("wb") as to, err.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "troth", "read", *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=to, stderr=errors,
            preexec_fn=limit,  # noqa: PLW1509 -- no thread runs here
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(process.returncode, out.read_text("utf-8"), err.read_text("utf-8"), used.ru_maxrss)


def deflated(text: bytes) -> bytes:
    """A PDF whose page's content is this, deflated."""
    packed = zlib.compress(text, 9)
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n"
        b"trailer << /Root 1 0 R /Size 5 >>\n%%%%EOF\n"
    ) % (len(packed), packed)


REFUSED = [
    ("empty.txt", b"", 2, "notice.empty"),
    ("blank.html", b"<p> </p>", 2, "notice.no-words"),
    ("news.txt", NEWS.encode(), 1, "notice.no-notice"),
    ("login.html", LOGIN.encode(), 1, "notice.no-notice"),
    ("lost.html", LOST.encode(), 1, "notice.no-notice"),
    ("program.js", PROGRAM.encode(), 1, "notice.no-notice"),
    ("soup.txt", SOUP.encode(), 1, "notice.no-notice"),
    ("unclosed.html", f"<p>{SENTENCE}</p>{'<!-- ' * 100_000}{'<a <' * 100_000}".encode(), 1, "notice.no-notice"),
    ("signs.md", f"{SENTENCE}\n\n{'[' * 100_000}{'*a ' * 1_000}".encode(), 1, "notice.no-notice"),
    ("quotes.md", b"> " * 20_000 + SENTENCE.encode(), 1, "notice.no-notice"),
    ("terms.txt", TERMS.encode(), 1, "notice.no-notice"),
    ("latin.txt", LATIN.encode(), 1, "notice.no-notice"),
    ("french.txt", FRENCH.encode(), 1, "notice.not-english"),
    ("german.txt", GERMAN.encode(), 1, "notice.not-english"),
    ("nul.txt", NOTICE.encode().replace(b" ", b"\x00", 3), 2, "notice.binary"),
    ("utf32.txt", NOTICE.encode("utf-32"), 2, "notice.binary"),
    ("mixed.txt", "naïve café “data”".encode() * 3 + "Größe".encode("latin-1"), 2, "notice.broken-encoding"),
    ("large.txt", NOTICE.encode() * 130_000, 2, "notice.too-large"),
    ("large.html", b"<p>" + NOTICE.encode() * 130_000, 2, "notice.too-large"),
    ("scanned.pdf", placed([]), 1, "notice.scanned"),
    ("encrypted.pdf", placed(lines(SENTENCE), password="sesame"), 1, "notice.encrypted"),
    ("cut.pdf", laid_out([head("Privacy"), para(SENTENCE)])[:700], 1, "notice.broken-pdf"),
    ("pages.pdf", placed(*[[]] * 301), 2, "notice.too-large"),
    ("bomb.pdf", deflated(b" " * 300_000_000), 2, "notice.too-large"),
]


@pytest.mark.parametrize(("name", "octets", "code", "id_"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_no_notice_ends_with_its_code_id_and_next_step_and_writes_nothing(
    tmp_path: Path, name: str, octets: bytes, code: int, id_: str
) -> None:
    (tmp_path / name).write_bytes(octets)
    ended = run(tmp_path, name, "-o", "acme")
    assert (ended.code, f"[{id_}]" in ended.err, ended.out) == (code, True, ""), ended.err
    assert "\n  help: " in ended.err
    assert "Traceback" not in ended.err
    assert ended.memory < GIGABYTE_AND_A_HALF
    assert not (tmp_path / "acme").exists()


READ = [
    ("items.md", f"{SENTENCE} We may share your data:\n\n" + "- your name with our service providers\n" * 3_000),
    ("line.txt", "We collect your personal data. " + "we use your name and " * 200_000),
    ("word.txt", "We collect your personal data. " + "x" * 4_000_000),
    ("divs.html", "<div>" * 50_000 + f"<p>{SENTENCE}</p>" + "</div>" * 50_000),
    ("lists.html", "<ul><li>We collect your name. " * 3_000 + "</li></ul>" * 3_000),
    ("rows.html", f"<p>{SENTENCE}</p><table>" + "<tr><td>your name</td><td>letters</td></tr>" * 2_000 + "</table>"),
]


@pytest.mark.parametrize(("name", "text"), READ, ids=[case[0] for case in READ])
def test_what_is_long_or_deep_is_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ended = run(tmp_path, name)
    assert (ended.code, "sentences and items" in ended.out) == (0, True), ended.err
    assert ended.memory < GIGABYTE_AND_A_HALF


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_a_notice_in_another_encoding_is_read_and_a_guess_is_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "notice.txt").write_bytes((NOTICE + "We like the café.\n").encode(encoding))
    ended = run(tmp_path, "notice.txt")
    assert (ended.code, "[notice.encoding-guessed]" in ended.err) == (0, encoding != "utf-16")


@pytest.mark.parametrize(
    ("where", "code", "id_"),
    [
        (".", 2, "notice.is-folder"),
        ("none.txt", 2, "notice.not-found"),
        ("file:///etc/hostname", 2, "notice.bad-address"),
        ("http://127.0.0.1:9/privacy", 3, "notice.address-unreachable"),
    ],
)
def test_what_is_no_file_and_no_page_is_told(tmp_path: Path, where: str, code: int, id_: str) -> None:
    ended = run(tmp_path, where)
    assert (ended.code, f"[{id_}]" in ended.err, "help: " in ended.err) == (code, True, True)


def small_disk() -> None:
    """No file may grow beyond a few bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "notice.md").write_text(NOTICE, encoding="utf-8")
    assert run(tmp_path, "notice.md", "-o", "acme").code == 0
    before = {each.name: each.read_bytes() for each in (tmp_path / "acme").iterdir()}
    (tmp_path / "notice.md").write_text(f"{NOTICE}\nWe sell your data.\n", encoding="utf-8")
    for folder in ("acme", "new/er"):
        ended = run(tmp_path, "notice.md", "-o", folder, limit=small_disk)
        assert (ended.code, "[read.unwritable]" in ended.err) == (3, True), ended.err
    assert {each.name: each.read_bytes() for each in (tmp_path / "acme").iterdir()} == before
    assert not (tmp_path / "new").exists()


def test_output_that_cannot_be_written_is_told_and_no_bug(tmp_path: Path) -> None:
    (tmp_path / "notice.md").write_text(NOTICE, encoding="utf-8")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device, not a path of the project
        ended = subprocess.run(
            [sys.executable, "-m", "troth", "read", "notice.md", "--format", "json"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False, text=True,
        )  # fmt: skip
    assert (ended.returncode, "[cli.output-unwritable]" in ended.stderr) == (3, True)
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


def _opened(pipe: Path, process: subprocess.Popen[str]) -> BinaryIO:
    """The pipe, once the command has begun to read it; a command that ended before is no reason to wait."""
    while process.poll() is None:
        try:
            return os.fdopen(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK), "wb")
        except OSError as error:
            assert error.errno == errno.ENXIO  # noqa: PT017 -- nobody reads yet
            time.sleep(0.02)
    raise AssertionError(process.communicate()[1])


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    pipe = tmp_path / "notice.md"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "troth", "read", "notice.md", "-o", "acme"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    with _opened(pipe, process) as stream:
        stream.write(NOTICE.encode() * 10)
        stream.flush()
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, "stopped")
    assert [each.name for each in tmp_path.iterdir()] == ["notice.md"]
