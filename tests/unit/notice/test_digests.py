from __future__ import annotations

import pytest

from troth.notice.digests import digest_words, normalised_words


@pytest.mark.parametrize(
    "other",
    [
        "we keep YOUR data for two years",
        "  We keep\n your data — for two years!  ",
        "“We keep your data,” for two years…",
        "2. We keep your data for two years.",
        "(b) We keep your data for two years.",
        "We keep your data for two years.",
    ],
)
def test_the_same_words_have_the_same_digest(other: str) -> None:
    assert digest_words(other) == digest_words("We keep your data for two years.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep your data.", "We never keep your data."),
        ("We charge 5.", "We charge 5 %."),
        ("We pay €5.", "We pay $5."),
        ("We keep it 1.5 years.", "We keep it 15 years."),
        ("We keep your data.", "Your data we keep."),
        ("***", "???"),
    ],
)
def test_other_words_have_another_digest(one: str, other: str) -> None:
    assert digest_words(one) != digest_words(other)


def test_a_digest_is_the_sha256_of_the_words() -> None:
    assert digest_words("Hello, World!") == "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"


def test_a_number_alone_is_a_word() -> None:
    assert normalised_words("2. ") == ("2",)
    assert normalised_words("2012. Our year.") == ("2012", "our", "year")
