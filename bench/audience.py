"""How long does it take to say who may be written to, among ten million subjects, under five conditions?

The conditions: she is a customer; she consented to newsletters by e-mail; she did not opt out of marketing since; her
address is not suppressed; she is no minor. To troth they are a small policy and what each
subject said; peers get a column for each condition, worked out beforehand.

Counts and ids are compared before anything is timed. `kept current` is how many words of subjects a second are taken in
while three audiences stay exact; SQLite takes in the same words in one transaction, and must end with the same count.
"""

from __future__ import annotations

import sqlite3
import statistics
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.race import FULL, AbsentError, Contender, Effort, Work, library, race, seconds_for, skipped, time_each
from bench.row import Row
from troth import Choices, Engine, Question
from troth.consent.events import ConsentKind
from troth.consent.state import Word
from troth.decisions import Suppressed
from troth.errors import ProblemsFound
from troth.policy import read_policy
from troth.words import Channel, DataName, PurposeName, SubjectId, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

NAME = "audience"
COUNT, IDS, FIRST, LIVE = "audience, count", "audience, ids", "audience, asked the first time", "audience, kept current"
_AIM_COUNT, _AIM_IDS = "<= 2", "<= 5"
_CONDITIONS = ("customer", "consented", "opted_out", "suppressed", "minor")

POLICY = """
troth: 1
policy: {organisation: acme, version: "1", effective: 2026-01-01, cite: [s1]}
parties:
  acme: {role: controller, cite: [s1]}
subjects:
  visitor: {cite: [s2]}
  customer: {is: [visitor], cite: [s2]}
data:
  contact: {is: [pd:EmailAddress], cite: [s3]}
purposes:
  marketing: {is: [dpv:DirectMarketing], cite: [s4]}
  newsletters: {is: [marketing], cite: [s4]}
practices:
  - {id: write, do: use, data: [contact], subjects: [customer], for: [newsletters], modal: may, consent: opt_in,
    cite: [s4]}
children:
  - {under: 16, rule: exclude, cite: [s5]}
"""
_NEWSLETTERS, _MARKETING = PurposeName("newsletters"), PurposeName("marketing")
_GIVEN = Word(_NEWSLETTERS, None, Channel.EMAIL, ConsentKind.GIVEN)
_OPTED_OUT = Word(_MARKETING, None, None, ConsentKind.OPTED_OUT)
_BY_SMS = Word(_NEWSLETTERS, None, Channel.SMS, ConsentKind.GIVEN)
_QUESTIONS = tuple(
    Question(DataName("contact"), _NEWSLETTERS, channel=channel)
    for channel in (Channel.EMAIL, Channel.SMS, Channel.POST)
)


@dataclass(frozen=True, slots=True)
class Population:
    """Subjects by number; each condition a column (shape: subjects). The last `named` of them will say something."""

    engine: Engine
    columns: dict[str, NDArray[np.bool_]]
    named: list[SubjectId]
    first_named: int


def populate(size: int, named: int) -> Population:
    """A population of `size` and as many more as are `named`, who are customers and have said nothing yet."""
    standings, truths = _standings()
    rng = np.random.default_rng(7)
    shares = np.prod(np.where(truths, _SHARES, 1 - np.array(_SHARES)), axis=1)
    states = rng.choice(len(standings), size, p=shares / shares.sum()).astype(np.uint32)
    policy, problems = read_policy(POLICY)
    if policy is None or problems:
        raise ProblemsFound(problems)
    engine = Engine(policy)
    engine.populate(standings, states)
    names = [SubjectId(f"subject-{number}") for number in range(named)]
    for name in names:
        engine.put(name, Choices(kinds=frozenset({SubjectKindName("customer")})))
    quiet = np.zeros(named, dtype=np.bool_)
    columns = {
        name: np.concatenate([truths[:, place][states], ~quiet if name == "customer" else quiet])
        for place, name in enumerate(_CONDITIONS)
    }
    return Population(engine, columns, names, size)


