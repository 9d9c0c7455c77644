"""Fideslang: the structure its readers expect, and no key that dangles."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from troth.policy.export.fideslang import _DATA, _USES, fideslang_yaml, left_out
from troth.policy.vocabulary import Kind, term
from unit.policy.export.examples import ORGANISATIONS, example, policy_of

pytestmark = pytest.mark.slow  # whole examples, one after another


def loaded(text: str) -> dict[str, Any]:
    found = YAML(typ="safe", pure=True).load(text)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_key_is_fideslangs_or_declared(organisation: str) -> None:
    document = loaded(fideslang_yaml(example(organisation)))
    (system,) = document["system"]
    categories = {each["fides_key"] for each in document.get("data_category", [])} | set(_DATA.values())
    uses = {each["fides_key"] for each in document.get("data_use", [])} | set(_USES.values())
    subjects = {each["fides_key"] for each in document["data_subject"]}
    assert system["privacy_declarations"]
    for declaration in system["privacy_declarations"]:
        assert set(declaration["data_categories"]) <= categories
        assert declaration["data_categories"]
        assert declaration["data_use"] in uses
        assert set(declaration["data_subjects"]) <= subjects
    for made in (*document.get("data_category", []), *document.get("data_use", [])):
        assert made["fides_key"].rpartition(".")[0] == made["parent_key"]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_permission_with_a_purpose_is_declared_and_the_rest_is_named(organisation: str) -> None:
    policy = example(organisation)
    text = fideslang_yaml(policy)
    declared = {each["name"].partition(" for ")[0] for each in loaded(text)["system"][0]["privacy_declarations"]}
    missing = set(left_out(policy))
    assert declared | missing == set(policy.practices)
    assert not declared & missing
    assert all(id_ in text.split("\n", 2)[1] for id_ in missing)


def test_a_declaration_says_what_the_notice_says() -> None:
    policy = policy_of("""
parties: {mailer: {role: processor, name: Mailer, cite: s1}}
subjects: {visitor: {cite: s1}}
data: {mail: {is: [pd:EmailAddress], cite: s1}, shoe_size: {is: [pd:PhysicalCharacteristic], cite: s1}}
purposes: {offers: {is: [troth:OwnMarketing], cite: s1}}
practices:
  - {id: p, do: use, data: [mail, shoe_size], subjects: visitor, for: offers, with: mailer, modal: may, basis: contract,
     cite: s1}
retention: [{data: [mail, shoe_size], max: P1Y, cite: s1}]
""")
    (declaration,) = loaded(fideslang_yaml(policy))["system"][0]["privacy_declarations"]
    assert declaration == {
        "name": "p",
        "data_categories": ["user.contact.email", "user.shoe_size"],
        "data_use": "marketing.communications.offers",
        "data_subjects": ["visitor"],
        "legal_basis_for_processing": "Contract",
        "retention_period": "P1Y",
        "data_shared_with_third_parties": True,
        "third_parties": "Mailer",
    }


def test_the_tables_hold_terms_of_the_vocabulary() -> None:
    assert {found.kind for name in _DATA if (found := term(name))} == {Kind.DATA}
    assert {found.kind for name in _USES if (found := term(name))} == {Kind.PURPOSE}
    assert not [name for name in (*_DATA, *_USES) if term(name) is None]


def test_the_same_policy_gives_the_same_bytes() -> None:
    assert fideslang_yaml(example("sesamm")) == fideslang_yaml(example("sesamm"))
