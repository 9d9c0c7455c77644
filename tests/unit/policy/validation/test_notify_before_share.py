from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{partners: {{role: third_party, cite: [s1]}}, mailer: {{role: processor, cite: [s1]}}}}
data: {{email: {{is: [pd:EmailAddress], cite: [s1]}}}}
practices: [{{id: pass-on, {practice}, data: [email], cite: [s2]}}]
duties: [{{id: announce, {duty}, do: notify, who: [subject], cite: [s3]}}]
"""
DUTY = "when: third_party_collection"


def test_data_given_untold_where_people_are_always_told_is_reported() -> None:
    for practice in ("do: share, with: [partners], modal: may", "do: sell, with: ['*'], modal: does, consent: opt_out"):
        problem = one("policy.notify-before-share", FRAME.format(practice=practice, duty=DUTY))
        assert problem.clauses == ("s2", "s3")


@pytest.mark.parametrize(
    ("practice", "duty"),
    [
        ("do: share, with: [mailer], modal: may", DUTY),
        ("do: share, with: [partners], modal: never", DUTY),
        ("do: share, with: [partners], modal: may, consent: opt_in", DUTY),
        ("do: share, with: [partners], modal: may, if: {announced: at_collection}", DUTY),
        ("do: use, with: [partners], modal: may", DUTY),
        ("do: share, with: [partners], modal: may", "when: breach"),
        ("do: share, with: [partners], modal: may", f"{DUTY}, modal: may"),
    ],
)
def test_processors_consent_telling_and_no_promise_are_silent(practice: str, duty: str) -> None:
    assert found("policy.notify-before-share", FRAME.format(practice=practice, duty=duty)) == []
