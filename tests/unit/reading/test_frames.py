"""Who does what, and how far is it promised: sentences of our own with the frames that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from troth.reading.frames import frames_of
from troth.reading.tokens import plain, tokens_of

if TYPE_CHECKING:
    from troth.reading.model import Frame

NAMES = frozenset({"hillside"})


def frames_in(text: str) -> tuple[Frame, ...]:
    low = plain(text)
    return frames_of(low, tokens_of(low), NAMES)


def told(frame: Frame) -> str:
    return f"{frame.actor.value} {frame.doing.value} {frame.modal.value} {frame.form.value}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We collect your name.", "organisation collect does main"),
        ("Hillside collects your name.", "organisation collect does main"),
        ("We may collect your name.", "organisation collect may main"),
        ("We do not collect your name.", "organisation collect never main"),
        ("We don't sell your data.", "organisation sell never main"),
        ("We will never sell your data.", "organisation sell never main"),
        ("We won't share your data with others.", "organisation share never main"),
        ("We cannot delete your data.", "organisation delete never main"),
        ("We may not delete your data.", "organisation delete may main"),
        ("We may not share your data without your consent.", "organisation share never main"),
        ("No data are sold.", "unstated sell never main"),
        ("Your data are stored in Ireland.", "unstated store does main"),
        ("Your data are deleted by us.", "organisation delete does main"),
        ("Your data may be shared with partners.", "unstated share may main"),
        ("You provide us with your address.", "subject give does main"),
        ("You can download your data.", "subject request may main"),
        ("You may not disclose your password.", "subject share never main"),
        ("Third parties may place cookies.", "third_party place may main"),
        ("Cookies track your visits.", "tracker track does main"),
        ("We reserve the right to change this notice.", "organisation change may main"),
        ("Delete your cookies.", "subject delete does imperative"),
        ("If we collect your name, it is for billing.", "organisation collect does condition"),
    ],
)
def test_the_first_frame_says_who_does_what(text: str, expected: str) -> None:
    assert told(frames_in(text)[0]) == expected


@pytest.mark.parametrize(
    "text",
    ["Your request arrived.", "The use of the shop is free.", "A log of the day.", "Personal information is precious."],
)
def test_nouns_are_no_verbs(text: str) -> None:
    assert frames_in(text) == ()


def test_verbs_in_a_row_share_subject_and_modality() -> None:
    first, second, third = frames_in("We do not collect, use or sell your data.")
    assert {told(first), told(second), told(third)} == {
        "organisation collect never main",
        "organisation use never main",
        "organisation sell never main",
    }


def test_a_relative_clause_describes() -> None:
    frames = frames_in("We use the information that you provide to us.")
    assert [frame.form.value for frame in frames] == ["main", "relative"]


def test_an_infinitive_has_the_word_that_governs_it() -> None:
    frames = frames_in("You have the right to correct your data.")
    assert [(frame.form.value, frame.governor) for frame in frames] == [("infinitive", "right")]


def test_a_participle_behind_a_noun_names_its_actor() -> None:
    frame = frames_in("Information collected by us is kept.")[0]
    assert (frame.form.value, frame.actor.value) == ("participle", "organisation")


def test_a_frame_knows_its_duty_and_only() -> None:
    must, only = frames_in("We must keep invoices."), frames_in("We only use your data for billing.")
    assert must[0].duty
    assert only[0].only


def test_an_adverb_makes_a_verb_of_a_word_that_is_also_a_noun() -> None:
    assert told(frames_in("The web server automatically records the date.")[0]) == "organisation collect does main"


def test_what_a_frame_reaches_ends_where_the_next_one_begins() -> None:
    text = "We collect your name, and you send us your order."
    first = frames_in(text)[0]
    assert first.reach.of(plain(text)).strip() == "your name, and"


def test_giving_is_of_data_only() -> None:
    assert frames_in("We provide a service to customers.")[0].doing.value == "other"
    assert frames_in("We provide your details to customers.")[0].doing.value == "share"
