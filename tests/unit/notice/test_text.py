from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from troth.errors import ExitCode, Severity, TrothError, WrongUse
from troth.notice import Format, read_notice
from troth.notice.text import LARGEST, load_file, load_text

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "We keep the naïve café’s data for two years."  # noqa: RUF001 -- beyond ASCII on purpose


def written(folder: Path, data: bytes, name: str = "notice.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_in_unicode_is_decoded_without_its_mark(tmp_path: Path, encoding: str) -> None:
    loaded = load_file(written(tmp_path, SENTENCE.encode(encoding)))
    assert loaded.source == SENTENCE
    assert loaded.problems == ()


def test_a_file_in_windows_letters_is_read_with_a_warning(tmp_path: Path) -> None:
    loaded = load_file(written(tmp_path, SENTENCE.encode("cp1252")))
    assert loaded.source == SENTENCE
    (problem,) = loaded.problems
    assert problem.id == "notice.encoding-guessed"
    assert problem.severity is Severity.WARNING
    assert "windows-1252" in problem.text


def test_bytes_that_windows_does_not_know_are_read_as_latin(tmp_path: Path) -> None:
    loaded = load_file(written(tmp_path, b"Caf\xe9 \x81 terms apply."))
    assert loaded.source == "Café \x81 terms apply."
    assert "latin-1" in loaded.problems[0].text


def test_a_page_that_declares_its_letters_is_believed(tmp_path: Path) -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Мы храним данные.</p></body></html>'
    notice = read_notice(written(tmp_path, page.encode("koi8-r"), "notice.html"))
    assert [clause.text for clause in notice.clauses] == ["Мы храним данные."]
    assert notice.problems == ()


def test_a_warning_about_letters_reaches_the_notice(tmp_path: Path) -> None:
    notice = read_notice(written(tmp_path, SENTENCE.encode("cp1252")))
    assert [problem.id for problem in notice.problems] == ["notice.encoding-guessed"]


@pytest.mark.parametrize(
    ("data", "id_"),
    [
        (b"", "notice.empty"),
        (b" \r\n\t\xc2\xa0\n", "notice.empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "notice.binary"),
        (b"We keep data.\x00", "notice.binary"),
        (bytes(range(1, 32)) * 20, "notice.binary"),
        (b"\xff\xfeW\x00e\x00 \x00\x00\xd8", "notice.broken-encoding"),
        (b"\xef\xbb\xbfWe keep \xff data.", "notice.broken-encoding"),
        ("naïve café, déjà vu, ".encode() + b"\xff", "notice.broken-encoding"),
        (b"<!-- nothing -->", "notice.no-words"),
    ],
)
def test_what_is_no_notice_is_refused_with_its_id_and_help(tmp_path: Path, data: bytes, id_: str) -> None:
    with pytest.raises(WrongUse) as refusal:
        read_notice(written(tmp_path, data, "notice.md"))
    assert refusal.value.id == id_
    assert refusal.value.help
    assert "notice.md" in str(refusal.value)


def test_broken_letters_are_placed_by_their_line(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="line 3"):
        read_notice(written(tmp_path, "é\né\né".encode() + b"\xff"))


def test_a_notice_of_twenty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    with path.open("wb") as file:
        file.truncate(20_000_000)  # a sparse file: were it read, its NULs would be refused as binary
    with pytest.raises(WrongUse) as refusal:
        read_notice(path)
    assert refusal.value.id == "notice.too-large"
    assert "20000000 bytes" in refusal.value.text


def test_a_text_at_the_limit_is_taken_and_one_above_is_not() -> None:
    assert len(load_text("a" * LARGEST).source) == LARGEST
    with pytest.raises(WrongUse) as refusal:
        load_text("a" * (LARGEST + 1))
    assert refusal.value.id == "notice.too-large"


def test_a_missing_file_and_a_folder_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as missing:
        read_notice(tmp_path / "none.md")
    assert missing.value.id == "notice.not-found"
    with pytest.raises(WrongUse) as folder:
        read_notice(tmp_path)
    assert folder.value.id == "notice.is-folder"
    assert folder.value.exit_code is ExitCode.WRONG_USE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read_and_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes("We keep the na\u00efve caf\u00e9\u2019s data.".encode(encoding))
    notice = read_notice(path)
    assert [clause.text for clause in notice.clauses] == ["We keep the na\u00efve caf\u00e9\u2019s data."]
    assert [problem.id for problem in notice.problems] == ["notice.encoding-guessed"]


def test_a_name_with_a_nul_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(TrothError) as refusal:
        read_notice(tmp_path / "a\x00b.md")
    assert refusal.value.id == "notice.unreadable"


def test_a_files_name_in_place_of_a_text_is_told() -> None:
    with pytest.raises(WrongUse) as refusal:
        read_notice("examples/notice.md")
    assert refusal.value.id == "notice.path-as-text"


@pytest.mark.parametrize(
    ("name", "source", "format_"),
    [
        ("a.md", "Plain words.", Format.MARKDOWN),
        ("a.html", "Plain words.", Format.HTML),
        ("a.txt", "Plain words.", Format.TEXT),
        ("a.txt", "# Privacy\n\nWords.", Format.MARKDOWN),
        ("a.txt", "See [this](https://a.example) and [that](https://b.example).", Format.MARKDOWN),
        ("a.txt", "One **bold** word.", Format.TEXT),
        ("", "<!doctype html><p>Words.</p>", Format.HTML),
        ("", "<p>Words.</p>", Format.HTML),
        ("", "<privacy@a.example> is our address.", Format.TEXT),
    ],
)
def test_the_format_follows_the_suffix_and_then_the_looks(name: str, source: str, format_: Format) -> None:
    assert load_text(source, name=name).format is format_


def test_line_ends_are_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    notice = read_notice(written(tmp_path, b"First here.\r\n\r\nSecond here.\r\n"))
    assert notice.source == "First here.\r\n\r\nSecond here.\r\n"
    assert [(clause.start, clause.end) for clause in notice.clauses] == [(0, 11), (15, 27)]
