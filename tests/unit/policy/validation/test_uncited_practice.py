from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_practice_that_comes_from_nowhere_is_reported() -> None:
    text = """
    data: {email: {is: [pd:EmailAddress], cite: [s1]}}
    practices: [{id: use, do: use, data: [email], modal: may}]
    """
    assert one("policy.uncited-practice", text).text == "`practices.use` cites no clause of the notice"


def test_a_practice_with_a_citation_and_other_elements_without_are_silent() -> None:
    text = """
    data: {email: {is: [pd:EmailAddress]}}
    practices: [{id: use, do: use, data: [email], modal: may, cite: [s1]}]
    """
    assert found("policy.uncited-practice", text) == []
