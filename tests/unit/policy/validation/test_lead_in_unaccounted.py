from __future__ import annotations

from unit.policy.validation.cases import found, one

NOTICE = """\
We keep your e-mail address.

We may tell:

- the bank;
- the police.
"""


def test_a_lead_in_that_was_overlooked_with_its_list_is_reported() -> None:
    problem = one("policy.lead-in-unaccounted", "data: {email: {is: [pd:EmailAddress], cite: [s1]}}", NOTICE)
    assert problem.clauses == ("s2",)
    assert problem.place.line == 3


def test_a_lead_in_is_accounted_for_by_itself_or_by_one_of_its_items() -> None:
    for cited in ("s2", "s4"):
        text = f"data: {{email: {{is: [pd:EmailAddress], cite: [s1, {cited}]}}}}"
        assert found("policy.lead-in-unaccounted", text, NOTICE) == []
