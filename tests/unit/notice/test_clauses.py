from __future__ import annotations

import pytest

from troth.notice import Clause, ClauseRole, Format, Notice, read_notice

TEXT = """Sample Privacy Notice
Last modified: May 17, 2020

What we collect
We collect the following data:
- your name. You give it to us.
- your address:
  1. the street;
  2. the town.

Our Offices.
We may sell nothing. Ask us.
Back to top
"""

MARKDOWN = """# Sample Privacy Notice

Last modified: *May 17, 2020*

## What we collect

We collect the [following](https://a.example/x_y) **data**:

- your name. You give it
  to us.
- your address:
  1. the street;
  2. the town.

### Our Offices.

We may sell nothing. Ask us.

[Back to top](#top)
"""

HTML = """<!doctype html><html><head><title>Sample</title><style>p{}</style></head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Sample Privacy Notice</h1><p>Last modified:&nbsp;May 17, 2020</p>
<h2>What we collect</h2><p>We collect the <a href="https://a.example">following</a> <b>data</b>:
<ul><li>your name. You give it
to us.<li>your address:<ol><li>the street;</li><li>the town.</li></ol></li></ul>
<h3>Our Offices.</h3><p>We may sell nothing. Ask&#32;us.</p><p><a href="#top">Back to top</a></p></main>
<footer>Imprint</footer></body></html>
"""


def roles(notice: Notice) -> list[str]:
    return [f"{clause.role}: {clause.text}" for clause in notice.clauses]


def find(notice: Notice, text: str) -> Clause:
    (clause,) = [clause for clause in notice.clauses if clause.text == text]
    return clause


def heads(notice: Notice, clause: Clause) -> list[str]:
    found = [notice.clause(id_) for id_ in clause.headings]
    return [heading.text for heading in found if heading]


@pytest.mark.parametrize(
    ("source", "format_"), [(TEXT, Format.TEXT), (MARKDOWN, Format.MARKDOWN), (HTML, Format.HTML)], ids=str
)
def test_the_same_words_are_the_same_clauses_in_every_format(source: str, format_: Format) -> None:
    notice = read_notice(source, format=format_)
    assert roles(notice) == [
        "heading: Sample Privacy Notice",
        "sentence: Last modified: May 17, 2020",
        "heading: What we collect",
        "lead_in: We collect the following data:",
        "item: your name.",
        "sentence: You give it to us.",
        "lead_in: your address:",
        "item: the street;",
        "item: the town.",
        "heading: Our Offices.",
        "sentence: We may sell nothing.",
        "sentence: Ask us.",
        "navigation: Back to top",
    ]
    assert [clause.digest for clause in notice.clauses] == [
        clause.digest for clause in read_notice(TEXT, format=Format.TEXT).clauses
    ]
    assert find(notice, "the town.").lead_in == find(notice, "your address:").id
    assert find(notice, "your address:").lead_in == find(notice, "We collect the following data:").id
    assert find(notice, "We may sell nothing.").lead_in is None
    assert heads(notice, find(notice, "the town.")) == ["Sample Privacy Notice", "What we collect"]
    assert heads(notice, find(notice, "Ask us."))[-1] == "Our Offices."
    assert str(notice.effective_on) == "2020-05-17"


def test_a_clauses_range_holds_its_bullet_and_heading_sign_and_not_its_number() -> None:
    notice = read_notice("# Title\n\n* **Bold** first.\n1. Second [link](https://a.example).\n> Third _one_.\n")
    assert [notice.original(clause) for clause in notice.clauses] == [
        "# Title",
        "* **Bold** first.",
        "Second [link](https://a.example).",
        "> Third _one_.",
    ]


def test_markup_between_sentences_goes_to_the_sentence_it_marks() -> None:
    notice = read_notice("# T\n\nFirst **one.** *Second one.* [Third.](https://a.example) Fourth.")
    assert [notice.original(clause) for clause in notice.clauses][1:] == [
        "First **one.**",
        "*Second one.*",
        "[Third.](https://a.example)",
        "Fourth.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "# T\n\n**Our Security.** We lock it. Always.\n\nWe also hide it.\n\n**Children.** None.",
        "# T\n\nOur Security. We lock it. Always.\n\nWe also hide it.\n\nChildren. None is served.",
        "# T\n\n**Our Security**\n\nWe lock it. Always.\n\nWe also hide it.\n\n**Children**\n\nNone.",
        "<h1>T</h1><p><strong>Our Security.</strong> We lock it. Always.<p>We also hide it.<p><b>Children.</b> None.",
    ],
)
def test_a_heading_run_into_a_paragraph_heads_what_follows(source: str) -> None:
    notice = read_notice(source)
    assert [word.rstrip(".") for word in heads(notice, find(notice, "We also hide it."))] == ["T", "Our Security"]
    assert notice.clauses[-2].role is ClauseRole.HEADING
    assert heads(notice, notice.clauses[-1])[-1].rstrip(".") == "Children"


