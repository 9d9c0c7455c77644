"""The engine gives the definition's answers: on generated policies and on scenarios, reason and clauses included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conformance.generated import policies, questions, standings, words
from conformance.test_scenarios import POLICIES, SCENARIOS
from troth.decisions import Choices, Engine, Question, decide
from troth.policy.model import AppliesTo, Changes, Effective
from troth.words import SubjectId

if TYPE_CHECKING:
    from troth.consent.state import Word
    from troth.policy import Policy

# Shrinking a whole policy takes minutes and shows little more than the first example found.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
COMPARED = settings(max_examples=120, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
ASKED = st.lists(questions(), min_size=3, max_size=8)
SUBJECTS = st.lists(standings(), min_size=2, max_size=4)


def _versions(old: Policy, new: Policy, applies_to: AppliesTo) -> tuple[Policy, Policy]:
    """The second policy as a new version of the first."""
    import dataclasses
    from datetime import date

    head = dataclasses.replace(
        new.head,
        version="2",
        effective=Effective(new="on_acceptance", existing=date(2004, 8, 10)),
        changes=Changes(applies_to=applies_to),
    )
    return old, dataclasses.replace(new, head=head)


def _name(number: int) -> SubjectId:
    return SubjectId(f"subject-{number}")


@COMPARED
@given(policies(), ASKED, SUBJECTS)
def test_the_engine_answers_as_the_definition_does(
    policy: Policy, asked: list[Question], subjects: list[Choices]
) -> None:
    engine = Engine(policy, [(_name(n), choices) for n, choices in enumerate(subjects)])
    for question in asked:
        for number, choices in enumerate(subjects):
            assert engine.decide(_name(number), question) == decide(policy, question, choices)
        assert engine.decide(SubjectId("unknown"), question) == decide(policy, question, Choices())


@COMPARED
@given(policies("1"), policies("2"), st.sampled_from([*AppliesTo]), ASKED, SUBJECTS)
def test_under_several_versions_the_engine_answers_as_the_definition_does(
    old: Policy, new: Policy, applies_to: AppliesTo, asked: list[Question], subjects: list[Choices]
) -> None:
    versions = _versions(old, new, applies_to)
    engine = Engine(versions, [(_name(n), choices) for n, choices in enumerate(subjects)])
    for question in asked:
        expected = [decide(versions, question, choices) for choices in subjects]
        assert [engine.decide(_name(n), question) for n in range(len(subjects))] == expected
        audience = engine.audience(question)
        assert [n in audience for n in range(len(subjects))] == [answer.allowed for answer in expected]


@COMPARED
@given(policies(), ASKED, SUBJECTS, st.lists(st.tuples(st.integers(0, 3), words()), max_size=6))
def test_an_audience_is_everybody_the_definition_allows_and_stays_so_as_they_speak(
    policy: Policy, asked: list[Question], subjects: list[Choices], said: list[tuple[int, Word]]
) -> None:
    import dataclasses

    engine = Engine(policy, [(_name(n), choices) for n, choices in enumerate(subjects)])
    standing = list(subjects)

    def compare() -> None:
        for question in asked:
            allowed = [decide(policy, question, choices).allowed for choices in standing]
            audience = engine.audience(question)
            assert [n in audience for n in range(len(standing))] == allowed
            assert list(audience) == [_name(n) for n, may in enumerate(allowed) if may]
            decided = engine.decide_many(question)
            assert decided.allowed.tolist() == allowed
            assert [decided[n].allowed for n in range(len(standing))] == allowed

    compare()
    for number, word in said:
        if number == len(standing):
            standing.append(Choices())
        if number > len(standing):
            continue
        engine.say(_name(number), word)
        standing[number] = dataclasses.replace(standing[number], words=(*standing[number].words, word))
    compare()


def test_the_engine_answers_every_scenario_as_the_definition_does() -> None:
    for scenario in SCENARIOS:
        policy = POLICIES[scenario.organisation]
        engine = Engine(policy, [(SubjectId("alice"), scenario.choices)])
        assert engine.decide(SubjectId("alice"), scenario.question) == decide(
            policy, scenario.question, scenario.choices
        )
