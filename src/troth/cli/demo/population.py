"""Who are the subjects of the demonstration, and what do they say?

A population is made up from a policy alone: subjects of the kinds it knows, with identifiers of their own, who say yes
and no to what it offers, and change their minds. The same policy and the same size give the same population.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from troth.consent.events import ConsentKind, Draft, Surface
from troth.consent.scope import is_offered
from troth.decisions import Choices, Question
from troth.policy.model import ChildRuleKind
from troth.words import EVERYTHING, ConsentMode, Modal, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.policy.model import Element, Practice

FALLBACK_START = datetime(2023, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up subject: what the organisation knows of her before she says anything."""

    subject: SubjectId
    email: str
    choices: Choices


def first_moment(policy: Policy) -> datetime:
    """The morning of the day from which the policy binds."""
    existing = policy.head.effective.existing
    return FALLBACK_START if existing is None else datetime.combine(existing, time(9), UTC)


def people(policy: Policy, size: int) -> list[Person]:
    """The population: adults and, where the notice has a rule for them, some minors, of the kinds the policy knows."""
    chance = random.Random(f"people {policy.head.organisation}")  # noqa: S311 -- a made-up population must repeat
    kinds = [kind for kind, element in policy.subjects.items() if not element.age]
    minors = list(policy.children.values())
    found = []
    for number in range(size):
        of_kind = frozenset(chance.sample(kinds, 1)) if kinds else frozenset()
        age = chance.randint(19, 80)
        if minors and chance.random() < 0.02:  # noqa: PLR2004 -- one in fifty
            age = minors[0].under - 1
        parental = bool(minors) and minors[0].rule is ChildRuleKind.PARENTAL_CONSENT and chance.random() < 1 / 2
        subject = SubjectId(f"{policy.head.organisation}-{number:06d}")
        choices = Choices(kinds=of_kind, age=age, parental_consent=parental)
        found.append(Person(subject, f"subject{number:06d}@mail.example", choices))
    return found


def drafts(policy: Policy, notice: Notice, persons: list[Person], count: int) -> Iterator[Draft]:
    """What they say, in order of time: to purposes and choices that the policy offers, in the notice's own words."""
    chance = random.Random(f"choices {policy.head.organisation}")  # noqa: S311 -- made-up choices must repeat
    offers = list(_offers(policy))
    if not offers:
        return
    at = first_moment(policy)
    for _ in range(count):
        at += timedelta(seconds=chance.randint(30, 3600))
        asks_first, name, element = chance.choice(offers)
        kinds = [ConsentKind.GIVEN, ConsentKind.GIVEN, ConsentKind.REFUSED, ConsentKind.WITHDRAWN]
        if not asks_first:
            kinds = [ConsentKind.OPTED_OUT, ConsentKind.OPTED_OUT, ConsentKind.OBJECTED, ConsentKind.GIVEN]
        is_purpose = name in policy.purposes
        yield Draft(
            organisation=policy.head.organisation,
            subject=chance.choice(persons).subject,
            kind=chance.choice(kinds),
            surface=chance.choice([Surface.FORM, Surface.PROFILE, Surface.LINK, Surface.MAIL]),
            purpose=name if is_purpose else None,  # type: ignore[arg-type]
            choice=None if is_purpose else name,  # type: ignore[arg-type]
            at=at,
            text_shown=_words(element, notice),
        )


def questions(policy: Policy) -> list[Question]:
    """One question for each practice, about what it permits or forbids."""
    return [question for practice in policy.practices.values() if (question := _question(policy, practice))]


def _offers(policy: Policy) -> Iterator[tuple[bool, str, Element]]:
    """What can be said yes or no to: whether consent is asked first, the name of a choice or purpose, its element."""
    for name, choice in policy.choices.items():
        if choice.available:
            yield False, name, choice
    chosen = {practice for choice in policy.choices.values() if choice.available for practice in choice.of}
    for practice in policy.practices.values():
        asks = practice.consent in (ConsentMode.OPT_IN, ConsentMode.OPT_OUT) or practice.id in chosen
        if practice.modal is Modal.NEVER or not asks:
            continue
        for purpose in practice.for_:
            if purpose in policy.purposes and is_offered(policy, purpose, None):
                yield practice.consent is ConsentMode.OPT_IN, purpose, practice


def _question(policy: Policy, practice: Practice) -> Question | None:
    data = next((name for name in practice.data if name != EVERYTHING), None) or next(iter(policy.data), None)
    purpose = next((name for name in practice.for_ if name != EVERYTHING), None) or next(iter(policy.purposes), None)
    if data is None or purpose is None:
        return None
    recipient = next((name for name in practice.with_ if name != EVERYTHING), None)
    return Question(data, purpose, recipient, do=practice.do[0])


def _words(element: Element, notice: Notice) -> str:
    """The notice's own words for what is offered."""
    clauses = (notice.clause(clause) for clause in element.clauses)
    return " ".join(clause.text for clause in clauses if clause is not None) or "Your choice"
