"""Which limit holds for which rows: each rule with a case that breaks it, and one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from retention_cast import CONTACT, GENERAL, KEEP_OPEN, TODAY, at, fields_of, inventory, orders, personal, policy, users
from troth.inventory import Dataset, DatasetName, Erasing, FoundRow, Keep
from troth.policy.model import Then
from troth.requests.plan import Hold
from troth.retention import Limits, Sweep, Why, find_limits
from troth.retention.governing import governing, over_before
from troth.words import DataName, Duration, PartyName, SubjectId, SubjectKindName

LITIGATION = Hold(id="h", ground="litigation")
ALICE = SubjectId("alice")


def look(*limits: str, datasets: tuple[Dataset, ...] = (), more: str = "", **given: Any) -> Limits:
    return find_limits(policy(*limits, more=more), inventory(*(datasets or (users(),))), today=TODAY, **given)


def ids(found: Limits) -> list[str]:
    return [problem.id for problem in found.problems]


def rows(found: Limits) -> Sweep:
    (sweep,) = [each for each in found.sweeps if not each.fields]
    return sweep


def test_the_row_goes_with_its_longest_limit_and_a_field_with_its_own() -> None:
    found = look(GENERAL, CONTACT)
    assert [(each.fields, each.max, each.clauses) for each in found.sweeps] == [
        ((), Duration(years=6), ("s4",)),
        (("email",), Duration(years=2), ("s5",)),
    ]
    assert found.problems == ()
    assert rows(found).deletes
    assert not found.sweeps[1].deletes


def test_the_limit_of_the_narrowest_category_wins_though_it_is_longer() -> None:
    found = look(
        "{id: short, data: [personal], max: P1Y, cite: [s4]}", "{id: long, data: [contact], max: P9Y, cite: [s5]}"
    )
    assert [(each.fields, str(each.max)) for each in found.sweeps] == [((), "P9Y"), (("name",), "P1Y")]


def test_a_field_without_a_limit_keeps_the_row_and_the_others_are_emptied() -> None:
    found = look(CONTACT)
    assert [each.fields for each in found.sweeps] == [("email",)]
    found = look(GENERAL, datasets=(users(fields=(*users().fields, personal("notes", None))),))
    assert [each.fields for each in found.sweeps] == [("email", "name")]


def test_a_limit_for_everything_holds_for_what_has_no_category() -> None:
    fields = (*users().fields, personal("notes", None))
    found = look('{id: all, data: ["*"], max: P6Y, cite: [s4]}', datasets=(users(fields=fields),))
    assert rows(found).limits == ("retention.all",)


def test_a_dataset_under_no_limit_is_not_swept() -> None:
    assert look("{id: messages, data: [message], max: P1Y, cite: [s4]}").sweeps == ()


def test_a_limit_for_one_purpose_does_not_delete_what_another_may_keep() -> None:
    tax = "{id: taxes, data: [personal], for: [tax], max: P9Y, cite: [s6]}"
    assert look(tax).sweeps == ()
    assert [(each.limit, each.why) for each in look(tax).unseen] == [("retention.taxes", Why.PURPOSE)]
    service = "{id: serving, data: [personal], for: [service], max: P1Y, cite: [s6]}"
    assert rows(look(tax, service)).max == Duration(years=1)


def test_what_is_kept_for_several_purposes_goes_when_the_last_is_over() -> None:
    tax = "{id: taxes, data: [personal], for: [tax], max: P9Y, cite: [s6]}"
    service = "{id: serving, data: [personal], for: [service], max: P1Y, cite: [s6]}"
    books = policy(tax, service)
    practice = replace(next(iter(books.practices.values())), id="books", for_=("tax",))  # type: ignore[arg-type]
    books.practices["books"] = practice  # type: ignore[index]
    limit = governing(books, DataName("personal"), None)
    assert limit is not None
    assert limit.id == "taxes"


def test_a_limit_for_a_kind_of_subject_counts_where_the_dataset_is_of_it() -> None:
    short = "{id: applying, data: [personal], subjects: [applicant], max: P1Y, cite: [s7]}"
    applicants, customers = (users(subject=SubjectKindName(kind)) for kind in ("applicant", "customer"))
    assert str(rows(look(GENERAL, short, datasets=(applicants,))).max) == "P1Y"
    assert str(rows(look(GENERAL, short, datasets=(customers,))).max) == "P6Y"


def test_where_nobody_says_whose_rows_they_are_the_longer_limit_counts() -> None:
    short = "{id: applying, data: [personal], subjects: [applicant], max: P1Y, cite: [s7]}"
    assert str(rows(look(GENERAL, short)).max) == "P6Y"
    long = "{id: applying, data: [personal], subjects: [applicant], max: P9Y, cite: [s7]}"
    assert str(rows(look(GENERAL, long)).max) == "P9Y"
    assert look(short).sweeps == ()


@pytest.mark.parametrize(("limit", "why"), [
    ("{id: x, data: [personal], until: purpose_fulfilled, cite: [s4]}", Why.EVENT),
    ("{id: x, data: [personal], max: P1Y, until: request, cite: [s4]}", Why.EVENT),
    ("{id: x, data: [personal], modal: may, cite: [s4]}", Why.PERMITS),
    ("{id: x, data: [message], max: P1Y, cite: [s4]}", Why.NOWHERE),
])  # fmt: skip
def test_what_no_machine_sees_is_listed(limit: str, why: Why) -> None:
    assert [(each.limit, each.why, each.clauses) for each in look(limit).unseen] == [("retention.x", why, ("s4",))]
    assert look(GENERAL).unseen == ()


def test_a_dataset_without_a_clock_is_a_problem() -> None:
    found = look(GENERAL, datasets=(users(since=""),))
    assert (found.sweeps, ids(found)) == ((), ["retention.no-clock"])


def test_a_clock_that_nobody_confirmed_is_a_problem_and_a_confirmed_one_is_not() -> None:
    unsure = users(confirmed=False, fields=fields_of(users(), made_at={"confirmed": False}))
    assert ids(look(GENERAL, datasets=(unsure,))) == ["retention.unreviewed"]
    assert look(GENERAL, datasets=(unsure,)).sweeps == ()
    assert ids(look(GENERAL, datasets=(replace(unsure, fields=users().fields),))) == []


def test_what_the_estate_keeps_for_ever_is_a_problem() -> None:
    assert ids(look(GENERAL, datasets=(users(erase=Erasing.KEEP),))) == ["retention.kept-dataset"]


def test_views_and_what_is_held_for_another_controller_are_left_alone() -> None:
    assert look(GENERAL, datasets=(users(writable=False),)).sweeps == ()
    assert look(GENERAL, datasets=(users(controller=PartyName("acme")),)).sweeps == ()


def test_a_dataset_that_is_blanked_is_anonymised_though_the_limit_says_delete() -> None:
    assert rows(look(GENERAL)).then is Then.DELETE
    assert rows(look(GENERAL, datasets=(users(erase=Erasing.BLANK),))).then is Then.ANONYMISE
    limit = "{id: x, data: [personal], max: P6Y, then: anonymise, cite: [s4]}"
    assert rows(look(limit)).then is Then.ANONYMISE


def test_text_that_an_erasure_would_redact_is_emptied() -> None:
    redacted = users(fields=fields_of(users(), name={"erase": Erasing.REDACT}))
    assert [(put.field, put.how.value) for put in rows(look(GENERAL, datasets=(redacted,))).settings] == [
        ("email", "value"),
        ("name", "value"),
    ]


def test_a_key_whose_own_limit_is_over_sooner_is_a_finding() -> None:
    keyed = users(key=("email",))
    found = look(GENERAL, CONTACT, datasets=(keyed,))
    assert ids(found) == ["retention.field-stays"]
    assert [each.fields for each in found.sweeps] == [()]
    assert ids(look(GENERAL, datasets=(keyed,))) == []


def test_a_hold_on_everybody_stops_the_datasets_that_it_covers() -> None:
    assert rows(look(GENERAL, holds=(LITIGATION,))).stopped == "hold:litigation"
    assert rows(look(GENERAL, holds=(LITIGATION,))).is_held
    elsewhere = replace(LITIGATION, datasets=(DatasetName("shop", "orders"),))
    assert rows(look(GENERAL, holds=(elsewhere,))).stopped == ""
    over = replace(LITIGATION, until=date(2026, 3, 1))
    assert rows(look(GENERAL, holds=(over,))).stopped == ""


def test_a_hold_of_a_subject_spares_her_rows_and_stops_everything_where_nobody_looked() -> None:
    held = {ALICE: (FoundRow(dataset=at("users"), key=(3,)), FoundRow(dataset=at("orders"), key=(7,)))}
    hold = replace(LITIGATION, subject=ALICE)
    assert rows(look(GENERAL, holds=(hold,), held=held)).spared == ((3,),)
    assert rows(look(GENERAL, holds=(hold,), held=held)).stopped == ""
    assert rows(look(GENERAL, holds=(hold,))).stopped == "hold:litigation"


def test_a_keep_goes_with_the_sweep_and_one_without_a_foundation_stops_it() -> None:
    found = look(GENERAL, datasets=(orders(keep=(replace(KEEP_OPEN, max=Duration(years=9)),)),))
    (kept,) = rows(found).kept
    assert (kept.when, kept.since) == ((("status", ("open",)),), datetime(2017, 3, 2, tzinfo=UTC))
    unfounded = look(GENERAL, datasets=(orders(keep=(Keep(ground="whim"),)),))
    assert (rows(unfounded).stopped, ids(unfounded)) == ("retention.unfounded-keep", ["retention.unfounded-keep"])
    law = look(GENERAL, datasets=(orders(keep=(Keep(ground="whim", law="HGB 257"),)),))
    assert (rows(law).stopped, ids(law)) == ("", [])


def test_an_exception_that_nothing_in_the_estate_tells_stops_the_sweep() -> None:
    limit = "{id: x, data: [personal], max: P6Y, unless: {litigation: pending}, cite: [s4]}"
    found = look(limit, datasets=(orders(),))
    assert (rows(found).stopped, ids(found)) == ("retention.unseen-exception", ["retention.unseen-exception"])
    found = look(limit, datasets=(orders(keep=(KEEP_OPEN,)),))
    assert (rows(found).stopped, ids(found)) == ("", [])


def test_children_go_before_parents() -> None:
    found = look(GENERAL, datasets=(users(), orders()))
    assert [each.dataset.dataset for each in found.sweeps] == ["orders", "users"]


@pytest.mark.parametrize(("limit", "before"), [
    ("P6Y", date(2020, 3, 2)), ("P30D", date(2026, 1, 31)), ("P1M", date(2026, 2, 2)), ("PT72H", date(2026, 2, 27)),
])  # fmt: skip
def test_a_limit_ends_with_its_last_day(limit: str, before: date) -> None:
    length = Duration.parse(limit)
    assert length is not None
    assert over_before(length, TODAY) == datetime(before.year, before.month, before.day, tzinfo=UTC)


def test_the_clock_is_never_emptied() -> None:
    fields = fields_of(users(), made_at={"tier": users().fields[1].tier, "data": DataName("contact")})
    found = look(GENERAL, CONTACT, datasets=(users(fields=fields),))
    assert all(put.field != "made_at" for sweep in found.sweeps for put in sweep.settings)
    assert ids(found) == ["retention.field-stays"]
