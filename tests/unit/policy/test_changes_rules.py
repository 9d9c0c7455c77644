"""Each rule of materiality finds the change planted for it, and is silent about one that looks like it."""

from __future__ import annotations

import pytest

from troth.policy.changes.rules import RULES
from unit.policy.changed import difference

pytestmark = pytest.mark.slow  # every rule over whole policies

CARD = "  card: {is: [pd:CreditCardNumber], cite: [s7]}\n"
SECURITY = "  security: {is: [dpv:EnforceSecurity], cite: [s10]}\n"
WATCHDOG = "  watchdog: {role: seal, contact: [https://watchdog.example], cite: [s4]}\n"
NO_SALE = "  - {id: no-sale, do: sell, data: [contact, usage], modal: never, cite: [s16]}\n"
SERVE = "do: use, data: [contact, usage], for: [service], modal: does"
RIGHT = "  - {id: forget, do: erase, keep_if: {erase: [billing]}, refuse_if: [litigation], cite: [s22]}\n"
STOP = (
    '  - {id: stop-mail, of: [write, mail], how: [unsubscribe_link, "mailto:stop@acme.example"],\n'
    "     effect: [stop, suppress], cite: [s19]}\n"
)
DUTY = "  - {id: breach-told, when: breach, do: [notify, post], who: [subject], within: PT72H, cite: [s25]}\n"
CHILD = "  - {id: young, under: 16, rule: parental_consent, found: [erase], cite: [s26]}\n"
MEASURE = "  - {id: encrypted, is: [dpv:EncryptionInTransfer], data: [card, contact], cite: [s28]}\n"
CLAIM = "  - {id: none-sold, say: no_sale, since: P12M, cite: [s29]}\n"
RETENTION = "  - {id: keep-contact, data: [contact], max: P2Y, cite: [s23]}\n"

WRITE = (
    "  - {id: write, do: use, data: [email_address], for: [newsletters], modal: may, consent: opt_out, keep: P1Y,\n"
    "     cite: [s13]}\n"
)

Edit = tuple[str, str]

