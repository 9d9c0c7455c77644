"""What holds for every rule: it is documented, reports its example, has a test of its own and survives bad input."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from troth.errors import Severity, in_order
from troth.policy.claims import CLAIMS
from troth.policy.validation import Rule, rules, validate
from troth.policy.validation.page import reported, rules_page
from unit.policy.validation.cases import policy_of

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "src/troth/policy/validation/rules"
FILES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def test_every_file_of_the_folder_is_a_rule_called_as_the_file_is() -> None:
    assert [f"policy.{name.replace('_', '-')}" for name in FILES] == [rule.id for rule in rules()]


@pytest.mark.parametrize("name", FILES)
def test_every_rule_has_a_test_of_its_own(name: str) -> None:
    text = (Path(__file__).parent / f"test_{name}.py").read_text(encoding="utf-8")
    assert f"policy.{name.replace('_', '-')}" in text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_finds_and_reports_its_own_example(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].*\.", rule.finds)
    problems = reported(rule)
    assert problems
    for problem in problems:
        assert problem.severity is rule.severity
        assert problem.place.line
        assert not problem.text.endswith(".")
        assert not problem.help.endswith(".")
        assert problem.text[0] in "`abcdefghijklmnopqrstuvwxyz"


def test_the_page_of_rules_is_what_the_code_says() -> None:
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == rules_page()


def test_the_table_of_claims_in_the_documentation_is_the_list_of_the_code() -> None:
    text = (ROOT / "docs/policy-format.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^  \| `(\w+)` \| (.+?) \|$", text, flags=re.MULTILINE))
    assert rows == dict(CLAIMS)


def test_every_contradiction_that_is_no_mistake_is_a_note() -> None:
    notes = {rule.id for rule in rules() if rule.severity is Severity.NOTE}
    assert notes == {
        "policy.most-specific-limit",
        "policy.exception-path",
        "policy.intake-union",
        "policy.version-binding",
    }


BROKEN = """
parties: {a: {role: affiliate, is: [a, gone], control: gone, of: [gone], cite: [s1]}}
subjects: {b: {is: [gone], of: gone, cite: [s1]}}
data: {c: {is: [c, gone], personal: none, from: [gone], cite: [s1]}, d: {is: [c], cite: [s1]}}
purposes: {e: {is: [gone, e], by: [gone], compatible_with: [gone], cite: [s1]}}
practices:
  - {id: one, do: [combine, share], data: [gone, c], for: [gone], with: [gone, a], by: [gone], subjects: [gone],
     modal: may, consent: by_use, only: [data, for, with, where, via, from, by], cite: [s99]}
  - {id: other, do: [combine, share, sell], data: ["*"], for: ["*"], with: ["*"], modal: never, only: true, cite: [s1]}
  - {id: third, do: collect, data: [d], modal: may, consent: opt_in}
choices: [{id: f, of: [gone, one, other], how: ["external:x"], cost: no_service, cite: [s1]}]
rights: [{id: g, do: [know, erase, port, access], who: gone, data: [gone, "*"], redirect: gone, how: [profile],
          keep_if: {erase: [gone]}, lookback: P12M, law: gone, cite: [s1]}]
retention: [{id: h, data: [gone], for: [gone], max: P1Y, cite: [s1]}, {id: i, data: ["*"], max: P2Y, cite: [s1]}]
duties: [{id: j, when: inquiry, do: answer, who: [gone], data: [gone], cite: [s1]}]
trackers: {k: {kind: flash, class: analytics, set_by: [gone], read_by: [gone], purpose: [gone], data: [gone, c],
               only: true, personal: false, cite: [s1]}}
claims:
  - {id: l, say: no_personal_data, about: [data.gone, data.c, trackers.k], cite: [s1]}
  - {id: m, say: anonymous, about: [data.c, gone], cite: [s1]}
  - {id: n, say: exclusive_access, cite: [s1]}
notes: [{id: o, kind: disclaimer, about: [rights.g, gone.gone], reason: none, cite: [s1]}]
"""


def test_a_policy_that_is_wrong_everywhere_gives_problems_at_once_and_no_exception() -> None:
    problems = validate(policy_of(BROKEN))
    assert problems == in_order(problems)
    assert len({problem.id for problem in problems}) > 15
    assert all(problem.place.file == "policy.yaml" for problem in problems)


def test_a_policy_with_a_head_alone_is_right() -> None:
    assert validate(policy_of("")) == []
