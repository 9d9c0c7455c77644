"""What does the notice say in short, and what does each of its sentences do?

A layered notice (GDPR Art. 12(1); WP 260, 35-37) has two layers:
1. the short one: who, what, why, with whom, how long, your rights, your choices, contact. Each line names its clauses;
   where the notice is silent the part says so, it is never left out.
2. the full one: the notice's own words, every clause with notes that say in plain words what the elements citing it do.

Rules of the notes:
1. Elements that do something come in the order of the file. Those that only name things (data, parties, purposes, kinds
   of people) are said together, and only where nothing else cites the clause.
2. An element that several clauses of one section share is said in full once, what the notice covers once in all; the
   others point there.
3. What a lead-in shares with its items is said at the items.
4. A sentence or item that no element cites is marked as not accounted for. Headings and lead-ins may go without.

What it leaves out: how it looks as a page (`layered_page`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.policy.export.languages import Lead, speaker
from troth.policy.export.languages.naming import contact
from troth.policy.export.short_layer import Part, short_layer

if TYPE_CHECKING:
    from troth.notice.model import Clause, Notice
    from troth.policy.export.languages import Frame, Speaker
    from troth.policy.model import Element, Policy
    from troth.words import ClauseId

_NAMING = ("data", "parties", "purposes", "subjects")
"""The kinds of element that only name things."""

UNACCOUNTED = Lead.UNACCOUNTED.value


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What an element does, beside a clause that it cites; or, without a text, the clause where that is said.

    `lead` is in the reader's language, `kind` the same in every language.
    """

    lead: str
    text: str
    kind: Lead
    address: str = ""
    said_at: ClauseId | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedClause:
    """A clause of the notice with its notes, none where nothing is to be said."""

    clause: Clause
    notes: tuple[MarginNote, ...]


@dataclass(frozen=True, slots=True)
class LayeredNotice:
    """Both layers. `since` says from when the version binds, in words.

    `lang` is the language of the notice's text, `language` that of all around it, with its fixed texts (`frame`).
    """

    organisation: str
    version: str
    since: str
    lang: str
    contact: tuple[str, ...]
    parts: tuple[Part, ...]
    clauses: tuple[AnnotatedClause, ...]
    language: str
    frame: Frame


def layer(policy: Policy, notice: Notice, language: str = "en") -> LayeredNotice:
    """The two layers of a notice, from the text and the policy that cites it, for readers of a language."""
    spoken = speaker(policy, language)
    head = policy.head
    own = spoken.own_party()
    return LayeredNotice(
        organisation=spoken.organisation(),
        version=head.version,
        since=spoken.since(head.effective),
        lang=head.lang,
        contact=tuple(map(contact, own.contact)) if own else (),
        parts=short_layer(spoken),
        clauses=_annotated(spoken, notice),
        language=language,
        frame=spoken.frame,
    )


def _annotated(spoken: Speaker, notice: Notice) -> tuple[AnnotatedClause, ...]:
    """Every clause with its notes, in the order of the text."""
    citing: dict[ClauseId, list[tuple[str, Element]]] = {}
    for address, element in spoken.policy.elements():
        for cited in element.clauses:
            citing.setdefault(cited, []).append((address, element))
    below: dict[ClauseId, set[str]] = {}
    for clause in notice.clauses:
        if clause.lead_in is not None:
            below.setdefault(clause.lead_in, set()).update(address for address, _ in citing.get(clause.id, []))
    said: dict[tuple[ClauseId | None, str], ClauseId] = {}
    found = []
    for clause in notice.clauses:
        here = [pair for pair in citing.get(clause.id, []) if pair[0] not in below.get(clause.id, ())]
        found.append(AnnotatedClause(clause, _notes(spoken, clause, here, said)))
    return tuple(found)


