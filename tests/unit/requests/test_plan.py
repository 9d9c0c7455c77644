from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from troth.inventory import Content, Dataset, Doing, Erasing, Inventory, Keep, Putting
from troth.requests.plan import Hold, Plan, make_plan
from troth.requests.request import Correction
from troth.words import DataName, RightKind, SubjectId
from unit.requests.cast import (
    CLIENTS,
    CUSTOMERS,
    ITEMS,
    KEEP_OPEN,
    NOTES,
    NOW,
    ORDERS,
    TODAY,
    at,
    declared,
    inventory,
    personal,
    plain,
    policy,
    request,
    row,
)

if TYPE_CHECKING:
    from troth.inventory import FoundRow

ALICE = [row("customers", 1), row("orders", 7), row("orders", 8), row("items", 70)]


def planned(
    found: list[FoundRow],
    of: Inventory | None = None,
    kind: RightKind = RightKind.ERASE,
    holds: tuple[Hold, ...] = (),
    **more: object,
) -> Plan:
    return make_plan(request(kind, **more), policy(), of or inventory(), found, today=TODAY, holds=holds)


def said(plan: Plan) -> list[tuple[str, str, list[int]]]:
    return [(a.doing.value, a.dataset.dataset, [key[0] for key in a.rows]) for a in plan.actions]  # type: ignore[misc]


def with_orders(**more: object) -> Inventory:
    return inventory(CUSTOMERS, replace(ORDERS, **more), ITEMS, NOTES, CLIENTS)  # type: ignore[arg-type]


def order(key: int, status: str, since: datetime | None = NOW) -> FoundRow:
    return row("orders", key, cells=(key, 1, status, "2026-11-22"), since=since)


def test_an_erasure_deletes_children_before_parents() -> None:
    assert said(planned(ALICE)) == [
        ("delete", "items", [70]),
        ("delete", "orders", [7, 8]),
        ("delete", "customers", [1]),
    ]


def test_actions_are_numbered_under_their_request_and_the_same_rows_give_the_same_plan() -> None:
    assert [action.id for action in planned(ALICE).actions] == ["r1:1", "r1:2", "r1:3"]
    assert planned(ALICE) == planned(ALICE)
    assert planned(ALICE).digest == planned(ALICE).digest
    assert planned(ALICE).digest != planned(ALICE[:2]).digest


def test_a_row_that_a_law_asks_for_is_kept_with_clause_end_and_purpose_and_its_customer_is_emptied() -> None:
    plan = planned([row("customers", 1), order(7, "open"), order(8, "paid")], with_orders(keep=(KEEP_OPEN,)))
    assert said(plan) == [("keep", "orders", [7]), ("change", "customers", [1]), ("delete", "orders", [8])]
    kept = plan.actions[0]
    assert (kept.reason, kept.clauses, kept.until, kept.for_) == ("billing", ("s6",), date(2032, 11, 22), ("billing",))


def test_a_reason_that_has_run_out_keeps_nothing() -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    assert said(planned([order(7, "open", old)], with_orders(keep=(KEEP_OPEN,)))) == [("delete", "orders", [7])]


def test_a_row_whose_cells_are_not_known_is_kept_rather_than_lost() -> None:
    assert said(planned([row("orders", 7)], with_orders(keep=(KEEP_OPEN,)))) == [("keep", "orders", [7])]


def test_a_keep_without_clause_or_law_keeps_nothing_and_a_person_has_to_look() -> None:
    plan = planned([order(7, "open")], with_orders(keep=(replace(KEEP_OPEN, ground="habit"),)))
    assert [problem.id for problem in plan.problems] == ["requests.unfounded-keep"]
    assert plan.of(Doing.KEEP) == ()
    law = Keep(ground="habit", law="HGB 257")
    assert said(planned([order(7, "open")], with_orders(keep=(law,)))) == [("keep", "orders", [7])]


def test_a_hold_keeps_everything_it_covers_until_it_ends() -> None:
    hold = Hold(id="h1", ground="litigation", subject=SubjectId("alice"), clauses=("s9",))
    assert {doing for doing, _, _ in said(planned(ALICE, holds=(hold,)))} == {"keep"}
    ended = replace(hold, until=date(2026, 11, 21))
    assert {doing for doing, _, _ in said(planned(ALICE, holds=(ended,)))} == {"delete"}
    of_bob = replace(hold, subject=SubjectId("bob"))
    assert {doing for doing, _, _ in said(planned(ALICE, holds=(of_bob,)))} == {"delete"}
    on_orders = replace(hold, datasets=(at("orders"),))
    assert said(planned(ALICE, holds=(on_orders,)))[0] == ("keep", "orders", [7, 8])


