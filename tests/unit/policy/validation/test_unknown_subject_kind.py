from __future__ import annotations

from unit.policy.validation.cases import found, one

BROKEN = """
subjects: {customer: {cite: [s1]}}
rights: [{id: see, do: access, who: customers, cite: [s2]}]
"""
CLEAN = """
subjects: {customer: {cite: [s1]}, adult: {is: [customer], age: ">=18", cite: [s1]}}
rights: [{id: see, do: access, who: adult, cite: [s2]}, {id: see-all, do: access, cite: [s2]}]
"""


def test_a_kind_of_subject_that_is_not_declared_is_reported_with_what_was_probably_meant() -> None:
    problem = one("policy.unknown-subject-kind", BROKEN)
    assert "did you mean `customer`?" in problem.help
    assert problem.clauses == ("s2",)


def test_declared_names_and_the_wildcard_where_it_may_stand_are_silent() -> None:
    assert found("policy.unknown-subject-kind", CLEAN) == []
