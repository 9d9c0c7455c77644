"""What is asked of whom, so that everybody decides the same?

One policy (examples/esendex), a million subjects who said what subjects say, and 400 questions. Peers do not read a
policy, so they get it translated. Rules:

1. A question is *comparable* where it names no fact, instruction, means or day, no practice that speaks of it has such
   a condition, and all that do are under the same choices. One in ten is not: those only troth is asked.
2. A peer is told of a practice what it does with which data for which purposes and recipients, and whose consent it
   needs (`Rule`), and of a subject which purposes she said yes or no to by which channel, all trees already walked and
   all words already put in order (`Standing`). That work is not charged to the peer.
3. Nobody is timed before it gave the same yes or no as the definition (bench/decisions.py).

Everything is drawn from a fixed seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from troth import load_policy
from troth.consent.events import ConsentKind
from troth.consent.scope import choices_over
from troth.consent.state import Says, Word, last_word
from troth.decisions import Choices, Question, Suppressed
from troth.decisions.matching import covers
from troth.policy.tree import upward
from troth.words import (
    EVERYTHING,
    Act,
    Basis,
    Channel,
    ChoiceId,
    ConsentMode,
    DataName,
    Modal,
    PartyName,
    PracticeId,
    PurposeName,
    SubjectId,
    SubjectKindName,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from troth.policy.model import Policy, Practice

POLICY_FILE = Path(__file__).parents[1] / "examples" / "esendex" / "policy.yaml"
QUESTIONS = 400
_SEED = 20221121
_ACTS = (Act.USE, Act.SHARE, Act.SELL)
_CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.POST)
_LEGAL_CLAIMS = "troth:LegalClaims"


@dataclass(frozen=True, slots=True)
class Rule:
    """A practice as a peer is told of it; None stands for all. Names reach down their trees already."""

    name: str
    permits: bool
    acts: frozenset[str]
    data: frozenset[str]
    purposes: frozenset[str] | None
    recipients: frozenset[str] | None
    kinds: frozenset[str] | None
    needs_consent: bool
    lifted_by_consent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A subject as a peer is told of her; `yes` and `no` hold keys of `Asked`."""

    kinds: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    erased: bool
    restricted: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparable question as a peer is asked it. `key` is what a subject's words are about."""

    number: int
    act: str
    data: str
    purpose: str
    recipient: str
    channel: str
    key: str
    choices: frozenset[ChoiceId]
    goes_on_restricted: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """The whole of it. `states` (one a subject) are places in `standings` and `told`; `asked` in `questions`."""

    policy: Policy
    standings: tuple[Choices, ...]
    states: NDArray[np.uint32]
    subjects: list[SubjectId]
    questions: tuple[Question, ...]
    asked: tuple[Asked, ...]
    rules: tuple[Rule, ...]
    told: tuple[Standing, ...]

    def pairs(self, count: int, *, among: int) -> list[tuple[int, int]]:
        """Subject's and question's numbers, drawn at random; `among` the first so many questions."""
        drawn = random.Random(_SEED + count)
        return [(drawn.randrange(len(self.subjects)), drawn.randrange(among)) for _ in range(count)]


def make_problem(subjects: int) -> Problem:
    """The problem for so many subjects. Comparable questions come first."""
    policy = load_policy(POLICY_FILE)
    drawn = random.Random(_SEED)
    questions = _draw_questions(policy, drawn)
    asked = tuple(_as_asked(policy, number, question) for number, question in enumerate(questions[0]))
    standings, states = _draw_standings(subjects, drawn)
    keys = [_as_key(policy, each) for each in {each.key: each for each in asked}.values()]
    return Problem(
        policy=policy,
        standings=standings,
        states=states,
        subjects=[SubjectId(f"subject-{number}") for number in range(subjects)],
        questions=(*questions[0], *questions[1]),
        asked=asked,
        rules=tuple(_as_rule(policy, each) for each in policy.practices.values() if _is_told(each)),
        told=tuple(_as_told(policy, each, keys) for each in standings),
    )


# Questions


