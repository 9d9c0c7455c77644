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
        first, _, _ = running.ask("GET", link.group())
        assert first in (200, 302)
        assert running.ask("GET", link.group()[:-4] + "AAA/")[0] in (404, 410, 302)
        assert running.end(signal.SIGTERM) == 0


def test_it_leaves_the_installation_of_the_working_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "troth.toml").write_text('database = "postgresql://nobody@127.0.0.1:1/precious"\n', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "troth", "demo", "--once", "vocalcom", "--subjects", "10"],
        env=clean(), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["troth.toml"]
