"""What `import troth` offers, and what it costs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import troth

ROOT = Path(__file__).parents[2]


def test_the_public_names_are_those_that_are_promised() -> None:
    assert set(troth.__all__) == {
        "Answer",
        "Choices",
        "Engine",
        "Question",
        "__version__",
        "decide",
        "load_policy",
        "read_notice",
    }


@pytest.mark.parametrize("name", sorted(set(troth.__all__) - {"__version__"}))
def test_each_public_name_is_there_has_a_docstring_and_stands_in_the_documentation(name: str) -> None:
    thing = getattr(troth, name)
    assert thing.__module__.startswith("troth.")
    assert thing.__doc__
    assert f"`{name}" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_a_name_that_is_not_offered_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="module `troth` has no attribute `forget_everything`"):
        _ = troth.forget_everything


def test_the_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", troth.__version__)


def loaded_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement."""
    script = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(ran.stdout.split())


def test_importing_the_library_loads_nothing_but_itself() -> None:
    assert {name for name in loaded_after("import troth") if name.partition(".")[0] == "troth"} == {"troth"}


def test_deciding_loads_neither_arrays_nor_a_terminal_nor_cryptography() -> None:
    loaded = {name.partition(".")[0] for name in loaded_after("from troth import load_policy, decide, Engine")}
    assert "ruamel" in loaded
    assert loaded.isdisjoint({"numpy", "pyroaring", "click", "cryptography", "phonenumbers"})
