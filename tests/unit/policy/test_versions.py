"""The versions of one organisation's policy, and the one in force on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from troth.errors import ProblemsFound, WrongUse
from troth.policy import Policy, read_policy
from troth.policy.versions import arrange_versions, load_versions

if TYPE_CHECKING:
    from pathlib import Path


def written(version: str, effective: str, organisation: str = "acme") -> str:
    head = f'organisation: {organisation}, version: "{version}", effective: {effective}'
    return f"troth: 1\npolicy: {{{head}, cite: [s1]}}\n"


def policy(version: str, effective: str, organisation: str = "acme") -> Policy:
    found, problems = read_policy(written(version, effective, organisation), f"{version}.yaml")
    assert found is not None
    assert problems == []
    return found


OLD, NEW = policy("old", "2019-05-01"), policy("new", "{new: on_acceptance, existing: 2021-01-01}")


def problem_ids(*policies: Policy) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        arrange_versions(policies)
    assert all(problem.help for problem in refused.value.problems)
    return [problem.id for problem in refused.value.problems]


def test_versions_stand_in_the_order_of_their_dates() -> None:
    assert arrange_versions([NEW, OLD]).policies == (OLD, NEW)
    assert arrange_versions([NEW, OLD]).latest == NEW


@pytest.mark.parametrize(
    ("on", "version"),
    [(date(2019, 4, 30), None), (date(2019, 5, 1), "old"), (date(2020, 12, 31), "old"), (date(2021, 1, 1), "new")],
)
def test_the_last_whose_date_has_come_is_in_force(on: date, version: str | None) -> None:
    found = arrange_versions([NEW, OLD]).in_force(on)
    assert (found.head.version if found else None) == version


def test_a_single_version_without_a_date_is_always_in_force() -> None:
    only = policy("only", "{new: on_acceptance}")
    assert arrange_versions([only]).in_force(date(1999, 1, 1)) is only


def test_two_for_one_date_are_a_problem() -> None:
    assert problem_ids(OLD, NEW, policy("other", "2019-05-01")) == ["policy.two-versions-one-date"]


def test_one_of_several_without_a_date_is_a_problem() -> None:
    assert problem_ids(OLD, policy("some-day", "{new: on_acceptance}")) == ["policy.version-without-date"]


def test_another_organisations_is_a_problem_and_all_are_told_at_once() -> None:
    assert set(problem_ids(OLD, policy("theirs", "2019-05-01", "charlie"))) == {
        "policy.other-organisation",
        "policy.two-versions-one-date",
    }


def test_none_at_all_is_wrong_use() -> None:
    with pytest.raises(WrongUse) as refused:
        arrange_versions([])
    assert refused.value.id == "policy.no-versions"


def test_a_folder_holds_the_policy_and_its_versions(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "policy.yaml").write_text(written("3", "2023-01-01"))
    (tmp_path / "versions" / "a.yaml").write_text(written("2", "2022-01-01"))
    (tmp_path / "versions" / "b.yaml").write_text(written("1", "2021-01-01"))
    (tmp_path / "versions" / "notes.txt").write_text("not a policy")
    assert [each.head.version for each in load_versions(tmp_path).policies] == ["1", "2", "3"]


def test_what_is_wrong_with_each_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "policy.yaml").write_text("troth: 2\n")
    (tmp_path / "versions" / "a.yaml").write_text(": :")
    with pytest.raises(ProblemsFound) as refused:
        load_versions(tmp_path)
    assert {problem.place.file.rpartition("/")[2] for problem in refused.value.problems} == {"policy.yaml", "a.yaml"}


def test_an_empty_folder_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        load_versions(tmp_path)
    assert refused.value.id == "policy.no-versions"
