from __future__ import annotations

from datetime import date

import pytest

from troth.errors import ProblemsFound
from troth.notice import read_notice
from troth.notice.versions import Version, arrange_versions, date_notice, problems_with
from troth.words import OrganisationId

ACME = OrganisationId("acme")


def version(name: str, day: str | None, *, text: str = "We keep it.") -> Version:
    return date_notice(read_notice(text, name=name), date.fromisoformat(day) if day else None)


def test_the_last_version_that_took_effect_is_in_force() -> None:
    history = arrange_versions(ACME, [version("new", "2022-05-01"), version("old", "2020-01-01")])
    in_force = [history.in_force_on(date.fromisoformat(day)) for day in ("2020-01-01", "2022-04-30", "2022-05-01")]
    assert [found.notice.name for found in in_force if found] == ["old", "old", "new"]
    assert history.in_force_on(date(2019, 12, 31)) is None


def test_the_day_in_the_text_counts_where_none_is_given() -> None:
    text = "Effective May 17, 2012. We keep it."
    assert version("a", None, text=text).effective_on == date(2012, 5, 17)
    assert version("a", "2013-01-01", text=text).effective_on == date(2013, 1, 1)


def test_two_versions_for_one_day_and_one_without_a_day_are_all_told_at_once() -> None:
    versions = [version("a", "2020-01-01"), version("b", "2020-01-01"), version("c", None)]
    with pytest.raises(ProblemsFound) as found:
        arrange_versions(ACME, versions)
    assert [problem.id for problem in found.value.problems] == [
        "notice.two-versions-one-date",
        "notice.version-without-date",
    ]
    assert "`b` and `a`" in found.value.problems[0].text


def test_versions_on_different_days_are_no_problem() -> None:
    assert problems_with([version("a", "2020-01-01"), version("b", "2020-01-02")]) == []
    assert arrange_versions(ACME, []).in_force_on(date(2020, 1, 1)) is None
