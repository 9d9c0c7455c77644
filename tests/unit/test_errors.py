"""Problems and refusals: their order, their words, and the exit codes that commands end with."""

from __future__ import annotations

import pytest

from troth.errors import (
    ExitCode,
    OutsideWorldFailed,
    Place,
    Problem,
    ProblemsFound,
    Severity,
    TrothError,
    WrongUse,
    in_order,
)


def problem(
    line: int = 1, column: int = 1, id_: str = "policy.x", text: str = "it is wrong", file: str = "a"
) -> Problem:
    return Problem(Place(file, line, column), id_, text, "mend it")


def test_a_place_is_written_as_editors_find_it() -> None:
    assert str(Place("policy.yaml", 14, 3)) == "policy.yaml:14:3"
    assert str(Place("policy.yaml")) == "policy.yaml"


def test_a_problem_shows_place_text_id_and_next_step() -> None:
    assert str(problem(14, 3)) == "a:14:3: it is wrong [policy.x]\n  help: mend it"


def test_a_problem_is_an_error_unless_it_says_otherwise() -> None:
    assert problem().severity is Severity.ERROR


def test_problems_are_shown_in_the_order_in_which_a_reader_meets_them() -> None:
    ordered = [
        problem(file="a", line=2, column=9),
        problem(file="a", line=10, column=1, id_="policy.a", text="b"),
        problem(file="a", line=10, column=1, id_="policy.b", text="a"),
        problem(file="a", line=10, column=1, id_="policy.b", text="b"),
        problem(file="b", line=1, column=1),
    ]
    assert in_order(ordered[::-1]) == ordered


def test_a_problem_told_twice_is_shown_once() -> None:
    assert in_order([problem(), problem(), problem(2)]) == [problem(), problem(2)]


@pytest.mark.parametrize(
    ("kind", "code"), [(WrongUse, ExitCode.WRONG_USE), (OutsideWorldFailed, ExitCode.OUTSIDE_WORLD)]
)
def test_a_refusal_says_what_its_id_and_a_next_step_and_knows_its_exit_code(
    kind: type[TrothError], code: ExitCode
) -> None:
    error = kind("there is no file `x`", id="policy.no-file", help="name a file")
    assert str(error) == "there is no file `x` [policy.no-file]\n  help: name a file"
    assert (error.text, error.id, error.help, error.exit_code) == (
        "there is no file `x`",
        "policy.no-file",
        "name a file",
        code,
    )


def test_problems_found_show_all_of_them_in_order_and_name_the_first() -> None:
    found = ProblemsFound([problem(7), problem(2, id_="policy.first"), problem(7)])
    assert [each.place.line for each in found.problems] == [2, 7]
    assert str(found) == "\n".join(map(str, found.problems))
    assert (found.id, found.text) == ("policy.first", "a:2:1: it is wrong (and 1 more)")
    assert found.exit_code is ExitCode.FINDINGS


def test_one_problem_alone_has_no_more() -> None:
    assert ProblemsFound([problem()]).text == "a:1:1: it is wrong"


def test_the_exit_codes_are_those_that_are_documented() -> None:
    assert [(code.name, code.value) for code in ExitCode] == [
        ("HOLDS", 0),
        ("FINDINGS", 1),
        ("WRONG_USE", 2),
        ("OUTSIDE_WORLD", 3),
    ]
