from __future__ import annotations

from unit.policy.validation.cases import found, one

BROKEN = """
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: use-email, do: use, data: [email], modal: may, cite: [s1]}]
choices: [{id: stop, of: [use-mail], cite: [s2]}]
"""
CLEAN = """
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: use-email, do: use, data: [email], modal: may, cite: [s1]}]
choices: [{id: stop, of: [use-email], cite: [s2]}]
signals: {gpc: {state: honoured, of: [use-email], cite: [s2]}}
"""


def test_a_practice_that_is_not_declared_is_reported_with_what_was_probably_meant() -> None:
    problem = one("policy.unknown-practice", BROKEN)
    assert "did you mean `use-email`?" in problem.help
    assert problem.clauses == ("s2",)


def test_declared_names_and_the_wildcard_where_it_may_stand_are_silent() -> None:
    assert found("policy.unknown-practice", CLEAN) == []
