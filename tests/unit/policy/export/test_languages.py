"""Every language says everything: nothing empty, nothing raw, nothing English left over, nothing dropped."""

from __future__ import annotations

import re
from enum import StrEnum  # noqa: TC003 -- a test's types are read when it is collected
from functools import cache

import pytest

from troth.errors import WrongUse
from troth.policy.claims import CLAIMS
from troth.policy.export.languages import LANGUAGES, Frame, Freedom, Lead, Speaker, lead_of, speaker, speaking
from troth.policy.export.languages.de import free_words as german_free
from troth.policy.export.languages.de import terms as german_terms
from troth.policy.export.languages.de import words as german
from troth.policy.export.languages.en import phrases as english
from troth.policy.export.languages.fr import free_words as french_free
from troth.policy.export.languages.fr import terms as french_terms
from troth.policy.export.languages.fr import words as french
from troth.policy.export.layered import layer, layered_markdown
from troth.policy.export.layered_page import layered_html
from troth.policy.model import (
    KINDS,
    ChildRuleKind,
    Deed,
    Element,
    Event,
    Personal,
    SignalName,
    SignalState,
    Slot,
    Then,
    TrackerClass,
    TrackerKind,
)
from troth.policy.vocabulary import term
from troth.words import Act, Basis, Channel, ConsentMode, RightKind, Role
from unit.policy.export.examples import ORGANISATIONS, example, notice_for, notice_of, policy_of

pytestmark = pytest.mark.slow  # whole examples, one after another

OTHERS = [each for each in LANGUAGES if each != "en"]
_QUOTED = re.compile("«[^»]*»|„[^“]*“")
_ADDRESS = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|\+[\d-]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SAME_IN_BOTH = {
        "fr": {"a", "anonymisation", "but", "ccpa", "comment", "compatible", "contact", "cookie", "correction",
        "e-mail", "machine", "message", "notice", "obligation", "page", "part", "place", "protection", "public",
        "publication", "refuse", "service", "sources", "transaction", "web"},
    "de": {"all", "an", "browser", "ccpa", "cookie", "e-mail", "in", "online", "personal", "post", "so", "software",
            "tracker", "was", "website"},
}  # fmt: skip
"""Words of the English tables that are words of the other language too, as far as the examples use them."""


@cache
def spoken(organisation: str, language: str) -> Speaker:
    return speaker(example(organisation), language)


def own_words(text: str) -> str:
    """A text without what the author wrote: quotations and addresses."""
    return _ADDRESS.sub("0", _QUOTED.sub("0", text)).replace("Do Not Track", "0")


def english_words() -> set[str]:
    """The words of the English tables, each as it stands in a sentence."""
    texts: list[str] = []
    for name, table in vars(english).items():
        if name.isupper() and isinstance(table, dict):
            texts.extend(str(each) for each in table.values())
    texts.extend(lead.value for lead in Lead)
    found = {word.lower() for text in texts for word in _WORD.findall(re.sub(r"\{\w+\}", " ", text))}
    return found | {"your", "you", "we", "the", "for", "with", "may", "never", "unless", "only", "every", "and"}


def names_of(organisation: str) -> set[str]:
    """Words of the names that stand without quotation marks: the organisation's own, and its addresses."""
    own = spoken(organisation, "en").own_party()
    contact = " ".join(own.contact) if own else ""
    return {word.lower() for word in _WORD.findall(f"{spoken(organisation, 'en').organisation()} {contact}")}


