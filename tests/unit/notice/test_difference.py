from __future__ import annotations

from troth.notice import Notice, read_notice
from troth.notice.difference import Anchor, ChangeKind, WordsKind, anchor, compare, compare_words, render_text
from troth.words import ClauseId

OLD = """# Sample notice

## Data

We keep your name for two years. We sell nothing to anybody.

Back to top

## Sharing

We share your address with the printers we work with. Ask us who they are.

Back to top

## Contact

Write to us at any time. We answer quickly.
"""

NEW = """# Sample notice

## Data

We keep your name for three years. We lock the doors at night.

Back to top

## Contact

Write to us at any time.

Back to top

## Sharing

We share your address with the printers we work with. Ask us who they are.
"""


def notice(text: str, name: str = "notice") -> Notice:
    return read_notice(text, name=name)


def kinds(old: str, new: str) -> list[str]:
    return [
        f"{change.kind} {change.old.id if change.old else '-'} {change.new.id if change.new else '-'}"
        for change in compare(notice(old), notice(new)).changes
    ]


def test_a_version_compared_with_itself_is_unchanged() -> None:
    difference = compare(notice(OLD), notice(OLD))
    assert difference.is_empty
    assert len(difference.changes) == len(notice(OLD).clauses)


def test_another_format_of_the_same_words_is_unchanged() -> None:
    assert compare(notice("# T\n\n* We keep it.\n"), notice("<h1>T</h1><ul><li>We <b>keep</b> it.</ul>")).is_empty


def test_every_clause_of_both_versions_has_one_fate() -> None:
    assert kinds(OLD, NEW) == [
        "unchanged s1 s1",
        "unchanged s2 s2",
        "edited s3 s3",
        "removed s4 -",
        "added - s4",
        "moved s9 s5",
        "moved s10 s6",
        "moved s11 s7",
        "removed s12 -",
        "unchanged s5 s8",
        "unchanged s6 s9",
        "unchanged s7 s10",
        "unchanged s8 s11",
    ]


def test_what_is_added_and_removed_stands_in_its_place() -> None:
    assert kinds("One is here. Two is gone now. Three stays.", "One is here. Three stays. Brand new words.") == [
        "unchanged s1 s1",
        "removed s2 -",
        "unchanged s3 s2",
        "added - s3",
    ]
    assert kinds("First went away. Rest stays here.", "Rest stays here.")[0] == "removed s1 -"


def test_a_removed_repetition_does_not_move_the_others() -> None:
    old = "# T\n\nAlpha one.\n\nBack to top\n\nBeta two.\n\nBack to top\n\nGamma three.\n\nBack to top"
    new = old.replace("Beta two.\n\nBack to top\n\n", "Beta two.\n\n")
    found = compare(notice(old), notice(new))
    assert [change.kind for change in found.changes if change.kind is not ChangeKind.UNCHANGED] == [ChangeKind.REMOVED]
    assert found.of_kind(ChangeKind.REMOVED)[0].old == notice(old).clauses[4]


def test_of_two_like_clauses_the_more_alike_is_paired() -> None:
    old = "We keep your name and address for two years after you leave us."
    new = "We keep your name for a month. We keep your name and address for six years after you leave us."
    assert kinds(old, new) == ["added - s1", "edited s1 s2"]


def test_a_heading_is_not_paired_with_a_sentence() -> None:
    assert kinds("# How we keep your data safe\n\nText.", "# T\n\nHow we keep your data safe here\n\nText.") == [
        "removed s1 -",
        "added - s1",
        "added - s2",
        "unchanged s2 s3",
    ]


def test_the_words_that_went_and_came_are_told() -> None:
    words = compare_words("We keep it for two years only.", "We keep it safely for three years only.")
    assert [(part.kind, part.text) for part in words] == [
        (WordsKind.SAME, "We keep it"),
        (WordsKind.INSERTED, "safely"),
        (WordsKind.SAME, "for"),
        (WordsKind.DELETED, "two"),
        (WordsKind.INSERTED, "three"),
        (WordsKind.SAME, "years only."),
    ]


def test_a_clause_of_very_many_words_is_replaced_between_its_ends() -> None:
    old, new = "a " + "b c " * 3000 + "z", "a " + "c b d " * 3000 + "z"
    assert [part.kind for part in compare_words(old, new)] == [
        WordsKind.SAME,
        WordsKind.DELETED,
        WordsKind.INSERTED,
        WordsKind.SAME,
    ]


def test_a_reader_sees_what_changed() -> None:
    assert render_text(compare(notice(OLD, "old.md"), notice(NEW, "new.md"))) == (
        "--- old.md\n"
        "+++ new.md\n"
        "  (2 clauses unchanged)\n"
        "@ Data\n"
        "~ s3 -> s3  We keep your name for [-two-] [+three+] years.\n"
        "- s4  We sell nothing to anybody.\n"
        "+ s4  We lock the doors at night.\n"
        "> s9 -> s5  Back to top\n"
        "@ Sample notice\n"
        "> s10 -> s6  Contact\n"
        "@ Contact\n"
        "> s11 -> s7  Write to us at any time.\n"
        "- s12  We answer quickly.\n"
        "  (4 clauses unchanged)\n"
        "6 unchanged, 3 moved, 1 edited, 1 added, 2 removed\n"
    )


def test_a_citation_finds_its_words_again_or_nothing() -> None:
    cited = [ClauseId(id_) for id_ in ("s3", "s7", "s11", "s99")]
    assert anchor(notice(OLD), notice(NEW), cited) == (
        Anchor(ClauseId("s3"), None),
        Anchor(ClauseId("s7"), ClauseId("s10")),
        Anchor(ClauseId("s11"), ClauseId("s7")),
        Anchor(ClauseId("s99"), None),
    )
    assert len(anchor(notice(OLD), notice(NEW))) == len(notice(OLD).clauses)
