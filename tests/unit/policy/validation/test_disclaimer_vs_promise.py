from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

FRAME = """
data: {{facts: {{cite: [s1]}}}}
practices:
  - {{id: no-sale, do: sell, data: [facts], modal: never, cite: [s2]}}
  - {{id: offers, do: use, data: [facts], modal: may, cite: [s2]}}
rights: [{{id: see, do: access, cite: [s2]}}]
duties:
  - {{id: erase, when: child_found, do: erase, cite: [s2]}}
  - {{id: answer, when: inquiry, do: answer, modal: may, cite: [s2]}}
measures:
  - {{id: tls, is: [dpv:EncryptionInTransfer], cite: [s2]}}
  - {{id: care, is: [dpv:SecurityMethod], best_effort: true, cite: [s2]}}
notes: [{{id: n-no-liability, kind: {kind}, about: [{about}], reason: declines liability, cite: [s3]}}]
"""


@pytest.mark.parametrize("about", ["duties.erase", "rights.see", "practices.no-sale", "measures.tls"])
def test_a_disclaimer_about_a_promise_is_reported_with_both_sides(about: str) -> None:
    problem = one("policy.disclaimer-vs-promise", FRAME.format(kind="disclaimer", about=f"{about}, measures.care"))
    assert problem.clauses == ("s2", "s3")
    assert problem.text == f"`notes.n-no-liability` takes back what is promised by `{about}`"


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("disclaimer", "measures.care"),
        ("disclaimer", "duties.answer"),
        ("disclaimer", "practices.offers"),
        ("disclaimer", "data.facts"),
        ("disclaimer", ""),
        ("other", "duties.erase"),
    ],
)
def test_a_disclaimer_about_efforts_and_permissions_is_silent(kind: str, about: str) -> None:
    assert found("policy.disclaimer-vs-promise", FRAME.format(kind=kind, about=about)) == []
