from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data:
  statistics: {{is: [troth:AggregateData], personal: none, cite: [s1]}}
  names: {{is: [pd:Name], personal: direct, cite: [s1]}}
  feedback: {{is: [troth:Feedback], {feedback}, cite: [s1]}}
practices:
  - {{id: improve, do: use, data: [{first}], modal: may, cite: [s1, s2]}}
  - {{id: plan, do: use, data: [statistics], modal: may, cite: [s1, {second}]}}
  - {{id: feedback, do: use, data: [feedback], modal: may, cite: [s1, s4]}}
"""
NOTICE = """\
We may use statistics to:

- improve the site;
- plan ahead;
- see what patients say.
"""


def test_personal_data_under_a_lead_in_about_data_that_are_not_are_reported() -> None:
    for feedback in ("personal: direct", "personal: linkable, sensitive: true"):
        text = FRAME.format(feedback=feedback, first="statistics", second="s3")
        problem = one("policy.stray-bullet", text, NOTICE)
        assert problem.clauses == ("s1", "s4")
        assert "`practices.feedback`" in problem.text


def test_a_lead_in_about_personal_data_and_one_of_which_too_little_is_known_are_silent() -> None:
    for feedback, first, second in (
        ("personal: none", "statistics", "s3"),
        ("personal: direct", "names", "s3"),
        ("personal: direct", "statistics, names", "s3"),
        ("personal: direct", "statistics", "s2"),
    ):
        text = FRAME.format(feedback=feedback, first=first, second=second)
        assert found("policy.stray-bullet", text, NOTICE) == []


def test_citations_outside_the_list_and_of_nothing_are_passed_over() -> None:
    text = FRAME.format(feedback="personal: direct", first="statistics", second="s3").replace("[s1, s4]", "[s99, s5]")
    assert found("policy.stray-bullet", text, NOTICE + "\nWe keep all of it.\n") == []


def test_without_the_notice_nobody_knows_which_item_stands_where() -> None:
    text = FRAME.format(feedback="personal: direct", first="statistics", second="s3")
    assert found("policy.stray-bullet", text) == []
