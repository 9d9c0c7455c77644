from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{partner: {{role: third_party, cite: [s1]}}}}
data:
  email: {{is: [pd:EmailAddress], from: [subject], cite: [s1]}}
  other: {{is: [dpv:PersonalData], {source} cite: [s2]}}
rights: [{{id: correct, do: rectify, data: {data}, how: [{how}], cite: [s3]}}]
claims: [{{id: all, say: {say}, cite: [s4]}}]
"""


def test_all_data_in_the_account_is_a_claim_that_data_of_devices_and_third_parties_break() -> None:
    for source in ("from: [device],", "from: [partner],", "from: [public_source],"):
        text = FRAME.format(source=source, data='["*"]', how="profile", say="complete_self_service")
        assert one("policy.universal-claim", text).clauses == ("s2", "s3", "s4")


def test_the_right_alone_says_so_too() -> None:
    text = FRAME.format(source="from: [device],", data='["*"]', how="profile", say="accurate")
    assert one("policy.universal-claim", text).clauses == ("s2", "s3")


def test_data_that_people_gave_and_rights_that_promise_less_are_silent() -> None:
    for source, data, how, say in (
        ("from: [subject, device],", '["*"]', "profile", "complete_self_service"),
        ("", '["*"]', "profile", "complete_self_service"),
        ("from: [device],", "[email]", "profile", "accurate"),
        ("from: [device],", '["*"]', '"mailto:privacy@firm.example"', "accurate"),
    ):
        text = FRAME.format(source=source, data=data, how=how, say=say)
        assert found("policy.universal-claim", text) == []
