"""Elements in plain words: nothing lost that matters, nothing raw left."""

from __future__ import annotations

import re
from enum import StrEnum  # noqa: TC003 -- a test's types are read when it is collected

import pytest

from troth.policy.claims import CLAIMS
from troth.policy.export.languages import Lead
from troth.policy.export.languages.en import Spoken, phrases
from troth.policy.export.languages.en.names import listed
from troth.policy.model import (
    ChildRuleKind,
    Deed,
    Event,
    Personal,
    Policy,
    SignalName,
    SignalState,
    Slot,
    Then,
    TrackerClass,
)
from troth.words import Act, Basis, Channel, ConsentMode, RightKind, Role
from unit.policy.export.examples import ORGANISATIONS, example, policy_of

pytestmark = pytest.mark.slow  # whole examples, one after another


def said(text: str, address: str) -> str:
    policy = policy_of(text)
    element = policy.element(address)
    assert element is not None
    return Spoken(policy).say(element).text


def raw_words(policy: Policy) -> set[str]:
    """Ids and keys that only a file can hold: those with an underscore, and the hyphenated ids of elements."""
    keys = {name for _, kind in vars_of(policy) for name in kind}
    return {key for key in keys if "_" in key} | {id_ for id_ in policy.practices if "-" in id_}


def vars_of(policy: Policy) -> list[tuple[str, dict[str, object]]]:
    return [(kind, dict(getattr(policy, kind))) for kind in ("parties", "subjects", "data", "purposes", "practices")]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_raw_name_reaches_a_reader(organisation: str) -> None:
    policy = example(organisation)
    names = Spoken(policy)
    raw = raw_words(policy)
    assert raw
    for address, element in policy.elements():
        text = names.say(element).text
        assert "_" not in text, (address, text)
        assert not {word.strip(".,;:()") for word in text.split()} & raw, (address, text)
        assert not re.search(r"\{|\}|\bNone\b", text), (address, text)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_element_is_said_in_whole_sentences(organisation: str) -> None:
    policy = example(organisation)
    names = Spoken(policy)
    for address, element in policy.elements():
        text = names.say(element).text
        assert text, address
        assert text[0].isupper() or not text[0].isalpha(), (address, text)
        assert text.endswith((".", "?", "!")), (address, text)
        assert ".." not in text.replace("...", ""), (address, text)
        assert "  " not in text, (address, text)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_practice_names_its_data_purposes_and_recipients(organisation: str) -> None:
    policy = example(organisation)
    names = Spoken(policy)
    for practice in policy.practices.values():
        text = names.say(practice).text.lower()
        spoken = [names.datum(each) for each in practice.data if each != "*"]
        spoken += [names.purpose(each) for each in practice.for_] + [names.party(each) for each in practice.with_]
        for each in spoken:
            assert each.removeprefix("your ").lower() in text, (practice.id, each)


def test_consent_stands_in_the_sentence() -> None:
    text = """
data: {email_address: {is: [pd:EmailAddress], cite: s1}}
purposes: {newsletters: {is: [troth:Newsletter], cite: s1}}
practices: [{id: send, do: use, data: email_address, for: newsletters, modal: may, consent: %s, cite: s1}]
"""
    start = "We may use your e-mail address for newsletter"
    assert said(text % "opt_in", "practices.send") == f"{start}, but only if you agreed."
    assert said(text % "opt_out", "practices.send") == f"{start}, unless you say no."
    assert said(text % "none", "practices.send") == f"{start}."


def test_consent_as_legal_basis_needs_a_yes_too() -> None:
    text = "practices: [{id: p, do: use, data: name, modal: does, basis: consent, cite: s1}]"
    assert said(text, "practices.p") == "We use your name, but only if you agreed."


def test_what_is_never_done_is_joined_by_or() -> None:
    text = "practices: [{id: p, do: [share, sell], data: [name, age], with: '*', modal: never, cite: s1}]"
    assert said(text, "practices.p") == "We never share or sell your name or age with anybody."


def test_what_only_closes_is_said() -> None:
    text = """
practices: [{id: p, do: share, data: card, for: payment, with: bank, modal: does, only: [for, with], cite: s1}]
"""
    assert (
        said(text, "practices.p")
        == "We share your card with bank for payment, and for nothing else and with nobody else."
    )


