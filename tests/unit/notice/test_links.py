"""Which addresses stand behind the words of a clause, and which are none?"""

from __future__ import annotations

import pytest

from troth.notice import Format, read_notice
from troth.notice.links import links_of


def targets(source: str, format: Format, name: str = "notice") -> list[tuple[str, str]]:  # noqa: A002 -- the field's name
    """Each address with the words it stands behind."""
    notice = read_notice(source, format=format, name=name)
    return [
        (link.target, clause.text[link.start : link.end])
        for clause in notice.clauses
        for link in links_of(notice).get(clause.id, ())
    ]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (
            '<a href="mailto:Privacy@Shop.example?subject=hi">our team</a>',
            [("mailto:privacy@shop.example", "our team")],
        ),
        ("<A class=x HREF='tel:+44%2020-7946 0000'>by <b>phone</b></A>", [("tel:+442079460000", "by phone")]),
        ('<a href="https://shop.example/out?a=1&amp;b=2">here</a>', [("https://shop.example/out?a=1&b=2", "here")]),
        ('<a href="#top">here</a>', []),
        ('<a href="javascript:go()">here</a>', []),
        ('<a href="/opt-out">here</a>', []),
        ('<a name="x">here</a>', []),
        ('<a href="https://[broken">here</a>', []),
    ],
)
def test_the_links_of_a_page(markup: str, found: list[tuple[str, str]]) -> None:
    assert targets(f"<p>You may write to us or click {markup} to opt out.</p>", Format.HTML) == found


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("[our team](mailto:privacy@shop.example)", [("mailto:privacy@shop.example", "our team")]),
        ("[**here**](<https://shop.example/out> 'Out')", [("https://shop.example/out", "here")]),
        ("[here][out]", [("https://shop.example/ref", "here")]),
        ("[Out][]", [("https://shop.example/ref", "Out")]),
        ('<a href="tel:0800 123456">here</a>', [("tel:0800123456", "here")]),
        ("[here](#rights)", []),
        ("[here][none]", []),
    ],
)
def test_the_links_of_markdown(markup: str, found: list[tuple[str, str]]) -> None:
    source = f"You may write to us or click {markup} to opt out.\n\n[out]: https://shop.example/ref\n"
    assert targets(source, Format.MARKDOWN) == found


def test_a_relative_address_is_joined_to_the_one_the_notice_came_from() -> None:
    page = '<p>Click <a href="../opt-out">here</a> to opt out.</p>'
    found = targets(page, Format.HTML, "https://shop.example/legal/privacy")
    assert found == [("https://shop.example/opt-out", "here")]


def test_plain_text_has_no_links() -> None:
    assert targets("Click [here](https://shop.example) to opt out.", Format.TEXT) == []


def test_each_of_two_links_stands_behind_its_own_words() -> None:
    page = '<p>Write <a href="mailto:a@shop.example">here</a>. Or call <a href="tel:0800123456">here</a>, or here.</p>'
    assert targets(page, Format.HTML) == [("mailto:a@shop.example", "here"), ("tel:0800123456", "here")]
