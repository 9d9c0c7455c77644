from __future__ import annotations

import re

import pytest

from troth.errors import WrongUse
from troth.subjects.hashing import HashKey, derive_key, expand, extract, hash_identifier, is_hash
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.words import OrganisationId

SECRET = bytes(range(32))
ALICE = Identifier(IdentifierKind.EMAIL, "alice@example.com")
ACME, GLOBEX = OrganisationId("acme"), OrganisationId("globex")


@pytest.mark.parametrize(
    ("secret", "salt", "info", "length", "pseudorandom", "output"),
    [
        pytest.param(
            "0b" * 22,
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            42,
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            id="RFC 5869 A.1",
        ),
        pytest.param(
            "0b" * 22,
            "",
            "",
            42,
            "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            id="RFC 5869 A.3",
        ),
    ],
)
def test_keys_are_derived_as_the_standard_says(
    secret: str, salt: str, info: str, length: int, pseudorandom: str, output: str
) -> None:
    key = extract(bytes.fromhex(salt), bytes.fromhex(secret))

    assert key.hex() == pseudorandom
    assert expand(key, bytes.fromhex(info), length).hex() == output


def test_no_more_than_the_standard_allows_is_derived() -> None:
    assert len(expand(SECRET, b"", 8160)) == 8160
    with pytest.raises(ValueError, match="8160"):
        expand(SECRET, b"", 8161)


def test_a_hash_is_of_constant_length_and_says_its_kind() -> None:
    hashed = hash_identifier(derive_key(SECRET, ACME), ALICE)

    assert re.fullmatch(r"email:[A-Za-z0-9_-]{43}", hashed)
    assert is_hash(hashed)
    assert "alice" not in hashed


def test_a_hash_is_the_same_every_time() -> None:
    # worked out apart from this code: HKDF and HMAC over the framed octets, with the package `cryptography`
    assert hash_identifier(derive_key(SECRET, ACME), ALICE) == "email:aCcq5azVK3XkfdLA0qEWdkO5w85-YkDf30yYqqvIgY8"


def test_the_same_person_has_different_hashes_in_two_organisations() -> None:
    acme, globex = derive_key(SECRET, ACME), derive_key(SECRET, GLOBEX)

    assert acme.secret != globex.secret
    assert hash_identifier(acme, ALICE) != hash_identifier(globex, ALICE)
    assert hash_identifier(HashKey(GLOBEX, acme.secret), ALICE) != hash_identifier(acme, ALICE)


def test_the_same_text_of_another_kind_has_another_hash() -> None:
    key = derive_key(SECRET, ACME)
    account = hash_identifier(key, Identifier(IdentifierKind.ACCOUNT, ALICE.text))

    assert account.split(":")[1] != hash_identifier(key, ALICE).split(":")[1]


def test_a_key_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(WrongUse, match=r"subjects\.weak-key"):
        HashKey(ACME, b"short")
    with pytest.raises(WrongUse, match=r"subjects\.weak-key"):
        derive_key(b"short", ACME)


def test_a_key_is_never_shown() -> None:
    key = HashKey(ACME, b"canary!!" * 4)

    assert "canary" not in repr(key)
    with pytest.raises(WrongUse) as raised:
        HashKey(ACME, b"canary!!")
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "alice@example.com",
        "email:abc",
        "fax:" + "A" * 43,
        "email:" + "A" * 42 + "B",
        "email:" + "A" * 44,
        "email:" + "A" * 43 + "\n",
    ],
)
def test_what_is_no_hash_is_not_taken_for_one(text: str) -> None:
    assert not is_hash(text)
