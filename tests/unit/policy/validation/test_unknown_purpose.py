from __future__ import annotations

from unit.policy.validation.cases import found, one

BROKEN = """
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
purposes: {newsletters: {is: [troth:Newsletter], cite: [s1]}}
practices: [{id: send, do: use, data: [email], for: [newsletter], modal: may, cite: [s2]}]
"""
CLEAN = """
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
purposes: {newsletters: {is: [troth:Newsletter], cite: [s1]}, all: {compatible_with: [newsletters], cite: [s1]}}
practices: [{id: send, do: use, data: [email], for: [newsletters, "*"], modal: may, cite: [s2]}]
"""


def test_a_purpose_that_is_not_declared_is_reported_with_what_was_probably_meant() -> None:
    problem = one("policy.unknown-purpose", BROKEN)
    assert "did you mean `newsletters`?" in problem.help
    assert problem.clauses == ("s2",)


def test_declared_names_and_the_wildcard_where_it_may_stand_are_silent() -> None:
    assert found("policy.unknown-purpose", CLEAN) == []