_SHARES = (0.6, 0.5, 0.15, 0.03, 0.05, 0.5)
"""How many are customers, consented, opted out, are suppressed, are minors, and consented to SMS."""


def _standings() -> tuple[list[Choices], NDArray[np.bool_]]:
    """Every combination of the conditions (and of a word that has no bearing), and what is true of it."""
    standings, truths = [], list(product([False, True], repeat=len(_SHARES)))
    for customer, consented, opted_out, suppressed, minor, by_sms in truths:
        words = ((_GIVEN, consented), (_OPTED_OUT, opted_out), (_BY_SMS, by_sms))
        standings.append(
            Choices(
                words=tuple(word for word, said in words if said),
                kinds=frozenset({SubjectKindName("customer" if customer else "visitor")}),
                age=12 if minor else 34,
                suppressed=frozenset({Suppressed(_MARKETING, Channel.EMAIL)} if suppressed else ()),
            )
        )
    return standings, np.array(truths)


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about a minute, most of which fills and indexes SQLite."""
    population = populate(effort.of(10_000_000, 5_000), effort.of(100_000, 100))
    rows = [_first(population, effort)]
    absent: list[Row] = []
    peers: list[tuple[str, Callable[[], int], Callable[[], NDArray[Any]]]] = [_numpy(population)]
    try:
        peers.append(_polars(population))
    except AbsentError as missing:
        absent = [skipped(operation, "polars", "ms", str(missing)) for operation in (COUNT, IDS)]
    database = _fill_sqlite(population)
    peers.append(_sqlite(database))
    _verify(population, peers)
    engine, question = population.engine, _QUESTIONS[0]
    size = f"{len(engine):,} subjects, {len(engine.audience(question)):,} in the audience"
    ours = "troth, engine.audience"
    counts = [Work(ours, lambda: len(engine.audience(question)), size, _AIM_COUNT)]
    ids = [Work(ours, lambda: engine.audience(question).numbers(), size, _AIM_IDS)]
    counts += [_packed(population), *(Work(who, count) for who, count, _ in peers)]
    rows += time_each(COUNT, counts, effort)
    rows += time_each(IDS, [*ids, *(Work(who, found) for who, _, found in peers)], effort)
    return [*rows, *absent, *_kept_current(population, database, effort)]


def _first(population: Population, effort: Effort) -> Row:
    """An audience for which nothing was worked out yet."""
    engine = population.engine
    took = [1000 * seconds_for(lambda _: _ask_anew(engine), 1) for _ in range(effort.rounds)]
    return Row(
        FIRST, "troth, engine.audience", statistics.median(took), "ms", "its bitmaps are built; then kept current"
    )


def _ask_anew(engine: Engine) -> None:
    # Adding nobody drops the bitmaps, as adding somebody in bulk does.
    engine.populate([Choices()], np.empty(0, dtype=np.uint32))
    engine.audience(_QUESTIONS[0])


def _verify(population: Population, peers: list[tuple[str, Callable[[], int], Callable[[], NDArray[Any]]]]) -> None:
    audience = population.engine.audience(_QUESTIONS[0])
    expected = audience.numbers()
    if len(audience) != len(expected):
        raise AssertionError("the audience's count is not the count of its ids")
    for who, count, ids in peers:
        if count() != len(expected) or not np.array_equal(np.asarray(ids(), dtype=np.uint32), expected):
            raise AssertionError(f"{who} finds another audience")


def _numpy(population: Population) -> tuple[str, Callable[[], int], Callable[[], NDArray[Any]]]:
    columns = population.columns

    def mask() -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = columns["customer"] & columns["consented"]
        for name in ("opted_out", "suppressed", "minor"):
            found &= ~columns[name]
        return found

    return "numpy, a mask a condition", lambda: int(np.count_nonzero(mask())), lambda: np.flatnonzero(mask())


def _packed(population: Population) -> Work:
    """Sixty-four subjects in a word of the machine: the least work by which an audience can be counted."""
    bits = []
    for name, column in population.columns.items():
        packed = np.packbits(~column if name in ("opted_out", "suppressed", "minor") else column)
        bits.append(np.concatenate([packed, np.zeros(-len(packed) % 8, np.uint8)]).view(np.uint64))

    def count() -> int:
        found = bits[0] & bits[1]
        for other in bits[2:]:
            found &= other
        return int(np.bitwise_count(found).sum())

    if count() != len(population.engine.audience(_QUESTIONS[0])):
        raise AssertionError("the packed bits find another audience")
    return Work("limit: a bit a subject (numpy)", count)


def _polars(population: Population) -> tuple[str, Callable[[], int], Callable[[], NDArray[Any]]]:
    polars = library("polars")
    numbers = np.arange(len(population.engine), dtype=np.uint32)
    frame = polars.DataFrame({"id": numbers, **population.columns})
    column = polars.col
    among = column("customer") & column("consented")
    for name in ("opted_out", "suppressed", "minor"):
        among &= ~column(name)
    chosen = frame.lazy().filter(among)
    return (
        "polars",
        lambda: int(chosen.select(polars.len()).collect().item()),
        lambda: np.asarray(chosen.select("id").collect()["id"].to_numpy()),
    )


_WHERE = "WHERE customer = 1 AND consented = 1 AND opted_out = 0 AND suppressed = 0 AND minor = 0"


def _fill_sqlite(population: Population) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", isolation_level=None)
    names = ", ".join(_CONDITIONS)
    database.execute(f"CREATE TABLE subject (id INTEGER PRIMARY KEY, {', '.join(f'{n} INT' for n in _CONDITIONS)})")
    database.execute("BEGIN")
    columns = [population.columns[name].astype(np.uint8).tolist() for name in _CONDITIONS]
    rows = zip(range(len(population.engine)), *columns, strict=True)
    database.executemany("INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.execute("COMMIT")
    database.execute(f"CREATE INDEX by_condition ON subject ({names})")
    return database


def _sqlite(database: sqlite3.Connection) -> tuple[str, Callable[[], int], Callable[[], NDArray[Any]]]:
    def ids() -> NDArray[Any]:
        return np.fromiter((number for (number,) in database.execute(f"SELECT id FROM subject {_WHERE}")), np.uint32)

    def count() -> int:
        return int(database.execute(f"SELECT count(*) FROM subject {_WHERE}").fetchone()[0])

    return "SQLite, in memory, one index over all", count, ids


def _kept_current(population: Population, database: sqlite3.Connection, effort: Effort) -> list[Row]:
    engine, named, first = population.engine, population.named, population.first_named
    for question in _QUESTIONS:
        engine.audience(question)
    draw = np.random.default_rng(8)
    most = effort.of(200_000, 400)
    who = draw.integers(0, len(named), most).tolist()
    says_yes = draw.integers(0, 2, most).tolist()
    said = [(named[number], _GIVEN if yes else _OPTED_OUT) for number, yes in zip(who, says_yes, strict=True)]
    updates = [(yes, 1 - yes, first + number) for number, yes in zip(who, says_yes, strict=True)]
    update = "UPDATE subject SET consented = ?, opted_out = ? WHERE id = ?"

    def ours(calls: int) -> None:
        for subject, word in said[:calls]:
            engine.say(subject, word)

    def theirs(calls: int) -> None:
        database.execute("BEGIN")
        for values in updates[:calls]:
            database.execute(update, values)
        database.execute("COMMIT")

    def masks(calls: int) -> None:
        consented, opted_out = population.columns["consented"], population.columns["opted_out"]
        for yes, no, number in updates[:calls]:
            consented[number] = yes
            opted_out[number] = no

    ours(most)
    theirs(most)
    if len(engine.audience(_QUESTIONS[0])) != _sqlite(database)[1]():
        raise AssertionError("after the same words the audiences differ")
    contenders = [
        Contender("troth, engine.say", ours, most, note=f"{len(_QUESTIONS)} audiences live"),
        Contender("SQLite, in memory, one index over all", theirs, most, note="one transaction, nothing durable"),
        Contender("limit: two bits set (numpy)", masks, most),
    ]
    return race(LIVE, "events/s", contenders, effort)
