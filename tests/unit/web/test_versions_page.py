from __future__ import annotations

from datetime import date

import pytest

from centre_site import OLDER, TODAY, make_shelf
from troth.notice.difference import ChangeKind
from troth.web.centre.versions_page import DifferencePage, Standing, difference_page, versions_page
from troth.words import OrganisationId

pytestmark = pytest.mark.slow  # pages of whole examples


def _difference() -> DifferencePage:
    shelf = make_shelf()
    versions = shelf.versions(OrganisationId(OLDER))
    pairs = []
    for policy in versions.policies:
        notice = shelf.notice(OrganisationId(OLDER), policy.head.version)
        assert notice is not None
        pairs.append((policy, notice))
    return difference_page(versions, TODAY, pairs[0], pairs[1])


def test_versions_stand_newest_first_and_one_is_in_force() -> None:
    page = versions_page(make_shelf().versions(OrganisationId(OLDER)), TODAY)
    assert [line.version for line in page.versions] == ["2022-11-21", "2019-05-06"]
    assert [line.standing for line in page.versions] == [Standing.IN_FORCE, Standing.PAST]
    assert page.versions[0].before == "2019-05-06"


def test_before_its_day_a_version_is_still_to_come() -> None:
    page = versions_page(make_shelf().versions(OrganisationId(OLDER)), date(2020, 1, 1))
    assert [line.standing for line in page.versions] == [Standing.TO_COME, Standing.IN_FORCE]


def test_a_difference_counts_every_sentence_once() -> None:
    page = _difference()
    shown = sum(row.unchanged or 1 for section in page.sections for row in section.rows)
    counted = dict(page.counts)
    quiet_sections = sum(counted.values()) - shown
    assert quiet_sections >= 0
    changed = [row for section in page.sections for row in section.rows if not row.unchanged]
    assert len(changed) == sum(count for kind, count in page.counts if kind is not ChangeKind.UNCHANGED)


def test_what_was_planted_in_the_older_version_is_found() -> None:
    rows = [row for section in _difference().sections for row in section.rows]
    by_kind = {kind: [row for row in rows if row.kind is kind] for kind in ChangeKind}
    assert [row.text for row in by_kind[ChangeKind.REMOVED]] == ["We keep server logs for one year."]
    assert [row.text[:8] for row in by_kind[ChangeKind.ADDED]] == ["Moreover"]
    assert [row.from_ for row in by_kind[ChangeKind.MOVED]] == ["Automatic collection"]
    assert all(row.words for row in by_kind[ChangeKind.EDITED])
