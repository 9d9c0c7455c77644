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


def scan(url: str, folder: Path) -> dict[str, Any]:
    """The JSON of `troth estate scan`; the draft of the inventory is left in the folder for the search.

    Raises:
        AbsentError: this troth has no such command.
        RuntimeError: the command failed.
    """
    return _asked(["estate", "scan", url, "-o", str(folder / "estate.yaml"), "--force", "--all", "--format", "json"])


def find(folder: Path, seeds: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The JSON of `troth subject find` for a person, by the inventory that a scan left in the folder.

    Raises:
        AbsentError: this troth has no such command.
        RuntimeError: the command failed.
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
        raise RuntimeError(f"`troth {command}` ended with {ended.returncode}: {ended.stderr[-400:]}")
    said: dict[str, Any] = json.loads(ended.stdout)
    return said


@cache
def _is_there(command: str) -> bool:
    return _run([*command.split(), "--help"]).returncode == 0


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "troth", *arguments], capture_output=True, text=True, check=False)
