"""Reading a policy from a file: encodings, line ends, sizes, and files that cannot be read."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from troth.errors import ExitCode, OutsideWorldFailed, ProblemsFound, WrongUse
from troth.policy import load_policy, read_policy
from troth.policy.file import nodes
from troth.policy.file.nodes import MAX_BYTES
from unit.policy.file.written import HEAD

if TYPE_CHECKING:
    from pathlib import Path

BODY = HEAD + "practices: [{id: write, do: use, data: contact, modal: may}]\n"


def written(folder: Path, content: bytes) -> Path:
    file = folder / "policy.yaml"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        BODY.encode(),
        b"\xef\xbb\xbf" + BODY.encode(),
        BODY.replace("\n", "\r\n").encode(),
        BODY.rstrip("\n").encode(),
        b"# Datenschutz f\xc3\xbcr alle\n" + BODY.encode(),
    ],
    ids=["plain", "byte order mark", "lines as Windows ends them", "no last line end", "a comment beyond ASCII"],
)
def test_a_text_file_is_read_as_editors_save_it(tmp_path: Path, content: bytes) -> None:
    policy = load_policy(written(tmp_path, content))
    assert policy.head.organisation == "acme"
    assert list(policy.practices) == ["write"]


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    assert load_policy(str(written(tmp_path, BODY.encode()))).head.version == "v1"


def test_places_count_lines_as_editors_do_whatever_ends_them() -> None:
    for end in ("\n", "\r\n"):
        _, problems = read_policy(f"{HEAD}practices: [{{do: use}}]\n".replace("\n", end))
        assert {(problem.place.line, problem.place.column) for problem in problems} == {(3, 13)}


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.yaml", "nu\0ll.yaml"):
        with pytest.raises(WrongUse) as refused:
            load_policy(missing)
        assert refused.value.id == "policy.no-file"
        assert refused.value.help == "name a policy file; `troth init` makes one"
        assert refused.value.exit_code is ExitCode.WRONG_USE


def test_a_file_that_cannot_be_read_is_the_outside_worlds_failure(tmp_path: Path) -> None:
    circle = tmp_path / "circle.yaml"
    circle.symlink_to(circle)
    for unreadable in (tmp_path, circle):
        with pytest.raises(OutsideWorldFailed) as refused:
            load_policy(unreadable)
        assert refused.value.id == "policy.unreadable"
        assert refused.value.exit_code is ExitCode.OUTSIDE_WORLD


def test_a_file_without_permission_is_the_outside_worlds_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, BODY.encode())
    file.chmod(0)
    if os.access(file, os.R_OK):  # the superuser may read everything

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(type(file), "open", refuse)
    with pytest.raises(OutsideWorldFailed) as refused:
        load_policy(file)
    assert str(refused.value).endswith(
        "cannot be read: Permission denied [policy.unreadable]\n  help: check that the file is there and may be read"
    )


def told_of(file: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        load_policy(file)
    return [str(problem).removeprefix(str(file)) for problem in refused.value.problems]


@pytest.mark.parametrize("junk", [b"\xff\xfe\x00\x01", BODY.encode("utf-16"), BODY.encode() + b"\xe9"])
def test_a_file_that_is_no_text_is_told_and_nothing_of_it_is_shown(tmp_path: Path, junk: bytes) -> None:
    assert told_of(written(tmp_path, junk)) == [
        ": the file is not UTF-8 text [policy.not-text]\n  help: save the file as UTF-8"
    ]


def test_a_file_of_five_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    text = ": the file is too large for a policy [policy.too-large]"
    too_large = [f"{text}\n  help: a policy file has at most 4 MB; give one organisation per file"]
    assert told_of(written(tmp_path, b"# \xc3\xa9\n" * 1_000_000)) == too_large
    assert told_of(written(tmp_path, b"[" * 5_000_000)) == too_large
    _, problems = read_policy("é" * (MAX_BYTES // 2 + 1), "")
    assert [str(problem) for problem in problems] == too_large


def test_a_file_is_read_up_to_the_limit_and_not_beyond(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (nodes, sys.modules["troth.policy.file.read"]):
        monkeypatch.setattr(module, "MAX_BYTES", 1000)
    filled = BODY.encode() + b"#" * (1000 - len(BODY))
    assert load_policy(written(tmp_path, filled)).head.version == "v1"
    assert "[policy.too-large]" in told_of(written(tmp_path, filled + b"#"))[0]


def test_all_problems_of_a_file_are_raised_at_once(tmp_path: Path) -> None:
    told = told_of(written(tmp_path, f"{HEAD}practices: [{{do: us}}]\nretention: [{{max: x}}]\n".encode()))
    assert len(told) == 5


def test_a_laughing_alias_is_refused_at_once() -> None:
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    policy, problems = read_policy(laughs)
    assert policy is None
    assert [problem.id for problem in problems] == ["policy.alias"]
