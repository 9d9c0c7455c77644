from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_claim_that_no_check_knows_is_reported() -> None:
    problem = one("policy.unknown-claim", "claims: [{id: none-sold, say: no_sales, cite: [s1]}]")
    assert problem.help == "did you mean `no_sale`?"


def test_known_words_and_claims_with_a_reason_are_silent() -> None:
    text = """
    claims:
      - {id: none-sold, say: no_sale, cite: [s1]}
      - {id: kind-hearted, say: kindness, untestable: an attitude, cite: [s2]}
    """
    assert found("policy.unknown-claim", text) == []
