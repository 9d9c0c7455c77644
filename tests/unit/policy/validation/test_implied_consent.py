from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_use_as_consent_beside_consent_that_is_asked_for_is_reported() -> None:
    text = """
    data: {email: {is: [pd:EmailAddress], cite: [s1]}}
    practices: [{id: offers, do: use, data: [email], modal: does, consent: opt_in, cite: [s1]}]
    trackers: {ads: {kind: cookie, class: advertising, consent: opt_in, cite: [s3]}}
    claims: [{id: use, say: use_is_consent, cite: [s2]}]
    """
    problem = one("policy.implied-consent", text)
    assert problem.clauses == ("s1", "s2", "s3")
    assert (
        problem.text
        == "`claims.use` takes use as consent, and consent is asked for by `practices.offers` and `trackers.ads`"
    )


def test_deemed_consent_for_sensitive_data_is_reported_whether_the_file_or_the_term_says_so() -> None:
    for data in ("{sensitive: true, cite: [s1]}", "{is: [pd:Health], cite: [s1]}"):
        text = f"""
        data: {{all: {{cite: [s1]}}, health: {data}}}
        practices: [{{id: take, do: collect, data: [health], modal: may, consent: by_entry, cite: [s2]}}]
        """
        assert one("policy.implied-consent", text).clauses == ("s2",)


def test_use_as_consent_where_nothing_is_asked_and_deemed_consent_for_other_data_are_silent() -> None:
    text = """
    data: {email: {is: [pd:EmailAddress], cite: [s1]}, health: {is: [pd:Health], cite: [s1]}}
    practices:
      - {id: collect, do: collect, data: [email], modal: may, consent: by_use, cite: [s1]}
      - {id: ask, do: collect, data: [health], modal: may, cite: [s2]}
    claims: [{id: use, say: use_is_consent, cite: [s3]}]
    """
    assert found("policy.implied-consent", text) == []


def test_consent_that_is_asked_for_is_silent_where_use_is_no_consent() -> None:
    text = """
    data: {health: {is: [pd:Health], cite: [s1]}}
    practices: [{id: ask, do: collect, data: [health], modal: may, consent: opt_in, cite: [s2]}]
    claims: [{id: agree, say: use_is_agreement, cite: [s3]}]
    """
    assert found("policy.implied-consent", text) == []
