from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
rights: [{{id: see, do: access, how: [profile, "mailto:privacy@firm.example"], cite: [s1]}}]
duties:
  - {{id: answer, when: inquiry, do: answer, how: ["{inquiry}"], cite: [s2]}}
  - {{id: tell, when: breach, do: notify, how: ["tel:+1-800-555-0100"], cite: [s3]}}
"""


def test_several_addresses_are_noted_with_the_elements_that_give_them() -> None:
    for inquiry in ("mailto:support@firm.example", "tel:+1-800-555-0199"):
        problem = one("policy.intake-union", FRAME.format(inquiry=inquiry))
        assert problem.clauses == ("s1", "s2")
        assert "at 2 addresses" in problem.text


def test_one_address_however_often_it_stands_is_silent() -> None:
    assert found("policy.intake-union", FRAME.format(inquiry="mailto:privacy@firm.example")) == []