def test_a_heading_run_into_an_item_heads_that_item_alone() -> None:
    notice = read_notice("# T\n\n* **Locks.** We lock it.\n* **Keys**  \n  We hide them.\n\nThe rest.")
    assert heads(notice, find(notice, "We lock it.")) == ["T", "Locks."]
    assert heads(notice, find(notice, "We hide them.")) == ["T", "Keys"]
    assert heads(notice, find(notice, "The rest.")) == ["T"]


@pytest.mark.parametrize("stress", ["**We** sell nothing. Ask us.", "**We sell nothing.** Ask us.", "Yes. We do."])
def test_what_is_only_stressed_is_no_heading(stress: str) -> None:
    notice = read_notice(f"# T\n\n{stress}\n\nMore of it.")
    assert {clause.role for clause in notice.clauses[1:]} == {ClauseRole.SENTENCE}


def test_underlined_lines_are_headings_with_levels() -> None:
    notice = read_notice("Title\n=====\n\nPart\n----\n\nWe keep it.\n\n---\n\nWe hide it.\n", format=Format.MARKDOWN)
    assert roles(notice) == ["heading: Title", "heading: Part", "sentence: We keep it.", "sentence: We hide it."]
    assert heads(notice, notice.clauses[2]) == ["Title", "Part"]


def test_entries_of_a_table_of_contents_head_nothing() -> None:
    notice = read_notice("# T\n\n## Contents\n\n1. Locks\n2. Keys\n\n## Locks\n\nWe lock it.")
    assert [clause.role for clause in notice.clauses][:5] == [ClauseRole.HEADING] * 5
    assert heads(notice, notice.clauses[-1]) == ["T", "Locks"]


def test_a_quote_before_the_title_that_tells_its_source_is_provenance() -> None:
    notice = read_notice(
        "> *This copy was archived in May. See the snapshot.*\n\n# T\n\nWe keep it.\n\n> We archived it."
    )
    assert [clause.role for clause in notice.clauses] == [
        ClauseRole.PROVENANCE,
        ClauseRole.PROVENANCE,
        ClauseRole.HEADING,
        ClauseRole.SENTENCE,
        ClauseRole.SENTENCE,
    ]


def test_a_paragraph_wrapped_at_some_width_is_one_paragraph() -> None:
    wrapped = (
        "We keep the data that you give to us for as long as you have an\n"
        "account, and for two years after that. Whoever wants them erased\n"
        "earlier writes to the address below, and gets an answer within a\n"
        "month. We erase nothing that a law makes us keep.\n"
    )
    assert [clause.text for clause in read_notice(wrapped, format=Format.TEXT).clauses] == [
        "We keep the data that you give to us for as long as you have an account, and for two years after that.",
        "Whoever wants them erased earlier writes to the address below, and gets an answer within a month.",
        "We erase nothing that a law makes us keep.",
    ]


def test_lines_that_are_not_wrapped_stand_alone() -> None:
    address = "You can write to:\n\nSample Ltd.\n12 N. Sample Street\nSampletown\n"
    notice = read_notice(address, format=Format.TEXT)
    assert [clause.text for clause in notice.clauses] == [
        "You can write to:",
        "Sample Ltd.",
        "12 N. Sample Street",
        "Sampletown",
    ]
    assert notice.clauses[0].role is ClauseRole.LEAD_IN
    assert notice.clauses[1].lead_in == "s1"


def test_a_label_under_a_lead_in_leads_in_and_one_without_heads() -> None:
    notice = read_notice(
        "We share with:\n\nOur partners:\n\nAcme prints for us.\n\nOwners:\nAlice Sample\n", format=Format.TEXT
    )
    assert [clause.role for clause in notice.clauses][:2] == [ClauseRole.LEAD_IN, ClauseRole.LEAD_IN]
    assert find(notice, "Owners:").role is ClauseRole.HEADING


def test_a_hard_line_break_ends_a_span() -> None:
    notice = read_notice(
        "# T\n\nWrite to us by  \nmail at our address,\\\nor call.<br>At once. Soft\nbreak.", format=Format.MARKDOWN
    )
    assert [clause.text for clause in notice.clauses][1:] == [
        "Write to us by",
        "mail at our address,",
        "or call.",
        "At once.",
        "Soft break.",
    ]


def test_a_table_is_read_row_by_row_under_its_heads() -> None:
    notice = read_notice("# T\n\n| Data | Kept |\n|---|:--:|\n| Name. Address. | a \\| b |\n\nAfter.")
    assert roles(notice)[1:] == [
        "heading: Data",
        "heading: Kept",
        "sentence: Name. Address. | a | b",
        "sentence: After.",
    ]
    assert notice.original(notice.clauses[1]) == "| Data"
    assert heads(notice, notice.clauses[3]) == ["T", "Data", "Kept"]
    assert heads(notice, notice.clauses[-1]) == ["T"]


