from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_name_in_capitals_is_reported_with_its_proper_form() -> None:
    assert one("policy.name-style", "data: {EmailAddress: {is: [pd:EmailAddress], cite: [s1]}}").help == (
        "write `email_address`"
    )


def test_an_id_with_blanks_is_reported_with_its_proper_form() -> None:
    problem = one("policy.name-style", "notes: [{id: Read me, kind: other, reason: advice, cite: [s1]}]")
    assert problem.help == "write `read-me`"


def test_data_are_not_joined_by_hyphens() -> None:
    assert one("policy.name-style", "data: {e-mail: {is: [pd:EmailAddress], cite: [s1]}}").help == "write `e_mail`"


def test_names_of_the_right_form_are_silent() -> None:
    text = """
    data: {email_address: {is: [pd:EmailAddress], cite: [s1]}}
    trackers: {visit_log: {kind: log, class: analytics, cite: [s1]}}
    notes: [{id: n-read-2, kind: other, reason: advice, cite: [s1]}, {kind: other, reason: advice, cite: [s1]}]
    """
    assert found("policy.name-style", text) == []
