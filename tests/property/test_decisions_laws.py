"""Laws of decisions, for all policies, questions and subjects of tests/conformance/generated.py."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conformance.generated import policies, practices, questions, standings, words
from troth.consent.events import ConsentKind
from troth.consent.state import Word
from troth.decisions import Answer, Choices, Engine, Question, Reason, decide
from troth.policy.tree import upward
from troth.words import Act, Basis, Modal, PracticeId, PurposeName, SubjectId

if TYPE_CHECKING:
    from troth.policy import Policy
    from troth.policy.model import Condition, Practice

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking a whole policy takes minutes
LAW = settings(max_examples=15, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
ASKED = st.lists(questions(), min_size=8, max_size=12)
NO = st.sampled_from([kind for kind in ConsentKind if kind is not ConsentKind.GIVEN])
FORBIDDING = practices(9).map(lambda practice: dataclasses.replace(practice, modal=Modal.NEVER))
DEMANDED = {Basis.CONTRACT, Basis.LEGAL_OBLIGATION, Basis.VITAL_INTEREST}


def having_said(choices: Choices, word: Word) -> Choices:
    return dataclasses.replace(choices, words=(*choices.words, word))


def practice_of(policy: Policy, answer: Answer) -> Practice:
    kind, _, id_ = answer.elements[0].partition(".")
    assert kind == "practices"
    return policy.practices[PracticeId(id_)]


@LAW
@given(policies(), ASKED, standings(), NO, st.integers(0, 3))
def test_a_refused_purpose_is_never_allowed_where_the_subject_may_refuse(
    policy: Policy, asked: list[Question], choices: Choices, kind: ConsentKind, steps: int
) -> None:
    for question in asked:
        wider = upward(policy.purposes, question.purpose)
        purpose = PurposeName(wider[min(steps, len(wider) - 1)])
        answer = decide(policy, question, having_said(choices, Word(purpose, None, None, kind)))
        if answer:
            practice = practice_of(policy, answer)
            closed = any(not c.available and practice.id in c.of for c in policy.choices.values())
            assert practice.basis in DEMANDED or closed
            assert answer.reason is not Reason.CONSENTED


@LAW
@given(policies(), ASKED, standings())
def test_under_restriction_only_storing_legal_claims_and_consent_go_on(
    policy: Policy, asked: list[Question], choices: Choices
) -> None:
    restricted = dataclasses.replace(choices, restricted=True)
    for question in asked:
        answer = decide(policy, question, restricted)
        claims = "legal" in upward(policy.purposes, question.purpose)
        assert not answer or question.do is Act.STORE or claims or answer.reason is Reason.CONSENTED


@LAW
@given(st.lists(policies(), min_size=1, max_size=2), ASKED, standings())
def test_every_question_has_an_answer_also_under_odd_policies(
    versions: list[Policy], asked: list[Question], choices: Choices
) -> None:
    for question in asked:
        for policy in (versions[0], versions):
            answer = decide(policy, question, choices)
            assert answer.allowed == (answer.reason in ALLOWING)
            assert str(answer).startswith("allowed" if answer else "denied")


ALLOWING = {
    Reason.PERMITTED,
    Reason.CONSENTED,
    Reason.NOT_REFUSED,
    Reason.DEEMED,
    Reason.INSTRUCTED,
    Reason.UNREFUSABLE,
}


def test_no_versions_at_all_bind_nobody() -> None:
    assert decide([], Question(data="x", purpose="y"), Choices()).reason is Reason.NO_VERSION  # type: ignore[arg-type]


@LAW
@given(policies(), policies(), ASKED, standings(), standings(), words())
def test_what_holds_in_one_organisation_is_nothing_to_another(
    acme: Policy, beta: Policy, asked: list[Question], alice: Choices, charlie: Choices, word: Word
) -> None:
    known_to_both = SubjectId("subject-1")
    engine, other = Engine(acme, [(known_to_both, alice)]), Engine(beta, [(known_to_both, charlie)])
    other.put(SubjectId("charlie"), charlie)
    other.say(known_to_both, word)
    for question in asked:
        other.decide(known_to_both, question)
        assert engine.decide(known_to_both, question) == decide(acme, question, alice)
        assert engine.decide(SubjectId("charlie"), question) == decide(acme, question, Choices())
        assert other.decide(known_to_both, question) == decide(beta, question, having_said(charlie, word))
        assert len(engine.audience(question)) <= len(engine) == 1


@LAW
@given(policies(), FORBIDDING, ASKED, standings())
def test_one_more_never_turns_no_denial_into_an_allowance(
    policy: Policy, never: Practice, asked: list[Question], choices: Choices
) -> None:
    stricter = dataclasses.replace(policy, practices={**policy.practices, PracticeId(never.id): never})
    for question in asked:
        assert decide(policy, question, choices) or not decide(stricter, question, choices)


def _asks_no_consent(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition.fact != "consent")


@LAW
@given(policies(), ASKED, standings(), words(), NO)
def test_withdrawing_never_allows_more(
    policy: Policy, asked: list[Question], choices: Choices, word: Word, kind: ConsentKind
) -> None:
    # A permission that ends with consent (`unless: {consent: opt_in}`) comes back without it: that is what it says.
    kept = {
        id_: dataclasses.replace(practice, unless=_asks_no_consent(practice.unless))
        for id_, practice in policy.practices.items()
    }
    policy = dataclasses.replace(policy, practices=kept)
    withdrawn = having_said(choices, dataclasses.replace(word, kind=kind))
    for question in asked:
        assert decide(policy, question, choices) or not decide(policy, question, withdrawn)


@LAW
@given(policies(), ASKED, standings(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_change_what_is_allowed(
    policy: Policy, asked: list[Question], choices: Choices, chance: Any
) -> None:
    def shuffled(elements: dict[Any, Any]) -> dict[Any, Any]:
        names = list(elements)
        chance.shuffle(names)
        return {name: elements[name] for name in names}

    kinds = ("practices", "choices", "retention", "transfers", "children", "data", "purposes", "parties", "subjects")
    reordered: dict[str, Any] = {kind: shuffled(getattr(policy, kind)) for kind in kinds}
    other = dataclasses.replace(policy, **reordered)
    for question in asked:
        assert decide(policy, question, choices).allowed == decide(other, question, choices).allowed


@LAW
@given(policies(), ASKED, standings())
def test_an_answer_rests_on_the_clauses_of_its_elements(
    policy: Policy, asked: list[Question], choices: Choices
) -> None:
    for question in asked:
        answer = decide(policy, question, choices)
        if answer.reason in (Reason.ERASED, Reason.KEPT_LOCKED):
            assert answer.elements == ()
            assert set(answer.clauses) <= {clause for copy in choices.kept for clause in copy.clauses}
            continue
        elements = [policy.element(address) for address in answer.elements]
        assert None not in elements
        cited = [clause for element in elements if element is not None for clause in element.clauses]
        assert answer.clauses == tuple(dict.fromkeys(cited))


@LAW
@given(policies(), ASKED, standings())
def test_two_subjects_who_said_the_same_get_the_same_answer(
    policy: Policy, asked: list[Question], alice: Choices
) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    said = tuple(dataclasses.replace(word, event=f"event-{n}", at=at) for n, word in enumerate(alice.words))
    bob = dataclasses.replace(alice, words=said)
    assert alice == bob
    assert hash(alice) == hash(bob)
    for question in asked:
        assert decide(policy, question, alice) == decide(policy, question, bob)


@LAW
@given(policies(), ASKED, standings())
def test_being_erased_never_allows_more(policy: Policy, asked: list[Question], choices: Choices) -> None:
    here, gone = (dataclasses.replace(choices, erased=erased) for erased in (False, True))
    for question in asked:
        assert decide(policy, question, here) or not decide(policy, question, gone)


@LAW
@given(policies(), ASKED, standings())
def test_a_suppression_never_allows_more(policy: Policy, asked: list[Question], choices: Choices) -> None:
    free = dataclasses.replace(choices, suppressed=frozenset())
    for question in asked:
        assert decide(policy, question, free) or not decide(policy, question, choices)
