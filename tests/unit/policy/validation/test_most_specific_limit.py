from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
subjects: {{applicant: {{cite: [s1]}}}}
data: {{facts: {{cite: [s1]}}, application: {{is: [facts], cite: [s1]}}, visits: {{cite: [s1]}}}}
retention:
  - {{id: all, data: [facts], max: P6Y, cite: [s1]}}
  - {{id: other, {other}, cite: [s2]}}
"""


def test_a_limit_for_a_narrower_category_or_kind_of_subject_is_noted() -> None:
    for other in ("data: [application], max: P2Y", "data: [facts], subjects: [applicant], max: P8Y"):
        problem = one("policy.most-specific-limit", FRAME.format(other=other))
        assert problem.clauses == ("s1", "s2")
        assert "`retention.other`" in problem.text


def test_the_same_length_other_data_and_events_are_silent() -> None:
    for other in (
        "data: [application], max: P6Y",
        "data: [visits], max: P2Y",
        "data: [application], until: request",
        "data: [facts], max: P2Y",
    ):
        assert found("policy.most-specific-limit", FRAME.format(other=other)) == []
