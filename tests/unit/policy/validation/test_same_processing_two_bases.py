from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{partners: {{role: third_party, cite: [s1]}}}}
subjects: {{customer: {{cite: [s1]}}, applicant: {{cite: [s1]}}}}
data: {{facts: {{cite: [s1]}}, email: {{is: [facts], cite: [s1]}}, visits: {{cite: [s1]}}}}
purposes:
  marketing: {{cite: [s1]}}
  offers: {{is: [marketing], cite: [s1]}}
  newsletters: {{is: [marketing], cite: [s1]}}
  partner_offers: {{is: [offers, newsletters], cite: [s1]}}
practices:
  - {{id: one, {one}, modal: does, cite: [s1]}}
  - {{id: other, {other}, modal: does, cite: [s2]}}
"""


@pytest.mark.parametrize(
    ("one_", "other"),
    [
        (
            "do: use, data: [email], for: [offers], basis: consent",
            "do: use, data: [email], for: [offers], basis: legitimate_interest",
        ),
        (
            "do: use, data: [email], for: [offers], consent: opt_in",
            "do: use, data: [facts], for: [partner_offers], basis: contract",
        ),
        (
            "do: use, data: [facts], for: [newsletters], basis: consent",
            "do: use, data: [facts], for: [offers], basis: legitimate_interest",
        ),
        (
            "do: [use, share], data: [email], for: [offers], consent: opt_in",
            "do: use, data: [email], for: [offers], consent: opt_out",
        ),
    ],
)
def test_one_processing_on_two_bases_is_reported_with_both_sides(one_: str, other: str) -> None:
    problem = one("policy.same-processing-two-bases", FRAME.format(one=one_, other=other))
    assert problem.clauses == ("s1", "s2")
    assert "`practices.one`" in problem.text
    assert "`practices.other`" in problem.text


@pytest.mark.parametrize(
    ("one_", "other"),
    [
        # the same basis
        (
            "do: use, data: [email], for: [offers], basis: consent",
            "do: use, data: [email], for: [offers], consent: opt_in",
        ),
        # no basis said
        ("do: use, data: [email], for: [offers], basis: contract", "do: use, data: [email], for: [offers]"),
        # no data, purpose, act or kind of subject in common
        (
            "do: use, data: [email], for: [offers], basis: consent",
            "do: use, data: [visits], for: [offers], basis: contract",
        ),
        (
            "do: use, data: [email], for: [newsletters], basis: consent",
            "do: store, data: [email], for: [newsletters], basis: contract",
        ),
        (
            "do: use, data: [email], for: [offers], subjects: [customer], basis: consent",
            "do: use, data: [email], for: [offers], subjects: [applicant], basis: contract",
        ),
        # a special case of what is said in general
        (
            "do: use, data: [facts], for: [marketing], basis: legitimate_interest",
            "do: use, data: [email], for: [offers], basis: consent",
        ),
        # facts of its own
        (
            "do: use, data: [email], for: [offers], basis: consent",
            "do: use, data: [email], for: [offers], basis: contract, if: {bought: similar}",
        ),
        # no purpose, no basis to compare
        ("do: use, data: [email], basis: consent", "do: use, data: [email], basis: contract"),
    ],
)
def test_processing_that_differs_or_stands_on_one_basis_is_silent(one_: str, other: str) -> None:
    assert found("policy.same-processing-two-bases", FRAME.format(one=one_, other=other)) == []


def test_a_tracker_that_asks_clashes_with_a_practice_that_does_not() -> None:
    text = """
    data: {visits: {cite: [s1]}}
    purposes: {statistics: {cite: [s1]}}
    practices:
      - {id: count, do: use, data: [visits], for: [statistics], modal: does, basis: legitimate_interest, cite: [s1]}
    trackers:
      counter: {kind: cookie, class: analytics, data: [visits], purpose: [statistics], consent: opt_in, cite: [s2]}
    """
    assert one("policy.same-processing-two-bases", text).clauses == ("s1", "s2")


def test_many_clashes_with_one_practice_are_one_finding() -> None:
    practices = "".join(
        f"  - {{id: p{n}, do: use, data: [visits], for: [statistics], modal: does, basis: {basis}, cite: [s{n}]}}\n"
        for n, basis in enumerate(("consent", "contract", "contract"), 1)
    )
    text = "data: {visits: {cite: [s1]}}\npurposes: {statistics: {cite: [s1]}}\npractices:\n" + practices
    assert one("policy.same-processing-two-bases", text).clauses == ("s1", "s2", "s3")
