from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.errors import ProblemsFound, WrongUse
from troth.inventory import (
    Content,
    Dataset,
    DatasetName,
    Erasing,
    Field,
    FieldName,
    Holding,
    Inventory,
    Keep,
    Link,
    LinkKind,
    System,
    Tier,
)
from troth.inventory.file import load_inventory, read_inventory, write_inventory
from troth.words import DataName, Duration, IdentifierKind, OrganisationId, PartyName, SubjectKindName

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMERS = DatasetName("shop", "public.customers")
ORDERS = DatasetName("shop", "public.orders")

SHOP = Inventory(
    organisation=OrganisationId("example"),
    version="2",
    scanned_at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    systems=(System(name="shop", kind="sql", url="env:SHOP_URL", backups=Duration(days=30)),),
    datasets=(
        Dataset(
            at=CUSTOMERS,
            key=("id",),
            holds=Holding.SUBJECTS,
            subject=SubjectKindName("customer"),
            since="created_at",
            erase=Erasing.BLANK,
            keep=(
                Keep(ground="billing", when=(("state", "open"), ("state", "disputed")), max=Duration(years=6)),
                Keep(ground="litigation", law="GDPR 17(3)(e)"),
            ),
            controller=PartyName("client"),
            rows=50_000,
            confirmed=True,
            fields=(
                Field(name="id", type="integer", nullable=False, unique=True, tier=Tier.NOT_PERSONAL),
                Field(
                    name="E-Mail Adresse",
                    type="varchar(255)",
                    tier=Tier.PROVEN,
                    is_="pd:EmailAddress",
                    data=DataName("contact"),
                    identifies=IdentifierKind.EMAIL,
                    erase=Erasing.REPLACE,
                    reason="500 of 500 cells are e-mail addresses",
                    confirmed=True,
                ),
                Field(name="created_at", type="timestamp", tier=Tier.LIKELY),
            ),
        ),
        Dataset(
            at=ORDERS,
            key=("shop", "number"),
            holds=Holding.ABOUT,
            fields=(
                Field(name="shop", type="integer"),
                Field(name="number", type="integer"),
                Field(name="owner_type", type="text"),
                Field(name="owner_id", type="integer"),
                Field(name="note", type="text", content=Content.TEXT, erase=Erasing.REDACT),
            ),
        ),
    ),
    links=(
        Link(
            of=(FieldName("shop", "public.orders", "owner_id"),),
            to=(FieldName("shop", "public.customers", "id"),),
            kind=LinkKind.INFERRED,
            evidence="all of 812 values are among 50,000",
            when=(("owner_type", "customer"),),
            confirmed=True,
        ),
    ),
)

HEAD = "troth: 1\nestate: {organisation: example, version: a}\n"

MISTAKES = {
    "no format": ("estate: {organisation: a, version: b}", "the file does not say which format it has", "no-format"),
    "another format": (
        HEAD.replace("1", "2", 1),
        "the file has a format that this version does not know",
        "other-format",
    ),
    "no head": ("troth: 1", "the file does not say whose estate it is", "no-head"),
    "an unknown part": (HEAD + "tables: {}", "an estate has no part `tables`", "unknown-key"),
    "a password": (
        HEAD + "systems: {a: {url: 'postgresql://u:secret@h/d'}}",
        "the address of `systems.a` holds a password",
        "password-in-file",
    ),
    "a dot in a system's name": (HEAD + "systems: {a.b: {url: x}}", "a system cannot be called `...`", "bad-name"),
    "a dataset of no system": (
        HEAD + "datasets: {shop.orders: {}}",
        "the dataset `...` is in no system of the file",
        "unknown-system",
    ),
    "an unknown tier": (
        HEAD + "systems: {a: {url: x}}\ndatasets: {a.t: {fields: {c: {tier: certain}}}}",
        "`tier` of `c` of `datasets.t` cannot be `certain`",
        "unknown-word",
    ),
    "a link to nowhere": (
        HEAD + "links: [{from: a.t.c, to: a.u.d, kind: inferred}]",
        "link 1 names a dataset that the file does not have",
        "unknown-dataset",
    ),
    "an uneven link": (
        HEAD
        + "systems: {a: {url: x}}\ndatasets: {a.t: {}}\nlinks: [{from: [a.t.c, a.t.d], to: a.t.e, kind: inferred}]",
        "link 1 has 2 fields that point and 1 that are pointed at",
        "uneven-link",
    ),
    "links that are no list": (HEAD + "links: {a: b}", "`links` must be a list", "not-a-list"),
    "a time without a zone": (
        "troth: 1\nestate: {organisation: a, version: b, scanned_at: '2026-01-01T00:00'}",
        "`scanned_at` must be a time with its zone",
        "not-a-time",
    ),
    "datasets that are a list": (HEAD + "datasets: [a]", "`datasets` must be a mapping by name", "not-a-mapping"),
    "nothing": ("", "the file holds no estate", "no-estate"),
}


def test_what_is_written_reads_back_as_the_same_inventory() -> None:
    again, problems = read_inventory(write_inventory(SHOP))
    assert problems == []
    assert again == SHOP


def test_the_same_inventory_is_written_as_the_same_bytes_one_field_a_line() -> None:
    text = write_inventory(SHOP, head_remark="A shop.")
    assert text == write_inventory(SHOP, head_remark="A shop.")
    assert text.startswith("# A shop.\ntroth: 1\n")
    assert sum("pd:EmailAddress" in line for line in text.splitlines()) == 1


@pytest.mark.parametrize(("text", "told", "id_"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_id_and_a_next_step(text: str, told: str, id_: str) -> None:
    _, problems = read_inventory(text)
    assert (told, f"estate.{id_}") in [(problem.text, problem.id) for problem in problems]
    assert all(problem.help and problem.place.file == "estate.yaml" for problem in problems)
    assert not any("secret" in str(problem) for problem in problems)


def test_broken_yaml_is_a_problem_of_the_estate_and_not_of_a_policy() -> None:
    _, problems = read_inventory("troth: [")
    assert [problem.id for problem in problems] == ["estate.yaml-syntax"]


def test_a_missing_file_and_a_wrong_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as missing:
        load_inventory(tmp_path / "none.yaml")
    assert missing.value.id == "estate.no-file"
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProblemsFound) as bad:
        load_inventory(tmp_path / "bad.yaml")
    assert bad.value.id == "estate.not-text"
    (tmp_path / "good.yaml").write_text(write_inventory(SHOP), encoding="utf-8")
    assert load_inventory(tmp_path / "good.yaml") == SHOP


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)


@given(st.lists(names, min_size=1, max_size=4, unique=True), names, names)
def test_any_name_of_a_table_or_column_survives_being_written(columns: list[str], table: str, reason: str) -> None:
    inventory = Inventory(
        organisation=OrganisationId("example"),
        version="1",
        systems=(System(name="s", kind="sql", url="env:S"),),
        datasets=(
            Dataset(
                at=DatasetName("s", table),
                key=(columns[0],),
                fields=tuple(Field(name=name, reason=reason) for name in columns),
            ),
        ),
    )
    again, problems = read_inventory(write_inventory(inventory))
    assert problems == []
    assert again == inventory


def test_the_example_in_the_documentation_is_a_sound_estate() -> None:
    from troth.inventory.file.page import estate_page
    from troth.inventory.validation import check_inventory

    text = estate_page().split("```yaml\n")[1].split("```")[0]
    inventory, problems = read_inventory(text)
    assert inventory is not None
    assert problems == []
    assert check_inventory(inventory) == []
