from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_definition_without_a_meaning_is_reported() -> None:
    problem = one("policy.defined-term", "notes: [{id: n-we, kind: definition, term: We, cite: [s1]}]")
    assert problem.text == "`notes.n-we` defines `We` and does not say what it means"


def test_data_ported_to_a_processor_are_reported() -> None:
    text = "rights: [{id: move, do: port, covers: [to_processor], cite: [s1]}]"
    assert "`rights.move`" in one("policy.defined-term", text).text


def test_definitions_with_a_meaning_and_the_right_as_the_law_has_it_are_silent() -> None:
    text = """
    data: {facts: {cite: [s1]}}
    rights: [{id: move, do: port, covers: [to_controller, copy], cite: [s1]}]
    notes:
      - {id: n-data, kind: definition, term: data, means: data.facts, cite: [s1]}
      - {id: n-read, kind: other, reason: advice, cite: [s1]}
    """
    assert found("policy.defined-term", text) == []
