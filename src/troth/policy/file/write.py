"""How is a policy written down as a file?

1. What is written reads back as the same policy, but for places and remarks of the file's own (`# ...`).
2. The same policy is written as the same bytes: kinds in the order of the format, elements in their own order, keys in
   the order of the model, nothing that has its default.
3. One element is one flow mapping, broken before it gets wider than the file; lists of citations are written as ranges.

What it leaves out: changing a file that a person wrote (`troth.policy.file.rewrite`): its layout would be lost.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from troth.policy.file.decode import fields_of
from troth.policy.model import KINDS, Citation, Condition, Effective, Element, KeepIf, Within
from troth.words import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.policy.model import Policy

_WIDTH = 140
_PLAIN = re.compile(r"[A-Za-z*][\w*./ -]*[\w*]|[A-Za-z*]")
_NOT_PLAIN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_LAST = ("cite", "remark")
"""Keys that every element has: they stand behind what it says."""
_LISTS = frozenset({"practices"})
"""Kinds that are written as lists of members with an `id`; the others are mappings by name."""


def write_policy(policy: Policy, *, head_remark: str = "") -> str:
    """The text of a policy file. `head_remark` stands above it as a YAML remark, a line a line."""
    lines = [f"# {line}".rstrip() for line in head_remark.splitlines()]
    lines.append("troth: 1")
    lines.append("policy:")
    head = [(key, value) for key, value in _pairs(policy.head) if key != "id"]
    lines += [line for key, value in head for line in _folded(f"  {key}: ", value, "    ")]
    for kind in KINDS:
        elements: dict[str, Element] = getattr(policy, kind)
        if elements:
            lines += ["", f"{kind}:"]
            for name, element in elements.items():
                lines += _element(kind, str(name), element)
    return "\n".join(lines) + "\n"


def as_plain(policy: Policy) -> dict[str, Any]:
    """The policy as nested mappings, lists and words, with the keys of the file: for encoders of other formats."""
    parts: dict[str, Any] = {"policy": _plain(policy.head)}
    for kind in KINDS:
        elements = getattr(policy, kind)
        if elements:
            parts[kind] = {str(name): _plain(element) for name, element in elements.items()}
    return parts


def _plain(value: Any) -> Any:
    if isinstance(value, Effective) and value.existing and not value.new:
        return value.existing.isoformat()
    if isinstance(value, tuple):
        if value and isinstance(value[0], Condition):
            return {each.fact: list(each.values) for each in value}
        if value and isinstance(value[0], Within):
            return {each.right.value: str(each.limit) for each in value}
        if value and isinstance(value[0], KeepIf):
            return {each.right.value: list(each.grounds) for each in value}
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum | bool | int):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, Citation | Duration):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {key: _plain(given) for key, given in said(value)}
    return value


def _element(kind: str, name: str, element: Element) -> list[str]:
    pairs = [(key, value) for key, value in _pairs(element) if key != "id"]
    if kind in _LISTS:
        pairs.insert(0, ("id", word(name)))
        return _folded("  - ", "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}", "    ")
    body = "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
    return _folded(f"  {word(name)}: ", body, "    ")


def _pairs(value: object) -> list[tuple[str, str]]:
    """The keys and written values of everything that does not have its default."""
    found = [(key, written(given)) for key, given in said(value)]
    if isinstance(value, Element) and not any(key == "cite" for key, _ in found):
        found.append(("cite", "[]"))
    return sorted(found, key=lambda pair: _LAST.index(pair[0]) if pair[0] in _LAST else -1)


def said(value: object) -> Iterator[tuple[str, Any]]:
    """The keys and values of everything that does not have its default."""
    for key, (field, _) in fields_of(type(value)).items():
        given = getattr(value, field.name)
        default = field.default if field.default is not dataclasses.MISSING else None
        if given != default or (field.default is dataclasses.MISSING and given != ()):
            yield key, given


def written(value: Any) -> str:
    """A value of the model as the file says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, StrEnum):
        return word(value.value)
    if isinstance(value, int | Duration):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Effective):
        return value.existing.isoformat() if value.existing and not value.new else _mapping(value)
    if isinstance(value, tuple):
        return _many(value)
    if dataclasses.is_dataclass(value):
        return _mapping(value)
    return word(str(value))


def _mapping(value: object) -> str:
    return "{" + ", ".join(f"{key}: {written}" for key, written in _pairs(value)) + "}"


def _many(values: tuple[Any, ...]) -> str:
    if values and isinstance(values[0], Citation):
        return "[" + ", ".join(ranges(values)) + "]"
    if values and isinstance(values[0], Condition):
        return "{" + ", ".join(f"{word(each.fact)}: {_one_or_more(each.values)}" for each in values) + "}"
    if values and isinstance(values[0], Within):
        return "{" + ", ".join(f"{each.right}: {each.limit}" for each in values) + "}"
    if values and isinstance(values[0], KeepIf):
        return "{" + ", ".join(f"{each.right}: {_many(each.grounds)}" for each in values) + "}"
    return "[" + ", ".join(written(value) for value in values) + "]"


def _one_or_more(values: tuple[str, ...]) -> str:
    return word(values[0]) if len(values) == 1 else _many(values)


def ranges(citations: Sequence[Citation]) -> list[str]:
    """Citations with runs of whole clauses as ranges: `s4`, `s6-s9`, `s12[4:30]`."""
    found: list[str] = []
    first, last = 0, -1
    for citation in (*citations, None):
        number = int(citation.clause[1:]) if citation is not None and citation.start is None else 0
        if number and number == last + 1:
            last = number
            continue
        if first:
            found.append(f"s{first}" if first == last else f"s{first}-s{last}")
        first = last = number
        if citation is not None and not number:
            found.append(str(citation))
    return found


def word(text: str) -> str:
    """A word as it is, or between quotes where YAML would read something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN:
        return text if text != "*" and not text.startswith("*") else f'"{text}"'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ")
    return f'"{escaped}"'


def _folded(begin: str, body: str, indent: str) -> list[str]:
    """A line, broken behind commas outside quotes where it is too wide."""
    line = begin + body
    lines = []
    while len(line) > _WIDTH:
        cut = _cut(line)
        if cut <= len(indent):
            break
        lines.append(line[:cut].rstrip())
        line = indent + line[cut:].lstrip()
    return [*lines, line]


def _cut(line: str) -> int:
    """Behind the last comma and blank outside quotes that keeps the line within its width; else behind the first."""
    quoted, best, place = False, 0, 0
    while place < len(line):
        char = line[place]
        if char == "\\" and quoted:
            place += 2
            continue
        if char == '"':
            quoted = not quoted
        if char == "," and not quoted and line[place + 1 : place + 2] == " ":
            if place + 1 > _WIDTH and best:
                return best
            best = place + 1
        place += 1
    return best
