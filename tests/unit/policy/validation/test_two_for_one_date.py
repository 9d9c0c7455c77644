from __future__ import annotations

from troth.policy.validation import validate_versions
from unit.policy.validation.cases import policy_of

HEAD = """\
policy: {{organisation: {organisation}, version: "{version}", effective: {day}, cite: [s1]}}
"""


def _problems(*heads: tuple[str, str, str]) -> list[str]:
    policies = [
        policy_of(HEAD.format(organisation=organisation, version=version, day=day), file=f"{number}.yaml")
        for number, (organisation, version, day) in enumerate(heads, 1)
    ]
    problems = validate_versions(policies)
    assert {problem.id for problem in problems} <= {"policy.two-for-one-date"}
    return [f"{problem.place}: {problem.text}" for problem in problems]


def test_two_policies_for_one_date_are_reported_at_the_second() -> None:
    problems = _problems(("a", "1", "2024-01-01"), ("a", "2", "2024-01-01"))
    assert problems == ["2.yaml:2:9: version `2` binds from 2024-01-01, as version `1` does"]


def test_a_version_that_stands_twice_is_reported() -> None:
    problems = _problems(("a", "1", "2024-01-01"), ("a", "1", "2024-02-01"))
    assert problems == ["2.yaml:2:9: version `1` stands in two files"]


def test_a_date_each_and_other_organisations_are_silent() -> None:
    assert _problems(("a", "1", "2024-01-01"), ("a", "2", "2024-02-01"), ("b", "1", "2024-01-01")) == []