def test_a_link_without_words_stands_for_its_address() -> None:
    notice = read_notice("# T\n\n[](https://seal.example/verify)\n\nAfter.")
    assert notice.clauses[1].text == "https://seal.example/verify"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A \\*star\\* stays.", "A *star* stays."),
        ("`code *here*` and ``a ` b``.", "code *here* and a ` b."),
        ("snake_case_word and 5 * 3 * 2.", "snake_case_word and 5 * 3 * 2."),
        ("***Both*** and ~~struck~~ and __bold__.", "Both and struck and bold."),
        ("Mail <privacy@a.example> or <https://a.example/>.", "Mail privacy@a.example or https://a.example/."),
        ("A <span class='x'>tag</span> &amp; an &euro; sign.", "A tag & an € sign."),
        ("An ![image of a seal](seal.png) here.", "An image of a seal here."),
        ('See [this](https://a.example/b_(c) "A title. With stop.") there.', "See this there."),
        ("See [this][one] and [one] and [two].", "See this and one and [two]."),
        ("Half [open and **unclosed.", "Half [open and **unclosed."),
        ("A <!-- hidden. Words --> gap.", "A gap."),
        ("Less < more & more.", "Less < more & more."),
    ],
)
def test_inline_markup_is_taken_off(markdown: str, text: str) -> None:
    notice = read_notice(f"# T\n\n{markdown}\n\n[one]: https://a.example\n")
    assert [clause.text for clause in notice.clauses][1:] == [text]


def test_comments_of_markdown_are_listed_as_left_out() -> None:
    source = "# T\n\nWe keep it.\n\n<!--\n- not said\n-->\n\nWe hide it."
    notice = read_notice(source)
    assert [clause.text for clause in notice.clauses] == ["T", "We keep it.", "We hide it."]
    (left,) = notice.left_out
    assert (source[left.start : left.end], left.reason) == ("<!--\n- not said\n-->", "comment")


def test_nested_lists_know_their_lead_ins_and_end_where_text_goes_on() -> None:
    notice = read_notice(
        "# T\n\nWe share:\n\n* one with:\n    * two\n\n      more of two\n    * three\n* four\n\nAfter."
    )
    assert find(notice, "two").lead_in == find(notice, "three").lead_in == find(notice, "one with:").id
    assert find(notice, "more of two").lead_in == find(notice, "one with:").id
    assert find(notice, "four").lead_in == find(notice, "We share:").id
    assert find(notice, "After.").lead_in is None


def test_numbered_lines_before_paragraphs_are_headings_in_a_plain_text() -> None:
    notice = read_notice(
        "Privacy Policy\n\n1. Data we keep\n\nWe keep it.\n\n2. Your rights\n\nYou may ask.\n", format=Format.TEXT
    )
    assert [clause.role for clause in notice.clauses] == [
        ClauseRole.HEADING,
        ClauseRole.HEADING,
        ClauseRole.SENTENCE,
        ClauseRole.HEADING,
        ClauseRole.SENTENCE,
    ]
    assert heads(notice, notice.clauses[-1]) == ["Privacy Policy", "Your rights"]


def test_a_numbered_line_in_capitals_heads_the_indented_lines_below_it() -> None:
    notice = read_notice(
        "NOTICE\n\n1. WHAT WE DO\n\n1.1 We keep it.\n\n2. HOW LONG\n\n    Logs: a year.\n    Bills: two.\n",
        format=Format.TEXT,
    )
    logs = next(clause for clause in notice.clauses if clause.text == "Logs: a year.")
    assert heads(notice, logs)[-1] == "HOW LONG"


def test_a_beginning_in_capitals_is_a_heading_run_in_although_it_opens_like_a_sentence() -> None:
    notice = read_notice("NOTICE\n\nHOW WE USE IT\n\nFOR TREATMENT. A doctor reads it.\n", format=Format.TEXT)
    assert heads(notice, notice.clauses[-1])[-1] == "FOR TREATMENT."


def test_a_sentence_in_capitals_is_no_heading_run_in() -> None:
    notice = read_notice("NOTICE\n\nPART\n\nIT IS YOURS. We keep it.\n", format=Format.TEXT)
    assert heads(notice, notice.clauses[-1])[-1] == "PART"


def test_an_unknown_id_has_no_clause() -> None:
    notice = read_notice("We keep it.")
    assert notice.clauses[0].id == "s1"
    assert [notice.clause(id_) for id_ in ("s0", "s2", "x1", "s", "")] == [None] * 5  # type: ignore[arg-type]