PLANTED: list[tuple[str, Edit]] = [
    ("change.new-purpose", (SECURITY, SECURITY + "  upgrades: {is: [service, dpv:Personalisation], cite: [s10]}\n")),
    (
        "change.new-purpose",
        ("service: {is: [dpv:ServiceProvision]", "service: {is: [dpv:ServiceProvision, dpv:Personalisation]"),
    ),
    ("change.new-data", (CARD, CARD + "  phone: {is: [contact, pd:TelephoneNumber], cite: [s7]}\n")),
    ("change.new-data", ("card: {is: [pd:CreditCardNumber]", "card: {is: [pd:CreditCardNumber, pd:BankAccount]")),
    (
        "change.new-recipient",
        (WATCHDOG, WATCHDOG + "  printer: {is: [mailer], role: processor, name: Printer, cite: [s4]}\n"),
    ),
    ("change.new-recipient", ("with: [mailer], modal", "with: [mailer, network], modal")),
    ("change.new-recipient", ("with: [mailer], modal", "modal")),
    ("change.wider-use", (SERVE, "do: use, data: [contact, usage], for: [service, security], modal: does")),
    ("change.wider-use", (SERVE, "do: [use, combine], data: [contact, usage], for: [service], modal: does")),
    (
        "change.sale",
        (NO_SALE, "  - {id: sell-it, do: sell, data: [usage], with: [network], modal: may, cite: [s16]}\n"),
    ),
    ("change.weaker-consent", ("consent: opt_in, basis: consent", "consent: opt_out, basis: consent")),
    ("change.weaker-consent", ("consent: opt_in,\n    data: [usage]", "data: [usage]")),
    ("change.weaker-basis", ("basis: consent", "basis: legitimate_interest")),
    ("change.weaker-basis", (SERVE, SERVE + ", basis: contract")),
    ("change.condition-dropped", ("if: {contract: signed},", "")),
    ("change.condition-dropped", (", on_behalf_of: customer", "")),
    (
        "change.exception-lost",
        (
            WRITE,
            "",
        ),
    ),
    ("change.prohibition-lost", (NO_SALE, "")),
    ("change.prohibition-lost", (NO_SALE, NO_SALE.replace("contact, usage", "usage"))),
    ("change.only-lost", ("only: true, cite: [s14]", "cite: [s14]")),
    ("change.only-lost", ("for: [payment], modal", "for: [payment, security], modal")),
    (
        "change.prohibition-lifted",
        (
            NO_SALE,
            NO_SALE + "  - {id: some-ads, do: use, data: [usage], for: [newsletters], modal: may, cite: [s16]}\n",
        ),
    ),
    ("change.moved-in-tree", ("newsletters: {is: [marketing]", "newsletters: {is: [dpv:Marketing]")),
    ("change.longer-retention", (RETENTION, RETENTION.replace("P2Y", "P25M"))),
    ("change.longer-retention", (RETENTION, "")),
    (
        "change.longer-retention",
        (RETENTION, RETENTION + "  - {id: keep-mail, data: [email_address], max: P3Y, cite: [s23]}\n"),
    ),
    ("change.longer-retention", ("until: purpose_fulfilled", "until: legal_duty_ended")),
    ("change.longer-retention", ("max: P2Y", "max: P2Y, then: anonymise")),
    ("change.longer-retention", ("keep: P1Y", "keep: P2Y")),
    ("change.longer-retention", ("lifetime: P1Y", "lifetime: P2Y")),
    ("change.new-transfer", ("to: [US], data: [contact]", "to: [US, IN], data: [contact]")),
    ("change.new-transfer", ("to: [US], data: [contact]", "to: [US], data: [contact, usage]")),
    ("change.new-transfer", ("mechanism: scc", "mechanism: consent")),
    ("change.new-transfer", ("country: FR", "country: US")),
    ("change.right-removed", (RIGHT, "")),
    ("change.right-removed", ("do: erase, keep_if", "do: erase, who: client, keep_if")),
    ("change.slower-right", ("{access: P30D}", "{access: P45D}")),
    ("change.slower-right", ("within: PT72H", "within: P7D")),
    ("change.limited-right", ("{times: 2, per: P12M}", "{times: 1, per: P12M}")),
    ("change.limited-right", ("lookback: P24M", "lookback: P12M")),
    ("change.limited-right", ("verify: [email_reply]", "verify: [email_reply, passport]")),
    ("change.limited-right", ("covers: [copy, recipients]", "covers: [copy]")),
    ("change.limited-right", ("how: [profile, post]", "how: [post]")),
    ("change.new-ground", ("{erase: [billing]}", "{erase: [billing, fraud]}")),
    ("change.new-ground", ("refuse_if: [litigation]", "refuse_if: [litigation, effort]")),
    ("change.redirected-right", (RIGHT, RIGHT.replace("do: erase", "do: erase, redirect: customer"))),
    ("change.right-promise-lost", ("no_retaliation: true, ", "")),
    ("change.right-promise-lost", ("reasons_given: true, ", "")),
    ("change.choice-lost", (STOP, "")),
    ("change.choice-lost", ("of: [write, mail], how", "of: [write], how")),
    ("change.choice-lost", ("of: [write, mail], how", "of: [write, mail], channel: [email], how")),
    ("change.choice-lost", ("of: [write, mail], how", "of: [write, mail], available: false, how")),
    ("change.choice-lost", ("of: [write, mail], how", "of: [write, mail], except: {origin: order}, how")),
    ("change.choice-lost", (STOP, STOP + "  - {id: forced, of: [serve], available: false, cite: [s19]}\n")),
    ("change.costlier-choice", ("effect: [stop, suppress]", "cost: no_service, effect: [stop, suppress]")),
    ("change.costlier-choice", ('[unsubscribe_link, "mailto:stop@acme.example"]', "[unsubscribe_link]")),
    ("change.costlier-choice", ('[unsubscribe_link, "mailto:stop@acme.example"]', '["external:https://out.example"]')),
    ("change.costlier-choice", (SERVE, SERVE + ", mandatory: true")),
    ("change.refusal-does-less", ("effect: [stop, suppress]", "effect: [stop]")),
    ("change.weaker-child-protection", (CHILD, "")),
    ("change.weaker-child-protection", (CHILD, CHILD.replace("16", "13"))),
    ("change.weaker-child-protection", (CHILD, CHILD.replace("found: [erase], ", ""))),
    ("change.signal-ignored", ("state: honoured", "state: ignored")),
    ("change.signal-ignored", ("{state: honoured, of: [write, mail]", "{state: honoured, of: [write]")),
    ("change.measure-lost", (MEASURE, "")),
    ("change.measure-lost", (MEASURE, MEASURE.replace("cite", "best_effort: true, cite"))),
    ("change.measure-lost", (MEASURE, MEASURE.replace("[card, contact]", "[card]"))),
    ("change.duty-lost", (DUTY, "")),
    ("change.duty-lost", (DUTY, DUTY.replace("[notify, post]", "[post]"))),
    ("change.duty-lost", (DUTY, DUTY.replace("within", "modal: may, within"))),
    ("change.less-review", ("review: human_on_request", "review: none")),
    ("change.less-review", (SERVE, SERVE + ", automated: true")),
    ("change.new-tracker", ("  counter:", "  pixel: {kind: pixel, class: advertising, cite: [s27]}\n  counter:")),
    ("change.new-tracker", ("class: analytics", "class: advertising")),
    ("change.new-tracker", ("only: true, purpose", "purpose")),
    ("change.claim-withdrawn", (CLAIM, "")),
    ("change.claim-withdrawn", (CLAIM, CLAIM.replace("P12M", "P6M"))),
    ("change.narrower-scope", ("applies: [website, apps]", "applies: [website]")),
    ("change.narrower-scope", ("applies_to: data_collected_after", "applies_to: all_data")),
    ("change.narrower-scope", ("laws: [eu-gdpr]", "laws: []")),
]

