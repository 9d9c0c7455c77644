"""Clocks and plans as the desk shows them."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from carrying import ACME, NOTICE, POLICY
from databases import NOON
from troth.errors import Place, Problem
from troth.inventory import Action, DatasetName, Doing, Putting, Setting
from troth.notice import read_notice
from troth.policy import read_policy
from troth.requests.flow import StepKind
from troth.requests.plan import Forward, Plan
from troth.requests.request import Denial, Request, State, Tier
from troth.web.console.pages import asking
from troth.web.console.pages.clocks import bar
from troth.web.console.pages.plan_shown import shown
from troth.words import Channel, PartyName, RightKind

if TYPE_CHECKING:
    from troth.policy.model import Policy

TODAY = NOON.date()
ERASURE = Request(
    id="r1", organisation=ACME, kind=RightKind.ERASE, received_at=NOON, state=State.PLANNED, regimes=("eu-gdpr",)
)


def _policy() -> Policy:
    policy, problems = read_policy(POLICY)
    assert policy is not None, problems
    return policy


def test_a_law_and_a_promise_are_told_apart_on_one_bar() -> None:
    found = bar(ERASURE, _policy(), TODAY + timedelta(days=10))
    assert [(each.due.is_promise, each.by) for each in found.clocks] == [
        (True, "the notice"),
        (False, "GDPR 12(3); Regulation 1182/71 Art. 3"),
    ]
    promise, law = found.clocks
    assert 0 < found.spent < promise.place < law.place == 1000
    assert (promise.says, found.is_late) == ("20 days left", False)


def test_a_promise_is_late_before_the_law_is_and_says_so_in_a_word_and_a_shape() -> None:
    found = bar(ERASURE, _policy(), TODAY + timedelta(days=31))
    promise, law = found.clocks
    assert (promise.says, promise.look, promise.is_late) == ("late by 1 day", "cross never", True)
    assert (law.is_late, law.look) == (False, "hollow silent")
    assert found.is_late
    assert "late by 1 day" in found.label


def test_a_closed_request_stands_where_it_was_closed() -> None:
    closed = dataclasses.replace(ERASURE, state=State.ANSWERED, closed_at=NOON + timedelta(days=5))
    found = bar(closed, _policy(), TODAY + timedelta(days=400))
    assert [each.says for each in found.clocks] == ["kept", "kept"]
    assert not found.is_late
    assert 0 < found.spent < 200


def test_a_request_that_nothing_binds_has_no_clock() -> None:
    found = bar(dataclasses.replace(ERASURE, regimes=(), kind=RightKind.COMPLAIN), None, TODAY)
    assert (found.clocks, found.first, found.label) == ((), None, "no limit binds it")


def test_a_plan_says_what_is_done_and_shows_no_value() -> None:
    canary = "canary@mail.example"
    orders, notes = DatasetName("shop", "orders"), DatasetName("crm", "notes")
    plan = Plan(
        request="r1",
        kind=RightKind.ERASE,
        actions=(
            Action(id="1", dataset=orders, doing=Doing.KEEP, rows=((canary,),), reason="hold:lawsuit",
                clauses=("s4", "s99"), until=date(2030, 1, 1), for_=("billing",)),
            Action(id="2", dataset=notes, doing=Doing.CHANGE, rows=((1,), (2,)), reason="shared", settings=(
                Setting(field="mail"), Setting(field="name", value=canary), Setting(field="body", how=Putting.REDACT))),
        ),
        forwards=(Forward(controller=PartyName("client"), dataset=notes, rows=3),),
        problems=(Problem(Place("estate.yaml"), "requests.no-key", "a", "b"),),
    )  # fmt: skip
    found = shown(plan, read_notice(NOTICE, name="notice.md"), plan.digest)
    assert canary not in repr(found)
    keep, change = found.systems[0].lines[0], found.systems[1].lines[0]
    assert (keep.reason, keep.locked_to, keep.cited[1].text) == ("a hold keeps it: lawsuit", ("billing",), "")
    assert "invoices" in keep.cited[0].text
    assert change.fields == ("mail (emptied)", "name (set)", "body (her identifiers taken out)")
    assert [(does, rows) for does, _, _, rows in found.totals] == [("change", 2), ("keep", 1)]
    assert found.forwards == (("client", "crm.notes", 3),)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (asking.KINDS, RightKind),
        (asking.STATES, State),
        (asking.CHANNELS, Channel),
        (asking.TIERS, Tier),
        (asking.DENIALS, Denial),
        (asking.STEPS, StepKind),
        (asking.STEPS_OPEN, StepKind),
    ],
    ids=["kinds", "states", "channels", "tiers", "denials", "steps", "open steps"],
)
def test_every_word_of_the_stages_is_said(words: dict[object, object], kinds: type) -> None:
    assert set(words) == set(kinds)  # type: ignore[call-overload]


def test_every_problem_has_help_and_nothing_has_none() -> None:
    assert asking.help_for("") == asking.help_for("by_hand") == ""
    for problem in ("requests.still-there", "requests.act-unreachable", "requests.say-refused", "estate.locked"):
        assert len(asking.help_for(problem)) > 40
