from __future__ import annotations

import pytest

from troth.notice import ClauseRole, Format, Notice, read_notice
from troth.notice.tags import TokenKind, read_tokens


def page(source: str) -> Notice:
    return read_notice(source, format=Format.HTML)


def texts(source: str) -> list[str]:
    return [clause.text for clause in page(source).clauses]


@pytest.mark.parametrize(
    "around",
    [
        "<nav>Home <nav>Inner</nav> About</nav>",
        "<header>Sample <a>Login</a></header>",
        "<footer><p>Imprint</p></footer>",
        "<aside>Advertisement</aside>",
        "<script>if (a < b) document.write('<p>Hello.</p>')</script>",
        "<style>p > a {}</style>",
        "<!-- a comment > with a sign -->",
        "<div id='cookie-banner'><div>We use cookies. <button>Accept</button></div></div>",
        "<section class='c gdpr_popup'>Consent!</section>",
        "<div role='dialog'>Subscribe!</div>",
        "<div hidden><div>Later</div></div>",
        "<div style='color:red; display: none'>Nothing</div>",
        "<p aria-hidden=true>Nothing",
        "<select><option>One<option>Two</select>",
        "<template><p>Not yet</p></template>",
        "<svg><text>Logo</text></svg>",
    ],
)
def test_the_page_around_the_notice_is_left_out_and_listed(around: str) -> None:
    source = f"<body><p>We keep it.</p>{around}<p>We hide it.</p></body>"
    notice = page(source)
    assert [clause.text for clause in notice.clauses] == ["We keep it.", "We hide it."]
    assert notice.left_out
    start = source.index("</p>") + 4
    assert all(start <= left.start < left.end <= start + len(around) for left in notice.left_out)


def test_only_the_main_content_is_read_where_the_page_marks_it() -> None:
    assert texts("<div>Shop now!</div><main><header><h1>T</h1></header><p>We keep it.</p></main><p>More!</p>") == [
        "T",
        "We keep it.",
    ]
    assert texts("<div>Shop!</div><div role='main'><div>We keep it.</div><div>And hide it.</div></div>Buy!") == [
        "We keep it.",
        "And hide it.",
    ]


def test_an_empty_main_content_does_not_lose_the_notice() -> None:
    assert texts("<main></main><p>We keep it.</p>") == ["We keep it."]


def test_a_page_that_is_all_navigation_is_read_whole() -> None:
    assert texts("<nav><p>We keep it.</p><script>x</script></nav>") == ["We keep it."]


def test_the_headings_of_a_pages_header_are_read() -> None:
    assert texts("<header>Sample<h1>Privacy</h1>Login</header><p>We keep it.</p>") == ["Privacy", "We keep it."]


def test_character_references_stand_for_characters_and_keep_their_place() -> None:
    source = "<p>Fish &amp; chips&nbsp;cost &#8364;5. We &lt;3 it.</p>"
    notice = page(source)
    assert [clause.text for clause in notice.clauses] == ["Fish & chips cost €5.", "We <3 it."]
    assert [notice.original(clause) for clause in notice.clauses] == [
        "Fish &amp; chips&nbsp;cost &#8364;5.",
        "We &lt;3 it.",
    ]


def test_ranges_hold_inline_tags_and_no_block_tags() -> None:
    notice = page("<ul>\n<li> <b>We</b> keep <i>it</i>. </li></ul>")
    assert [notice.original(clause) for clause in notice.clauses] == ["<b>We</b> keep <i>it</i>."]


def test_tables_details_and_definition_lists_are_read_with_their_heads() -> None:
    source = (
        "<table><caption>Cookies</caption><tr><th>Name<th>Use</tr><tr><td>sid<td>Login. Basket.</table>"
        "<details><summary>More</summary>We keep it.</details><dl><dt>Data<dd>What we keep.</dl>"
    )
    notice = page(source)
    assert [clause.text for clause in notice.clauses] == [
        "Cookies", "Name", "Use", "sid | Login. Basket.", "More", "We keep it.", "Data", "What we keep.",
    ]  # fmt: skip
    assert [clause.role is ClauseRole.HEADING for clause in notice.clauses[:4]] == [True, True, True, False]
    assert notice.clauses[3].headings == ("s2", "s3")
    assert notice.clauses[5].headings == ("s5",)


def test_a_line_break_ends_a_span_but_not_a_heading() -> None:
    assert texts("<h1>Privacy<br>Notice</h1><p>Sample Ltd<br/>Sampletown</p>") == [
        "Privacy Notice",
        "Sample Ltd",
        "Sampletown",
    ]


def test_a_bold_paragraph_is_a_heading_of_a_page() -> None:
    notice = page("<p><b>Our locks</b></p><p>We lock it.</p>")
    assert notice.clauses[0].role is ClauseRole.HEADING
    assert notice.clauses[1].headings == ("s1",)


def test_links_into_the_page_are_a_table_of_contents() -> None:
    notice = page("<h1>T</h1><ul><li><a href='#a'>Locks</a><li><a href='#b'>Keys</a></ul><h2>Locks</h2><p>We lock it.")
    assert [clause.role for clause in notice.clauses][1:3] == [ClauseRole.HEADING] * 2
    assert notice.clauses[-1].headings == ("s1", "s4")


@pytest.mark.parametrize(
    "broken", ["<", "</", "<p", "<!--", "<a href='", '<a b="c>', "&", "&#x;", "<script>", "a < b > c"]
)
def test_broken_tags_lose_no_words_before_them(broken: str) -> None:
    assert texts(f"<p>We keep it.</p>{broken}")[0] == "We keep it."


def test_tokens_cover_the_source_without_gaps() -> None:
    source = "a<b c='>'>d</b><!-- e --><script>f<g></script><h i=j>k<"
    tokens = list(read_tokens(source))
    assert "".join(source[token.start : token.end] for token in tokens) == source
    assert [token.kind for token in tokens].count(TokenKind.RAW) == 1
