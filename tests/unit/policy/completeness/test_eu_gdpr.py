from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import HEAD, of_policy, replaced

FULL = (
    HEAD.format(laws="eu-gdpr")
    + """\
parties:
  acme: {role: controller, name: Acme Inc., country: US, contact: ["mailto:privacy@acme.example"], cite: [s2]}
  envoy: {role: recipient, kind: eu_representative, contact: ["1 Sample Street, Dublin"], cite: [s3]}
  officer: {role: recipient, kind: data_protection_officer, contact: ["mailto:officer@acme.example"], cite: [s4]}
  mailer: {role: processor, name: Mailer, cite: [s5]}
  bureau: {role: third_party, name: Bureau, cite: [s6]}
  regulator: {role: authority, name: the authority, cite: [s7]}
data:
  address: {is: [pd:EmailAddress], from: [subject], cite: [s8]}
  rating: {is: [pd:Financial], from: [bureau], cite: [s9]}
purposes:
  news: {is: [troth:Newsletter], cite: [s10]}
  lending: {is: [dpv:ServiceProvision], cite: [s11]}
practices:
  - {id: newsletter, do: [collect, use], data: [address], for: [news], modal: does, basis: consent, mandatory: true,
     cite: [s12]}
  - {id: weigh, do: [use, decide], data: [rating], for: [lending], modal: does, basis: legitimate_interest,
     automated: true, effect: refuse, cite: [s13]}
  - {id: mail, do: share, data: [address], for: [news], with: [mailer], modal: does, cite: [s14]}
rights:
  - {id: access, do: access, cite: [s15]}
  - {id: rectify, do: rectify, cite: [s16]}
  - {id: erase, do: erase, cite: [s17]}
  - {id: restrict, do: restrict, cite: [s18]}
  - {id: object, do: object, cite: [s19]}
  - {id: port, do: port, cite: [s20]}
  - {id: withdraw, do: withdraw, cite: [s21]}
  - {id: complain, do: complain, how: [regulator], cite: [s22]}
retention: [{id: year, data: ["*"], max: P1Y, cite: [s23]}]
transfers: [{id: out, to: [US], mechanism: scc, cite: [s24]}]
notes:
  - {id: clauses, kind: crossref, about: [transfers.out], link: ["https://acme.example/scc"], reason: x, cite: [s25]}
"""
)

MISSING, PARTLY, SUPPOSED = State.MISSING, State.PARTLY, "supposed"
TAKEN_OUT = [
    ("controller", "name: Acme Inc., ", "", PARTLY),
    ("controller", "acme: {role: controller,", "other: {role: processor,", MISSING),
    ("contact", ', contact: ["mailto:privacy@acme.example"]', "", MISSING),
    ("representative", "kind: eu_representative", "kind: shop", MISSING),
    ("representative", 'kind: eu_representative, contact: ["1 Sample Street, Dublin"]', "kind: representative", PARTLY),
    ("officer", "kind: data_protection_officer", "kind: shop", SUPPOSED),
    ("purposes", "data: [rating], for: [lending]", "data: [rating]", PARTLY),
    ("basis", "basis: legitimate_interest,", "", PARTLY),
    ("basis", "basis: consent, ", "consent: by_use, ", PARTLY),
    ("interests", "data: [rating], for: [lending]", "data: [rating]", MISSING),
    ("recipients", "with: [mailer], ", "", MISSING),
    ("transfers", "to: [US]", 'to: ["*"]', PARTLY),
    ("transfers", "transfers: [{id: out, to: [US], mechanism: scc, cite: [s24]}]\n", "", SUPPOSED),
    ("safeguards", ", mechanism: scc", "", MISSING),
    ("safeguards-copy", 'link: ["https://acme.example/scc"], ', "", MISSING),
    ("retention", 'data: ["*"], max: P1Y', "data: [rating], max: P1Y", PARTLY),
    ("retention", 'data: ["*"], max: P1Y', 'data: ["*"], modal: may', MISSING),
    ("retention", 'data: ["*"], max: P1Y', 'data: ["*"], for: [lending], max: P1Y', PARTLY),
    *((f"right-{right}", f"do: {right}, cite", "do: limit, cite", MISSING) for right in ("access", "rectify", "erase")),
    *((f"right-{right}", f"do: {right}, cite", "do: limit, cite", MISSING) for right in ("restrict", "object", "port")),
    ("right-erase", "do: erase, cite", "do: erase, law: us-ca-ccpa, cite", MISSING),
    ("right-erase", "do: erase, cite", "do: erase, redirect: mailer, cite", PARTLY),
    ("withdrawal", "do: withdraw", "do: limit", MISSING),
    ("complaint", "do: complain, how: [regulator]", 'do: complain, how: ["mailto:privacy@acme.example"]', MISSING),
    ("complaint", "do: complain, how: [regulator]", "do: limit", MISSING),
    ("obligation", ", mandatory: true", "", MISSING),
    ("automated", "effect: refuse, ", "", PARTLY),
    ("automated", "data: [rating], for: [lending]", "data: [rating]", PARTLY),
    ("categories", "is: [pd:Financial]", "is: [dpv:PersonalData]", MISSING),
    ("source", "from: [bureau]", "from: [third_party]", PARTLY),
]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "eu-gdpr")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)
    assert all(gap.clauses and not gap.missing and not gap.help and not gap.supposed for gap in gaps.values())


