from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import HEAD, of_policy, replaced

FULL = (
    HEAD.format(laws="us-hipaa").replace("cite: [s1]", "changes: {post: same_page}, cite: [s1]")
    + """\
parties:
  acme: {role: controller, contact: ["tel:+1-800-555-0137", "mailto:privacy@acme.example"], cite: [s2]}
  secretary: {role: authority, cite: [s3]}
  laboratory: {role: recipient, cite: [s4]}
data: {chart: {is: [pd:MedicalHealth], cite: [s5]}}
purposes: {treatment: {is: [dpv:ServiceProvision], cite: [s6]}}
practices:
  - {id: treat, do: use, data: [chart], for: [treatment], modal: does, cite: [s7]}
  - {id: test, do: share, data: [chart], for: [treatment], with: [laboratory], modal: does, cite: [s8]}
rights:
  - {id: revoke, do: withdraw, cite: [s9]}
  - {id: restrict, do: restrict, cite: [s10]}
  - {id: copy, do: access, cite: [s11]}
  - {id: amend, do: rectify, cite: [s12]}
  - {id: account, do: know, covers: [recipients], cite: [s13]}
  - {id: us, do: complain, how: ["mailto:privacy@acme.example"], no_retaliation: true, cite: [s14]}
  - {id: them, do: complain, how: [secretary], cite: [s15]}
duties: [{id: tell, when: breach, do: notify, who: [subject], cite: [s16]}]
"""
)
TAKEN_OUT = [
    (
        "uses",
        "data: [chart], for: [treatment], modal: does, cite: [s7]",
        "data: [chart], modal: does, cite: [s7]",
        None,
    ),
    ("disclosures", "for: [treatment], with", "with", State.MISSING),
    ("revocation", "do: withdraw", "do: port", State.MISSING),
    ("right-restrict", "do: restrict", "do: port", State.MISSING),
    ("right-access", "do: access", "do: port", State.MISSING),
    ("right-amend", "do: rectify", "do: port", State.MISSING),
    ("right-accounting", ", covers: [recipients]", "", State.MISSING),
    ("breach", "when: breach", "when: inquiry", State.MISSING),
    ("breach", "who: [subject]", "who: [secretary]", State.PARTLY),
    ("changes", "changes: {post: same_page}, ", "", State.MISSING),
    ("complaint-entity", 'do: complain, how: ["mailto', 'do: port, how: ["mailto', State.MISSING),
    ("complaint-secretary", "how: [secretary]", "how: [laboratory]", State.MISSING),
    ("no-retaliation", ", no_retaliation: true", "", State.MISSING),
    ("contact", '"tel:+1-800-555-0137", ', "", State.PARTLY),
    ("date", "effective: 2024-01-01", "effective: {new: on_acceptance}", State.MISSING),
]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "us-hipaa")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)


def test_every_item_is_taken_out_once() -> None:
    known = regime("us-hipaa")
    assert known is not None
    assert {name for name, *_ in TAKEN_OUT} == {item.id.partition(".")[2] for item in known.items}


@pytest.mark.parametrize(("name", "old", "new", "state"), TAKEN_OUT)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State | None) -> None:
    edits = [(old, new)] if state else [(old, new), ("for: [treatment], with", "with")]
    assert of_policy(replaced(FULL, *edits), "us-hipaa")[name].state is (state or State.MISSING)
