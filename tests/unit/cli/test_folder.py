"""The files of a draft come into a folder all together, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.cli.folder import write_all
from troth.errors import ExitCode, OutsideWorldFailed

FILES = {"notice.md": b"new notice", "policy.yaml": b"new policy"}


def all_in(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def stop_at(name: str, stop: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the write of one file fail half-way."""
    write = Path.write_bytes

    def stopping(path: Path, octets: bytes) -> int:
        if name in path.name:
            write(path, octets[:3])
            raise stop
        return write(path, octets)

    monkeypatch.setattr(Path, "write_bytes", stopping)


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    write_all(tmp_path / "a" / "b", FILES)
    assert all_in(tmp_path / "a" / "b") == FILES


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_bytes(b"mine")
    write_all(tmp_path, FILES)
    assert all_in(tmp_path) == {**FILES, "estate.yaml": b"mine"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")], ids=["stop", "full"])
def test_what_stops_half_way_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    old = {"notice.md": b"old notice", "policy.yaml": b"old policy"}
    write_all(tmp_path / "there", old)
    stop_at("policy.yaml", stop, monkeypatch)
    for folder in ("there", "new/er"):
        with pytest.raises((KeyboardInterrupt, OutsideWorldFailed)):
            write_all(tmp_path / folder, FILES)
    assert all_in(tmp_path / "there") == old
    assert not (tmp_path / "new").exists()


def test_a_full_disk_is_the_outside_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_at("notice.md", OSError(28, "No space left on device"), monkeypatch)
    with pytest.raises(OutsideWorldFailed) as refused:
        write_all(tmp_path, FILES)
    assert (refused.value.id, refused.value.exit_code) == ("read.unwritable", ExitCode.OUTSIDE_WORLD)
    assert "no space left" in refused.value.text
