"""Rules 0 to 4 of the definition: versions, what is undeclared, erasure, retention, minors."""

from __future__ import annotations

import dataclasses
import textwrap
from datetime import date
from typing import Any

from troth.consent.binding import Acceptance, Contact
from troth.decisions import Choices, Kept
from troth.policy import Policy, read_policy
from troth.words import ClauseId, DataName, PurposeName
from unit.decisions import asking
from unit.decisions.asking import ALICE, WORLD, ask, being, line, question, word

MAY_WRITE = "practices: [{id: write, do: use, data: contact, for: newsletters, modal: may, cite: s1}]\n"
ALLOWED = "allowed permitted practices.write s1"
DAY = date(2024, 5, 1)

# Rule 0: of several versions, the one that binds the datum judges.


def version(name: str, effective: str, rules: str, changes: str = "{}") -> Policy:
    head = f'policy: {{organisation: acme, version: "{name}", effective: {effective}, changes: {changes}}}'
    text = WORLD.replace('policy: {organisation: acme, version: "1", effective: 2020-01-01}', head)
    policy, problems = read_policy(text + textwrap.dedent(rules))
    assert policy is not None, problems
    return policy


NEVER = "practices: [{id: no-writing, do: use, data: contact, modal: never, cite: s2}]\n"
OLD = version("old", "2020-01-01", NEVER)
NEW = version("new", "2024-01-01", MAY_WRITE)
LATER_DATA = version("new", "2024-01-01", MAY_WRITE, "{applies_to: data_collected_after}")
ON_ACCEPTANCE = version("new", "{new: on_acceptance, existing: 2024-06-01}", MAY_WRITE)
FORBIDDEN = "denied never practices.no-writing s2"


def under(*versions: Policy, alice: Choices = ALICE, **more: Any) -> str:
    return line(asking.decide(versions, question(**more), alice))


def test_of_two_versions_the_one_in_force_on_the_day_judges() -> None:
    assert under(OLD, NEW, at=date(2023, 12, 31)) == FORBIDDEN
    assert under(OLD, NEW, at=date(2024, 1, 1)) == ALLOWED


def test_a_question_without_a_day_is_judged_by_the_last_version() -> None:
    assert under(OLD, NEW) == ALLOWED
    assert under(NEW, OLD) == ALLOWED


def test_before_the_first_version_nothing_binds_and_nothing_is_allowed() -> None:
    assert under(NEW, at=date(2023, 12, 31)) == "denied no-version"


def test_two_versions_for_one_date_bind_nobody() -> None:
    assert (
        under(NEW, dataclasses.replace(NEW, head=dataclasses.replace(NEW.head, version="twin"))) == "denied no-version"
    )


def test_data_collected_before_a_change_stay_under_the_old_version_where_the_new_one_says_so() -> None:
    assert under(OLD, LATER_DATA, collected_on=date(2023, 5, 1), at=DAY) == FORBIDDEN
    assert under(OLD, LATER_DATA, collected_on=date(2024, 2, 1), at=DAY) == ALLOWED
    assert under(OLD, NEW, collected_on=date(2023, 5, 1), at=DAY) == ALLOWED


def test_a_datum_whose_day_is_left_open_counts_as_collected_on_the_day_asked_about() -> None:
    assert under(OLD, LATER_DATA, at=DAY) == ALLOWED


def test_a_subject_who_accepted_a_version_is_bound_before_the_others() -> None:
    accepted = Choices(contact=Contact(date(2024, 2, 1), (Acceptance("new", date(2024, 2, 1)),)))
    assert under(OLD, ON_ACCEPTANCE, at=DAY, alice=accepted) == ALLOWED
    assert under(OLD, ON_ACCEPTANCE, at=DAY, alice=Choices(contact=Contact(date(2024, 2, 1)))) == FORBIDDEN


def test_a_subject_of_whom_no_contact_is_known_counts_as_an_old_one() -> None:
    for_new_ones = version("new", "{new: 2024-01-01, existing: 2024-06-01}", MAY_WRITE)
    assert under(OLD, for_new_ones, at=DAY) == FORBIDDEN
    assert under(OLD, for_new_ones, at=DAY, alice=Choices(contact=Contact(date(2024, 2, 1)))) == ALLOWED


# Rule 1: what the policy does not declare is denied.


def test_data_that_the_policy_does_not_declare_are_denied() -> None:
    assert ask(MAY_WRITE, "shoe_size") == "denied unknown-term"


def test_a_purpose_that_the_policy_does_not_declare_is_denied() -> None:
    everything = "practices: [{id: all, do: use, data: '*', modal: may}]"
    assert ask(everything, purpose="astrology") == "denied unknown-term"
    assert ask(everything, purpose="service") == "allowed permitted practices.all"


def test_a_recipient_that_the_policy_does_not_declare_is_denied() -> None:
    anybody = "practices: [{id: any, do: share, data: contact, modal: may}]"
    assert ask(anybody, recipient="mallory") == "denied unknown-term"
    assert ask(anybody, recipient="eve") == "allowed permitted practices.any"


