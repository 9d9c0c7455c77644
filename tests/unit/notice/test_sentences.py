from __future__ import annotations

import pytest

from troth.notice.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["We keep it.", "You may ask."],
        ["Do you keep it?", "Yes!", "For how long?"],
        ["We name them “end users.”", "They may write to us."],
        ['They said "no."', "We complied."],
        ["Write to us (see below).", "We answer."],
        ["Visit https://a.example/b.c?d=e.f for more.", "Then come back."],
        ["Mail privacy@a.example.com.", "We answer."],
        ["We use data, e.g. Your name, and i.e. Nothing else.", "That is all."],
        ["Acme Ltd. Holdings keeps it.", "Ask Acme Inc.", "The rest is silence."],
        ["It is at 12 N. Sample Street, St. Anywhere.", "Write there."],
        ["We read Mr. Smith and Dr. Jones.", "Both agreed."],
        ["See No. 5 of Art. 6 and Sec. 7.", "It applies."],
        ["The answer is no.", "It applies."],
        ["We keep names, addresses, etc. for a year.", "We keep logs, etc.", "The rest goes."],
        ["It left the U.S. Senate floor.", "It left the U.S.", "We stayed."],
        ["It costs 3.50 euro.", "That was in 2012.", "We kept 1.000 files."],
        ["Known as clear gifs. pixel tags and others.", "They count."],
        ["We wait ... and see.", "Then we act…", "At once."],
        ["(Two sentences. Inside brackets.) stay whole.", "This goes."],
        ["We do so (for example. This one) rarely.", "That is all."],
        ["On 18. October we began.", "On 19. November we ended."],
        ["Plan B.", "We have none."],
        ["個人情報を保存します。", "削除もできます。"],
        ["Nous gardons vos données.", "Écrivez-nous."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_number_that_numbers_the_sentence_does_not_end_it() -> None:
    assert sentences("2. We keep it. 3. You ask.") == ["2. We keep it.", "3. You ask."]


def test_a_bracket_that_never_closes_hides_no_end() -> None:
    assert sentences("We keep (some of it. You may ask.") == ["We keep (some of it.", "You may ask."]


def test_long_brackets_hold_sentences() -> None:
    inside = "One goes here. " * 40
    assert len(sentences(f"We say ({inside}) that.")) > 20


@pytest.mark.parametrize("blank", ["", "   ", "\n\t\u00a0"])
def test_blank_text_has_no_sentences(blank: str) -> None:
    assert split_sentences(blank) == []
