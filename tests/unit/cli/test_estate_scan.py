"""`troth estate scan`: what it prints, writes, refuses and tells, and with which exit code it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from troth.inventory import Tier
from troth.inventory.file import load_inventory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unit.cli.conftest import Ended

MAILS = [f"person{n}@example.org" for n in range(30)]


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    people = "".join(f"{100 + 7 * n},{mail},Alice\n" for n, mail in enumerate(MAILS))
    (folder / "customers.csv").write_text(f"customer_id,email,first_name\n{people}")
    orders = "".join(f"{n},{100 + 7 * (n % 30)},{n}.50\n" for n in range(90))
    (folder / "orders.csv").write_text(f"order_id,customer_id,total\n{orders}")
    return folder


def test_programs_are_given_columns_and_links(troth: Callable[..., Ended], exports: Path) -> None:
    ended = troth("estate", "scan", exports, "--format", "json")
    assert ended.code == 0
    said = json.loads(ended.out)
    assert set(said) == {"columns", "links"}
    assert all(set(each) == {"table", "column", "personal", "tier", "category", "reason"} for each in said["columns"])
    email = next(each for each in said["columns"] if each["column"] == "email")
    assert (email["table"], email["personal"], email["tier"]) == ("customers.csv", True, "proven")
    assert all(set(each) == {"from", "to", "kind", "evidence"} for each in said["links"])
    (link,) = said["links"]
    assert (link["from"], link["to"]) == ("orders.csv.customer_id", "customers.csv.customer_id")
    assert link["kind"] == "inferred"


def test_people_are_given_what_is_personal_and_why_and_never_a_value(
    troth: Callable[..., Ended], exports: Path
) -> None:
    ended = troth("estate", "scan", exports)
    assert "e-mail addresses" in ended.out
    assert "2 datasets, 1 links" in ended.out
    assert not [mail for mail in MAILS if mail in ended.out + ended.err]
    assert "order_id" not in ended.out
    assert "order_id" in troth("estate", "scan", exports, "--all").out


def test_the_proposed_inventory_is_written_once(troth: Callable[..., Ended], exports: Path, tmp_path: Path) -> None:
    file = tmp_path / "estate.yaml"
    assert troth("estate", "scan", exports, "-o", file).code == 0
    inventory = load_inventory(file)
    assert [each.at.dataset for each in inventory.datasets] == ["customers.csv", "orders.csv"]
    email = inventory.datasets[0].field("email")
    assert email is not None
    assert email.tier is Tier.PROVEN
    again = troth("estate", "scan", exports, "-o", file)
    assert again.code == 2
    assert "[estate.file-exists]" in again.err
    assert troth("estate", "scan", exports, "-o", file, "--force").code == 0


def test_a_category_of_the_policy_stands_beside_the_term(troth: Callable[..., Ended], exports: Path) -> None:
    ended = troth("estate", "scan", exports, "--policy", "examples/esendex")
    line = next(each for each in ended.out.splitlines() if "pd:EmailAddress" in each)
    assert " contact " in line
    assert "clauses s" in line


def test_a_broken_file_is_told_and_the_rest_is_scanned(troth: Callable[..., Ended], exports: Path) -> None:
    (exports / "broken.jsonl").write_text("alice@example.org\n")
    ended = troth("estate", "scan", exports, "--format", "json")
    assert ended.code == 0
    assert "[estate.table-unreadable]" in ended.err
    assert "line 1 is no JSON" in ended.err
    assert "alice" not in ended.err
    assert len(json.loads(ended.out)["columns"]) == 6


def test_where_nothing_can_be_scanned_the_outside_world_failed(troth: Callable[..., Ended], tmp_path: Path) -> None:
    ended = troth("estate", "scan", tmp_path / "gone.db")
    assert ended.code == 3
    assert "[estate.no-database]" in ended.err


def test_a_password_is_never_shown_nor_written(
    troth: Callable[..., Ended], exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "oracle://reader:hunter2@db/shop"
    monkeypatch.setenv("SHOP", secret)
    file = tmp_path / "estate.yaml"
    for address in (secret, "env:SHOP"):
        ended = troth("estate", "scan", exports, address, "-o", file, "--force")
        assert ended.code == 0
        assert "[estate.driver-missing]" in ended.err
        text = file.read_text()
        assert "hunter2" not in ended.out + ended.err + text
        assert ("env:TROTH_ESTATE_SHOP" if address == secret else "env:SHOP") in text


def test_a_variable_that_is_not_set_is_wrong_use(troth: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_ESTATE", raising=False)
    ended = troth("estate", "scan", "env:NO_SUCH_ESTATE")
    assert ended.code == 2
    assert "`NO_SUCH_ESTATE`" in ended.err
