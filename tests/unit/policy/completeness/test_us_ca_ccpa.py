from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness import State
from unit.policy.completeness.checklist import HEAD, of_policy, replaced

FULL = (
    HEAD.format(laws="us-ca-ccpa")
    + """\
parties:
  acme: {role: controller, name: Acme Inc., contact: ["mailto:privacy@acme.example"], cite: [s2]}
  network: {role: third_party, kind: advertising_network, cite: [s3]}
  mailer: {role: processor, cite: [s4]}
subjects:
  youth: {age: "<16", cite: [s5]}
  agent: {test: is authorised by a consumer, cite: [s6]}
data:
  address: {is: [pd:EmailAddress], ccpa: [A], from: [subject], cite: [s7]}
  visits: {is: [pd:BrowsingBehavior], ccpa: [F], from: [device], cite: [s8]}
  health: {is: [pd:MedicalHealth], ccpa: [L], sensitive: true, from: [subject], cite: [s9]}
purposes:
  news: {is: [troth:Newsletter], cite: [s10]}
  ads: {is: [troth:CrossContextBehaviouralAdvertising], cite: [s11]}
  care: {is: [dpv:ServiceProvision], cite: [s12]}
practices:
  - {id: collect, do: [collect, use], data: [address], for: [news], modal: does, cite: [s13]}
  - {id: treat, do: [collect, use], data: [health], for: [care], modal: does, cite: [s14]}
  - {id: mail, do: share, data: [address], for: [news], with: [mailer], modal: does, cite: [s15]}
  - {id: advertise, do: [collect, share], data: [visits], for: [ads], with: [network], modal: does, cite: [s16]}
  - {id: trade, do: sell, data: [visits], for: [ads], with: [network], modal: does, cite: [s17]}
  - {id: no-minors, do: sell, data: ["*"], subjects: [youth], modal: never, cite: [s18]}
rights:
  - {id: know, do: know, how: ["mailto:privacy@acme.example", "tel:+1-800-555-0137"], verify: [email], cite: [s19]}
  - {id: delete, do: erase, no_retaliation: true, cite: [s20]}
  - {id: correct, do: rectify, cite: [s21]}
  - {id: opt-out, do: opt_out, cite: [s22]}
  - {id: limit, do: limit, cite: [s23]}
  - {id: through-agent, do: [know], who: agent, cite: [s24]}
retention: [{id: year, data: ["*"], max: P1Y, cite: [s25]}]
signals: {gpc: {state: honoured, cite: [s26]}}
"""
)

MISSING, PARTLY = State.MISSING, State.PARTLY
TAKEN_OUT = [
    ("categories", ", ccpa: [F]", "", PARTLY),
    ("sources", ", from: [device]", "", PARTLY),
    ("purposes", "data: [health], for: [care]", "data: [health]", PARTLY),
    ("retention", 'data: ["*"], max', "data: [health], max", PARTLY),
    ("sold-or-shared", "do: sell, data: [visits]", "do: store, data: [visits]", PARTLY),
    (
        "sold-to",
        "for: [ads], with: [network], modal: does, cite: [s17]",
        "for: [ads], modal: does, cite: [s17]",
        PARTLY,
    ),
    (
        "sold-why",
        "data: [visits], for: [ads], with: [network], modal: does, cite: [s17]",
        "data: [visits], with: [network], modal: does, cite: [s17]",
        PARTLY,
    ),
    ("minors", "subjects: [youth], ", "for: [ads], ", MISSING),
    ("disclosed", "do: share, data: [address]", 'do: share, data: ["*"]', PARTLY),
    ("disclosed-to", "with: [mailer], ", "", PARTLY),
    ("disclosed-why", "for: [news], with: [mailer]", "with: [mailer]", PARTLY),
    ("right-know", "do: know, how", "do: port, how", PARTLY),
    ("right-delete", "do: erase", "do: port", MISSING),
    ("right-delete", "do: erase", "do: erase, law: eu-gdpr", MISSING),
    ("right-correct", "do: rectify", "do: port", MISSING),
    ("right-opt-out", "do: opt_out", "do: port", MISSING),
    ("right-equal-treatment", "no_retaliation: true, ", "", MISSING),
    ("requests", ', "tel:+1-800-555-0137"', "", PARTLY),
    ("requests", '"tel:+1-800-555-0137"', '"mailto:other@acme.example"', PARTLY),
    ("requests", 'how: ["mailto:privacy@acme.example", "tel:+1-800-555-0137"], ', "", MISSING),
    ("verification", "verify: [email], ", "", MISSING),
    ("signal", "gpc: {state: honoured", "gpc: {state: unstated", MISSING),
    ("signal", "gpc: {state: honoured", "dnt: {state: honoured", MISSING),
    ("agent", "who: agent, ", "", MISSING),
    ("contact", ', contact: ["mailto:privacy@acme.example"]', "", MISSING),
    ("date", "effective: 2024-01-01", "effective: {new: on_acceptance}", MISSING),
]


def test_a_notice_that_says_everything_has_no_gaps() -> None:
    gaps = of_policy(FULL, "us-ca-ccpa")
    assert {name: gap.state for name, gap in gaps.items()} == dict.fromkeys(gaps, State.SAID)


