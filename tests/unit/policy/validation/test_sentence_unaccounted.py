from __future__ import annotations

from unit.policy.validation.cases import found, one

NOTICE = """\
# Privacy

We keep your e-mail address. We sell
nothing.

We may tell:

- the bank;
- the police.
"""


def test_a_sentence_that_nothing_cites_is_reported_at_its_place_in_the_notice() -> None:
    problem = one("policy.sentence-unaccounted", "data: {email: {is: [pd:EmailAddress], cite: [s2, s5, s6]}}", NOTICE)
    assert str(problem.place) == "notice.md:3:30"
    assert problem.clauses == ("s3",)


def test_a_list_item_that_nothing_cites_is_reported() -> None:
    problem = one("policy.sentence-unaccounted", "data: {email: {is: [pd:EmailAddress], cite: [s2-s5]}}", NOTICE)
    assert problem.place.line == 9


def test_headings_and_lead_ins_say_nothing_of_their_own() -> None:
    text = "data: {email: {is: [pd:EmailAddress], cite: [s2, 's3[0:4]', s5, s6]}}"
    assert found("policy.sentence-unaccounted", text, NOTICE) == []


def test_without_the_notice_nothing_can_be_said() -> None:
    assert found("policy.sentence-unaccounted", "data: {email: {is: [pd:EmailAddress]}}") == []
