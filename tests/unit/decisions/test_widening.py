"""What a new policy allows and the old one denied, by putting the questions to both."""

from __future__ import annotations

import dataclasses

import pytest

from troth.decisions import Choices, Question, Reason
from troth.decisions.widening import questions_over, silent_and_consenting, widened
from troth.policy.changes import compare
from troth.words import Act, DataName, PartyName, PurposeName
from unit.policy.changed import BASE, read, written

pytestmark = pytest.mark.slow  # every rule over whole policies

OLD = read(BASE)


def test_a_question_that_turns_from_no_to_yes_is_told_for_whom() -> None:
    new = read(written(("consent: opt_in, basis: consent", "consent: opt_out")))
    question = Question(data=DataName("contact"), purpose=PurposeName("marketing"))
    silent, consenting = silent_and_consenting(OLD, new)
    found = widened(OLD, new, [question])
    assert [(each.question, each.choices) for each in found] == [(question, silent)]
    assert found[0].before.reason is Reason.CONSENT_MISSING
    assert found[0].after.allowed
    assert widened(OLD, new, [question], [consenting]) == []


def test_nothing_is_wider_than_itself_and_a_narrower_policy_is_not_wider() -> None:
    narrower = read(written(("with: [mailer], modal: may", "with: [mailer], subjects: [client], modal: may")))
    asked = list(questions_over(OLD))
    assert widened(OLD, OLD, asked) == []
    assert widened(OLD, narrower, asked) == []
    assert widened(narrower, OLD, asked, [Choices()]) == []


def test_every_act_is_asked_about_and_recipients_where_something_is_given() -> None:
    asked = list(questions_over(OLD))
    assert len(asked) == len(set(asked)) == 5 * 5 * (len(Act) + 4 * 5)
    assert Question(DataName("card"), PurposeName("payment"), PartyName("mailer"), do=Act.SELL) in asked
    assert Question(DataName("card"), PurposeName("payment"), PartyName("mailer"), do=Act.USE) not in asked


NEVER_ADS = "  - {id: no-health-ads, do: use, data: [health, usage], for: [marketing], modal: never, cite: [s17]}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("data: [contact, usage], for: [service], modal", "data: [contact, usage], for: [service, security], modal"),
        ("with: [mailer], modal", "modal"),
        ("consent: opt_in, basis: consent", "basis: legitimate_interest"),
        (
            "{id: no-sale, do: sell, data: [contact, usage], modal: never",
            "{id: sale, do: sell, data: [card], modal: may",
        ),
        ("if: {contract: signed},", ""),
        (", on_behalf_of: customer", ""),
        ("for: [payment], modal: does, only: true", "for: [payment, security], modal: does, only: true"),
        (NEVER_ADS, NEVER_ADS + "  - {id: ads, do: use, data: [usage], for: [newsletters], modal: may, cite: [s17]}\n"),
    ],
)
def test_what_a_rule_of_materiality_calls_wider_turns_an_answer(old: str, new: str) -> None:
    policy = read(written((old, new)))
    known = [frozenset({("contract", state)}) for state in ("signed", "unsigned")]
    asked = [dataclasses.replace(question, facts=facts) for question in questions_over(policy) for facts in known]
    assert widened(OLD, policy, asked)
    assert compare(OLD, policy).is_material
