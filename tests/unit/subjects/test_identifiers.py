from __future__ import annotations

import sys

import pytest

from troth.errors import Problem, WrongUse
from troth.subjects.identifiers import LONGEST, Identifier, IdentifierKind, normalise

EMAIL, PHONE, ACCOUNT, COOKIE = IdentifierKind


def normal(kind: IdentifierKind, text: str, region: str | None = None) -> str:
    found = normalise(kind, text, region)
    assert isinstance(found, Identifier), found
    assert found.kind is kind
    return found.text


def refused(kind: IdentifierKind, text: str, region: str | None = None) -> str:
    found = normalise(kind, text, region)
    assert isinstance(found, Problem), "it was accepted"
    return found.id


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("alice@example.com", "alice@example.com"),
        ("  Alice@EXAMPLE.com\n", "alice@example.com"),
        ("<alice@example.com>", "alice@example.com"),
        ("< Alice@example.com. >", "alice@example.com"),
        ("\uff21lice\uff20example.com", "alice@example.com"),  # full width
        ("alice@bücher.example", "alice@xn--bcher-kva.example"),
        ("alice@BÜCHER.example", "alice@xn--bcher-kva.example"),
        ("alice@bu\u0308cher.example", "alice@xn--bcher-kva.example"),  # u and a combining diaeresis
        ("alice@xn--bcher-kva.example", "alice@xn--bcher-kva.example"),
        ("alice@ΣΑΣ.example", "alice@xn--mxa9ab.example"),
        ("jürgen@example.com", "jürgen@example.com"),
        ("o'hara+tag.x=y@example.com", "o'hara+tag.x=y@example.com"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_e_mail_address_has_one_form(written: str, meant: str) -> None:
    assert normal(EMAIL, written) == meant


def test_a_capital_sigma_at_the_end_of_a_word_is_the_letter_it_is_elsewhere() -> None:
    capitals, small = "\u03a3\u0394\u03a3", "\u03c3\u03b4\u03c3"

    assert normal(EMAIL, f"{capitals}@example.com") == normal(EMAIL, f"{small}@example.com")
    assert normal(EMAIL, f"alice@{capitals}1.example") == normal(EMAIL, f"alice@{small}1.example")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice+news@example.com", "alice@example.com"),
        ("a.lice@gmail.com", "alice@gmail.com"),
        ("alice@faß.example", "alice@fass.example"),
    ],
)
def test_two_mailboxes_are_never_joined(one: str, other: str) -> None:
    assert normal(EMAIL, one) != normal(EMAIL, other)


def test_the_domain_with_a_sharp_s_is_the_one_that_browsers_ask_for() -> None:
    assert normal(EMAIL, "alice@faß.de") == "alice@xn--fa-hia.de"  # UTS 46, non-transitional


@pytest.mark.parametrize(
    "written",
    [
        "alice",
        "@example.com",
        "alice@",
        "alice@@",
        "Alice <alice@example.com>",
        "alice smith@example.com",
        "alice@exa mple.com",
        "alice@.com",
        "alice@example..com",
        "alice@-example.com",
        "alice@example-.com",
        "alice@[192.0.2.1]",
        "alice\u200b@example.com",
        "alice\x00@example.com",
        "alice\ud800@example.com",
        "alice@ex\u200bample.com",
        "alice,bob@example.com",
        "alice@" + "x" * 64 + ".com",
        "alice@" + "ü" * 60 + ".com",
    ],
)
def test_what_is_no_e_mail_address_is_refused(written: str) -> None:
    assert refused(EMAIL, written) == "subjects.malformed-identifier"


def test_an_e_mail_address_has_at_most_254_characters() -> None:
    domain = ".".join(["x" * 60] * 3) + ".com"
    longest = "a" * (254 - len(domain) - 1) + "@" + domain

    assert len(normal(EMAIL, longest)) == 254
    assert refused(EMAIL, "a" + longest) == "subjects.identifier-too-long"


