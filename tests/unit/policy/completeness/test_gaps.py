"""Which checklists are gone through, and is every item one that can be looked for?"""

from __future__ import annotations

import pytest

from troth.errors import WrongUse
from troth.laws import regime_of_law, regimes
from troth.policy.completeness import demand, gaps, regimes_for
from troth.policy.completeness.conditions import CONDITIONS
from troth.policy.validation import validate
from troth.policy.validation.rules.unknown_law import LAWS
from unit.policy.validation.cases import policy_of

HEAD = 'policy: {organisation: acme, version: "1", effective: 2024-01-01, laws: [LAWS], cite: [s1]}\n'


def asked(*laws: str) -> list[str]:
    return [each.id for each in regimes_for(policy_of(HEAD.replace("LAWS", ", ".join(laws))))]


def test_every_item_names_a_demand_and_a_condition_that_are_there() -> None:
    items = [item for each in regimes() for item in each.items]
    assert items
    for item in items:
        assert callable(demand(item.demand)), item.id
        assert item.condition in CONDITIONS, item.id
        assert item.id == f"{item.regime}.{item.id.partition('.')[2]}"
        assert item.source
        assert item.text.endswith(".")
        assert item.help
        assert not item.help.endswith(".") or item.help.endswith("...")
    assert len({item.id for item in items}) == len(items)


def test_every_regime_is_a_law_that_a_policy_can_name() -> None:
    assert {each.id for each in regimes()} <= set(LAWS)
    assert {law for each in regimes() for law in each.carried_out_by} <= set(LAWS)


def test_the_laws_of_the_head_are_asked_and_two_where_it_names_none() -> None:
    assert asked() == ["eu-gdpr", "us-ca-ccpa"]
    assert asked("us-ca-caloppa", "eu-gdpr") == ["us-ca-caloppa", "eu-gdpr"]
    assert asked("fr-lil", "eu-gdpr", "de-bdsg") == ["eu-gdpr"]
    assert asked("br-lgpd") == []
    assert regime_of_law("br-lgpd") is None


def test_a_regime_can_be_asked_for_and_must_have_a_checklist() -> None:
    policy = policy_of(HEAD.replace("LAWS", "eu-gdpr"))
    assert {gap.item.regime for gap in gaps(policy, ["us-ca-ccpa", "us-ca-ccpa"])} == {"us-ca-ccpa"}
    assert len(gaps(policy, ["us-ca-ccpa"])) == len(gaps(policy, ["us-ca-ccpa", "us-ca-ccpa"]))
    with pytest.raises(WrongUse, match="there is no checklist for this law"):
        gaps(policy, ["br-lgpd"])


def test_gaps_are_no_problems_of_the_policy() -> None:
    policy = policy_of(HEAD.replace("LAWS", "eu-gdpr"))
    assert any(gap.state.value == "missing" for gap in gaps(policy))
    assert validate(policy) == []


def test_a_policy_that_says_nothing_has_every_item_missing_or_dated() -> None:
    policy = policy_of(HEAD.replace("LAWS", ""))
    said = {gap.item.id for gap in gaps(policy, [each.id for each in regimes()]) if gap.state.value != "missing"}
    dated = {item.id for each in regimes() for item in each.items if item.demand == "dated"}
    assert dated
    assert said == dated