def _notes(
    spoken: Speaker,
    clause: Clause,
    citing: list[tuple[str, Element]],
    said: dict[tuple[ClauseId | None, str], ClauseId],
) -> tuple[MarginNote, ...]:
    """The notes of one clause; `said` remembers by section and address where an element was said in full."""
    section = clause.headings[-1] if clause.headings else None
    notes = []
    for address, element in citing:
        if address.partition(".")[0] in _NAMING:
            continue
        what = spoken.say(element)
        lead = spoken.leads[what.lead]
        first = said.setdefault((None if element is spoken.policy.head else section, address), clause.id)
        if first == clause.id:
            notes.append(MarginNote(lead, what.text, what.lead, address))
        else:
            notes.append(MarginNote(lead, "", what.lead, said_at=first))
    if notes:
        return tuple(dict.fromkeys(notes))
    if citing:
        return (_naming_note(spoken, citing),)
    if clause.role in (ClauseRole.SENTENCE, ClauseRole.ITEM):
        lead = Lead.UNACCOUNTED
        return (MarginNote(spoken.leads[lead], spoken.frame.unaccounted, lead),)
    return ()


def _naming_note(spoken: Speaker, citing: list[tuple[str, Element]]) -> MarginNote:
    """One note for all the things that a clause only names."""
    by_kind: dict[str, list[str]] = {}
    for address, _ in citing:
        kind, _, id_ = address.partition(".")
        name = {"data": spoken.datum, "parties": spoken.party, "purposes": spoken.purpose}.get(kind, spoken.subject)
        own = kind == "parties" and id_ == spoken.policy.head.organisation
        by_kind.setdefault(kind, []).append(spoken.organisation() if own else name(id_))
    said = (spoken.frame.naming[kind].format(names=spoken.listed(found)) for kind, found in by_kind.items())
    return MarginNote(spoken.leads[Lead.NAMES], " ".join(map(spoken.sentence, said)), Lead.NAMES)


def layered_markdown(policy: Policy, notice: Notice, language: str = "en") -> str:
    """Both layers as CommonMark: the short one as lists, the full one with a quotation after each clause."""
    layered = layer(policy, notice, language)
    frame = layered.frame
    known = {each.clause.id for each in layered.clauses}
    since = _plain(layered.since) or frame.day_unknown
    lines = [f"# {frame.title.format(organisation=_plain(layered.organisation))}", ""]
    lines += [frame.version_line.format(version=_plain(layered.version), since=since), ""]
    lines += [f"## {frame.in_short}", ""]
    for part in layered.parts:
        lines += [f"### {part.title}", ""]
        for line in part.lines:
            links = " ".join(f"[{each}](#{each})" if each in known else each for each in line.clauses)
            lines.append(f"- {_plain(line.text)}" + (f" ({links})" if links else ""))
        lines += [f"{part.silence}" if not part.lines else "", ""]
    lines += [f"## {frame.in_full_long}", ""]
    for each in layered.clauses:
        lines += [*_markdown_clause(each, frame), ""]
    return "\n".join(_without_double_blanks(lines))


def _markdown_clause(each: AnnotatedClause, frame: Frame) -> list[str]:
    clause = each.clause
    text = f'<a id="{clause.id}"></a>{_plain(clause.text)}'
    if clause.role is ClauseRole.HEADING:
        return [f"{'#' * min(6, 3 + len(clause.headings))} {text}"]
    lines = [f"{'- ' if clause.role is ClauseRole.ITEM else ''}{text} ({clause.number})"]
    indent = "  " if clause.role is ClauseRole.ITEM else ""
    for note in each.notes:
        text = frame.there.format(where=note.said_at) if note.said_at else _plain(note.text)
        told = frame.note.format(lead=f"**{note.lead}**", text=text)
        lines += ["" if note is each.notes[0] else f"{indent}>", f"{indent}> {told}"]
    return lines


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands: markup of Markdown and of HTML is escaped, spaces that bind stay."""
    joined = _BLANKS.sub(" ", text).strip(" ")
    escaped = "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in joined)
    return escaped.replace("&", "&amp;")


_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")


def _without_double_blanks(lines: list[str]) -> list[str]:
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return [*kept, ""] if kept[-1] else kept
