"""Of an evidence log's folder, the published files are served, and nothing else by any path."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.clock import SetClock
from troth.evidence import Draft, Log
from troth.evidence.verify import verify
from troth.web.fast.logfiles import is_below, open_below, wanted
from unit.web.fast.calling import ACME, ALICE, OTHER, World, call

PREFIX = "/api/v1/organisations/acme/log/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log of 300 entries, one of them sealed, so that there is a full tile, partial ones, and keys."""
    clock = SetClock(datetime(2026, 3, 1, tzinfo=UTC))
    with Log.create(tmp_path / "acme", "troth/acme", clock) as log:
        log.append_many([Draft(ACME, "choice.recorded", ALICE, number, "sealed") for number in range(300)])
        log.checkpoint()
    (tmp_path / "secret").write_text("outside")
    return tmp_path / "acme"


@pytest.fixture
def served(folder: Path) -> World:
    world = World()
    world.desk.folders[ACME] = folder
    return world


def published(folder: Path) -> dict[str, bytes]:
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return {name: data for name, data in files.items() if wanted(PREFIX + name)}


def test_what_is_served_is_a_log_that_verifies(served: World, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in published(folder):
        answered = call(served.app, "GET", PREFIX + name)
        assert answered.status == 200, name
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(answered.body)
    assert {"checkpoint", "checkpoints", "public-key", "tile/0/000", "tile/0/001.p/44", "tile/entries/000"} <= set(
        published(folder)
    )
    verdict = verify(copy, key=(folder / "public-key").read_text())
    assert (verdict.holds, verdict.size) == (True, 300)


def test_nothing_private_is_served_by_any_path(served: World, folder: Path) -> None:
    private = [
        file for file in folder.rglob("*") if file.is_file() and str(file.relative_to(folder)) not in published(folder)
    ]
    assert any("private" in str(file) for file in private)
    assert any(file.name == "master-key" for file in private)
    secrets = [file.read_bytes() for file in private]
    for file in private:
        name = str(file.relative_to(folder))
        for path in (
            name,
            f"tile/../{name}",
            f"tile/0/../../{name}",
            f"./{name}",
            f"/{name}",
            f"//{name}",
            f"..%2f..%2f{name}",
            f"tile%2f..%2f{name}",
            quote(name, safe=""),
            "".join(f"%{ord(c):02x}" for c in name),
            f"%2e/{name}",
            f"{name}%00",
            f"{name};checkpoint",
            f"checkpoint/../{name}",
            f"..\\{name}",
            name.upper(),
            name.replace("/", "%5c"),
        ):
            answered = call(served.app, "GET", PREFIX + path)
            assert answered.status == 404, path
            assert answered.body not in secrets
    for path in (
        "private",
        "private/",
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/000/",
        ".",
        "..",
        "../acme/checkpoint",
    ):
        assert call(served.app, "GET", PREFIX + path).status == 404, path


@given(st.text(alphabet="abp./%2e\\x015privatelchkontues-_~\0", max_size=40))
def test_no_path_names_a_file_outside_the_published_forms(name: str) -> None:
    found = wanted(PREFIX + name)
    if found is not None:
        assert ".." not in found.file
        assert "%" not in found.file
        assert found.file.split("/")[0] in ("checkpoint", "checkpoints", "public-key", "tile")


@pytest.mark.parametrize("organisation", ["..", ".", "", "acme%2f..", "acme/..", "%61cme", "ACME", "other", "a" * 65])
def test_no_organisation_is_reached_by_another_name(served: World, organisation: str) -> None:
    assert call(served.app, "GET", f"/api/v1/organisations/{organisation}/log/checkpoint").status in (404, 418)
    assert call(served.app, "GET", f"/api/v1/organisations/{organisation}/log/checkpoint").body[:6] in (
        b"behind",
        b'{"type',
    )


def test_a_link_that_leads_elsewhere_is_not_followed(served: World, folder: Path) -> None:
    before = folder / "checkpoint"
    for target in (folder.parent / "secret", folder / "private" / "master-key", folder / "public-key"):
        before.unlink()
        before.symlink_to(target)
        assert call(served.app, "GET", f"{PREFIX}checkpoint").status == 404
    (folder / "tile" / "7").symlink_to(folder / "private")
    (folder / "private" / "000").write_text("secret")
    assert open_below(folder, "tile/7/000") is None
    assert open_below(folder, "private/000") is not None  # the guard is the path's form; this file is there


def test_what_is_no_file_is_not_opened(served: World, folder: Path) -> None:
    (folder / "checkpoint").unlink()
    os.mkfifo(folder / "checkpoint")
    assert call(served.app, "GET", f"{PREFIX}checkpoint").status == 404
    (folder / "checkpoint").unlink()
    (folder / "checkpoint").mkdir()
    assert call(served.app, "GET", f"{PREFIX}checkpoint").status == 404


def test_everything_below_the_prefix_is_ours(served: World) -> None:
    assert is_below(PREFIX + "private/master-key")
    assert is_below("/api/v1/organisations/acme/log")
    assert not is_below("/api/v1/organisations/acme/logs")
    assert call(served.app, "GET", "/api/v1/organisations/acme/log").status == 404


def test_an_organisation_without_a_log_has_no_files(served: World) -> None:
    assert OTHER not in served.desk.folders
    assert call(served.app, "GET", "/api/v1/organisations/other/log/checkpoint").status == 404


def test_a_full_tile_may_be_kept_for_ever_and_a_checkpoint_is_asked_for_each_time(served: World) -> None:
    kept = {
        name: call(served.app, "GET", PREFIX + name).headers for name in ("tile/0/000", "tile/0/001.p/44", "checkpoint")
    }
    assert kept["tile/0/000"]["cache-control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in kept["tile/0/001.p/44"]["cache-control"]
    assert kept["checkpoint"]["cache-control"] == "no-cache"
    assert kept["checkpoint"]["content-type"] == "text/plain; charset=utf-8"
    assert kept["tile/0/000"]["content-type"] == "application/octet-stream"
    assert all(each["x-content-type-options"] == "nosniff" for each in kept.values())


def test_a_file_that_has_not_changed_is_not_sent_again(served: World, folder: Path) -> None:
    tag = call(served.app, "GET", f"{PREFIX}checkpoint").headers["etag"]
    for match in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = call(served.app, "GET", f"{PREFIX}checkpoint", headers={"if-none-match": match})
        assert (again.status, again.body) == (304, b"")
    (folder / "checkpoint").write_text("another, and longer than the one before it was\n" * 20)
    assert call(served.app, "GET", f"{PREFIX}checkpoint", headers={"if-none-match": tag}).status == 200


def test_only_the_headers_can_be_asked_for_and_nothing_changed(served: World) -> None:
    whole, bare = (call(served.app, method, f"{PREFIX}tile/0/000") for method in ("GET", "HEAD"))
    assert (bare.body, bare.headers["content-length"]) == (b"", str(len(whole.body)))
    for method in ("POST", "PUT", "DELETE"):
        assert call(served.app, method, f"{PREFIX}checkpoint").status == 405


def test_files_are_closed_again(served: World) -> None:
    before = _open_files()
    for _ in range(20):
        call(served.app, "GET", f"{PREFIX}checkpoint")
        call(served.app, "HEAD", f"{PREFIX}checkpoint")
        call(served.app, "GET", f"{PREFIX}checkpoint", headers={"if-none-match": "*"})
    after = _open_files()
    assert after <= before


def _open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
