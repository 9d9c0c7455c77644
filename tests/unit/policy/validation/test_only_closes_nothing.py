from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
data: {{email: {{is: [pd:EmailAddress], cite: [s1]}}}}
purposes: {{offers: {{is: [dpv:Marketing], cite: [s1]}}}}
practices: [{{id: use, do: use, data: [email], {more}, cite: [s1]}}]
"""


def test_a_closed_slot_that_names_nothing_is_reported() -> None:
    problem = one("policy.only-closes-nothing", FRAME.format(more="modal: may, only: [with]"))
    assert problem.text == "`practices.use` closes `with` and names nothing there"


def test_a_prohibition_has_nothing_to_close() -> None:
    problem = one("policy.only-closes-nothing", FRAME.format(more="for: [offers], modal: never, only: true"))
    assert "is a prohibition with `only`" in problem.text


def test_a_closed_slot_that_names_something_is_silent() -> None:
    for more in ("for: [offers], modal: may, only: true", "modal: does, only: true", "modal: may, only: false"):
        assert found("policy.only-closes-nothing", FRAME.format(more=more)) == []
