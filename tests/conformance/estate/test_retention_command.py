"""`troth retention`: what it shows, and what its exit code says."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from retention_cast import CONTACT, GENERAL, POLICY, inventory, orders, users
from troth.cli import cli
from troth.inventory.file import write_inventory

if TYPE_CHECKING:
    from pathlib import Path

OLD, YOUNG = "2001-05-01 10:00:00", "2099-05-01 10:00:00"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policy.yaml").write_text(POLICY + f"  - {GENERAL}\n  - {CONTACT}\n", encoding="utf-8")
    (tmp_path / "estate.yaml").write_text(write_inventory(inventory(users(), orders())), encoding="utf-8")
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, name TEXT, made_at TEXT)")
        connection.execute(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id), address TEXT,"
            " made_at TEXT, status TEXT)"
        )
        rows = [(1, "alice@example.org", "Alice", OLD), (2, "bob@example.org", "Bob", YOUNG)]
        connection.executemany("INSERT INTO users VALUES (?, ?, ?, ?)", rows)
    monkeypatch.setenv("SHOP", str(path))
    return tmp_path


def call(shop: Path, name: str, *more: str) -> tuple[int, str]:
    options = ["retention", name, "--policy", str(shop), "--estate", str(shop / "estate.yaml"), *more]
    result = CliRunner().invoke(cli, options, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result.stdout


def ids(shop: Path) -> list[int]:
    with closing(sqlite3.connect(shop / "shop.db")) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM users ORDER BY 1")]


def test_a_plan_finds_what_is_overdue_and_changes_nothing(shop: Path) -> None:
    code, said = call(shop, "plan")
    assert (code, ids(shop)) == (1, [1, 2])
    assert "general (P6Y)" in said
    assert "s4" in said
    assert "alice" not in said


def test_a_plan_for_programs_counts(shop: Path) -> None:
    code, said = call(shop, "plan", "--format", "json")
    found: list[dict[str, Any]] = json.loads(said)["sweeps"]
    assert code == 1
    assert [(each["dataset"], each["fields"], each["due"], each["overdue"]) for each in found] == [
        ("shop.orders", [], 0, 0),
        ("shop.users", [], 1, 1),
        ("shop.users", ["email"], 1, 1),
    ]


def test_a_run_says_what_it_did_and_a_plan_after_it_holds(shop: Path) -> None:
    code, said = call(shop, "run", "--yes")
    assert (code, ids(shop)) == (0, [2])
    assert "1 rows deleted, 0 emptied, 0 still due" in said
    assert call(shop, "plan")[0] == 0


def test_a_dry_run_changes_nothing(shop: Path) -> None:
    assert call(shop, "run", "--dry-run")[0] == 1
    assert ids(shop) == [1, 2]


def test_nothing_goes_unless_somebody_said_so(shop: Path) -> None:
    with pytest.raises(Exception, match=r"retention\.not-confirmed|nobody said"):
        call(shop, "run")
    assert ids(shop) == [1, 2]


def test_a_system_that_is_away_is_no_empty_plan(shop: Path) -> None:
    (shop / "shop.db").unlink()
    assert call(shop, "plan")[0] != 0


def test_a_limit_that_cannot_be_kept_is_a_finding(shop: Path) -> None:
    call(shop, "run", "--yes")
    estate = write_inventory(inventory(users(since=""), orders()))
    (shop / "estate.yaml").write_text(estate, encoding="utf-8")
    code, said = call(shop, "plan")
    assert code == 1
    assert "retention.no-clock" in said
