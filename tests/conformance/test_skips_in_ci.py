"""Is a skipped test a failure in continuous integration, and only there?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
CASES = """
import pytest

def test_skips():
    pytest.skip("no service")

@pytest.mark.xfail(strict=True)
def test_fails_as_expected():
    assert False

def test_holds():
    assert True
"""


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", "1 failed, 1 passed, 1 xfailed"), ("", "1 passed, 1 skipped, 1 xfailed")]
)
def test_a_skip_fails_in_ci_and_nowhere_else(tmp_path: Path, ci: str, outcome: str) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (tmp_path / "test_cases.py").write_text(CASES, "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome in run.stdout
    assert run.returncode == (1 if ci else 0)
