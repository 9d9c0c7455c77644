from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """\
policy: {{organisation: example, version: "1", effective: {effective}, cite: [s1]}}
"""


def test_a_policy_that_binds_from_no_day_is_reported() -> None:
    problem = one("policy.no-effective-date", FRAME.format(effective="{new: on_acceptance}"))
    assert problem.text == "the policy does not say from which day it binds"


def test_a_word_that_is_no_day_is_reported() -> None:
    problem = one("policy.no-effective-date", FRAME.format(effective="{new: soon, existing: 2024-01-01}"))
    assert "`soon`" in problem.text


def test_a_date_and_acceptance_beside_a_date_are_silent() -> None:
    for effective in (
        "2024-01-01",
        "{new: on_acceptance, existing: 2024-01-01}",
        "{new: 2024-01-01, existing: 2024-02-01}",
    ):
        assert found("policy.no-effective-date", FRAME.format(effective=effective)) == []
