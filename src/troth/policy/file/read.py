"""Which policy does a file state?

One pass: YAML nodes, elements by kind, the whole. Every problem of form is reported at once; a policy comes out even
where there are problems, as far as it could be read, so that validation can add what it sees. Rules:

1. The file begins with `troth: 1`, the version of the format.
2. A kind of element is a mapping by name, or a list whose members may carry an `id`.
3. An element without an id is called by its kind and number: `rights-3`.
"""

from __future__ import annotations

import dataclasses
import difflib
from pathlib import Path
from typing import Any

from troth.errors import OutsideWorldFailed, Place, Problem, ProblemsFound, Severity, WrongUse, in_order
from troth.policy.file.decode import Decoder
from troth.policy.file.nodes import (
    MAX_BYTES,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    entries,
    parse,
    place_of,
    too_large,
)
from troth.policy.file.quoting import shown
from troth.policy.model import KINDS, Element, Head, Policy, Practice, SignalName, Slot

FORMAT = "1"
_HEAD = "policy"


def load_policy(path: Path | str) -> Policy:
    """The policy in a file.

    Raises:
        ProblemsFound: the file's form is wrong somewhere; all such problems at once.
        OutsideWorldFailed: the file cannot be read.
    """
    file = Path(path)
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, ValueError):  # a name with a null byte is no file's
        raise WrongUse(
            f"there is no file `{file}`",
            id="policy.no-file",
            help="name a policy file; `troth init` makes one",
        ) from None
    except OSError as error:
        help_ = "check that the file is there and may be read"
        raise OutsideWorldFailed(
            f"`{file}` cannot be read: {error.strerror}", id="policy.unreadable", help=help_
        ) from error
    if len(raw) > MAX_BYTES:
        raise ProblemsFound([too_large(str(file))])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Problem(Place(str(file)), "policy.not-text", "the file is not UTF-8 text", "save the file as UTF-8")
        raise ProblemsFound([problem]) from None
    policy, problems = read_policy(text, str(file))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors or policy is None:
        raise ProblemsFound(errors)
    return policy


def read_policy(text: str, file: str = "policy.yaml") -> tuple[Policy | None, list[Problem]]:
    """The policy that a text states, as far as it can be read, and every problem of its form, in order."""
    root, problems = parse(text, file)
    if problems:
        return None, problems
    if not isinstance(root, MappingNode):
        help_ = "begin with `troth: 1` and `policy: {organisation: ..., version: ..., effective: ...}`"
        return None, [Problem(Place(file, 1, 1), "policy.no-policy", "the file holds no policy", help_)]
    decoder = Decoder(file)
    policy = _read_root(root, decoder)
    return policy, in_order(decoder.problems)


def _read_root(root: MappingNode, decoder: Decoder) -> Policy | None:
    """The whole file; None where it has no readable head."""
    parts: dict[str, Any] = {}
    head: Head | None = None
    has_head = False
    found_format = None
    for key, key_node, node in entries(root, decoder.file, decoder.problems):
        if key == "troth":
            found_format = node
            _check_format(node, decoder)
        elif key == _HEAD:
            has_head = True
            head = decoder.element(Head, node, "`policy`")
        elif key in KINDS:
            parts[key] = _collection(key, node, decoder)
        else:
            close = difflib.get_close_matches(key, [*KINDS, _HEAD, "troth"], n=1)
            help_ = f"did you mean `{close[0]}`?" if close else f"the kinds of element are {', '.join(KINDS)}"
            decoder.refuse(key_node, "unknown-key", f"a policy has no part `{shown(key)}`", help_)
    if found_format is None:
        decoder.refuse(root, "no-format", "the file does not say which format it has", "begin it with `troth: 1`")
    if head is None:
        if not has_head:
            help_ = "add `policy: {organisation: NAME, version: NAME, effective: DATE}`"
            decoder.refuse(root, "no-head", "the file does not say whose policy it is", help_)
        return None
    return Policy(head=head, file=decoder.file, **parts)


def _check_format(node: Node, decoder: Decoder) -> None:
    if not isinstance(node, ScalarNode) or str(node.value) != FORMAT:
        help_ = f"this version of troth reads format {FORMAT}: write `troth: {FORMAT}`"
        decoder.refuse(node, "other-format", "the file has a format that this version does not know", help_)


def _collection(kind: str, node: Node, decoder: Decoder) -> dict[str, Any]:
    """The elements of one kind, by id."""
    found: dict[str, Any] = {}
    if isinstance(node, MappingNode):
        for key, key_node, value_node in entries(node, decoder.file, decoder.problems):
            element = decoder.element(KINDS[kind], value_node, f"`{kind}.{shown(key)}`")
            if element is not None:
                _add(kind, key, element, key_node, found, decoder)
    elif isinstance(node, SequenceNode):
        for number, member in enumerate(node.value, 1):
            name = _id_of(member) or f"{kind}-{number}"
            element = decoder.element(KINDS[kind], member, f"`{kind}.{shown(name)}`")
            if element is not None:
                _add(kind, element.id or f"{kind}-{number}", element, member, found, decoder)
    elif not (isinstance(node, ScalarNode) and str(node.value) in ("", "null", "~")):
        decoder.refuse(node, "not-a-list", f"`{kind}` must be a list or a mapping", "see docs/policy-format.md")
    return found


def _id_of(node: Node) -> str:
    """The `id` written in a member of a list, for the words of a problem."""
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == "id" and isinstance(value_node, ScalarNode):
                return str(value_node.value)
    return ""


def _add(kind: str, name: str, element: Element, node: Node, found: dict[str, Any], decoder: Decoder) -> None:
    """Put an element under its name; `only: true` closes `for`, or `with` where the practice names no purpose."""
    if name in found:
        help_ = "give each element of a kind an id of its own"
        decoder.problems.append(
            Problem(
                place_of(node, decoder.file),
                "policy.duplicate-id",
                f"`{kind}.{shown(name)}` stands twice",
                help_,
            )
        )
        return
    key: str = name
    if kind == "signals":
        if name not in tuple(SignalName):
            help_ = f"the signals are {', '.join(f'`{signal}`' for signal in SignalName)}"
            decoder.refuse(node, "unknown-word", f"there is no signal `{shown(name)}`", help_)
            return
        key = SignalName(name)
    if isinstance(element, Practice) and element.only == (Slot.FOR,) and not element.for_:
        element = dataclasses.replace(element, only=(Slot.WITH,) if element.with_ else (Slot.DATA,))
    found[key] = dataclasses.replace(element, id=name)
