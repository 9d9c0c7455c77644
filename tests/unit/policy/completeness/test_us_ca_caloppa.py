from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import of_policy, replaced

FULL = """\
policy: {organisation: acme, version: "1", effective: 2024-01-01, changes: {post: same_page}, cite: [s1]}
parties:
  acme: {role: controller, cite: [s2]}
  network: {role: third_party, kind: advertising_network, cite: [s3]}
data:
  address: {is: [pd:EmailAddress], cite: [s4]}
  rest: {is: [pd:Interest], cite: [s5]}
practices:
  - {id: collect, do: collect, data: [address, rest], modal: does, cite: [s6]}
  - {id: share, do: share, data: [address], with: [network], modal: does, cite: [s7]}
rights: [{id: change, do: rectify, how: [profile], cite: [s8]}]
signals: {dnt: {state: ignored, cite: [s9]}}
trackers: {ads: {kind: cookie, class: advertising, set_by: [network], cite: [s10]}}
"""
TAKEN_OUT = [
    ("categories", "is: [pd:Interest]", "is: [dpv:PersonalData]", State.PARTLY),
    ("recipients", "with: [network], ", "", State.MISSING),
    ("review", "do: rectify", "do: port", State.MISSING),
    ("changes", ", changes: {post: same_page}", "", State.MISSING),
    ("date", "effective: 2024-01-01", "effective: {new: on_acceptance}", State.MISSING),
    ("do-not-track", "state: ignored", "state: unstated", State.MISSING),
    ("others-tracking", "set_by: [network]", "set_by: [acme]", State.MISSING),
]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "us-ca-caloppa")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)


def test_every_item_is_taken_out_once() -> None:
    known = regime("us-ca-caloppa")
    assert known is not None
    assert [name for name, *_ in TAKEN_OUT] == [item.id.partition(".")[2] for item in known.items]


@pytest.mark.parametrize(("name", "old", "new", "state"), TAKEN_OUT)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State) -> None:
    gap = of_policy(replaced(FULL, (old, new)), "us-ca-caloppa")[name]
    assert gap.state is state
    assert gap.supposed is (name == "review")


def test_a_duty_to_tell_of_changes_and_a_prohibition_of_others_tracking_say_so_too() -> None:
    duty = "duties: [{id: tell, when: material_policy_change, do: notify, how: [email], cite: [s20]}]\nsignals"
    told = replaced(FULL, (", changes: {post: same_page}", ""), ("signals", duty))
    assert of_policy(told, "us-ca-caloppa")["changes"].clauses == ("s20",)
    never = '  - {id: alone, do: collect, data: ["*"], by: [network], modal: never, cite: [s21]}\nrights'
    alone = replaced(FULL, ("set_by: [network]", "set_by: [acme]"), ("rights", never))
    assert of_policy(alone, "us-ca-caloppa")["others-tracking"].clauses == ("s21",)