def test_every_item_is_taken_out_once() -> None:
    known = regime("eu-gdpr")
    assert known is not None
    assert {name for name, *_ in TAKEN_OUT} == {item.id.partition(".")[2] for item in known.items}


@pytest.mark.parametrize(("name", "old", "new", "state"), TAKEN_OUT)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State | str) -> None:
    gap = of_policy(replaced(FULL, (old, new)), "eu-gdpr")[name]
    assert gap.state is (State.MISSING if state == SUPPOSED else state)
    assert gap.supposed is (state == SUPPOSED)
    assert gap.help


def test_a_decision_without_its_logic_or_its_consequence_is_said_in_part() -> None:
    for old, new, missing in (
        ("effect: refuse, ", "", "with what consequence"),
        ("data: [rating], for: [lending]", "data: [rating]", "by which logic"),
        ("automated: true, ", "", "by automated means alone"),
    ):
        gap = of_policy(replaced(FULL, (old, new)), "eu-gdpr")["automated"]
        assert gap.state is State.PARTLY
        assert missing in gap.missing[0]
    silent = replaced(FULL, ("[use, decide]", "use"), ("automated: true, effect: refuse, ", ""))
    gap = of_policy(silent, "eu-gdpr")["automated"]
    assert (gap.state, gap.supposed) == (State.MISSING, True)


def test_that_there_are_no_automated_decisions_is_said_by_a_prohibition() -> None:
    silent = replaced(FULL, ("[use, decide]", "use"), ("automated: true, effect: refuse, ", ""))
    denied = replaced(
        silent, ("rights:\n", '  - {id: none, do: decide, data: ["*"], modal: never, cite: [s26]}\nrights:\n')
    )
    gap = of_policy(denied, "eu-gdpr")["automated"]
    assert (gap.state, gap.clauses) == (State.SAID, ("s26",))


def test_what_does_not_apply_is_shown_with_the_reason() -> None:
    within = replaced(FULL, ("country: US", "country: FR"), ("to: [US]", "to: [DE]"), ("eu_representative", "shop"))
    gaps = of_policy(within, "eu-gdpr")
    assert gaps["representative"].state is State.NOT_APPLICABLE
    assert gaps["representative"].why == "the organisation is established in FR"
    assert gaps["transfers"].state is State.NOT_APPLICABLE
    adequate = replaced(
        FULL, ("mechanism: scc", "mechanism: adequacy"), ("kind: crossref, about: [transfers.out]", "kind: crossref")
    )
    assert of_policy(adequate, "eu-gdpr")["safeguards-copy"].state is State.NOT_APPLICABLE


def test_a_choice_about_each_practice_is_a_way_to_withdraw() -> None:
    choices = "choices: [{id: leave, of: [newsletter], how: [unsubscribe_link], cite: [s30]}]\nrights:\n"
    text = replaced(FULL, ("do: withdraw", "do: limit"), ("rights:\n", choices))
    assert of_policy(text, "eu-gdpr")["withdrawal"].state is State.SAID
    assert of_policy(replaced(text, ("do: object", "do: limit")), "eu-gdpr")["right-object"].state is State.PARTLY
    none = replaced(text, ("how: [unsubscribe_link]", "how: [unsubscribe_link], available: false"))
    assert of_policy(none, "eu-gdpr")["withdrawal"].state is State.MISSING


