from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from centre_site import ORGANISATIONS, events, policy_of
from troth.clock import SetClock
from troth.consent.events import ConsentEvent, ConsentKind, Draft, Surface, record
from troth.decisions.decide import BEYOND_REFUSAL
from troth.web.centre.choices_page import ChoiceRow, ChoicesPage, Ground, Holds, Offer, choices_page, history_page
from troth.words import Channel, ChoiceId, PurposeName, SubjectId

pytestmark = pytest.mark.slow  # pages of whole examples

AT = datetime(2026, 2, 1, 12, tzinfo=UTC)


def _said(
    organisation: str, kind: ConsentKind, *, purpose: str | None = None, choice: str | None = None,
    channel: Channel | None = None,
) -> ConsentEvent:  # fmt: skip
    policy = policy_of(organisation)
    draft = Draft(
        organisation=policy.head.organisation, subject=SubjectId("alice"), kind=kind, surface=Surface.FORM,
        purpose=PurposeName(purpose) if purpose else None, choice=ChoiceId(choice) if choice else None,
        channel=channel, text_shown="May we?", language="en",
    )  # fmt: skip
    event = record(policy, draft, SetClock(AT))
    assert isinstance(event, ConsentEvent)
    return event


def _row(page: ChoicesPage, id_: str) -> ChoiceRow:
    return next(row for row in (*page.rows, *page.closed) if row.id == id_)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_row_has_words_a_reason_and_sentences_of_the_notice(organisation: str) -> None:
    page = choices_page(policy_of(organisation), [])
    assert page.rows
    for row in (*page.rows, *page.closed):
        assert row.name
        assert row.practices
        assert row.grounds
        assert row.clauses
        assert row.text_shown.startswith(row.name[:1].upper())


def test_the_name_of_each_field_is_its_own() -> None:
    rows = choices_page(policy_of("esendex"), []).rows
    fields = [row.id for row in rows] + [channel.field for row in rows for channel in row.channels]
    assert len(fields) == len(set(fields))


def test_without_a_word_of_hers_silence_holds_as_the_notice_makes_of_it() -> None:
    page = choices_page(policy_of("esendex"), [])
    assert _row(page, "purpose-marketing").holds is Holds.YES_BY_SILENCE
    newsletters = choices_page(policy_of("sesamm"), [])
    assert {row.holds for row in newsletters.offered} >= {Holds.NO_BY_SILENCE}


def test_her_last_word_holds_with_its_day() -> None:
    said = [_said("esendex", ConsentKind.OPTED_OUT, purpose="marketing")]
    row = _row(choices_page(policy_of("esendex"), said), "purpose-marketing")
    assert (row.holds, row.since) == (Holds.NO_SAID, AT)
    assert [line.kind for line in row.history] == [ConsentKind.OPTED_OUT]


def test_a_word_about_a_wider_purpose_reaches_the_narrower() -> None:
    said = [_said("esendex", ConsentKind.OPTED_OUT, purpose="marketing")]
    assert _row(choices_page(policy_of("esendex"), said), "purpose-own_offers").holds is Holds.NO_SAID


def test_a_word_about_one_channel_leaves_the_others() -> None:
    said = [_said("esendex", ConsentKind.OPTED_OUT, purpose="marketing", channel=Channel.EMAIL)]
    row = _row(choices_page(policy_of("esendex"), said), "purpose-marketing")
    assert row.holds is Holds.YES_BY_SILENCE
    assert [(each.channel, each.holds) for each in row.channels] == [(Channel.EMAIL, Holds.NO_SAID)]


def test_a_word_about_a_choice_reaches_its_purposes() -> None:
    said = [_said("esendex", ConsentKind.OPTED_OUT, choice="promotions")]
    assert _row(choices_page(policy_of("esendex"), said), "purpose-marketing").holds is Holds.NO_SAID


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_what_cannot_be_refused_says_why_and_takes_no_answer(organisation: str) -> None:
    why = {Ground(basis.value) for basis in BEYOND_REFUSAL} | {Ground.NO_CHOICE}
    for row in choices_page(policy_of(organisation), events(organisation)).closed:
        assert why & set(row.grounds)
        assert row.holds is Holds.ALWAYS
        assert not row.channels


def test_service_announcements_cannot_be_refused_and_name_the_sentence_that_says_so() -> None:
    closed = choices_page(policy_of("dialpad"), []).closed
    assert any("s78" in row.clauses and Ground.NO_CHOICE in row.grounds for row in closed)


def test_what_the_notice_never_does_and_what_others_do_is_no_row() -> None:
    policy = policy_of("esendex")
    shown = {row.purpose for row in (*choices_page(policy, []).rows, *choices_page(policy, []).closed)}
    assert not any(policy.purposes[name].by for name in shown if name)


def test_a_choice_about_no_purpose_has_a_row_of_its_own() -> None:
    page = choices_page(policy_of("sesame"), [])
    free = [row for row in page.rows if row.purpose is None]
    for row in free:
        assert row.id == f"choice-{row.choice}"
        assert row.offer is Offer.OFFERED


def test_history_stands_newest_first_and_keeps_what_a_newer_policy_no_longer_names() -> None:
    said = events("esendex")
    page = history_page(policy_of("esendex"), said)
    assert [line.at for line in page.lines] == sorted((line.at for line in page.lines), reverse=True)
    assert len(page.lines) == len(said)
    bare = dataclasses.replace(policy_of("esendex"), purposes={}, choices={})
    assert len(history_page(bare, said).lines) == len(said)
