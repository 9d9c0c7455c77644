"""`troth review` in a terminal: a real one, with keys that somebody presses."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from unit.cli.test_read import NOTICE

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]


def _pressed(folder: Path, *keys: str) -> str:
    """What the terminal shows when these lines are typed, one at each question."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "troth", "review", str(folder), "--by", "dana"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as process:
        os.close(theirs)
        shown = b""
        for key in keys:
            shown += _until(ours, b"> " if not key.startswith("because") else b"? ")
            os.write(ours, f"{key}\n".encode())
        shown += _until(ours, b"")
        process.wait(timeout=30)
    os.close(ours)
    return shown.decode(errors="replace")


def _until(terminal: int, end: bytes) -> bytes:
    shown = b""
    while select.select([terminal], [], [], 30)[0]:
        try:
            read = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        shown += read
        if not read or (end and shown.endswith(end)):
            break
    return shown


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    notice = tmp_path / "notice.md"
    notice.write_text(NOTICE, encoding="utf-8")
    command = [sys.executable, "-m", "troth", "read", str(notice), "-o", str(tmp_path / "acme")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return tmp_path / "acme"


def _accepted(folder: Path) -> set[str]:
    review = json.loads((folder / "policy.review.json").read_text(encoding="utf-8"))
    return {each["address"] for each in review["entries"] if each["accepted_by"] == "dana"}


def test_each_sentence_is_shown_with_what_was_made_of_it_and_each_key_is_kept_at_once(acme: Path) -> None:
    shown = _pressed(acme, "a", "q")
    assert "Last updated: 1 May 2024" in shown
    assert "1 of" in shown
    assert _accepted(acme) == {"parties.acme"}


def test_a_sentence_can_be_noted_with_its_reason(acme: Path) -> None:
    _pressed(acme, "n", "because it is only a date", "q")
    assert "because it is only a date" in (acme / "policy.yaml").read_text(encoding="utf-8")
    assert any(address.startswith("notes.n-") for address in _accepted(acme))


def test_a_number_that_is_not_there_is_told_and_nothing_is_lost(acme: Path) -> None:
    before = (acme / "policy.yaml").read_bytes()
    shown = _pressed(acme, "r 99", "x", "q")
    assert "review.no-such-number" in shown
    assert "accepts" in shown or "accept all" in shown
    assert (acme / "policy.yaml").read_bytes() == before


def test_whoever_goes_through_it_to_the_end_has_accepted_everything(acme: Path) -> None:
    shown = _pressed(acme, *["a"] * 20)
    assert "nothing is left to look at" in shown
    ended = subprocess.run(
        [sys.executable, "-m", "troth", "review", str(acme)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, "everything is accepted")
