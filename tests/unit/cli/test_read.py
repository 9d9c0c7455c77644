"""`troth read` and `troth review`: what they write, keep, refuse, and with which exit code they end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unit.cli.conftest import Ended

NOTICE = """\
# Privacy notice of Acme Shoes

Last updated: 1 May 2024

## Information we collect

We collect your name and your e-mail address.

## How we use your information

We use your e-mail address to send you newsletters. We use your name to provide our services.

## Retention

We keep your personal data for no longer than two years.
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "notice.md"
    file.write_text(NOTICE, encoding="utf-8")
    return file


@pytest.fixture
def acme(troth: Callable[..., Ended], notice: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    assert troth("read", notice, "-o", folder).code == 0
    return folder


def test_it_says_what_it_found_and_writes_nothing_unasked(troth: Callable[..., Ended], notice: Path) -> None:
    ended = troth("read", notice)
    assert ended.code == 0
    assert "5 sentences and items, 5 of them accounted for" in ended.out
    assert "nothing was written" in ended.out
    assert [each.name for each in notice.parent.iterdir()] == ["notice.md"]


def test_the_draft_that_it_writes_is_a_sound_policy(troth: Callable[..., Ended], acme: Path) -> None:
    assert {each.name for each in acme.iterdir()} == {
        *("notice.md", "policy.yaml", "policy.cites.json", "policy.review.json")
    }
    assert troth("policy", "check", acme).code == 0
    review = json.loads((acme / "policy.review.json").read_text(encoding="utf-8"))
    assert {each["proposed_by"] for each in review["entries"]} == {"troth read"}
    assert all(each["accepted_by"] is None for each in review["entries"])


def test_the_same_text_makes_the_same_bytes(
    troth: Callable[..., Ended], notice: Path, acme: Path, tmp_path: Path
) -> None:
    assert troth("read", notice, "-o", tmp_path / "again", "--organisation", "acme").code == 0
    for name in ("policy.yaml", "policy.cites.json", "policy.review.json"):
        assert (tmp_path / "again" / name).read_bytes() == (acme / name).read_bytes()


def test_check_fails_where_a_sentence_is_left(troth: Callable[..., Ended], notice: Path) -> None:
    assert troth("read", notice, "--check").code == 0
    notice.write_text(NOTICE + "\n## Odds\n\nThe cat sat on the mat.\n", encoding="utf-8")
    ended = troth("read", notice, "--check")
    assert ended.code == 1
    assert "The cat sat on the mat." in ended.out


def test_a_clause_is_explained_by_rules_frames_and_slots(troth: Callable[..., Ended], notice: Path) -> None:
    ended = troth("read", notice, "--explain", "s6")
    assert ended.code == 0
    for part in ("rules that fired:", "frames:", "slots:", "elements:", "pd:EmailAddress", "organisation, use (use)"):
        assert part in ended.out


def test_a_clause_that_is_not_there_is_refused(troth: Callable[..., Ended], notice: Path) -> None:
    ended = troth("read", notice, "--explain", "s99")
    assert (ended.code, "[read.no-such-clause]" in ended.err) == (2, True)


def test_programs_get_every_clause_with_its_place_in_the_source(troth: Callable[..., Ended], notice: Path) -> None:
    told = json.loads(troth("read", notice, "--format", "json").out)
    assert told["notice"]["clauses"] == len(told["clauses"])
    for clause in told["clauses"]:
        assert clause["role"] in ("practice", "note", "heading", "lead_in")
        assert clause["text"].split()[0] in NOTICE[clause["start"] : clause["end"]]
    kinds = {kind for clause in told["clauses"] for kind in clause["kinds"]}
    assert {"collection", "purpose", "retention"} <= kinds
    assert told["policy"]["retention"]["keep"]["max"] == "P2Y"


def test_a_policy_that_a_person_wrote_is_not_written_over(
    troth: Callable[..., Ended], notice: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "policy.yaml").write_text("troth: 1\n", encoding="utf-8")
    ended = troth("read", notice, "-o", own)
    assert (ended.code, "[read.file-exists]" in ended.err) == (2, True)
    assert (own / "policy.yaml").read_text(encoding="utf-8") == "troth: 1\n"


def test_nobody_decides_without_a_name(troth: Callable[..., Ended], acme: Path) -> None:
    ended = troth("review", acme, "--accept", "all")
    assert (ended.code, "[review.by-whom]" in ended.err) == (2, True)


def test_what_is_open_is_listed_until_all_is_accepted(troth: Callable[..., Ended], acme: Path) -> None:
    assert troth("review", acme).code == 1
    assert troth("review", acme, "--by", "dana", "--accept", "all").code == 0
    assert "everything is accepted" in troth("review", acme).out


def test_what_was_accepted_is_kept_when_a_new_version_is_read(
    troth: Callable[..., Ended], notice: Path, acme: Path
) -> None:
    troth("review", acme, "--by", "dana", "--accept", "all")
    notice.write_text(
        NOTICE.replace("two years", "six years").replace("## Retention", "Thanks for reading.\n\n## Retention"), "utf-8"
    )
    ended = troth("read", notice, "-o", acme)
    assert ended.code == 0
    assert "accepted elements kept" in ended.err
    listed = troth("review", acme).out
    assert "retention.keep" in listed
    assert "practices.use" not in listed
    assert "P6Y" in (acme / "policy.yaml").read_text(encoding="utf-8")


def test_an_element_that_others_name_cannot_be_rejected_before_them(troth: Callable[..., Ended], acme: Path) -> None:
    ended = troth("review", acme, "--by", "dana", "--reject", "data.name")
    assert (ended.code, "[review.still-named]" in ended.err) == (2, True)
    assert troth("review", acme, "--by", "dana", "--reject", "retention.keep").code == 1
    assert "retention:" not in (acme / "policy.yaml").read_text(encoding="utf-8")


def test_a_clause_can_be_said_to_make_no_rule(troth: Callable[..., Ended], acme: Path) -> None:
    assert troth("review", acme, "--by", "dana", "--note", "s9").code == 2
    troth("review", acme, "--by", "dana", "--note", "s9", "--reason", "an old sentence")
    text = (acme / "policy.yaml").read_text(encoding="utf-8")
    assert "an old sentence" in text
    assert "retention:" not in text
    assert troth("policy", "check", acme).code == 0


def test_a_file_with_a_layout_of_its_own_is_accepted_but_not_rewritten(troth: Callable[..., Ended], acme: Path) -> None:
    file = acme / "policy.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    ended = troth("review", acme, "--by", "dana", "--reject", "retention.keep")
    assert (ended.code, "[review.by-hand]" in ended.err) == (2, True)
    assert troth("review", acme, "--by", "dana", "--accept", "all").code == 0
    assert file.read_text(encoding="utf-8").endswith("# mine\n")


def test_how_far_it_is_is_shown_where_it_takes_long_and_somebody_watches(
    troth: Callable[..., Ended], notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "reading" not in troth("read", notice).err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "reading" not in troth("read", notice).err
    notice.write_text(NOTICE + "\n".join(f"- We keep your name for {number} days.\n" for number in range(300)), "utf-8")
    shown = troth("read", notice)
    assert shown.code == 0
    assert "reading" in shown.err
    assert "drafting" in shown.err
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    assert troth("read", notice).err == ""


def test_what_is_longer_than_any_sentence_is_told_and_left(troth: Callable[..., Ended], notice: Path) -> None:
    notice.write_text(NOTICE + "\nWe use " + "your name and " * 500 + "sell it.\n", encoding="utf-8")
    ended = troth("read", notice, "--check")
    assert (ended.code, "[read.clause-too-long]" in ended.err) == (1, True)
    assert "left: 1" in ended.out


def test_a_persons_own_policy_is_refused_before_the_notice_is_read(troth: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("troth: 1\n", encoding="utf-8")
    ended = troth("read", tmp_path / "none.md", "-o", tmp_path)
    assert (ended.code, "[read.file-exists]" in ended.err) == (2, True)
