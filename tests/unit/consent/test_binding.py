from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from troth.consent.binding import Acceptance, Contact, bind_datum, bind_subject
from troth.policy.model import AppliesTo, Changes, Effective, Head
from troth.policy.versions import order_versions, starts_on
from troth.words import OrganisationId

if TYPE_CHECKING:
    from troth.errors import Problem


def head(version: str, existing: date | None, *, new: str = "", applies_to: AppliesTo = AppliesTo.ALL_DATA) -> Head:
    return Head(
        organisation=OrganisationId("acme"),
        version=version,
        effective=Effective(new=new, existing=existing),
        changes=Changes(applies_to=applies_to),
    )


FIRST = head("first", date(2010, 1, 1))
SECOND = head("second", date(2012, 7, 1), new="on_acceptance", applies_to=AppliesTo.DATA_COLLECTED_AFTER)
OLD_HAND = Contact(date(2010, 6, 1))
NEWCOMER = Contact(date(2012, 6, 1), (Acceptance("second", date(2012, 6, 1)),))


def version(found: Head | list[Problem]) -> str:
    assert isinstance(found, Head), found
    return found.version


def problems(found: object) -> list[str]:
    assert isinstance(found, list)
    return [problem.id for problem in found]


def test_who_was_there_is_bound_on_the_date() -> None:
    assert version(bind_subject([FIRST, SECOND], OLD_HAND, date(2012, 6, 30))) == "first"
    assert version(bind_subject([FIRST, SECOND], OLD_HAND, date(2012, 7, 1))) == "second"


def test_who_is_new_is_bound_on_acceptance() -> None:
    assert version(bind_subject([FIRST, SECOND], NEWCOMER, date(2012, 6, 1))) == "second"
    assert version(bind_subject([FIRST, SECOND], Contact(date(2012, 6, 1)), date(2012, 6, 1))) == "first"


def test_accepting_after_the_date_changes_nothing() -> None:
    late = Contact(date(2010, 6, 1), (Acceptance("second", date(2013, 1, 1)),))

    assert version(bind_subject([FIRST, SECOND], late, date(2012, 7, 1))) == "second"


def test_accepting_another_version_does_not_bind_to_this_one() -> None:
    other = Contact(date(2012, 6, 1), (Acceptance("first", date(2012, 6, 1)),))

    assert version(bind_subject([FIRST, SECOND], other, date(2012, 6, 2))) == "first"


def test_a_date_for_new_subjects_binds_those_who_come_after_it() -> None:
    third = head("third", date(2020, 1, 1), new="2019-10-01")

    assert version(bind_subject([FIRST, third], Contact(date(2019, 10, 1)), date(2019, 10, 1))) == "third"
    assert version(bind_subject([FIRST, third], Contact(date(2019, 9, 30)), date(2019, 10, 1))) == "first"
    assert version(bind_subject([FIRST, third], Contact(date(2019, 9, 30)), date(2020, 1, 1))) == "third"


def test_acceptance_does_not_matter_where_the_version_does_not_bind_on_it() -> None:
    early = Contact(date(2009, 1, 1), (Acceptance("first", date(2009, 1, 1)),))

    assert problems(bind_subject([FIRST], early, date(2009, 12, 31))) == ["policy.no-version-yet"]


def test_before_the_first_version_nothing_binds() -> None:
    assert problems(bind_subject([FIRST], OLD_HAND, date(2009, 12, 31))) == ["policy.no-version-yet"]
    assert problems(bind_datum([FIRST], OLD_HAND, date(2009, 1, 1), date(2009, 12, 31))) == ["policy.no-version-yet"]
    assert problems(bind_subject([], OLD_HAND, date(2012, 1, 1))) == ["policy.no-version-yet"]


def test_data_collected_before_a_change_stay_under_their_version() -> None:
    today = date(2013, 1, 1)

    assert version(bind_datum([FIRST, SECOND], OLD_HAND, date(2012, 6, 30), today)) == "first"
    assert version(bind_datum([FIRST, SECOND], OLD_HAND, date(2012, 7, 1), today)) == "second"
    assert version(bind_datum([FIRST, SECOND], NEWCOMER, date(2012, 6, 15), today)) == "second"


def test_a_change_for_all_data_governs_older_data_too() -> None:
    second = head("second", date(2012, 7, 1))

    assert version(bind_datum([FIRST, second], OLD_HAND, date(2011, 1, 1), date(2013, 1, 1))) == "second"


def test_a_later_change_for_all_data_ends_what_an_earlier_one_spared() -> None:
    third = head("third", date(2015, 1, 1))
    versions = [third, FIRST, SECOND]

    assert version(bind_datum(versions, OLD_HAND, date(2011, 1, 1), date(2014, 1, 1))) == "first"
    assert version(bind_datum(versions, OLD_HAND, date(2011, 1, 1), date(2015, 1, 1))) == "third"


def test_two_changes_for_data_collected_after_leave_each_datum_where_it_was() -> None:
    third = head("third", date(2015, 1, 1), applies_to=AppliesTo.DATA_COLLECTED_AFTER)
    today = date(2016, 1, 1)
    found = [
        version(bind_datum([FIRST, SECOND, third], OLD_HAND, day, today))
        for day in (date(2011, 1, 1), date(2013, 1, 1), date(2015, 1, 1))
    ]

    assert found == ["first", "second", "third"]


def test_data_older_than_every_version_are_under_the_first() -> None:
    only = head("only", date(2012, 1, 1), applies_to=AppliesTo.DATA_COLLECTED_AFTER)

    assert version(bind_datum([only], OLD_HAND, date(2000, 1, 1), date(2013, 1, 1))) == "only"


@pytest.mark.parametrize("bind", ["subject", "datum"])
def test_two_versions_for_one_date_are_a_problem(bind: str) -> None:
    versions = [FIRST, head("twin", date(2010, 1, 1)), SECOND]
    today = date(2013, 1, 1)
    found = (
        bind_subject(versions, OLD_HAND, today) if bind == "subject" else bind_datum(versions, OLD_HAND, today, today)
    )

    assert problems(found) == ["policy.two-versions-one-date"]
    assert isinstance(found, list)
    assert "`first`, `twin`" in found[0].text
    assert "2010-01-01" in found[0].text


def test_one_of_several_versions_without_a_date_is_a_problem() -> None:
    dateless = head("dateless", None, new="on_acceptance")

    assert problems(order_versions([FIRST, dateless])) == ["policy.version-without-date"]
    assert order_versions([dateless]) == (dateless,)
    accepted = Contact(date(2012, 1, 1), (Acceptance("dateless", date(2012, 1, 1)),))
    assert version(bind_subject([dateless], accepted, date(2012, 1, 1))) == "dateless"


def test_versions_are_ordered_by_their_dates() -> None:
    assert order_versions([SECOND, FIRST]) == (FIRST, SECOND)
    assert starts_on(head("new only", None, new="2019-10-01")) == date(2019, 10, 1)
