"""How fast is a question about a subject answered, with reason and clauses, beside peers that answer yes or no?

`bench/problem.py` says what is asked of whom. Peers whose answers differ from the definition's are not timed: the run
fails. A figure of ours is of one process and one thread, in pure Python unless numpy is named.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from bench.peers.casbin_peer import Casbin
from bench.peers.cedar import Cedar
from bench.peers.redis_peer import Redis
from bench.peers.rego import Rego
from bench.peers.sqlite import Sqlite
from bench.problem import make_problem
from bench.race import FULL, AbsentError, Contender, Effort, race, skipped
from bench.row import Row
from troth import Engine, decide
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.peers.peer import Peer, PeerInBulk
    from bench.problem import Problem
    from troth.decisions import Answer, Question

NAME = "decisions"
ONE, ALL, FIRST = "decide one", "decide one, all 400 questions", "decide one, the first of its question and standing"
P50, P99, MANY = "decide one, median", "decide one, p99", "decide many, a question of all subjects"
_RATE = "decisions/s"
_AIM, _AIM_P99, _AIM_MANY = ">= 500,000", "<= 5,000", ">= 50,000,000"
_BATCH = 1_000

Pairs = list[tuple[int, int]]


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about two minutes, half of which prepares the peers."""
    problem = make_problem(effort.of(1_000_000, 2_000))
    engine = Engine(problem.policy, zip(problem.subjects, (problem.standings[s] for s in problem.states), strict=True))
    pairs = problem.pairs(effort.of(200_000, 400), among=len(problem.asked))
    stored = _stored_answers(problem, engine, pairs)
    peers: list[Peer] = []
    absent: list[tuple[str, str]] = []
    for who, make in _makers(problem, stored):
        try:
            peers.append(make())
        except AbsentError as missing:
            absent.append((who, str(missing)))
    try:
        _verify(problem, engine, peers, pairs[: effort.of(2_000, 100)])
        rows = [
            *_one(problem, engine, peers, pairs, effort),
            *(skipped(ONE, who, _RATE, why) for who, why in absent),
            *_of_all_questions(problem, engine, effort),
            *_first(problem, effort),
            *_latency(problem, engine, peers, pairs, effort),
            *_many(problem, engine, peers, effort),
        ]
    finally:
        for peer in peers:
            peer.close()
    return rows


def _makers(problem: Problem, stored: dict[tuple[int, int], bool]) -> list[tuple[str, Callable[[], Peer]]]:
    def redis() -> Peer:
        everybody = ((subject, 0, allowed) for subject, allowed in enumerate(_definition_of_all(problem, 0)))
        return Redis([*((s, q, allowed) for (s, q), allowed in stored.items()), *everybody])

    return [
        (Cedar.who, lambda: Cedar(problem)),
        (Rego.who, lambda: Rego(problem)),
        (Casbin.who, lambda: Casbin(problem)),
        (Sqlite.who, lambda: Sqlite(problem)),
        (Redis.who, redis),
    ]


def _definition_of_all(problem: Problem, question: int) -> list[bool]:
    """The definition's answer for every subject: worked out once a standing."""
    may = [decide(problem.policy, problem.questions[question], each).allowed for each in problem.standings]
    return [may[state] for state in problem.states]


def _stored_answers(problem: Problem, engine: Engine, pairs: Pairs) -> dict[tuple[int, int], bool]:
    """The answers of the pairs, for peers that only look up what was worked out beforehand."""
    return {(s, q): engine.decide(problem.subjects[s], problem.questions[q]).allowed for s, q in pairs}


def _verify(problem: Problem, engine: Engine, peers: Sequence[Peer], pairs: Pairs) -> None:
    """Hold everybody's answers against the definition's; ours with reason, clauses and elements."""
    for subject, number in pairs:
        question = problem.questions[number]
        expected = decide(problem.policy, question, problem.standings[problem.states[subject]])
        if engine.decide(problem.subjects[subject], question) != expected:
            raise AssertionError(f"the engine departs from the definition on {question}")
        for peer in peers:
            if peer.ask(subject, number) != expected.allowed:
                raise AssertionError(f"{peer.who} departs from the definition on {question}")


def _one(problem: Problem, engine: Engine, peers: Sequence[Peer], pairs: Pairs, effort: Effort) -> list[Row]:
    """One question about one subject at a time."""
    note = (
        f"{len(problem.subjects):,} subjects, {len(engine.standings):,} standings; "
        f"{len(problem.asked)} of {len(problem.questions)} questions comparable"
    )
    asked = [(problem.subjects[s], problem.questions[q]) for s, q in pairs]
    slow = [(problem.standings[problem.states[s]], problem.questions[q]) for s, q in pairs]
    keys = [(problem.subjects[s], q) for s, q in pairs]
    table = {key: engine.decide(*each).allowed for key, each in zip(keys, asked, strict=True)}
    policy = problem.policy

    def definition(calls: int) -> None:
        for choices, question in slow[:calls]:
            decide(policy, question, choices)

    def plain(calls: int) -> None:
        for subject, question in keys[:calls]:
            table[subject, question]

    contenders = [
        Contender("troth, engine.decide", _asking(engine, asked), len(asked), note=note, aim=_AIM),
        Contender("troth, decide (the definition)", definition, len(slow)),
        Contender("limit: a plain dict of stored answers", plain, len(keys), note="no policy, no reason, no clauses"),
        *(Contender(peer.who, _asking_a_peer(peer, pairs), len(pairs), note=peer.note) for peer in peers),
    ]
    return race(ONE, _RATE, contenders, effort)


def _asking(engine: Engine, asked: Sequence[tuple[SubjectId, Question]]) -> Callable[[int], None]:
    ask = engine.decide

    def run(calls: int) -> None:
        for subject, question in asked[:calls]:
            ask(subject, question)

    return run


