"""How far does a clause commit, and whom: sentences of our own, with the modality they promise with."""

from __future__ import annotations

import pytest

from troth.notice import read_notice
from troth.reading.context import seen_in
from troth.reading.modality import commitment
from troth.reading.model import Actor, Hit, Kind, Span
from troth.reading.parts import part_of_kind
from troth.words import Modal


def committed(text: str, kind: Kind, lead_in: str = "") -> tuple[Modal | None, Actor]:
    body = f"{lead_in}\n\n- {text}" if lead_in else text
    *_, seen = seen_in(read_notice(f"# Notice\n\n## Part\n\n{body}\n"), frozenset())
    return commitment(seen, (kind,))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("We collect your name.", Kind.COLLECTION, "does"),
        ("We may collect your name.", Kind.COLLECTION, "may"),
        ("We never collect your name.", Kind.COLLECTION, "never"),
        ("We don't sell your data.", Kind.SALE, "never"),
        ("We do not sell your data unless you agree.", Kind.SALE, "never"),
        ("Your data are not sold.", Kind.SALE, "never"),
        ("The information that you provide is never sold.", Kind.SALE, "never"),
        ("No data are passed to advertisers.", Kind.SHARING, "never"),
        ("We make no decisions by machine alone.", Kind.AUTOMATED_DECISION, "never"),
        ("Neither we nor our partners sell it.", Kind.SALE, "never"),
        ("If you do not agree, we delete your data.", Kind.RETENTION, "does"),
        ("Accounts which have not been used for a year will be deleted.", Kind.RETENTION, "does"),
        ("Because nothing is settled, we do not react to the signal.", Kind.CHOICE, "never"),
        ("We may not be able to answer.", Kind.RIGHT, "may"),
        ("We may not share your data without your consent.", Kind.SHARING, "never"),
        ("We will notify you.", Kind.BREACH, "does"),
        ("We only use your data for billing.", Kind.PURPOSE, "does"),
        ("Your data may only be used for billing.", Kind.PURPOSE, "does"),
        ("From time to time we run surveys.", Kind.SURVEY, "may"),
        ("We reserve the right to change this notice.", Kind.CHANGE_NOTICE, "may"),
        ("It cannot be ruled out that data are read abroad.", Kind.TRANSFER, "may"),
        ("Please note that your data may be sent abroad.", Kind.TRANSFER, "may"),
        ("We keep data no longer than we need them.", Kind.RETENTION, "never"),
        ("You may object.", Kind.RIGHT, "may"),
        ("You cannot opt out of service messages.", Kind.CHOICE, "never"),
        ("We will not treat you worse for it.", Kind.RIGHT, "never"),
        ("We neither sell nor rent data.", Kind.SALE, "never"),
        ("At no time do we see your card number.", Kind.PAYMENT, "never"),
        ("We undertake not to identify anyone again.", Kind.AGGREGATE, "never"),
        ("We have stopped using pixels.", Kind.COOKIE, "never"),
        ("Nothing here is a promise.", Kind.DISCLAIMER, "never"),
        ("You read this at your own risk.", Kind.DISCLAIMER, "never"),
        ("It may fail, and we are not liable for that.", Kind.DISCLAIMER, "never"),
        ("Some functions may not be available.", Kind.DISCLAIMER, "may"),
        ("We keep your data so that you can come back.", Kind.RETENTION, "does"),
        ("In some cases we log your address.", Kind.COLLECTION, "may"),
        ("Failing to fill them in, your order cannot be sent.", Kind.CHOICE, "never"),
        ("Persons under the age of 16 should not send us data.", Kind.CHILDREN, "never"),
        ("Your nickname can be seen by everybody.", Kind.PUBLIC_FORUM, "does"),
        ("This notice covers our shops.", Kind.DEFINITION, "does"),
        ("It does not cover our staff.", Kind.DEFINITION, "never"),
        ("The law obliges us to tell you this.", Kind.DEFINITION, "does"),
        ("We are not responsible for those sites.", Kind.THIRD_PARTY_LINK, "never"),
        ("We decline all liability for their content.", Kind.THIRD_PARTY_LINK, "never"),
        ("Their sites are governed by their own rules.", Kind.THIRD_PARTY_LINK, "does"),
    ],
)
def test_what_the_main_clause_promises(text: str, kind: Kind, expected: str) -> None:
    modal, _ = committed(text, kind)
    assert modal is not None
    assert modal.value == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A cookie is a small file.", Kind.DEFINITION),
        ("Hillside Ltd, 1 Main Street", Kind.CONTACT),
        ("More is on the page of the maker.", Kind.THIRD_PARTY_LINK),
        ("For more information on cookies, visit the page of the maker.", Kind.THIRD_PARTY_LINK),
    ],
)
def test_notes_and_addresses_commit_to_nothing(text: str, kind: Kind) -> None:
    assert committed(text, kind) == (None, Actor.UNSTATED)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You have the right to object.", Kind.RIGHT),
        ("To unsubscribe, click the link.", Kind.CHOICE),
        ("Please write to our officer.", Kind.CONTACT),
        ("We ask you not to share your password.", Kind.SECURITY),
        ("California residents may appeal.", Kind.COMPLAINT),
        ("Write to us at 1 Main Street.", Kind.CONTACT),
        ("E-mail: box@hillside.example", Kind.CONTACT),
        ("Our officer can be reached at box@hillside.example.", Kind.CONTACT),
        ("If you think that a child wrote to us, tell us.", Kind.CHILDREN),
        ("Text STOP to end it.", Kind.CHOICE),
        ("Switch off your Wi-Fi in the shop.", Kind.CHOICE),
        ("It suffices to click on the link.", Kind.CHOICE),
    ],
)
def test_what_the_reader_may_do_is_hers(text: str, kind: Kind) -> None:
    assert committed(text, kind) == (Modal.MAY, Actor.SUBJECT)


