"""Finding terms by ordinary words, and suggesting what somebody meant to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.policy.vocabulary import How, Kind, find, suggest, terms
from troth.policy.vocabulary.search import Index
from troth.policy.vocabulary.terms import Iri, Term, Vocabulary

FORMS = sorted((each.name, form) for each in terms() for form in each.forms)


def a_term(name: str, label: str, *synonyms: str) -> Term:
    return Term(f"troth:{name}", Iri(f"urn:troth:term:{name}"), Kind.DATA, (), label, synonyms)


def names_for(text: str, kind: Kind | None = None) -> list[str]:
    return [match.term.name for match in find(text, kind=kind)]


def test_a_name_comes_before_a_label_before_a_synonym_before_what_is_near() -> None:
    index = Index.of(
        Vocabulary.of(
            [
                a_term("E", "parcels"),
                a_term("D", "parcel office"),
                a_term("C", "shipment", "parcel"),
                a_term("B", "parcel"),
                a_term("Parcel", "something else"),
                a_term("A", "parsel"),
                a_term("F", "stone"),
            ]
        )
    )
    found = [(match.term.local_name, match.how) for match in index.find("parcel")]
    assert found == [
        ("Parcel", How.NAME),
        ("B", How.LABEL),
        ("E", How.LABEL),
        ("C", How.SYNONYM),
        ("A", How.NEAR),
        ("D", How.WORDS),
    ]


def test_the_closer_of_two_that_contain_the_words_comes_first() -> None:
    index = Index.of(Vocabulary.of([a_term("A", "big parcel post office"), a_term("B", "parcel office")]))
    assert [match.term.local_name for match in index.find("parcel")] == ["B", "A"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mail", "pd:EmailAddress"),
        ("e-mail", "pd:EmailAddress"),
        ("E-Mails", "pd:EmailAddress"),
        ("emial adress", "pd:EmailAddress"),
        ("pd:EmailAddress", "pd:EmailAddress"),
        ("emailaddress", "pd:EmailAddress"),
        ("pd:BrowsingBehaviour", "pd:BrowsingBehavior"),
        ("browsing behavior", "pd:BrowsingBehavior"),
        ("telefone number", "pd:TelephoneNumber"),
        ("zip code", "pd:PostalCode"),
        ("cookies", "troth:CookieIdentifier"),
        ("résumé", "troth:JobApplication"),
        ("the numbers dialled", "troth:DialledNumber"),
        ("retargeting", "troth:CrossContextBehaviouralAdvertising"),
        ("behavioral advertising", "dpv:PersonalisedAdvertising"),
        ("HTTPS", "dpv:EncryptionInTransfer"),
        ("carriers", "troth:TelephonyOperator"),
        ("seal program", "troth:SealProgramme"),
        ("right to be forgotten", "eu-gdpr:A17"),
    ],
)
def test_ordinary_words_find_their_term_first(text: str, first: str) -> None:
    assert names_for(text)[0] == first


def test_one_kind_can_be_asked_for() -> None:
    assert "dpv:FraudPreventionAndDetection" in names_for("fraud", Kind.PURPOSE)
    assert names_for("fraud", Kind.RECIPIENT) == ["troth:FraudPreventionAgency"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "the", "xyzzyq", "pd:"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert find(text) == []


@pytest.mark.slow
@given(st.sampled_from(FORMS))
def test_every_label_and_synonym_finds_its_own_term(of: tuple[str, str]) -> None:
    name, form = of
    sure = {match.term.name for match in find(form) if match.how <= How.SYNONYM}
    assert name in sure


@pytest.mark.slow
@given(st.text(max_size=60))
def test_any_text_finds_each_term_at_most_once_in_order_of_sureness(text: str) -> None:
    found = find(text)
    assert len({match.term.name for match in found}) == len(found)
    levels = [min(match.how, How.WORDS) for match in found]
    assert levels == sorted(levels)
    assert all(0.0 < match.score <= 1.0 for match in found)


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        ("e-mail", ["email_address", "phone"], "email_address"),
        ("email", ["phone", "email_address"], "email_address"),
        ("emailadress", ["email_address", "ip_address", "postal_address"], "email_address"),
        ("address", ["email", "postal_address"], "postal_address"),
        ("mobile_number", ["email_address", "phone"], "phone"),
        ("markting", ["analytics", "marketing"], "marketing"),
        ("marketing_direct", ["direct_marketing", "marketing"], "direct_marketing"),
        ("behavioral-ads", ["behavioural_ads", "security"], "behavioural_ads"),
        ("pd:BrowsingBehaviour", ["pd:BrowsingBehavior", "pd:BrowserHistory"], "pd:BrowsingBehavior"),
    ],
)
def test_the_nearest_declared_name_is_suggested(name: str, candidates: list[str], expected: str) -> None:
    assert suggest(name, candidates) == expected


@pytest.mark.parametrize("candidates", [[], ["phone"], ["", "_"], ["payment", "security"]])
def test_nothing_is_suggested_where_nothing_is_near(candidates: list[str]) -> None:
    assert suggest("xyzzy", candidates) is None
    assert suggest("", candidates) is None


def test_of_two_as_near_the_first_in_the_alphabet_is_suggested() -> None:
    assert suggest("datum", ["datum_b", "datum_a"]) == "datum_a"


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=6))
def test_a_suggestion_is_a_candidate_whatever_their_order(name: str, candidates: list[str]) -> None:
    suggested = suggest(name, candidates)
    assert suggested is None or suggested in candidates
    assert suggest(name, reversed(candidates)) == suggested


def test_a_name_of_ten_thousand_letters_is_looked_at_and_not_choked_on() -> None:
    long = "email_address_" * 800
    assert suggest(long, ["email_address", "phone"]) in {None, "email_address"}
    assert len(find(long)) < len(terms())
