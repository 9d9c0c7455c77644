"""Rules 7 and 9 of the definition: restriction, refusal, signals, conditions, consent, instruction, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from troth.decisions import Choices, Suppressed
from troth.policy.model import SignalName
from troth.words import Channel, PurposeName
from unit.decisions.asking import ALICE, ask, saying, word

WRITE = "practices: [{id: write, do: use, data: contact, for: newsletters, modal: may, consent: opt_out, cite: s1}]\n"
UNREFUSED = "allowed not-refused practices.write s1"
REFUSED = "denied refused practices.write s1"
YES = word("given", "newsletters")
NO = word("refused", "newsletters")


def practice(more: str, do: str = "use", purpose: str = "newsletters") -> str:
    return f"practices: [{{id: write, do: {do}, data: contact, for: {purpose}, modal: may, {more}}}]\n"


# Rule 9, and what permits.


def test_what_nothing_permits_is_denied() -> None:
    assert ask(WRITE, purpose="service") == "denied not-permitted"
    assert ask(WRITE) == UNREFUSED


def test_what_the_notice_permits_without_a_word_on_choice_is_permitted() -> None:
    assert ask(practice("cite: s1")) == "allowed permitted practices.write s1"


# Rule 7a: restriction.

RESTRICTED = Choices(restricted=True)


def test_restricted_processing_is_denied() -> None:
    assert ask(WRITE, alice=RESTRICTED) == "denied restricted practices.write s1"


def test_under_restriction_data_may_still_be_stored() -> None:
    store = practice("cite: s1", do="store")
    assert ask(store, alice=RESTRICTED, do="store") == "allowed permitted practices.write s1"


def test_under_restriction_legal_claims_go_on_and_what_lies_beneath_them() -> None:
    rules = practice("cite: s1", purpose="defence")
    assert ask(rules, purpose="defence", alice=RESTRICTED) == "allowed permitted practices.write s1"
    assert ask(rules, purpose="trial", alice=RESTRICTED) == "allowed permitted practices.write s1"


def test_under_restriction_what_the_subject_consents_to_goes_on() -> None:
    assert ask(WRITE, alice=Choices(restricted=True, words=(YES,))) == "allowed consented practices.write s1"
    assert ask(WRITE, alice=Choices(restricted=True, words=(NO,))) == "denied restricted practices.write s1"


# Rule 7b: suppression.


def suppressed(purpose: str | None = None, channel: str | None = None) -> Choices:
    entry = Suppressed(PurposeName(purpose) if purpose else None, Channel(channel) if channel else None)
    return Choices(suppressed=frozenset({entry}))


def test_a_suppression_of_everything_denies() -> None:
    assert ask(WRITE, alice=suppressed()) == "denied suppressed practices.write s1"
    assert ask(WRITE, alice=suppressed(), channel="email") == "denied suppressed practices.write s1"


def test_a_suppression_reaches_its_purpose_and_those_beneath() -> None:
    assert ask(WRITE, alice=suppressed("marketing")) == "denied suppressed practices.write s1"
    assert ask(WRITE, alice=suppressed("service")) == UNREFUSED
    assert ask(WRITE, alice=suppressed("weekly")) == UNREFUSED


def test_a_suppression_reaches_its_channel_and_no_other() -> None:
    assert ask(WRITE, alice=suppressed(channel="email"), channel="email") == "denied suppressed practices.write s1"
    assert ask(WRITE, alice=suppressed(channel="email"), channel="sms") == UNREFUSED
    assert ask(WRITE, alice=suppressed(channel="email")) == UNREFUSED


def test_a_suppression_stands_even_against_consent() -> None:
    alice = Choices(words=(YES,), suppressed=frozenset({Suppressed()}))
    assert ask(WRITE, alice=alice) == "denied suppressed practices.write s1"


# Rule 7b: her last word.


@pytest.mark.parametrize("kind", ["refused", "withdrawn", "objected", "opted_out"])
def test_every_kind_of_no_denies(kind: str) -> None:
    assert ask(WRITE, alice=saying(word(kind, "newsletters"))) == REFUSED


def test_a_no_to_a_purpose_reaches_those_beneath_and_not_those_above() -> None:
    assert ask(WRITE, alice=saying(word("refused", "marketing"))) == REFUSED
    assert ask(WRITE, alice=saying(word("refused", "weekly"))) == UNREFUSED


def test_the_last_word_counts() -> None:
    assert ask(WRITE, alice=saying(NO, YES)) == "allowed consented practices.write s1"
    assert ask(WRITE, alice=saying(YES, NO)) == REFUSED


def test_a_no_by_one_channel_leaves_the_others() -> None:
    alice = saying(word("opted_out", "newsletters", channel="sms"))
    assert ask(WRITE, alice=alice, channel="sms") == REFUSED
    assert ask(WRITE, alice=alice, channel="email") == UNREFUSED


CHOICE = WRITE + "choices: [{id: stop, of: write, cite: s2}]\n"
BY_CHOICE = "denied refused choices.stop practices.write s2 s1"
STOP = saying(word("opted_out", choice="stop"))


def test_a_no_to_a_choice_denies_its_practices_and_names_the_choice() -> None:
    assert ask(CHOICE, alice=STOP) == BY_CHOICE


def test_a_no_to_another_choice_does_not_reach() -> None:
    assert ask(CHOICE, alice=saying(word("opted_out", choice="another"))) == UNREFUSED


def test_a_refusal_ends_where_the_choices_except_begins() -> None:
    rules = WRITE + "choices: [{id: stop, of: write, cite: s2, except: {origin: warranty}}]\n"
    assert ask(rules, alice=STOP, facts={"origin": "warranty"}) == UNREFUSED
    assert ask(rules, alice=STOP, facts={"origin": "web"}) == BY_CHOICE
    assert ask(rules, alice=STOP) == BY_CHOICE


COHORT = WRITE + "choices: [{id: stop, of: write, cite: s2, period: {from: 1999-11-01, to: 2003-05-31}}]\n"


@pytest.mark.parametrize("day", [date(1999, 11, 1), date(2001, 1, 1), date(2003, 5, 31), None])
def test_a_choice_for_a_period_reaches_data_of_that_period_and_of_an_unknown_day(day: date | None) -> None:
    assert ask(COHORT, alice=STOP, collected_on=day) == BY_CHOICE


@pytest.mark.parametrize("day", [date(1999, 10, 31), date(2003, 6, 1)])
def test_a_choice_for_a_period_does_not_reach_other_data(day: date) -> None:
    assert ask(COHORT, alice=STOP, collected_on=day) == UNREFUSED


def test_a_choice_without_a_period_reaches_data_of_any_day() -> None:
    assert ask(CHOICE, alice=STOP, collected_on=date(2001, 1, 1)) == BY_CHOICE


def test_what_the_notice_offers_no_choice_about_goes_on_after_a_no() -> None:
    rules = practice("cite: s1") + "choices: [{id: none, of: write, available: false}]\n"
    assert ask(rules, alice=saying(NO)) == "allowed unrefusable practices.write s1"
    assert ask(rules, alice=suppressed()) == "allowed unrefusable practices.write s1"


def test_a_choice_that_is_not_offered_on_one_channel_leaves_the_others() -> None:
    rules = WRITE + "choices: [{id: none, of: write, available: false, channel: email}]\n"
    assert ask(rules, alice=saying(NO), channel="email") == "allowed unrefusable practices.write s1"
    assert ask(rules, alice=saying(NO), channel="sms") == REFUSED


@pytest.mark.parametrize("basis", ["contract", "legal_obligation", "vital_interest"])
def test_what_contract_law_or_life_demands_goes_on_after_a_no(basis: str) -> None:
    assert ask(practice(f"basis: {basis}"), alice=saying(NO)) == "allowed unrefusable practices.write"


@pytest.mark.parametrize("basis", ["legitimate_interest", "public_task"])
def test_what_rests_on_a_weighing_of_interests_stops_at_an_objection(basis: str) -> None:
    assert ask(practice(f"basis: {basis}"), alice=saying(word("objected", "newsletters"))).startswith("denied refused")


def test_what_cannot_be_refused_still_stops_under_restriction() -> None:
    assert ask(practice("basis: contract"), alice=RESTRICTED) == "denied restricted practices.write"


# Rule 7b: browser signals.

GPC: dict[str, Any] = {"signals": frozenset({SignalName.GPC})}
SELL = "practices: [{id: sale, do: sell, data: contact, for: marketing, modal: may}]\n"
SHARE = "practices: [{id: pass-on, do: share, data: contact, modal: may, consent: opt_out}]\n"
HONOURED = "signals: {gpc: honoured}\n"


def test_an_honoured_signal_stops_a_sale() -> None:
    assert ask(SELL + HONOURED, do="sell", **GPC) == "denied signal signals.gpc practices.sale"
    assert ask(SELL + HONOURED, do="sell") == "allowed permitted practices.sale"


@pytest.mark.parametrize("state", ["ignored", "unstated"])
def test_a_signal_that_the_notice_does_not_honour_does_nothing(state: str) -> None:
    assert ask(SELL + f"signals: {{gpc: {state}}}\n", do="sell", **GPC) == "allowed permitted practices.sale"


def test_another_signal_than_the_one_honoured_does_nothing() -> None:
    assert ask(SELL + "signals: {dnt: honoured}\n", do="sell", **GPC) == "allowed permitted practices.sale"


def test_a_signal_stops_sharing_that_can_be_opted_out_of_and_no_other_sharing() -> None:
    assert ask(SHARE + HONOURED, recipient="eve", **GPC) == "denied signal signals.gpc practices.pass-on"
    plain = SHARE.replace(", consent: opt_out", "")
    assert ask(plain + HONOURED, recipient="eve", **GPC) == "allowed permitted practices.pass-on"


def test_a_signal_leaves_uses_alone_although_they_can_be_opted_out_of() -> None:
    assert ask(WRITE + HONOURED, **GPC) == UNREFUSED


def test_a_signal_stops_the_practices_that_the_notice_names_for_it_and_no_other() -> None:
    assert ask(WRITE + "signals: {gpc: {state: honoured, of: write, cite: s4}}\n", **GPC) == (
        "denied signal signals.gpc practices.write s4 s1"
    )
    assert ask(SELL + "signals: {gpc: {state: honoured, of: another}}\n", do="sell", **GPC).startswith("allowed")


def test_a_later_yes_of_her_own_goes_before_the_signal_and_an_earlier_one_does_not() -> None:
    later = Choices(words=(word("given", "marketing"),), outweighed=frozenset({SignalName.GPC}))
    assert (
        ask(SELL + HONOURED, do="sell", purpose="marketing", alice=later, **GPC) == "allowed consented practices.sale"
    )
    earlier = saying(word("given", "marketing"))
    assert ask(SELL + HONOURED, do="sell", purpose="marketing", alice=earlier, **GPC).startswith("denied signal")


def test_a_signal_said_to_be_outweighed_holds_where_she_said_nothing() -> None:
    silent = Choices(outweighed=frozenset({SignalName.GPC}))
    assert ask(SELL + HONOURED, do="sell", alice=silent, **GPC).startswith("denied signal")


def test_one_outweighed_signal_leaves_another_standing() -> None:
    both: dict[str, Any] = {"signals": frozenset({SignalName.GPC, SignalName.DNT})}
    alice = Choices(words=(word("given", "marketing"),), outweighed=frozenset({SignalName.GPC}))
    rules = SELL + "signals: {gpc: honoured, dnt: honoured}\n"
    assert ask(rules, do="sell", purpose="marketing", alice=alice, **both) == "denied signal signals.dnt practices.sale"


def test_a_signal_does_not_stop_what_contract_demands() -> None:
    rules = practice("basis: contract") + "signals: {gpc: {state: honoured, of: write}}\n"
    assert ask(rules, **GPC) == "allowed unrefusable practices.write"


# Rule 7c: conditions, and the time a practice keeps its data.


def test_a_permission_needs_its_condition_established() -> None:
    rules = practice("if: {origin: [fair, web]}")
    assert ask(rules) == "denied condition-missing practices.write"
    assert ask(rules, facts={"origin": "post"}) == "denied condition-missing practices.write"
    assert ask(rules, facts={"origin": "web"}) == "allowed permitted practices.write"


def test_a_permission_needs_each_of_its_conditions() -> None:
    rules = practice("if: {origin: web, accepted: 'yes'}")
    assert ask(rules, facts={"origin": "web"}) == "denied condition-missing practices.write"
    assert ask(rules, facts={"origin": "web", "accepted": "yes"}) == "allowed permitted practices.write"


def test_an_exception_takes_a_permission_away_once_it_is_established() -> None:
    rules = practice("unless: {origin: web}")
    assert ask(rules) == "allowed permitted practices.write"
    assert ask(rules, facts={"origin": "web"}) == "denied condition-missing practices.write"


def test_the_condition_of_consent_is_her_own_last_word_and_nobody_can_vouch_for_it() -> None:
    rules = practice("if: {consent: opt_in}")
    assert ask(rules) == "denied condition-missing practices.write"
    assert ask(rules, facts={"consent": "opt_in"}) == "denied condition-missing practices.write"
    assert ask(rules, alice=saying(YES)) == "allowed consented practices.write"


def test_another_fact_with_the_value_opt_in_is_vouched_for() -> None:
    assert ask(practice("if: {mode: opt_in}"), facts={"mode": "opt_in"}) == "allowed permitted practices.write"
    assert ask(practice("if: {mode: opt_in}"), alice=saying(YES)) == "denied condition-missing practices.write"


def test_the_fact_consent_with_another_value_is_vouched_for() -> None:
    rules = practice("if: {consent: by_phone}")
    assert ask(rules, facts={"consent": "by_phone"}) == "allowed permitted practices.write"
    assert ask(rules, alice=saying(YES)) == "denied condition-missing practices.write"


KEEP = "practices: [{id: write, do: use, data: contact, for: newsletters, modal: may, keep: P1Y}]\n"


def test_a_practice_ends_with_the_time_for_which_it_keeps_its_data() -> None:
    assert ask(KEEP, collected_on=date(2023, 5, 1), at=date(2024, 5, 1)) == "allowed permitted practices.write"
    assert ask(KEEP, collected_on=date(2023, 5, 1), at=date(2024, 5, 2)) == "denied retention-over practices.write"


def test_a_practice_that_keeps_for_a_time_asks_for_both_days() -> None:
    assert ask(KEEP, at=date(2034, 5, 1)) == "allowed permitted practices.write"
    assert ask(KEEP, collected_on=date(1990, 5, 1)) == "allowed permitted practices.write"


def test_a_practice_that_names_no_time_does_not_end() -> None:
    days: dict[str, Any] = {"collected_on": date(1990, 5, 1), "at": date(2024, 5, 1)}
    assert ask(practice("cite: s1"), **days) == "allowed permitted practices.write s1"


# Rule 7d: consent.


@pytest.mark.parametrize("ground", ["consent: opt_in", "basis: consent"])
def test_what_rests_on_consent_needs_it_given_and_not_withdrawn(ground: str) -> None:
    assert ask(practice(ground)) == "denied consent-missing practices.write"
    assert ask(practice(ground), alice=saying(YES)) == "allowed consented practices.write"
    assert (
        ask(practice(ground), alice=saying(YES, word("withdrawn", "newsletters"))) == "denied refused practices.write"
    )


def test_consent_to_a_wider_purpose_is_consent_and_to_a_narrower_one_is_not() -> None:
    rules = practice("consent: opt_in")
    assert ask(rules, alice=saying(word("given", "marketing"))) == "allowed consented practices.write"
    assert ask(rules, alice=saying(word("given", "weekly"))) == "denied consent-missing practices.write"


def test_consent_by_use_is_deemed() -> None:
    assert ask(practice("consent: by_use")) == "allowed deemed practices.write"


def test_consent_by_entry_needs_the_subject_to_have_entered_the_data() -> None:
    rules = practice("consent: by_entry")
    assert ask(rules) == "denied condition-missing practices.write"
    assert ask(rules, facts={"entered": "by_agent"}) == "denied condition-missing practices.write"
    assert ask(rules, facts={"entered": "by_subject"}) == "allowed deemed practices.write"
    assert ask(rules, alice=saying(YES)) == "allowed consented practices.write"


# Rule 7e: on behalf of another.


def test_what_is_done_for_a_controller_needs_its_instruction() -> None:
    rules = practice("on_behalf_of: customer")
    assert ask(rules) == "denied not-instructed practices.write"
    assert ask(rules, instruction="partners") == "denied not-instructed practices.write"
    assert ask(rules, instruction="customer") == "allowed instructed practices.write"


def test_what_is_done_on_its_own_account_needs_no_instruction() -> None:
    assert ask(practice("cite: s1"), instruction="customer") == "allowed permitted practices.write s1"


# Several practices.


def test_one_practice_that_holds_is_enough() -> None:
    rules = (
        "practices: [{id: ask, do: use, data: contact, for: newsletters, modal: may, consent: opt_in},"
        " {id: free, do: use, data: contact, for: newsletters, modal: may}]\n"
    )
    assert ask(rules) == "allowed permitted practices.free"


def test_where_several_practices_fail_the_earliest_rule_that_fails_is_the_answer() -> None:
    rules = (
        "practices: [{id: told, do: use, data: contact, for: newsletters, modal: may, on_behalf_of: customer},"
        " {id: ask, do: use, data: contact, for: newsletters, modal: may, consent: opt_in},"
        " {id: cond, do: use, data: contact, for: newsletters, modal: may, if: {origin: web}}]\n"
    )
    assert ask(rules) == "denied condition-missing practices.cond"
    assert ask(rules, alice=ALICE, facts={"origin": "web"}) == "allowed permitted practices.cond"
    assert ask(rules.replace("if: {origin: web}", "consent: opt_in")) == "denied consent-missing practices.ask"
