from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_copy_that_erasure_leaves_is_noted_with_its_limits() -> None:
    text = """
    data: {bills: {cite: [s1]}}
    purposes: {billing: {cite: [s1]}, marketing: {cite: [s1]}}
    rights: [{id: delete, do: erase, keep_if: {erase: [billing]}, cite: [s2]}]
    retention:
      - {id: bills, data: [bills], for: [billing], max: P10Y, cite: [s3]}
      - {id: leads, data: [bills], for: [marketing], max: P1Y, cite: [s4]}
    """
    problem = one("policy.exception-path", text)
    assert problem.clauses == ("s2", "s3")
    assert problem.text == "`rights.delete` leaves a copy for `billing`"


def test_erasure_of_everything_and_grounds_to_refuse_other_requests_are_silent() -> None:
    text = """
    rights:
      - {id: delete, do: erase, cite: [s1]}
      - {id: see, do: access, keep_if: {access: [trade_secret]}, cite: [s2]}
    """
    assert found("policy.exception-path", text) == []
