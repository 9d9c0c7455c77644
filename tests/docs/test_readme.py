"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def _troth(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "troth", *arguments]
    return subprocess.run(run, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples in it, and the logs of a demonstration."""
    made = tmp_path_factory.mktemp("readme")
    (made / "examples").symlink_to(ROOT / "examples")
    assert _troth(["demo", "--once", "dialpad", "--subjects", "20", "--out", "demo-logs"], made).returncode == 0
    return made


def _commands() -> list[str]:
    (block,) = _blocks("sh")
    return [line.partition("#")[0].strip() for line in block.splitlines() if line.startswith("troth ")]


@pytest.mark.slow
@pytest.mark.parametrize("line", _commands())
def test_a_command_of_the_readme_holds(folder: Path, line: str) -> None:
    arguments = shlex.split(line)[1:]
    if arguments[-1] == "examples/*":
        arguments[-1:] = sorted(str(path) for path in (folder / "examples").iterdir())
    if arguments[0] == "demo":
        arguments[-1] = "logs-of-its-own"  # those of the others are there already
    ended = _troth(arguments, folder)
    assert ended.returncode == 0, ended.stderr


def test_the_program_of_the_readme_prints_what_it_says() -> None:
    (program,) = _blocks("python")
    (expected,) = re.findall(r"print\(answer\)  # (.*)", program)
    run = [sys.executable, "-c", program]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout.strip() == expected, ended.stderr


def test_the_two_commands_that_set_up_everything_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"^    make (\w+)", README, flags=re.MULTILINE)
    assert named == ["demo", "test"]
    for target in (*named, "lint", "bench", "docs"):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