def left_over(organisation: str, language: str, text: str) -> set[str]:
    """The English words in a text that are not words of its own language."""
    words = {word.lower() for word in _WORD.findall(own_words(text))}
    contacts = {
        word.lower()
        for party in example(organisation).parties.values()
        for word in _WORD.findall(" ".join(party.contact))
    }
    return words & english_words() - SAME_IN_BOTH[language] - names_of(organisation) - contacts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_element_is_said_in_whole_sentences(organisation: str, language: str) -> None:
    speaks = spoken(organisation, language)
    for address, element in example(organisation).elements():
        said = speaks.say(element)
        assert said.text, address
        assert said.lead is lead_of(element)
        assert speaks.leads[said.lead]
        assert said.text.endswith((".", "?", "!")), (address, said.text)
        assert said.text[0] == said.text[0].upper(), (address, said.text)
        assert not re.search(r"  |\.\.|,\.|,,| ,|\(\)|\bNone\b|[{}_]", own_words(said.text)), (address, said.text)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_english_is_left_outside_the_authors_words(organisation: str, language: str) -> None:
    speaks = spoken(organisation, language)
    for address, element in example(organisation).elements():
        text = speaks.say(element).text
        assert not left_over(organisation, language, text), (address, text)
    layered = layer(example(organisation), notice_for(organisation), language)
    for part in layered.parts:
        for line in (part.title, part.silence, *(line.text for line in part.lines)):
            assert not left_over(organisation, language, line), line
    assert not left_over(organisation, language, layered.since)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous pouvons collect votre adresse."),
        ("fr", "Nous pouvons utiliser your nom."),
        ("de", "Wir dürfen Ihre Adresse share."),
        ("de", "Wir verwenden Ihren Namen, unless Sie Nein sagen."),
    ],
)
def test_english_that_is_left_would_be_found(language: str, text: str) -> None:
    assert left_over("sesamm", language, text)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_numbers_dates_addresses_and_parties_are_the_same_in_every_language(organisation: str, language: str) -> None:
    for address, element in example(organisation).elements():
        there = spoken(organisation, "en").say(element).text
        here = spoken(organisation, language).say(element).text
        assert _numbers(here) == _numbers(there), (address, here)
        assert _addresses(here) == _addresses(there), (address, here)
        for name in (*getattr(element, "with_", ()), *getattr(element, "set_by", ())):
            assert spoken(organisation, language).party(name).strip("« »„“") in here.replace("\u00a0", " "), address


def _numbers(text: str) -> set[str]:
    """All numbers outside addresses."""
    return set(re.findall(r"\d+", _ADDRESS.sub(" ", text).replace("At most once", "1")))


def _addresses(text: str) -> set[str]:
    return {each.rstrip(".,;") for each in _ADDRESS.findall(text)}


PARTS = {
    "if": "if: {asked: by_subject}",
    "unless": "unless: {harm: none}",
    "consent": "consent: opt_out",
    "only": "only: [for]",
    "basis": "basis: contract",
    "keep": "keep: P30D",
    "automated": "automated: true",
    "review": "review: human_on_request",
    "effect": "effect: profile",
    "mandatory": "mandatory: true",
    "cost": "cost: no_service",
    "open": "open: true",
    "period": "period: {from: 2020-01-01, to: 2020-12-31}",
    "where": "where: CH",
    "via": "via: email",
    "from": "from: device",
    "subjects": "subjects: client",
    "on_behalf_of": "on_behalf_of: bank",
    "by": "by: [bank]",
}


@pytest.mark.parametrize("modal", ["does", "may", "never"])
@pytest.mark.parametrize("act", ["collect", "use", "share", "decide"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_of_a_practice_changes_what_is_said(language: str, act: str, modal: str) -> None:
    def said(part: str) -> str:
        text = f"""
parties: {{bank: {{role: recipient, cite: s1}}}}
data: {{email_address: {{is: [pd:EmailAddress], cite: s1}}}}
purposes: {{billing: {{cite: s1}}}}
subjects: {{client: {{cite: s1}}}}
practices: [{{id: p, do: {act}, data: email_address, for: billing, modal: {modal}{part}, cite: s1}}]
"""
        policy = policy_of(text)
        return speaker(policy, language).say(next(iter(policy.practices.values()))).text

    plain = said("")
    told = [said(f", {part}") for name, part in PARTS.items() if not (modal == "never" and name == "consent")]
    assert plain not in told
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_force_act_and_recipient_change_what_is_said(language: str) -> None:
    told = set()
    cases = [(act, modal, whom) for act in Act for modal in ("does", "may", "never") for whom in ("", ", with: bank")]
    for act, modal, whom in cases:
        policy = policy_of(f"practices: [{{id: p, do: {act}, data: name, modal: {modal}{whom}, cite: s1}}]")
        told.add(speaker(policy, language).say(next(iter(policy.practices.values()))).text)
    assert len(told) == len(cases)


def test_every_language_has_all_leads_and_fixed_texts() -> None:
    assert set(LANGUAGES) == {"en", "fr", "de"}
    for language in LANGUAGES:
        spoken_class = speaking(language)
        assert spoken_class.language == language
        assert set(spoken_class.leads) == set(Lead)
        assert len(set(spoken_class.leads.values())) == len(Lead)
        for name in Frame.__dataclass_fields__:
            assert getattr(spoken_class.frame, name), (language, name)
        assert set(spoken_class.frame.parts) == set(speaking("en").frame.parts)
        assert set(spoken_class.frame.naming) == set(speaking("en").frame.naming)
        assert _braces(spoken_class.frame) == _braces(speaking("en").frame)


def _braces(frame: Frame) -> dict[str, list[str]]:
    texts = {name: getattr(frame, name) for name in Frame.__dataclass_fields__}
    return {name: sorted(re.findall(r"\{(\w+)\}", text)) for name, text in texts.items() if isinstance(text, str)}


def test_a_language_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="`xx`") as caught:
        speaker(policy_of("data: {}"), "xx")
    assert caught.value.id == "language.unknown"
    assert "`fr`" in caught.value.help


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ACTS", Act), ("BASES", Basis), ("CONSENT", ConsentMode), ("SET", ConsentMode), ("ONLY", Slot),
        ("ROLES", Role), ("CHANNELS", Channel), ("RIGHTS", RightKind), ("REQUESTS", RightKind), ("EVENTS", Event),
        ("DEEDS", Deed), ("THEN", Then), ("CHILD_RULES", ChildRuleKind), ("PERSONAL", Personal),
        ("TRACKERS", TrackerClass), ("KINDS", TrackerKind), ("SIGNALS", SignalName), ("SIGNAL_STATES", SignalState),
    ],
)  # fmt: skip
def test_every_word_of_the_format_has_its_words(name: str, words: type[StrEnum]) -> None:
    assert set(getattr(french, name)) == set(words)
    assert set(getattr(german, name)) == set(words)


