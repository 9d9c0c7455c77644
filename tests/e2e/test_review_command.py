"""`troth review` beside an installation: its decisions are entries of the organisation's log, or it says that not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from e2e.console.proposed import NOTICE
from e2e.installation import ACME, Installation

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def acme(tmp_path: Path, installation: Installation) -> Path:
    installation.found(ACME)
    (tmp_path / "notice.md").write_text(NOTICE, encoding="utf-8")
    done = _troth({}, "read", str(tmp_path / "notice.md"), "-o", str(tmp_path / "acme"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "acme"


def _troth(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TROTH_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "troth", *arguments],
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _at_hand(installation: Installation) -> dict[str, str]:
    return {name: installation.environment[name] for name in ("TROTH_DATA", "TROTH_KEY")}


def _entries() -> list[dict[str, object]]:
    from troth.store import log, reviewed

    return [json.loads(each.entry.public) for each in log.recorded(ACME, kinds=[reviewed.REVIEWED])]


def _accepted(folder: Path) -> set[str]:
    review = json.loads((folder / "policy.review.json").read_text(encoding="utf-8"))
    return {each["address"] for each in review["entries"] if each["accepted_by"]}


def test_each_decision_is_an_entry_where_an_installation_is_at_hand(acme: Path, installation: Installation) -> None:
    here = _at_hand(installation)
    done = _troth(
        here, "review", str(acme), "--by", "4", "--accept", "practices.never-sell", "--reject", "notes.n-definition"
    )
    assert "2 decisions recorded in the log of `acme`" in done.stderr
    told = _entries()
    assert [(each["act"], each["by"], each["proposal"]) for each in told] == [
        ("accepted", "4", ""),
        ("rejected", "4", ""),
    ]
    assert told[0]["elements"][0]["address"] == "practices.never-sell"  # type: ignore[index]
    assert told[1]["elements"] == [{"address": "notes.n-definition", "digest": ""}]
    assert _accepted(acme) == {"practices.never-sell"}


def test_the_installation_is_named_by_an_option(acme: Path, installation: Installation) -> None:
    here = _at_hand(installation)
    key = {"TROTH_KEY": here["TROTH_KEY"]}
    _troth(key, "review", str(acme), "--by", "4", "--accept", "practices.never-sell", "--log", here["TROTH_DATA"])
    assert len(_entries()) == 1


def test_without_an_installation_it_says_that_nothing_was_recorded(acme: Path, tmp_path: Path) -> None:
    nowhere = {"TROTH_DATA": str(tmp_path / "nowhere")}
    done = _troth(nowhere, "review", str(acme), "--by", "4", "--accept", "practices.never-sell")
    assert "not recorded in an evidence log: there is no installation here" in done.stderr
    assert _accepted(acme) == {"practices.never-sell"}
    assert not (tmp_path / "nowhere").exists(), "none is made for it"
    assert _entries() == []


def test_an_installation_that_does_not_run_the_organisation_is_passed_over_or_refused(
    acme: Path, installation: Installation
) -> None:
    here = _at_hand(installation)
    policy = acme / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("organisation: acme", "organisation: initech"), "utf-8")
    arguments = ("review", str(acme), "--by", "4", "--accept", "practices.never-sell")
    passed = _troth(here, *arguments)
    assert "not recorded in an evidence log: the installation does not run `initech`" in passed.stderr
    before = _accepted(acme)
    refused = _troth(here, *arguments, "--log", here["TROTH_DATA"])
    assert refused.returncode == 2
    assert "review.not-its-organisation" in refused.stderr
    assert _accepted(acme) == before


def test_an_address_is_no_account_for_the_log(acme: Path, installation: Installation) -> None:
    done = _troth(
        _at_hand(installation), "review", str(acme), "--by", "dana@mail.example", "--accept", "practices.never-sell"
    )
    assert done.returncode == 2
    assert "review.no-account" in done.stderr
    assert "dana@" not in done.stderr
    assert _accepted(acme) == set()
    assert _entries() == []


def test_to_look_at_what_is_left_opens_no_installation(acme: Path, installation: Installation) -> None:
    done = _troth(_at_hand(installation), "review", str(acme))
    assert done.returncode == 1
    assert "evidence log" not in done.stderr
