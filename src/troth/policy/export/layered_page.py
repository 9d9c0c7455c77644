"""How does a layered notice look as a page that answers back?

One file without a script: the short layer first, then the notice's own words, set like a book page, with a note beside
each sentence. From 900 pixels up the notes stand in the right margin; on anything narrower a note opens under its
sentence (`<details>`); in print they stand beside the text again.

Rules:
1. Headings are in order: the page's title, the two layers, the parts of the short one or the notice's own headings.
2. The notice's text carries the notice's language, the notes and the frame the reader's.
3. Clauses of one paragraph stay one paragraph; items stay lists (`blocks`).
4. Everything that comes from a file is escaped (`page.escaped`).

What it leaves out: what the notes say (`layered`, `languages`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.policy.export.blocks import BlockKind, blocks
from troth.policy.export.languages import Lead
from troth.policy.export.layered import layer
from troth.policy.export.layered_style import LAYERED_STYLE
from troth.policy.export.page import escaped, page, with_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.notice.model import Notice
    from troth.policy.export.languages import Frame
    from troth.policy.export.layered import AnnotatedClause, LayeredNotice, MarginNote
    from troth.policy.model import Policy
    from troth.words import ClauseId

_LOOKS = {
    Lead.NEVER: "never", Lead.OTHERS: "still",
    Lead.CHOICE: "choice", Lead.RIGHT: "choice", Lead.SIGNAL: "choice",
    Lead.NO_RULE: "still", Lead.NAMES: "still", Lead.MEANING: "still", Lead.SCOPE: "still",
    Lead.INTENTION: "still", Lead.UNTESTABLE: "still", Lead.UNACCOUNTED: "silent",
}  # fmt: skip
"""Which look a note has; a promise where nothing else is said."""


def layered_html(policy: Policy, notice: Notice, language: str = "en") -> str:
    """Both layers of the notice as one self-contained page, for readers of a language."""
    layered = layer(policy, notice, language)
    known = frozenset(each.clause.id for each in layered.clauses)
    body = "\n".join(
        [
            f'<a class="skip ui" href="#full">{layered.frame.skip}</a>',
            _masthead(layered),
            '<div class="frame">',
            _contents(layered),
            "<main>",
            _short(layered, known),
            _full(layered, notice),
            "</main>",
            "</div>",
            _footer(layered),
        ]
    )
    title = layered.frame.title.format(organisation=layered.organisation)
    return page(title=title, lang=layered.language, style=LAYERED_STYLE, body=body)


def _masthead(layered: LayeredNotice) -> str:
    frame = layered.frame
    since = frame.since.format(since=escaped(layered.since)) if layered.since else frame.since_unknown
    return (
        f'<header class="mast">\n<p class="ui eyebrow">{frame.eyebrow}</p>\n'
        f"<h1>{escaped(layered.organisation)}</h1>\n"
        f'<p class="ui quiet">{since} · {frame.version.format(version=escaped(layered.version))}</p>\n</header>'
    )


def _contents(layered: LayeredNotice) -> str:
    """The contents: the parts of the short layer, then the notice's headings down to the second level."""
    frame = layered.frame
    short = "".join(f'<li><a href="#{part.id}">{part.title}</a></li>' for part in layered.parts)
    heads = [each.clause for each in layered.clauses if each.clause.role is ClauseRole.HEADING]
    full = "".join(
        f'<li><a href="#{head.id}">{escaped(head.text)}</a></li>' for head in heads if len(head.headings) <= 1
    )
    return (
        f'<nav class="ui contents" aria-label="{frame.contents}">\n'
        f"<details open><summary>{frame.contents}</summary>\n"
        f'<p><a href="#short">{frame.in_short}</a></p><ul>{short}</ul>\n'
        f'<p><a href="#full">{frame.in_full}</a></p><ul lang="{escaped(layered.lang)}">{full}</ul>\n</details></nav>'
    )


def _short(layered: LayeredNotice, known: frozenset[ClauseId]) -> str:
    said = []
    for part in layered.parts:
        lines = "".join(
            f"<li>{with_links(line.text)} {_citations(line.clauses, known, layered.frame)}</li>" for line in part.lines
        )
        shown = f"<ul>{lines}</ul>" if lines else f'<p class="quiet">{part.silence}</p>'
        said.append(
            f'<section class="part" aria-labelledby="{part.id}"><h3 id="{part.id}">{part.title}</h3>{shown}</section>'
        )
    return (
        f'<section id="short" aria-labelledby="short-title">\n<h2 id="short-title">{layered.frame.in_short}</h2>\n'
        + "\n".join(said)
        + "\n</section>"
    )


