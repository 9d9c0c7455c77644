from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data: {{ids: {{is: [troth:CookieIdentifier], cite: [s1]}}}}
practices:
  - {{id: cookies, do: collect, data: [ids], modal: does, {practice} cite: [s1]}}
  - {{id: surveys, do: collect, data: [ids], modal: does, cite: [s5]}}
choices: [{{id: no-cookies, of: [cookies], {choice} cite: [s2]}}]
claims:
  - {{id: visit, say: voluntary, about: [practices.surveys, data.ids], cite: [s3]}}
  - {{id: survey, say: voluntary, about: [practices.surveys], cite: [s4]}}
"""


def test_a_choice_that_costs_the_service_is_reported_with_what_is_called_voluntary() -> None:
    problem = one("policy.choice-consequence", FRAME.format(practice="", choice="cost: no_service,"))
    assert problem.clauses == ("s1", "s2", "s3")
    assert "`claims.visit`" in problem.text
    assert "`claims.survey`" not in problem.text


def test_consent_on_pain_of_no_service_is_reported() -> None:
    text = FRAME.format(practice="consent: opt_in, cost: no_service,", choice="")
    assert "`practices.cookies`" in one("policy.choice-consequence", text).text


def test_a_free_choice_a_cheap_one_and_what_is_no_choice_are_silent() -> None:
    for practice, choice in (
        ("", ""),
        ("", "cost: degraded_service,"),
        ("", "cost: no_service, available: false,"),
        ("mandatory: true, cost: no_service,", ""),
    ):
        assert found("policy.choice-consequence", FRAME.format(practice=practice, choice=choice)) == []
