"""Vectors: the key and note in the tests of the signed-note reference implementation; the C2SP tlog-checkpoint text."""

from __future__ import annotations

import pytest

from troth.errors import WrongUse
from troth.evidence.checkpoint import Checkpoint, Signer, Verifier, key_id
from troth.evidence.tree import EMPTY_ROOT

VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = (
    "\N{EM DASH} PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
STRANGER = (
    "\N{EM DASH} EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)


def test_a_note_is_signed_as_the_reference_signs_it() -> None:
    signer = Signer.parse(SKEY)

    assert signer.sign(TEXT) == TEXT + "\n" + SIGNATURE
    assert str(signer.verifier) == VKEY
    assert signer.secret == SKEY


def test_a_key_id_is_the_first_four_bytes_of_the_hash() -> None:
    verifier = Verifier.parse(VKEY)

    assert key_id(verifier.name, verifier.public_key).hex() == "c74f20a3"
    assert str(verifier) == VKEY


def test_a_signed_text_is_given_back_and_a_strangers_signature_ignored() -> None:
    verifier = Verifier.parse(VKEY)

    assert verifier.signed(TEXT + "\n" + SIGNATURE) == TEXT
    assert verifier.signed(TEXT + "\n" + STRANGER + SIGNATURE) == TEXT
    assert verifier.signed(TEXT + "\n" + STRANGER) is None


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + SIGNATURE[:-1],
        "\x01" + TEXT + "\n" + SIGNATURE,
        "X" + TEXT + "\n" + SIGNATURE,
        TEXT + "\n" + SIGNATURE + "Unexpected line.\n",
        TEXT + "\n" + SIGNATURE[:60] + "ABCD" + SIGNATURE[60:],
        TEXT + "\n" + SIGNATURE + SIGNATURE.replace("x08go/ZJ", "x08go/AB"),
        "",
    ],
)
def test_a_note_that_is_not_as_it_was_signed_is_rejected(note: str) -> None:
    assert Verifier.parse(VKEY).signed(note) is None


def test_no_part_of_a_key_and_no_key_with_a_changed_byte_is_a_key() -> None:
    for parse, text in ((Verifier.parse, VKEY), (Signer.parse, SKEY)):
        mangled = {text[:cut] for cut in range(len(text))} | {text[cut:] for cut in range(1, len(text))}
        mangled |= {text[:at] + chr(ord(text[at]) + 1) + text[at + 1 :] for at in range(len(text))}
        for bad in mangled:
            with pytest.raises(WrongUse, match="not an Ed25519 note key"):
                parse(bad)


@pytest.mark.parametrize(
    "key",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # wrong length, id adjusted
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # unknown algorithm, id adjusted
    ],
)
def test_a_key_of_another_size_or_algorithm_is_refused(key: str) -> None:
    with pytest.raises(WrongUse) as refused:
        Verifier.parse(key)
    assert refused.value.id == "evidence.bad-key"


def test_an_error_about_a_signing_key_does_not_repeat_it() -> None:
    with pytest.raises(WrongUse) as refused:
        Signer.parse(SKEY[:-4] + "AAAA")
    assert "AYEKFALV" not in str(refused.value)


def test_a_checkpoint_is_three_lines_and_round_trips() -> None:
    signer = Signer("troth/acme", bytes(32))
    checkpoint = signer.sign_checkpoint(0, EMPTY_ROOT)

    assert checkpoint.text == "troth/acme\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    assert signer.verifier.read_checkpoint(checkpoint.note) == checkpoint


def test_the_text_of_the_published_example_is_written_alike() -> None:
    # C2SP tlog-checkpoint, the example in its introduction.
    root = bytes.fromhex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
    example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

    assert Checkpoint("example.com/behind-the-sofa", 20852163, root).text == example


@pytest.mark.parametrize(
    "body",
    [
        "troth/acme\n01\n{}\n",
        "troth/acme\n-1\n{}\n",
        "troth/bob\n1\n{}\n",
        "troth/acme\n1\n",
        "troth/acme\n1\nAAAA\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_of_this_log_is_none(body: str) -> None:
    signer = Signer("troth/acme", bytes(32))
    note = signer.sign(body.format("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))

    assert signer.verifier.signed(note) is not None
    assert signer.verifier.read_checkpoint(note) is None


def test_an_origin_with_a_space_or_a_plus_is_refused() -> None:
    for name in ("", "a b", "a+b", "a\nb"):
        with pytest.raises(WrongUse) as refused:
            Signer(name, bytes(32))
        assert refused.value.id == "evidence.bad-origin"
