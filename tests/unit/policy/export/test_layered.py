"""The layered notice: two layers, each sentence with what it does, on a page that is safe, sound and readable."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from troth.notice import read_notice
from troth.notice.model import ClauseRole
from troth.policy.export.layered import UNACCOUNTED, layer, layered_markdown
from troth.policy.export.layered_page import layered_html
from troth.policy.export.layered_style import LAYERED_STYLE
from troth.policy.export.page import DARK, LIGHT, STYLE, escaped, with_links
from troth.policy.export.register_page import register_html
from troth.words import ClauseId
from unit.policy.export.examples import ORGANISATIONS, ROOT, example, notice_for, notice_of, policy_of

pytestmark = pytest.mark.slow  # whole examples, one after another

POLICY = """troth: 1
policy: {organisation: acme, version: "7", effective: 2024-05-01, lang: fr, cite: s1}
parties: {acme: {role: controller, name: Acme & Co, contact: "mailto:hello@acme.example", cite: s2}}
data: {email_address: {is: [pd:EmailAddress], from: subject, cite: s3}}
purposes: {newsletters: {cite: s3}}
practices:
  - {id: send, do: use, data: email_address, for: newsletters, modal: may, consent: opt_in, cite: [s5, s6]}
  - {id: no-sale, do: sell, data: email_address, modal: never, cite: [s4, s5]}
choices: [{id: stop, of: send, how: reply, default: denied, cite: s6}]
notes: [{id: n, kind: disclaimer, reason: an attitude, cite: s7}]
"""
NOTICE = notice_of(
    "# Notice",
    "We are Acme.",
    "We have your e-mail address.",
    (ClauseRole.LEAD_IN, "What we do:"),
    (ClauseRole.ITEM, "- we never sell it, and"),
    (ClauseRole.ITEM, "- we write to you if you said yes."),
    "We care.",
    "Nobody accounted for this sentence.",
)
VOID = {"meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """What a page consists of; a tag that is closed where it was not opened fails at once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "p":
            assert not {"div", "details", "ul"} & set(self.open[self.open.index("p") :] if "p" in self.open else [])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


def notes_of(clause: str) -> list[tuple[str, str, str | None]]:
    layered = layer(policy_of(POLICY), NOTICE)
    found = next(each for each in layered.clauses if each.clause.id == clause)
    return [(note.lead, note.text, note.said_at) for note in found.notes]


def test_each_sentence_has_what_it_does_beside_it() -> None:
    assert notes_of("s5") == [
        ("enforced", "We may use your e-mail address for newsletters, but only if you agreed.", None),
        ("enforced: never", "We never sell your e-mail address.", None),
    ]
    assert notes_of("s7") == [("makes no rule", "An attitude.", None)]


def test_what_was_said_in_the_section_is_pointed_to() -> None:
    assert notes_of("s6")[0] == ("enforced", "", ClauseId("s5"))
    assert notes_of("s6")[1][0] == "your choice"


def test_a_lead_in_leaves_to_its_items_what_they_say() -> None:
    assert notes_of("s4") == []


def test_names_are_said_where_nothing_else_is() -> None:
    assert notes_of("s3") == [("names", "Data: e-mail address. Purposes: newsletters.", None)]


def test_a_sentence_that_no_element_cites_is_shown_as_such() -> None:
    assert [note[0] for note in notes_of("s8")] == [UNACCOUNTED]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_short_layer_answers_every_question_or_says_that_the_notice_does_not(organisation: str) -> None:
    layered = layer(example(organisation), notice_for(organisation))
    assert [part.id for part in layered.parts] == [
        "who", "what", "why", "with", "how-long", "rights", "choices", "contact",
    ]  # fmt: skip
    for part in layered.parts:
        assert part.silence
        for line in part.lines:
            assert line.clauses
            assert "_" not in line.text
            assert line.text.endswith((".", "?"))
    assert layered.parts[0].lines
    assert layered.parts[2].lines


