from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """\
policy:
  {{organisation: example, version: "1", effective: 2024-01-01, cite: [s1],
   changes: {{effect: {effect}, applies_to: {applies_to}}}}}
"""


def test_changes_at_once_for_later_data_only_are_noted() -> None:
    text = FRAME.format(effect="on_posting", applies_to="data_collected_after")
    assert one("policy.version-binding", text).clauses == ("s1",)


def test_changes_for_all_data_and_later_changes_are_silent() -> None:
    for effect, applies_to in (("on_posting", "all_data"), ("P30D", "data_collected_after")):
        assert found("policy.version-binding", FRAME.format(effect=effect, applies_to=applies_to)) == []
