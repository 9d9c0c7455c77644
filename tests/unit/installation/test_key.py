"""Is the key made once, readable by its owner only, and never replaced?"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from troth.errors import OutsideWorldFailed, WrongUse
from troth.installation import InstallationKey, has_key, load_key
from troth.words import OrganisationId

if TYPE_CHECKING:
    from pathlib import Path

HEX = "ab" * 32


def test_a_key_is_made_on_the_first_start_and_is_the_same_on_the_next(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert not has_key({}, data)
    made = load_key({}, data)
    assert load_key({}, data) == made
    assert has_key({}, data)
    assert (data / "key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in data.iterdir()] == ["key"]
    assert load_key({}, tmp_path / "other") != made


def test_a_key_that_is_given_is_taken_and_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(HEX + "\n")
    given = load_key({"TROTH_KEY": HEX, "TROTH_KEY_FILE": "not looked at"}, tmp_path / "data")
    assert given == load_key({"TROTH_KEY_FILE": str(tmp_path / "elsewhere")}, tmp_path / "data")
    assert given.secret.hex() == HEX
    assert not (tmp_path / "data").exists()
    assert has_key({"TROTH_KEY": HEX}, tmp_path)


@pytest.mark.parametrize("text", ["", "ab", "xy" * 32, HEX + "00"])
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    with pytest.raises(WrongUse) as refused:
        load_key({}, tmp_path)
    assert refused.value.id == "installation.bad-key"
    assert len(text) < 4 or text not in str(refused.value)
    assert (tmp_path / "key").read_text() == text


def test_a_file_that_is_not_there_and_a_folder_that_cannot_be_made_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for environment, data in (
        ({"TROTH_KEY_FILE": str(tmp_path / "missing")}, tmp_path),
        ({}, tmp_path / "file" / "data"),
    ):
        with pytest.raises(OutsideWorldFailed) as failed:
            load_key(environment, data)
        assert failed.value.id == "installation.no-key-file"


def test_of_many_processes_that_start_at_once_one_makes_the_key(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from troth.installation import load_key\n"
        "sys.stdin.readline(); print(load_key({}, pathlib.Path(sys.argv[1])).fingerprint)"
    )
    data = str(tmp_path / "data")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen([sys.executable, "-c", program, data], **pipes) for _ in range(4)]  # type: ignore[call-overload]
    for each in started:
        each.stdin.write("go\n")
        each.stdin.flush()
    told = {each.communicate()[0].strip() for each in started}
    assert told == {load_key({}, tmp_path / "data").fingerprint}
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["key"]


def test_each_use_has_a_key_of_its_own_and_none_is_shown() -> None:
    key = InstallationKey(bytes.fromhex(HEX))
    uses = {key.derived(use) for use in ("wrap keys", "hash tokens", "fingerprint", "django")}
    assert len(uses) == 4
    assert key.secret not in uses
    assert HEX not in repr(key)
    assert key.fingerprint != InstallationKey(bytes(32)).fingerprint
    acme, other = (key.hash_key(OrganisationId(each)) for each in ("acme", "other"))
    assert acme != other
    assert key.hash_token("1234") == key.hash_token("1234") != key.hash_token("1235")