@pytest.mark.parametrize(
    ("lead_in", "text", "kind", "expected"),
    [
        ("We may disclose your data to:", "banks, where you have asked us", Kind.SHARING, Modal.MAY),
        ("We do not share:", "your password", Kind.SHARING, Modal.NEVER),
        ("We use your data to:", "send bills", Kind.PURPOSE, Modal.DOES),
        ("You have the right to:", "not be judged by machines", Kind.RIGHT, Modal.MAY),
        ("For children:", "no advertising", Kind.CHILDREN, Modal.NEVER),
    ],
)
def test_items_commit_as_their_lead_in_does(lead_in: str, text: str, kind: Kind, expected: Modal) -> None:
    assert committed(text, kind, lead_in)[0] is expected


def test_a_row_that_answers_which_rights_one_has_permits_the_reader() -> None:
    table = "| State | Access and deletion | Appeals |\n|---|---|---|\n| Ohio | Yes | Yes, in 45 days |\n"
    *_, seen = seen_in(read_notice(f"# Notice\n\n## State law\n\n{table}"), frozenset())
    assert commitment(seen, (Kind.RIGHT,)) == (Modal.MAY, Actor.SUBJECT)


def test_the_actor_is_that_of_the_frame() -> None:
    assert committed("Advertisers may collect your data.", Kind.COLLECTION)[1] is Actor.THIRD_PARTY
    assert committed("We collect your data.", Kind.COLLECTION)[1] is Actor.ORGANISATION


def hit(text: str, words: str, kind: Kind, weight: float = 0.9) -> Hit:
    begin = text.index(words)
    return Hit(f"{kind.value}.test", kind, weight, Span(begin, begin + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("data stay here and do not leave the eu", "leave the eu", "do not leave the eu"),
        ("it is for adults, and we do not knowingly ask children", "children", "we do not knowingly ask children"),
        ("we take no money; however, some uses may be a sale", "a sale", "some uses may be a sale"),
        ("we keep it, and you may object", "keep it", "we keep it"),
        ("we collect your name and your address", "your address", "we collect your name and your address"),
        (
            "if it is late, and we are closed, we answer later",
            "answer",
            "if it is late, and we are closed, we answer later",
        ),
    ],
)
def test_the_part_of_a_sentence_that_speaks_of_its_kind(text: str, words: str, part: str) -> None:
    assert part_of_kind(text, [hit(text, words, Kind.SALE)]) == part


def test_a_part_behind_a_but_goes_before_one_that_is_surer() -> None:
    text = "we do not sell it, but we may trade it"
    assert part_of_kind(text, [hit(text, "sell", Kind.SALE), hit(text, "trade", Kind.SALE, 0.3)]) == "we may trade it"


def test_where_no_rule_fired_the_whole_sentence_speaks() -> None:
    assert part_of_kind("we sell it, and we do not rent it", []) == "we sell it, and we do not rent it"
