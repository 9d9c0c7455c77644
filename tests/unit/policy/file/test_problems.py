"""Each mistake of form is told with its place, its id and a next step, and what stands beside it is still read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import troth.policy.file
from troth.policy import read_policy
from unit.policy.file.written import HEAD, accepted, read

PRACTICE = "{do: use, data: contact, modal: may"
SLOTS = "`data`, `for`, `with`, `where`, `via`, `from`, `by`"

ACTS = "`collect`, `use`, `share`, `sell`, `store`, `combine`, `transfer`, `publish`, `anonymise`, `decide`"
NO_YAML = "this is not YAML"

CASES = {
    "an unknown kind of element": (
        "practises: []",
        "3:1: a policy has no part `practises` [policy.unknown-key]",
        "did you mean `practices`?",
    ),
    "an unknown key": (
        "practices: [{do: use, dat: contact, data: contact, modal: may}]",
        "3:23: `practices.practices-1` has no key `dat` [policy.unknown-key]",
        "did you mean `data`?",
    ),
    "a missing key": (
        "practices:\n- {id: write, do: use, data: contact}",
        "4:3: `practices.write` lacks `modal` [policy.missing-key]",
        "`modal`: `does` or `may` permits, `never` forbids",
    ),
    "a word that is not of the list": (
        "practices: [{do: us, data: contact, modal: may}]",
        "3:18: `do` of `practices.practices-1` cannot be `us` [policy.unknown-word]",
        f"did you mean `use`? it is one of {ACTS}",
    ),
    "a word like none of the list": (
        f"practices: [{PRACTICE}, only: zebra}}]",
        "3:56: `only` of `practices.practices-1` cannot be `zebra` [policy.unknown-word]",
        f"it is one of {SLOTS}",
    ),
    "an element that is no mapping": (
        "practices: [3]",
        "3:13: `practices.practices-1` must be a mapping [policy.not-a-mapping]",
        "write `{key: value, ...}`",
    ),
    "a part of an element that is no mapping": (
        f"practices: [{PRACTICE}, period: 2003}}]",
        "3:58: `period` of `practices.practices-1` must be a mapping [policy.not-a-mapping]",
        "write `{key: value, ...}`",
    ),
    "conditions that are no mapping": (
        f"practices: [{PRACTICE}, if: [origin]}}]",
        "3:54: `if` of `practices.practices-1` must map facts to values [policy.not-a-mapping]",
        "write `{fact: value}` or `{fact: [value, value]}`",
    ),
    "time limits of requests that are no mapping": (
        "rights: [{do: erase, within: P30D}]",
        "3:30: `within` of `rights.rights-1` must map kinds of request to values [policy.not-a-mapping]",
        "write `{erase: ...}`",
    ),
    "a list where one value is wanted": (
        f"practices: [{PRACTICE}, basis: [consent]}}]",
        "3:57: `basis` of `practices.practices-1` must be one value [policy.not-a-value]",
        "give one word, number or date",
    ),
    "a kind of element that is one value": (
        "practices: none",
        "3:12: `practices` must be a list or a mapping [policy.not-a-list]",
        "see docs/policy-format.md",
    ),
    "a citation that is none": (
        f"practices: [{PRACTICE}, cite: [s1, section 4]}}]",
        "3:61: `cite` of `practices.practices-1` holds something that is no citation [policy.bad-citation]",
        "cite clauses as `s4`, `s4-s9` or `s12[4:30]`",
    ),
    "a citation that is a list": (
        f"practices: [{PRACTICE}, cite: [[s1]]}}]",
        "3:57: `cite` of `practices.practices-1` holds something that is no citation [policy.bad-citation]",
        "cite clauses as `s4`, `s4-s9` or `s12[4:30]`",
    ),
    "an empty value": (
        f"practices: [{PRACTICE}, effect: }}]",
        "3:57: `effect` of `practices.practices-1` is empty [policy.empty-value]",
        "give a value, or leave the key out",
    ),
    "a truth that is none": (
        f"practices: [{PRACTICE}, automated: yes}}]",
        "3:61: `automated` of `practices.practices-1` must be `true` or `false` [policy.not-a-truth]",
        "YAML 1.2 has no yes/no",
    ),
    "a number that is none": (
        "children: [{under: thirteen, rule: exclude}]",
        "3:20: `under` of `children.children-1` must be a whole number [policy.not-a-number]",
        "write it in digits",
    ),
    "a number that is too long": (
        "children: [{under: 1234567890, rule: exclude}]",
        "3:20: `under` of `children.children-1` must be a whole number [policy.not-a-number]",
        "write it in digits",
    ),
    "a number in other digits": (
        "children: [{under: \u0661\u0663, rule: exclude}]",
        "3:20: `under` of `children.children-1` must be a whole number [policy.not-a-number]",
        "write it in digits",
    ),
    "a date that is none": (
        f"practices: [{PRACTICE}, period: {{from: 1999-11-31, to: 2003-05-31}}}}]",
        "3:65: `from` of `period` of `practices.practices-1` must be a date [policy.not-a-date]",
        "write it as `2022-11-21`",
    ),
    "a date in another form": (
        f"practices: [{PRACTICE}, period: {{from: 1999-11-01, to: 20030531}}}}]",
        "3:81: `to` of `period` of `practices.practices-1` must be a date [policy.not-a-date]",
        "write it as `2022-11-21`",
    ),
    "a length of time that is none": (
        "retention: [{data: contact, max: 30 days}]",
        "3:34: `max` of `retention.retention-1` must be a length of time [policy.not-a-duration]",
        "write it as ISO 8601 does: `P30D`, `P6Y`, `PT72H`",
    ),
    "a key that is no word": (
        "practices: {? [a] : 1}",
        "3:15: a key must be a word [policy.bad-key]",
        "write `name: value`",
    ),
    "a key that stands twice": (
        f"practices: [{PRACTICE}, modal: never}}]",
        "3:50: `modal` stands twice here [policy.duplicate-key]",
        "join the two, or rename one",
    ),
    "an id that stands twice": (
        f"practices:\n- {PRACTICE}, id: write}}\n- {PRACTICE}, id: write}}",
        "5:3: `practices.write` stands twice [policy.duplicate-id]",
        "give each element of a kind an id of its own",
    ),
    "a signal that is none": (
        "signals: {smoke: honoured}",
        "3:11: there is no signal `smoke` [policy.unknown-word]",
        "the signals are `dnt`, `gpc`",
    ),
    "an alias": (
        "practices: [{do: use, data: *everything, modal: may}]",
        "3:29: a YAML alias is not allowed in a policy [policy.alias]",
        "write the value out where it is meant",
    ),
    "an anchor": (
        "practices: [{do: use, data: &these contact, modal: may}]",
        "3:29: a YAML anchor is not allowed in a policy [policy.alias]",
        "leave the anchor out",
    ),
    "nesting without end": (
        "practices: " + "[" * 100_000,
        "3:51: the YAML is nested too deeply [policy.too-deep]",
        "a policy nests values no deeper than 40",
    ),
    "a bracket that is not closed": (
        "practices: [{do: use",
        "3:21: this is not YAML: expected `,` or `}`, but got `<stream end>` [policy.yaml-syntax]",
        "mend the YAML there; docs/policy-format.md shows the form",
    ),
    "a tab": (
        "practices:\n\t- {}",
        "4:1: this is not YAML: found character `\\t` that cannot start any token [policy.yaml-syntax]",
        "mend the YAML there; docs/policy-format.md shows the form",
    ),
    "a backtick": (
        "practices: `x`",
        "3:12: this is not YAML: found character a backtick that cannot start any token [policy.yaml-syntax]",
        "mend the YAML there; docs/policy-format.md shows the form",
    ),
    "a second document": (
        "---\ntroth: 1",
        f"3:1: {NO_YAML}: expected a single document in the stream, but found another document [policy.yaml-syntax]",
        "mend the YAML there; docs/policy-format.md shows the form",
    ),
    "binary junk": (
        "practices: \x00\x01",
        "3:12: this is not YAML: a character here cannot be printed [policy.yaml-syntax]",
        "save the file as UTF-8 text; a policy is a text file",
    ),
}

HEADS = {
    "no policy": (
        "",
        "1:1: the file holds no policy [policy.no-policy]",
        "begin with `troth: 1` and `policy: {organisation: ..., version: ..., effective: ...}`",
    ),
    "no format": (
        HEAD.removeprefix("troth: 1\n"),
        "1:1: the file does not say which format it has [policy.no-format]",
        "begin it with `troth: 1`",
    ),
    "another format": (
        HEAD.replace("troth: 1", "troth: 2"),
        "1:8: the file has a format that this version does not know [policy.other-format]",
        "this version of troth reads format 1: write `troth: 1`",
    ),
    "no head": (
        "troth: 1\n",
        "1:1: the file does not say whose policy it is [policy.no-head]",
        "add `policy: {organisation: NAME, version: NAME, effective: DATE}`",
    ),
    "a head with a mistake": (
        HEAD.replace("2024-01-01", "soon"),
        "2:54: `effective` of `policy` must be a date [policy.not-a-date]",
        "write it as `2022-11-21`",
    ),
    "a head that is no mapping": (
        "troth: 1\npolicy: acme\n",
        "2:9: `policy` must be a mapping [policy.not-a-mapping]",
        "write `{key: value, ...}`",
    ),
}
"""Files by what is wrong with them, each with all that is told of it."""


@pytest.mark.parametrize(("body", "told", "help_"), CASES.values(), ids=CASES)
def test_a_mistake_is_told_with_its_place_its_id_and_a_next_step(body: str, told: str, help_: str) -> None:
    assert read(body)[1] == [f"{told}\n  help: {help_}"]


@pytest.mark.parametrize(("text", "told", "help_"), HEADS.values(), ids=HEADS)
def test_a_mistake_in_the_head_is_told_once(text: str, told: str, help_: str) -> None:
    _, problems = read_policy(text, "p.yaml")
    assert [str(problem) for problem in problems] == [f"p.yaml:{told}\n  help: {help_}"]


def test_every_problem_that_the_reader_can_tell_of_has_a_case() -> None:
    folder = Path(troth.policy.file.__file__).parent
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py") if file.stem != "rewrite")
    forms = (
        r'"policy\.([a-z-]+)"',
        r'area\}\.([a-z-]+)"',
        r'refuse\(\s*[\w.]+,\s*"([a-z-]+)"',
        r'get_mark\(\), "([a-z-]+)"',
    )
    can_tell = {f"policy.{found}" for form in forms for found in re.findall(form, sources)} - {"policy.yaml"}
    told = set(re.findall(r"\[(policy\.[a-z-]+)\]", "".join(told for _, told, _ in [*CASES.values(), *HEADS.values()])))
    of_files = {"policy.no-file", "policy.unreadable", "policy.not-text", "policy.too-large"}  # test_load.py
    assert can_tell == told | of_files
    assert len(can_tell) > 20


def test_two_mistakes_are_both_told_in_the_order_of_the_file() -> None:
    policy, problems = read(
        "practices: [{do: us, data: contact, modal: maybe}]\nretention: [{data: contact, max: long}]\n"
    )
    assert [problem.split(" ")[0] for problem in problems] == ["3:18:", "3:44:", "4:34:"]
    assert policy is not None


def test_a_mistake_leaves_the_rest_of_the_file_to_be_read() -> None:
    policy, problems = read(f"practices:\n- {PRACTICE}, id: good, basis: whim}}\n- {{id: bad, do: use}}\n")
    assert len(problems) == 3
    assert policy is not None
    assert list(policy.practices) == ["good"]
    assert policy.practices["good"].basis is None  # type: ignore[index]


def test_a_file_that_is_right_has_no_problem() -> None:
    policy = accepted(f"practices: [{PRACTICE}, cite: [s1, s4-s6, 's7[2:9]'], only: true, if: {{a: [x, z], b: z}}}}]\n")
    (practice,) = policy.practices.values()
    assert practice.id == "practices-1"
    assert [str(cited) for cited in practice.cite] == ["s1", "s4", "s5", "s6", "s7[2:9]"]
    assert [(condition.fact, condition.values) for condition in practice.if_] == [("a", ("x", "z")), ("b", ("z",))]
    assert (practice.place.line, practice.place.column) == (3, 13)


# What could be anybody's is not repeated.

CANARY = "alice.anderson@example.com"


@pytest.mark.parametrize(
    "body",
    [
        f"{CANARY}: 1",
        f"practices: {{{CANARY}: 3}}",
        f"practices: {{{CANARY}: {{do: use, dat: x}}}}",
        f"practices: [{{id: {CANARY}, do: use}}]",
        f"practices: [{PRACTICE}, {CANARY}: 1}}]",
        f"practices: [{PRACTICE}, basis: {CANARY}}}]",
        f"practices: [{PRACTICE}, cite: {CANARY}}}]",
        f"practices: [{PRACTICE}, keep: {CANARY}, period: {CANARY}}}]",
        f"practices: [{PRACTICE}, {CANARY}: 1, {CANARY}: 2}}]",
        f"practices:\n- {PRACTICE}, id: {CANARY}}}\n- {PRACTICE}, id: {CANARY}}}",
        f"signals: {{{CANARY}: honoured}}",
        f"rights: [{{do: erase, within: {{{CANARY}: P1D}}}}]",
        f"children: [{{under: {CANARY}, rule: {CANARY}}}]",
        f"practices: !{CANARY}!x 1",
        f"practices: *{CANARY}",
        f'practices: "{CANARY} \\q"',
        f"practices: {CANARY}: {CANARY}: {CANARY}",
        f"practices: [{CANARY}",
        f"practices: &{CANARY} 1\nchoices: &{CANARY} 2",
        f"%TAG !{CANARY}! x",
        "practices: {'Alice Anderson': 3, '+33 1 99 00 12 34': 3, call331990012: 4}",
    ],
)
def test_a_problem_repeats_nobodys_address_name_or_number(body: str) -> None:
    _, problems = read(body)
    assert problems != []
    told = "\n".join(problems)
    for part in ("alice", "anderson", "Anderson", "example.com", "12 34", "990012"):
        assert part not in told


def test_a_long_word_is_not_repeated() -> None:
    _, problems = read(f"practices: [{PRACTICE}, basis: {'a' * 41}}}]")
    assert problems[0].startswith("3:57: `basis` of `practices.practices-1` cannot be `...` [policy.unknown-word]")
    _, problems = read(f"practices: [{PRACTICE}, basis: {'a' * 40}}}]")
    assert "a" * 40 in problems[0]
