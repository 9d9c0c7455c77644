from __future__ import annotations

from pathlib import Path

import pytest

from troth.notice import read_notice, reads_as_notice

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/notice.*"))

NOTICES = {
    "five sentences": (
        "We collect your name and your e-mail address. We use them to answer you. We share them with nobody. "
        "We keep them for a year. You may ask us to erase them."
    ),
    "of a company in the third person": (
        "Sample Ltd collects personal information when users open an account. It uses the information to run the "
        "account. Users may ask Sample Ltd to delete their information at any time."
    ),
    "about cookies": "This site uses cookies. You can refuse them in your browser. We do not share data from cookies.",
}
OTHERS = {
    "a recipe": (
        "Lentil soup. You need two cups of lentils, an onion and a carrot. Chop the onion and fry it until it is "
        "golden. Add the lentils and a litre of water. We like it with lemon. Store the rest in your fridge."
    ),
    "a news article": (
        "Regulator fines retailer over leak of personal data. The authority said on Tuesday that the company had kept "
        "personal data of two million customers without protection. A spokesman of the company said that it would "
        "appeal. The fine is the largest that the authority has imposed since it was founded. Shares fell by two "
        "per cent. Analysts had expected a smaller sum, and some of them called the decision a signal to the market."
    ),
    "a login page": "Log in. E-mail. Password. Forgot your password? New here? Open an account. Help. Terms.",
    "terms of service": (
        "These terms govern your use of our shop. You must be eighteen to order. We accept your order when we dispatch "
        "the goods. You may return goods within fourteen days. We are not liable for delays that we did not cause. "
        "You must not resell what you buy from us. We may change these terms. The law of the seller's seat applies."
    ),
}
GERMAN = (
    "Wir verarbeiten Ihre personenbezogenen Daten, wenn Sie ein Konto eröffnen. Die Daten werden nicht verkauft. Sie "
    "haben das Recht auf Auskunft und auf Löschung. Wir speichern die Daten für zwei Jahre und löschen sie dann."
)
FRENCH = (
    "Nous traitons vos données personnelles pour la gestion de votre compte. Elles ne sont pas vendues. Vous avez le "
    "droit de demander une copie de vos données et leur effacement. Nous les conservons pour une durée de deux ans."
)
RUSSIAN = (
    "Мы собираем ваше имя и адрес. Мы храним данные два года. Вы можете попросить нас удалить ваши данные сразу же."
)


def problem(text: str) -> str:
    found = reads_as_notice(read_notice(text, name="notice.txt"))
    if found is None:
        return ""
    assert found.help
    assert str(found.place) == "notice.txt"
    return found.id


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_is_taken_for_one(kind: str) -> None:
    assert problem(NOTICES[kind]) == ""


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_every_example_is_taken_for_a_notice(file: Path) -> None:
    assert reads_as_notice(read_notice(file)) is None


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_notice_is_told(kind: str) -> None:
    assert problem(OTHERS[kind]) == "notice.no-notice"


@pytest.mark.parametrize("text", [GERMAN, FRENCH, RUSSIAN])
def test_a_notice_in_another_language_is_told_as_such(text: str) -> None:
    assert problem(text) == "notice.not-english"


def test_the_language_is_named_where_it_is_known() -> None:
    found = reads_as_notice(read_notice(GERMAN))
    assert found is not None
    assert "German" in found.text


def test_english_with_german_names_and_a_german_sentence_is_english() -> None:
    mixed = NOTICES["five sentences"] + " Sample GmbH, Musterstraße 1, is the controller. Datenschutz ist uns wichtig."
    assert problem(mixed) == ""
