"""One notice in pages of different make: whatever stands around it, its clauses are the same."""

from __future__ import annotations

import re

import pytest

from troth.notice import ClauseRole, Format, Notice, read_notice

TITLE = "Privacy Notice of Sample Ltd"
DAY = "Effective: May 1, 2026"
PARTS = [
    (
        "What we collect",
        "We collect the following personal data when you open an account with us:",
        ["your name and your postal address, which we need for deliveries;", "your telephone number."],
    ),
    (
        "Why we use it",
        "We use your data to deliver what you order and to answer what you ask us.",
        [],
    ),
    ("Your rights", "You may ask us for a copy of your data, and to erase them, whenever you like.", []),
]
EXPECTED = [
    ("heading", TITLE),
    ("sentence", DAY),
    ("heading", "What we collect"),
    ("lead_in", "We collect the following personal data when you open an account with us:"),
    ("item", "your name and your postal address, which we need for deliveries;"),
    ("item", "your telephone number."),
    ("heading", "Why we use it"),
    ("sentence", "We use your data to deliver what you order and to answer what you ask us."),
    ("heading", "Your rights"),
    ("sentence", "You may ask us for a copy of your data, and to erase them, whenever you like."),
]


def items(texts: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>" if texts else ""


def plain(heading: str = "<h2>{}</h2>", paragraph: str = "<p>{}</p>", around: str = "{}") -> str:
    parts = [around.format(heading.format(h) + paragraph.format(p) + items(i)) for h, p, i in PARTS]
    return f"<h1>{TITLE}</h1><p>{DAY}</p>" + "".join(parts)


LINKS = '<a href="/a">Offers</a> <a href="/b">Baskets</a> <a href="/c">Branches</a> <a href="/d">Careers</a>'
BANNER = (
    "<div id='onetrust-banner-sdk' class='otFlat'><p>This website uses cookies so that your visit is pleasant, and "
    "shares them with whom it likes best of all. <a href='/cookies'>More</a></p><button>Accept all</button></div>"
)

SHAPES = {
    "landmarks": (
        f"<header class='site-header'><a href='/'>Sample</a><nav>{LINKS}</nav></header>{BANNER}"
        f"<nav aria-label='Breadcrumb'><ol><li><a href='/'>Start</a><li>Legal</ol></nav><main>{plain()}</main>"
        f"<aside>Buy our lamp of the month and save money today!</aside><footer><p>Sample Ltd makes lamps for you and "
        f"for everybody else since the year of its foundation.</p>{LINKS}</footer>"
    ),
    "no landmarks": (
        f"<div id='top-bar'><ul><li>{LINKS.replace('</a> ', '</a></li><li>')}</li></ul></div>"
        f"<div class='breadcrumbs'>Start &gt; Legal &gt; Privacy</div><div class='page'><div>{plain()}</div></div>"
        f"<div class='related-posts'><h3>Related</h3><ul><li><a href='/x'>Ten lamps you will love</a></ul></div>"
        f"<div class='newsletter-signup'><p>Get our letter with offers in your mailbox every week of the year!</p>"
        f"<input></div><div class='site-footer'>{LINKS}<p>Sample Ltd</p></div>{BANNER}"
    ),
    "links without a class": (f"<div><div>{LINKS}</div><div>{plain()}</div><div><p>{LINKS}</p></div></div>"),
    "accordions": (
        f"<nav>{LINKS}</nav><h1>{TITLE}</h1><p>{DAY}</p>"
        + "".join(
            f"<div class='accordion-item'><h2><button class='accordion-button collapsed' aria-expanded='false' "
            f"aria-controls='p{n}'>{h}</button></h2><div id='p{n}' class='collapse' hidden aria-hidden='true'>"
            f"<p>{p}</p>{items(i)}</div></div>"
            for n, (h, p, i) in enumerate(PARTS)
        )
    ),
    "bare buttons": (
        f"<h1>{TITLE}</h1><p>{DAY}</p>"
        + "".join(
            f"<button class='collapsible' aria-expanded='false'>{h}</button><div class='panel' style='display:none'>"
            f"<p>{p}</p>{items(i)}</div>"
            for h, p, i in PARTS
        )
    ),
    "details": f"<main><h1>{TITLE}</h1><p>{DAY}</p>"
    + "".join(f"<details><summary>{h}</summary><p>{p}</p>{items(i)}</details>" for h, p, i in PARTS)
    + "</main>",
    "headings by class": f"<div class='menu'>{LINKS}</div><article>"
    + plain("<div class='section-title'>{}</div>", "<div class='text'>{}</div>", "<div class='block'>{}</div>")
    + "</article>",
    "headings by role": plain("<div role='heading' aria-level='2'>{}</div>"),
    "headings only bold": plain("<p><b>{}</b></p>"),
    "headings bold by style": plain("<p><span style='font-weight: 700'>{}</span></p>"),
    "line breaks": f"<h1>{TITLE}</h1><div>{DAY}<br><br>"
    + "<br><br>".join(f"<strong>{h}</strong><br>{p}{'<br>' if i else ''}{items(i)}" for h, p, i in PARTS)
    + "</div>",
    "lines wrapped by breaks": plain()
    .replace("open an account", "open<br>an account")
    .replace("to erase", "to<br>erase"),
    "a notice in a dialog": f"<div class='modal' role='dialog' aria-modal='true'>{plain()}</div><div>{LINKS}</div>",
    "hidden furniture": f"<div class='mobile-menu' hidden>{LINKS}</div>{plain()}"
    "<div class='modal' aria-hidden='true' style='display:none'><p>Tell us what you think of our lamps.</p></div>",
    "a switch of languages": f"<ul class='x7'><li>English</li><li><a href='/de'>Deutsch</a></li><li><a href='/fr'>"
    f"Français</a></li></ul><main><div><a href='/en'>EN</a> | <a href='/de'>DE</a></div>{plain()}</main>",
    "a main part without the notice": f"<main><h1>{TITLE}</h1></main><div><p>{DAY}</p>"
    + plain().partition("</p>")[2]
    + "</div>",
    "a layout table": f"<table><tr><td>{LINKS}</td></tr><tr><td>{plain()}</td></tr></table>",
    "broken nesting": f"<div><nav><ul><li>{LINKS}</div>{plain().replace('</p>', '').replace('</li>', '')}",
}


def page(source: str) -> Notice:
    return read_notice(f"<!doctype html><html><head><title>x</title></head><body>{source}</body></html>")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_clauses_are_the_same_in_every_page(shape: str) -> None:
    notice = page(SHAPES[shape])
    found = [(str(clause.role), clause.text) for clause in notice.clauses]
    if shape == "a switch of languages":
        found = [each for each in found if each[1] != "|"]
    assert found == EXPECTED
    assert str(notice.effective_on) == "2026-05-01"


@pytest.mark.parametrize("shape", SHAPES)
def test_every_clause_knows_its_heading_in_every_page(shape: str) -> None:
    notice = page(SHAPES[shape])
    by_text = {clause.text: clause for clause in notice.clauses}
    for heading, paragraph, listed in PARTS:
        for text in (paragraph, *listed):
            assert by_text[text].headings[-1:] == (by_text[heading].id,)


@pytest.mark.parametrize(
    ("shape", "reasons"),
    [
        ("landmarks", {"nav", "aside", "cookie banner", "head"}),
        ("no landmarks", {"breadcrumb", "related", "newsletter", "navigation", "cookie banner", "footer"}),
        ("links without a class", {"links"}),
        ("hidden furniture", {"hidden"}),
        ("a switch of languages", {"languages"}),
    ],
)
def test_what_is_left_out_is_listed_with_its_reason(shape: str, reasons: set[str]) -> None:
    assert reasons <= {left.reason for left in page(SHAPES[shape]).left_out}


@pytest.mark.parametrize(
    "wrapped",
    [
        "<aside>{}</aside>",
        "<footer>{}</footer>",
        "<div class='modal'>{}</div>",
        "<div class='sidebar'>{}</div>",
        "<div class='cookie-consent-container'>{}</div>",
        "<div hidden>{}</div>",
        "<nav>{}</nav>",
    ],
)
def test_what_looks_like_furniture_and_holds_the_notice_is_read(wrapped: str) -> None:
    texts = [clause.text for clause in page(wrapped.format(plain())).clauses]
    assert texts == [text for _, text in EXPECTED]


@pytest.mark.parametrize(
    "part",
    [
        "<section id='sharing'><h2>Sharing</h2><p>Nobody gets it.</p></section>",
        "<section id='newsletter'><h2>Letters</h2><p>Whoever asks for it gets it once a month, not more.</p></section>",
        "<section id='cookie-policy-container'><h2>Cookies</h2><p>We set one cookie.</p></section>",
        "<div class='newsletter-text'><p>Whoever asks for our letter gets it once a month, not more.</p></div>",
        "<div class='promo-box'><p>We never sell your data.</p></div>",
        "<div class='sidebar-left'><p>Whoever writes to us gets an answer within a month at the latest.</p></div>",
        "<div id='login'><h3>Log-in</h3><p>Whoever logs in is remembered by us until the end of the day.</p></div>",
        "<div class='tab-content' role='tabpanel' hidden><ul><li>names</li><li>addresses</li></ul></div>",
        "<div class='modal' hidden><p>We keep your data for two years, and then we erase them for good.</p></div>",
        "<footer><p>Last updated: May 2, 2026.</p></footer>",
        "<div class='contact'><a href='mailto:dana@shop.example'>dana@shop.example</a></div>",
    ],
)
def test_a_part_of_the_notice_that_is_named_like_furniture_is_read(part: str) -> None:
    notice = page(f"<main>{plain()}{part}</main>")
    texts = " ".join(clause.text for clause in notice.clauses)
    for word in re.sub(r"<[^>]*>", " ", part).split():
        assert word in texts


def test_two_notices_on_a_page_are_both_read() -> None:
    other = (
        "<article><h1>Cookie Notice</h1><p>We set one cookie, which keeps you logged in until you leave.</p></article>"
    )
    notice = page(f"<nav>{LINKS}</nav><article>{plain()}</article>{other}")
    assert [clause.text for clause in notice.clauses] == [
        *(text for _, text in EXPECTED),
        "Cookie Notice",
        "We set one cookie, which keeps you logged in until you leave.",
    ]
    assert notice.clauses[-1].headings == (notice.clauses[-2].id,)


def test_a_row_is_one_clause_under_the_heads_of_its_columns() -> None:
    source = (
        "<h1>Data</h1><table><thead><tr><th>Data</th><th>Purpose</th><th>Kept</th></tr></thead><tbody>"
        "<tr><td>E-mail address</td><td><p>Letters.</p><p>Log-in.</p></td><td>two years</td></tr>"
        "<tr><td>Orders<td><ul><li>accounts</li><li>taxes</li></ul><td></tr></tbody></table><p>After it.</p>"
    )
    notice = page(source)
    assert [clause.text for clause in notice.clauses][4:] == [
        "E-mail address | Letters. Log-in. | two years",
        "Orders | accounts; taxes |",
        "After it.",
    ]
    assert notice.clauses[4].headings == ("s1", "s2", "s3", "s4")
    assert notice.clauses[6].headings == ("s1",)


def test_the_heads_of_a_table_may_only_be_bold() -> None:
    cells = "<tr><td><b>Data</b></td><td><b>Kept</b></td></tr><tr><td>Orders</td><td>ten years</td></tr>"
    notice = page(f"<table>{cells}</table>")
    assert [clause.role for clause in notice.clauses] == [ClauseRole.HEADING] * 2 + [ClauseRole.SENTENCE]
    assert notice.clauses[2].headings == ("s1", "s2")


def test_the_cells_of_a_table_with_long_ones_are_read_one_by_one_under_their_heads() -> None:
    long = "We keep what you order, and what you paid for it. " * 10
    notice = page(
        f"<table><tr><th>Data</th><th>What we do</th></tr><tr><td>Orders</td><td>{long}</td></tr>"
        "<tr><td>Names</td><td>We print them.</td></tr></table>"
    )
    assert len(notice.clauses) == 2 + 11 + 2
    assert notice.clauses[3].headings == ("s2",)
    assert notice.clauses[2].headings == ("s1",)


def test_a_term_leads_into_its_description() -> None:
    notice = page("<dl><dt>Cookies</dt><dd>Small files.</dd><dt>Logs</dt><dd>We keep them.</dd></dl><p>After it.</p>")
    assert [(str(clause.role), clause.text, clause.lead_in) for clause in notice.clauses] == [
        ("lead_in", "Cookies", None),
        ("sentence", "Small files.", "s1"),
        ("lead_in", "Logs", None),
        ("sentence", "We keep them.", "s3"),
        ("sentence", "After it.", None),
    ]


def test_nested_lists_keep_their_lead_ins() -> None:
    notice = page(
        "<p>We share data with:</p><ul><li>partners:<ul><li>carriers</li><li>banks</li></ul></li><li>courts</li></ul>"
    )
    assert [clause.lead_in for clause in notice.clauses] == [None, "s1", "s2", "s2", "s1"]


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    notice = read_notice("<div>We ask:<br>one<br>two<br><br>We keep it.</div>", format=Format.HTML)
    assert [(clause.text, clause.lead_in) for clause in notice.clauses] == [
        ("We ask:", None),
        ("one", "s1"),
        ("two", "s1"),
        ("We keep it.", None),
    ]


def test_typed_bullets_make_a_list() -> None:
    notice = page(
        "<p class=MsoTitle>Privacy Notice</p><p>We keep, as long as we have to:</p>"
        "<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp; </span></span>your name;</p><p>· your address.</p>"
        "<p>The end.</p>"
    )
    assert [(str(clause.role), clause.text, clause.lead_in) for clause in notice.clauses] == [
        ("heading", "Privacy Notice", None),
        ("lead_in", "We keep, as long as we have to:", None),
        ("item", "your name;", "s2"),
        ("item", "your address.", "s2"),
        ("sentence", "The end.", None),
    ]


def test_a_table_of_contents_may_be_made_of_paragraphs() -> None:
    notice = page(
        "<h1>T</h1><p><b>Table of contents</b></p><div><a href='#a'>1. DATA</a></div>"
        "<div><a href='#b'>2. RIGHTS</a></div>"
        "<h2 id=a>1. DATA</h2><p><b>In short:</b> <i>we keep it.</i></p>"
    )
    assert [str(clause.role) for clause in notice.clauses] == ["heading"] * 5 + ["sentence"]
    assert notice.clauses[-1].text == "In short: we keep it."
    assert notice.clauses[-1].headings == ("s1", "s5")
