"""The promise board and the page of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from e2e.console.filled import OURS

if TYPE_CHECKING:
    from e2e.console.filled import Filled

BOARD = f"/console/{OURS}/promises/"


def _page(ours: Filled, path: str, who: str = "viewer") -> str:
    answer = ours.client(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_every_sentence_that_promises_has_a_cell(ours: Filled) -> None:
    shown = _page(ours, BOARD)
    assert len(re.findall(r'class="cell ', shown)) == 128
    assert "Version 2022-10-18 of the notice, 128 sentences that promise" in shown


def test_a_filter_takes_cells_away_and_leaves_the_counts(ours: Filled) -> None:
    shown = _page(ours, BOARD + "?state=untestable")
    assert len(re.findall(r'class="cell ', shown)) == 16
    assert "16 of 128 sentences" in shown
    assert "<b>80</b>" in shown


def test_a_search_that_finds_nothing_says_what_to_do(ours: Filled) -> None:
    assert "No sentence fits" in _page(ours, BOARD + "?q=zebra")


def test_the_table_sorts_by_its_links_and_keeps_the_filter(ours: Filled) -> None:
    shown = _page(ours, BOARD + "?view=table&state=untestable&sort=section")
    assert 'aria-sort="ascending"' in shown
    assert "order=falling" in shown
    assert shown.count("state=untestable") >= 3


def test_a_sentence_shows_what_carries_it_with_its_lines(ours: Filled) -> None:
    ids = re.findall(r'href="(s\d+)/" title="s\d+, enforced', _page(ours, BOARD))
    shown = _page(ours, f"{BOARD}{ids[3]}/")
    assert "decides" in shown
    assert "As it stands in the policy, from line" in shown


def test_a_sentence_that_no_machine_can_hold_gives_the_reason(ours: Filled) -> None:
    ids = re.findall(r'href="(s\d+)/" title="s\d+, untestable', _page(ours, BOARD))
    assert "The reason given:" in _page(ours, f"{BOARD}{ids[0]}/")


def test_a_sentence_that_is_not_there_is_not_found(ours: Filled) -> None:
    assert ours.client("viewer").get(f"{BOARD}s9999/").status_code == 404
    assert ours.client("viewer").get(f"{BOARD}s1/?version=none").status_code == 404


def test_the_board_of_the_longest_notice_stays_small(ours: Filled) -> None:
    from e2e.console.filled import texts
    from troth.store import policies
    from troth.words import OrganisationId

    policy, notice = texts(OrganisationId("esendex"))
    many = "\n\n".join(f"# Part {part}\n\n{notice}" for part in range(2))
    policies.add_draft(
        ours.installation.store,
        OURS,
        policy_text=policy.replace("organisation: esendex", f"organisation: {OURS}"),
        notice_text=many,
        notice_name="notice.md",
        by="1",
    )
    answer = ours.client("viewer").get(f"{BOARD}?version=2022-11-21")
    assert answer.status_code == 200
    assert answer.content.count(b'class="cell ') > 320
    assert len(answer.content) < 100_000
