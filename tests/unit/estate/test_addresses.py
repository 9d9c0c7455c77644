"""An address is read, named, and never shown with its password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from troth.errors import WrongUse
from troth.estate.addresses import open_address, read_address, read_addresses

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "postgresql://reader:hunter2@db.example:5432/Shop-1"


def test_an_address_with_a_password_is_named_by_a_variable_and_never_shown() -> None:
    address = read_address(SECRET, {})
    assert address.is_secret
    assert (address.name, address.kind) == ("shop_1", "sql")
    assert address.system.url == "env:TROTH_ESTATE_SHOP_1"
    assert "hunter2" not in repr(address) + repr(address.system) + repr(open_address(address))


def test_a_variable_of_the_environment_stands_for_an_address() -> None:
    address = read_address("env:SHOP", {"SHOP": SECRET})
    assert address.url == SECRET
    assert address.system.url == "env:SHOP"


def test_a_variable_that_is_not_set_is_told_by_its_name() -> None:
    with pytest.raises(WrongUse, match="`SHOP` of the environment is not set") as refused:
        read_address("env:SHOP", {})
    assert refused.value.id == "estate.no-variable"


def test_an_address_without_a_password_stands_as_it_is() -> None:
    assert read_address("mysql://root@127.0.0.1/shop", {}).system.url == "mysql://root@127.0.0.1/shop"


def test_a_folder_is_a_system_of_files_and_a_file_of_sqlite_is_a_database(tmp_path: Path) -> None:
    (tmp_path / "Kunden Export").mkdir()
    folder = read_address(str(tmp_path / "Kunden Export"))
    assert (folder.kind, folder.name) == ("files", "kunden_export")
    file = tmp_path / "2024.bin"
    file.write_bytes(b"SQLite format 3\x00rest")
    database = read_address(str(file))
    assert (database.kind, database.url, database.name) == ("sql", f"sqlite:///{file}", "system_2024")


def test_what_is_neither_is_refused_without_repeating_it(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        read_address(str(tmp_path / "alice@example.org"))
    assert refused.value.id == "estate.bad-address"
    assert "alice" not in str(refused.value)


def test_two_systems_of_one_name_are_told_apart() -> None:
    found = read_addresses(["mysql://a/shop", "mysql://b/shop", "mysql://c/shop"], {})
    assert [each.name for each in found] == ["shop", "shop_2", "shop_3"]
