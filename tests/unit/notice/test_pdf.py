from __future__ import annotations

import builtins
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from troth.errors import ExitCode, ProblemsFound, TrothError, WrongUse
from troth.notice import Format, Notice, read_notice
from troth.notice.pdf import read_pdf
from troth.notice.text import LARGEST_PDF
from unit.notice.pdfs import WIDTH, bullets, head, laid_out, lines, para, placed, sub, table

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.platypus import BaseDocTemplate, Flowable

SENTENCE = "We collect the personal data that you give to us when you open an account with us or write to us."
LONG = [
    f"{SENTENCE} This is sentence number {number}, and no other sentence of this notice says the same as it does."
    for number in range(40)
]


def read(data: bytes, folder: Path) -> Notice:
    path = folder / "notice.pdf"
    path.write_bytes(data)
    return read_notice(path)


def texts(data: bytes) -> list[str]:
    return [clause.text for clause in read_notice(read_pdf(data, "notice.pdf").source, format=Format.MARKDOWN).clauses]


def around(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(70, 800, "Privacy Notice of Sample Ltd")
    canvas.drawString(70, 40, "Version 3 of May 2026")
    canvas.drawRightString(WIDTH - 70, 40, f"Page {document.page}")


def test_headings_paragraphs_and_lists_are_read_with_their_roles(tmp_path: Path) -> None:
    story = [
        head("Privacy Notice"),
        para("Effective: May 1, 2026"),
        sub("What we collect"),
        para(f"{SENTENCE} We share them with:"),
        bullets(
            "our carriers, who bring you what you ordered and who have to know where you live and when you are in;",
            [para("banks:"), bullets("yours", "ours")],
        ),
        para("<b>Security.</b> We lock it. Always."),
    ]
    notice = read(laid_out(story), tmp_path)
    assert [(str(clause.role), clause.text) for clause in notice.clauses] == [
        ("heading", "Privacy Notice"),
        ("sentence", "Effective: May 1, 2026"),
        ("heading", "What we collect"),
        ("sentence", SENTENCE),
        ("lead_in", "We share them with:"),
        (
            "item",
            "our carriers, who bring you what you ordered and who have to know where you live and when you are in;",
        ),
        ("lead_in", "banks:"),
        ("item", "yours"),
        ("item", "ours"),
        ("heading", "Security."),
        ("sentence", "We lock it."),
        ("sentence", "Always."),
    ]
    assert notice.clauses[7].lead_in == "s7"
    assert notice.clauses[3].headings == ("s1", "s3")
    assert str(notice.effective_on) == "2026-05-01"
    assert notice.name == "notice.pdf"


def test_offsets_point_into_the_text_and_the_text_read_again_is_the_same_notice(tmp_path: Path) -> None:
    notice = read(laid_out([head("Privacy"), *map(para, LONG)], around=around), tmp_path)
    for clause in notice.clauses:
        assert " ".join(notice.original(clause).replace("#", "").split()) == clause.text
    again = read_notice(notice.source, name="notice.pdf", format=Format.MARKDOWN)
    assert (again.clauses, again.digest, again.left_out) == (notice.clauses, notice.digest, notice.left_out)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_sentence_comes_once_and_in_order_over_columns_and_pages(columns: int) -> None:
    found = texts(laid_out([head("Privacy Notice"), *map(para, LONG)], columns=columns, around=around))
    wanted = [sentence for text in LONG for sentence in (SENTENCE, text[len(SENTENCE) + 1 :])]
    assert found == ["Privacy Notice", *wanted]


def test_what_runs_along_the_pages_is_left_out_with_its_reason(tmp_path: Path) -> None:
    notice = read(laid_out([head("Privacy"), *map(para, LONG)], around=around), tmp_path)
    left_out = [(left.reason, notice.source[left.start : left.end]) for left in notice.left_out]
    assert {reason for reason, _ in left_out} == {"running header", "running footer"}
    assert any("Privacy Notice of Sample Ltd" in text for _, text in left_out)
    assert not any("Version 3" in clause.text or "Sample Ltd" in clause.text for clause in notice.clauses)


def test_a_page_number_is_left_out_and_a_line_of_the_text_that_comes_back_is_not(tmp_path: Path) -> None:
    pages = [
        [
            *lines(
                "We keep what you tell us, and nothing else.", f"This is part {number} of what we say to you.", top=60
            ),
            (300.0, 810.0, str(number), 10.0, False),
        ]
        for number in (1, 2, 3)
    ]
    notice = read(placed(*pages), tmp_path)
    assert [clause.text for clause in notice.clauses].count("We keep what you tell us, and nothing else.") == 3
    assert [left.reason for left in notice.left_out] == ["page number"] * 3


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("We collect infor-", "mation about you.", "We collect information about you."),
        ("You can always opt-", "out of our letters.", "You can always opt-out of our letters."),
        ("We use a well-", "known host. Our well-known host is good.", "We use a well-known host."),
        ("We follow the Franco-", "German treaty.", "We follow the Franco-German treaty."),
        ("We keep whatever you send us 5-", "10 years.", "We keep whatever you send us 5- 10 years."),
        ("We collect infor\u00ad", "mation about you.", "We collect information about you."),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_joined(first: str, second: str, joined: str) -> None:
    assert texts(placed(lines(first, second)))[0] == joined


def test_a_sentence_that_runs_over_a_page_is_one() -> None:
    one = [*lines(*["We keep the data that you give to us, whatever they are, as long as"] * 1, top=700)]
    two = lines("you have an account with us. Then we erase them.", top=80)
    assert texts(placed(one, two)) == [
        "We keep the data that you give to us, whatever they are, as long as you have an account with us.",
        "Then we erase them.",
    ]


def test_headings_are_known_by_size_and_by_weight() -> None:
    page = [
        (60.0, 80.0, "Privacy Notice", 20.0, True),
        (60.0, 120.0, "What we keep", 11.0, True),
        *lines(
            "We keep the data that you give to us when you order in our shop, and the", "day you gave them.", top=140
        ),
        (60.0, 190.0, "What we do not", 11.0, True),
        *lines("We keep no photographs of you.", top=210),
    ]
    notice = read_notice(read_pdf(placed(page), "n").source, format=Format.MARKDOWN)
    assert [str(clause.role) for clause in notice.clauses] == ["heading", "heading", "sentence", "heading", "sentence"]
    assert notice.clauses[-1].headings == ("s1", "s4")
    assert notice.clauses[2].text.endswith("and the day you gave them.")


@pytest.mark.parametrize("drawn", [True, False])
def test_a_table_is_read_row_by_row_under_its_heads(drawn: bool) -> None:  # noqa: FBT001 -- a case
    made = table(
        ("Data", "Purpose", "Kept"),
        (
            "E-mail address",
            "To send you the letter that you asked for, until you want it no more",
            "two years",
        ),
        ("Orders", "Accounting", "ten years"),
        drawn=drawn,
    )
    data = laid_out([head("Privacy"), para(SENTENCE), made, para("After the table we go on.")])
    notice = read_notice(read_pdf(data, "n").source, format=Format.MARKDOWN)
    assert [clause.text for clause in notice.clauses][2:] == [
        "Data",
        "Purpose",
        "Kept",
        "E-mail address | To send you the letter that you asked for, until you want it no more | two years",
        "Orders | Accounting | ten years",
        "After the table we go on.",
    ]
    assert notice.clauses[6].headings == ("s1", "s3", "s4", "s5")


def test_signs_of_the_text_are_no_markup() -> None:
    text = "Write to alice_b@shop.example *now*, or see <here> [there] | snake_case & R&D; # 1."
    assert texts(placed(lines(text)))[0] == text.removesuffix(" # 1.") + " # 1."


def test_numbered_headings_and_items_keep_their_numbers_out_of_the_text() -> None:
    story = [
        head("Privacy"),
        sub("1. What we keep"),
        para("We keep it. You may:"),
        para("1. ask us;"),
        para("2. erase it."),
    ]
    notice = read_notice(read_pdf(laid_out(story), "n").source, format=Format.MARKDOWN)
    assert [(str(clause.role), clause.text) for clause in notice.clauses] == [
        ("heading", "Privacy"),
        ("heading", "1. What we keep"),
        ("sentence", "We keep it."),
        ("lead_in", "You may:"),
        ("item", "ask us;"),
        ("item", "erase it."),
    ]


def scanned() -> bytes:
    out, picture = BytesIO(), BytesIO()
    Image.new("RGB", (60, 60), "white").save(picture, "PNG")
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, 500, 700)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "id_"),
    [
        (scanned(), "notice.scanned"),
        (placed([]), "notice.scanned"),
        (placed(lines(SENTENCE), password="sesame"), "notice.encrypted"),
        (b"%PDF-1.7\n1 0 obj", "notice.broken-pdf"),
        (placed(lines(SENTENCE))[:400], "notice.broken-pdf"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "notice.broken-pdf"),
    ],
    ids=["scanned", "blank", "encrypted", "begun", "cut", "garbage"],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_its_id_and_help(tmp_path: Path, data: bytes, id_: str) -> None:
    with pytest.raises(ProblemsFound) as refusal:
        read(data, tmp_path)
    assert (refusal.value.id, refusal.value.exit_code) == (id_, ExitCode.FINDINGS)
    assert refusal.value.help
    assert "notice.pdf" in str(refusal.value)


