"""Which names does a policy use, and are they declared?

The types of the model's fields say which names must be declared: `PartyName`, `DataName` and the other types of
`troth.words`, alone or in lists. So a field that the model gains is checked without a word here.

`*` stands for everything, and only in practices, rights, retention and transfers.
"""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any

from troth.policy.file.decode import fields_of
from troth.policy.model import Practice, Retention, Right, Transfer
from troth.policy.validation.quoting import shown
from troth.policy.vocabulary import suggest
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from troth.errors import Problem
    from troth.policy.model import Element, Policy
    from troth.policy.validation.rule import Rule

OPEN_TO_EVERYTHING = (Practice, Right, Retention, Transfer)
"""The kinds of element whose lists may hold `*`."""

ORGANISATION = "organisation"
"""The word by which `read_by` names the organisation itself."""


def _is_list_of(hint: Any, name_type: Any) -> bool:
    """Whether a field's type is the type of names, a list of it, or either of them or nothing."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return any(_is_list_of(option, name_type) for option in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        return bool(_is_list_of(typing.get_args(hint)[0], name_type))
    return hint is name_type


def used(policy: Policy, name_type: Any) -> Iterator[tuple[str, Element, str, str]]:
    """Each use of a name of that type: the element's address, the element, the key, the name."""
    for address, element in policy.elements():
        for key, (field, hint) in fields_of(type(element)).items():
            if not _is_list_of(hint, name_type):
                continue
            value = getattr(element, field.name)
            for name in (value,) if isinstance(value, str) else value or ():
                yield address, element, key, name


def undeclared(rule: Rule, policy: Policy, name_type: Any, kind: str, what: str) -> Iterator[Problem]:
    """A problem for each use of a name that the policy does not declare under `kind`; `what` calls it in words."""
    declared: Collection[str] = getattr(policy, kind)
    for address, element, key, name in used(policy, name_type):
        if name in declared or (key == "read_by" and name == ORGANISATION):
            continue
        if name == EVERYTHING:
            if not isinstance(element, OPEN_TO_EVERYTHING):
                text = f"`{address}` has `*` under `{key}`, where names are due"
                yield rule.found(element, text, f"name what it is about, or leave `{key}` out")
            continue
        text = f"`{address}` names {what} `{shown(name)}` that the policy does not declare"
        yield rule.found(element, text, declare_help(name, declared, kind))


def declare_help(name: str, declared: Collection[str], kind: str) -> str:
    """The next step where a name is not declared: the name that was probably meant, or to declare it."""
    close = suggest(name[:60], declared)
    return f"did you mean `{close}`?" if close else f"declare it under `{kind}`, or name one that is there"
