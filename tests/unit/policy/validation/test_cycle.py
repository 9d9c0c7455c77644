from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one


@pytest.mark.parametrize(
    "text",
    [
        "parties: {a: {role: affiliate, is: [b], cite: [s1]}, b: {role: affiliate, is: [a], cite: [s2]}}",
        "parties: {a: {role: affiliate, control: b, cite: [s1]}, b: {role: affiliate, control: a, cite: [s2]}}",
        "subjects: {a: {is: [b], cite: [s1]}, b: {is: [a], cite: [s2]}}",
        "data: {a: {is: [b], cite: [s1]}, b: {is: [a], cite: [s2]}}",
        "purposes: {a: {is: [b], cite: [s1]}, b: {is: [a], cite: [s2]}}",
    ],
)
def test_what_stands_above_itself_is_reported_once_with_all_of_the_circle(text: str) -> None:
    problem = one("policy.cycle", text)
    assert "`a` and `b`" in problem.text
    assert problem.clauses == ("s1", "s2")


def test_a_name_above_itself_at_once_is_a_circle_too() -> None:
    assert "`a` of `data`" in one("policy.cycle", "data: {a: {is: [a], cite: [s1]}}").text


def test_two_circles_are_two_problems() -> None:
    text = "data: {a: {is: [a], cite: [s1]}, b: {is: [c], cite: [s1]}, c: {is: [b, a], cite: [s1]}}"
    assert len(found("policy.cycle", text)) == 2


def test_a_thing_with_two_ways_up_is_no_circle() -> None:
    text = """
    data:
      top: {cite: [s1]}
      left: {is: [top], cite: [s1]}
      right: {is: [top, pd:Name], cite: [s1]}
      bottom: {is: [left, right], cite: [s1]}
    parties: {group: {role: affiliate, cite: [s1]}, firm: {role: affiliate, is: [group], control: group, cite: [s1]}}
    """
    assert found("policy.cycle", text) == []


@pytest.mark.slow
def test_a_chain_longer_than_the_stack_is_walked() -> None:
    links = "".join(f"  d{n}: {{is: [d{n + 1}], cite: [s1]}}\n" for n in range(1100))
    assert found("policy.cycle", "data:\n" + links + "  d1100: {cite: [s1]}\n") == []
