"""The promise board as a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.notice import read_notice
from troth.policy import read_policy
from troth.report.promises import PromiseState, promise_table
from troth.web.console.pages.board import Asked, Board, asked_of, board

pytestmark = pytest.mark.slow  # pages of whole examples


def _board(**asked: object) -> Board:
    folder = Path(__file__).resolve().parents[4] / "examples" / "sesamm"
    policy, problems = read_policy((folder / "policy.yaml").read_text("utf-8"))
    assert policy is not None, problems
    notice = read_notice((folder / "notice.md").read_text("utf-8"), name="notice.md")
    return board(notice, promise_table(policy, notice), Asked(**asked))  # type: ignore[arg-type]


def test_the_counts_add_up_to_all_sentences_that_promise() -> None:
    shown = _board()
    assert sum(each.count for each in shown.counts) == shown.total == shown.shown == 128
    assert sum(band.total for band in shown.bands) == 128
    assert sum(len(band.cells) for band in shown.bands) == 128


def test_bands_stand_in_the_order_of_the_text() -> None:
    numbers = [cell.number for band in _board().bands for cell in band.cells]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("state", list(PromiseState))
def test_a_filter_by_state_shows_what_the_count_says(state: PromiseState) -> None:
    shown = _board(state=state.value)
    assert shown.shown == next(each.count for each in shown.counts if each.state is state)
    assert {cell.state for band in shown.bands for cell in band.cells} <= {state}


def test_a_filter_by_kind_shows_what_its_option_says() -> None:
    option = next(each for each in _board().kinds if each.value == "practices")
    assert _board(kind="practices").shown == option.count > 0


def test_a_search_does_not_care_for_capitals() -> None:
    assert _board(search="PERSONAL data").shown == _board(search="personal Data").shown > 0
    assert _board(search="zebra").shown == 0


def test_the_table_is_paged_and_sorted() -> None:
    first, last = _board(view="table", sort="state"), _board(view="table", sort="state", falling=True)
    assert (first.rows.pages, first.rows.total, len(first.rows.items)) == (3, 128, 50)
    assert first.rows.items[0].state is PromiseState.ENFORCED
    assert last.rows.items[0].state is PromiseState.UNTESTABLE
    assert first.bands == ()


def test_sorting_again_by_a_column_turns_it_around() -> None:
    links = {sort.name: sort for sort in _board(view="table", sort="section").sorts}
    assert links["section"].now == "ascending"
    assert "order=falling" in links["section"].link
    assert "order" not in links["state"].link


def test_a_board_that_would_be_too_large_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.web.console.pages.board._MOST_CELLS", 100)
    shown = _board()
    assert (shown.is_too_large, shown.bands, len(shown.rows.items)) == (True, (), 50)
    assert not _board(state="untestable").is_too_large


def test_an_address_that_means_nothing_asks_for_nothing() -> None:
    asked = asked_of({"state": "lost", "sort": "moon", "page": "-1", "q": " a ", "view": "globe"})
    assert asked == Asked()


def test_an_address_is_told_as_it_was_asked() -> None:
    query = {"state": "untestable", "q": "our terms", "view": "table", "sort": "section", "order": "falling"}
    assert {key: value for key, value in asked_of(query).as_query().items() if value} == query
