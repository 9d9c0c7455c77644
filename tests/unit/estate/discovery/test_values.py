"""Each validator takes what is of its kind, and leaves what only looks like it."""

from __future__ import annotations

import pytest

from troth.estate.discovery.values import VALIDATORS, ask, shape_of
from troth.estate.discovery.values import email as emails
from troth.estate.discovery.values.moment import are_birthdays, year_of
from troth.policy.vocabulary.table import shipped_vocabulary

TESTS = {validator.name: validator.test for validator in VALIDATORS}
GOOD = {
    "email": [
        "alice@example.org",
        "a.b+c@mail.example.co.uk",
        "Alice Example <alice@example.org>",
        "mailto:bob@example.net",
    ],
    "phone": [
        "+49 30 2345678",
        "0171 2345678",
        "01 42 68 53 00",
        "+44 20 7946 0958",
        "0034 612345678",
        "(212) 736-5000",
        "+39 06 6982",
    ],
    "iban": ["DE89370400440532013000", "FR14 2004 1010 0505 0001 3M02 606", "GB82WEST12345698765432"],
    "bic": ["COBADEFFXXX", "BNPAFRPP"],
    "card": ["4111111111111111", "5500 0000 0000 0004", "378282246310005", "XXXX-XXXX-XXXX-4242"],
    "national_id": [
        "12345678Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "QQ123456C".replace("QQ", "AB"),
        "078-05-1120",
        "A123456780",
    ],
    "vat": ["DE136695976", "ATU13585627"],
    "ip": ["192.0.2.17", "2001:db8::1", "10.0.0.1/24"],
    "mac": ["00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e"],
    "agent": ["Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101", "okhttp/4.9.1"],
    "uuid": ["123e4567-e89b-42d3-a456-426614174000"],
    "digest": ["d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    "secret": ["$2b$12$abcdefghijklmnopqrstuv", "pbkdf2_sha256$1000$salt$hash"],
    "cookie": ["GA1.2.123456789.1600000000"],
    "imei": ["490154203237518", "8991101200003204514", "89014103211118510720"],
    "plate": ["B-AB 1234", "AB-123-CD", "1234 BCD", "AB12 CDE"],
    "street": [
        "Lindenstraße 12",
        "12 rue Victor Hugo",
        "Calle Mayor 3",
        "Via Garibaldi 9",
        "10 High Street",
        "Am Weg 4a",
    ],
    "postcode": ["10115", "SW1A 1AA", "1012 AB", "00-950"],
    "position": ["52.5200, 13.4050", "POINT(13.4 52.5)"],
    "degree": ["52.52001", "-0.12775"],
    "full_name": [
        "Alice Example".replace("Example", "Schmidt"),
        "Müller, Anna",
        "Dr. Paul van der Berg",
        "ANNA SCHMIDT",
        "María García López",
    ],
    "given_name": ["Anna", "Jean-Paul", "José"],
    "surname": ["Schmidt", "García López", "Müller"],
    "city": ["Berlin", "Köln", "Aix-en-Provence", "New York"],
    "country": ["Germany", "Deutschland", "España"],
    "salutation": ["Herr", "Mme", "Mr."],
    "gender": ["m", "female", "divers"],
}
BAD = {
    "email": ["alice@", "alice@example", "@example.org", "see alice@example.org today", "a b@c.de"],
    "phone": [
        "2021-03-04",
        "1600000000000",
        "12.50",
        "1.234,50",
        "4111 1111 1111 1111",
        "1234",
        "10.0.0.1",
        "PO-2023-00017",
    ],
    "iban": ["DE89370400440532013001", "DE00", "XX00123456789012345"],
    "bic": ["TOLONG1234567", "ABCDZZ22", "cobadeff"],
    "card": ["4111111111111112", "1234567812345678", "0000000000000000"],
    "national_id": ["12345678A", "A123456781", "12-34-56", "ABCDEF", "99999999999"],
    "vat": ["DE12", "XX136695976"],
    "ip": ["1.2.3", "256.1.1.1", "1.2.3.4.5", "12:30", "v1.2.3.4"],
    "mac": ["00:1A:2B:3C:4D", "001A2B3C4D5E", "00:1A-2B:3C:4D:5E"],
    "agent": ["Hello world", "a/b", "2021/03/04"],
    "uuid": ["123e4567e89b42d3a456426614174000", "not-a-uuid"],
    "digest": ["xyz", "d41d8cd98f00b204e9800998ecf8427"],
    "secret": ["$100", "hunter2"],
    "cookie": ["1.2.3.4", "GA1"],
    "imei": ["490154203237519", "49015420323751", "7991101200003204510", "8991101200003204515"],
    "plate": ["hello", "12345"],
    "street": ["Berlin", "Kettle", "GmbH & Co. KG", "shipped"],
    "postcode": ["123", "hello", "1234567"],
    "position": ["52.5", "1, 2"],
    "degree": ["52.5", "200.12345", "12"],
    "full_name": ["Red Lamp", "Smith & Sons Ltd", "Anna", "Hotel Anna GmbH", "hello there you"],
    "given_name": ["Lamp", "Berlin", "Billing"],
    "surname": ["Lamp", "Shelf", "Open"],
    "city": ["Lamp", "Schmidt"],
    "country": ["Lamp", "Bavaria"],
    "salutation": ["Lamp", "male"],
    "gender": ["Lamp", "shipped"],
}


@pytest.mark.parametrize(("kind", "cell"), [(kind, cell) for kind, cells in GOOD.items() for cell in cells])
def test_a_validator_takes_what_is_of_its_kind(kind: str, cell: str) -> None:
    assert TESTS[kind](cell)


@pytest.mark.parametrize(("kind", "cell"), [(kind, cell) for kind, cells in BAD.items() for cell in cells])
def test_a_validator_leaves_what_only_looks_like_it(kind: str, cell: str) -> None:
    assert not TESTS[kind](cell)


def test_every_validator_has_good_and_bad_cases_and_a_term_of_the_vocabulary() -> None:
    assert set(TESTS) == set(GOOD) == set(BAD)
    vocabulary = shipped_vocabulary()
    assert [each.name for each in VALIDATORS if each.term and vocabulary.term(each.term) is None] == []


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_column_of_good_cells_passes_its_own_gate(kind: str) -> None:
    cells = [
        cell
        for cell in GOOD[kind]
        if kind
        not in (
            "ip",
            "digest",
            "postcode",
            "plate",
            "position",
            "full_name",
            "given_name",
            "surname",
            "city",
            "country",
        )
        or cell == GOOD[kind][0]
    ]
    assert kind in {held.name for held in ask(cells, shape_of(cells))}


@pytest.mark.parametrize(
    "address",
    [
        "info@example.org",
        "no-reply@shop.example",
        "Vertrieb@firma.example",
        "kontakt+a@x.example",
        "billing_de@x.example",
    ],
)
def test_a_mailbox_of_a_function_is_nobodys(address: str) -> None:
    assert emails.is_of_function(address)


def test_a_mailbox_of_a_person_is_hers() -> None:
    assert not emails.is_of_function("alice.schmidt@example.org")


def test_birthdays_lie_decades_apart_and_long_ago() -> None:
    assert are_birthdays([f"{1940 + 4 * n}-05-0{n % 9 + 1}" for n in range(15)])
    assert not are_birthdays([f"202{n % 4}-05-0{n % 9 + 1}" for n in range(15)])
    assert not are_birthdays([f"{1940 + 4 * n}-05-01 13:45:00" for n in range(15)])
    assert not are_birthdays(["1950-01-01", "1990-01-01"])


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("1985-03-04", 1985),
        ("04.03.1985", 1985),
        ("4/3/1985", 1985),
        ("19850304", 1985),
        ("1985", None),
        ("12.50", None),
        ("1985-13-01", None),
    ],
)
def test_a_date_has_a_year(cell: str, year: int | None) -> None:
    assert year_of(cell) == year
