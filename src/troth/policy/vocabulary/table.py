"""Where are the terms written down, and is their table in order?

`terms.tsv` has one line a term: name, kind, parents, label, synonyms, letters of Civ. Code 1798.140(v)(1), and `yes`
where the data are sensitive. `|` separates parents and synonyms.

A table is in order when
1. every line has seven columns, a known kind and `yes` or nothing in the last (else it cannot be read at all);
2. every name is unique, has a known prefix and a label;
3. every parent is in the table and of the same kind, and no term is above itself;
4. no two terms of one kind are called by the same words (`wording.stems`), so that a word has one reading;
5. letters are A to L in order, on data only; `sensitive` is on data only;
6. data with the letter L, or below `dpv:SensitivePersonalData`, are sensitive.

Reading checks rule 1 only: the others hold for the table that is shipped because the tests say so.
What it leaves out: whether DPV really has the names and parents (docs/vocabulary.md says what was compared).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, ProblemsFound, in_order
from troth.policy.vocabulary.terms import CCPA_CATEGORIES, NAMESPACES, Iri, Kind, Term, Vocabulary
from troth.policy.vocabulary.wording import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FILE = "terms.tsv"
COLUMNS = ("name", "kind", "parents", "label", "synonyms", "ccpa", "sensitive")
SENSITIVE_ROOT = "dpv:SensitivePersonalData"


@dataclass(frozen=True, slots=True)
class Row:
    """A term and the line it stands on."""

    term: Term
    place: Place


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that comes with troth; read once.

    Raises:
        ProblemsFound: the installed table cannot be read.
    """
    text = files("troth.policy.vocabulary").joinpath(FILE).read_text(encoding="utf-8")
    rows, problems = read_rows(text, file=FILE)
    if problems:
        raise ProblemsFound(problems)
    return Vocabulary.of(row.term for row in rows)


def read_rows(text: str, *, file: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a table, and a problem for every line that is none (rule 1); `file` names it in places."""
    lines = text.splitlines()
    rows: list[Row] = []
    problems: list[Problem] = []
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        problems.append(_malformed(Place(file, 1, 1), "the first line does not name the columns"))
    for number, line in enumerate(lines[1:], start=2):
        place = Place(file, number, 1)
        row = _read_row(line.split("\t"), place)
        if isinstance(row, Problem):
            problems.append(row)
        else:
            rows.append(row)
    return rows, problems


def _read_row(cells: list[str], place: Place) -> Row | Problem:
    if len(cells) != len(COLUMNS):
        return _malformed(place, f"a line of {len(cells)} columns where {len(COLUMNS)} are due")
    name, kind, parents, label, synonyms, letters, sensitive = cells
    if kind not in _KINDS:
        return _malformed(place, f"`{name}` is of the unknown kind `{kind}`")
    if sensitive not in {"", "yes"}:
        return _malformed(place, f"`{name}` says `{sensitive}` where `yes` or nothing is due")
    prefix, _, local = name.partition(":")
    iri = Iri(NAMESPACES.get(prefix, "") + local)
    term = Term(name, iri, _KINDS[kind], _items(parents), label, _items(synonyms), tuple(letters), sensitive == "yes")
    return Row(term, place)


_KINDS = {kind.value: kind for kind in Kind}


def _items(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _malformed(place: Place, text: str) -> Problem:
    return Problem(place, "vocabulary.malformed-line", text, help=f"a line is: {', '.join(COLUMNS)}, with tabs between")


def table_problems(rows: Iterable[Row]) -> list[Problem]:
    """Everything that rules 2 to 6 find wrong with a table, in order of its lines."""
    table = list(rows)
    return in_order([problem for rule in _RULES for problem in rule(table)])


def _names(table: list[Row]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in table:
        name = row.term.name
        if name in seen:
            yield _problem(row, "duplicate-name", f"`{name}` stands twice", "keep one of the two lines")
        seen.add(name)
        prefix, _, local = name.partition(":")
        if prefix not in NAMESPACES or not local:
            yield _problem(row, "unknown-prefix", f"`{name}` has no known prefix", "see `NAMESPACES`")
        if not row.term.label.strip():
            yield _problem(row, "no-label", f"`{name}` has no label", "give it a few words of ours")


def _parents(table: list[Row]) -> Iterator[Problem]:
    vocabulary = Vocabulary.of(row.term for row in table)
    for row in table:
        term = row.term
        for name in term.parents:
            parent = vocabulary.term(name)
            if parent is None:
                yield _problem(
                    row, "unknown-parent", f"`{term.name}` has the unknown parent `{name}`", "add it, or leave it out"
                )
            elif parent.kind is not term.kind:
                text = f"`{term.name}` is of the kind `{term.kind}`, its parent `{name}` is not"
                yield _problem(row, "parent-of-another-kind", text, "leave the parent out")
        above = {name for parent in term.parents for name in (parent, *vocabulary.ancestors(parent))}
        if term.name in above:
            yield _problem(row, "circle", f"`{term.name}` is above itself", "take one of the parents away")


def _forms(table: list[Row]) -> Iterator[Problem]:
    meant: dict[tuple[Kind, tuple[str, ...]], str] = {}
    for row in table:
        for form in row.term.forms:
            key = (row.term.kind, stems(form))
            other = meant.setdefault(key, row.term.name)
            if other != row.term.name:
                text = f"`{form}` calls both `{row.term.name}` and `{other}`"
                yield _problem(row, "ambiguous-form", text, "keep it with the term that people mean more often")


def _law(table: list[Row]) -> Iterator[Problem]:
    vocabulary = Vocabulary.of(row.term for row in table)
    for row in table:
        term = row.term
        is_data = term.kind is Kind.DATA
        if list(term.ccpa) != sorted(set(term.ccpa) & CCPA_CATEGORIES.keys()):
            text = f"`{term.name}` has the letters `{''.join(term.ccpa)}`"
            yield _problem(row, "ccpa-letter", text, "letters are A to L, in order and each once")
        if not is_data and (term.ccpa or term.sensitive):
            text = f"`{term.name}` is no data and has what only data have"
            yield _problem(row, "only-for-data", text, "empty the last two columns")
        # LAW: Civ. Code 1798.140(v)(1)(L) names what (ae) defines; GDPR Art. 9(1) is below the root
        must_be = "L" in term.ccpa or vocabulary.is_a(term.name, SENSITIVE_ROOT)
        if is_data and must_be and not term.sensitive:
            yield _problem(row, "not-marked-sensitive", f"`{term.name}` is not marked sensitive", "write `yes`")


_RULES: tuple[Callable[[list[Row]], Iterator[Problem]], ...] = (_names, _parents, _forms, _law)


def _problem(row: Row, rule: str, text: str, next_step: str) -> Problem:
    return Problem(row.place, f"vocabulary.{rule}", text, help=next_step)