def _draw_questions(policy: Policy, drawn: random.Random) -> tuple[list[Question], list[Question]]:
    """Comparable questions, and the one in ten that only troth is asked."""
    purposes, data, parties = list(policy.purposes), list(policy.data), list(policy.parties)
    marketing = [PurposeName(name) for name in ("marketing", "own_offers", "third_party_offers")]
    notices = [PurposeName(name) for name in ("account_notices", "change_notices", "billing", "services")]
    contact = [DataName(name) for name in ("contact", "correspondence", "entries", "transactions", "personal")]
    messages = [Question(d, p, channel=c) for d in contact for p in (*marketing, *notices) for c in _CHANNELS]
    uses = [Question(d, p) for d in data for p in purposes]
    shares = [Question(d, p, recipient=r) for d in data for p in purposes for r in parties]
    sales = [Question(d, p, recipient=r, do=Act.SELL) for d in data for p in purposes[:8] for r in parties]
    found: list[Question] = []
    for share, candidates in ((0.25, messages), (0.30, uses), (0.30, shares), (0.05, sales)):
        shuffled = drawn.sample(candidates, len(candidates))
        fair = (question for question in shuffled if is_comparable(policy, question))
        found += islice(fair, round(share * QUESTIONS))
    others = [
        *(replace(q, facts=frozenset({("origin", "transaction")})) for q in messages),
        *(Question(DataName("end_user_details"), p, instruction=PartyName("customer")) for p in purposes),
    ]
    return found, drawn.sample(others, QUESTIONS - len(found))


def is_comparable(policy: Policy, question: Question) -> bool:
    """Rule 1."""
    if question.facts or question.instruction or question.via or question.at or question.collected_on:
        return False
    speaking = (p for p in policy.practices.values() if covers(policy, p, question, list(policy.subjects)))
    return all(_is_told(practice) for practice in speaking) and len(_choices_about(policy, question)) < 2


def _is_told(practice: Practice) -> bool:
    """Whether a practice has no condition that peers are not told of, and stands for what can be asked."""
    circumstances = (practice.if_, practice.via, practice.from_, practice.where, practice.by, practice.period)
    conditional = any(circumstances) or practice.on_behalf_of is not None or bool(practice.only)
    assert practice.basis in (None, Basis.CONSENT), "a basis beyond refusal is not translated"
    return not conditional and not frozenset(practice.do).isdisjoint(_ACTS)


# The policy and the subjects as peers are told of them


def _as_asked(policy: Policy, number: int, question: Question) -> Asked:
    up = upward(policy.purposes, question.purpose)
    channel = question.channel or ""
    choices = frozenset[ChoiceId]().union(*_choices_about(policy, question))
    return Asked(
        number=number,
        act=str(question.do),
        data=question.data,
        purpose=question.purpose,
        recipient=question.recipient or "",
        channel=channel,
        key="/".join((str(question.do), question.purpose, channel, *sorted(choices))),
        choices=choices,
        goes_on_restricted=any(_LEGAL_CLAIMS in policy.purposes[PurposeName(name)].is_ for name in up),
    )


def _as_rule(policy: Policy, practice: Practice) -> Rule:
    by_consent = any(c.fact == "consent" and ConsentMode.OPT_IN in c.values for c in practice.unless)
    return Rule(
        name=practice.id,
        permits=practice.modal is not Modal.NEVER,
        acts=frozenset(map(str, practice.do)),
        data=_down(policy.data, practice.data),
        purposes=_down(policy.purposes, practice.for_) if practice.for_ else None,
        recipients=_down(policy.parties, practice.with_) if practice.with_ else None,
        kinds=_down(policy.subjects, practice.subjects) if practice.subjects else None,
        needs_consent=practice.consent is ConsentMode.OPT_IN or practice.basis is Basis.CONSENT,
        lifted_by_consent=by_consent,
    )


