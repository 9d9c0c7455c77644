from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data:
  facts: {{personal: linkable, cite: [s1]}}
  log: {{{log}, cite: [s2]}}
claims: [{{id: logged, say: {say}, about: [data.log], cite: [s3]}}]
"""


def test_an_anonymous_log_with_an_identifier_or_tracking_is_reported() -> None:
    for terms in ("pd:IPAddress", "pd:Name", "troth:ServerLog, pd:Tracking", "dpv:AnonymisedData, pd:Username"):
        text = FRAME.format(log=f"is: [{terms}], personal: none", say="anonymous")
        assert one("policy.anonymity-claim", text).clauses == ("s2", "s3")


def test_an_anonymous_log_of_data_that_can_be_linked_is_reported_with_them() -> None:
    text = FRAME.format(log="is: [facts, troth:ServerLog], personal: none", say="anonymous")
    problem = one("policy.anonymity-claim", text)
    assert problem.clauses == ("s1", "s3")
    assert "`data.facts`" in problem.text


def test_anonymised_data_and_data_that_nobody_calls_anonymous_are_silent() -> None:
    anonymised = FRAME.format(log="is: [dpv:AnonymisedData], personal: none", say="anonymous")
    assert found("policy.anonymity-claim", anonymised) == []
    other = FRAME.format(log="is: [pd:IPAddress], personal: none", say="not_linked")
    assert found("policy.anonymity-claim", other) == []
