"""The page of all keys is what the code says."""

from __future__ import annotations

from troth.policy.export.reference import reference_page
from troth.policy.file.decode import fields_of
from troth.policy.model import KINDS
from unit.policy.export.examples import ROOT


def test_the_page_is_what_the_code_makes() -> None:
    page = ROOT / "docs" / "policy-reference.md"
    assert page.read_text(encoding="utf-8") == reference_page(), "run `make docs`"


def test_every_key_of_every_kind_is_on_the_page_with_a_sentence() -> None:
    sections = {part.split("\n", 1)[0]: part for part in reference_page().split("\n## ")}
    for kind, element in KINDS.items():
        for key, (field, _) in fields_of(element).items():
            if key not in ("id", "cite", "remark"):
                row = next(line for line in sections[kind].splitlines() if line.startswith(f"| `{key}` |"))
                assert str(field.metadata["about"]).replace("|", "\\|") in row
