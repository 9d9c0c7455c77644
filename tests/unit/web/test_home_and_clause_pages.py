from __future__ import annotations

import pytest

from centre_site import ORGANISATIONS, make_shelf, notice_of, policy_of
from troth.report.promises import PromiseState, promise_table
from troth.web.centre.clause_page import ClausePage, clause_page
from troth.web.centre.home_page import CitedRun, cited_runs, home_page
from troth.words import ClauseId

pytestmark = pytest.mark.slow  # pages of whole examples


def _clause(organisation: str, id_: str) -> ClausePage | None:
    policy, notice = policy_of(organisation), notice_of(organisation)
    text = make_shelf().policy_text(policy.head.organisation, policy.head.version)
    return clause_page(policy, notice, promise_table(policy, notice), ClauseId(id_), text)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_glance_has_a_mark_for_every_sentence_that_says_something(organisation: str) -> None:
    policy, notice = policy_of(organisation), notice_of(organisation)
    table = promise_table(policy, notice)
    page = home_page(policy, notice, table)
    assert sum(mark.count for section in page.glance for mark in section.marks) == len(table.promises)
    assert sum(count for _, count in page.counts) == page.sentences == len(table.promises)


def test_neighbouring_sentences_are_cited_as_one_run() -> None:
    cited = cited_runs([ClauseId("s9"), ClauseId("s4"), ClauseId("s8"), ClauseId("s7")])
    assert cited == (CitedRun(4, 4), CitedRun(7, 9))


def test_a_part_that_the_notice_leaves_open_keeps_its_place() -> None:
    policy, notice = policy_of("sesame"), notice_of("sesame")
    parts = {part.id: part for part in home_page(policy, notice, promise_table(policy, notice)).parts}
    assert not parts["how-long"].lines
    assert parts["how-long"].silence


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_each_sentence_has_a_page_that_names_what_carries_it(organisation: str) -> None:
    for promise in promise_table(policy_of(organisation), notice_of(organisation)).promises:
        page = _clause(organisation, promise.clause.id)
        assert page is not None
        assert page.promise == promise
        assert {each.address for each in page.carriers} == set(promise.elements)


def test_the_lines_of_the_policy_file_are_those_of_the_element() -> None:
    page = _clause("esendex", "s117")
    assert page is not None
    lines = {each.address: each.lines.text for each in page.carriers if each.lines}
    assert lines["choices.promotions"].lstrip().startswith("promotions:")
    assert "cite: [s113, s117, s119]" in lines["choices.promotions"]
    assert "promotion-reply" not in lines["choices.promotions"]


def test_an_untestable_sentence_says_why() -> None:
    table = promise_table(policy_of("esendex"), notice_of("esendex"))
    untestable = [each for each in table.promises if each.state is PromiseState.UNTESTABLE]
    page = _clause("esendex", untestable[0].clause.id)
    assert page is not None
    assert page.promise is not None
    assert page.promise.reason


@pytest.mark.parametrize("id_", ["s0", "s9999", "x", "s", "s1x"])
def test_a_sentence_that_is_not_there_has_no_page(id_: str) -> None:
    assert _clause("esendex", id_) is None


def test_the_first_sentence_has_none_before_it_and_the_last_none_after() -> None:
    last = notice_of("sesame").clauses[-1].id
    first_page, last_page = _clause("sesame", "s1"), _clause("sesame", last)
    assert first_page is not None
    assert last_page is not None
    assert first_page.before is None
    assert last_page.after is None
