from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_an_element_that_comes_from_nowhere_is_reported() -> None:
    problem = one("policy.uncited-element", "data: {email: {is: [pd:EmailAddress]}}")
    assert problem.text == "`data.email` cites no clause of the notice"


def test_the_head_must_come_from_the_notice_too() -> None:
    text = """\
    policy: {organisation: example, version: "1", effective: 2024-01-01}
    """
    assert "`policy`" in one("policy.uncited-element", text).text


def test_elements_with_a_citation_are_silent_and_practices_have_a_rule_of_their_own() -> None:
    text = """
    data: {email: {is: [pd:EmailAddress], cite: [s1]}}
    practices: [{id: use, do: use, data: [email], modal: may}]
    """
    assert found("policy.uncited-element", text) == []
