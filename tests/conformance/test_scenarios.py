"""Every scenario of the example organisations gets the answer, the reason and the clauses that it expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.scenarios import Scenario, read_scenarios
from troth.decisions import decide
from troth.policy import load_policy

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*/scenarios.yaml"))
SCENARIOS = [scenario for file in FILES for scenario in read_scenarios(file)]
POLICIES = {file.parent.name: load_policy(file.parent / "policy.yaml") for file in FILES}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: f"{s.organisation}: {s.title}")
def test_the_definition_answers_as_the_scenario_says(scenario: Scenario) -> None:
    answer = decide(POLICIES[scenario.organisation], scenario.question, scenario.choices)
    assert (answer.allowed, answer.reason) == (scenario.allowed, scenario.reason), str(answer)
    assert set(scenario.clauses) <= set(answer.clauses), str(answer)


def test_each_organisation_has_at_least_twenty_scenarios() -> None:
    counts = {name: sum(s.organisation == name for s in SCENARIOS) for name in POLICIES}
    assert len(counts) == 5
    assert min(counts.values()) >= 20, counts
