from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_claim_about_an_element_that_is_not_there_is_reported() -> None:
    text = """
    trackers: {counter: {kind: cookie, class: analytics, cite: [s1]}}
    claims: [{id: only-ours, say: exclusive_access, about: [trackers.conter], cite: [s2]}]
    """
    problem = one("policy.unknown-address", text)
    assert problem.help == "did you mean `trackers.counter`?"


def test_the_meaning_of_a_term_must_be_there_when_it_is_an_address() -> None:
    text = "notes: [{id: n-card, kind: definition, term: card, means: data.card, cite: [s1]}]"
    assert "`data.card`" in one("policy.unknown-address", text).text


def test_addresses_that_lead_somewhere_the_head_and_words_are_silent() -> None:
    text = """
    trackers: {counter: {kind: cookie, class: analytics, cite: [s1]}}
    claims: [{id: covers, say: policy_covers, about: [policy, trackers.counter], cite: [s2]}]
    notes: [{id: n-cookie, kind: definition, term: cookie, means: a small file. It is kept., cite: [s3]}]
    """
    assert found("policy.unknown-address", text) == []
