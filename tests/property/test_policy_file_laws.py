"""Whatever a file holds, reading it gives a policy or problems, and never an exception or a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.policy import read_policy
from troth.policy.file.citations import parse_citation
from troth.policy.file.quoting import LONGEST, shown, shown_within

if TYPE_CHECKING:
    from troth.errors import Problem

EXAMPLES = [
    file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parents[2] / "examples").glob("*/policy.yaml"))
]
LINES = sorted({line for text in EXAMPLES for line in text.splitlines()})
SMALL = """\
troth: 1
policy: {organisation: acme, version: v1, effective: 2024-01-01, changes: {notify: [email]}}
practices:
  - {id: write, do: use, data: contact, modal: may, if: {a: b}, cite: [s1-s3],
     period: {from: 1999-11-01, to: 2003-05-31}}
signals: {gpc: honoured}
rights: [{do: erase, within: {erase: P30D}, keep_if: {erase: [fraud]}, limit: {times: 2, per: P1Y}}]
"""
MODEST = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SIGNS = st.sampled_from(
    [*"[]{}:,-?*&!|>%@`'\"#~<=\n\t\r\\\x00\x85\ufeff\ud800", "\n  ", ": ", "- ", "{? [x] : 1}", "---\n"]
)


def _well_told(problems: list[Problem], text: str) -> None:
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 1
    for problem in problems:
        assert problem.id.startswith("policy.")
        assert problem.text
        assert problem.help
        assert "\n" not in problem.text
        assert 0 <= problem.place.line <= lines + 1


@MODEST
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    policy, problems = read_policy(text)
    assert policy is not None or problems
    _well_told(problems, text)


@MODEST
@given(st.data())
def test_a_file_with_some_characters_changed_is_read_or_refused(data: st.DataObject) -> None:
    text = SMALL
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 6))
        text = text[:at] + data.draw(st.one_of(SIGNS, st.text(max_size=3))) + text[at + gone :]
    policy, problems = read_policy(text)
    assert policy is not None or problems
    _well_told(problems, text)


@MODEST
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_lines_of_the_examples_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    text = "troth: 1\n" + "\n".join(lines)
    policy, problems = read_policy(text)
    assert policy is not None or problems
    _well_told(problems, text)


@MODEST
@given(st.binary(max_size=200))
def test_junk_is_read_or_refused(junk: bytes) -> None:
    text = junk.decode("latin-1")
    policy, problems = read_policy(text)
    assert policy is not None or problems


@given(st.text(max_size=60))
def test_what_a_problem_repeats_is_a_name_or_nothing(text: str) -> None:
    assert shown(text) in (text, "...")
    assert len(shown(text)) <= LONGEST
    assert not any(sign in shown(text) for sign in "@ +/\\\n")


@given(st.text(min_size=2, max_size=30, alphabet=st.characters(exclude_characters="'\"<>\\")))
def test_of_what_the_library_quotes_nothing_longer_than_a_character_is_left(text: str) -> None:
    assert shown_within(f"found undefined alias '{text}'") == "found undefined alias `...`"


@given(st.text(max_size=20))
def test_a_citation_reads_back_as_it_is_written_or_is_none(text: str) -> None:
    cited = parse_citation(text)
    assert all(parse_citation(str(each)) == (each,) for each in cited)


def test_reading_is_a_function_of_the_text() -> None:
    for text in (SMALL, SMALL.replace("use", "us")):
        assert read_policy(text) == read_policy(text)
