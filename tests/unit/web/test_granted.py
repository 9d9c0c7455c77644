from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from centre_site import ORGANISATIONS, notice_of, policy_of
from django_set_up import set_up
from troth.laws.clocks import Milestone
from troth.requests.request import Tier
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.policy import Policy
    from troth.web.centre.requests.asking import Asking

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALICE = Identifier(IdentifierKind.EMAIL, "alice@mail.example")
OTHER = Identifier(IdentifierKind.EMAIL, "alice.other@mail.example")


@pytest.fixture(autouse=True)
def _django() -> None:
    set_up()


def under(*laws: str, organisation: str = "esendex") -> Policy:
    policy = policy_of(organisation)
    return replace(policy, head=replace(policy.head, laws=laws))


def asking(kind: RightKind, **more: object) -> Asking:
    from troth.web.centre.requests.asking import Asking

    return Asking(kind=kind, at=NOW.isoformat(), language="en", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_right_that_an_example_grants_is_offered_with_its_sentences(organisation: str) -> None:
    from troth.web.centre.requests.granted import offers

    policy, notice = policy_of(organisation), notice_of(organisation)
    found = {each.kind: each for each in offers(policy, notice, NOW)}
    for right in policy.rights.values():
        for kind in right.do:
            assert set(right.clauses) <= {sentence.id for sentence in found[kind].sentences}


def test_what_neither_notice_nor_law_grants_is_not_offered() -> None:
    from troth.web.centre.requests.granted import offer

    bare = replace(under(), rights={})
    assert offer(bare, notice_of("esendex"), RightKind.ERASE, NOW) is None
    by_law = replace(under("eu-gdpr"), rights={})
    found = offer(by_law, notice_of("esendex"), RightKind.ERASE, NOW)
    assert found is not None
    assert found.sentences == ()
    assert found.laws == ("General Data Protection Regulation (EU) 2016/679",)
    assert found.due is not None
    assert (found.due.on, found.due.milestone) == (date(2026, 4, 2), Milestone.ANSWER)


def test_where_she_lives_is_asked_where_it_decides_something_and_only_then() -> None:
    from troth.web.centre.requests.granted import ELSEWHERE, places

    both = under("eu-gdpr", "us-ca-ccpa")
    assert places(both, RightKind.ERASE, NOW) == ("eu-gdpr", "us-ca-ccpa", ELSEWHERE)
    assert places(both, RightKind.WITHDRAW, NOW) == ()
    assert places(under("eu-gdpr", "us-coppa"), RightKind.ERASE, NOW) == ()
    assert places(under(), RightKind.ERASE, NOW) == ()


def test_a_place_narrows_the_laws_and_another_place_leaves_all() -> None:
    from troth.web.centre.requests.granted import ELSEWHERE, regimes_of

    both = under("eu-gdpr", "us-ca-ccpa")
    assert regimes_of(both, "us-ca-ccpa") == ("us-ca-ccpa",)
    assert regimes_of(both, ELSEWHERE) == ("eu-gdpr", "us-ca-ccpa")
    assert regimes_of(both, "uk-gdpr") == ("eu-gdpr", "us-ca-ccpa")


def test_questions_are_only_those_that_are_needed() -> None:
    from troth.web.centre.requests.asking import Question, questions

    one_law = under("eu-gdpr")
    assert questions(asking(RightKind.OBJECT), one_law) == (Question.WHO,)
    assert questions(asking(RightKind.ACCESS), one_law) == (Question.SOME, Question.WHO)
    assert questions(asking(RightKind.ACCESS).proving(ALICE), one_law) == (Question.SOME, Question.CHECK)
    assert questions(asking(RightKind.RECTIFY), one_law) == (Question.WHAT, Question.WHO)
    california = under("us-ca-ccpa")
    assert questions(asking(RightKind.ERASE), california) == (Question.SOME, Question.WHO, Question.DECLARE)


def test_two_addresses_or_a_signature_reach_the_highest_tier_and_one_twice_does_not() -> None:
    from troth.web.centre.requests.asking import is_believed

    one = asking(RightKind.ERASE).proving(ALICE)
    assert (one.tier, one.proving(ALICE).tier, one.proving(OTHER).tier) == (Tier.REACHED, Tier.REACHED, Tier.DECLARED)
    assert replace(one, declared="Alice").tier is Tier.DECLARED
    assert replace(asking(RightKind.ERASE), declared="Alice").tier is Tier.NONE, "a signature alone proves nothing"
    assert not is_believed(one, under("us-ca-ccpa"))
    assert is_believed(one, under("eu-gdpr"))


def test_what_is_carried_comes_back_and_shows_nothing_when_it_is_printed() -> None:
    from troth.web.centre.requests.asking import read, written

    whole = asking(RightKind.COMPLAIN, text="a secret", agent="Eve", data=("email",)).proving(ALICE)
    assert read(written(whole)) == whole
    for secret in ("a secret", "Eve", ALICE.text):
        assert secret not in repr(whole)
