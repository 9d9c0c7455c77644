"""What can a reviewer do to a draft?

Accepting is `troth.policy.review.accept`. Everything here changes the policy, and is a value in, a value out:

1. `without` takes an element out (a rejection). A name that other elements use cannot be taken out before them.
2. `noted` says that a clause makes no rule: it is taken out of every citation, elements that cite nothing else go, and
   a note with the reason accounts for it.
3. `replaced` puts what a person wrote in place of an element, or of the head (`policy`), as the policy file has it;
   `added` puts it beside the others of its kind, for a clause of which nothing was made.
4. `joined_with` makes one practice of two that differ in one list; `split_off` makes an element of its own of what one
   clause says, to be edited next.

Raises `WrongUse` with an id and a help line where something cannot be done; a policy is never left half changed.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from troth.errors import Place, ProblemsFound, Severity, WrongUse
from troth.policy.file.read import read_policy
from troth.policy.file.write import write_policy
from troth.policy.model import KINDS, Element, Note, NoteKind, Policy
from troth.reading.drafting.ledger import citations
from troth.reading.drafting.merging import join, slot_that_differs
from troth.words import PracticeId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.words import ClauseId

HEAD = "policy"
"""The address of the head."""
_HEAD_STUB = 'policy: {organisation: x, version: "1", effective: 2000-01-01, cite: [s1]}\n'
_NAMES = ("parties", "subjects", "data", "purposes", "practices", "trackers")
"""Kinds whose elements others name."""


def without(policy: Policy, address: str) -> Policy:
    """The policy without an element."""
    kind, name = _found(policy, address)
    users = sorted(_users(policy, kind, name))
    if users:
        raise WrongUse(
            f"`{address}` is named by {', '.join(f'`{user}`' for user in users[:4])}",
            id="review.still-named",
            help="reject or edit what names it first",
        )
    return _with(policy, kind, {key: each for key, each in getattr(policy, kind).items() if key != name})


def noted(policy: Policy, clause: ClauseId, kind: NoteKind, reason: str) -> Policy:
    """The policy in which a clause makes no rule, for this reason."""
    changed = policy
    for part in reversed(KINDS):  # what names others goes before what it names
        elements: dict[str, Element] = {}
        for name, element in getattr(changed, part).items():
            left = tuple(each for each in element.cite if each.clause != clause)
            if left or clause not in element.clauses or (part in _NAMES and list(_users(changed, part, name))):
                keeps = left or element.cite
                elements[name] = element if keeps == element.cite else dataclasses.replace(element, cite=keeps)
        changed = _with(changed, part, elements)
    note = Note(kind=kind, reason=reason, cite=citations((clause,)))
    name = _free(changed.notes, f"n-{clause}")
    return _with(changed, "notes", {**changed.notes, name: dataclasses.replace(note, id=name)})


def replaced(policy: Policy, address: str, text: str) -> Policy:
    """The policy with an element as `text` has it: one mapping in YAML, such as `written` gives.

    Raises:
        ProblemsFound: what is wrong with the text, all at once; places are lines of the text.
    """
    if address == HEAD:
        return dataclasses.replace(policy, head=_read("policy:\n  ", text, "  ", address).head)
    kind, name = _found(policy, address)
    element = _element(kind, name, text, address)
    return _with(policy, kind, {**getattr(policy, kind), name: element})


def added(policy: Policy, kind: str, clause: ClauseId, text: str, name: str = "") -> tuple[Policy, str]:
    """The policy with one more element of a kind, and its address. It cites the clause where the text cites nothing.

    `name` is its name within the kind; one that follows from the clause, where none is given.

    Raises:
        ProblemsFound: what is wrong with the text, all at once.
        WrongUse: there is no such kind, or the name is taken.
    """
    if kind not in KINDS:
        raise WrongUse(
            f"there is no kind `{kind[:40]}`", id="review.no-such-kind", help=f"choose one of {', '.join(KINDS)}"
        )
    joint = "_" if kind in _NAMES and kind != "practices" else "-"
    if name in getattr(policy, kind):
        raise WrongUse(f"there is a `{kind}.{name}` already", id="review.name-taken", help="give it another name")
    name = name or _free(getattr(policy, kind), f"{kind.rstrip('s')}{joint}{clause}")
    element = _element(kind, name, text, f"{kind}.{name}")
    if not element.cite:
        element = dataclasses.replace(element, cite=citations((clause,)))
    return _with(policy, kind, {**getattr(policy, kind), name: element}), f"{kind}.{name}"


def _element(kind: str, name: str, text: str, address: str) -> Element:
    """The element that a text is, under this name."""
    begin = f"{_HEAD_STUB}{kind}:\n  {name}: "
    read = _read(begin, text, "    ", address)
    element: Element | None = getattr(read, kind).get(name)
    if element is None:
        raise WrongUse(
            f"the text holds no `{address}`", id="review.no-element", help="write one mapping: `{key: value}`"
        )
    return dataclasses.replace(element, id=name)


def _read(begin: str, text: str, indent: str, address: str) -> Policy:
    """The policy that a text is behind a beginning of ours; problems are told at the lines of the text."""
    lead = f"troth: 1\n{begin}"
    read, problems = read_policy(lead + f"\n{indent}".join(text.strip().splitlines()) + "\n", address)
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if errors or read is None:
        above, first = lead.count("\n"), len(lead.rpartition("\n")[2])
        raise ProblemsFound([_moved(each, above, first, len(indent)) for each in errors or problems])
    return read


def _moved(problem: Problem, above: int, first: int, indent: int) -> Problem:
    """A problem whose place counts from where the text begins."""
    line = max(0, problem.place.line - above)
    column = max(1, problem.place.column - (first if line == 1 else indent)) if line else 0
    return dataclasses.replace(problem, place=Place(problem.place.file, line, column))


def written(policy: Policy, address: str) -> str:
    """An element as the policy file has it: one mapping, without its name. The head is a key a line."""
    if address == HEAD:
        lines = write_policy(Policy(head=policy.head)).split("\npolicy:\n", 1)[1].splitlines()
        return "\n".join(line.removeprefix("  ") for line in lines)
    kind, name = _found(policy, address)
    alone: dict[str, Any] = {kind: {name: getattr(policy, kind)[name]}}
    lines = write_policy(Policy(head=policy.head, **alone)).split(f"\n{kind}:\n", 1)[1].splitlines()
    text = " ".join(line.strip() for line in lines)
    if kind == "practices":
        text = text.removeprefix("- ").replace(f"{{id: {name}, ", "{", 1)
    return text.split(": ", 1)[1] if kind != "practices" else text


def joined_with(policy: Policy, address: str, other: str) -> Policy:
    """The policy in which two practices are one, under the first one's name."""
    kind, name = _found(policy, address)
    other_kind, other_name = _found(policy, other)
    if kind != "practices" or other_kind != kind or name == other_name:
        raise WrongUse("only two practices can be joined", id="review.not-joined", help="name two different practices")
    one, two = policy.practices[name], policy.practices[other_name]  # type: ignore[index]
    if slot_that_differs(one, two) is None:
        raise WrongUse(
            f"`{address}` and `{other}` differ in more than one list",
            id="review.not-joined",
            help="edit one of them until they differ in purposes, recipients, data, sources or means alone",
        )
    practices = {key: each for key, each in policy.practices.items() if key != other_name}
    practices[name] = join(one, two)  # type: ignore[index]
    choices = {
        key: dataclasses.replace(
            each, of=tuple(dict.fromkeys(PracticeId(name) if of == other_name else of for of in each.of))
        )
        for key, each in policy.choices.items()
    }
    return dataclasses.replace(policy, practices=practices, choices=choices)


