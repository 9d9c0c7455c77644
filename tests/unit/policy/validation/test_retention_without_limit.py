from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data: {{email: {{is: [pd:EmailAddress], cite: [s1]}}}}
retention: [{{id: email, data: [email], {limit} cite: [s1]}}]
"""


def test_a_limit_that_never_ends_is_reported() -> None:
    assert "has no end" in one("policy.retention-without-limit", FRAME.format(limit="then: delete,")).text


def test_a_length_an_event_and_a_permission_to_keep_are_silent() -> None:
    for limit in ("max: P2Y,", "until: purpose_fulfilled,", "modal: may,"):
        assert found("policy.retention-without-limit", FRAME.format(limit=limit)) == []
