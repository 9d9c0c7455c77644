"""Is every setting documented, and every problem of the store that the page of operations names a real one?"""

from __future__ import annotations

import re
from pathlib import Path

from troth.installation import SETTINGS

ROOT = Path(__file__).parents[2]


def test_every_setting_stands_in_the_page_of_settings_and_nothing_else_does() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `TROTH_(\w+)` \|", page, flags=re.MULTILINE)
    assert [name for name, _ in rows] == list(SETTINGS)
    assert [variable for _, variable in rows] == [name.upper() for name in SETTINGS]


def test_every_id_that_the_page_of_operations_names_is_one_of_ours() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    named = set(re.findall(r"`((?:store|evidence|restore|installation)\.[a-z]+(?:-[a-z]+)*)`", page))
    assert len(named) > 6
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "src").rglob("*.py"))
    assert [each for each in sorted(named) if f'id="{each}"' not in source] == []