def test_any_cut_of_a_pdf_is_read_or_refused(tmp_path: Path) -> None:
    whole = laid_out([head("Privacy"), para(SENTENCE)])
    for end in range(8, len(whole), 97):
        try:
            notice = read(whole[:end], tmp_path)
        except TrothError as refused:
            assert refused.id.startswith("notice.")  # noqa: PT017 -- refused or read, and nothing else
        else:
            assert SENTENCE in [clause.text for clause in notice.clauses]


def test_a_pdf_is_known_by_how_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "notice"
    path.write_bytes(b"\n" + placed(lines(SENTENCE)))
    assert [clause.text for clause in read_notice(path).clauses] == [SENTENCE]


def test_a_pdf_may_be_larger_than_a_text_and_not_larger_than_that(tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    with path.open("r+b") as file:
        file.truncate(LARGEST_PDF + 1)
    with pytest.raises(WrongUse) as refusal:
        read_notice(path)
    assert refusal.value.id == "notice.too-large"
    assert str(LARGEST_PDF) in refusal.value.text


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(WrongUse) as refusal:
        read_pdf(placed(*[[]] * 301), "notice.pdf")
    assert refusal.value.id == "notice.too-large"


def test_a_chapter_beside_a_pages_number_runs_and_is_no_table(tmp_path: Path) -> None:
    pages = [
        [(60.0, 40.0, f"Chapter {'abc'[number]}", 9.0, False), (500.0, 40.0, str(number + 4), 9.0, False),
         *lines(f"We keep the data of chapter {number}, and what belongs to them.", "We erase it.", top=150)]
        for number in range(3)
    ]  # fmt: skip
    notice = read(placed(*pages), tmp_path)
    assert [left.reason for left in notice.left_out] == ["running header"] * 3
    assert len(notice.clauses) == 6


def test_the_entries_of_a_table_of_contents_stand_alone_without_dots() -> None:
    entries = lines("What we keep ........................ 2", "Your rights ......................... 3", top=110)
    page = [(60.0, 80.0, "Contents", 16.0, True), *entries, *lines(SENTENCE, top=300)]
    notice = read_notice(read_pdf(placed(page), "n").source, format=Format.MARKDOWN)
    assert [clause.text for clause in notice.clauses] == ["Contents", "What we keep", "Your rights", SENTENCE]
    assert [str(clause.role) for clause in notice.clauses] == ["heading", "heading", "heading", "sentence"]
    assert [left.reason for left in notice.left_out] == ["page", "page"]


def test_text_that_is_not_upright_is_told(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawString(60, 700, SENTENCE)
    canvas.rotate(90)
    canvas.drawString(200, -30, "Draft")
    canvas.showPage()
    canvas.save()
    notice = read(out.getvalue(), tmp_path)
    assert [clause.text for clause in notice.clauses] == [SENTENCE]
    assert [problem.id for problem in notice.problems] == ["notice.rotated-text"]


def test_without_the_extra_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: object) -> object:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return real(name, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "pypdfium2", raising=False)
    with pytest.raises(WrongUse) as refusal:
        read_pdf(b"%PDF-1.7", "notice.pdf")
    assert refusal.value.id == "notice.pdf-extra-missing"
    assert "troth[pdf]" in refusal.value.help


def test_reading_is_a_function_of_the_file() -> None:
    story: list[Flowable] = [head("Privacy"), *map(para, LONG[:5])]
    data = laid_out(story, columns=2, around=around)
    assert read_pdf(data, "a") == read_pdf(data, "a")
