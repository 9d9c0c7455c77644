from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data: {{email: {{is: [pd:EmailAddress], cite: [s1]}}}}
practices:
  - {{id: no-sale, do: sell, data: [email], modal: never, {more} cite: [s1]}}
  - {{id: offers, do: use, data: [email], modal: may, cite: [s2]}}
choices: [{{id: stop, of: [{of}], cite: [s3]}}]
"""


def test_a_choice_about_what_is_never_done_is_reported() -> None:
    problem = one("policy.choice-of-prohibition", FRAME.format(more="", of="no-sale, offers"))
    assert problem.clauses == ("s1", "s3")


def test_what_only_other_facts_lift_cannot_be_chosen() -> None:
    for fact in ("{origin: opt_in}", "{consent: opt_out}"):
        text = FRAME.format(more=f"unless: {fact},", of="no-sale")
        assert "`practices.no-sale`" in one("policy.choice-of-prohibition", text).text


def test_choices_about_permissions_and_about_what_consent_lifts_are_silent() -> None:
    assert found("policy.choice-of-prohibition", FRAME.format(more="", of="offers")) == []
    lifted = FRAME.format(more="unless: {consent: opt_in},", of="no-sale")
    assert found("policy.choice-of-prohibition", lifted) == []
