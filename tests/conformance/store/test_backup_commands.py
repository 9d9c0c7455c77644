"""Do `troth backup` and `troth restore` say what they did, and what is in their way?"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from conformance.store.test_backup import filled
from databases import leave

if TYPE_CHECKING:
    from pathlib import Path

    from databases import Database


def troth(database: Database, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "troth", *arguments],
        env=database.environment | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_backup_is_made_checked_and_restored_into_an_empty_folder(database: Database, tmp_path: Path) -> None:
    filled(database)
    leave()
    file = str(tmp_path / "today.backup")
    made = troth(database, "backup", file)
    assert (made.returncode, made.stderr) == (0, "")
    assert "the installation's key is not in it" in made.stdout
    again = troth(database, "backup", file)
    assert again.returncode == 2
    assert "[backup.file-exists]" in again.stderr
    checked = troth(database, "restore", "--check", "--format", "json", file)
    assert checked.returncode == 0, checked.stderr
    assert set(json.loads(checked.stdout)["logs"]) == {"acme", "other"}
    occupied = troth(database, "restore", file)
    assert occupied.returncode == 2
    assert "[restore.not-empty]" in occupied.stderr

    empty = {"TROTH_DATA": str(tmp_path / "empty"), "TROTH_DATABASE": ""}
    keyless = troth(database, "restore", file, **empty, TROTH_KEY="")
    assert keyless.returncode == 2
    assert "[restore.no-key]" in keyless.stderr
    assert not (tmp_path / "empty" / "key").exists()
    restored = troth(database, "restore", file, **empty)
    assert restored.returncode == 0, restored.stderr
    assert "2 organisations restored" in restored.stdout
