from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{{party}: {{role: controller, {contact} cite: [s1]}}}}
duties: [{{id: answer, when: {when}, do: answer, {how} cite: [s2]}}]
"""


def test_an_invitation_without_an_address_is_reported() -> None:
    for party, contact in (("example", ""), ("another", 'contact: ["mailto:a@b.example"],')):
        text = FRAME.format(party=party, contact=contact, when="inquiry", how="")
        assert one("policy.missing-contact", text).clauses == ("s2",)


def test_an_address_of_the_duty_or_of_the_organisation_is_silent() -> None:
    address = '["mailto:privacy@firm.example"],'
    for contact, when, how in (
        ("", "inquiry", f"how: {address}"),
        (f"contact: {address}", "inquiry", ""),
        ("", "breach", ""),
    ):
        text = FRAME.format(party="example", contact=contact, when=when, how=how)
        assert found("policy.missing-contact", text) == []