def test_every_item_is_taken_out_once() -> None:
    known = regime("us-ca-ccpa")
    assert known is not None
    elsewhere = {"sensitive", "right-limit"}
    assert {name for name, *_ in TAKEN_OUT} | elsewhere == {item.id.partition(".")[2] for item in known.items}


@pytest.mark.parametrize(("name", "old", "new", "state"), TAKEN_OUT)
def test_what_is_taken_out_is_found(name: str, old: str, new: str, state: State) -> None:
    edits = [(old, new)]
    if name == "contact":  # a request's address would do
        edits.append(('"mailto:privacy@acme.example", "tel:+1-800-555-0137"', "post"))
    gap = of_policy(replaced(FULL, *edits), "us-ca-ccpa")[name]
    assert gap.state is state
    assert gap.help


def test_sensitive_data_are_bounded_by_a_right_or_by_closing_their_uses() -> None:
    unlimited = replaced(FULL, ("do: limit", "do: port"))
    gaps = of_policy(replaced(unlimited, ("data: [health], for", "data: [health], only: true, for")), "us-ca-ccpa")
    assert gaps["sensitive"].state is State.SAID
    assert gaps["right-limit"].state is State.NOT_APPLICABLE
    open_ = of_policy(unlimited, "us-ca-ccpa")
    assert open_["sensitive"].state is State.PARTLY
    assert open_["sensitive"].missing == ("whether `health` serve more than what the law allows",)
    assert (open_["right-limit"].state, open_["right-limit"].supposed) == (State.MISSING, True)


def test_a_denial_of_sale_and_sharing_takes_what_hangs_on_them_away() -> None:
    denial = '  - {id: none, do: [sell, share], data: ["*"], for: [ads], modal: never, cite: [s30]}\n'
    none = replaced(
        FULL,
        (
            "do: [collect, share], data: [visits], for: [ads], with: [network]",
            "do: collect, data: [visits], for: [care]",
        ),
        ("do: sell, data: [visits], for: [ads], with: [network], modal: does", 'do: sell, data: ["*"], modal: never'),
        ("rights:\n", denial + "rights:\n"),
    )
    gaps = of_policy(replaced(none, ("gpc: {", "dnt: {"), ("do: opt_out", "do: port")), "us-ca-ccpa")
    assert gaps["sold-or-shared"].state is State.SAID
    for name in ("sold-to", "sold-why", "right-opt-out", "signal"):
        assert gaps[name].state is State.NOT_APPLICABLE, name


def test_a_denial_for_some_data_or_of_a_sale_of_the_business_says_nothing_of_the_rest() -> None:
    some = replaced(
        FULL,
        (
            "do: sell, data: [visits], for: [ads], with: [network], modal: does",
            "do: sell, data: [visits], modal: never",
        ),
    )
    assert of_policy(some, "us-ca-ccpa")["sold-or-shared"].missing == ("whether data are sold",)
    business = replaced(
        FULL,
        ("do: sell, data: [visits], for: [ads]", "do: sell, data: [visits], for: [deal]"),
        ("practices:\n", "  deal: {is: [troth:CorporateTransaction], cite: [s31]}\npractices:\n"),
    )
    assert of_policy(business, "us-ca-ccpa")["sold-or-shared"].missing == ("whether data are sold",)


def test_keeping_children_out_says_it_of_their_years_only() -> None:
    for under, state in ((13, State.PARTLY), (16, State.SAID)):
        kept_out = f"children: [{{id: c, under: {under}, rule: exclude, cite: [s32]}}]\nsignals:"
        text = replaced(FULL, ("subjects: [youth], ", "for: [ads], "), ("signals:", kept_out))
        assert of_policy(text, "us-ca-ccpa")["minors"].state is state


def test_a_denial_of_every_sale_says_it_of_minors_but_not_what_is_shared() -> None:
    text = replaced(
        FULL,
        ("do: sell, data: [visits], for: [ads], with: [network], modal: does", 'do: sell, data: ["*"], modal: never'),
        ("subjects: [youth], ", "for: [care], "),
    )
    gap = of_policy(text, "us-ca-ccpa")["minors"]
    assert gap.missing == ("whether data of those under 16 are shared for advertising",)
    unshared = replaced(text, ("do: [collect, share], data: [visits]", "do: collect, data: [visits]"))
    assert of_policy(unshared, "us-ca-ccpa")["minors"].state is State.SAID


def test_a_choice_about_sharing_is_part_of_the_right_to_opt_out() -> None:
    choice = "choices: [{id: c, of: [PRACTICE], how: [web_form], cite: [s33]}]\nsignals:"
    bare = replaced(FULL, ("do: opt_out", "do: port"))
    for practice, state in (("advertise", State.PARTLY), ("mail", State.MISSING)):
        text = replaced(bare, ("signals:", choice.replace("PRACTICE", practice)))
        assert of_policy(text, "us-ca-ccpa")["right-opt-out"].state is state


def test_letters_that_the_terms_suggest_stand_beside_the_names() -> None:
    gap = of_policy(replaced(FULL, (", ccpa: [F]", "")), "us-ca-ccpa")["categories"]
    assert gap.missing == ("the category of `visits` in the law's list (by their terms: F)",)
