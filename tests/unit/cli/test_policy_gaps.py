"""`troth policy gaps`: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from unit.cli.conftest import Ended

POLICY = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2024-01-01, changes: {post: same_page},
  laws: [us-ca-caloppa, br-lgpd], cite: [s1]}
parties: {acme: {role: controller, name: Acme, cite: [s2]}, network: {role: third_party, cite: [s7]}}
data: {address: {is: [pd:EmailAddress], cite: [s3]}}
practices: [{id: collect, do: collect, data: ["*"], modal: does, cite: [s4]}]
"""

SAID = """\
signals: {dnt: {state: ignored, cite: [s5]}}
trackers: {ads: {kind: cookie, class: advertising, set_by: [network], cite: [s6]}}
"""
VAGUE = "vague: {is: [dpv:PersonalData], cite: [s8]}, address: {is: [pd:EmailAddress]"


def _folder(tmp_path: Path, text: str = POLICY) -> Path:
    (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_table_by_regime_says_what_to_write(troth: Callable[..., Ended], tmp_path: Path) -> None:
    ended = troth("policy", "gaps", _folder(tmp_path))
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert "us-ca-caloppa: California Online Privacy Protection Act" in lines
    assert any(line.split()[:3] == ["categories", "said", "s3"] for line in lines)
    assert any(line.split()[:2] == ["review", "missing?"] for line in lines)
    missing = next(place for place, line in enumerate(lines) if line.startswith("do-not-track: How the operator"))
    assert lines[missing + 1].startswith("  help: say what is done with the signal")
    assert "br-lgpd: troth has no checklist for it" in lines


def test_the_folder_at_hand_is_meant_where_none_is_named(
    troth: Callable[..., Ended], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_folder(tmp_path))
    assert "us-ca-caloppa" in troth("policy", "gaps").out


def test_programs_get_every_item_with_its_source(troth: Callable[..., Ended], tmp_path: Path) -> None:
    ended = troth("policy", "gaps", _folder(tmp_path), "--law", "eu-gdpr", "--law", "uk-gdpr", "--format", "json")
    found = {each["item"]["id"]: each for each in json.loads(ended.out)}
    assert len(found) == 49
    assert found["eu-gdpr.controller"]["state"] == "said"
    assert found["eu-gdpr.controller"]["clauses"] == ["s2"]
    assert found["uk-gdpr.transfers"]["supposed"] is True
    assert found["uk-gdpr.transfers"]["item"]["source"] == "UK GDPR 13(1)(f), 14(1)(f)"


def test_what_fails_is_chosen(troth: Callable[..., Ended], tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    for fail_on, text, code in (
        (None, POLICY, 0),
        ("missing", POLICY, 1),
        ("missing", f"{POLICY}{SAID}", 0),
        ("supposed", f"{POLICY}{SAID}", 1),
        ("partly", f"{POLICY}{SAID}", 0),
        ("partly", f"{POLICY}{SAID}".replace("address: {is: [pd:EmailAddress]", VAGUE), 1),
        ("missing", f"{POLICY}{SAID}".replace("address: {is: [pd:EmailAddress]", VAGUE), 0),
    ):
        _folder(tmp_path, text)
        options = ("--fail-on", fail_on) if fail_on else ()
        assert troth("policy", "gaps", folder, *options).code == code, (fail_on, text)


def test_a_law_without_a_checklist_is_refused_with_those_that_have_one(
    troth: Callable[..., Ended], tmp_path: Path
) -> None:
    ended = troth("policy", "gaps", _folder(tmp_path), "--law", "br-lgpd")
    assert ended.code == 2
    assert "laws.no-checklist" in ended.err
    assert "`eu-gdpr`" in ended.err
