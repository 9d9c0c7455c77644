from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """\
policy:
  {{organisation: example, version: "1", effective: 2024-01-01, cite: [s1], applies: [{applies}], excludes: [offline]}}
"""


def test_what_is_excluded_and_covered_for_a_region_is_reported() -> None:
    problem = one("policy.scope-by-jurisdiction", FRAME.format(applies='website, "us-ca:offline"'))
    assert "`offline` (but not for `us-ca`)" in problem.text


def test_what_is_covered_for_a_region_and_not_excluded_is_silent() -> None:
    for applies in ("website", '"us-ca:online"', '"ads:linking_here"'):
        assert found("policy.scope-by-jurisdiction", FRAME.format(applies=applies)) == []
