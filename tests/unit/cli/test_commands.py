"""The command line: what each command prints, and with which exit code it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from unit.cli.conftest import Ended

pytestmark = pytest.mark.slow  # they read whole examples
EXAMPLES = Path(__file__).parents[3] / "examples"
ORGANISATIONS = ("dialpad", "esendex", "sesame", "sesamm", "vocalcom")
CANARY = "canary.person@mail.example"


def test_the_help_names_every_command_and_the_exit_codes(troth: Callable[..., Ended]) -> None:
    ended = troth("--help")
    assert ended.code == 0
    for command in (
        "init",
        "notice",
        "policy",
        "decide",
        "audience",
        "log",
        "vocabulary",
        "serve",
        "demo",
        "completion",
    ):
        assert f"\n  {command} " in ended.out
    assert "0 holds, 1 findings, 2 wrong use, 3 the outside world failed" in " ".join(ended.out.split())


def test_a_notice_is_shown_in_numbered_clauses(troth: Callable[..., Ended]) -> None:
    ended = troth("notice", EXAMPLES / "sesame" / "notice.md")
    assert ended.code == 0
    assert "effective 2012-05-17" in ended.out
    assert "s66" in ended.out


def test_a_notice_as_json_has_offsets_into_the_file(troth: Callable[..., Ended]) -> None:
    file = EXAMPLES / "dialpad" / "notice.md"
    ended = troth("notice", file, "--format", "json")
    read = json.loads(ended.out)
    clause = next(each for each in read["clauses"] if each["id"] == "s70")
    source = file.read_text(encoding="utf-8")
    assert "credit card" in source[clause["start"] : clause["end"]]


def test_a_notice_against_another_version_ends_with_findings(troth: Callable[..., Ended], tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("# Privacy\n\nWe keep your data for two years.\n", encoding="utf-8")
    new.write_text("# Privacy\n\nWe keep your data for six years.\n", encoding="utf-8")
    changed, same = troth("notice", new, "--against", old), troth("notice", old, "--against", old)
    assert (changed.code, same.code) == (1, 0)
    assert "six" in changed.out
    assert "two" in changed.out


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_examples_pass_their_check(troth: Callable[..., Ended], organisation: str) -> None:
    ended = troth("policy", "check", EXAMPLES / organisation, "--quiet")
    assert ended.code == 0, ended.out
    assert "0 errors" in ended.out
    assert "it can run" in ended.out


def test_a_contradiction_counts_when_the_check_is_strict(troth: Callable[..., Ended]) -> None:
    assert troth("policy", "check", EXAMPLES / "sesamm", "--strict", "--quiet").code == 1


def test_a_broken_policy_is_reported_with_place_id_and_help(troth: Callable[..., Ended], tmp_path: Path) -> None:
    broken = tmp_path / "policy.yaml"
    broken.write_text("troth: 1\npolicy: {organisation: acme, version: '1', effective: soon}\npractises: []\n", "utf-8")
    ended = troth("policy", "check", broken)
    assert ended.code == 1
    assert f"{broken}:2:" in ended.out
    assert "[policy.not-a-date]" in ended.out
    assert "[policy.unknown-key]" in ended.out
    assert "help: did you mean `practices`?" in ended.out


def test_problems_as_json_carry_their_parts(troth: Callable[..., Ended]) -> None:
    problems = json.loads(troth("policy", "check", EXAMPLES / "vocalcom", "--format", "json").out)
    assert {"place", "id", "text", "help", "severity", "clauses"} <= set(problems[0])


def test_a_clause_shows_what_it_makes_the_machine_do(troth: Callable[..., Ended]) -> None:
    ended = troth("policy", "show", EXAMPLES / "dialpad", "s70")
    assert ended.code == 0
    assert "practices.card-for-payment" in ended.out
    assert "credit card" in ended.out


def test_what_is_not_in_a_policy_cannot_be_shown(troth: Callable[..., Ended]) -> None:
    ended = troth("policy", "show", EXAMPLES / "dialpad", "practices.no-such-thing")
    assert ended.code == 2
    assert "[cli.no-such-element]" in ended.err


def test_a_policy_that_did_not_change_has_no_material_difference(troth: Callable[..., Ended]) -> None:
    assert troth("policy", "diff", EXAMPLES / "sesame", EXAMPLES / "sesame").code == 0


def test_a_longer_retention_is_a_material_difference(troth: Callable[..., Ended], tmp_path: Path) -> None:
    text = (EXAMPLES / "sesamm" / "policy.yaml").read_text(encoding="utf-8")
    assert "P6Y" in text
    longer = tmp_path / "policy.yaml"
    longer.write_text(text.replace("P6Y", "P9Y"), encoding="utf-8")
    ended = troth("policy", "diff", EXAMPLES / "sesamm", longer)
    assert ended.code == 1
    assert "change.longer-retention" in ended.out


@pytest.mark.parametrize(
    "form", ["dpv", "register-html", "register-csv", "notice-html", "notice-md", "schema", "fideslang"]
)
def test_a_policy_is_exported_to_every_format(troth: Callable[..., Ended], tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    assert troth("policy", "export", EXAMPLES / "sesamm", "--to", form, "-o", target).code == 0
    assert target.stat().st_size > 500
    again = troth("policy", "export", EXAMPLES / "sesamm", "--to", form, "-o", target)
    assert again.code == 2
    assert "[cli.file-exists]" in again.err


@pytest.mark.parametrize(("language", "said"), [("fr", "Vos droits"), ("de", "Ihre Rechte"), ("en", "Your rights")])
def test_a_notice_is_exported_in_the_readers_language(troth: Callable[..., Ended], language: str, said: str) -> None:
    ended = troth("policy", "export", EXAMPLES / "sesamm", "--to", "notice-md", "--language", language)
    assert ended.code == 0
    assert said in ended.out


def test_a_language_that_cannot_be_had_is_wrong_use(troth: Callable[..., Ended]) -> None:
    unknown = troth("policy", "export", EXAMPLES / "sesamm", "--to", "notice-md", "--language", "xx")
    assert unknown.code == 2
    assert "[language.unknown]" in unknown.err
    unused = troth("policy", "export", EXAMPLES / "sesamm", "--to", "dpv", "--language", "fr")
    assert unused.code == 2
    assert "[cli.one-language]" in unused.err


def test_an_allowed_question_ends_with_holds_and_its_clause(troth: Callable[..., Ended]) -> None:
    ended = troth("decide", EXAMPLES / "dialpad", "--data", "card", "--for", "payment")
    assert ended.code == 0
    assert ended.out.startswith("allowed: the notice permits it [permitted]")
    assert "s70: " in ended.out


def test_a_denied_question_ends_with_findings(troth: Callable[..., Ended]) -> None:
    ended = troth("decide", EXAMPLES / "dialpad", "--data", "card", "--for", "usage_analysis", "--format", "json")
    assert ended.code in (1, 2)
    if ended.code == 1:
        assert json.loads(ended.out)["allowed"] is False


def test_a_name_that_is_not_declared_gets_a_suggestion(troth: Callable[..., Ended]) -> None:
    ended = troth("decide", EXAMPLES / "dialpad", "--data", "cards", "--for", "payment")
    assert ended.code == 2
    assert "[cli.undeclared-name]" in ended.err
    assert "did you mean `card`?" in ended.err


def test_a_word_of_the_wrong_form_is_refused_without_repeating_it(troth: Callable[..., Ended]) -> None:
    ended = troth("decide", EXAMPLES / "dialpad", "--data", "card", "--for", "payment", "--said", CANARY)
    assert ended.code == 2
    assert "[cli.bad-word]" in ended.err
    assert CANARY not in ended.err + ended.out


def test_an_audience_leaves_out_who_said_no(troth: Callable[..., Ended], tmp_path: Path) -> None:
    lines = tmp_path / "choices.jsonl"
    lines.write_text(
        '{"subject": "alice", "kinds": ["customer"]}\n'
        '{"subject": "bob", "kinds": ["customer"], "says": "opted_out", "purpose": "marketing"}\n',
        encoding="utf-8",
    )
    asked = ("audience", EXAMPLES / "esendex", "--subjects", lines, "--data", "contact", "--for", "marketing")
    ended = troth(*asked, "--channel", "email", "--ids")
    assert ended.out.split() == ["alice"]


def test_a_choice_for_an_undeclared_purpose_is_refused_with_its_line(
    troth: Callable[..., Ended], tmp_path: Path
) -> None:
    lines = tmp_path / "choices.jsonl"
    lines.write_text(
        f'{{"subject": "alice"}}\n{{"subject": "{CANARY}", "says": "given", "purpose": "{CANARY}"}}\nnot json\n',
        "utf-8",
    )
    asked = ("audience", EXAMPLES / "esendex", "--subjects", lines, "--data", "contact", "--for", "marketing")
    ended = troth(*asked)
    assert ended.code == 1
    assert f"{lines}:2:1: the policy declares no such purpose [consent.undeclared-purpose]" in ended.err
    assert f"{lines}:3:1:" in ended.err
    assert CANARY not in ended.err + ended.out


def test_init_makes_a_policy_that_lists_what_is_unaccounted_for(troth: Callable[..., Ended], tmp_path: Path) -> None:
    notice = tmp_path / "published.md"
    notice.write_text("# Privacy\n\nWe never sell your data. Effective May 17, 2012.\n", encoding="utf-8")
    made = troth("init", tmp_path / "acme", "--notice", notice)
    assert made.code == 0
    text = (tmp_path / "acme" / "policy.yaml").read_text(encoding="utf-8")
    assert "organisation: acme" in text
    assert "s2: We never sell your data." in text
    checked = troth("policy", "check", tmp_path / "acme")
    assert checked.code == 1
    assert "[policy.sentence-unaccounted]" in checked.out


def test_init_overwrites_nothing(troth: Callable[..., Ended], tmp_path: Path) -> None:
    assert troth("init", tmp_path / "acme").code == 0
    again = troth("init", tmp_path / "acme")
    assert again.code == 2
    assert "[init.file-exists]" in again.err


def test_vocabulary_finds_a_term_by_an_everyday_word(troth: Callable[..., Ended]) -> None:
    found, missed = troth("vocabulary", "find", "mail"), troth("vocabulary", "find", "zzzzqqqq")
    assert found.code == 0
    assert "pd:EmailAddress" in found.out
    assert missed.code == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(troth: Callable[..., Ended], shell: str) -> None:
    assert "_TROTH_COMPLETE" in troth("completion", shell).out


@pytest.mark.parametrize(
    ("arguments", "id_"),
    [
        (("policy", "check", "no-such-folder"), "cli.no-policy"),
        (("log", "verify", "no-such-log"), "cli.no-log"),
        (("demo", "no-such-organisation"), "demo.no-such-example"),
    ],
)
def test_what_is_not_there_is_wrong_use_with_help(
    troth: Callable[..., Ended], arguments: tuple[str, ...], id_: str
) -> None:
    ended = troth(*arguments)
    assert ended.code == 2
    assert f"[{id_}]" in ended.err
    assert "\n  help: " in ended.err


@pytest.mark.parametrize(
    ("arguments", "id_", "said"),
    [
        (("polcy",), "cli.wrong-use", "`troth --help` says how"),
        (("decide", EXAMPLES / "dialpad", "--dta", "card"), "cli.wrong-use", "`--data`"),
        (("decide", EXAMPLES / "dialpad", "--data", "card"), "cli.missing-value", "'--for' is missing"),
        (("decide", EXAMPLES / "dialpad", "--at", CANARY), "cli.bad-value", "'--at'"),
        (("decide", EXAMPLES / "dialpad", "--channel", CANARY), "cli.bad-value", "`email`"),
        (("demo", "--subjects", "5"), "cli.bad-value", "'--subjects'"),
    ],
)
def test_a_command_line_that_cannot_be_taken_says_so_as_every_error_does(
    troth: Callable[..., Ended], arguments: tuple[object, ...], id_: str, said: str
) -> None:
    ended = troth(*arguments)
    assert ended.code == 2
    assert f"[{id_}]" in ended.err
    assert said in ended.err
    assert CANARY not in ended.err + ended.out


def test_troth_alone_shows_what_it_can_do(troth: Callable[..., Ended]) -> None:
    ended = troth()
    assert ended.code == 2
    assert "  policy " in ended.err


@pytest.fixture
def acme(tmp_path: Path, troth: Callable[..., Ended]) -> Path:
    """A folder with a notice of two sentences, a policy that cites both, and the words it cites noted."""
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "notice.md").write_text("# Privacy\n\nWe never sell your data. We are proud of that.\n", encoding="utf-8")
    (folder / "policy.yaml").write_text(
        'troth: 1\npolicy: {organisation: acme, version: "1", effective: 2024-01-01, cite: [s1]}\n'
        "data: {contact: {is: [dpv:PersonalData], cite: [s2]}}\n"
        "practices:\n  # the promise\n  - {id: no-sale, do: sell, data: [contact], modal: never, cite: [s2]}\n"
        "notes:\n  - {id: pride, kind: disclaimer, reason: an opinion, cite: [s3]}\n",
        encoding="utf-8",
    )
    assert troth("policy", "anchor", folder).code == 0
    return folder


def test_a_notice_that_changed_under_a_citation_is_found(troth: Callable[..., Ended], acme: Path) -> None:
    assert "policy.stale-citation" not in troth("policy", "check", acme).out
    (acme / "notice.md").write_text("# Privacy\n\nWe may sell your data. We are proud of that.\n", encoding="utf-8")
    assert "[policy.stale-citation]" in troth("policy", "check", acme).out


def test_citations_are_carried_over_to_a_new_notice(troth: Callable[..., Ended], acme: Path) -> None:
    new = acme / "new.md"
    new.write_text("# Privacy\n\nHello. We never sell your data. We are proud of that.\n", encoding="utf-8")
    ended = troth("policy", "anchor", acme, "--to", new, "-o", acme / "new.yaml")
    text = (acme / "new.yaml").read_text(encoding="utf-8")
    assert ended.code == 1
    assert "new: cite or note s2" in ended.out
    assert "modal: never, cite: [s3]" in text
    assert "# the promise" in text


def test_two_versions_for_one_date_are_found(troth: Callable[..., Ended], acme: Path) -> None:
    (acme / "versions").mkdir()
    text = (acme / "policy.yaml").read_text(encoding="utf-8")
    (acme / "versions" / "0.yaml").write_text(text.replace('version: "1"', 'version: "0"'), encoding="utf-8")
    ended = troth("policy", "check", acme)
    assert ended.code == 1
    assert "[policy.two-for-one-date]" in ended.out
