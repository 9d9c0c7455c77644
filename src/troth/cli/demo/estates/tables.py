"""Which tables has an estate, and what is each of their columns in truth?

One text describes both, so that no column can be without its truth:

    [orders]
    id           int!     + pd:Transaction
    customer_id  int      + pd:UID -> customers.id
    coupon       str(20)? ?                          # honest people differ
    row_version  int      -
    = owner_id ~> people.id when owner_type=person

A line is a column: name, type, mark, terms of the vocabulary, reference, remark.
1. Types: `int`, `big`, `num`, `date`, `time`, `bool`, `json`, `blob`, `text`, `str`, `str(n)`, `char(n)`. `!` is of the
   key, `?` may be null, `*` is unique; all else must be there.
2. Marks: `+` says something of an identified or identifiable person (GDPR Art. 4(1)), `-` does not, `?` is not scored.
   Several terms with `|` between them are all right answers. In an estate of an organisation a term may be followed by
   `:` and the policy's data category.
3. References: `->` is a declared foreign key, `~>` a true one that is not declared, `@>` the same identifier written
   maybe in another way. A line that begins with `=` has several columns, or a condition.
4. `[view name]` is followed by its SELECT; a view is never scored.
5. `{rule}` at the end of a column says how its cells are made, where no row says it (`technical`). A table of nothing
   but such columns says in its head how many rows it has: `[jobs] rows 200`.
6. A head may go on with `since COLUMN`, from which retention counts, `subject KIND`, the policy's kind of subject whose
   rows they are, and `of PARTY`, for whom the organisation is only processor here (GDPR Art. 4(8)).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

_HEAD = re.compile(r"\[(view )?([^\]]+)\](.*)$")
_RULE = re.compile(r"\{([^}]+)\}")
_COLUMN = re.compile(r"(\S+)\s+(\w+)(?:\((\d+)\))?([!?*]*)\s+([-+?])(?:\s+(.*))?$")
_REFERENCE = re.compile(r"(.*?)\s*(->|~>|@>)\s*(\S+)\.([^.\s]+)(?:\s+when\s+(\S+)=(\S+))?$")
_LENGTH = 190
_OPTIONS = frozenset(("rows", "since", "subject", "of"))
TYPES = frozenset(("int", "big", "num", "date", "time", "bool", "json", "blob", "text", "str", "char"))


class Personal(StrEnum):
    """Whether a column is personal data."""

    YES = "yes"
    NO = "no"
    EITHER = "either"
    """Honest people differ: not scored."""


class Rests(StrEnum):
    """What a reference rests on."""

    DECLARED = "declared"
    UNDECLARED = "undeclared"
    IDENTIFIER = "identifier"


_MARKS = {"+": Personal.YES, "-": Personal.NO, "?": Personal.EITHER}
_ARROWS = {"->": Rests.DECLARED, "~>": Rests.UNDECLARED, "@>": Rests.IDENTIFIER}


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of a table that point at columns of another."""

    of: tuple[str, ...]
    table: str
    to: tuple[str, ...]
    rests: Rests
    when: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is declared, and what it is in truth."""

    name: str
    type: str
    length: int
    in_key: bool
    nullable: bool
    unique: bool
    personal: Personal
    terms: tuple[str, ...] = ()
    data: str = ""
    """The policy's data category, where the estate belongs to an organisation with one."""
    remark: str = ""
    rule: str = ""
    """How its cells are made; empty where each row says it."""


@dataclass(frozen=True)
class Table:
    """A table, or a view where `select` says of what."""

    name: str
    columns: tuple[Column, ...] = ()
    references: tuple[Reference, ...] = ()
    select: str = ""
    rows: int = 0
    """How many rows are made by the rules of its columns alone."""
    since: str = ""
    subject: str = ""
    controller: str = ""

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key; none where it has none."""
        return tuple(column.name for column in self.columns if column.in_key)

    @cached_property
    def said(self) -> int:
        """How many cells a row says itself."""
        return sum(not column.rule for column in self.columns)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where in a row each column stands."""
        return {column.name: place for place, column in enumerate(self.columns)}


@dataclass(frozen=True)
class Estate:
    """All tables of one system, the pointed at before those that point."""

    name: str
    tables: tuple[Table, ...] = field(default=())

    @cached_property
    def by_name(self) -> dict[str, Table]:
        """Its tables by their names."""
        return {table.name: table for table in self.tables}


def read_tables(name: str, text: str) -> Estate:
    """The estate that a text describes.

    Raises:
        ValueError: a line is none of the above, or points at what does not exist.
    """
    paragraphs = [paragraph for paragraph in re.split(r"\n\s*\n", text) if _lines(paragraph)]
    estate = Estate(name, tuple(_table(_lines(paragraph)) for paragraph in paragraphs))
    for table in estate.tables:
        for reference in table.references:
            _check(estate, table, reference)
    return estate


def _lines(paragraph: str) -> list[str]:
    return [line.strip() for line in paragraph.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _table(lines: list[str]) -> Table:
    head = _HEAD.match(lines[0])
    if head is None:
        raise ValueError(f"`{lines[0]}` is no head of a table")
    if head[1]:
        return Table(head[2], select=" ".join(lines[1:]))
    columns: list[Column] = []
    references: list[Reference] = []
    for line in lines[1:]:
        if line.startswith("="):
            references.append(_reference(line[1:].strip(), ()))
            continue
        column, reference = _column(line)
        columns.append(column)
        references += [reference] if reference else []
    said = head[3].split()
    options = dict(zip(said[::2], said[1::2], strict=True))
    if not options.keys() <= _OPTIONS or not {options.get("since", columns[0].name)} <= {each.name for each in columns}:
        raise ValueError(f"`{lines[0]}` is no head of a table")
    return Table(
        head[2],
        tuple(columns),
        tuple(references),
        rows=int(options.get("rows", 0)),
        since=options.get("since", ""),
        subject=options.get("subject", ""),
        controller=options.get("of", ""),
    )


def _column(line: str) -> tuple[Column, Reference | None]:
    body, _, remark = line.partition("#")
    rule = _RULE.search(body)
    found = _COLUMN.match(_RULE.sub("", body).strip())
    if found is None or found[2] not in TYPES:
        raise ValueError(f"`{line}` is no column")
    name, type_, length, flags, mark, rest = found.groups(default="")
    reference = None
    if _REFERENCE.match(rest):
        reference = _reference(rest, (name,))
        rest = re.split(r"->|~>|@>", rest)[0]
    terms, _, data = rest.strip().partition(" :")
    return Column(
        name=name,
        type=type_,
        length=int(length or _LENGTH),
        in_key="!" in flags,
        nullable="?" in flags,
        unique="*" in flags,
        personal=_MARKS[mark],
        terms=tuple(each for each in terms.strip().split("|") if each),
        data=data.strip(),
        remark=remark.strip(),
        rule=rule[1] if rule else "",
    ), reference


def _reference(text: str, of: tuple[str, ...]) -> Reference:
    found = _REFERENCE.match(text)
    if found is None:
        raise ValueError(f"`{text}` is no reference")
    when = (found[5], found[6]) if found[5] else None
    return Reference(
        of or tuple(found[1].strip().split(",")), found[3], tuple(found[4].split(",")), _ARROWS[found[2]], when
    )


def _check(estate: Estate, table: Table, reference: Reference) -> None:
    pointed = estate.by_name.get(reference.table)
    known = pointed is not None and all(name in pointed.places for name in reference.to)
    if not known or any(name not in table.places for name in reference.of):
        raise ValueError(f"`{table.name}` points at `{reference.table}.{','.join(reference.to)}`, which is not there")