def test_emptying_obeys_what_fields_must_be() -> None:
    plan = planned([row("customers", 1)], inventory(replace(CUSTOMERS, erase=Erasing.BLANK), links=()))
    settings = {each.field: (each.how, each.value) for each in plan.actions[0].settings}
    assert settings == {
        "mail": (Putting.UNIQUE, "erased-{}@erased.invalid"),
        "name": (Putting.VALUE, ""),
        "phone": (Putting.VALUE, None),
    }


@pytest.mark.parametrize(
    ("type_", "value"),
    [("integer", 0), ("date", "1900-01-01"), ("jsonb", "{}"), ("boolean", False), ("varchar(20)", ""), ("bytea", b"")],
)
def test_a_field_that_must_have_a_value_gets_the_emptiest_of_its_type(type_: str, value: object) -> None:
    dataset = Dataset(
        at=at("t"), key=("id",), erase=Erasing.BLANK, fields=(plain("id"), personal("x", type=type_, nullable=False))
    )
    plan = planned([row("t", 1)], inventory(dataset, links=()))
    assert [each.value for each in plan.actions[0].settings] == [value]


def test_json_is_emptied_to_json() -> None:
    field = personal("x", type="text", nullable=False, content=Content.JSON)
    dataset = Dataset(at=at("t"), key=("id",), erase=Erasing.BLANK, fields=(plain("id"), field))
    assert planned([row("t", 1)], inventory(dataset, links=())).actions[0].settings[0].value == "{}"


def test_a_row_of_two_people_loses_only_her_fields() -> None:
    plan = planned([row("notes", 5, shared=True, fields=("a_mail", "body"))])
    assert said(plan) == [("change", "notes", [5])]
    assert [(each.field, each.how) for each in plan.actions[0].settings] == [
        ("a_mail", Putting.VALUE),
        ("body", Putting.REDACT),
    ]
    assert [seed.text for seed in plan.actions[0].redact] == ["alice@example.org"]


def test_what_is_held_for_another_controller_is_forwarded_and_not_touched() -> None:
    plan = planned([row("client_lists", 3)])
    assert plan.actions == ()
    assert [(each.controller, each.rows) for each in plan.forwards] == [("client", 1)]


def test_rows_without_a_key_need_a_person_and_a_view_needs_nothing() -> None:
    without = inventory(replace(NOTES, key=()), links=())
    assert [problem.id for problem in planned([row("notes", 5)], without).problems] == ["requests.no-key"]
    view = inventory(replace(NOTES, key=(), writable=False), links=())
    assert planned([row("notes", 5)], view) == planned([], view)


def test_a_circle_is_opened_where_a_reference_may_be_empty() -> None:
    customers = replace(CUSTOMERS, fields=(*CUSTOMERS.fields, plain("last_order", nullable=True)))
    circle = (
        declared(("orders", "customer"), ("customers", "id")),
        declared(("customers", "last_order"), ("orders", "id")),
    )
    orders = replace(
        ORDERS, fields=(plain("id"), personal("customer", nullable=False), plain("status"), personal("at"))
    )
    plan = planned([row("customers", 1), row("orders", 7)], inventory(customers, orders, links=circle))
    assert said(plan) == [("change", "customers", [1]), ("delete", "orders", [7]), ("delete", "customers", [1])]
    assert [each.field for each in plan.actions[0].settings] == ["last_order"]
    assert plan.problems == ()


def test_a_circle_that_cannot_be_opened_needs_a_person() -> None:
    customers = replace(CUSTOMERS, fields=(*CUSTOMERS.fields, plain("last_order", nullable=False)))
    orders = replace(ORDERS, fields=(plain("id"), personal("customer", nullable=False)))
    circle = (
        declared(("orders", "customer"), ("customers", "id")),
        declared(("customers", "last_order"), ("orders", "id")),
    )
    plan = planned([row("customers", 1), row("orders", 7)], inventory(customers, orders, links=circle))
    assert [problem.id for problem in plan.problems] == ["requests.closed-circle"]


def test_access_reads_every_personal_field_and_of_a_shared_row_only_hers() -> None:
    plan = planned(
        [row("customers", 1), row("notes", 5, shared=True, fields=("a_mail",)), row("client_lists", 3)],
        kind=RightKind.ACCESS,
    )
    assert [(action.dataset.dataset, action.fields) for action in plan.actions] == [
        ("customers", ("mail", "name", "phone")),
        ("notes", ("a_mail",)),
    ]
    assert [each.controller for each in plan.forwards] == ["client"]


