from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import of_policy, replaced
from unit.policy.completeness.test_eu_gdpr import FULL as UNION
from unit.policy.completeness.test_eu_gdpr import SUPPOSED, TAKEN_OUT

FULL = replaced(
    UNION,
    ("laws: [eu-gdpr]", "laws: [uk-gdpr]"),
    ("kind: eu_representative", "kind: uk_representative"),
    ("do: complain, how: [regulator]", 'do: complain, how: [regulator, "mailto:privacy@acme.example"]'),
)
SAME = [case for case in TAKEN_OUT if case[0] not in ("complaint", "representative")]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "uk-gdpr")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)


def test_the_items_are_those_of_the_union_and_one_more() -> None:
    here, union = regime("uk-gdpr"), regime("eu-gdpr")
    assert here is not None
    assert union is not None
    names = [item.id.partition(".")[2] for item in here.items]
    assert names == [*(item.id.partition(".")[2] for item in union.items), "complaint-controller"]
    assert all(item.regime == "uk-gdpr" and item.source.startswith("UK GDPR") for item in here.items)
    differing = {
        one.id.partition(".")[2] for one, other in zip(here.items, union.items, strict=False) if one.text != other.text
    }
    assert differing == {"representative", "transfers", "safeguards", "complaint"}


@pytest.mark.parametrize(("name", "old", "new", "state"), SAME)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State | str) -> None:
    gap = of_policy(replaced(FULL, (old, new)), "uk-gdpr")[name]
    assert gap.state is (State.MISSING if state == SUPPOSED else state)


def test_complaints_to_the_commissioner_and_to_the_controller_are_two_items() -> None:
    for how, commissioner, controller in (
        ("[regulator]", State.SAID, State.MISSING),
        ('["mailto:privacy@acme.example"]', State.MISSING, State.SAID),
        ('["mailto:complaints@acme.example"]', State.MISSING, State.SAID),
        ('["https://commissioner.example/complain"]', State.PARTLY, State.MISSING),
        ("[bureau]", State.MISSING, State.MISSING),
        ("[court]", State.MISSING, State.MISSING),
        ("[commissioner]", State.SAID, State.MISSING),
        ("[]", State.PARTLY, State.MISSING),
        ("[web_form]", State.MISSING, State.SAID),
    ):
        text = replaced(FULL, ('how: [regulator, "mailto:privacy@acme.example"]', f"how: {how}"))
        gaps = of_policy(text, "uk-gdpr")
        assert gaps["complaint"].state is commissioner, how
        assert gaps["complaint-controller"].state is controller, how


def test_the_border_and_the_establishment_are_those_of_the_united_kingdom() -> None:
    at_home = replaced(FULL, ("country: US", "country: GB"), ("uk_representative", "shop"), ("to: [US]", "to: [GB]"))
    gaps = of_policy(at_home, "uk-gdpr")
    assert gaps["representative"].state is State.NOT_APPLICABLE
    assert gaps["transfers"].state is State.NOT_APPLICABLE
    union = replaced(at_home, ("country: GB", "country: FR"), ("to: [GB]", "to: [FR]"))
    gaps = of_policy(union, "uk-gdpr")
    assert gaps["representative"].state is State.MISSING
    assert gaps["transfers"].state is State.SAID


def test_an_authority_that_the_clause_itself_names_is_the_addressee() -> None:
    bare = replaced(FULL, ('do: complain, how: [regulator, "mailto:privacy@acme.example"]', "do: complain"))
    gap = of_policy(bare, "uk-gdpr")["complaint"]
    assert (gap.state, gap.missing) == (State.PARTLY, ("to whom: the policy names no authority",))
    named = replaced(bare, ("name: the authority, cite: [s7]", "name: the authority, cite: [s7, s22]"))
    assert of_policy(named, "uk-gdpr")["complaint"].state is State.SAID
