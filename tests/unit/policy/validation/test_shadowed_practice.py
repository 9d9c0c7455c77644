from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{partners: {{role: third_party, cite: [s1]}}, bank: {{role: recipient, cite: [s1]}}}}
subjects: {{customer: {{cite: [s1]}}}}
data: {{contact: {{cite: [s1]}}, email: {{is: [contact], cite: [s1]}}}}
purposes: {{marketing: {{cite: [s1]}}, offers: {{is: [marketing], cite: [s1]}}}}
practices:
  - {{id: never, {never}, modal: never, cite: [s1]}}
  - {{id: may, {may}, modal: may, cite: [s2]}}
"""


@pytest.mark.parametrize(
    ("never", "may"),
    [
        ("do: share, data: [email]", "do: share, data: [email]"),
        ("do: [share, sell], data: [email]", "do: share, data: [email], with: [partners], for: [offers]"),
        ("do: share, data: ['*']", "do: share, data: [email]"),
        ("do: share, data: [email], via: [post, web]", "do: share, data: [email], via: [post]"),
        ("do: share, data: [contact], with: [partners]", "do: share, data: [contact], with: [partners]"),
        ("do: share, data: [email]", "do: share, data: [email], subjects: [customer], where: [FR]"),
    ],
)
def test_a_permission_of_which_a_prohibition_leaves_nothing_is_reported(never: str, may: str) -> None:
    problem = one("policy.shadowed-practice", FRAME.format(never=never, may=may))
    assert problem.text == "`practices.may` can never apply, because of `practices.never`"
    assert problem.clauses == ("s1", "s2")


@pytest.mark.parametrize(
    ("never", "may"),
    [
        ("do: sell, data: [email]", "do: share, data: [email]"),
        ("do: share, data: [email], unless: {consent: opt_in}", "do: share, data: [email]"),
        ("do: share, data: [email], with: [partners]", "do: share, data: [email], with: [partners, bank]"),
        ("do: share, data: [email], subjects: [customer]", "do: share, data: [email]"),
        ("do: share, data: [contact]", "do: share, data: [email]"),
        ("do: share, data: [email], for: [marketing]", "do: share, data: [email], for: [offers]"),
        ("do: share, data: [email], via: [post]", "do: share, data: [email]"),
        ("do: share, data: [email], via: [post]", "do: share, data: [email], via: [post, web]"),
        ("do: share, data: [email], if: {age: minor}", "do: share, data: [email]"),
    ],
)
def test_a_permission_of_which_something_is_left_is_silent(never: str, may: str) -> None:
    assert found("policy.shadowed-practice", FRAME.format(never=never, may=may)) == []
