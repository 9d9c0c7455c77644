"""What does the draft of a policy make of a notice? Each text is one that somebody could publish."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.errors import Severity
from troth.notice import read_notice
from troth.policy.file.read import read_policy
from troth.policy.file.write import write_policy
from troth.policy.model import ChildRuleKind, Deed, Event, NoteKind, Policy, SignalName, SignalState
from troth.policy.validation import validate
from troth.reading.draft import Draft, draft
from troth.reading.read import read
from troth.words import Act, Basis, ConsentMode, DataName, Duration, Modal, PartyName, PurposeName, RightKind

HEAD = "# Privacy Notice of Acme Shoes\n\nLast updated: 1 May 2024\n\n"


def drafted(text: str) -> Draft:
    return draft(read(read_notice(HEAD + text)), "acme")


def policy_of(text: str) -> Policy:
    return drafted(text).policy


def practices(policy: Policy, act: Act) -> list[tuple[Modal, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [(each.modal, each.data, each.for_, each.with_) for each in policy.practices.values() if act in each.do]


def test_what_is_collected_is_drafted_as_categories_of_the_vocabulary() -> None:
    policy = policy_of("## Information we collect\n\nWe collect your name, e-mail address and IP address.")
    assert practices(policy, Act.COLLECT) == [(Modal.DOES, ("name", "e_mail_address", "ip_address"), (), ())]
    assert policy.data[DataName("e_mail_address")].is_[-1] == "pd:EmailAddress"
    assert "personal_data" in policy.data[DataName("name")].is_


def test_items_use_the_data_of_their_lead_in() -> None:
    policy = policy_of(
        "## Use\n\nWe use your e-mail address:\n\n- to send you newsletters;\n- to improve our website.\n"
    )
    assert practices(policy, Act.USE) == [
        (Modal.DOES, ("e_mail_address",), ("newsletter", "improvement_of_products_and_services"), ())
    ]


def test_a_denial_is_a_prohibition_and_its_exception_stays() -> None:
    policy = policy_of("## Sharing\n\nWe never sell your personal information to third parties without your consent.")
    (practice,) = (each for each in policy.practices.values() if Act.SELL in each.do)
    assert practice.modal is Modal.NEVER
    assert [(each.fact, each.values) for each in practice.unless] == [("consent", ("opt_in",))]


def test_recipients_have_the_role_that_they_are_called_by() -> None:
    policy = policy_of(
        "## Sharing\n\nWe share your e-mail address with our affiliates for marketing purposes.\n"
        "We disclose personal data to law enforcement agencies to comply with a court order."
    )
    assert policy.parties[PartyName("affiliate")].role == "affiliate"
    assert policy.parties[PartyName("law_enforcement")].role == "authority"


def test_the_only_use_of_data_is_closed() -> None:
    policy = policy_of("## Use\n\nWe only use your telephone number to verify your identity.")
    (practice,) = policy.practices.values()
    assert [str(slot) for slot in practice.only] == ["for"]


def test_a_legal_basis_is_kept_with_its_purpose() -> None:
    policy = policy_of(
        "## Legal bases\n\nOn the basis of our legitimate interests, we process your e-mail address to prevent fraud."
    )
    (practice,) = policy.practices.values()
    assert practice.basis is Basis.LEGITIMATE_INTEREST
    assert practice.for_ == ("fraud_detection",)


def test_consent_is_opt_in() -> None:
    policy = policy_of("## Use\n\nWith your consent, we use your e-mail address to send you newsletters.")
    (practice,) = policy.practices.values()
    assert practice.consent is ConsentMode.OPT_IN


def test_a_limit_is_a_length_of_time() -> None:
    policy = policy_of("## Retention\n\nWe keep call recordings for no longer than 90 days.")
    (limit,) = policy.retention.values()
    assert (limit.data, limit.max) == (("call_recording",), Duration(days=90))


def test_rights_say_how_soon_and_where() -> None:
    policy = policy_of(
        "## Your rights\n\nYou may ask us for a copy of your personal data, or to delete it, "
        "by writing to privacy@acme.example; we answer within one month."
    )
    (right,) = policy.rights.values()
    assert {RightKind.ACCESS, RightKind.ERASE} <= set(right.do)
    assert right.how == ("mailto:privacy@acme.example",)
    assert {within.limit for within in right.within} == {Duration(months=1)}


def test_children_are_excluded_or_need_their_parents() -> None:
    excluded = policy_of("## Children\n\nWe do not knowingly collect data of children under 13.")
    asked = policy_of("## Children\n\nChildren under the age of 16 may register only with parental consent.")
    assert [(each.under, each.rule) for each in excluded.children.values()] == [(13, ChildRuleKind.EXCLUDE)]
    assert [(each.under, each.rule) for each in asked.children.values()] == [(16, ChildRuleKind.PARENTAL_CONSENT)]


def test_a_breach_is_told_in_time() -> None:
    policy = policy_of("## Security\n\nWe will notify you of a data breach within 72 hours.")
    duties = [each for each in policy.duties.values() if each.when is Event.BREACH]
    assert [(each.do, each.within) for each in duties] == [((Deed.NOTIFY,), Duration(hours=72))]


def test_a_signal_is_honoured_or_not() -> None:
    ignored = policy_of("## Cookies\n\nWe do not respond to Do Not Track signals.")
    honoured = policy_of("## Cookies\n\nWe honour the Global Privacy Control.")
    assert ignored.signals[SignalName.DNT].state is SignalState.IGNORED
    assert honoured.signals[SignalName.GPC].state is SignalState.HONOURED


def test_what_promises_nothing_is_a_note_with_a_reason() -> None:
    policy = policy_of(
        "## Security\n\nNo transmission over the internet is completely secure, and we cannot guarantee it."
    )
    assert (NoteKind.DISCLAIMER, True) in [(each.kind, bool(each.reason)) for each in policy.notes.values()]
    assert policy.measures == {}


def test_a_word_that_the_notice_defines_is_its_own_category() -> None:
    policy = policy_of(
        "## Information we collect\n\nWe collect your shoe size and your address. "
        "We call this information \u201cfitting information.\u201d\n\n"
        "## Use\n\nWe use fitting information to fulfil your orders."
    )
    assert policy.data[DataName("fitting_information")].alias == "fitting information"
    used = [each for each in policy.practices.values() if Act.USE in each.do]
    assert [each.data for each in used] == [("fitting_information",)]


def test_vague_words_leave_the_list_open() -> None:
    policy = policy_of(
        "## Information we collect\n\nWe collect contact details such as your name, and other information."
    )
    assert all(each.open for each in policy.practices.values())


def test_a_use_without_a_purpose_is_never_one_for_any() -> None:
    policy = policy_of("## Use\n\nWe use your personal data as described here.")
    assert all(each.for_ for each in policy.practices.values() if Act.USE in each.do)


def test_a_service_does_not_permit_what_the_vocabulary_files_below_it() -> None:
    policy = policy_of("## Use\n\nWe use your name to provide our services. We use your IP address for web analytics.")
    assert policy.purposes[PurposeName("analytics")].is_ == ("dpv:ServiceUsageAnalytics",)


def test_purposes_that_the_notice_counts_among_others_are_part_of_them() -> None:
    policy = policy_of(
        "## Use\n\nWe use your name for performing our services, including customer service and billing."
    )
    assert policy.purposes[PurposeName("customer_support")].is_ == ("service_provision", "dpv:CustomerCare")


def test_a_sentence_that_is_not_understood_is_left() -> None:
    left = drafted("## Odds\n\nThe cat sat on the mat.").left
    assert len(left) == 1


def test_the_head_has_the_date_of_the_notice() -> None:
    policy = policy_of("## Use\n\nWe use your name to provide our services.")
    assert (policy.head.version, policy.parties[PartyName("acme")].name) == ("2024-05-01", "Acme Shoes")


def test_a_notice_without_a_date_says_so_in_a_remark() -> None:
    made = draft(read(read_notice("# Privacy\n\nWe use your name to provide our services.")), "acme").policy
    assert "no date" in made.head.remark


@pytest.mark.parametrize("word", ["sesame", "sesamm", "vocalcom", "esendex", "dialpad", "truste", "cdyne"])
def test_no_rule_mentions_an_organisation_whose_notice_it_was_tried_on(word: str) -> None:
    from importlib.resources import files

    folder = files("troth.reading")
    texts = [
        file.read_text(encoding="utf-8").lower()
        for part in ("", "kinds", "slots", "drafting", "lexicon")
        for file in (folder / part).iterdir()
        if file.name.endswith((".py", ".tsv"))
    ]
    assert len(texts) > 50
    said = [text for text in texts if word in text]
    assert not said or word == "truste"


def test_a_draft_is_a_file_that_reads_back() -> None:
    made = policy_of('## Use\n\nWe use your name: "to provide" our services, and 100 % of the rest.')
    again, problems = read_policy(write_policy(made))
    assert problems == []
    assert again == made


def _notices() -> list[Path]:
    root = Path(__file__).parents[3]
    return sorted([*root.glob("bench/yardstick/*/notice.*"), *root.glob("examples/*/notice.md")])


@pytest.mark.slow
@pytest.mark.parametrize("notice", _notices(), ids=lambda file: file.parent.name)
def test_the_draft_of_a_whole_notice_has_no_fault_but_sentences_that_are_left(notice: Path) -> None:
    read_in = read_notice(notice)
    made = draft(read(read_in), "acme")
    errors = [each for each in validate(made.policy, read_in) if each.severity is Severity.ERROR]
    assert {each.id for each in errors} <= {"policy.sentence-unaccounted", "policy.lead-in-unaccounted"}
    assert len(made.left) <= 0.25 * sum(1 for _ in read_in.practices_and_promises())


def test_there_are_eighteen_such_notices() -> None:
    assert len(_notices()) == 18
