"""Which values fill the slots of a clause: sentences of our own with what they name."""

from __future__ import annotations

import pytest

from troth.reading.slots import slots_of
from troth.reading.tokens import plain


def filled(text: str, slot: str) -> list[str]:
    return [found.value for found in slots_of(text, plain(text)) if found.slot.value == slot]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Logs are kept for 30 days.", ["P30D"]),
        ("Logs are kept for thirty (30) days.", ["P30D"]),
        ("Logs are kept for 30 (thirty) days.", ["P30D"]),
        ("We answer within one month.", ["P1M"]),
        ("We answer within a month.", ["P1M"]),
        ("Invoices: ten years.", ["P10Y"]),
        ("We delete them after 24 hours.", ["PT24H"]),
        ("We delete them after 24h.", ["PT24H"]),
        ("A twelve-month period.", ["P12M"]),
        ("Two years, or 18 months for guests.", ["P2Y", "P18M"]),
        ("Within 45 calendar days.", ["P45D"]),
        ("Over 12 rolling months.", ["P12M"]),
        ("Within the last year.", ["P1Y"]),
        ("The requests of last year.", []),
        ("Eighteen weeks at most.", ["P18W"]),
        ("You must be 16 years of age.", []),
        ("We are open 24/7.", []),
        ("In the last days of May.", []),
        ("Since 2019.", []),
    ],
)
def test_lengths_of_time(text: str, expected: list[str]) -> None:
    assert filled(text, "duration") == expected


def test_how_often_in_a_period() -> None:
    assert filled("You may ask twice in a twelve-month period.", "times") == ["2/P12M"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Children under 13 may not play.", ["<13"]),
        ("Children under the age of sixteen may not play.", ["<16"]),
        ("You must be 18 or older.", [">=18"]),
        ("You must be at least 16 years old.", [">=16"]),
        ("We keep it for under 30 days.", []),
        ("We have 13 shops.", []),
    ],
)
def test_ages(text: str, expected: list[str]) -> None:
    assert filled(text, "age") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to privacy@hillside.example.", ["mailto:privacy@hillside.example"]),
        ("Call +44 20 7946 0011.", ["tel:+442079460011"]),
        ("Call 1-800-555-0142 toll-free.", ["tel:18005550142"]),
        ("Call us: (555) 555-0142.", ["tel:5555550142"]),
        ("Phone 0049 30 23125 014.", ["tel:00493023125014"]),
        ("Go to https://hillside.example/rights.", ["https://hillside.example/rights"]),
        ("Order 4711 shipped on 12 May 2023.", []),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    assert filled(text, "contact") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last updated: 3 May 2024", ["2024-05-03"]),
        ("Effective January 1, 2023", ["2023-01-01"]),
        ("Version of 21.11.2022", ["2022-11-21"]),
        ("It may rain.", []),
    ],
)
def test_days(text: str, expected: list[str]) -> None:
    assert filled(text, "date") == expected


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("The basis is Art. 6(1)(f) GDPR, our legitimate interest.", "basis", ["legitimate_interest"]),
        ("You may complain under the CCPA.", "law", ["us-ca-ccpa"]),
        ("They are stored in the United States.", "place", ["US"]),
        ("They join us in the shop.", "place", []),
        ("You may have your data erased and object to advertising.", "right", ["erase", "object"]),
        ("We set cookies and web beacons.", "tracker", ["cookie", "beacon"]),
    ],
)
def test_other_slots(text: str, slot: str, expected: list[str]) -> None:
    assert filled(text, slot) == expected


def test_a_slot_says_where_it_was_found() -> None:
    text = "We keep logs for 30 days."
    (found,) = [each for each in slots_of(text, plain(text)) if each.slot.value == "duration"]
    assert found.at.of(text) == "30 days"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last updated: 3 May 2021", ["2021-05-03"]),
        ("Regulation (EU) 2016/679 of 27 April 2016 applies.", []),
        ("The law of 6 January 1978 applies. This notice is of 3 May 2021.", ["2021-05-03"]),
    ],
)
def test_days_by_which_laws_are_called_are_no_dates(text: str, expected: list[str]) -> None:
    assert filled(text, "date") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Complain at https://www.authority.example/forms.", ["https://www.authority.example/forms"]),
        ("Ads by Alder - https://alder.example/privacy-policy", []),
        ("More information can be found at https://alder.example/faq7.", []),
        ("To opt out, go to https://alder.example/privacy-choices.", ["https://alder.example/privacy-choices"]),
        ("Fern Ltd, company number 000 000 00, phone 0117 496 0123.", ["tel:01174960123"]),
    ],
)
def test_pages_to_read_and_numbers_of_companies_are_no_contacts(text: str, expected: list[str]) -> None:
    assert filled(text, "contact") == expected
