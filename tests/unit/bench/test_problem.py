"""What peers are told is the policy: a reading of it by the letter gives the definition's answers."""

from __future__ import annotations

import pytest
from bench.peers.casbin_peer import Casbin
from bench.peers.cedar import as_cedar, as_entities
from bench.peers.sqlite import Sqlite
from bench.problem import QUESTIONS, Asked, Problem, Standing, make_problem

from troth.decisions import decide

pytestmark = pytest.mark.slow  # whole examples, one after another


@pytest.fixture(scope="module")
def problem() -> Problem:
    return make_problem(300)


def by_the_letter(problem: Problem, told: Standing, asked: Asked) -> bool:
    """The rules as peers are told of them, read as plainly as can be."""
    consented = asked.key in told.yes
    if told.erased or asked.key in told.no:
        return False
    if told.restricted and not consented and not asked.goes_on_restricted:
        return False
    speaking = [
        rule
        for rule in problem.rules
        if asked.act in rule.acts
        and asked.data in rule.data
        and (rule.purposes is None or asked.purpose in rule.purposes)
        and (rule.recipients is None or asked.recipient in rule.recipients)
        and (rule.kinds is None or rule.kinds & told.kinds)
    ]
    if any(not rule.permits and not (rule.lifted_by_consent and consented) for rule in speaking):
        return False
    return any(rule.permits and (consented or not rule.needs_consent) for rule in speaking)


def expected(problem: Problem, subject: int, question: int) -> bool:
    standing = problem.standings[problem.states[subject]]
    return decide(problem.policy, problem.questions[question], standing).allowed


@pytest.mark.slow
def test_what_peers_are_told_gives_the_answers_of_the_definition(problem: Problem) -> None:
    pairs = problem.pairs(1_500, among=len(problem.asked))
    answers = [expected(problem, s, q) for s, q in pairs]
    assert [by_the_letter(problem, problem.told[problem.states[s]], problem.asked[q]) for s, q in pairs] == answers
    assert 0.1 < sum(answers) / len(answers) < 0.9  # both answers occur, or nothing would be shown


def test_nine_in_ten_questions_are_comparable(problem: Problem) -> None:
    assert (len(problem.asked), len(problem.questions)) == (QUESTIONS * 9 // 10, QUESTIONS)


def test_sqlite_gives_the_answers_of_the_definition_one_by_one_and_in_bulk(problem: Problem) -> None:
    peer = Sqlite(problem)
    pairs = problem.pairs(300, among=len(problem.asked))
    assert [peer.ask(s, q) for s, q in pairs] == [expected(problem, s, q) for s, q in pairs]
    assert peer.ask_many(range(50), 0) == [expected(problem, s, 0) for s in range(50)]
    peer.close()


def test_the_function_that_casbin_calls_knows_the_rules(problem: Problem) -> None:
    peer = Casbin.__new__(Casbin)  # without its library, which only the benchmarks install
    peer._rules = {rule.name: rule for rule in problem.rules}
    permits = {rule.name: rule.permits for rule in problem.rules}
    for subject, question in problem.pairs(300, among=len(problem.asked)):
        told, asked = problem.told[problem.states[subject]], problem.asked[question]
        acting = [rule.name for rule in problem.rules if asked.act in rule.acts]
        matching = [permits[name] for name in acting if peer._speaks(name, told, asked)]
        assert (any(matching) and all(matching)) == expected(problem, subject, question)


def test_cedar_gets_a_policy_for_each_rule_and_an_entity_for_each_name(problem: Problem) -> None:
    text = as_cedar(problem.rules)
    assert text.count("permit (") == sum(rule.permits for rule in problem.rules)
    assert text.count("forbid (") == 3 + sum(not rule.permits for rule in problem.rules)
    named = {entity["uid"]["id"] for entity in as_entities(problem.rules)}
    assert named >= {name for rule in problem.rules for name in rule.data}
