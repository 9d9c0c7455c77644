from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data: {{visits: {{is: [pd:BrowsingBehavior], cite: [s1]}}}}
practices: [{{id: follow, do: use, data: [visits], modal: may, consent: opt_out, cite: [s1]}}]
choices:
  - {{id: elsewhere, of: [follow], how: [{how}], cite: [s2]}}
  - {{id: other, of: [{of}], how: [browser_setting], {more} cite: [s3]}}
"""
OUT = '"external:https://optout.example"'


def test_a_no_that_only_a_third_party_takes_is_reported() -> None:
    problem = one("policy.delegated-opt-out", FRAME.format(how=OUT, of="", more=""))
    assert problem.clauses == ("s1", "s2")


def test_a_choice_that_does_not_exist_is_no_way_of_our_own() -> None:
    problem = one("policy.delegated-opt-out", FRAME.format(how=OUT, of="follow", more="available: false,"))
    assert "`choices.elsewhere`" in problem.text


def test_a_way_of_our_own_beside_it_is_silent() -> None:
    assert found("policy.delegated-opt-out", FRAME.format(how=f"{OUT}, profile", of="", more="")) == []
    assert found("policy.delegated-opt-out", FRAME.format(how=OUT, of="follow", more="")) == []
    assert found("policy.delegated-opt-out", FRAME.format(how="", of="", more="")) == []
