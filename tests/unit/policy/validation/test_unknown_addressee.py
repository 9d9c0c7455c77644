from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_duty_towards_nobody_known_is_reported() -> None:
    text = """
    subjects: {customer: {cite: [s1]}}
    duties: [{id: tell, when: breach, do: notify, who: [customers], cite: [s1]}]
    """
    assert one("policy.unknown-addressee", text).help == "did you mean `customer`?"


def test_subjects_kinds_of_subject_and_parties_are_silent() -> None:
    text = """
    parties: {authority: {role: authority, cite: [s1]}}
    subjects: {customer: {cite: [s1]}}
    duties: [{id: tell, when: breach, do: notify, who: [subject, customer, authority], cite: [s1]}]
    """
    assert found("policy.unknown-addressee", text) == []