def _down(tree: Iterable[str], named: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for name in tree if EVERYTHING in named or not set(named).isdisjoint(upward(tree, name)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key of `Asked` stands for."""

    key: str
    purposes: frozenset[PurposeName]
    choices: frozenset[ChoiceId]
    channel: Channel | None


def _as_key(policy: Policy, asked: Asked) -> _Key:
    purposes = frozenset(PurposeName(name) for name in upward(policy.purposes, asked.purpose))
    return _Key(asked.key, purposes, asked.choices, Channel(asked.channel) if asked.channel else None)


def _as_told(policy: Policy, choices: Choices, keys: Iterable[_Key]) -> Standing:
    yes, no = set(), set()
    for key in keys:
        word = last_word(choices.words, key.purposes, key.choices, key.channel)
        if any(s.purpose in key.purposes and s.channel in (None, key.channel) for s in choices.suppressed) or (
            word is not None and word.says is Says.NO
        ):
            no.add(key.key)
        elif word is not None:
            yes.add(key.key)
    kinds = frozenset(name for kind in choices.kinds for name in upward(policy.subjects, kind))
    return Standing(kinds, frozenset(yes), frozenset(no), choices.erased, choices.restricted)


def _choices_about(policy: Policy, question: Question) -> set[frozenset[ChoiceId]]:
    """For each practice that speaks of the question, the choices about it."""
    speaking = (p for p in policy.practices.values() if covers(policy, p, question, list(policy.subjects)))
    return {choices_over(policy, PracticeId(practice.id), question.channel) for practice in speaking}


# Subjects


def _draw_standings(subjects: int, drawn: random.Random) -> tuple[tuple[Choices, ...], NDArray[np.uint32]]:
    """Each subject's kinds, what she said, and what else holds for her, drawn apart and put together."""
    histories, weights = _draw_histories(drawn)
    visitor, customer, end_user = (SubjectKindName(name) for name in ("visitor", "customer", "end_user"))
    california, european = SubjectKindName("california_resident"), SubjectKindName("european")
    kinds = [{visitor}, {customer}, {end_user}, {customer, california}, {customer, european}]
    mail = frozenset({Suppressed(PurposeName("marketing"), Channel.EMAIL)})
    else_ = [Choices(), Choices(restricted=True), Choices(erased=True), Choices(suppressed=mail)]
    rng = np.random.default_rng(_SEED)
    shape = (len(kinds), len(histories), len(else_))
    places = np.ravel_multi_index(
        (
            rng.choice(len(kinds), subjects, p=[0.35, 0.25, 0.15, 0.1, 0.15]),
            rng.choice(len(histories), subjects, p=weights),
            rng.choice(len(else_), subjects, p=[0.97, 0.01, 0.01, 0.01]),
        ),
        shape,
    )
    met, states = np.unique(places, return_inverse=True)
    standings = []
    for place in met:
        kind, history, other = (int(part) for part in np.unravel_index(place, shape))
        standings.append(replace(else_[other], kinds=frozenset(kinds[kind]), words=histories[history]))
    return tuple(standings), states.astype(np.uint32)


def _draw_histories(drawn: random.Random) -> tuple[list[tuple[Word, ...]], list[float]]:
    """What subjects said: six in ten nothing, three in ten one thing, one in ten two things."""
    no, yes = ConsentKind.OPTED_OUT, ConsentKind.GIVEN
    words = [Word(None, ChoiceId("promotions"), None, no), Word(None, ChoiceId("promotion-reply"), Channel.EMAIL, no)]
    for purpose in ("marketing", "own_offers", "third_party_offers"):
        words += [Word(PurposeName(purpose), None, channel, no) for channel in (None, *_CHANNELS)]
        words += [Word(PurposeName(purpose), None, channel, yes) for channel in (None, Channel.EMAIL)]
    for purpose in ("others_marketing", "analysis", "internal_research", "personalisation", "any_lawful"):
        words += [Word(PurposeName(purpose), None, None, kind) for kind in (yes, no, ConsentKind.OBJECTED)]
    pairs = [(drawn.choice(words), drawn.choice(words)) for _ in range(300)]
    histories: list[tuple[Word, ...]] = [(), *((word,) for word in words), *pairs]
    falling = [1 / place for place in range(1, len(words) + 1)]
    weights = [0.6, *(0.3 * each / sum(falling) for each in falling), *([0.1 / len(pairs)] * len(pairs))]
    return histories, weights
