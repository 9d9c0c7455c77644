from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

CLAIM = """
data: {{device: {{is: [{term}], personal: none, cite: [s1]}}, account: {{is: [pd:Username], cite: [s3]}}}}
practices: [{{id: link, do: combine, data: [{linked}], modal: {modal}, cite: [s4]}}]
claims: [{{id: not-personal, say: no_personal_data, about: [data.device], cite: [s2]}}]
"""


@pytest.mark.parametrize(
    "term", ["pd:IPAddress", "troth:CookieIdentifier", "pd:TelephoneNumber", "troth:DialledNumber"]
)
def test_an_identifier_that_is_called_not_personal_is_reported(term: str) -> None:
    problem = one("policy.definition-scope", CLAIM.format(term=term, linked="account", modal="may"))
    assert problem.clauses == ("s1", "s2")
    assert "identified by `data.device`" in problem.text


def test_data_that_are_linked_to_personal_data_are_personal() -> None:
    problem = one("policy.definition-scope", CLAIM.format(term="pd:Language", linked="device, account", modal="may"))
    assert problem.clauses == ("s1", "s2", "s4")
    assert "linked to personal data by `practices.link`" in problem.text


def test_data_without_identifiers_that_nothing_links_are_silent() -> None:
    for linked, modal in (("account", "may"), ("device", "may"), ("device, account", "never")):
        text = CLAIM.format(term="troth:AggregateData", linked=linked, modal=modal)
        assert found("policy.definition-scope", text) == []


def test_parts_of_an_address_that_many_share_identify_nobody() -> None:
    assert found("policy.definition-scope", "data: {area: {is: [pd:PostalCode], personal: none, cite: [s1]}}") == []


def test_an_identifier_that_is_called_personal_is_silent() -> None:
    text = """
    data: {device: {is: [pd:IPAddress], personal: linkable, cite: [s1]}}
    trackers: {counter: {kind: cookie, class: analytics, data: [device], personal: true, cite: [s1]}}
    """
    assert found("policy.definition-scope", text) == []


def test_a_tracker_and_the_data_it_carries_are_one_finding() -> None:
    text = """
    data: {ids: {is: [troth:CookieIdentifier], personal: none, cite: [s1]}}
    trackers: {counter: {kind: cookie, class: analytics, data: [ids], personal: false, cite: [s2]}}
    """
    problem = one("policy.definition-scope", text)
    assert problem.clauses == ("s1", "s2")


def test_other_identifiers_are_another_finding() -> None:
    text = """
    data:
      ids: {is: [troth:CookieIdentifier], personal: none, cite: [s1]}
      calls: {is: [pd:CallLog], personal: none, cite: [s2]}
      numbers: {is: [calls, troth:DialledNumber], personal: none, cite: [s3]}
    """
    assert [problem.clauses for problem in found("policy.definition-scope", text)] == [("s1",), ("s2", "s3")]


def test_a_denial_that_rests_on_more_is_another_finding() -> None:
    text = """
    data:
      device: {personal: none, cite: [s1]}
      ids: {is: [device, troth:CookieIdentifier], personal: none, cite: [s2]}
      ip: {is: [device, pd:IPAddress], personal: none, cite: [s3]}
    trackers: {counter: {kind: cookie, class: analytics, data: [ids], personal: false, cite: [s4]}}
    """
    assert {problem.clauses for problem in found("policy.definition-scope", text)} == {("s2", "s4"), ("s1", "s2", "s3")}


def test_what_is_not_personal_within_data_that_are_is_judged_too() -> None:
    text = """
    data:
      facts: {personal: direct, cite: [s1]}
      ids: {is: [facts, troth:CookieIdentifier], personal: none, cite: [s2]}
    """
    assert one("policy.definition-scope", text).clauses == ("s2",)