def split_off(policy: Policy, address: str, clause: ClauseId) -> tuple[Policy, str]:
    """The policy in which what a clause says of an element is an element of its own, and that element's address."""
    kind, name = _found(policy, address)
    element = getattr(policy, kind)[name]
    left = tuple(each for each in element.cite if each.clause != clause)
    if clause not in element.clauses or not left:
        raise WrongUse(
            f"`{address}` cannot be split at `{clause}`",
            id="review.not-split",
            help="name one of several clauses that it cites",
        )
    new = _free(
        getattr(policy, kind), f"{name}_{clause}" if kind in _NAMES and kind != "practices" else f"{name}-{clause}"
    )
    own = tuple(each for each in element.cite if each.clause == clause)
    elements = {**getattr(policy, kind)}
    elements[name] = dataclasses.replace(element, cite=left)
    elements[new] = dataclasses.replace(element, id=new, cite=own)
    return _with(policy, kind, elements), f"{kind}.{new}"


def _found(policy: Policy, address: str) -> tuple[str, str]:
    kind, _, name = address.partition(".")
    if kind not in KINDS or name not in getattr(policy, kind):
        raise WrongUse(
            f"the policy has no element `{address[:60]}`",
            id="review.no-such-element",
            help="name an element by its kind and id, such as `practices.use`",
        )
    return kind, name


def _with(policy: Policy, kind: str, elements: dict[str, Any]) -> Policy:
    changed: dict[str, Any] = {kind: elements}
    return dataclasses.replace(policy, **changed)


def _users(policy: Policy, kind: str, name: str) -> Iterator[str]:
    """The addresses of the elements that name this one."""
    if kind not in _NAMES:
        return
    for address, element in policy.elements():
        if address == f"{kind}.{name}":
            continue
        for field in dataclasses.fields(element):
            if field.name in _FIELDS[kind] and name in _values(getattr(element, field.name)):
                yield address
                break


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(str(each) for each in value)
    return (str(value),) if value is not None else ()


_FIELDS = {
    "parties": (
        "with_",
        "by",
        "on_behalf_of",
        "of",
        "control",
        "set_by",
        "read_by",
        "redirect",
        "who",
        "from_",
        "seal",
        "is_",
    ),
    "subjects": ("subjects", "who", "is_"),
    "data": ("data", "of", "is_"),
    "purposes": ("for_", "purpose", "compatible_with", "is_"),
    "practices": ("of",),
    "trackers": ("via",),
}


def _free(taken: object, wanted: str) -> str:
    name, number = wanted, 2
    while name in taken:  # type: ignore[operator]
        name, number = f"{wanted}-{number}", number + 1
    return name
