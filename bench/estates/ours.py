"""What does troth say of an estate, asked over its command line?

The two commands stand here and nowhere else in the measuring. Where one of them is not there, `AbsentError` says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from bench.race import AbsentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class FailedError(Exception):
    """A command failed; the text says which, and the last line of what it said."""


def scan(url: str, folder: Path) -> dict[str, Any]:
    """The JSON of `troth estate scan`; the draft of the inventory is left in the folder for the search.

    Raises:
        AbsentError: this troth has no such command.
        FailedError: the command failed.
    """
    return _asked(["estate", "scan", url, "-o", str(folder / "estate.yaml"), "--force", "--all", "--format", "json"])


def find(folder: Path, seeds: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The JSON of `troth subject find` for a person, by the inventory that a scan left in the folder.

    Raises:
        AbsentError: this troth has no such command.
        FailedError: the command failed.
    """
    named = [part for kind, text in seeds if kind != "name" for part in ("--by", f"{kind}:{text}")]
    # Exit code 1 says that nothing was found: that is an answer.
    return _asked(["subject", "find", str(folder / "estate.yaml"), *named, "--format", "json"], answers=(0, 1))


def _asked(arguments: list[str], answers: tuple[int, ...] = (0,)) -> dict[str, Any]:
    command = " ".join(arguments[:2])
    if not _is_there(command):
        raise AbsentError(f"this troth has no `troth {command}`")
    ended = _run(arguments)
    if ended.returncode not in answers:
        said = ended.stderr.strip().splitlines() or [""]
        raise FailedError(f"`troth {command}` ended with {ended.returncode}: {said[-1]}")
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


@cache
def _is_there(command: str) -> bool:
    return _run([*command.split(), "--help"]).returncode == 0


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "troth", *arguments], capture_output=True, text=True, check=False)
