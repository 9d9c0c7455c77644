"""Versions of the notice and its policy, and what changed between them."""

from __future__ import annotations

import pytest

from e2e.api.world import EXAMPLES, OURS, World, is_problem, quoted


def test_published_versions_are_listed_and_drafts_are_not(world: World) -> None:
    got = world.get("/notices")
    assert got.status == 200, got.body
    versions = got.json["versions"]
    assert [(each["version"], each["is_in_force"]) for each in versions] == [
        ("2022-11-21", False),
        ("2024-02-29", True),
    ]
    assert versions[0]["effective_on"] == "2022-11-21"


def test_a_notice_has_its_clauses_and_what_each_became(world: World) -> None:
    got = world.get("/notices/2022-11-21?source=true")
    assert got.status == 200, got.body
    source = (EXAMPLES / OURS / "notice.md").read_text(encoding="utf-8")
    assert got.json["source"] == source
    clauses = {each["id"]: each for each in got.json["clauses"]}
    assert "practices.use-for-marketing" in clauses["s85"]["elements"]
    assert clauses["s1"]["role"] == "heading"
    assert world.get("/notices/2022-11-21").json["source"] is None


def test_a_policy_is_its_file_or_what_it_says(world: World) -> None:
    got = world.get("/policies/2022-11-21")
    assert got.headers["content-type"] == "application/yaml"
    assert got.body == (EXAMPLES / OURS / "policy.yaml").read_bytes()
    said = world.get("/policies/2022-11-21?form=json")
    assert said.headers["content-type"] == "application/json"
    assert said.json["head"]["organisation"] == OURS
    assert is_problem(world.get("/policies/2022-11-21?form=xml"), 422, "api.invalid")


def test_a_difference_has_the_words_that_changed(world: World) -> None:
    got = world.get("/notices/2022-11-21/difference/2024-02-29")
    assert got.status == 200, got.body
    changes = got.json["changes"]
    assert [each["kind"] for each in changes] == ["edited"]
    assert any("Ltd" in each["text"] and each["kind"] == "inserted" for each in changes[0]["words"])
    assert got.json["unchanged"] > 100
    same = world.get("/notices/2022-11-21/difference/2022-11-21").json
    assert same["changes"] == []


@pytest.mark.parametrize("version", ["1999", "2030-01-01", "no version", "é", "%00"])
@pytest.mark.parametrize("path", ["/notices/{}", "/policies/{}", "/notices/{}/difference/2022-11-21"])
def test_what_was_not_published_is_not_there(world: World, path: str, version: str) -> None:
    got = world.get(path.format(version if version == "%00" else quoted(version)))
    assert is_problem(got, 404, "api.no-such-path" if version == "%00" else "policy.no-such-version")
