"""The table of terms: the one that is shipped is in order, and every kind of disorder is found."""

from __future__ import annotations

import importlib.resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.errors import ProblemsFound
from troth.policy.vocabulary import CCPA_CATEGORIES, Kind, terms
from troth.policy.vocabulary import table as table_module
from troth.policy.vocabulary.table import COLUMNS, read_rows, shipped_vocabulary, table_problems
from troth.policy.vocabulary.wording import stems

HEADER = "\t".join(COLUMNS) + "\n"
CLEAN = (
    HEADER
    + "dpv:Data\tdata\t\tdata\t\t\t\n"
    + "dpv:PersonalData\tdata\tdpv:Data\tpersonal data\tpersonal information|PII\t\t\n"
    + "dpv:SensitivePersonalData\tdata\tdpv:PersonalData\tsensitive data\t\tL\tyes\n"
    + "dpv:Purpose\tpurpose\t\tpurpose\tdata\t\t\n"
)


def shipped_text() -> str:
    return importlib.resources.files("troth.policy.vocabulary").joinpath("terms.tsv").read_text(encoding="utf-8")


def ids_of(text: str) -> list[str]:
    rows, malformed = read_rows(text, file="planted.tsv")
    return [problem.id for problem in (*malformed, *table_problems(rows))]


def test_the_shipped_table_is_in_order() -> None:
    rows, malformed = read_rows(shipped_text(), file="terms.tsv")
    assert malformed == []
    assert table_problems(rows) == []
    assert len(rows) == len({row.term.name for row in rows}) == len(terms()) > 300


def test_the_clean_table_has_no_problem() -> None:
    assert ids_of(CLEAN) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("dpv:Data\tdata\t\tdata\t\t\t", "vocabulary.duplicate-name"),
        ("dct:Thing\tdata\t\tthing\t\t\t", "vocabulary.unknown-prefix"),
        ("pd:\tdata\t\tthing\t\t\t", "vocabulary.unknown-prefix"),
        ("pd:Name\tdata\t\t \t\t\t", "vocabulary.no-label"),
        ("pd:Name\tdata\tpd:Identifying\tname\t\t\t", "vocabulary.unknown-parent"),
        ("pd:Name\tdata\tdpv:Purpose\tname\t\t\t", "vocabulary.parent-of-another-kind"),
        ("pd:Name\tdata\tpd:Name\tname\t\t\t", "vocabulary.circle"),
        ("pd:Name\tdata\t\tname\tPersonal informations\t\t", "vocabulary.ambiguous-form"),
        ("pd:Name\tdata\t\tname\t\tM\t", "vocabulary.ccpa-letter"),
        ("pd:Name\tdata\t\tname\t\tBA\t", "vocabulary.ccpa-letter"),
        ("pd:Name\tdata\t\tname\t\tAA\t", "vocabulary.ccpa-letter"),
        ("dpv:Use\tprocessing\t\tuse\t\tA\t", "vocabulary.only-for-data"),
        ("dpv:Use\tprocessing\t\tuse\t\t\tyes", "vocabulary.only-for-data"),
        ("pd:Name\tdata\t\tname\t\tAL\t", "vocabulary.not-marked-sensitive"),
        ("pd:Health\tdata\tdpv:SensitivePersonalData\thealth\t\t\t", "vocabulary.not-marked-sensitive"),
        ("pd:Name\tdata\t\tname", "vocabulary.malformed-line"),
        ("pd:Name\tdatum\t\tname\t\t\t", "vocabulary.malformed-line"),
        ("pd:Name\tdata\t\tname\t\t\tno", "vocabulary.malformed-line"),
        ("", "vocabulary.malformed-line"),
    ],
)
def test_a_planted_mistake_is_found_and_nothing_else(line: str, found: str) -> None:
    assert ids_of(f"{CLEAN}{line}\n") == [found]


def test_a_circle_of_two_is_found_at_both() -> None:
    circle = "pd:One\tdata\tpd:Two\tone\t\t\t\npd:Two\tdata\tpd:One\ttwo\t\t\t\n"
    assert ids_of(CLEAN + circle) == ["vocabulary.circle", "vocabulary.circle"]


def test_a_table_without_its_first_line_is_not_read_as_one() -> None:
    assert "vocabulary.malformed-line" in ids_of(CLEAN.removeprefix(HEADER))
    assert ids_of("") == ["vocabulary.malformed-line"]


def test_a_problem_says_the_line_it_stands_on() -> None:
    rows, _ = read_rows(CLEAN + "pd:Name\tdata\t\tname\t\tM\t\n", file="terms.tsv")
    (problem,) = table_problems(rows)
    assert str(problem.place) == "terms.tsv:6:1"
    assert problem.help


def test_one_word_may_mean_a_thing_of_each_kind() -> None:
    rows, _ = read_rows(CLEAN, file="terms.tsv")
    called_data = [row.term.name for row in rows if "data" in row.term.forms]
    assert called_data == ["dpv:Data", "dpv:Purpose"]
    assert table_problems(rows) == []


def test_an_installed_table_that_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "COLUMNS", ("other",))
    shipped_vocabulary.cache_clear()
    try:
        with pytest.raises(ProblemsFound) as refused:
            shipped_vocabulary()
    finally:
        monkeypatch.undo()
        shipped_vocabulary.cache_clear()
    assert refused.value.id == "vocabulary.malformed-line"


def test_the_table_is_read_once() -> None:
    assert shipped_vocabulary() is shipped_vocabulary()


def test_labels_and_synonyms_are_words_without_stray_space() -> None:
    for term in terms():
        for form in term.forms:
            assert form == form.strip(), (term.name, form)
            assert stems(form), (term.name, form)
        assert len(set(term.forms)) == len(term.forms), term.name


def test_every_letter_of_the_statute_has_data_and_only_data_have_letters() -> None:
    used = {letter for term in terms(Kind.DATA) for letter in term.ccpa}
    assert used == set(CCPA_CATEGORIES) == set("ABCDEFGHIJKL")


@given(st.text(max_size=300))
def test_any_text_is_rows_or_problems_and_never_an_exception(text: str) -> None:
    rows, problems = read_rows(text, file="any.tsv")
    assert rows or problems
