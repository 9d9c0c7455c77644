"""Identifiers are taken out in every way they are written, and nothing else is; what was valid stays valid."""

from __future__ import annotations

import base64
import json

import pytest

from troth.estate.redaction import Redactor
from troth.inventory import Seed
from troth.words import IdentifierKind

ALICE = Redactor.of(
    [
        Seed(IdentifierKind.EMAIL, "alice@example.org"),
        Seed(IdentifierKind.PHONE, "+491701234567"),
        Seed(IdentifierKind.ACCOUNT, "c-1001"),
        Seed(IdentifierKind.ACCOUNT, "7"),
        Seed(IdentifierKind.COOKIE, "6F9619FF-8B86-D011-B42D-00C04FC964FF"),
    ]
)

GOES = {
    "capitals": ("Mail ALICE@Example.org now.", "Mail [erased] now."),
    "end of a sentence": ("From alice@example.org.", "From [erased]."),
    "angle brackets": ("<alice@example.org>", "<[erased]>"),
    "percent": ("q=alice%40example.org", "q=erased"),
    "percent twice": ("q=%3Calice%2540example.org", "q=%3Cerased"),
    "letters as percent": ("q=%61lice%40example.org", "q=erased"),
    "reference of HTML": ("&lt;alice&#64;example.org&gt;", "&lt;[erased]&gt;"),
    "hexadecimal reference": ("alice&#x40;example.org", "[erased]"),
    "escape of JSON in a text": (r"log: {alice\u0040example.org", "log: {[erased]"),
    "after an escape": (r"a\nalice@example.org", r"a\n[erased]"),
    "address of a page": ("https://a.example/?m=alice@example.org&x=1", "https://a.example/?m=erased&x=1"),
    "national": ("call 0170/1234567!", "call [erased]!"),
    "national with a bracket": ("call (0170) 123-45-67", "call [erased]"),
    "bracketed zero": ("+49 (0)170 123 45 67", "[erased]"),
    "two zeros": ("0049-170-1234567", "[erased]"),
    "no prefix": ("tel 1701234567, ok", "tel [erased], ok"),
    "country without plus": ("tel 491701234567", "tel [erased]"),
    "plus as percent": ("t=%2B491701234567", "t=erased"),
    "blanks as percent": ("p=%20170%20123%204567", "p=%20erased"),
    "account": ("for c-1001.", "for [erased]."),
    "short account alone": ("7", "[erased]"),
    "cookie in small letters": ("id=6f9619ff-8b86-d011-b42d-00c04fc964ff;", "id=[erased];"),
    "cookie without hyphens": ("id=6F9619FF8B86D011B42D00C04FC964FF;", "id=[erased];"),
}

STAYS = [
    "xalice@example.org", "bob.alice@example.org", "bob-alice@example.org", "bob+alice@example.org",
    "alice@example.org.uk", "alice@example.organic", "alice@example-org.com", "Alice", "example.org",
    "91701234567", "017012345678", "1701234567.50", "0.1701234567", "ORD1701234567", "+44 170 1234567",
    "c-10011", "xc-1001", "room 7", "C-1001", '{"n": 7, "m": "7"}', "", "6f9619ff",
]  # fmt: skip


@pytest.mark.parametrize("case", GOES)
def test_an_identifier_goes_however_it_is_written(case: str) -> None:
    before, after = GOES[case]
    assert ALICE.redacted(before) == after
    assert ALICE.redacted(after) == after


@pytest.mark.parametrize("text", STAYS)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert ALICE.redacted(text) is text


def test_json_stays_json_and_keeps_how_it_was_written() -> None:
    before = '{ "from": "Alice@example.org", "n": 1.10, "tel":491701234567, "k": ["\\u0061lice@example.org", "Köln"] }'
    after = ALICE.redacted(before)
    assert after == '{ "from": "[erased]", "n": 1.10, "tel":0, "k": ["[erased]", "Köln"] }'
    assert json.loads(str(after))["n"] == 1.1


def test_members_whose_names_are_identifiers_are_still_two() -> None:
    after = ALICE.redacted('{"alice@example.org": 1, "ALICE@example.org": 2}')
    assert json.loads(str(after)) == {"[erased]": 1, "[erased]-2": 2}


def test_json_in_json_is_looked_into() -> None:
    before = json.dumps({"body": json.dumps({"to": "alice@example.org", "q": '"'})})
    assert json.loads(json.loads(str(ALICE.redacted(before)))["body"]) == {"to": "[erased]", "q": '"'}


def test_phps_counts_of_octets_are_kept() -> None:
    before = 'a:3:{s:2:"né";s:23:"né <alice@example.org>";s:1:"t";i:491701234567;s:1:"x";s:4:"Köl";}'
    after = 'a:3:{s:2:"né";s:14:"né <[erased]>";s:1:"t";i:0;s:1:"x";s:4:"Köl";}'
    assert ALICE.redacted(before) == after
    assert ALICE.redacted('user|s:17:"alice@example.org";n|i:7;') == 'user|s:8:"[erased]";n|i:7;'
    assert ALICE.redacted('C:1:"X":19:{"alice@example.org"}') == 'C:1:"X":10:{"[erased]"}'


def test_base64_is_written_anew() -> None:
    def encoded(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    assert ALICE.redacted(encoded("mail=alice@example.org")) == encoded("mail=[erased]")
    other = encoded("mail=bob@example.org")
    assert ALICE.redacted(other) is other


def test_octets_and_numbers_are_cells_too() -> None:
    assert ALICE.redacted(b"\xff alice@example.org \xfe") == b"\xff [erased] \xfe"
    assert ALICE.redacted("Grüße an alice@example.org".encode()) == "Grüße an [erased]".encode()
    assert ALICE.redacted(491701234567) == 0
    assert (ALICE.redacted(12), ALICE.redacted(None), ALICE.redacted(value := True)) == (12, None, value)


def test_where_there_is_no_room_for_a_mark_there_is_none() -> None:
    short = Redactor.of([Seed(IdentifierKind.EMAIL, "a@b.c")])
    assert short.redacted("a@b.c", 5) == ""
    assert short.redacted("a@b.c", 8) == "[erased]"


def test_another_script_is_the_same_domain() -> None:
    redactor = Redactor.of([Seed(IdentifierKind.EMAIL, "alice@xn--bcher-kva.example")])
    assert redactor.redacted("alice@bücher.example, alice@xn--bcher-kva.example") == "[erased], [erased]"


def test_nobodys_identifiers_change_nothing_and_none_is_shown() -> None:
    text = "alice@example.org"
    assert Redactor.of([]).redacted(text) is text
    assert "alice" not in repr(ALICE)
