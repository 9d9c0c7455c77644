"""One policy with an element of every kind, and the same with a line written otherwise."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from troth.policy import Policy, read_policy
from troth.policy.changes import PolicyDifference, compare
from troth.policy.model import KINDS

BASE = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2020-01-01, laws: [eu-gdpr], applies: [website, apps],
  changes: {notify: [email, web], applies_to: data_collected_after}, seal: watchdog, cite: [s1]}
parties:
  acme: {role: controller, country: FR, contact: ["mailto:privacy@acme.example"], cite: [s2]}
  mailer: {role: processor, name: Mailer Example, cite: [s3]}
  network: {role: third_party, kind: advertising_network, cite: [s4]}
  watchdog: {role: seal, contact: [https://watchdog.example], cite: [s4]}
  customer: {role: controller, cite: [s4]}
subjects:
  client: {test: has an account, cite: [s5]}
  visitor: {test: opens the website, cite: [s5]}
data:
  contact: {is: [pd:Contact], from: [subject], cite: [s6]}
  email_address: {is: [contact, pd:EmailAddress], cite: [s6]}
  card: {is: [pd:CreditCardNumber], cite: [s7]}
  usage: {is: [pd:BrowsingBehavior], cite: [s8]}
  health: {is: [pd:Health], sensitive: true, cite: [s8]}
purposes:
  service: {is: [dpv:ServiceProvision], cite: [s9]}
  payment: {is: [service, dpv:PaymentManagement], cite: [s9]}
  marketing: {is: [dpv:Marketing], cite: [s10]}
  newsletters: {is: [marketing], cite: [s10]}
  security: {is: [dpv:EnforceSecurity], cite: [s10]}
practices:
  - {id: serve, do: use, data: [contact, usage], for: [service], modal: does, cite: [s11]}
  - {id: advertise, do: use, data: [contact], for: [marketing], modal: may, consent: opt_in, basis: consent,
     cite: [s12]}
  - {id: write, do: use, data: [email_address], for: [newsletters], modal: may, consent: opt_out, keep: P1Y,
     cite: [s13]}
  - {id: pay, do: use, data: [card], for: [payment], modal: does, only: true, cite: [s14]}
  - {id: mail, do: share, data: [email_address], for: [newsletters], with: [mailer], modal: may, if: {contract: signed},
     consent: opt_out, cite: [s15]}
  - {id: no-sale, do: sell, data: [contact, usage], modal: never, cite: [s16]}
  - {id: no-health-ads, do: use, data: [health, usage], for: [marketing], modal: never, cite: [s17]}
  - {id: suspend, do: decide, data: [usage], for: [security], modal: may, automated: true, effect: suspend_service,
     review: human_on_request, cite: [s18]}
  - {id: process, do: use, data: [health], for: [service], modal: does, on_behalf_of: customer, cite: [s18]}
choices:
  - {id: stop-mail, of: [write, mail], how: [unsubscribe_link, "mailto:stop@acme.example"],
     effect: [stop, suppress], cite: [s19]}
signals:
  gpc: {state: honoured, of: [write, mail], cite: [s20]}
rights:
  - {id: see, do: [access, port], within: {access: P30D}, limit: {times: 2, per: P12M}, lookback: P24M,
     verify: [email_reply], covers: [copy, recipients],
     no_retaliation: true, reasons_given: true, how: [profile, post], cite: [s21]}
  - {id: forget, do: erase, keep_if: {erase: [billing]}, refuse_if: [litigation], cite: [s22]}
retention:
  - {id: keep-contact, data: [contact], max: P2Y, cite: [s23]}
  - {id: keep-usage, data: [usage], until: purpose_fulfilled, cite: [s23]}
transfers:
  - {id: to-us, to: [US], data: [contact], mechanism: scc, with: [mailer], cite: [s24]}
duties:
  - {id: breach-told, when: breach, do: [notify, post], who: [subject], within: PT72H, cite: [s25]}
children:
  - {id: young, under: 16, rule: parental_consent, found: [erase], cite: [s26]}
trackers:
  session: {kind: cookie, class: necessary, lifetime: PT12H, only: true, purpose: [service],
    personal: false, cite: [s27]}
  counter: {kind: cookie, class: analytics, lifetime: P1Y, purpose: [service], consent: opt_in,
    data: [usage], cite: [s27]}
measures:
  - {id: encrypted, is: [dpv:EncryptionInTransfer], data: [card, contact], cite: [s28]}
claims:
  - {id: none-sold, say: no_sale, since: P12M, cite: [s29]}
notes:
  - {id: intro, kind: other, reason: a greeting, cite: [s30]}
"""


def read(text: str) -> Policy:
    """The policy of a text that has no problems of form."""
    policy, problems = read_policy(text)
    assert not problems, problems
    assert policy is not None
    return policy


def read_by_parts(text: str) -> Policy:
    """The same, kind by kind and each once: hundreds of cases differ in one kind. Places count within the part."""
    head, *parts = re.split(r"^(?=[a-z]+:$)", text, flags=re.MULTILINE)
    policy = _read_once(head)
    for part in parts:
        kind = part.partition(":")[0]
        assert kind in KINDS
        policy = dataclasses.replace(policy, **{kind: getattr(_read_once(head + part), kind)})
    return policy


_read_once = lru_cache(maxsize=1024)(read)


def written(*edits: tuple[str, str]) -> str:
    """The base text, with words of it written otherwise; each must stand there exactly once."""
    text = BASE
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def difference(*edits: tuple[str, str]) -> PolicyDifference:
    """The difference of the base policy and the edited one."""
    return compare(read_by_parts(BASE), read_by_parts(written(*edits)))
