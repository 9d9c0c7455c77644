"""Which words does reading know?

Tables of our own beside this module, read once and when first asked for. A line beginning with `#` is a remark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, its head line left out; cells are divided by tabs."""
    text = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines[1:])
