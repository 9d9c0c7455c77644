"""What do limits, conditions, children, choices and vague words make of a draft? Each text somebody could publish."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.decisions import Choices, Question, decide
from troth.notice import read_notice
from troth.policy.model import ChildRuleKind, Default, Policy, Slot
from troth.reading.draft import Draft, draft
from troth.reading.read import read
from troth.words import Act, ConsentMode, DataName, Duration, Modal, PartyName, PurposeName, RightKind

HEAD = "# Privacy Notice of Acme Shoes\n\nLast updated: 1 May 2024\n\n"


def drafted(text: str) -> Draft:
    return draft(read(read_notice(HEAD + text)), "acme")


def policy_of(text: str) -> Policy:
    return drafted(text).policy


def limits(text: str) -> list[tuple[tuple[str, ...], Duration | None]]:
    return [(each.data, each.max) for each in policy_of("## How long we keep data\n\n" + text).retention.values()]


def test_each_length_limits_what_its_own_part_names() -> None:
    assert limits("We keep call recordings for 90 days, and receipts are kept for seven years.") == [
        (("call_recording",), Duration(days=90)),
        (("receipts",), Duration(years=7)),
    ]


def test_at_least_is_no_limit() -> None:
    assert limits("Receipts are kept for at least seven years.") == [(("personal_data",), None)]


def test_what_is_deleted_in_one_case_limits_nothing_else() -> None:
    assert limits("If we find out that a child registered, we delete the data within 48 hours.") == []


def test_data_without_a_term_keep_their_name_and_limit_no_others() -> None:
    assert limits("Lift logs are deleted after 30 days.") == [(("lift_logs",), Duration(days=30))]


def test_an_event_from_which_a_time_runs_is_no_limit_from_collection_for_everything() -> None:
    (limit,) = policy_of(
        "## How long we keep data\n\nAfter you close your account, we keep your personal data for 60 days."
    ).retention.values()
    assert (limit.data, limit.max, limit.until) == (("personal_data",), None, "account_closed")
    assert "where it begins" in limit.remark


def test_a_law_that_may_demand_a_disclosure_is_a_condition() -> None:
    policy = policy_of("## Sharing\n\nWe disclose personal data to courts if the law obliges us to do so.")
    (practice,) = (each for each in policy.practices.values() if Act.SHARE in each.do)
    assert [each.fact for each in practice.if_] == ["required_by"]


def test_the_purpose_of_obeying_the_law_is_none() -> None:
    policy = policy_of("## Sharing\n\nWe disclose personal data to comply with court orders.")
    (practice,) = (each for each in policy.practices.values() if Act.SHARE in each.do)
    assert practice.if_ == ()


def test_a_buyer_who_must_keep_the_promises_is_a_condition() -> None:
    policy = policy_of(
        "## Sharing\n\nIf our business is sold, personal data are transferred to the buyer, provided that it agrees to "
        "this notice."
    )
    (practice,) = (each for each in policy.practices.values() if Act.SHARE in each.do)
    assert [each.fact for each in practice.if_] == ["recipient_accepts_policy"]


def test_data_collected_for_an_aim_are_used_for_it() -> None:
    policy = policy_of("## Data\n\nWe collect your e-mail address to send you newsletters.")
    assert [(each.data, each.for_) for each in policy.practices.values() if Act.USE in each.do] == [
        (("e_mail_address",), ("newsletter",))
    ]


def test_in_order_to_is_no_order_and_a_legitimate_interest_no_interests() -> None:
    policy = policy_of(
        "## Use\n\nIn order to prevent fraud, and on the basis of our legitimate interests, we process your IP address."
    )
    assert {name for name in policy.data if name != "personal_data"} == {"ip_address"}


def test_what_the_notice_does_not_count_as_personal_is_kept_apart() -> None:
    policy = policy_of(
        "## What our website records\n\nWe collect the operating system. These data are not personal data.\n\n"
        "## Use\n\nWe use personal data for direct marketing."
    )
    question = Question(DataName("operating_system"), PurposeName("direct_marketing"), None, do=Act.USE)
    assert policy.data[DataName("operating_system")].is_ == ("pd:DeviceOperatingSystem",)
    assert not decide(policy, question, Choices()).allowed


def test_a_tool_that_is_only_named_gets_what_its_section_names() -> None:
    policy = policy_of(
        "## Mailtool\n\nMailtool is our tool for newsletters, and works on our behalf. "
        "We send Mailtool your name and your e-mail address."
    )
    shared = {name for each in policy.practices.values() if Act.SHARE in each.do for name in each.data}
    assert shared == {"name", "e_mail_address"}


def test_a_contract_with_processors_shares_nothing() -> None:
    policy = policy_of("## Processors\n\nAll our processors have signed an agreement on data protection.")
    assert policy.practices == {}


def test_a_prohibition_goes_before_a_wider_permission() -> None:
    policy = policy_of(
        "## Sharing\n\nWe share personal data with advertisers for advertising. "
        "We never share health data with anybody."
    )
    share = {
        name: decide(
            policy,
            Question(DataName(name), PurposeName("advertising"), PartyName("advertiser"), do=Act.SHARE),
            Choices(),
        ).allowed
        for name in ("personal_data", "health_data")
    }
    assert share == {"personal_data": True, "health_data": False}


def test_an_exception_that_names_somebody_is_a_permission_and_forbids_nothing() -> None:
    policy = policy_of("## Sharing\n\nWe do not share your telephone number, except with our affiliates.")
    assert [(each.modal, each.with_) for each in policy.practices.values()] == [(Modal.MAY, ("affiliate",))]


def test_a_denial_of_sale_for_money_is_one_for_money() -> None:
    policy = policy_of("## Sale\n\nWe do not sell personal data for money.")
    (practice,) = policy.practices.values()
    assert (practice.modal, [(each.fact, each.values) for each in practice.if_]) == (
        Modal.NEVER,
        [("consideration", ("money",))],
    )


def test_a_denial_about_applicants_is_of_applicants_only() -> None:
    policy = policy_of("## Sale\n\nWe do not sell the personal data of applicants.")
    (practice,) = policy.practices.values()
    assert practice.subjects == ("applicant",)


def test_consent_of_parents_goes_before_exclusion() -> None:
    policy = policy_of(
        "## Children\n\nOur shop is not aimed at children under 13. "
        "We collect no data of children under 13 without the consent of a parent."
    )
    assert [(each.under, each.rule) for each in policy.children.values()] == [(13, ChildRuleKind.PARENTAL_CONSENT)]


@pytest.mark.parametrize(
    "sentence",
    [
        "For patients under 18, a parent may act.",
        "Savings accounts for minors under 18 are opened by a parent.",
        "Our children's shoes are made of leather.",
    ],
)
def test_an_age_in_passing_excludes_nobody(sentence: str) -> None:
    assert policy_of(f"## Children\n\n{sentence}").children == {}


def test_a_minor_may_ask_for_erasure() -> None:
    policy = policy_of("## Children\n\nA user under the age of 18 may ask us to remove what she posted.")
    (right,) = policy.rights.values()
    assert (right.do, right.who) == ((RightKind.ERASE,), "minor")
    assert policy.children == {}


def test_a_sentence_about_requests_grants_no_right() -> None:
    policy = policy_of("## Your rights\n\nWe take every request seriously.")
    assert policy.rights == {}


def test_how_often_is_no_time_to_answer() -> None:
    policy = policy_of("## Your rights\n\nYou may ask for a copy of your data twice in any 12-month period.")
    (right,) = policy.rights.values()
    assert (right.within, right.limit is not None) == ((), True)


def test_a_choice_about_newsletters_is_none_about_trackers_or_processors() -> None:
    policy = policy_of(
        "## Use\n\nWe use your e-mail address for direct marketing. We share your name with our processors. "
        "We use cookies for advertising.\n\n## Choices\n\nYou can unsubscribe from marketing e-mails at any time."
    )
    (choice,) = policy.choices.values()
    (practice,) = (policy.practices[name] for name in choice.of)
    assert practice.for_ == ("direct_marketing",)
    assert (choice.available, choice.default) == (True, Default.ALLOWED)


def test_what_cannot_be_opted_out_of_needs_words_that_say_so() -> None:
    text = "## Use\n\nWe use your e-mail address for direct marketing.\n\n## Choices\n\n"
    denied = policy_of(text + "You cannot opt out of marketing e-mails.").choices.values()
    offered = policy_of(text + "Those who do not want marketing e-mails can opt out.").choices.values()
    assert [each.available for each in denied] == [False]
    assert [each.available for each in offered] == [True]


def test_marketing_unless_they_opt_out_is_permitted_until_they_do() -> None:
    policy = policy_of("## Choices\n\nWe may use your telephone number to offer you other products unless you opt out.")
    assert [(each.do, each.consent) for each in policy.practices.values()] == [((Act.USE,), ConsentMode.OPT_OUT)]


def test_a_question_and_a_title_permit_nothing() -> None:
    policy = policy_of("## Sharing\n\nLegal process.\n\nDo we sell data?\n\nWith advertisers.")
    assert policy.practices == {}
    assert drafted("## Sharing\n\nLegal process.").left == ()


def test_a_right_to_object_to_profiling_is_no_profiling() -> None:
    policy = policy_of("## Your rights\n\nYou have the right to object to automated decisions and profiling.")
    assert [each for each in policy.practices.values() if Act.DECIDE in each.do] == []
    assert policy.rights


def test_the_same_purpose_for_no_other_is_closed() -> None:
    policy = policy_of("## Use\n\nWe only use your telephone number to verify your identity.")
    (practice,) = policy.practices.values()
    assert practice.only == (Slot.FOR,)


def test_nothing_in_the_pairs_is_a_sentence_of_an_example() -> None:
    root = Path(__file__).parents[3]
    texts = [
        file.read_text(encoding="utf-8")
        for file in (*root.glob("examples/*/notice.md"), *root.glob("bench/yardstick/*/notice.*"))
    ]
    rows = (Path(__file__).parent / "polarity.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(texts) == 18
    assert not [cell for row in rows for cell in row.split("\t")[1:] if any(cell in text for text in texts)]


def test_a_transfer_that_is_denied_is_not_declared() -> None:
    policy = policy_of("## Transfers\n\nWe do not transfer personal data outside the European Economic Area.")
    assert (policy.transfers, policy.practices) == ({}, {})


def test_a_sentence_of_which_only_a_name_was_understood_is_left() -> None:
    made = drafted("## Odds\n\nWe collect your name.\n\nThe letter with your name fell off the shelf.")
    assert made.left == ("s5",)