# Rule 2: erased data are denied; a kept copy is locked.


def kept(*copies: Kept) -> Choices:
    return Choices(erased=True, kept=copies)


def copy_for(purpose: str, data: str = "contact", until: date | None = None, clause: str = "s9") -> Kept:
    return Kept(DataName(data), frozenset({PurposeName(purpose)}), until, (ClauseId(clause),))


def test_erased_data_are_denied() -> None:
    assert ask(MAY_WRITE, alice=Choices(erased=True)) == "denied erased"
    assert ask(MAY_WRITE) == ALLOWED


def test_a_kept_copy_may_be_used_for_what_it_was_kept_for_and_what_lies_beneath() -> None:
    assert ask(MAY_WRITE, alice=kept(copy_for("newsletters"))) == ALLOWED
    assert ask(MAY_WRITE, alice=kept(copy_for("marketing"))) == ALLOWED


def test_a_kept_copy_is_locked_to_its_purpose() -> None:
    assert ask(MAY_WRITE, alice=kept(copy_for("defence"))) == "denied kept-locked s9"


def test_one_of_several_copies_kept_for_the_purpose_is_enough() -> None:
    assert ask(MAY_WRITE, alice=kept(copy_for("defence"), copy_for("newsletters"))) == ALLOWED


def test_a_copy_of_other_data_is_no_copy() -> None:
    assert ask(MAY_WRITE, alice=kept(copy_for("newsletters", data="card"))) == "denied erased"


def test_a_kept_copy_ends_after_its_last_day() -> None:
    copy = kept(copy_for("newsletters", until=DAY))
    assert ask(MAY_WRITE, alice=copy, at=DAY) == ALLOWED
    assert ask(MAY_WRITE, alice=copy, at=date(2024, 5, 2)) == "denied erased s9"
    assert ask(MAY_WRITE, alice=copy) == ALLOWED


def test_a_copy_kept_without_an_end_lasts() -> None:
    assert ask(MAY_WRITE, alice=kept(copy_for("newsletters")), at=DAY) == ALLOWED


def test_a_copy_that_ended_no_longer_locks_what_a_lasting_one_permits() -> None:
    both = kept(copy_for("newsletters", until=date(2023, 1, 1), clause="s8"), copy_for("defence"))
    assert ask(MAY_WRITE, alice=both, at=DAY) == "denied kept-locked s9"


# Rule 3: retention.

ONE_YEAR = MAY_WRITE + "retention: [{id: year, data: contact, max: P1Y, cite: s5}]\n"
OVER = "denied retention-over retention.year s5"


def aged(rules: str, days_over: int = 0, alice: Choices = ALICE, **more: Any) -> str:
    """Asked one year after collection, or some days later than that."""
    return ask(rules, alice=alice, collected_on=date(2023, 5, 1), at=date(2024, 5, 1 + days_over), **more)


def test_data_are_denied_from_the_day_after_their_limit() -> None:
    assert aged(ONE_YEAR) == ALLOWED
    assert aged(ONE_YEAR, 1) == OVER


def test_without_both_days_nothing_that_depends_on_time_is_judged() -> None:
    assert ask(ONE_YEAR, at=DAY) == ALLOWED
    assert ask(ONE_YEAR, collected_on=date(1990, 1, 1)) == ALLOWED


def test_a_limit_for_other_data_says_nothing() -> None:
    assert aged(MAY_WRITE + "retention: [{id: year, data: card, max: P1Y}]\n", 9) == ALLOWED


def test_a_limit_without_a_length_says_nothing() -> None:
    assert aged(MAY_WRITE + "retention: [{id: year, data: contact, until: request}]\n", 9) == ALLOWED


def test_what_the_notice_may_keep_has_no_limit() -> None:
    assert aged(MAY_WRITE + "retention: [{id: year, data: contact, max: P1Y, modal: may}]\n", 9) == ALLOWED


def test_a_limit_for_a_purpose_reaches_that_purpose_and_those_beneath() -> None:
    for_marketing = MAY_WRITE + "retention: [{id: year, data: contact, for: marketing, max: P1Y, cite: s5}]\n"
    for_service = MAY_WRITE + "retention: [{id: year, data: contact, for: service, max: P1Y, cite: s5}]\n"
    assert aged(for_marketing, 1) == OVER
    assert aged(for_service, 1) == ALLOWED


def test_a_limit_for_a_kind_of_subject_reaches_that_kind() -> None:
    for_clients = MAY_WRITE + "retention: [{id: year, data: contact, subjects: client, max: P1Y, cite: s5}]\n"
    assert aged(for_clients, 1, being("trial_client")) == OVER
    assert aged(for_clients, 1, being("applicant")) == ALLOWED
    assert aged(for_clients, 1) == ALLOWED


def test_a_fact_that_prolongs_keeping_lifts_the_limit() -> None:
    disputed = MAY_WRITE + "retention: [{id: year, data: contact, max: P1Y, unless: {dispute: open}, cite: s5}]\n"
    assert aged(disputed, 1, facts={"dispute": "open"}) == ALLOWED
    assert aged(disputed, 1, facts={"dispute": "closed"}) == OVER