def test_what_a_browser_offers_is_no_objection() -> None:
    choices = "choices: [{id: leave, of: [newsletter], how: [browser_setting], cite: [s30]}]\nrights:\n"
    text = replaced(FULL, ("do: object", "do: limit"), ("rights:\n", choices))
    assert of_policy(text, "eu-gdpr")["right-object"].state is State.MISSING


def test_a_right_of_those_whom_the_law_protects_is_said_and_one_of_a_few_in_part() -> None:
    subjects = "subjects: {{some: {{test: {test}, cite: [s31]}}}}\nrights:\n"
    few = replaced(FULL, ("do: erase, cite", "do: erase, who: some, cite"))
    for test, state in (
        ("lives in the EU", State.SAID),
        ("had an account in 1999", State.PARTLY),
        ("lives in California", State.MISSING),
        ("lives in California or the EU", State.SAID),
    ):
        text = replaced(few, ("rights:\n", subjects.format(test=test)))
        assert of_policy(text, "eu-gdpr")["right-erase"].state is state, test


def test_another_person_s_processing_and_anonymous_data_need_no_basis() -> None:
    more = """\
  - {id: theirs, do: collect, data: [address], by: [bureau], modal: may, cite: [s32]}
  - {id: ordered, do: use, data: [address], modal: may, on_behalf_of: bureau, cite: [s33]}
  - {id: counts, do: use, data: [totals], modal: does, cite: [s34]}
rights:
"""
    text = replaced(
        FULL, ("rights:\n", more), ("purposes:\n", "  totals: {is: [troth:AggregateData], cite: [s35]}\npurposes:\n")
    )
    assert of_policy(text, "eu-gdpr")["basis"].state is State.SAID
    ours = replaced(text, ("by: [bureau], modal: may", "modal: may"))
    assert of_policy(ours, "eu-gdpr")["basis"].missing == ("the basis of `practices.theirs`",)


def test_recipients_are_named_by_a_party_that_cites_the_sentence_or_by_whose_purpose_it_is() -> None:
    text = replaced(FULL, ("with: [mailer], ", ""))
    beside = replaced(text, ("name: Mailer, cite: [s5]", "name: Mailer, cite: [s5, s14]"))
    assert of_policy(beside, "eu-gdpr")["recipients"].state is State.SAID
    theirs = replaced(text, ("is: [troth:Newsletter]", "is: [troth:Newsletter], by: [mailer]"))
    assert of_policy(theirs, "eu-gdpr")["recipients"].state is State.SAID


def test_what_is_not_kept_long_enough_to_say_is_named_by_the_widest_category() -> None:
    wide = replaced(
        FULL,
        (
            "  address: {is: [pd:EmailAddress]",
            "  mine: {is: [dpv:PersonalData], cite: [s8]}\n  address: {is: [mine, pd:EmailAddress]",
        ),
        ("is: [pd:Financial]", "is: [mine, pd:CreditScore]"),
        ("data: [rating], for", "data: [mine], for"),
    )
    none = replaced(wide, ("max: P1Y", "modal: may"))
    assert of_policy(none, "eu-gdpr")["retention"].missing == ("how long `mine` are kept",)
    some = replaced(wide, ('data: ["*"], max', "data: [address], max"))
    assert of_policy(some, "eu-gdpr")["retention"].missing == ("how long `rating` are kept",)


def test_a_recipient_abroad_is_a_transfer_that_has_to_rest_on_something() -> None:
    abroad = replaced(FULL, ("name: Mailer", "name: Mailer, country: IN"))
    gap = of_policy(abroad, "eu-gdpr")["safeguards"]
    assert (gap.state, gap.missing) == (State.PARTLY, ("what passing data to the places that are named rests on",))
    told = replaced(abroad, ("to: [US]", "to: [US, IN]"))
    assert of_policy(told, "eu-gdpr")["safeguards"].state is State.SAID
