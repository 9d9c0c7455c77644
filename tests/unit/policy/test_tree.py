"""Looking upward in a tree of names: nearest first, each once, and a cycle ends where it began."""

from __future__ import annotations

from dataclasses import dataclass

from troth.policy.tree import names, nearest, upward


@dataclass(frozen=True)
class Node:
    is_: tuple[str, ...] = ()


TREE = {"weekly": Node(("newsletters",)), "newsletters": Node(("marketing", "dpv:Marketing")), "marketing": Node()}


def test_a_name_is_its_own_nearest_and_wider_ones_follow() -> None:
    assert upward(TREE, "weekly") == ("weekly", "newsletters", "marketing")
    assert upward(TREE, "marketing") == ("marketing",)


def test_terms_of_the_vocabulary_are_no_parents() -> None:
    assert "dpv:Marketing" not in upward(TREE, "newsletters")


def test_an_undeclared_name_is_only_itself() -> None:
    assert upward(TREE, "unheard_of") == ("unheard_of",)


def test_a_cycle_ends_where_it_began() -> None:
    cycle = {"hen": Node(("egg",)), "egg": Node(("hen",)), "self": Node(("self",))}
    assert upward(cycle, "hen") == ("hen", "egg")
    assert upward(cycle, "self") == ("self",)


def test_a_name_reached_by_two_ways_stands_once_and_where_it_is_nearest() -> None:
    diamond = {"d": Node(("b", "c")), "b": Node(("a",)), "c": Node(("b", "a")), "a": Node()}
    assert upward(diamond, "d") == ("d", "b", "c", "a")


def test_a_list_speaks_of_a_name_by_itself_by_a_wider_one_or_by_the_star() -> None:
    wider = ("weekly", "newsletters")
    assert names(("weekly",), wider)
    assert names(("newsletters", "card"), wider)
    assert names(("*",), wider)
    assert not names(("card",), wider)
    assert not names((), wider)


def test_how_near_a_list_names_a_thing_is_counted_in_steps_and_the_star_does_not_count() -> None:
    wider = ("weekly", "newsletters", "marketing")
    assert nearest(("weekly",), wider) == 0
    assert nearest(("marketing", "newsletters"), wider) == 1
    assert nearest(("*",), wider) is None
    assert nearest((), wider) is None
