"""Rules 5, 6 and 8 of the definition: `never`, `only`, transfers; and which of two practices is the narrower."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from troth.policy import read_policy
from unit.decisions import asking
from unit.decisions.asking import ALICE, WORLD, ask, being, saying, word

Asked = dict[str, Any]

MAY = "{id: may, do: use, data: contact, for: marketing, modal: may, cite: s1}"
ALLOWED = "allowed permitted practices.may s1"


def rules(*practices: str) -> str:
    return "practices:\n" + "".join(f"- {practice}\n" for practice in practices)


# Rule 5: never.


def never(more: str = "", data: str = "contact", do: str = "use") -> str:
    return rules(MAY, f"{{id: no, do: {do}, data: {data}, modal: never, cite: s2{', ' if more else ''}{more}}}")


NEVER = "denied never practices.no s2"


def test_what_the_notice_never_does_is_denied_whatever_else_permits_it() -> None:
    assert ask(never()) == NEVER
    assert ask(never(data="card")) == ALLOWED


def test_a_yes_of_the_subject_does_not_lift_a_never() -> None:
    assert ask(never(), alice=saying(word("given", "marketing"))) == NEVER


def test_never_doing_one_thing_leaves_another() -> None:
    assert ask(never(do="sell")) == ALLOWED


def test_a_never_for_a_purpose_reaches_those_beneath_it_and_no_other() -> None:
    assert ask(never("for: marketing")) == NEVER
    assert ask(never("for: service")) == ALLOWED


def test_a_never_for_a_narrower_purpose_leaves_the_wider_one() -> None:
    assert ask(never("for: weekly")) == ALLOWED


SHARE = "{id: may, do: share, data: contact, modal: may, cite: s1}"


def no_sharing(more: str) -> str:
    return rules(SHARE, f"{{id: no, do: share, data: contact, modal: never, cite: s2, {more}}}")


def test_a_never_with_a_recipient_reaches_those_who_belong_to_it_and_no_other() -> None:
    assert ask(no_sharing("with: vendors"), recipient="eve") == NEVER
    assert ask(no_sharing("with: vendors"), recipient="partners") == ALLOWED


def test_a_never_with_a_recipient_leaves_sharing_with_nobody_named() -> None:
    assert ask(no_sharing("with: vendors"), do="share") == ALLOWED
    assert ask(no_sharing("with: '*'"), do="share") == NEVER


def test_a_never_for_a_kind_of_subject_reaches_that_kind_and_those_beneath() -> None:
    for_clients = never("subjects: client")
    assert ask(for_clients, alice=being("client")) == NEVER
    assert ask(for_clients, alice=being("trial_client")) == NEVER
    assert ask(for_clients, alice=being("applicant")) == ALLOWED
    assert ask(for_clients) == ALLOWED


def test_a_kind_of_subject_that_the_policy_does_not_declare_is_only_itself() -> None:
    assert ask(never("subjects: client"), alice=being("martian")) == ALLOWED


def test_an_exception_lifts_a_never_once_it_is_vouched_for() -> None:
    excepted = never("unless: {origin: [fair, web]}")
    assert ask(excepted) == NEVER
    assert ask(excepted, facts={"origin": "web"}) == ALLOWED
    assert ask(excepted, facts={"origin": "post"}) == NEVER


def test_one_of_several_exceptions_lifts_a_never() -> None:
    excepted = never("unless: {origin: web, accepted: 'yes'}")
    assert ask(excepted, facts={"accepted": "yes"}) == ALLOWED


def test_the_exception_of_consent_is_her_own_last_word() -> None:
    excepted = never("unless: {consent: opt_in}")
    assert ask(excepted, facts={"consent": "opt_in"}) == NEVER
    assert ask(excepted, alice=saying(word("given", "marketing"))) == "allowed consented practices.may s1"
    assert ask(excepted, alice=saying(word("refused", "marketing"))) == NEVER


def test_a_never_with_a_condition_holds_until_the_condition_is_known_not_to() -> None:
    conditioned = never("if: {origin: [fair, web]}")
    assert ask(conditioned) == NEVER
    assert ask(conditioned, facts={"origin": "web"}) == NEVER
    assert ask(conditioned, facts={"origin": "post"}) == ALLOWED
    assert ask(conditioned, facts={"accepted": "post"}) == NEVER


# What the question leaves open counts against it.

CIRCUMSTANCES = [
    ("via: cookies", {"via": "cookies"}, {"via": "form"}),
    ("via: email", {"channel": "email"}, {"channel": "sms"}),
    ("from: partners", {"source": "partners"}, {"source": "subject"}),
    ("from: vendors", {"source": "eve"}, {"source": "partners"}),
    ("where: FR", {"where": "FR"}, {"where": "US"}),
    ("by: vendors", {"by": "eve"}, {"by": "partners"}),
]
DECLARED = "transfers: [{id: us, to: US}]\n"


@pytest.mark.parametrize(("slot", "same", "other"), CIRCUMSTANCES)
def test_a_prohibition_limited_to_a_circumstance_is_escaped_only_by_naming_another(
    slot: str, same: Asked, other: Asked
) -> None:
    limited = rules(MAY.replace("modal", "by: '*', modal") if "by" in slot else MAY)
    limited += f"- {{id: no, do: use, data: contact, modal: never, cite: s2, {slot}}}\n" + DECLARED
    assert ask(limited, **same) == NEVER
    assert ask(limited) == NEVER
    assert ask(limited, **other).startswith("allowed permitted practices.may")


@pytest.mark.parametrize(("slot", "same", "other"), CIRCUMSTANCES)
def test_a_permission_limited_to_a_circumstance_needs_it_named(slot: str, same: Asked, other: Asked) -> None:
    limited = rules(f"{{id: may, do: use, data: contact, modal: may, {slot}}}") + DECLARED
    assert ask(limited, **same).startswith("allowed permitted practices.may")
    assert ask(limited) == "denied not-permitted"
    assert ask(limited, **other) == "denied not-permitted"


@pytest.mark.parametrize("slot", ["via", "from", "where", "by"])
def test_a_permission_for_any_circumstance_needs_one_named(slot: str) -> None:
    named: Asked = {"via": "cookies", "from": "device", "where": "FR", "by": "eve"}
    said = {"source" if slot == "from" else slot: named[slot]}
    limited = rules(f"{{id: may, do: use, data: contact, modal: may, {slot}: '*'}}")
    assert ask(limited, **said) == "allowed permitted practices.may"
    assert ask(limited) == "denied not-permitted"


PERIOD = "period: {from: 1999-11-01, to: 2003-05-31}"


@pytest.mark.parametrize("day", [date(1999, 11, 1), date(2003, 5, 31)])
def test_a_practice_of_a_period_speaks_of_data_from_its_first_day_to_its_last(day: date) -> None:
    assert ask(never(PERIOD), collected_on=day) == NEVER
    assert ask(rules(MAY.replace("modal", f"{PERIOD}, modal")), collected_on=day) == ALLOWED


@pytest.mark.parametrize("day", [date(1999, 10, 31), date(2003, 6, 1)])
def test_a_practice_of_a_period_does_not_speak_of_other_data(day: date) -> None:
    assert ask(never(PERIOD), collected_on=day) == ALLOWED
    assert ask(rules(MAY.replace("modal", f"{PERIOD}, modal")), collected_on=day) == "denied not-permitted"


def test_a_day_left_open_escapes_no_prohibition_and_earns_no_permission() -> None:
    assert ask(never(PERIOD)) == NEVER
    assert ask(rules(MAY.replace("modal", f"{PERIOD}, modal"))) == "denied not-permitted"


def test_a_permission_that_does_not_say_by_whom_is_the_organisations_own() -> None:
    assert ask(rules(MAY), by="acme") == ALLOWED
    assert ask(rules(MAY), by="eve") == "denied not-permitted"


# What a permission covers.


@pytest.mark.parametrize("slot", ["data: contact", "data: '*'"])
def test_a_permission_for_a_category_reaches_those_beneath(slot: str) -> None:
    assert ask(rules(f"{{id: may, do: use, {slot}, modal: may}}"), "work_address") == "allowed permitted practices.may"


def test_a_permission_for_a_narrower_category_does_not_reach_the_wider_one() -> None:
    assert ask(rules("{id: may, do: use, data: email_address, modal: may}"), "contact") == "denied not-permitted"


def test_permitting_use_permits_nothing_else() -> None:
    assert ask(rules(MAY), do="sell") == "denied not-permitted"
    assert ask(rules(MAY), recipient="eve") == "denied not-permitted"


def test_a_permission_for_a_kind_of_subject_is_for_that_kind() -> None:
    limited = rules("{id: may, do: use, data: contact, modal: may, subjects: client}")
    assert ask(limited, alice=being("trial_client")) == "allowed permitted practices.may"
    assert ask(limited) == "denied not-permitted"


def test_a_permission_with_a_recipient_is_for_those_who_belong_to_it() -> None:
    limited = rules("{id: may, do: share, data: contact, modal: may, with: vendors}")
    assert ask(limited, recipient="eve") == "allowed permitted practices.may"
    assert ask(limited, recipient="partners") == "denied not-permitted"
    assert ask(limited, do="share") == "denied not-permitted"


def test_a_further_purpose_is_covered_once_it_was_assessed_as_compatible() -> None:
    assessed: Asked = {"facts": {"compatibility": "assessed"}}
    assert ask(rules(MAY), purpose="studies", **assessed) == ALLOWED
    assert ask(rules(MAY), purpose="studies") == "denied not-permitted"
    assert ask(rules(MAY), purpose="studies", facts={"compatibility": "doubted"}) == "denied not-permitted"
    assert ask(rules(MAY), purpose="studies", facts={"other": "assessed"}) == "denied not-permitted"
    assert ask(rules(MAY), purpose="service", **assessed) == "denied not-permitted"


# Rule 6: only.

ONLY = "{id: bills, do: use, data: contact, for: [service, marketing], only: true, modal: does, cite: s3}"
OUTSIDE = "denied only practices.bills s3"
ALSO = "{id: also, do: use, data: '*', modal: may, cite: s4}"


def test_what_lies_outside_an_only_is_denied_whatever_else_permits_it() -> None:
    assert ask(rules(ONLY, ALSO), purpose="defence") == OUTSIDE
    assert ask(rules(ONLY, ALSO), purpose="newsletters") == "allowed permitted practices.bills s3"


def test_an_only_says_nothing_of_other_data_or_other_doings() -> None:
    assert ask(rules(ONLY, ALSO), "card", "defence") == "allowed permitted practices.also s4"
    assert ask(rules(ONLY, ALSO.replace("use", "sell")), purpose="defence", do="sell") == (
        "allowed permitted practices.also s4"
    )


def test_a_permission_without_only_forbids_nothing() -> None:
    assert (
        ask(rules(ONLY.replace("only: true, ", ""), ALSO), purpose="defence") == "allowed permitted practices.also s4"
    )


def test_an_exception_lifts_an_only() -> None:
    excepted = rules(ONLY.replace("modal", "unless: {origin: web}, modal"), ALSO)
    assert ask(excepted, purpose="defence") == OUTSIDE
    assert ask(excepted, purpose="defence", facts={"origin": "web"}) == "allowed permitted practices.also s4"


def test_only_with_named_recipients_forbids_the_others() -> None:
    closed = rules(
        "{id: bills, do: share, data: contact, with: vendors, only: true, modal: may, cite: s3}",
        "{id: also, do: share, data: '*', modal: may, cite: s4}",
    )
    assert ask(closed, recipient="partners") == OUTSIDE
    assert ask(closed, recipient="eve") == "allowed permitted practices.bills s3"
    assert ask(closed, do="share") == OUTSIDE


def test_only_these_data_forbids_the_others() -> None:
    closed = rules("{id: bills, do: use, data: contact, only: data, modal: may, cite: s3}", ALSO)
    assert ask(closed, "card", "service") == OUTSIDE
    assert ask(closed, "email_address", "service") == "allowed permitted practices.bills s3"


@pytest.mark.parametrize(
    ("slot", "inside", "outside"),
    [
        ("via", {"via": "cookies"}, {"via": "form"}),
        ("from", {"source": "device"}, {"source": "subject"}),
        ("where", {"where": "DE"}, {"where": "FR"}),
        ("by", {"by": "eve"}, {"by": "acme"}),
    ],
)
def test_only_in_one_circumstance_forbids_the_others_and_what_is_left_open(
    slot: str, inside: Asked, outside: Asked
) -> None:
    named, also = next(iter(inside.values())), ALSO.replace("modal", "by: '*', modal") if slot == "by" else ALSO
    closed = rules(f"{{id: bills, do: use, data: contact, {slot}: {named}, only: {slot}, modal: may, cite: s3}}", also)
    closed += "transfers: [{id: any, to: '*'}]\n"
    assert ask(closed, **inside).startswith("allowed permitted practices.bills")
    assert ask(closed, **outside) == OUTSIDE
    assert ask(closed) == OUTSIDE


def test_an_only_that_closes_an_empty_slot_closes_nothing() -> None:
    for slots in ("[for, data]", "[with, data]", "via"):
        closed = rules(f"{{id: bills, do: use, data: contact, only: {slots}, modal: may, cite: s3}}", ALSO)
        assert ask(closed) == "allowed permitted practices.bills s3"


def test_one_closed_slot_of_several_is_enough_to_forbid() -> None:
    closed = rules(ONLY.replace("only: true", "via: cookies, only: [for, via]"), ALSO)
    assert ask(closed, purpose="service", via="form") == OUTSIDE
    assert ask(closed, purpose="defence", via="cookies") == OUTSIDE
    assert ask(closed, purpose="service", via="cookies") == "allowed permitted practices.bills s3"


def test_an_only_of_a_circumstance_says_nothing_where_the_question_names_another() -> None:
    closed = rules(ONLY.replace("only: true", "via: cookies, only: for"), ALSO)
    assert ask(closed, purpose="defence", via="form") == "allowed permitted practices.also s4"
    assert ask(closed, purpose="defence") == OUTSIDE


def test_a_never_with_closed_slots_forbids_what_it_names_and_nothing_outside() -> None:
    closed = rules("{id: no, do: use, data: card, for: service, only: true, modal: never, cite: s2}", ALSO)
    assert ask(closed, "card", "service") == NEVER
    assert ask(closed, "card", "defence") == "allowed permitted practices.also s4"


# What the notice says of a narrower thing goes before what it says of a wider one it names.


def test_a_permission_for_a_narrower_category_lifts_a_never() -> None:
    lifted = rules(
        "{id: no, do: use, data: contact, modal: never, cite: s2}",
        "{id: may, do: use, data: email_address, modal: may, cite: s1}",
    )
    assert ask(lifted) == ALLOWED
    assert ask(lifted, "work_address") == ALLOWED
    assert ask(lifted, "contact") == NEVER


def test_a_permission_for_a_narrower_purpose_lifts_a_never() -> None:
    lifted = rules(
        "{id: no, do: use, data: contact, for: marketing, modal: never, cite: s2}",
        "{id: may, do: use, data: contact, for: newsletters, modal: may, cite: s1}",
    )
    assert ask(lifted) == ALLOWED
    assert ask(lifted, purpose="marketing") == NEVER


def test_a_permission_as_wide_as_the_never_does_not_lift_it() -> None:
    assert ask(rules("{id: no, do: use, data: contact, for: marketing, modal: never, cite: s2}", MAY)) == NEVER


@pytest.mark.parametrize(
    ("forbidden", "permitted"),
    [
        ("data: email_address, for: marketing", "data: contact, for: newsletters"),
        ("data: contact, for: newsletters", "data: email_address, for: marketing"),
        ("data: email_address, for: marketing", "data: contact, for: weekly"),
        ("data: contact, for: newsletters", "data: work_address, for: marketing"),
    ],
)
def test_a_permission_narrower_in_one_way_and_wider_in_another_lifts_nothing(forbidden: str, permitted: str) -> None:
    crossed = rules(
        f"{{id: no, do: use, {forbidden}, modal: never, cite: s2}}", f"{{id: may, do: use, {permitted}, modal: may}}"
    )
    assert ask(crossed, "work_address", "weekly") == NEVER


def test_a_permission_that_names_no_purpose_does_not_lift_a_never_that_does() -> None:
    crossed = rules(
        "{id: no, do: use, data: contact, for: marketing, modal: never, cite: s2}",
        "{id: may, do: use, data: email_address, modal: may}",
    )
    assert ask(crossed) == NEVER


def test_what_is_said_of_everything_is_never_narrowed() -> None:
    for slots in ("data: '*'", "data: contact, for: '*'"):
        wide = rules(
            f"{{id: no, do: use, {slots}, modal: never, cite: s2}}",
            "{id: may, do: use, data: email_address, for: newsletters, modal: may}",
        )
        assert ask(wide) == NEVER


def test_a_never_that_is_narrower_than_another_does_not_lift_it() -> None:
    assert (
        ask(
            rules(
                "{id: no, do: use, data: contact, modal: never, cite: s2}",
                "{id: neither, do: use, data: email_address, modal: never}",
            )
        )
        == NEVER
    )


def test_a_narrower_permission_lifts_only_what_it_covers() -> None:
    lifted = rules(
        "{id: no, do: use, data: contact, modal: never, cite: s2}",
        "{id: may, do: use, data: email_address, for: newsletters, modal: may, subjects: client, cite: s1}",
    )
    assert ask(lifted, alice=being("client")) == ALLOWED
    assert ask(lifted) == NEVER
    assert ask(lifted, purpose="service") == NEVER


def test_a_narrower_permission_lifts_an_only() -> None:
    lifted = rules(ONLY, "{id: may, do: use, data: email_address, for: defence, modal: may, cite: s1}")
    assert ask(lifted, purpose="defence") == ALLOWED
    assert ask(lifted, "contact", "defence") == OUTSIDE


def test_an_only_for_everything_is_not_narrowed() -> None:
    closed = rules(
        ONLY.replace("data: contact", "data: '*'"), "{id: may, do: use, data: email_address, for: defence, modal: may}"
    )
    assert ask(closed, purpose="defence") == OUTSIDE


# Rule 7: of the permissions, the narrowest decide.


def two(wide: str, narrow: str) -> list[str]:
    """The rules with two permissions in either order."""
    one = f"{{id: wide, do: use, modal: may, {wide}}}"
    other = f"{{id: narrow, do: use, modal: may, {narrow}}}"
    return [rules(one, other), rules(other, one)]


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("data: contact", "data: email_address, consent: opt_in"),
        ("data: '*'", "data: contact, consent: opt_in"),
        ("data: contact, for: marketing", "data: contact, for: newsletters, consent: opt_in"),
        ("data: contact", "data: contact, for: marketing, consent: opt_in"),
        ("data: contact, for: '*'", "data: contact, for: marketing, consent: opt_in"),
    ],
)
def test_the_narrower_permission_decides_with_its_conditions(wide: str, narrow: str) -> None:
    for either in two(wide, narrow):
        assert ask(either) == "denied consent-missing practices.narrow"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data: contact, for: newsletters", "data: email_address, for: marketing, consent: opt_in"),
        ("data: contact, for: marketing", "data: contact, for: marketing, consent: opt_in"),
        ("data: contact, subjects: client", "data: email_address, consent: opt_in"),
    ],
)
def test_permissions_of_which_neither_is_narrower_stand_side_by_side(one: str, other: str) -> None:
    alice = being("client")
    for either in two(one, other):
        assert ask(either, alice=alice) == "allowed permitted practices.wide"


def test_a_permission_for_a_kind_of_subject_goes_before_one_for_all() -> None:
    alice = being("client")
    for either in two("data: contact", "data: email_address, subjects: client, consent: opt_in"):
        assert ask(either, alice=alice) == "denied consent-missing practices.narrow"
        assert ask(either) == "allowed permitted practices.wide"


def test_a_permission_for_a_named_recipient_is_not_put_aside_by_one_for_anybody() -> None:
    for either in two("data: contact, with: vendors", "data: email_address, with: '*', consent: opt_in"):
        shared = either.replace("do: use", "do: share")
        assert ask(shared, recipient="eve") == "allowed permitted practices.wide"
        assert ask(shared, recipient="partners") == "denied consent-missing practices.narrow"


def test_a_permission_as_narrow_in_recipient_and_narrower_in_data_decides() -> None:
    for either in two("data: contact, with: vendors", "data: email_address, with: vendors, consent: opt_in"):
        assert ask(either.replace("do: use", "do: share"), recipient="eve") == "denied consent-missing practices.narrow"


def test_a_permission_narrower_in_recipient_alone_puts_nothing_aside() -> None:
    for either in two("data: contact, with: '*'", "data: contact, with: eve, consent: opt_in"):
        assert ask(either.replace("do: use", "do: share"), recipient="eve") == "allowed permitted practices.wide"


# Rule 8: transfers.

ABROAD = rules(MAY)


def transfer(slots: str) -> str:
    return ABROAD + f"transfers: [{{id: abroad, cite: s8, {slots}}}]\n"


def test_data_go_abroad_only_where_the_notice_declares_it() -> None:
    assert ask(ABROAD, where="US") == "denied transfer-undeclared practices.may s1"
    assert ask(transfer("to: US"), where="US") == "allowed permitted practices.may transfers.abroad s1 s8"
    assert ask(transfer("to: IN"), where="US") == "denied transfer-undeclared practices.may s1"
    assert ask(transfer("to: '*'"), where="US").startswith("allowed")


def test_at_home_no_transfer_is_needed() -> None:
    assert ask(ABROAD, where="FR") == ALLOWED
    assert ask(ABROAD) == ALLOWED


def test_an_organisation_whose_country_the_policy_does_not_say_is_nowhere_at_home() -> None:
    unlisted = WORLD.replace("  acme: {role: controller, country: FR}\n", "") + ABROAD
    policy, problems = read_policy(unlisted)
    assert policy is not None, problems
    answer = asking.decide(policy, asking.question(where="FR"), ALICE)
    assert asking.line(answer) == "denied transfer-undeclared practices.may s1"


def test_the_country_of_another_party_is_not_home() -> None:
    assert ask(ABROAD, where="IN") == "denied transfer-undeclared practices.may s1"


def test_a_transfer_of_other_data_is_none() -> None:
    assert ask(transfer("to: US, data: card"), where="US").startswith("denied transfer-undeclared")
    assert ask(transfer("to: US, data: contact"), where="US").startswith("allowed")


def test_a_transfer_to_a_recipient_is_for_those_who_belong_to_it() -> None:
    shared = transfer("to: US, with: vendors").replace("do: use", "do: share")
    assert ask(shared, recipient="eve", where="US").startswith("allowed")
    assert ask(shared, recipient="partners", where="US").startswith("denied transfer-undeclared")
    assert ask(transfer("to: US, with: vendors"), where="US").startswith("denied transfer-undeclared")


def test_what_is_denied_anyway_is_not_asked_about_a_transfer() -> None:
    assert ask(never(), where="US") == NEVER
    assert ask(ABROAD, alice=saying(word("refused", "marketing")), where="US") == "denied refused practices.may s1"
    assert ask(ABROAD, alice=ALICE, where="US").startswith("denied transfer-undeclared")
