"""A scan goes on past what fails, and fails only where nothing could be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from troth.estate.connector import Column, EstateProblem, Sample, Table
from troth.estate.scan import scan
from troth.inventory import DatasetName, System

if TYPE_CHECKING:
    from troth.estate.connector import Connector

GONE = EstateProblem("`shop.gone` is not there any more", id="estate.table-gone", help="scan again")


def a_table(name: str, problem: str = "") -> Table:
    columns = () if problem else (Column(name="a"),)
    return Table(at=DatasetName("shop", name), columns=columns, problem=problem)


@dataclass
class Fake:
    """A system with tables of which some go before they are read."""

    given: tuple[Table, ...] = ()
    away: bool = False
    name: str = "shop"

    @property
    def system(self) -> System:
        return System(name=self.name, kind="sql", url="")

    def tables(self) -> tuple[Table, ...]:
        if self.away:
            raise EstateProblem(f"`{self.name}` cannot be reached", id="estate.unreachable", help="check it")
        return self.given

    def sample(self, table: Table, most: int) -> Sample:
        if table.at.dataset == "gone":
            raise GONE
        return Sample(at=table.at, columns=("a",), cells=((1,) * min(most, 3),), complete=True)


def connectors(*fakes: Fake) -> list[Connector]:
    return list(fakes)  # type: ignore[arg-type]  # what a scan does not ask is not there


def test_a_table_that_goes_between_two_looks_is_a_problem_and_the_others_are_read() -> None:
    found = scan(connectors(Fake((a_table("gone"), a_table("stays")))))
    assert [each.at.dataset for each in found.tables] == ["stays"]
    assert [(each.id, each.place.file) for each in found.problems] == [("estate.table-gone", "shop")]


def test_a_table_that_cannot_be_reflected_is_a_problem() -> None:
    found = scan(connectors(Fake((a_table("broken", "`shop.broken` cannot be read"), a_table("stays")))))
    assert [each.text for each in found.problems] == ["`shop.broken` cannot be read"]
    assert len(found.samples) == 1


def test_a_system_that_is_away_does_not_keep_another_from_being_read() -> None:
    found = scan(connectors(Fake(away=True, name="crm"), Fake((a_table("stays"),))))
    assert len(found.tables) == 1
    assert [each.id for each in found.problems] == ["estate.unreachable"]


def test_a_scan_in_which_nothing_could_be_read_fails() -> None:
    with pytest.raises(EstateProblem, match="cannot be reached"):
        scan(connectors(Fake(away=True)))
    with pytest.raises(EstateProblem, match="not there any more"):
        scan(connectors(Fake((a_table("gone"),))))


def test_an_empty_system_is_no_failure() -> None:
    assert scan(connectors(Fake())).tables == ()


def test_progress_is_told_table_by_table() -> None:
    told: list[tuple[int, int]] = []
    scan(connectors(Fake((a_table("a"), a_table("b")))), progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]
