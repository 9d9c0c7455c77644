from __future__ import annotations

import dataclasses

import pytest

from centre_site import ORGANISATIONS, notice_of, policy_of
from troth.policy.export.blocks import BlockKind
from troth.policy.model import Duty
from troth.report.promises import PromiseState, promise_table
from troth.web.centre.notice_page import Look, NoticePage, Sentence, look_of, notice_page, pieces
from troth.words import ClauseId

pytestmark = pytest.mark.slow  # pages of whole examples


def _page(organisation: str = "esendex", query: str = "") -> NoticePage:
    policy, notice = policy_of(organisation), notice_of(organisation)
    return notice_page(policy, notice, promise_table(policy, notice), query)


def _sentences(page: NoticePage) -> list[Sentence]:
    title = [page.title] if page.title else []
    return [*title, *(each for block in page.blocks for item in block.items for each in item)]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_clause_of_the_notice_stands_on_the_page_once_and_in_order(organisation: str) -> None:
    shown = [each.id for each in _sentences(_page(organisation))]
    assert shown == [clause.id for clause in notice_of(organisation).clauses]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_each_sentence_that_says_something_shows_the_state_of_the_promise_table(organisation: str) -> None:
    policy, notice = policy_of(organisation), notice_of(organisation)
    states = {each.clause.id: each.state for each in promise_table(policy, notice).promises}
    shown = {each.id: each.note.state for each in _sentences(_page(organisation)) if each.note and each.note.state}
    assert shown == states


def test_what_is_not_yet_enforced_is_never_shown_as_enforced() -> None:
    page = _page()
    hollow = [each for each in _sentences(page) if each.note and each.note.state is PromiseState.NOT_YET]
    assert len(hollow) == page.not_yet > 0


def test_a_sentence_that_nothing_carries_is_shown_as_unaccounted() -> None:
    policy, notice = policy_of("sesame"), notice_of("sesame")
    bare = dataclasses.replace(policy, notes={})  # what only notes carried is carried by nothing now
    page = notice_page(bare, notice, promise_table(bare, notice))
    silent = [each for each in _sentences(page) if each.note and each.note.look is Look.SILENT]
    assert page.unaccounted == len(silent) > 0
    assert _page("sesame").unaccounted == 0


def test_a_search_marks_the_beginnings_of_words_whatever_their_capitals() -> None:
    assert [(each.text, each.marked) for each in pieces("Cookies and recook", "cook")] == [
        ("Cook", True),
        ("ies and recook", False),
    ]


def test_a_search_loses_no_character_of_the_text() -> None:
    for sentence in _sentences(_page(query="information")):
        clause = notice_of("esendex").clause(sentence.id)
        assert clause is not None
        assert "".join(piece.text for piece in sentence.pieces) == clause.text


def test_what_is_found_is_listed_in_order() -> None:
    page = _page(query="Cookies")
    assert [each.number for each in page.found] == sorted(each.number for each in page.found)
    assert ClauseId("s57") in {each.id for each in page.found}


@pytest.mark.parametrize("query", ["", " ", "e", "[a-z]+", "\\", ".*", "x" * 500])
def test_a_search_for_one_letter_or_for_a_pattern_finds_nothing_and_breaks_nothing(query: str) -> None:
    assert not _page(query=query).found


def test_the_only_topmost_heading_is_the_title_of_the_page() -> None:
    page = _page()
    assert page.title is not None
    assert page.title.number == 1
    levels = [block.level for block in page.blocks if block.kind is BlockKind.HEADING]
    assert min(levels) == 2


def test_a_sentence_that_offers_a_choice_names_its_row() -> None:
    rows = {each.note.choice for each in _sentences(_page()) if each.note and each.note.choice}
    assert "purpose-marketing" in rows


def test_an_intention_and_an_untestable_claim_are_not_shown_as_promises() -> None:
    policy = policy_of("vocalcom")
    intention = policy.element("duties.answer-questions")
    assert isinstance(intention, Duty)
    assert look_of(intention) is Look.STILL
    assert look_of(policy.element("duties.post-changes")) is Look.PROMISE
    claims = policy_of("sesame").claims.values()
    assert claims
    assert all((look_of(each) is Look.STILL) == bool(each.untestable) for each in claims)


def test_sections_hold_every_block_once() -> None:
    page = _page()
    assert [block for section in page.sections for block in section] == list(page.blocks)
