"""What value does a YAML node stand for, given the field that it fills?

The fields of `troth.policy.model` say what is expected; this module turns nodes into such values and everything that
does not fit into problems with a place. Rules:

1. A scalar is read as its field's type wants it: a word, a number, a date, a duration, one of a list of words.
2. Where a list is expected, one value stands for a list of one.
3. `if`, `unless` and `except` map facts to the value, or the alternatives, that must hold.
4. A field that cannot be read keeps its default, so that one mistake is reported once and the rest is still read.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
import typing
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from troth.errors import Problem
from troth.policy.file.citations import parse_citation
from troth.policy.file.nodes import MappingNode, Node, ScalarNode, SequenceNode, entries, place_of
from troth.policy.file.quoting import shown
from troth.policy.model import Citation, Condition, Effective, Element, KeepIf, Slot, Within
from troth.words import Duration, RightKind

ElementType = TypeVar("ElementType", bound=Element)
WordType = TypeVar("WordType", bound=StrEnum)

MISSING = object()
"""Stands for a value that could not be read; the problem has been noted."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

NOT_IN_FILE = {"place"}
"""Fields of an element that come from where it stands and not from what is written."""


_fields: dict[type, dict[str, tuple[dataclasses.Field[Any], Any]]] = {}


def fields_of(kind: type) -> dict[str, tuple[dataclasses.Field[Any], Any]]:
    """The keys of a class of the model, each with its field and its resolved type."""
    if kind not in _fields:
        hints = typing.get_type_hints(kind)
        _fields[kind] = {
            field.name.removesuffix("_"): (field, hints[field.name])
            for field in dataclasses.fields(kind)
            if field.name not in NOT_IN_FILE
        }
    return _fields[kind]


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether the file must give the field."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@dataclasses.dataclass(slots=True)
class Decoder:
    """Reads the nodes of one file, and collects what is wrong with them."""

    file: str
    problems: list[Problem] = dataclasses.field(default_factory=list)
    area: str = "policy"
    """What the ids of its problems begin with: which file of ours it is."""

    def refuse(self, node: Node, id_: str, text: str, help_: str) -> Any:
        """Note a problem at a node; gives `MISSING`."""
        self.problems.append(Problem(place_of(node, self.file), f"{self.area}.{id_}", text, help_))
        return MISSING

    def element(self, kind: type[ElementType], node: Node, what: str) -> ElementType | None:
        """An element of the model from its mapping; None where it cannot stand at all. `what` names it in problems."""
        if isinstance(node, ScalarNode) and "state" in fields_of(kind):
            values = {"state": self.value(fields_of(kind)["state"][1], node, what)}
        elif isinstance(node, MappingNode):
            values = self._values(kind, node, what)
        else:
            self.refuse(node, "not-a-mapping", f"{what} must be a mapping", "write `{key: value, ...}`")
            return None
        values = {name: value for name, value in values.items() if value is not MISSING}
        if any(is_required(field) and field.name not in values for field, _ in fields_of(kind).values()):
            return None
        return kind(**values, place=place_of(node, self.file))

    def _values(self, kind: type, node: MappingNode, what: str) -> dict[str, Any]:
        """The fields given in a mapping; unknown and missing keys become problems."""
        known = fields_of(kind)
        values: dict[str, Any] = {}
        for key, key_node, value_node in entries(node, self.file, self.problems, self.area):
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                help_ = f"did you mean `{close[0]}`?" if close else f"the keys are {', '.join(sorted(known))}"
                self.refuse(key_node, "unknown-key", f"{what} has no key `{shown(key)}`", help_)
                continue
            field, hint = known[key]
            values[field.name] = self.value(hint, value_node, f"`{key}` of {what}")
        for key, (field, _) in known.items():
            if is_required(field) and field.name not in values:
                text = f"{what} lacks `{key}`"
                help_ = str(field.metadata.get("about", "")).rstrip(".") or "give it"
                self.refuse(node, "missing-key", text, f"`{key}`: {help_[:1].lower()}{help_[1:]}")
        return values

    def value(self, hint: Any, node: Node, what: str) -> Any:
        """The value of one field, or `MISSING` with a problem noted."""
        if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
            hint = next(option for option in typing.get_args(hint) if option is not types.NoneType)
        if hint is Effective and isinstance(node, ScalarNode):
            day = self.value(date, node, what)
            return day if day is MISSING else Effective(existing=day)
        if typing.get_origin(hint) is tuple:
            return self._many(typing.get_args(hint)[0], node, what)
        if dataclasses.is_dataclass(hint) and hint is not Duration:
            return self._nested(typing.cast("type", hint), node, what)
        if not isinstance(node, ScalarNode):
            return self.refuse(node, "not-a-value", f"{what} must be one value", "give one word, number or date")
        return self._scalar(hint, node, what)

    def _nested(self, kind: type, node: Node, what: str) -> Any:
        """A value with keys of its own, such as `changes`, `period` or `limit`."""
        if not isinstance(node, MappingNode):
            return self.refuse(node, "not-a-mapping", f"{what} must be a mapping", "write `{key: value, ...}`")
        values = {name: value for name, value in self._values(kind, node, what).items() if value is not MISSING}
        if any(is_required(field) and field.name not in values for field, _ in fields_of(kind).values()):
            return MISSING
        return kind(**values)

    def _many(self, hint: Any, node: Node, what: str) -> Any:
        """A list; one value stands for a list of one."""
        if hint is Condition:
            return self._conditions(node, what)
        if hint in (Within, KeepIf):
            return self._by_right(hint, node, what)
        if hint is Slot and isinstance(node, ScalarNode) and str(node.value) in ("true", "false"):
            return (Slot.FOR,) if node.value == "true" else ()
        members = node.value if isinstance(node, SequenceNode) else [node]
        found: list[Any] = []
        for member in members:
            value = self._citations(member, what) if hint is Citation else self.value(hint, member, what)
            if value is MISSING:
                continue
            found.extend(value if hint is Citation else [value])
        return tuple(found)

    def _citations(self, node: Node, what: str) -> Any:
        cited = parse_citation(str(node.value)) if isinstance(node, ScalarNode) else ()
        if cited:
            return cited
        text = f"{what} holds something that is no citation"
        return self.refuse(node, "bad-citation", text, "cite clauses as `s4`, `s4-s9` or `s12[4:30]`")

    def _conditions(self, node: Node, what: str) -> Any:
        if not isinstance(node, MappingNode):
            text = f"{what} must map facts to values"
            return self.refuse(node, "not-a-mapping", text, "write `{fact: value}` or `{fact: [value, value]}`")
        found = []
        for key, _, value_node in entries(node, self.file, self.problems, self.area):
            values = self._many(str, value_node, what)
            if values is not MISSING:
                found.append(Condition(key, values))
        return tuple(found)

    def _by_right(self, kind: type[Within | KeepIf], node: Node, what: str) -> Any:
        if not isinstance(node, MappingNode):
            text = f"{what} must map kinds of request to values"
            return self.refuse(node, "not-a-mapping", text, "write `{erase: ...}`")
        found: list[Within | KeepIf] = []
        for key, key_node, value_node in entries(node, self.file, self.problems, self.area):
            right = self._word(RightKind, key, key_node, what)
            if right is MISSING:
                continue
            value = self._many(str, value_node, what) if kind is KeepIf else self.value(Duration, value_node, what)
            if value is not MISSING:
                found.append(KeepIf(right, value) if kind is KeepIf else Within(right, value))
        return tuple(found)

    def _scalar(self, hint: Any, node: ScalarNode, what: str) -> Any:
        text = str(node.value)
        hint = getattr(hint, "__supertype__", hint)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._word(hint, text, node, what)
        if hint is str:
            if node.style is None and text in ("", "~", "null"):
                return self.refuse(node, "empty-value", f"{what} is empty", "give a value, or leave the key out")
            return text
        if hint is bool:
            if text in ("true", "false"):
                return text == "true"
            return self.refuse(node, "not-a-truth", f"{what} must be `true` or `false`", "YAML 1.2 has no yes/no")
        if hint is int:
            if text.isascii() and text.isdecimal() and len(text) < 10:  # noqa: PLR2004 -- fits 32 bits
                return int(text)
            return self.refuse(node, "not-a-number", f"{what} must be a whole number", "write it in digits")
        if hint is date:
            return self._date(node, text, what)
        if hint is Duration:
            duration = Duration.parse(text)
            help_ = "write it as ISO 8601 does: `P30D`, `P6Y`, `PT72H`"
            return duration or self.refuse(node, "not-a-duration", f"{what} must be a length of time", help_)
        raise AssertionError(f"the model has a field of a type the file cannot hold: {hint}")

    def _date(self, node: Node, text: str, what: str) -> Any:
        try:
            # Python reads `20221121` and `2022-W47-1` too; a reviewed file has one form.
            return date.fromisoformat(text) if _DATE.fullmatch(text) else self._no_date(node, what)
        except ValueError:
            return self._no_date(node, what)

    def _no_date(self, node: Node, what: str) -> Any:
        return self.refuse(node, "not-a-date", f"{what} must be a date", "write it as `2022-11-21`")

    def _word(self, kind: type[WordType], text: str, node: Node, what: str) -> Any:
        try:
            return kind(text)
        except ValueError:
            close = difflib.get_close_matches(text, [word.value for word in kind], n=1)
            choice = ", ".join(f"`{word.value}`" for word in kind)
            help_ = f"did you mean `{close[0]}`? it is one of {choice}" if close else f"it is one of {choice}"
            return self.refuse(node, "unknown-word", f"{what} cannot be `{shown(text)}`", help_)