NEAR_MISSES: list[tuple[str, Edit]] = [
    # A purpose that is only named to be forbidden.
    ("change.new-purpose", (SECURITY, SECURITY + "  profiling: {is: [dpv:Profiling], cite: [s10]}\n")),
    ("change.new-purpose", ("security: {is: [dpv:EnforceSecurity]", "safety: {is: [dpv:EnforceSecurity]")),
    ("change.new-data", (CARD, CARD + "  beliefs: {is: [pd:Religion], sensitive: true, cite: [s7]}\n")),
    # A party that is only there to be written to.
    (
        "change.new-recipient",
        (WATCHDOG, WATCHDOG + "  regulator: {role: authority, contact: [https://cnil.example], cite: [s4]}\n"),
    ),
    ("change.wider-use", (SERVE, "do: use, data: [contact], for: [service], modal: does")),
    ("change.wider-use", (SERVE, "do: use, data: [contact, usage], for: [payment], modal: does")),
    ("change.wider-use", (SERVE, SERVE + ", if: {account: open}")),
    # One practice in two parts says the same.
    (
        "change.wider-use",
        (
            "  - {id: serve, do: use, data: [contact, usage], for: [service], modal: does, cite: [s11]}\n",
            (
                "  - {id: serve, do: use, data: [contact], for: [service], modal: does, cite: [s11]}\n"
                "  - {id: serve-usage, do: use, data: [usage], for: [service], modal: does, cite: [s11]}\n"
            ),
        ),
    ),
    ("change.sale", (NO_SALE, NO_SALE.replace("contact, usage", '"*"'))),
    ("change.weaker-consent", ("modal: may, consent: opt_out, keep", "modal: may, consent: opt_in, keep")),
    ("change.weaker-basis", (SERVE, SERVE + ", basis: legitimate_interest")),
    ("change.condition-dropped", ("if: {contract: signed}", "if: {contract: signed, audited: yes}")),
    # The narrower practice goes, and the one that decides now asks for more.
    (
        "change.exception-lost",
        ("  - {id: pay, do: use, data: [card], for: [payment], modal: does, only: true, cite: [s14]}\n", ""),
    ),
    ("change.prohibition-lost", (NO_SALE, NO_SALE.replace("contact, usage", "contact, usage, card"))),
    ("change.only-lost", ("for: [payment], modal: does, only: true", "for: [payment], modal: does, only: [for, with]")),
    (
        "change.prohibition-lifted",
        (NO_SALE, NO_SALE + "  - {id: more-use, do: use, data: [usage], for: [payment], modal: may, cite: [s16]}\n"),
    ),
    ("change.moved-in-tree", ("newsletters: {is: [marketing]", "newsletters: {is: [marketing, dpv:DirectMarketing]")),
    ("change.longer-retention", (RETENTION, RETENTION.replace("P2Y", "P23M"))),
    ("change.longer-retention", (RETENTION, RETENTION.replace("P2Y", "P24M"))),
    (
        "change.longer-retention",
        (RETENTION, RETENTION + "  - {id: keep-mail, data: [email_address], max: P1Y, cite: [s23]}\n"),
    ),
    ("change.longer-retention", ("keep: P1Y", "keep: P6M")),
    ("change.new-transfer", ("to: [US], data: [contact]", "to: [US], data: [email_address]")),
    ("change.new-transfer", ("mechanism: scc", "mechanism: adequacy")),
    ("change.right-removed", (RIGHT, RIGHT.replace("id: forget, do: erase", "id: forget, do: [erase, restrict]"))),
    ("change.right-removed", (RIGHT, RIGHT.replace("id: forget", "id: to-be-forgotten"))),
    ("change.slower-right", ("{access: P30D}", "{access: P14D, port: P30D}")),
    ("change.limited-right", ("{times: 2, per: P12M}", "{times: 4, per: P12M}")),
    ("change.limited-right", ("how: [profile, post]", 'how: [profile, "mailto:privacy@acme.example"]')),
    ("change.new-ground", ("refuse_if: [litigation], ", "")),
    ("change.redirected-right", (RIGHT, RIGHT.replace("do: erase", "do: erase, reasons_given: true"))),
    ("change.right-promise-lost", (RIGHT, RIGHT.replace("do: erase", "do: erase, no_retaliation: true"))),
    ("change.choice-lost", ("of: [write, mail], how", "of: [write, mail, advertise], how")),
    ("change.choice-lost", ("id: stop-mail", "id: no-mail")),
    ("change.costlier-choice", ("[unsubscribe_link,", "[unsubscribe_link, post,")),
    ("change.refusal-does-less", ("effect: [stop, suppress]", "effect: [stop, suppress, erase]")),
    ("change.weaker-child-protection", (CHILD, CHILD.replace("16", "18"))),
    ("change.weaker-child-protection", (CHILD, CHILD.replace("parental_consent", "exclude"))),
    (
        "change.signal-ignored",
        ("{state: honoured, of: [write, mail]", "{state: honoured, of: [write, mail, advertise]"),
    ),
    (
        "change.measure-lost",
        (
            MEASURE,
            MEASURE.replace("is: [dpv:EncryptionInTransfer]", "is: [dpv:EncryptionInTransfer, dpv:EncryptionAtRest]"),
        ),
    ),
    ("change.measure-lost", (MEASURE, MEASURE.replace("data: [card, contact], ", ""))),
    ("change.duty-lost", (DUTY, DUTY.replace("[notify, post]", "[notify, post, review]"))),
    ("change.less-review", ("review: human_on_request", "review: human_always")),
    ("change.new-tracker", ("  counter:", "  csrf: {kind: cookie, class: necessary, cite: [s27]}\n  counter:")),
    ("change.claim-withdrawn", (CLAIM, CLAIM.replace("P12M", "P24M"))),
    ("change.narrower-scope", ("applies: [website, apps]", "applies: [website, apps, shops]")),
]


