"""The smaller values: pages of lists, uploads, differences, and names set as code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from troth.notice import Notice, read_notice
from troth.policy import Policy, read_policy
from troth.web.console.pages.drafts import MOST, Upload, upload
from troth.web.console.pages.paging import link, number_of, part
from troth.web.console.pages.review import binding, differences
from troth.web.console.pages.wording import Lines, Words, lines_of
from troth.web.templatetags.console import in_code

pytestmark = pytest.mark.slow  # pages of whole examples

EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "sesamm"


def _example(**replaced: str) -> tuple[Policy, Notice]:
    policy_text = (EXAMPLE / "policy.yaml").read_text("utf-8")
    notice_text = (EXAMPLE / "notice.md").read_text("utf-8")
    for old, new in replaced.items():
        policy_text, notice_text = policy_text.replace(old, new), notice_text.replace(old, new)
    policy, problems = read_policy(policy_text)
    assert policy is not None, problems
    return policy, read_notice(notice_text, name="notice.md")


def test_a_page_past_the_end_is_the_last() -> None:
    shown = part(range(45), 9, 20)
    assert (shown.items, shown.number, shown.pages, shown.first, shown.last) == ((*range(40, 45),), 3, 3, 41, 45)


def test_an_empty_list_has_one_page() -> None:
    shown = part(range(0), 1, 20)
    assert (shown.pages, shown.first, shown.last) == (1, 0, -1)


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("", 1), ("-2", 1), ("x", 1), ("9" * 30, 1)])
def test_a_page_number_that_is_none_is_the_first(text: str, number: int) -> None:
    assert number_of(text) == number


def test_a_link_leaves_out_what_is_empty_and_escapes_the_rest() -> None:
    assert link({"q": "a&b", "state": ""}, page="2") == "?q=a%26b&page=2"


def test_an_upload_is_read_and_its_notice_named_by_its_ending() -> None:
    assert upload(b"policy: {}", b"# N", "dana's notice.HTML") == Upload("policy: {}", "# N", "notice.html")


@pytest.mark.parametrize(
    ("policy", "notice", "ids"),
    [
        (None, b"x", ["upload.missing"]),
        (b"x", b"\xff\xfe", ["upload.not-utf-8"]),
        (b"x" * (MOST + 1), b"", ["upload.too-large", "upload.missing"]),
    ],
)
def test_everything_that_is_wrong_with_an_upload_is_said_at_once(
    policy: bytes | None, notice: bytes, ids: list[str]
) -> None:
    found = upload(policy, notice, "notice.md")
    assert isinstance(found, list)
    assert [each.id for each in found] == ids


def test_the_same_version_differs_in_nothing() -> None:
    assert differences(_example(), _example()).is_empty


def test_weaker_consent_is_material_and_a_reworded_sentence_shows_its_words() -> None:
    changed = differences(
        _example(), _example(**{"consent: opt_in": "consent: opt_out", "no more Personal": "more Personal"})
    )
    assert "change.weaker-consent" in {each.rule for each in changed.material}
    assert dict(changed.counted)["reworded"] == 1
    (row,) = [each for each in changed.sentences if each.words]
    assert [word.text for word in row.words if word.kind == "deleted"] == ["no"]


def test_a_version_whose_day_has_come_binds_at_once() -> None:
    policy, _ = _example()
    assert binding(policy.head, date(2026, 1, 1)).is_at_once
    assert not binding(policy.head, date(2022, 10, 17)).is_at_once


def test_an_elements_lines_end_where_the_next_begins() -> None:
    source = ["data:", "  email: {}", "  name:", "    is: x", "", "  phone: {}"]
    assert lines_of(3, source, [2, 3, 6]) == Lines(3, "  name:\n    is: x")
    assert lines_of(0, source, []) is None


def test_every_element_of_an_example_is_said_in_words() -> None:
    policy, _ = _example()
    words = Words(policy, (EXAMPLE / "policy.yaml").read_text("utf-8"))
    said = [words.said(address, element) for address, element in policy.elements()]
    assert all(each.text and each.lines for each in said)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("set `policy.version`", "set <code>policy.version</code>"),
        ("`<b>` is no name", "<code>&lt;b&gt;</code> is no name"),
        ("a lone ` stays <", "a lone ` stays &lt;"),
    ],
)
def test_names_in_backticks_are_set_as_code_and_escaped(text: str, shown: str) -> None:
    assert in_code(text) == shown
