from __future__ import annotations

from unit.policy.validation.cases import found, one

BROKEN = """
data: {email_address: {is: [pd:EmailAddress], cite: [s1]}}
retention: [{id: r, data: [e_mail], max: P1Y, cite: [s2]}]
"""
CLEAN = """
data: {email_address: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: use, do: use, data: ["*"], modal: may, cite: [s1]}]
retention: [{id: r, data: [email_address], max: P1Y, cite: [s2]}]
"""


def test_a_category_that_is_not_declared_is_reported_with_what_was_probably_meant() -> None:
    problem = one("policy.unknown-category", BROKEN)
    assert "did you mean `email_address`?" in problem.help
    assert problem.clauses == ("s2",)


def test_declared_names_and_the_wildcard_where_it_may_stand_are_silent() -> None:
    assert found("policy.unknown-category", CLEAN) == []


def test_the_wildcard_is_no_name_where_names_are_due() -> None:
    problem = one("policy.unknown-category", "parties: {firm: {role: controller, of: ['*'], cite: [s1]}}")
    assert "`parties.firm` has `*` under `of`" in problem.text


def test_every_use_of_an_undeclared_name_is_reported_at_its_own_place() -> None:
    text = """
    data: {email: {is: [pd:EmailAddress], cite: [s1]}}
    practices:
      - {id: one, do: use, data: [mail], modal: may, cite: [s1]}
      - {id: other, do: use, data: [mail], modal: may, cite: [s2]}
    """
    assert [problem.place.line for problem in found("policy.unknown-category", text)] == [5, 6]