def test_what_english_has_words_for_the_others_have_too() -> None:
    for table in ("WAYS", "EFFECTS", "COSTS", "DECISIONS", "UNTIL"):
        assert set(getattr(english, table)) <= set(getattr(french, table)), table
        assert set(getattr(english, table)) <= set(getattr(german, table)), table
    for table in ("FACTS", "SAFEGUARDS", "MECHANISMS", "LAWS", "CLAIMS", "ABOUT", "PLACES_OF_MEASURES"):
        assert set(getattr(english, table)) == set(getattr(french_free, table)), table
        assert set(getattr(english, table)) == set(getattr(german_free, table)), table
    countries = set(english.COUNTRIES) - {"*"}
    assert countries == set(french_free.COUNTRIES)
    assert countries == set(german_free.COUNTRIES) | set(german_free.WITH_ARTICLE)
    assert set(german.BECAUSE) == set(Basis)
    assert set(CLAIMS) == set(french_free.CLAIMS) == set(german_free.CLAIMS)


def test_every_term_of_the_examples_has_its_words() -> None:
    for organisation in ORGANISATIONS:
        policy = example(organisation)
        for kind in ("data", "purposes", "measures"):
            used = {each for element in getattr(policy, kind).values() for each in element.is_ if term(each)}
            used -= {"dpv:Purpose"}  # the root of all purposes says nothing
            table = kind.upper()
            assert used <= set(getattr(french_terms, table)), (organisation, kind)
            assert used <= set(getattr(german_terms, table)), (organisation, kind)


@pytest.mark.parametrize("module", [french_terms, german_terms])
def test_no_term_is_made_up_and_no_two_are_called_the_same(module: object) -> None:
    for name in ("DATA", "PURPOSES", "MEASURES"):
        table = getattr(module, name)
        assert all(term(each) for each in table)
        assert len({str(each) for each in table.values()}) == len(table), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_element_is_said(language: str) -> None:
    kinds: set[type[Element]] = {type(element) for each in ORGANISATIONS for _, element in example(each).elements()}
    assert set(KINDS.values()) <= kinds  # the examples have all of them, so that the tests above say them all
    assert set(Freedom)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_a_layered_notice_is_written_in_the_readers_language(organisation: str, language: str) -> None:
    policy, notice = example(organisation), notice_for(organisation)
    page = layered_html(policy, notice, language)
    assert f'<html lang="{language}">' in page
    assert f' lang="{language}">' in page.partition('<div class="text"')[2]  # the notes, inside an English text
    assert "In short" not in page
    text = layered_markdown(policy, notice, language)
    assert speaking(language).frame.in_short in text
    assert "as at" not in text


def test_looks_follow_the_kind_of_note_in_every_language() -> None:
    policy = policy_of("practices: [{id: p, do: sell, data: name, modal: never, cite: s2}]")
    notice = notice_of("We are Acme.", "We never sell your name.")
    for language in LANGUAGES:
        assert '<details class="n never"' in layered_html(policy, notice, language)
