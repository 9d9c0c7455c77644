from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_source_that_is_neither_a_word_nor_a_party_is_reported() -> None:
    text = "data: {email: {is: [pd:EmailAddress], from: [devices], cite: [s1]}}"
    assert one("policy.unknown-source", text).help == "did you mean `device`?"


def test_the_words_for_sources_and_parties_are_silent() -> None:
    text = """
    parties: {partner: {role: third_party, cite: [s1]}}
    data: {email: {is: [pd:EmailAddress], from: [subject, device, third_party, public_source, partner], cite: [s1]}}
    practices: [{id: collect, do: collect, data: [email], from: [partner], modal: may, cite: [s1]}]
    """
    assert found("policy.unknown-source", text) == []
