from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_law_that_troth_does_not_know_is_reported() -> None:
    text = """\
    policy: {organisation: example, version: "1", effective: 2024-01-01, laws: [eu-gdrp], cite: [s1]}
    """
    assert one("policy.unknown-law", text).help == "did you mean `eu-gdpr`?"


def test_a_right_names_its_law_by_the_same_names() -> None:
    problem = one("policy.unknown-law", "rights: [{id: know, do: know, law: ccpa, cite: [s1]}]")
    assert problem.text == "`rights.know` names the law `ccpa`, which troth does not know"


def test_known_laws_are_silent() -> None:
    text = """\
    policy: {organisation: example, version: "1", effective: 2024-01-01, laws: [eu-gdpr, us-ca-ccpa], cite: [s1]}
    rights: [{id: know, do: know, law: us-ca-ccpa, cite: [s1]}, {id: see, do: access, cite: [s1]}]
    """
    assert found("policy.unknown-law", text) == []
