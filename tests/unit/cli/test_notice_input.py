"""What do commands say of a notice that is none, or cannot be read?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from troth.notice import read_notice
from unit.notice.pdfs import head, laid_out, para, placed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unit.cli.conftest import Ended

SENTENCE = "We collect your name and your e-mail address when you write to us, and we use your data to answer you."
RECIPE = (
    "Lentil soup. You need two cups of lentils and an onion. We like it with lemon. Fry the onion until it is golden."
)


@pytest.mark.parametrize(("name", "text", "id_"), [("soup.txt", RECIPE, "notice.no-notice")])
def test_what_is_no_notice_is_read_with_a_word_and_no_policy_is_drawn_from_it(
    troth: Callable[..., Ended], tmp_path: Path, name: str, text: str, id_: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    shown = troth("notice", file)
    assert (shown.code, f"[{id_}]" in shown.err) == (0, True)
    refused = troth("read", file, "-o", tmp_path / "acme")
    assert (refused.code, f"[{id_}]" in refused.err, refused.out) == (1, True, "")
    assert not (tmp_path / "acme").exists()


def test_a_pdf_that_was_scanned_ends_with_findings(troth: Callable[..., Ended], tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(placed([]))
    ended = troth("notice", file)
    assert ended.code == 1
    assert "[notice.scanned]" in ended.err
    assert "help:" in ended.err


def test_the_text_of_a_pdf_is_kept_beside_its_policy(troth: Callable[..., Ended], tmp_path: Path) -> None:
    file = tmp_path / "published.pdf"
    file.write_bytes(laid_out([head("Privacy Notice"), para(SENTENCE)]))
    for command in (("init", tmp_path / "acme", "--notice", file), ("read", file, "-o", tmp_path / "shop")):
        assert troth(*command).code == 0
    for folder in ("acme", "shop"):
        kept = read_notice(tmp_path / folder / "notice.md")
        assert kept.clauses == read_notice(file).clauses


def test_a_notice_is_kept_as_it_was_published(troth: Callable[..., Ended], tmp_path: Path) -> None:
    file = tmp_path / "published.html"
    file.write_bytes(f"<h1>Caf\xe9</h1><p>{SENTENCE}</p>".encode("cp1252"))
    assert troth("read", file, "-o", tmp_path / "acme").code == 0
    assert (tmp_path / "acme" / "notice.html").read_bytes() == file.read_bytes()


def test_a_file_that_may_not_be_read_is_the_outside_world(
    troth: Callable[..., Ended], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notice.md"
    file.write_text(SENTENCE, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "open", refuse)
    ended = troth("read", file)
    assert (ended.code, "[notice.unreadable]" in ended.err, "permission denied" in ended.err) == (3, True, True)
