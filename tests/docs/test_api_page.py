"""Every block of the library's page runs, and prints what the page says it prints."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

from troth.decisions import Choices, Engine, Question

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)*)", PAGE, flags=re.DOTALL)
"""Each program of the page, with the indented lines that follow it: what it prints."""


def test_the_page_has_a_program_for_each_part() -> None:
    assert len(BLOCKS) == PAGE.count("```python") == 6


@pytest.mark.parametrize(("program", "printed"), BLOCKS, ids=[f"program {n}" for n in range(1, len(BLOCKS) + 1)])
def test_a_program_of_the_page_runs_and_prints_what_it_says(program: str, printed: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    run = [sys.executable, "-W", "error", "-c", program]
    ended = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == re.sub(r"^    ", "", printed, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", [Question, Choices])
def test_each_field_that_can_be_given_is_in_the_page(kind: type) -> None:
    given = {field.name for field in dataclasses.fields(kind) if field.init}
    missing = {name for name in given if f"`{name}`" not in PAGE}
    assert missing == set()


def test_each_public_method_of_the_engine_is_in_the_page() -> None:
    methods = {name for name in vars(Engine) if not name.startswith("_") and callable(getattr(Engine, name))}
    missing = {name for name in methods if f"{name}(" not in PAGE}
    assert missing == {"answer_to", "answer_for", "compiled_for"}  # what bulk answers and audiences need of the engine
