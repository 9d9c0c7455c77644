"""Whether anything of a person is left: what is seen, what is said to be absent, and what nobody looked at."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from troth.clock import SetClock
from troth.estate.graph import residue
from troth.inventory import Action, Content, Doing, Seed
from unit.estate.worlds import ACCOUNT, EMAIL, PHONE, World, table, world

if TYPE_CHECKING:
    from troth.inventory import Observation

ALICE, BOB = Seed(EMAIL, "alice@example.org"), Seed(EMAIL, "bob@example.org")
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def left_overs() -> World:
    of = world(
        table("shop.customers", "id:integer email:varchar", [(1, "ALICE@example.org"), (2, BOB.text)]),
        table(
            "shop.notes", "id:integer anything:varchar made:timestamp", [(1, "alice@example.org rang", "2024-01-01")]
        ),
        table(
            "ads.hashes",
            "hash:varchar",
            [(hashlib.sha1(ALICE.text.encode(), usedforsecurity=False).hexdigest(),)],
            key="",
        ),
    )
    of.kinds["shop.customers.email"] = EMAIL
    return of


def seen(of: World, *seeds: Seed) -> dict[str, int]:
    (observations,) = residue(of.inventory(), of.connectors, [seeds], SetClock(NOON))
    return {str(trace.at): trace.rows for each in observations for trace in each.traces}


def observed(of: World, *seeds: Seed) -> tuple[Observation, ...]:
    return residue(of.inventory(), of.connectors, [seeds], SetClock(NOON))[0]


def test_every_field_that_could_hold_text_is_looked_at_whatever_it_is_taken_for() -> None:
    assert seen(left_overs(), ALICE) == {"shop.customers.email": 1, "shop.notes.anything": 1, "ads.hashes.hash": 1}


def test_where_nothing_is_left_there_is_a_trace_of_no_rows() -> None:
    assert set(seen(left_overs(), Seed(EMAIL, "eve@example.org")).values()) == {0}
    assert all(each.is_absent for each in observed(left_overs(), Seed(EMAIL, "eve@example.org")))
    assert not any(each.is_absent for each in observed(left_overs(), ALICE))


def test_after_an_erasure_nothing_is_left_of_her_and_all_of_him() -> None:
    of = left_overs()
    datasets = of.inventory().by_name
    for system, dataset, key in (("shop", "customers", 1), ("shop", "notes", 1)):
        at = next(name for name in datasets if str(name) == f"{system}.{dataset}")
        gone = Action(id="1", dataset=at, doing=Doing.DELETE, rows=((key,),))
        assert of.connectors[system].perform(datasets, [gone])[0].holds
    of.connectors["ads"].data["hashes"].clear()
    assert set(seen(of, ALICE).values()) == {0}
    assert seen(of, BOB)["shop.customers.email"] == 1


def test_what_could_not_be_looked_at_is_never_absent() -> None:
    of = left_overs()
    of.connectors["ads"].away = True
    away, shop = observed(of, Seed(EMAIL, "eve@example.org"))
    assert (away.system, away.problem, away.traces, away.is_absent) == ("ads", "estate.away", (), False)
    assert shop.is_absent
    inventory = of.inventory()
    ((away, _),) = residue(inventory, {"shop": of.connectors["shop"]}, [[ALICE]], SetClock(NOON))
    assert (away.problem, away.is_absent) == ("estate.no-connector", False)


def test_a_number_is_found_only_where_it_is_said_to_identify() -> None:
    of = world(table("shop.customers", "id:integer age:integer", [(10_023, 10_023)]))
    of.kinds["shop.customers.id"] = ACCOUNT
    assert seen(of, Seed(ACCOUNT, "10023")) == {"shop.customers.id": 1}


def test_many_are_looked_for_at_once_and_each_gets_her_own_answer() -> None:
    of = left_overs()
    seeds = [[ALICE, Seed(PHONE, "+493012345678")], [BOB], []]
    together = residue(of.inventory(), of.connectors, seeds, SetClock(NOON))
    assert together == tuple(residue(of.inventory(), of.connectors, [own], SetClock(NOON))[0] for own in seeds)


def test_each_dataset_is_read_once_for_all() -> None:
    of = left_overs()
    residue(of.inventory(), of.connectors, [[ALICE], [BOB]] * 50, SetClock(NOON))
    assert sum(each.asked for each in of.connectors.values()) == 3


def test_what_is_binary_is_not_read() -> None:
    of = left_overs()
    of.contents["shop.notes.anything"] = Content.BINARY
    assert "shop.notes.anything" not in seen(of, ALICE)


def test_rows_that_stay_with_a_reason_are_not_counted() -> None:
    of = left_overs()
    names = {str(name): name for name in of.inventory().by_name}
    kept = {(names["shop.customers"], (1,)), (names["ads.hashes"], of.connectors["ads"].data["hashes"][0])}
    (observations,) = residue(of.inventory(), of.connectors, [[ALICE]], SetClock(NOON), staying=[kept])
    counts = {str(trace.at): trace.rows for each in observations for trace in each.traces}
    assert counts == {"shop.customers.email": 0, "shop.notes.anything": 1, "ads.hashes.hash": 0}