def test_an_e_mail_address_that_grows_by_normalising_is_measured_afterwards() -> None:
    ligature_of_three_letters = "\ufb03"

    assert refused(EMAIL, ligature_of_three_letters * 100 + "@example.com") == "subjects.identifier-too-long"


def test_an_e_mail_address_of_ten_thousand_characters_is_refused_and_not_repeated() -> None:
    problem = normalise(EMAIL, "canary" * 1_664 + "@example.com")

    assert isinstance(problem, Problem)
    assert problem.id == "subjects.identifier-too-long"
    assert problem.help
    assert "canary" not in str(problem)


@pytest.mark.parametrize("kind", list(IdentifierKind))
@pytest.mark.parametrize("text", ["canary\x00canary", "canary" * 1000, "", "   ", "+canary", "canary\ud800"])
def test_no_problem_repeats_the_text(kind: IdentifierKind, text: str) -> None:
    found = normalise(kind, text)

    assert "canary" not in str(found) if isinstance(found, Problem) else "canary" not in repr(found)


@pytest.mark.parametrize("kind", list(IdentifierKind))
def test_nothing_is_no_identifier(kind: IdentifierKind) -> None:
    assert refused(kind, " \t ") == "subjects.empty-identifier"


@pytest.mark.parametrize("kind", list(IdentifierKind))
def test_every_kind_has_a_longest_text(kind: IdentifierKind) -> None:
    assert refused(kind, "1" * (LONGEST[kind] + 1)) == "subjects.identifier-too-long"


@pytest.mark.parametrize(
    ("written", "region", "meant"),
    [
        ("+44 20 7946 0958", None, "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("020 7946 0958", "gb", "+442079460958"),
        ("(650) 253-0000", "US", "+16502530000"),
        ("+39 02 1234 5678", None, "+390212345678"),  # an Italian zero belongs to the number
        ("tel:+1-650-253-0000", None, "+16502530000"),
        ("+44 (0)20 7946 0958", None, "+442079460958"),  # the trunk prefix is no part of it
        ("+43000123456", None, "+43123456"),  # nor are several
    ],
)
def test_a_telephone_number_has_one_form(written: str, region: str | None, meant: str) -> None:
    assert normal(PHONE, written, region) == meant


def test_a_number_without_a_country_needs_a_region() -> None:
    assert refused(PHONE, "020 7946 0958") == "subjects.region-needed"
    assert refused(PHONE, "020 7946 0958", "XX") == "subjects.region-needed"


@pytest.mark.parametrize("written", ["not a number", "+44 1", "+1 650 253 000 000 00"])
def test_what_is_no_telephone_number_is_refused(written: str) -> None:
    assert refused(PHONE, written, "GB") == "subjects.malformed-identifier"


def test_an_extension_is_refused_because_others_share_the_number() -> None:
    assert refused(PHONE, "+1 650 253 0000 ext. 12") == "subjects.phone-extension"


def test_without_the_package_for_numbers_the_caller_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)

    with pytest.raises(WrongUse, match=r"subjects\.phone-extra-missing") as raised:
        normalise(PHONE, "+442079460958")
    assert "troth[phone]" in raised.value.help
    assert "2079460958" not in str(raised.value)
    assert normal(EMAIL, "alice@example.com") == "alice@example.com"


def test_an_account_is_kept_as_it_stands() -> None:
    assert normal(ACCOUNT, " Alice-42 ") == "Alice-42"
    assert normal(ACCOUNT, "e\u0301") == "\u00e9"
    assert refused(ACCOUNT, "a\x07b") == "subjects.malformed-identifier"


def test_a_cookie_is_visible_ascii() -> None:
    assert normal(COOKIE, "GA1.2.Abc") == "GA1.2.Abc"
    assert refused(COOKIE, "a b") == "subjects.malformed-identifier"
    assert refused(COOKIE, "é") == "subjects.malformed-identifier"


def test_an_identifier_keeps_its_text_out_of_logs() -> None:
    assert "alice" not in repr(normalise(EMAIL, "alice@example.com"))