def test_the_limit_for_the_narrowest_category_counts_though_it_is_longer() -> None:
    either_order = (
        MAY_WRITE + "retention: [{id: long, data: email_address, max: P5Y}, {id: year, data: contact, max: P1Y}]\n"
    )
    both = MAY_WRITE + "retention: [{id: year, data: contact, max: P1Y}, {id: long, data: email_address, max: P5Y}]\n"
    assert aged(both, 1) == aged(either_order, 1) == ALLOWED


def test_of_two_wider_categories_the_nearer_one_counts() -> None:
    both = MAY_WRITE + "retention: [{id: year, data: contact, max: P1Y}, {id: long, data: email_address, max: P5Y}]\n"
    assert aged(both, 1, data="work_address") == ALLOWED


def test_a_limit_for_everything_counts_last() -> None:
    both = MAY_WRITE + "retention: [{id: all, data: '*', max: P1M}, {id: long, data: contact, max: P5Y}]\n"
    alone = MAY_WRITE + "retention: [{id: all, data: '*', max: P1M}]\n"
    assert aged(both, 1) == ALLOWED
    assert aged(alone, 1) == "denied retention-over retention.all"


def test_a_limit_for_a_kind_of_subject_goes_before_one_for_all() -> None:
    both = (
        MAY_WRITE
        + "retention: [{id: year, data: contact, max: P1Y}, {id: long, data: contact, subjects: client, max: P5Y}]\n"
    )
    assert aged(both, 1, being("client")) == ALLOWED
    assert aged(both, 1) == "denied retention-over retention.year"


def test_of_two_limits_alike_the_shorter_counts() -> None:
    both = MAY_WRITE + "retention: [{id: long, data: contact, max: P5Y}, {id: short, data: contact, max: P2M}]\n"
    assert aged(both, 1) == "denied retention-over retention.short"


def test_lengths_are_compared_as_if_they_began_on_a_new_years_day_before_a_leap_day() -> None:
    month = MAY_WRITE + "retention: [{id: month, data: contact, max: P1M}, {id: days, data: contact, max: P30D}]\n"
    year = MAY_WRITE + "retention: [{id: year, data: contact, max: P1Y}, {id: days, data: contact, max: P365D}]\n"
    assert aged(month, 9) == aged(year, 9) == "denied retention-over retention.days"


# Rule 4: minors.

NO_CHILDREN = MAY_WRITE + "children: [{id: under-13, under: 13, rule: exclude, cite: s6}]\n"
PARENTS = MAY_WRITE + "children: [{id: under-16, under: 16, rule: parental_consent, cite: s7}]\n"


def test_a_subject_younger_than_the_notice_allows_is_excluded() -> None:
    assert ask(NO_CHILDREN, alice=Choices(age=12)) == "denied minor-excluded children.under-13 s6"
    assert ask(NO_CHILDREN, alice=Choices(age=13)) == ALLOWED


def test_an_excluded_minor_stays_excluded_with_a_parents_consent() -> None:
    assert ask(NO_CHILDREN, alice=Choices(age=12, parental_consent=True)).startswith("denied minor-excluded")


def test_a_minor_needs_a_parents_consent_where_the_notice_says_so() -> None:
    assert ask(PARENTS, alice=Choices(age=15)) == "denied minor-needs-consent children.under-16 s7"
    assert ask(PARENTS, alice=Choices(age=15, parental_consent=True)) == ALLOWED
    assert ask(PARENTS, alice=Choices(age=16)) == ALLOWED


def test_every_age_limit_is_looked_at() -> None:
    both = MAY_WRITE + (
        "children: [{id: under-16, under: 16, rule: parental_consent}, {id: under-13, under: 13, rule: exclude}]\n"
    )
    assert ask(both, alice=Choices(age=12, parental_consent=True)) == "denied minor-excluded children.under-13"


def test_a_subject_whose_age_nobody_knows_is_no_minor() -> None:
    assert ask(NO_CHILDREN) == ALLOWED


# The order of the rules: the first that denies gives the reason.


def test_the_first_rule_that_denies_is_the_answer() -> None:
    rules = (
        "practices: [{id: no, do: use, data: contact, modal: never},"
        " {id: only, do: use, data: contact, for: service, only: true, modal: may}]\n"
        "retention: [{id: year, data: contact, max: P1Y}]\nchildren: [{id: c, under: 13, rule: exclude}]\n"
    )
    everything: dict[str, Any] = {"collected_on": date(2020, 1, 1), "at": DAY}
    child = Choices(erased=True, age=9)
    assert ask(rules, "shoe_size", alice=child, **everything) == "denied unknown-term"
    assert ask(rules, alice=child, **everything) == "denied erased"
    assert ask(rules, alice=Choices(age=9), **everything) == "denied retention-over retention.year"
    assert ask(rules, alice=Choices(age=9)) == "denied minor-excluded children.c"
    assert ask(rules, alice=asking.saying(word("refused", "marketing"))) == "denied never practices.no"
    assert ask(rules.replace("modal: never", "modal: may")) == "denied only practices.only"
