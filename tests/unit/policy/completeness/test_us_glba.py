from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import HEAD, of_policy, replaced

FULL = (
    HEAD.format(laws="us-glba")
    + """\
parties: {acme: {role: controller, cite: [s2]}, bank: {role: third_party, cite: [s3]}}
data: {income: {is: [pd:Financial], cite: [s4]}, rest: {is: [pd:Interest], cite: [s5]}}
practices:
  - {id: collect, do: collect, data: [income, rest], modal: does, cite: [s6]}
  - {id: share, do: share, data: [income], with: [bank], modal: may, cite: [s7]}
rights: [{id: stop, do: opt_out, how: ["tel:+1-800-555-0137"], cite: [s8]}]
measures: [{id: locks, is: [dpv:AccessControlMethod], cite: [s9]}]
"""
)
TAKEN_OUT = [
    ("categories", "is: [pd:Interest]", "is: [dpv:PersonalData]", State.PARTLY),
    ("disclosed", "do: share, data: [income]", 'do: share, data: ["*"]', State.MISSING),
    ("recipients", "with: [bank], ", "", State.MISSING),
    ("opt-out", "do: opt_out", "do: port", State.MISSING),
    ("security", "measures: [{id: locks, is: [dpv:AccessControlMethod], cite: [s9]}]\n", "", State.MISSING),
]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "us-glba")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)


def test_every_item_is_taken_out_once() -> None:
    known = regime("us-glba")
    assert known is not None
    assert [name for name, *_ in TAKEN_OUT] == [item.id.partition(".")[2] for item in known.items]


@pytest.mark.parametrize(("name", "old", "new", "state"), TAKEN_OUT)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State) -> None:
    assert of_policy(replaced(FULL, (old, new)), "us-glba")[name].state is state


def test_an_institution_that_discloses_nothing_offers_no_opt_out() -> None:
    none = replaced(
        FULL, ("do: share, data: [income], with: [bank], modal: may", 'do: share, data: ["*"], modal: never')
    )
    gaps = of_policy(replaced(none, ("do: opt_out", "do: port")), "us-glba")
    assert gaps["disclosed"].state is State.SAID
    assert gaps["opt-out"].state is State.NOT_APPLICABLE
