"""Terms: what is a kind of what, and what a name is for the whole world."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.errors import WrongUse
from troth.policy.vocabulary import NAMESPACES, Iri, Kind, Term, ancestors, expand, is_a, term, terms
from troth.policy.vocabulary.terms import Vocabulary

NAMES = sorted(each.name for each in terms())
PAGE = Path(__file__).parents[3] / "docs" / "vocabulary.md"


def made_of(parents: dict[str, list[str]]) -> Vocabulary:
    return Vocabulary.of(
        Term(f"troth:{name}", Iri(f"urn:troth:term:{name}"), Kind.DATA, tuple(f"troth:{each}" for each in above), name)
        for name, above in parents.items()
    )


def test_a_term_is_found_by_its_exact_name() -> None:
    found = term("pd:EmailAddress")
    assert found is not None
    assert found.iri == "https://w3id.org/dpv/pd#EmailAddress"
    assert found.kind is Kind.DATA
    assert found.parents == ("pd:Contact",)
    assert "e-mail" in found.forms
    assert found.ccpa == ("A",)
    assert not found.sensitive


@pytest.mark.parametrize("name", ["EmailAddress", "pd:emailaddress", "pd:Nothing", "", "*", "pd"])
def test_what_is_not_exactly_a_name_is_no_term(name: str) -> None:
    assert term(name) is None


def test_the_first_of_two_terms_with_one_name_is_kept() -> None:
    one = Term("troth:X", Iri("urn:troth:term:X"), Kind.DATA, (), "first")
    two = Term("troth:X", Iri("urn:troth:term:X"), Kind.DATA, (), "second")
    assert Vocabulary.of([one, two]).term("troth:X") is one


def test_terms_of_a_kind_are_all_of_it_and_together_are_all_terms() -> None:
    by_kind = [each for kind in Kind for each in terms(kind)]
    assert Counter(each.name for each in by_kind) == Counter(NAMES)
    assert all(each.kind is Kind.RIGHT for each in terms(Kind.RIGHT))


def test_ancestors_come_nearest_first() -> None:
    assert ancestors("pd:IPAddress") == ("pd:DeviceBased", "pd:Tracking", "dpv:PersonalData", "dpv:Data")


@pytest.mark.parametrize(
    ("name", "wider"),
    [
        ("pd:IPAddress", "dpv:PersonalData"),
        ("pd:Race", "dpv:SpecialCategoryPersonalData"),
        ("pd:Race", "pd:Ethnicity"),
        ("troth:VoicePrint", "pd:Biometric"),
        ("troth:CrossContextBehaviouralAdvertising", "dpv:Marketing"),
        ("troth:PaymentProcessor", "dpv:DataProcessor"),
        ("eu-gdpr:A22-3-a", "dpv:DataSubjectRight"),
        ("pd:Name", "pd:Name"),
        ("pd:NotInTheTable", "pd:NotInTheTable"),
    ],
)
def test_a_term_is_a_kind_of_its_wider_terms_and_of_itself(name: str, wider: str) -> None:
    assert is_a(name, wider)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("dpv:PersonalData", "pd:IPAddress"),
        ("dpv:AnonymisedData", "dpv:PersonalData"),
        ("troth:ServiceMessage", "dpv:Marketing"),
        ("dpv:DirectMarketing", "dpv:ServiceProvision"),
        ("pd:NotInTheTable", "dpv:PersonalData"),
    ],
)
def test_a_term_is_no_kind_of_anything_else(name: str, other: str) -> None:
    assert not is_a(name, other)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_above_what_is_above_is_above(name: str, wider: str) -> None:
    above = ancestors(name)
    assert name not in above
    assert len(set(above)) == len(above)
    assert set(above) >= {each for direct in above for each in ancestors(direct)}
    assert is_a(name, wider) == (wider == name or wider in above)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefghi"), max_size=4)))
def test_ancestors_end_and_are_transitive_even_in_circles(parents: dict[str, list[str]]) -> None:
    vocabulary = made_of(parents)
    for name in vocabulary.by_name:
        above = set(vocabulary.ancestors(name))
        assert name not in above
        for wider in above:
            assert set(vocabulary.ancestors(wider)) <= above | {name}


def test_every_term_carries_the_iri_of_its_name() -> None:
    for each in terms():
        prefix, _, local = each.name.partition(":")
        assert each.iri == expand(each.name) == NAMESPACES[prefix] + local
        assert each.local_name == local


def test_a_name_of_dpv_outside_the_table_has_an_iri_too() -> None:
    assert expand("pd:HairColor") == "https://w3id.org/dpv/pd#HairColor"


def test_our_own_terms_are_urns() -> None:
    assert expand("troth:SealProgramme") == "urn:troth:term:SealProgramme"


@pytest.mark.parametrize("curie", ["EmailAddress", "pd:", ":Name", "", "dct:title", "https://w3id.org/dpv#Data"])
def test_what_has_no_known_prefix_is_refused_with_the_known_ones(curie: str) -> None:
    with pytest.raises(WrongUse) as refused:
        expand(curie)
    assert refused.value.id == "vocabulary.unknown-prefix"
    assert all(f"`{prefix}:`" in refused.value.help for prefix in NAMESPACES)


def test_what_article_9_and_the_statute_call_sensitive_is_sensitive() -> None:
    sensitive = {each.name for each in terms() if each.sensitive}
    assert sensitive >= {"pd:Health", "pd:Race", "pd:ReligiousBelief", "pd:TradeUnionMembership", "pd:Criminal"}
    assert sensitive >= {"pd:GPSCoordinate", "troth:MessageContent", "pd:Password", "pd:OfficialID"}
    assert not sensitive & {"pd:Name", "pd:EmailAddress", "pd:IPAddress", "pd:PaymentCardNumber", "pd:Location"}


def test_the_reference_page_gives_the_numbers_of_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    stated = {name: int(number) for name, number in re.findall(r"^\| `([a-z:-]+)` \| (\d+) \|", page, re.MULTILINE)}
    counted = Counter(each.kind.value for each in terms()) + Counter(
        each.name.partition(":")[0] + ":" for each in terms()
    )
    assert stated == dict(counted)
    assert f"**{len(NAMES)} terms**" in page


def test_the_reference_page_lists_every_term_of_ours_and_nothing_that_is_none() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`(troth:[A-Za-z]+)`", page))
    assert named == {name for name in NAMES if name.startswith("troth:")}
