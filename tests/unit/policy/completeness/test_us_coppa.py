from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import HEAD, of_policy, replaced

FULL = (
    HEAD.format(laws="us-coppa")
    + """\
parties:
  acme: {role: controller, contact: ["1 Sample Street", "tel:+1-800-555-0137", "mailto:us@acme.example"], cite: [s2]}
  host: {role: processor, cite: [s3]}
subjects: {parent: {test: has custody of a child, cite: [s4]}}
data: {name: {is: [pd:Name], cite: [s5]}, score: {is: [pd:Interest], cite: [s5]}}
purposes: {play: {is: [dpv:ServiceProvision], cite: [s6]}}
practices:
  - {id: play, do: [collect, use], data: [name, score], for: [play], modal: does, cite: [s7]}
  - {id: host, do: share, data: [name], for: [play], with: [host], modal: does, cite: [s8]}
  - {id: private, do: publish, data: [name], modal: never, cite: [s9]}
rights: [{id: parents, do: [access, erase, withdraw], who: parent, cite: [s10]}]
retention: [{id: year, data: ["*"], max: P1Y, cite: [s11]}]
children: [{id: c, under: 13, rule: parental_consent, cite: [s12]}]
"""
)
TAKEN_OUT = [
    ("operators", '"tel:+1-800-555-0137", ', "", State.PARTLY),
    (
        "operators",
        '"1 Sample Street", "tel:+1-800-555-0137", "mailto:us@acme.example"',
        "",
        State.MISSING,
    ),
    ("categories", "is: [pd:Interest]", "is: [dpv:PersonalData]", State.PARTLY),
    ("public", "do: publish", "do: sell", State.MISSING),
    ("use", "data: [name, score], for: [play], modal", "data: [name, score], modal", State.PARTLY),
    ("recipients", "with: [host], ", "", State.MISSING),
    ("recipients-why", "for: [play], with", "with", State.MISSING),
    ("retention", 'data: ["*"], max', "data: [name], max", State.PARTLY),
    ("parents", "[access, erase, withdraw]", "[access, erase]", State.PARTLY),
    ("parents", "who: parent, ", "", State.PARTLY),
    ("parents", "[access, erase, withdraw]", "port", State.MISSING),
]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "us-coppa")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)


def test_every_item_is_taken_out_once() -> None:
    known = regime("us-coppa")
    assert known is not None
    assert {name for name, *_ in TAKEN_OUT} == {item.id.partition(".")[2] for item in known.items}


@pytest.mark.parametrize(("name", "old", "new", "state"), TAKEN_OUT)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State) -> None:
    gap = of_policy(replaced(FULL, (old, new)), "us-coppa")[name]
    assert gap.state is state
    assert not gap.supposed


def test_a_notice_that_keeps_children_out_is_asked_for_nothing_and_a_silent_one_for_all() -> None:
    out = of_policy(replaced(FULL, ("parental_consent", "exclude")), "us-coppa")
    assert {gap.state for gap in out.values()} == {State.NOT_APPLICABLE}
    silent = replaced(
        FULL, ("children: [{id: c, under: 13, rule: parental_consent, cite: [s12]}]\n", ""), ("who: parent, ", "")
    )
    assert of_policy(silent, "us-coppa")["parents"].supposed
