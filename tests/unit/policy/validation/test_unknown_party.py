from __future__ import annotations

from unit.policy.validation.cases import found, one

BROKEN = """
parties: {carriers: {role: recipient, cite: [s1]}}
rights: [{id: see, do: access, redirect: carrier, cite: [s2]}]
"""
CLEAN = """
parties:
  carriers: {role: recipient, cite: [s1]}
  operator: {role: recipient, is: [carriers], control: carriers, cite: [s1]}
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: pass-on, do: share, data: [email], with: ["*"], modal: may, cite: [s2]}]
trackers: {counter: {kind: cookie, class: analytics, set_by: [operator], read_by: [organisation], cite: [s2]}}
"""


def test_a_party_that_is_not_declared_is_reported_with_what_was_probably_meant() -> None:
    problem = one("policy.unknown-party", BROKEN)
    assert "did you mean `carriers`?" in problem.help
    assert problem.clauses == ("s2",)


def test_declared_names_and_the_wildcard_where_it_may_stand_are_silent() -> None:
    assert found("policy.unknown-party", CLEAN) == []
