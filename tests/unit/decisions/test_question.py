"""Questions, choices and answers as values."""

from __future__ import annotations

from typing import Any

import pytest

from troth.decisions import IN_WORDS, Answer, Choices, Reason
from troth.decisions.question import PERMITTING
from troth.words import Act, ClauseId
from unit.decisions.asking import question


def test_a_question_that_names_a_recipient_is_about_sharing_unless_it_says_otherwise() -> None:
    assert question().do is Act.USE
    assert question(recipient="eve").do is Act.SHARE
    assert question(recipient="eve", do="sell").do is Act.SELL


@pytest.mark.parametrize(
    "more",
    [
        {"recipient": "eve"},
        {"do": "sell"},
        {"channel": "email"},
        {"where": "US"},
        {"source": "device"},
        {"via": "cookies"},
        {"by": "eve"},
        {"facts": {"a": "b"}},
        {"signals": frozenset({"gpc"})},
        {"instruction": "customer"},
    ],
)
def test_questions_are_equal_when_all_their_parts_are(more: dict[str, Any]) -> None:
    assert question(**more) == question(**more)
    assert hash(question(**more)) == hash(question(**more))
    assert question(**more) != question()
    assert hash(question(**more)) != hash(question())


def test_a_fact_that_nobody_vouches_for_has_no_value() -> None:
    asked = question(facts={"origin": "web"})
    assert asked.value_of("origin") == "web"
    assert asked.value_of("accepted") is None


def test_an_answer_is_true_where_it_allows() -> None:
    assert Answer(allowed=True, reason=Reason.PERMITTED)
    assert not Answer(allowed=False, reason=Reason.NEVER)


def test_an_answer_says_verdict_reason_and_clauses_in_words() -> None:
    answer = Answer(allowed=False, reason=Reason.REFUSED, clauses=(ClauseId("s3"), ClauseId("s9")))
    assert str(answer) == "denied: the subject said no (s3, s9) [refused]"
    assert str(Answer(allowed=True, reason=Reason.PERMITTED)) == "allowed: the notice permits it [permitted]"


def test_every_reason_has_its_words_and_the_denials_stand_first() -> None:
    assert set(IN_WORDS) == set(Reason)
    assert len(set(IN_WORDS.values())) == len(Reason)
    permits = [reason in PERMITTING for reason in Reason]
    assert permits == sorted(permits)


def test_what_holds_for_a_subject_of_whom_nothing_is_known_is_nothing_in_particular() -> None:
    assert Choices() == Choices(words=(), kinds=frozenset(), age=None)
    assert hash(Choices()) == hash(Choices())
