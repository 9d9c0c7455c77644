"""The demonstration runs the whole flow, keeps its logs where asked, and serves an installation that looks real.

Each in a process of its own: what is served is an installation, and a process serves one.
"""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from e2e.installed import clean, run, serving

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # they read whole examples, and start processes


def test_the_demonstration_holds_and_its_log_verifies(tmp_path: Path) -> None:
    ended = run(
        clean(), "demo", "--once", "vocalcom", "--subjects", "20", "--out", str(tmp_path / "logs"), "--format", "json"
    )
    assert ended.returncode == 0, ended.stderr
    (shown,) = json.loads(ended.stdout)
    assert shown["disagreeing"] == 0
    assert shown["compared"] > 300
    assert shown["verdict"]["kind"] == "intact"
    assert shown["forged"]["kind"] == "altered"
    assert shown["is_forgotten"] is True
    assert run(clean(), "log", "verify", str(tmp_path / "logs" / "vocalcom")).returncode == 0
    forged = run(clean(), "log", "verify", str(tmp_path / "logs" / "vocalcom-forged"))
    assert forged.returncode == 1
    assert "evidence.altered" in forged.stdout


def test_once_prints_the_summary_and_what_would_be_served() -> None:
    ended = run(clean(), "demo", "--once", "dialpad", "--subjects", "20")
    assert ended.returncode == 0, ended.stderr
    assert "Everything holds: every check passed, every log verifies, every forged copy was found out." in ended.stdout
    assert re.search(
        r"the installation that `troth demo` serves\n  dialpad +20 subjects, 40 words; all \d+", ended.stdout
    )


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("import troth.cli.demo.run as run; run.decide = lambda *_: None", "Something does not hold for: vocalcom"),
        ("import troth.cli.demo.installation as i; i.check_published = lambda *_: ('altered', False)", "altered"),
    ],
)
def test_the_demonstration_ends_with_findings_where_something_does_not_hold(broken: str, said: str) -> None:
    program = f"{broken}; import sys; sys.argv = ['troth', 'demo', '--once', 'vocalcom', '--subjects', '20']"
    program += "; from troth.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", program], env=clean(), capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1, ended.stderr
    assert said in ended.stdout


def test_a_folder_with_files_in_it_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    ended = run(clean(), "demo", "--out", str(tmp_path))
    assert ended.returncode == 2
    assert "[demo.folder-in-use]" in ended.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["precious"]


def test_the_population_repeats() -> None:
    asked = ("demo", "--once", "sesame", "--subjects", "15", "--format", "json")
    first, second = (json.loads(run(clean(), *asked).stdout)[0] for _ in range(2))
    assert first["reasons"] == second["reasons"]
    assert first["audience"] == second["audience"]


def test_a_port_in_use_is_said_before_anything_is_filled() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run(clean(PORT=str(taken.getsockname()[1])), "demo", "vocalcom", "--subjects", "10")
    assert ended.returncode == 3
    assert "[web.address-in-use]" in ended.stderr
    assert "filling" not in ended.stderr


def test_it_serves_at_the_port_and_host_given_and_its_link_works_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    environment = clean(PORT=str(port), HOST="0.0.0.0")  # noqa: S104 -- what is tested
    with serving(
        environment, "vocalcom", "--subjects", "12", "--out", str(tmp_path / "out"), command="demo"
    ) as running:
        assert running.port == port
        running.wait_until_ready()
        said = "".join(running.said)
        link = re.search(r"/console/invitation/[\w-]+/", said)
        assert link
        for path in ("/", "/inbox/", "/o/vocalcom/", "/api/v1/docs"):
            assert (path, running.ask("GET", path, Host="privacy.demo.example")[0]) == (path, 200)
        _administer(f"http://127.0.0.1:{port}", link.group())
        for path in (link.group(), link.group()[:-4] + "AAA/"):
            status, _, page = running.ask("GET", path)
            assert status == 404, "used and forged are answered alike"
            assert b"This invitation is not open" in page
            assert b"ask whoever invited you for a new link" in page.lower()
            assert b"<code>people.invitation-not-open</code>" in page
        assert running.end(signal.SIGTERM) == 0


def _administer(site: str, link: str) -> None:
    """Become the administrator by the link, as the page of the demonstration says."""
    browser = requests.Session()

    def fill_in(path: str, **sent: str) -> requests.Response:
        page = browser.get(site + path, timeout=20)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text
        return browser.post(page.url, {"csrfmiddlewaretoken": token[1], **sent}, timeout=20)

    assert "You are invited" in browser.get(site + link, timeout=20).text
    password = "seven green kettles whistle"
    fill_in("/console/account/signup/", email="dana@mail.example", password1=password)
    letters = browser.get(f"{site}/inbox/", timeout=20).text
    confirm = re.search(r"/console/account/confirm-email/[^\s\"<]+", letters)
    assert confirm, letters
    fill_in(confirm[0])
    fill_in("/console/account/login/", login="dana@mail.example", password=password)
    assert browser.get(f"{site}/console/vocalcom/people/", timeout=20).status_code == 200


def test_it_leaves_the_installation_of_the_working_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "troth.toml").write_text('database = "postgresql://nobody@127.0.0.1:1/precious"\n', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "troth", "demo", "--once", "vocalcom", "--subjects", "10"],
        env=clean(), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["troth.toml"]


@pytest.mark.slow
def test_once_carries_two_requests_out_on_the_estate_of_one_organisation() -> None:
    ended = run(clean(), "demo", "--once", "sesamm", "--subjects", "20")
    assert ended.returncode == 0, ended.stderr
    shown = ended.stdout[ended.stdout.index("An estate, sesamm") :]
    seen = re.search(r"to see one's data: answered; (\d+) rows shown", shown)
    gone = re.search(r"to be erased: answered; (\d+) rows deleted and looked for again", shown)
    assert seen is not None
    assert gone is not None
    assert int(seen[1]) > 1
    assert int(gone[1]) > 1
