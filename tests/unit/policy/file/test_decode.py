"""What a YAML value means is decided by the field that it fills."""

from __future__ import annotations

from datetime import date

import pytest

from troth.policy import read_policy
from troth.policy.file.citations import parse_citation
from troth.policy.model import Effective, Period, SignalName, SignalState, Slot
from troth.words import Act, Duration, RightKind
from unit.policy.file.written import HEAD, accepted

PRACTICE = "{id: p, do: use, data: contact, modal: may"


def test_words_that_yaml_of_old_took_for_truths_stay_words() -> None:
    policy = accepted(f"practices: [{PRACTICE}, if: {{on: yes, off: no, y: 012, when: 2022-11-21}}}}]")
    (practice,) = policy.practices.values()
    assert [(c.fact, c.values) for c in practice.if_] == [
        ("on", ("yes",)),
        ("off", ("no",)),
        ("y", ("012",)),
        ("when", ("2022-11-21",)),
    ]


def test_a_version_that_looks_like_a_date_stays_a_word_and_a_date_becomes_one() -> None:
    policy, problems = read_policy("troth: 1\npolicy: {organisation: 7, version: 2022-11-21, effective: 2022-11-21}\n")
    assert problems == []
    assert policy is not None
    assert (policy.head.version, policy.head.organisation) == ("2022-11-21", "7")
    assert policy.head.effective == Effective(existing=date(2022, 11, 21))


def test_one_value_stands_for_a_list_of_one() -> None:
    alone = accepted(f"practices: [{PRACTICE}, for: marketing, cite: s1}}]")
    listed = accepted("practices: [{id: p, do: [use], data: [contact], modal: may, for: [marketing], cite: [s1]}]")
    assert alone.practices == listed.practices


def test_a_quoted_word_may_be_empty_where_a_bare_one_may_not() -> None:
    assert accepted(f"practices: [{PRACTICE}, effect: ''}}]").practices["p"].effect == ""  # type: ignore[index]


@pytest.mark.parametrize(
    ("slots", "closed"),
    [
        ("for: marketing, only: true", (Slot.FOR,)),
        ("with: eve, only: true", (Slot.WITH,)),
        ("for: marketing, with: eve, only: true", (Slot.FOR,)),
        ("only: true", (Slot.DATA,)),
        ("for: marketing, only: false", ()),
        ("with: eve, only: [with, via]", (Slot.WITH, Slot.VIA)),
    ],
)
def test_only_closes_the_slot_that_it_must_mean(slots: str, closed: tuple[Slot, ...]) -> None:
    assert accepted(f"practices: [{PRACTICE}, {slots}}}]").practices["p"].only == closed  # type: ignore[index]


def test_elements_are_called_by_their_key_their_id_or_their_number() -> None:
    by_key = accepted("retention: {year: {data: contact, max: P1Y}}")
    by_id = accepted("retention: [{id: year, data: contact, max: P1Y}]")
    by_number = accepted("retention: [{data: contact, max: P1Y}, {data: contact, max: P2Y}]")
    assert by_key.retention == by_id.retention
    assert by_key.retention["year"].max == Duration(years=1)
    assert [(name, limit.id) for name, limit in by_number.retention.items()] == [
        ("retention-1", "retention-1"),
        ("retention-2", "retention-2"),
    ]


@pytest.mark.parametrize("nothing", ["", "null", "~", "[]", "{}"])
def test_a_kind_of_element_may_be_left_empty(nothing: str) -> None:
    assert accepted(f"practices: {nothing}").practices == {}


def test_a_signals_state_may_stand_alone() -> None:
    short, long = accepted("signals: {gpc: honoured}"), accepted("signals: {gpc: {state: honoured}}")
    assert short.signals == long.signals
    assert short.signals[SignalName.GPC].state is SignalState.HONOURED


def test_what_a_right_says_of_each_kind_of_request_is_read_by_kind() -> None:
    policy = accepted(
        "rights: [{id: r, do: [erase, access], within: {erase: P30D}, keep_if: {erase: [billing, fraud]}}]"
    )
    (right,) = policy.rights.values()
    assert [(each.right, each.limit) for each in right.within] == [(RightKind.ERASE, Duration(days=30))]
    assert [(each.right, each.grounds) for each in right.keep_if] == [(RightKind.ERASE, ("billing", "fraud"))]


def test_parts_with_keys_of_their_own_are_read() -> None:
    policy = accepted(
        f"practices: [{PRACTICE}, period: {{from: 1999-11-01, to: 2003-05-31}}, do: use}}]".replace(
            ", do: use}", "}", 1
        )
    )
    (practice,) = policy.practices.values()
    assert practice.period == Period(from_=date(1999, 11, 1), to=date(2003, 5, 31))
    assert practice.do == (Act.USE,)


def test_comments_and_order_have_no_meaning() -> None:
    one = accepted(f"data: {{contact: {{}}}}  # all of it\npractices: [{PRACTICE}}}]")
    other = accepted(f"practices: [{PRACTICE}}}]\ndata: {{contact: {{}}}}")
    assert one == other


def test_a_policy_knows_the_name_of_its_file() -> None:
    policy, _ = read_policy(HEAD, "there.yaml")
    assert policy is not None
    assert (policy.file, policy.head.place.file) == ("there.yaml", "there.yaml")


# Citations.


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("s1", ["s1"]),
        ("s999999", ["s999999"]),
        ("s4-s6", ["s4", "s5", "s6"]),
        ("s12[4:30]", ["s12[4:30]"]),
        ("s12[0:1]", ["s12[0:1]"]),
    ],
)
def test_a_citation_names_a_clause_a_range_or_characters_of_a_clause(text: str, cited: list[str]) -> None:
    assert [str(each) for each in parse_citation(text)] == cited


@pytest.mark.parametrize(
    "text",
    [
        *("", "s", "s0", "s01", "1", "S1", "s1 ", "s1\n", "s1000000", "s6-s4", "s4-s4", "s1-s9999", "s4-6", "s1,s2"),
        *("s1[3:3]", "s1[4:3]", "s1[-1:3]", "s1[:]", "s1[1:2]-s3", "s\u0661", "s1[\u0661:\u0662]"),
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert parse_citation(text) == ()


def test_a_range_is_no_longer_than_any_notice() -> None:
    assert len(parse_citation("s1-s2001")) == 2001
    assert parse_citation("s1-s2002") == ()