def test_purposes_are_grouped_by_what_the_subject_can_do() -> None:
    policy = policy_of("""
purposes: {news: {cite: s1}, billing: {cite: s1}, offers: {cite: s1}}
practices:
  - {id: a, do: use, data: name, for: billing, modal: does, basis: contract, cite: s2}
  - {id: b, do: use, data: name, for: offers, modal: may, consent: opt_out, cite: s3}
  - {id: c, do: use, data: name, for: news, modal: may, basis: consent, cite: s4}
  - {id: d, do: use, data: name, for: news, modal: never, cite: s5}
""")
    why = next(part for part in layer(policy, notice_of("# N")).parts if part.id == "why")
    assert [(line.text, line.clauses) for line in why.lines] == [
        ("Only if you agreed: news.", ("s4",)),
        ("Unless you say no: offers.", ("s3",)),
        ("Without asking you, because of a contract with you, or steps towards one: billing.", ("s2",)),
    ]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_page_is_sound(organisation: str) -> None:
    text = layered_html(example(organisation), notice_for(organisation))
    page = Page(text)
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for tag, attrs in page.tags:
        if tag == "a" and attrs["href"].startswith("#"):
            assert attrs["href"][1:] in ids, attrs
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_page_stands_alone(organisation: str) -> None:
    for text in (layered_html(example(organisation), notice_for(organisation)), register_html(example(organisation))):
        page = Page(text)
        assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.tags}
        assert not [
            attrs for _, attrs in page.tags if {name for name in attrs if name.startswith(("on", "src", "style"))}
        ]
        assert "url(" not in text
        assert "@import" not in text
        assert "default-src 'none'" in text


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_sentence_of_the_notice_is_on_the_page_and_can_be_linked_to(organisation: str) -> None:
    notice = notice_for(organisation)
    page = Page(layered_html(example(organisation), notice))
    shown = " ".join(page.text)
    for clause in notice.clauses:
        assert clause.id in page.ids()
        assert clause.text in shown


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_examples_own_notices_make_a_light_page_with_every_sentence_accounted_for(organisation: str) -> None:
    notice = read_notice(ROOT / "examples" / organisation / "notice.md")
    text = layered_html(example(organisation), notice)
    assert len(text.encode()) < 100_000
    assert UNACCOUNTED not in text
    page = Page(text)
    assert {clause.id for clause in notice.clauses} <= set(page.ids())
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_markup_in_a_notice_or_a_policy_stays_text() -> None:
    evil = '<script>alert("x")</script>'
    policy = policy_of(f"""troth: 1
policy: {{organisation: acme, version: '{evil}', effective: 2024-05-01, lang: '"><script>', cite: s1}}
parties: {{acme: {{role: controller, name: '{evil}', contact: '{evil}', cite: s1}}}}
data: {{"<script>": {{alias: '{evil}', from: '{evil}', cite: s2}}}}
practices:
  - {{id: '<script>', do: use, data: '<script>', for: '{evil}', with: '{evil}', modal: may,
     if: {{a: '{evil}'}}, cite: s2}}
notes: [{{kind: other, reason: '{evil} [x](javascript:alert(1))', cite: s3}}]
""")
    notice = notice_of(f"# {evil}", evil, f"{evil} javascript:alert(1)")
    for text in (layered_html(policy, notice), register_html(policy)):
        page = Page(text)
        assert "script" not in {tag for tag, _ in page.tags}
        assert not [attrs for _, attrs in page.tags if attrs.get("href", "").startswith("javascript")]
        assert "&lt;script&gt;" in text
    assert "<script>" not in layered_markdown(policy, notice)
    assert "[x](javascript" not in layered_markdown(policy, notice)


def test_the_notices_language_is_said_where_its_words_stand() -> None:
    page = Page(layered_html(policy_of(POLICY), NOTICE))
    assert ("html", {"lang": "en"}) in page.tags
    assert [attrs for tag, attrs in page.tags if tag == "div" and attrs.get("class") == "text"] == [
        {"class": "text", "lang": "fr"}
    ]
    notes = [attrs for tag, attrs in page.tags if tag == "details" and "n" in attrs.get("class", "").split()]
    assert notes
    assert all(attrs["lang"] == "en" for attrs in notes)


def test_items_are_a_list_and_sentences_of_one_paragraph_stay_together() -> None:
    source = "One. Two.\n\nThree."
    base = notice_of("One.", "Two.", "Three.")
    spots = [(0, 4), (5, 9), (11, 17)]
    clauses = tuple(
        type(each)(each.id, each.role, start, end, each.text, each.digest)
        for each, (start, end) in zip(base.clauses, spots, strict=True)
    )
    notice = type(base)(base.name, source, clauses, base.digest)
    page = layered_html(policy_of("notes: [{kind: other, reason: r, cite: s1-s3}]"), notice)
    assert page.count('<div class="p sentence">') == 2
    assert layered_html(policy_of(POLICY), NOTICE).count("<ul><li><span") == 1


def test_markdown_has_both_layers_and_every_note() -> None:
    text = layered_markdown(policy_of(POLICY), NOTICE)
    assert text.startswith("# Acme &amp; Co: privacy notice\n")
    assert "## In short" in text
    assert "## In full, sentence by sentence" in text
    assert "> **enforced: never**: We never sell your e-mail address." in text
    assert "The notice does not say." in text
    assert "[s5](#s5)" in text
    assert '<a id="s5"></a>' in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_a_page_is_the_same_every_time(organisation: str) -> None:
    policy, notice = example(organisation), notice_for(organisation)
    assert layered_html(policy, notice) == layered_html(policy, notice)
    assert layered_markdown(policy, notice) == layered_markdown(policy, notice)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2, 'relative luminance')."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("word", ["ink", "quiet", "accent", "never", "choice", "promise", "silent"])
def test_text_can_be_read_in_both_themes(theme: dict[str, str], ground: str, word: str) -> None:
    assert contrast(theme[word], theme[ground]) >= 4.5


@pytest.mark.parametrize("style", [STYLE, LAYERED_STYLE], ids=["all pages", "layered"])
def test_the_style_rules_are_whole(style: str) -> None:
    assert style.count("{") == style.count("}")
    assert style.count("(") == style.count(")")
    for line in style.splitlines():
        assert line.count('"') % 2 == 0, line
    selectors = re.findall(r"(?:^|\})\s*([^{}@]+)\{", style)
    assert selectors
    assert not [each for each in selectors if "\n" in each.strip()]


def test_every_class_on_the_page_has_a_rule() -> None:
    page = Page(layered_html(example("esendex"), notice_for("esendex")))
    used = {name for _, attrs in page.tags for name in attrs.get("class", "").split()}
    unstyled = {name for name in used if f".{name}" not in STYLE + LAYERED_STYLE}
    assert unstyled <= {str(role) for role in ClauseRole}


def test_addresses_become_links_and_nothing_else_does() -> None:
    assert with_links("see https://a.example/x?a=1, or mail b@c.example.") == (
        'see <a href="https://a.example/x?a=1">https://a.example/x?a=1</a>, or mail '
        '<a href="mailto:b@c.example">b@c.example</a>.'
    )
    assert with_links("javascript:alert(1) <b>") == escaped("javascript:alert(1) <b>")
