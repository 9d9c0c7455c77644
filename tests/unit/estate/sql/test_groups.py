"""Actions of many requests become few statements, and each request's order is kept."""

from __future__ import annotations

from estate_acts import change, delete, named, put
from troth.estate.sql.groups import Asked, Group, in_groups, request_of
from troth.estate.sql.standing import standing_for_nobody
from troth.estate.sql.writing.catalog import Live
from troth.inventory import Action, Doing


def asked(*actions: Action) -> list[Asked]:
    return [Asked(place, action, request_of(action)) for place, action in enumerate(actions)]


def said(groups: list[Group]) -> list[tuple[str, str, list[str]]]:
    return [(each.dataset.dataset, each.doing.value, [one.action.id for one in each.asked]) for each in groups]


def test_the_same_for_many_requests_is_one_group() -> None:
    actions = [delete("a:1", "lines", (1,)), delete("a:2", "orders", (1,)), delete("b:1", "lines", (2,))]
    assert said(in_groups(asked(*actions, delete("b:2", "orders", (2,))))) == [
        ("lines", "delete", ["a:1", "b:1"]), ("orders", "delete", ["a:2", "b:2"]),
    ]  # fmt: skip


def test_a_group_waits_until_it_is_everybodys_next() -> None:
    """b has nothing in lines: its orders wait for a's, so that both are one statement."""
    actions = [delete("b:1", "orders", (2,)), delete("a:1", "lines", (1,)), delete("a:2", "orders", (1,))]
    assert said(in_groups(asked(*actions))) == [("lines", "delete", ["a:1"]), ("orders", "delete", ["b:1", "a:2"])]


def test_requests_that_want_opposite_orders_each_get_their_own() -> None:
    actions = [delete("a:1", "x", (1,)), delete("a:2", "y", (1,)), delete("b:1", "y", (2,)), delete("b:2", "x", (2,))]
    groups = said(in_groups(asked(*actions)))
    for request in ("a", "b"):
        order = [id_ for _, _, ids in groups for id_ in ids if id_.startswith(request)]
        assert order == [f"{request}:1", f"{request}:2"]


def test_other_values_are_another_group() -> None:
    actions = [change("a:1", "x", (1,), settings=[put("f")]), change("b:1", "x", (2,), settings=[put("f", "v")])]
    assert len(in_groups(asked(*actions))) == 2


def test_chunks_hold_each_row_once_and_everybody_who_asked_for_it() -> None:
    (group,) = in_groups(asked(delete("a:1", "x", (1,), (2,), (2,)), delete("b:1", "x", (2,), (3,))))
    first, second = group.chunks(2)
    assert list(first.rows) == [(1,), (2,)]
    assert [one.request for one in first.rows[2,]] == ["a", "b"]
    assert list(second.rows) == [(3,)]
    assert list(first.only({"b"}).rows) == [(2,)]
    assert first.of_rows([(1,)]) == {"a"}


def test_a_request_is_what_stands_before_its_number() -> None:
    ids = [request_of(Action(id=id_, dataset=named("x"), doing=Doing.DELETE)) for id_ in ("r1:2", "a:b:3", "alone")]
    assert ids == ["r1", "a:b", "alone"]


def value(type_: str, key: int, template: str = "erased-{}@erased.invalid", limit: int = 0) -> object:
    return standing_for_nobody(template, named("users"), (key,), Live("email", type_, limit=limit))


def test_a_value_for_nobody_is_the_rows_own_and_always_the_same() -> None:
    values = {value("varchar(60)", key) for key in range(1000)}
    assert len(values) == 1000
    assert value("varchar(60)", 1) == value("varchar(60)", 1)


def test_a_value_for_nobody_fits_its_column() -> None:
    assert len(str(value("varchar(12)", 1, limit=12))) == 12
    assert len(str(value("varchar(30)", 1, limit=30))) <= 30
    assert -32768 <= int(str(value("smallint", 1))) < 0
    assert 0 <= int(str(value("int(10) unsigned", 1))) < 2**31
    assert len(str(value("uuid", 1))) == 36
    assert isinstance(value("varbinary(8)", 1, limit=8), bytes)