def _citations(clauses: Iterable[ClauseId], known: frozenset[ClauseId], frame: Frame) -> str:
    """Links to clauses, neighbours joined: 4, 7 to 9. A clause that the notice lacks is named without a link."""
    numbers = [int(each[1:]) for each in clauses]
    links = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        text = f"{found[0]}\u2013{found[-1]}" if len(found) > 1 else str(found[0])
        links.append(f'<a href="#s{found[0]}">{text}</a>' if f"s{found[0]}" in known else text)
    hidden = f'<span class="hide">{frame.sentences} </span>'
    return f'<span class="ui cites">{hidden}{", ".join(links)}</span>' if links else ""


def _full(layered: LayeredNotice, notice: Notice) -> str:
    frame = layered.frame
    looks = ("promise", "never", "choice", "still")
    keys = " ".join(
        f'<span class="key {look}">{key}</span>' for look, key in zip(looks, frame.legend_keys, strict=True)
    )
    return (
        f'<section id="full" aria-labelledby="full-title">\n<h2 id="full-title">{frame.in_full_long}</h2>\n'
        f'<p class="ui quiet legend">{frame.legend} {keys}'
        f'</p>\n<div class="text" lang="{escaped(layered.lang)}">\n'
        + "\n".join(_blocks(layered, notice))
        + "\n</div>\n</section>"
    )


def _blocks(layered: LayeredNotice, notice: Notice) -> Iterator[str]:
    """The notice as headings, paragraphs and lists, in the order of the text."""
    annotated = {each.clause.id: each for each in layered.clauses}
    for block in blocks(notice):
        items = [[annotated[clause.id] for clause in item] for item in block.items]
        if block.kind is BlockKind.HEADING:
            yield _heading(items[0][0], layered)
        elif block.kind is BlockKind.PARAGRAPH:
            yield f'<div class="p {items[0][0].clause.role.value}">{_sentences(items[0], layered)}</div>'
        else:
            tag = "ol" if block.kind is BlockKind.NUMBERS else "ul"
            look = ' class="lines"' if block.kind is BlockKind.CONTENTS else ""
            yield f"<{tag}{look}>{''.join(f'<li>{_sentences(each, layered)}</li>' for each in items)}</{tag}>"


def _heading(each: AnnotatedClause, layered: LayeredNotice) -> str:
    level = min(6, 3 + len(each.clause.headings))
    return f'<h{level} id="{each.clause.id}">{escaped(each.clause.text)}</h{level}>{_note(each, layered)}'


def _sentences(paragraph: list[AnnotatedClause], layered: LayeredNotice) -> str:
    return " ".join(
        f'<span id="{each.clause.id}">{with_links(each.clause.text)}</span>'
        f'<a class="no" href="#{each.clause.id}">{each.clause.number}</a>'
        f"{_note(each, layered)}"
        for each in paragraph
    )


def _note(each: AnnotatedClause, layered: LayeredNotice) -> str:
    """The notes of a clause: in the margin where there is one, else to be opened under the sentence."""
    if not each.notes:
        return ""
    leads = list(dict.fromkeys(note.lead for note in each.notes))
    same = layered.lang == layered.language
    foreign = "" if same else f' lang="{layered.language}"'  # the notes are the reader's, inside a text that may not be
    said = "".join(_one_note(note) for note in each.notes if not note.said_at)
    said += _references([note for note in each.notes if note.said_at], layered.frame)
    summary = f"{escaped(leads[0])}{f' +{len(each.notes) - 1}' if len(each.notes) > 1 else ''}"
    return (
        f'<details class="{" ".join(["n", *_look(each.notes[0].kind)])}"{foreign}>'
        f"<summary>{summary}</summary><i>{each.clause.number}</i>{said}</details>"
    )


def _look(lead: Lead) -> list[str]:
    return [_LOOKS[lead]] if lead in _LOOKS else []


def _one_note(note: MarginNote) -> str:
    look = f' class="{_LOOKS[note.kind]}"' if note.kind in _LOOKS else ""
    return f"<p{look}><b>{escaped(note.lead)}</b> {with_links(note.text)}</p>"


def _references(notes: list[MarginNote], frame: Frame) -> str:
    """One line for all that was said before: what it is, and at which sentence."""
    links = (
        frame.as_at.format(lead=escaped(note.lead), where=f'<a href="#{note.said_at}">{str(note.said_at)[1:]}</a>')
        for note in notes
    )
    return f'<p class="still">{" · ".join(links)}</p>' if notes else ""


def _footer(layered: LayeredNotice) -> str:
    frame = layered.frame
    contact = with_links("; ".join(layered.contact))
    where = f" {frame.questions.format(contact=contact)}" if contact else ""
    return f'<footer class="ui quiet"><p>{frame.binds.format(version=escaped(layered.version))}{where}</p></footer>'
