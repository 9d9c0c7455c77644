"""DPV JSON-LD: complete, expandable, without loose ends, and only in terms that exist."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from troth.policy.export.dpv import STRUCTURE, dpv_jsonld, policy_iri
from troth.policy.vocabulary import NAMESPACES, term
from troth.words import Modal
from unit.policy.export.examples import ORGANISATIONS, example, policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.model import Policy


def graph(policy: Policy) -> list[dict[str, Any]]:
    found = json.loads(dpv_jsonld(policy))["@graph"]
    assert isinstance(found, list)
    return found


def node(policy: Policy, address: str) -> dict[str, Any]:
    return next(each for each in graph(policy) if each["@id"] == f"#{address}")


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key, each
            yield from walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each)


def names_in(nodes: list[dict[str, Any]]) -> set[str]:
    """Every compact IRI that is used as a property, a type or a reference."""
    found: set[str] = set()
    for key, value in walk(nodes):
        if not key.startswith("@"):
            found.add(key)
        if key == "@type":
            found.update(value)
        if key == "@id" and not value.startswith("#"):
            found.add(value)
    return found


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_name_can_be_expanded(organisation: str) -> None:
    document = json.loads(dpv_jsonld(example(organisation)))
    prefixes = {key: value for key, value in document["@context"].items() if not key.startswith("@")}
    assert prefixes.items() >= NAMESPACES.items()
    used = names_in(document["@graph"])
    assert used
    for name in used:
        prefix, colon, local = name.partition(":")
        assert colon, name
        assert local, name
        assert prefix in prefixes, name


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_dpv_names_are_in_the_table_or_in_the_frame(organisation: str) -> None:
    used = {name for name in names_in(graph(example(organisation))) if name.startswith(("dpv:", "pd:", "eu-gdpr:"))}
    assert used & STRUCTURE
    assert {name for name in used if term(name) is None} <= STRUCTURE


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_reference_dangles_and_no_identifier_stands_twice(organisation: str) -> None:
    nodes = graph(example(organisation))
    made = [value["@id"] for _, value in walk({"graph": nodes}) if isinstance(value, dict) and "@type" in value]
    made = [each["@id"] for each in nodes] + [rule["@id"] for each in nodes for rule in each.get("dpv:hasRule", [])]
    assert len(made) == len(set(made))
    referred = {value for key, value in walk(nodes) if key == "@id" and value.startswith("#")}
    assert referred <= set(made)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_practice_is_a_process_with_its_rule_and_its_clauses(organisation: str) -> None:
    policy = example(organisation)
    nodes = {each["@id"]: each for each in graph(policy)}
    listed = {each["@id"] for each in nodes["#policy"]["dpv:hasProcess"]}
    for id_, practice in policy.practices.items():
        process = nodes[f"#practices.{id_}"]
        assert process["@id"] in listed
        assert process["@type"] == ["dpv:Process"]
        rule = "dpv:Prohibition" if practice.modal is Modal.NEVER else "dpv:Permission"
        assert [each["@type"] for each in process["dpv:hasRule"]] == [[rule]]
        assert process["dct:source"] == [str(each) for each in practice.cite]
        assert len(process["dpv:hasPersonalData"]) == len(practice.data)
        assert len(process.get("dpv:hasPurpose", [])) == len(practice.for_)
        assert len(process.get("dpv:hasRecipient", [])) == len(practice.with_)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_element_but_notes_is_in_the_graph(organisation: str) -> None:
    policy = example(organisation)
    made = {each["@id"] for each in graph(policy)}
    assert {f"#{address}" for address, _ in policy.elements() if not address.startswith("notes.")} == made


def test_conditions_and_what_only_closes_are_kept_under_our_own_names() -> None:
    policy = policy_of("""
purposes: {pay: {is: [dpv:PaymentManagement], cite: s1}}
data: {card: {is: [pd:PaymentCardNumber, pd:NoSuchTerm], cite: s1}}
practices: [{id: p, do: use, data: card, for: pay, modal: does, only: true, unless: {origin: refund}, cite: s2}]
""")
    process = node(policy, "practices.p")
    assert process["troth:only"] == ["for"]
    assert process["troth:unless"] == [{"troth:fact": "origin", "troth:values": ["refund"]}]
    assert process["dpv:hasPurpose"] == [{"@id": "#purposes.pay"}]
    assert node(policy, "purposes.pay")["@type"] == ["dpv:PaymentManagement"]
    assert node(policy, "data.card")["@type"] == ["pd:PaymentCardNumber"]
    assert node(policy, "data.card")["troth:is"] == ["pd:NoSuchTerm"]


def test_articles_of_the_gdpr_are_named_only_where_it_applies() -> None:
    text = """troth: 1
policy: {organisation: acme, version: "1", effective: 2024-05-01, laws: [%s], cite: s1}
practices: [{id: p, do: use, data: '*', modal: does, basis: contract, cite: s2}]
rights: [{id: r, do: [access, know], cite: s3}]
"""
    with_gdpr, without = policy_of(text % "eu-gdpr"), policy_of(text % "us-ca-ccpa")
    assert node(with_gdpr, "practices.p")["dpv:hasLegalBasis"] == [{"@id": "eu-gdpr:A6-1-b"}]
    assert node(with_gdpr, "rights.r")["@type"] == ["eu-gdpr:A15", "troth:RightToKnow"]
    assert node(without, "practices.p")["dpv:hasLegalBasis"] == [{"@id": "dpv:Contract"}]
    assert node(without, "rights.r")["@type"] == ["troth:RightToKnow"]


def test_a_retention_limit_is_a_storage_condition_of_what_it_limits() -> None:
    policy = policy_of("""
data: {all_data: {cite: s1}, name: {is: [all_data], cite: s1}, visit: {cite: s1}}
practices:
  - {id: p, do: store, data: name, modal: does, cite: s2}
  - {id: q, do: store, data: visit, modal: does, cite: s2}
retention: [{id: years, data: all_data, max: P6Y, cite: s3}]
""")
    assert node(policy, "practices.p")["dpv:hasStorageCondition"] == [{"@id": "#retention.years"}]
    assert "dpv:hasStorageCondition" not in node(policy, "practices.q")
    assert node(policy, "retention.years")["troth:max"] == "P6Y"


def test_names_that_the_file_does_not_declare_stay_words() -> None:
    policy = policy_of("practices: [{id: p, do: share, data: '*', with: nobody_declared, modal: may, cite: s2}]")
    assert node(policy, "practices.p")["dpv:hasRecipient"] == ["nobody_declared"]
    assert node(policy, "practices.p")["dpv:hasPersonalData"] == [{"@id": "dpv:Data"}]


def test_the_same_policy_gives_the_same_bytes_under_its_own_iri() -> None:
    policy = example("esendex")
    assert dpv_jsonld(policy) == dpv_jsonld(policy)
    assert json.loads(dpv_jsonld(policy))["@context"]["@base"] == "urn:troth:policy:esendex:2022-11-21"
    odd = policy_of("troth: 1\npolicy: {organisation: 'a b', version: 'v#1', effective: 2024-05-01, cite: s1}")
    assert policy_iri(odd) == "urn:troth:policy:a%20b:v%231"
