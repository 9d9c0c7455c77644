"""Pages that follow from the code are what the code says now."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _generator() -> object:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = _generator().PAGES  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", PAGES)
def test_a_generated_page_is_what_the_code_says(file: str) -> None:
    written = (ROOT / "docs" / file).read_text(encoding="utf-8")
    assert written == PAGES[file](), "run `make docs`"


def test_every_command_has_an_example_in_its_help() -> None:
    page = PAGES["commands.md"]()
    blocks = re.findall(r"^## (troth.*?)\n\n```text\n(.*?)```", page, flags=re.DOTALL | re.MULTILINE)
    assert len(blocks) > 12
    without = [name for name, block in blocks if "COMMAND [ARGS]" not in block and f"  {name} " not in block]
    assert without == []


def test_every_link_of_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(((?!https?:|mailto:|#)[^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
