from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_country_that_is_no_code_is_reported() -> None:
    problem = one("policy.unknown-country", "transfers: [{id: abroad, to: [UK], cite: [s1]}]")
    assert problem.text == "`transfers.abroad` names the country `UK`, which is no code of a country"


def test_codes_areas_and_anywhere_are_silent() -> None:
    text = """
    parties: {host: {role: processor, country: FR, cite: [s1]}, group: {role: affiliate, cite: [s1]}}
    data: {email: {is: [pd:EmailAddress], cite: [s1]}}
    practices: [{id: keep, do: store, data: [email], where: [EEA, GB], modal: does, cite: [s1]}]
    transfers: [{id: abroad, to: ["*"], from: [EU], cite: [s1]}]
    """
    assert found("policy.unknown-country", text) == []
