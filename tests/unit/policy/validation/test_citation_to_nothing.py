from __future__ import annotations

from unit.policy.validation.cases import found, one

NOTICE = "We keep your e-mail address.\n"


def test_a_citation_of_a_clause_that_is_not_there_is_reported() -> None:
    problem = one("policy.citation-to-nothing", "data: {email: {is: [pd:EmailAddress], cite: [s1, s2]}}", NOTICE)
    assert problem.text == "`data.email` cites `s2`, which the notice does not have"


def test_characters_beyond_the_clause_are_reported() -> None:
    text = "data: {email: {is: [pd:EmailAddress], cite: ['s1[8:40]']}}"
    problem = one("policy.citation-to-nothing", text, NOTICE)
    assert problem.help == "the text of `s1` has 28 characters"


def test_clauses_and_characters_that_are_there_are_silent() -> None:
    text = "data: {email: {is: [pd:EmailAddress], cite: [s1, 's1[8:28]']}}"
    assert found("policy.citation-to-nothing", text, NOTICE) == []


def test_without_the_notice_nothing_can_be_said() -> None:
    assert found("policy.citation-to-nothing", "data: {email: {is: [pd:EmailAddress], cite: [s99]}}") == []