def _asking_a_peer(peer: Peer, pairs: Pairs) -> Callable[[int], None]:
    ask = peer.ask

    def run(calls: int) -> None:
        for subject, question in pairs[:calls]:
            ask(subject, question)

    return run


def _of_all_questions(problem: Problem, engine: Engine, effort: Effort) -> list[Row]:
    pairs = problem.pairs(effort.of(200_000, 400), among=len(problem.questions))
    asked = [(problem.subjects[s], problem.questions[q]) for s, q in pairs]
    for subject, question in asked:
        engine.decide(subject, question)
    note = "with facts and instructions, which the peers are not told of"
    return race(ALL, _RATE, [Contender("troth, engine.decide", _asking(engine, asked), len(asked), note=note)], effort)


def _first(problem: Problem, effort: Effort) -> list[Row]:
    """What an answer costs before it is remembered: one subject a standing, each question once of each."""
    standings = problem.standings[: effort.of(2_000, 50)]
    questions = problem.questions[:: effort.of(10, 40)]
    subjects = [(SubjectId(f"subject-{n}"), choices) for n, choices in enumerate(standings)]
    asked = [(subject, question) for question in questions for subject, _ in subjects]
    rates, compiled = [], []
    for _ in range(effort.rounds):
        engine = Engine(problem.policy, subjects)
        start = time.perf_counter()
        for question in questions:
            engine.decide(SubjectId("unknown"), question)
        compiled.append(len(questions) / (time.perf_counter() - start))
        start = time.perf_counter()
        for subject, question in asked:
            engine.decide(subject, question)
        rates.append(len(asked) / (time.perf_counter() - start))
    median = len(rates) // 2
    return [
        Row(FIRST, "troth, engine.decide", sorted(rates)[median], _RATE, "then remembered"),
        Row("compile a question", "troth, engine.decide", sorted(compiled)[median], "questions/s", "once a question"),
    ]


def _latency(problem: Problem, engine: Engine, peers: Sequence[Peer], pairs: Pairs, effort: Effort) -> list[Row]:
    """Each call by itself; the clock's own cost is in the figure."""
    asked = [(problem.subjects[s], problem.questions[q]) for s, q in pairs]
    ours = _times(engine.decide, asked)
    rows = [
        Row(P50, "troth, engine.decide", ours[len(ours) // 2], "ns", f"the clock itself {_clock_cost():.0f} ns"),
        Row(P99, "troth, engine.decide", ours[len(ours) * 99 // 100], "ns", aim=_AIM_P99),
    ]
    for peer in peers:
        times = _times(peer.ask, pairs[: effort.of(3_000, 50)])
        rows.append(Row(P50, peer.who, times[len(times) // 2], "ns"))
        rows.append(Row(P99, peer.who, times[len(times) * 99 // 100], "ns"))
    return rows


def _times(ask: Callable[..., Answer | bool], pairs: Sequence[tuple[object, object]]) -> list[int]:
    """Nanoseconds of each call, ascending."""
    clock = time.perf_counter_ns
    times = []
    for subject, question in pairs:
        start = clock()
        ask(subject, question)
        times.append(clock() - start)
    return sorted(times)


def _clock_cost() -> float:
    clock = time.perf_counter_ns
    start = clock()
    for _ in range(10_000):
        clock()
    return (clock() - start) / 10_000


def _many(problem: Problem, engine: Engine, peers: Sequence[Peer], effort: Effort) -> list[Row]:
    """One question of all subjects (of a thousand a call, for peers that take no more)."""
    size = len(problem.subjects)
    expected = _definition_of_all(problem, 0)
    if engine.decide_many(problem.questions[0]).allowed.tolist() != expected:
        raise AssertionError("the engine's bulk answers depart from the definition")
    may = np.array([decide(problem.policy, problem.questions[0], each).allowed for each in problem.standings])
    states, everybody = problem.states, np.random.default_rng(1).permutation(size).astype(np.uint32)

    def all_of_them(calls: int) -> None:
        for call in range(calls):
            engine.decide_many(problem.questions[call % len(problem.questions)])

    def in_any_order(calls: int) -> None:
        for call in range(calls):
            engine.decide_many(problem.questions[call % len(problem.questions)], everybody)

    def gather(calls: int) -> None:
        for _ in range(calls):
            may[states]

    all_of_them(len(problem.questions))
    contenders = [
        Contender("troth, engine.decide_many (numpy)", all_of_them, 4_000, size, aim=_AIM_MANY),
        Contender("troth, engine.decide_many, subjects in any order", in_any_order, 4_000, size),
        Contender("limit: one gather (numpy)", gather, 4_000, size, note="no reason, no clauses"),
        *_bulk_contenders(peers, expected),
    ]
    return race(MANY, _RATE, contenders, effort)


def _bulk_contenders(peers: Sequence[Peer], expected: list[bool]) -> list[Contender]:
    contenders = []
    for peer in peers:
        if isinstance(peer, (Redis, Cedar, Sqlite)):
            if peer.ask_many(range(_BATCH), 0) != expected[:_BATCH]:
                raise AssertionError(f"the bulk answers of {peer.who} depart from the definition")
            run, calls = _asking_many(peer, len(expected)), len(expected) // _BATCH
            contenders.append(Contender(peer.who, run, calls, _BATCH, f"{_BATCH:,} a call"))
    return contenders


def _asking_many(peer: PeerInBulk, size: int) -> Callable[[int], None]:
    def run(calls: int) -> None:
        for call in range(calls):
            first = call * _BATCH % (size - _BATCH + 1)
            peer.ask_many(range(first, first + _BATCH), 0)

    return run
