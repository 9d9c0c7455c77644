from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{bank: {{role: processor, cite: [s1]}}, partners: {{role: third_party, cite: [s1]}}}}
subjects: {{customer: {{cite: [s1]}}, applicant: {{cite: [s1]}}}}
data:
  facts: {{cite: [s1]}}
  card: {{is: [facts], cite: [s1]}}
  number: {{is: [card], cite: [s1]}}
  visits: {{cite: [s1]}}
purposes:
  payment: {{cite: [s1]}}
  refunds: {{is: [payment], cite: [s1]}}
  offers: {{cite: [s1]}}
  law: {{is: [dpv:LegalCompliance], cite: [s1]}}
practices:
  - {{id: only, {only}, modal: does, cite: [s1]}}
  - {{id: other, {other}, modal: may, cite: [s2]}}
"""


@pytest.mark.parametrize(
    ("only", "other"),
    [
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [card], for: [offers]"),
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [number], for: [payment, offers]"),
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [card]"),
        ("do: share, data: [card], with: [bank], only: true", "do: share, data: [card], with: [partners]"),
        ("do: share, data: [card], with: [bank], only: true", "do: share, data: [card]"),
        ("do: use, data: [card], for: [offers], only: [data]", "do: use, data: [visits], for: [offers]"),
        (
            "do: use, data: [card], subjects: [customer], for: [payment], only: true",
            "do: use, data: [card], for: [offers]",
        ),
        # beyond one of two closed slots
        (
            "do: share, data: [card], for: [payment], with: [bank], only: [for, with]",
            "do: share, data: [card], for: [payment], with: [partners]",
        ),
        # a disclosure of the wider category takes the narrower along
        (
            "do: [share, sell], data: [card], with: [bank], only: true",
            "do: sell, data: [facts], with: [partners], for: [offers]",
        ),
        ("do: use, data: [card], via: [terminal], for: [payment], only: [via]", "do: use, data: [card], via: [web]"),
    ],
)
def test_what_goes_beyond_an_only_is_reported_with_both_sides(only: str, other: str) -> None:
    problem = one("policy.only-clause", FRAME.format(only=only, other=other))
    assert problem.clauses == ("s1", "s2")
    assert "`practices.other`" in problem.text


@pytest.mark.parametrize(
    ("only", "other"),
    [
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [card], for: [refunds]"),
        ("do: use, data: [card], for: [payment], only: true", "do: store, data: [card], for: [offers]"),
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [visits], for: [offers]"),
        ("do: use, data: [card], for: [payment]", "do: use, data: [card], for: [offers]"),
        # the `only` is the special case of what is said in general
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [facts], for: [offers]"),
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: ['*'], for: [offers]"),
        (
            "do: use, data: [card], subjects: [customer], for: [payment], only: true",
            "do: use, data: [card], subjects: [applicant], for: [offers]",
        ),
        # the same means, fewer of them, or none said; a closed slot that names nothing closes nothing
        ("do: use, data: [card], via: [web, post], only: [via]", "do: use, data: [card], via: [web]"),
        ("do: use, data: [card], via: [web, post], only: [via]", "do: use, data: [card]"),
        ("do: use, data: [card], only: [via]", "do: use, data: [card], via: [web]"),
        # what a law demands
        ("do: use, data: [card], for: [payment], only: true", "do: use, data: [card], for: [law]"),
        # nobody gets the data
        ("do: [use, share], data: [card], with: [bank], only: true", "do: use, data: [card]"),
    ],
)
def test_what_keeps_to_an_only_or_has_nothing_in_common_with_it_is_silent(only: str, other: str) -> None:
    assert found("policy.only-clause", FRAME.format(only=only, other=other)) == []


def test_all_outsiders_of_one_only_are_one_finding() -> None:
    text = """
    data: {card: {cite: [s1]}}
    purposes: {payment: {cite: [s1]}, offers: {cite: [s1]}}
    practices:
      - {id: only, do: [collect, use], data: [card], for: [payment], modal: does, only: true, cite: [s1]}
      - {id: offers, do: use, data: [card], for: [offers], modal: does, cite: [s2]}
      - {id: never, do: use, data: [card], for: [offers], modal: never, cite: [s4]}
    trackers: {checkout: {kind: cookie, class: functional, data: [card], purpose: [offers], cite: [s3]}}
    """
    assert one("policy.only-clause", text).clauses == ("s1", "s2", "s3")


def test_a_tracker_for_these_purposes_only_is_broken_through_itself_alone() -> None:
    text = """
    data: {{visits: {{cite: [s1]}}}}
    purposes: {{login: {{cite: [s1]}}, offers: {{cite: [s1]}}}}
    practices: [{{id: offers, do: use, data: [visits], via: [{via}], for: [offers], modal: does, cite: [s2]}}]
    trackers: {{session: {{kind: cookie, class: necessary, data: [visits], purpose: [login], only: true, cite: [s1]}}}}
    """
    assert one("policy.only-clause", text.format(via="session")).clauses == ("s1", "s2")
    assert found("policy.only-clause", text.format(via="logs")) == []