@pytest.mark.parametrize(("rule", "edit"), PLANTED)
def test_the_planted_change_is_found(rule: str, edit: Edit) -> None:
    found = difference(edit).material
    mine = [change for change in found if change.rule == rule]
    assert mine, [str(change) for change in found]
    for change in mine:
        assert change.place.line > 0
        assert change.old_clauses or change.new_clauses
        assert change.text[0].islower() or change.text[0] == "`"
        assert not change.text.endswith(".")


@pytest.mark.parametrize(("rule", "edit"), NEAR_MISSES)
def test_what_only_looks_like_it_is_let_pass(rule: str, edit: Edit) -> None:
    compared = difference(edit)
    assert not compared.is_empty
    assert [str(change) for change in compared.material if change.rule == rule] == []


def test_every_rule_has_a_planted_change_and_a_near_miss() -> None:
    ids = {rule.id for rule in RULES}
    assert ids == {rule for rule, _ in PLANTED}
    assert ids == {rule for rule, _ in NEAR_MISSES}


REWORDED: list[Edit] = [
    ("cite: [s11]", "cite: [s11, s12]"),
    ("cite: [s11]", "remark: to give what was asked for, cite: [s11]"),
    ("id: serve,", "id: give-service,"),
    ("id: see,", "id: look,"),
    ("modal: does, cite: [s11]", "modal: may, cite: [s11]"),
    ("card: {is: [pd:CreditCardNumber]", "card: {alias: card data, is: [pd:CreditCardNumber]"),
    ("reason: a greeting", "reason: an introduction"),
    ("kind: advertising_network, cite", "kind: advertising_network, name: Network, cite"),
    ('version: "1"', 'version: "2"'),
    # Narrower in every way: fewer data, fewer recipients, more conditions, less time.
    (SERVE, "do: use, data: [email_address], for: [payment], subjects: [client], modal: does, keep: P1Y"),
    (RETENTION, RETENTION.replace("P2Y", "P1Y")),
]


@pytest.mark.parametrize("edit", REWORDED)
def test_a_rewording_and_a_narrowing_are_changes_that_nobody_need_be_told(edit: Edit) -> None:
    compared = difference(edit)
    assert not compared.is_empty
    assert [str(change) for change in compared.material] == []
