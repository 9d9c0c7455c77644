"""Subjects: found, looked at and opened, with the evidence that this leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from e2e.console.filled import ALICE, ALICES_ADDRESS, BOB, CHARLIE, OURS, SHARED_PHONE

if TYPE_CHECKING:
    from e2e.console.filled import Filled

LIST = f"/console/{OURS}/subjects/"
HERS = f"{LIST}{ALICE}/"


def _page(ours: Filled, path: str, who: str = "officer") -> str:
    answer = ours.client(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def _accesses(ours: Filled) -> list[tuple[str, str | None, str]]:
    from troth.store import log

    found = log.recorded(OURS, kinds=(log.VIEWED, log.EXPORTED))
    return [(each.entry.kind, each.entry.subject, json.loads(each.entry.public)["what"]) for each in found]


def test_the_list_names_nobody(ours: Filled) -> None:
    shown = _page(ours, LIST, "viewer")
    assert ALICE in shown
    assert BOB in shown
    assert "@mail.example" not in shown.replace("viewer@mail.example", "")
    assert CHARLIE not in shown


def test_a_subject_of_another_organisation_is_not_found(ours: Filled) -> None:
    assert ours.client("officer").get(f"{LIST}{CHARLIE}/").status_code == 404


def test_identifiers_are_masked_until_an_officer_asks_and_then_it_is_recorded(ours: Filled) -> None:
    assert ALICES_ADDRESS not in _page(ours, HERS)
    assert _accesses(ours) == []
    opened = ours.client("officer").post(f"{HERS}identifiers/")
    assert ALICES_ADDRESS in opened.content.decode()
    assert SHARED_PHONE in opened.content.decode()
    assert _accesses(ours) == [("access.viewed", ALICE, "identifiers")]
    assert opened.headers["Cache-Control"] == "no-store"


def test_a_viewer_opens_nothing_and_nothing_is_recorded(ours: Filled) -> None:
    assert ours.client("viewer").post(f"{HERS}identifiers/").status_code == 403
    assert "An officer can open them" in _page(ours, HERS, "viewer")
    assert _accesses(ours) == []


def test_an_address_finds_its_subject_and_stands_in_no_address(ours: Filled) -> None:
    answer = ours.client("officer").post(f"{LIST}find/", {"kind": "email", "identifier": " Alice@Mail.Example "})
    assert answer.status_code == 302
    assert answer.headers["Location"] == HERS
    assert _accesses(ours) == [("access.viewed", ALICE, "found by an identifier")]


def test_a_shared_number_points_at_both_and_joins_nobody(ours: Filled) -> None:
    answer = ours.client("officer").post(
        f"{LIST}find/", {"kind": "phone", "identifier": "06 12 34 56 78", "region": "fr"}
    )
    shown = answer.content.decode()
    assert ALICE in shown
    assert BOB in shown
    assert "identifies nobody" in shown


def test_an_unknown_address_and_a_malformed_one_say_so_without_repeating_it(ours: Filled) -> None:
    for typed in ("canary@nowhere.example", "no address canary"):
        answer = ours.client("officer").post(f"{LIST}find/", {"kind": "email", "identifier": typed}, follow=True)
        assert "canary" not in answer.content.decode()
        assert 'role="status"' in answer.content.decode()
    assert _accesses(ours) == []


def test_her_words_stand_with_their_texts_and_entries(ours: Filled) -> None:
    shown = _page(ours, HERS)
    assert "I no longer want to receive news about your products." in shown
    assert shown.index("took back her consent</b>") < shown.index("said yes</b>")
    assert f"/console/{OURS}/log/" in shown


def test_what_the_engine_answers_follows_her_last_word(ours: Filled) -> None:
    shown = _page(ours, HERS)
    assert "the subject is suppressed for this" in shown
    assert "on every channel" in shown


def test_a_decision_is_tried_with_its_reason_and_sentences(ours: Filled) -> None:
    shown = _page(ours, f"{HERS}?data=email&purpose=newsletters")
    assert '<strong class="shape cross">No</strong>' in shown
    assert f"/console/{OURS}/promises/s" in shown
    assert '<strong class="shape' not in _page(ours, f"{HERS}?data=email&purpose=nothing_of_the_kind")


def test_a_receipt_is_a_file_and_taking_it_is_recorded(ours: Filled) -> None:
    answer = ours.client("officer").post(f"{HERS}receipt/", {"version": "2022-10-18"})
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert len(json.loads(answer.content)["record"]["consent_events"]) == 2
    assert _accesses(ours) == [("access.exported", ALICE, "receipt")]
    assert ours.client("officer").post(f"{HERS}receipt/", {"version": "other"}).status_code == 404


def test_a_subject_who_said_nothing_has_a_page_that_says_what_will_be_there(ours: Filled) -> None:
    assert "She has said nothing yet" in _page(ours, f"{LIST}{BOB}/")