def test_what_is_taken_away_was_provided_and_rests_on_consent_or_contract() -> None:
    scored = replace(CUSTOMERS, fields=(*CUSTOMERS.fields, replace(personal("score"), data=DataName("score"))))
    both = planned([row("customers", 1)], inventory(scored, links=()), RightKind.ACCESS)
    taken = planned([row("customers", 1)], inventory(scored, links=()), RightKind.PORT)
    assert both.actions[0].fields == ("mail", "name", "phone", "score")
    assert taken.actions[0].fields == ("mail", "name", "phone")


def test_to_know_reaches_back_as_far_as_the_notice_says_where_no_law_goes_further() -> None:
    rows = [order(7, "paid", datetime(2025, 11, 1, tzinfo=UTC)), order(8, "paid", datetime(2026, 1, 1, tzinfo=UTC))]
    assert said(planned(rows, kind=RightKind.KNOW, regimes=())) == [("read", "orders", [8])]
    assert said(planned(rows, kind=RightKind.KNOW, regimes=("us-ca-ccpa",))) == [("read", "orders", [7, 8])]


def test_a_correction_changes_the_person_herself_and_leaves_what_was_right_then() -> None:
    orders = replace(ORDERS, fields=(*ORDERS.fields, personal("mail", is_="pd:EmailAddress")))
    correction = Correction(data=DataName("pd:EmailAddress"), value="new@example.org")
    plan = planned(
        [row("customers", 1), row("orders", 7)],
        inventory(CUSTOMERS, orders),
        RightKind.RECTIFY,
        corrections=(correction,),
    )
    assert said(plan) == [("change", "customers", [1])]
    assert [(each.field, each.value) for each in plan.actions[0].settings] == [("mail", "new@example.org")]


def test_a_correction_of_a_value_changes_every_cell_that_holds_it() -> None:
    correction = Correction(data=DataName("contact"), value="Alice", was="alize")
    rows = [row("customers", 1, cells=(1, "a@example.org", "Alize", None))]
    plan = planned(rows, kind=RightKind.RECTIFY, corrections=(correction,))
    assert [(a.dataset.dataset, a.settings[0].field) for a in plan.actions] == [("customers", "name")]


def test_a_correction_that_could_mean_several_fields_or_changes_nothing_needs_a_person() -> None:
    ambiguous = Correction(data=DataName("contact"), value="x")
    plan = planned([row("customers", 1)], kind=RightKind.RECTIFY, corrections=(ambiguous,))
    assert "requests.ambiguous-correction" in [problem.id for problem in plan.problems]
    nothing = Correction(data=DataName("contact"), value="x", was="not there")
    plan = planned([row("customers", 1)], kind=RightKind.RECTIFY, corrections=(nothing,))
    assert [problem.id for problem in plan.problems] == ["requests.nothing-to-correct"]


@pytest.mark.parametrize("kind", [RightKind.RESTRICT, RightKind.OBJECT, RightKind.WITHDRAW, RightKind.OPT_OUT])
def test_a_word_of_the_subject_touches_no_row(kind: RightKind) -> None:
    assert planned(ALICE, kind=kind).actions == ()


def test_nothing_personal_is_in_the_repr_of_a_plan() -> None:
    found = [row("notes", 5, shared=True, fields=("body",), cells=("canary@example.org",) * 4)]
    assert "alice@example.org" not in repr(planned(found))
    assert "canary" not in repr(planned(found)) + repr(found)


def test_a_shared_row_that_is_kept_remembers_which_fields_are_hers() -> None:
    hold = Hold(id="h1", ground="litigation")
    plan = planned([row("notes", 5, shared=True, fields=("body",)), row("notes", 6)], holds=(hold,))
    assert [(a.doing, a.rows, a.fields) for a in plan.actions] == [
        (Doing.KEEP, ((5,),), ("body",)),
        (Doing.KEEP, ((6,),), ()),
    ]


def test_a_row_that_only_mentions_her_is_emptied_of_the_mention_and_not_deleted() -> None:
    plan = planned([row("notes", 6, fields=("body",))])
    assert said(plan) == [("change", "notes", [6])]
    assert [(each.field, each.how) for each in plan.actions[0].settings] == [("body", Putting.REDACT)]
    assert planned([row("notes", 6, fields=("body",))], kind=RightKind.ACCESS).actions[0].fields == ("body",)