def test_conditions_exceptions_and_automation_are_said() -> None:
    text = """
practices:
  - {id: p, do: decide, data: calls, modal: may, if: {abuse: suspected}, automated: true, effect: suspend_service,
     review: human_on_request, cite: s1}
  - {id: q, do: share, data: calls, modal: never, unless: {consent: opt_in}, cite: s1}
"""
    assert said(text, "practices.p") == (
        "We may make decisions about you from your calls, only where abuse: suspected. What a decision does: it can "
        "suspend the service. A machine decides, without a human. If you ask, a human looks again."
    )
    assert said(text, "practices.q") == "We never share your calls, unless you agreed."


def test_what_others_do_is_not_called_enforced() -> None:
    policy = policy_of("practices: [{id: p, do: collect, data: clicks, by: advertisers, modal: may, cite: s1}]")
    assert Spoken(policy).say(next(iter(policy.practices.values()))).lead is Lead.OTHERS


def test_a_choice_that_is_not_there_says_so() -> None:
    policy = policy_of("""
practices: [{id: p, do: use, data: name, for: service_news, modal: may, cite: s1}]
choices: [{id: none, of: p, available: false, cite: s1}, {id: some, of: p, how: [reply, profile], cite: s1}]
""")
    names = Spoken(policy)
    none, some = (names.say(each) for each in policy.choices.values())
    assert (none.lead, none.text) == (Lead.NO_CHOICE, "You cannot say no to: use of name for service news.")
    assert some.lead is Lead.CHOICE
    assert some.text == (
        "You can say no to: use of name for service news. How: by replying to the message or in your account."
    )


def test_a_right_says_how_by_when_and_what_stays() -> None:
    text = """
rights:
  - {id: r, do: [access, erase], how: "mailto:privacy@acme.example", within: {erase: P30D},
     limit: {times: 2, per: P12M}, keep_if: {erase: fraud_cases}, cite: s1}
"""
    assert said(text, "rights.r") == (
        "You can see your data and have them erased. How: by e-mail to privacy@acme.example. Done within 30 days, for "
        "erasure. At most 2 times in any 12 months. Some data stay all the same, for: fraud cases."
    )


def test_a_note_says_why_it_makes_no_rule() -> None:
    policy = policy_of("notes: [{id: n, kind: disclaimer, reason: nobody can test it, cite: s1}]")
    note = Spoken(policy).say(policy.notes["n"])
    assert (note.lead.value, note.text) == ("makes no rule", "Nobody can test it.")


def test_two_things_are_never_called_the_same() -> None:
    policy = policy_of("data: {mail: {alias: address, cite: s1}, postal_mail: {alias: address, cite: s1}}")
    names = Spoken(policy)
    assert (names.datum("mail"), names.datum("postal_mail")) == ("mail", "postal mail")


def test_an_address_of_nothing_is_still_words() -> None:
    names = Spoken(policy_of("data: {}"))
    assert names.describe("data.call_records") == "call records"


def test_lists_inside_lists_are_kept_apart() -> None:
    assert listed(["a", "b and c", "d"]) == "a; b and c; and d"
    assert listed(["a", "b", "a"]) == "a and b"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (phrases.ACTS, Act), (phrases.DEEDS_DONE, Act), (phrases.BASES, Basis), (phrases.CONSENT, ConsentMode),
        (phrases.ROLES, Role), (phrases.CHANNELS, Channel), (phrases.RIGHTS, RightKind), (phrases.REQUESTS, RightKind),
        (phrases.EVENTS, Event), (phrases.DEEDS, Deed), (phrases.THEN, Then), (phrases.CHILD_RULES, ChildRuleKind),
        (phrases.PERSONAL, Personal), (phrases.TRACKERS, TrackerClass), (phrases.SIGNALS, SignalName),
        (phrases.SIGNAL_STATES, SignalState), (phrases.ONLY, Slot),
    ],
)  # fmt: skip
def test_every_word_of_the_format_has_its_phrase(table: dict[str, str], words: type[StrEnum]) -> None:
    assert set(table) == set(words)


def test_every_claim_of_the_format_has_its_sentence() -> None:
    assert set(phrases.CLAIMS) == set(CLAIMS)
