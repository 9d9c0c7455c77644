"""What happens in the demonstration, organisation by organisation?

The whole flow on real input: read the notice, check the policy, let a population speak, write each word into the
evidence log, answer questions, find an audience, erase one subject, verify the log, and show that a forged copy of it
is found out. Nothing is shown that was not measured in the run.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from troth.cli.demo.population import drafts, first_moment, people, questions
from troth.clock import SetClock
from troth.consent.events import record
from troth.consent.recorded import KIND, recorded
from troth.decisions import Engine, decide
from troth.errors import Severity, TrothError, WrongUse
from troth.evidence import Draft as EntryDraft
from troth.evidence import Log
from troth.evidence.verify import Verdict, verify
from troth.policy.validation import validate
from troth.report.promises import PromiseTable, promise_table
from troth.subjects.hashing import derive_key, hash_identifier
from troth.subjects.identifiers import Identifier, IdentifierKind, normalise
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from troth.cli.demo.population import Person
    from troth.cli.source import Source
    from troth.consent.events import ConsentEvent
    from troth.decisions import Answer, Question
    from troth.errors import Problem
    from troth.notice import Notice
    from troth.policy import Policy

_BATCH = 500
_COMPARED = 20
_SECRET = b"demonstration only: a made-up installation key".ljust(48, b".")


@dataclass(frozen=True, slots=True)
class Shown:
    """What one organisation's demonstration found."""

    organisation: str
    clauses: int
    elements: int
    problems: tuple[Problem, ...]
    subjects: int
    events: int
    refused_events: int
    asked: int
    seconds_asking: float
    reasons: tuple[tuple[str, int], ...]
    compared: int
    disagreeing: int
    audience_question: str
    audience_silent: int
    audience: int
    verdict: Verdict
    forged: Verdict
    forgotten: str
    is_forgotten: bool
    table: PromiseTable

    @property
    def errors(self) -> int:
        """Problems that would keep the policy from running."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def holds(self) -> bool:
        """Whether everything is as it must be."""
        found_out = not self.forged.holds
        return not self.errors and not self.disagreeing and self.verdict.holds and found_out and self.is_forgotten


@dataclass(frozen=True, slots=True)
class _Stage:
    """Everything that one organisation's run works with."""

    policy: Policy
    notice: Notice
    engine: Engine
    persons: list[Person]
    asked: list[Question]
    clock: SetClock
    log: Log


def show(source: Source, folder: Path, size: int, tick: Callable[[int], None]) -> Shown:
    """Run one organisation's policy for `size` subjects; its log goes under `folder`. `tick` is told of progress."""
    policy, notice = source.policy(), source.notice()
    if notice is None:
        help_ = "put the notice beside the policy as `notice.md`"
        raise WrongUse("the example has no notice", id="demo.no-notice", help=help_)
    problems = validate(policy, notice)
    persons = people(policy, size)
    engine = Engine(policy, [(person.subject, person.choices) for person in persons])
    asked = questions(policy)
    silent = {question: len(engine.audience(question)) for question in asked}
    clock = SetClock(first_moment(policy))
    with Log.create(folder / str(policy.head.organisation), f"troth/{policy.head.organisation}", clock) as log:
        stage = _Stage(policy, notice, engine, persons, asked, clock, log)
        events, refused = _speak(stage, size, tick)
        answers, seconds = _ask(stage)
        disagreeing = _disagreeing(stage)
        forgotten = events[0].subject if events else SubjectId("nobody")
        is_forgotten = _forget(log, forgotten)
        log.checkpoint()
    moved = max(asked, key=lambda question: abs(silent[question] - len(engine.audience(question))))
    return Shown(
        organisation=str(policy.head.organisation),
        clauses=len(notice.clauses),
        elements=len(policy.elements()),
        problems=tuple(problems),
        subjects=len(persons),
        events=len(events),
        refused_events=refused,
        asked=len(answers),
        seconds_asking=seconds,
        reasons=tuple(Counter(answer.reason.value for answer in answers).most_common(5)),
        compared=min(_COMPARED, len(persons)) * len(asked),
        disagreeing=disagreeing,
        audience_question=f"{moved.data} for {moved.purpose}",
        audience_silent=silent[moved],
        audience=len(engine.audience(moved)),
        verdict=verify(log.path),
        forged=_forge(log.path),
        forgotten=forgotten,
        is_forgotten=is_forgotten,
        table=promise_table(policy, notice),
    )


def _speak(stage: _Stage, size: int, tick: Callable[[int], None]) -> tuple[list[ConsentEvent], int]:
    """Let the population speak: each word is recorded, logged, and known to the engine; gives those and the refused."""
    key = derive_key(_SECRET, stage.policy.head.organisation)
    addresses = {person.subject: person.email for person in stage.persons}
    latest: dict[SubjectId, datetime] = {}
    events: list[ConsentEvent] = []
    refused = 0
    waiting: list[EntryDraft] = []
    for number, draft in enumerate(drafts(stage.policy, stage.notice, stage.persons, size * 3)):
        stage.clock.at = draft.at or stage.clock.at
        event = record(stage.policy, draft, stage.clock, latest.get(draft.subject))
        if isinstance(event, list):
            refused += 1
            continue
        latest[event.subject] = event.at
        events.append(event)
        stage.engine.apply(event)
        email = normalise(IdentifierKind.EMAIL, addresses[event.subject])
        hashes = (hash_identifier(key, email),) if isinstance(email, Identifier) else ()
        public, sealed = recorded(event, hashes)
        waiting.append(EntryDraft(event.organisation, KIND, event.subject, public, sealed))
        if len(waiting) == _BATCH:
            stage.log.append_many(waiting)
            waiting.clear()
        if number % 3 == 0:
            tick(1)
    stage.log.append_many(waiting)
    return events, refused


def _ask(stage: _Stage) -> tuple[list[Answer], float]:
    """Every question of every subject; gives the answers and the seconds it took."""
    started = perf_counter()
    engine = stage.engine
    answers = [engine.decide(person.subject, question) for person in stage.persons for question in stage.asked]
    return answers, perf_counter() - started


def _disagreeing(stage: _Stage) -> int:
    """How many answers of the engine differ from the definition's, over the first subjects."""
    return sum(
        stage.engine.decide(person.subject, question)
        != decide(stage.policy, question, stage.engine.choices(person.subject))
        for person in stage.persons[:_COMPARED]
        for question in stage.asked
    )


def _forget(log: Log, subject: SubjectId) -> bool:
    """Destroy a subject's key; whether her entries can no longer be opened."""
    own = [entry for entry in log.entries() if entry.subject == subject and entry.sealed]
    if not own or log.forget_subject(subject) is None:
        return False
    for entry in own:
        try:
            log.open_sealed(entry)
        except TrothError:
            continue
        return False
    return True


def _forge(log: Path) -> Verdict:
    """What the verifier says of a copy in which one character of one entry was changed."""
    copy = log.with_name(f"{log.name}-forged")
    shutil.copytree(log, copy, ignore=shutil.ignore_patterns("private", "lock"))
    first = copy / "tile" / "entries" / "000"
    # A tile that is not full yet lies in `000.p`, named by its width; only the widest is still read.
    bundle = first if first.is_file() else max(first.with_name("000.p").iterdir(), key=lambda path: int(path.name))
    raw = bytearray(bundle.read_bytes())
    place = raw.find(b"opted_out") if b"opted_out" in raw else raw.find(b'"kind"')
    raw[place] ^= 1
    bundle.write_bytes(raw)
    return verify(copy)
