"""How are the citations in a policy's text replaced, and nothing else?

The text is changed at the places where citations stand, found from the YAML nodes; every other letter, comment and line
break stays. Rules:
1. A citation whose clauses all keep their numbers is not touched.
2. A range whose clauses no longer stand in one run becomes several citations.
3. A clause that is not in the mapping is no longer cited. An element that loses its last citation keeps an empty list,
   so that validation asks for a new one.
4. Only `cite` of elements is read: a `cite` anywhere else is no citation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from troth.errors import ProblemsFound
from troth.policy.file.citations import parse_citation
from troth.policy.file.nodes import MappingNode, Node, ScalarNode, SequenceNode, parse
from troth.policy.model import KINDS, Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from troth.words import ClauseId


class _Edit(NamedTuple):
    """Characters `start` to `end` (exclusive) of the text, and what stands there instead."""

    start: int
    end: int
    text: str


def rewrite(policy_text: str, mapping: Mapping[ClauseId, ClauseId]) -> str:
    """The policy's text with each cited clause under its new id.

    Raises:
        ProblemsFound: the text is no YAML.
    """
    root, problems = parse(policy_text, "policy.yaml")
    if problems:
        raise ProblemsFound(problems)
    edits = [edit for cite in _cites(root) for edit in _edits(policy_text, cite, mapping)]
    for edit in sorted(edits, reverse=True):
        policy_text = policy_text[: edit.start] + edit.text + policy_text[edit.end :]
    return policy_text


def _cites(root: Node | None) -> Iterator[Node]:
    """The value of every element's `cite`."""
    for key, node in _entries(root):
        if key == "policy":
            elements = [node]
        elif key in KINDS:
            elements = list(node.value) if isinstance(node, SequenceNode) else [value for _, value in _entries(node)]
        else:
            continue
        yield from (value for element in elements for name, value in _entries(element) if name == "cite")


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield str(key.value), value


def _edits(text: str, node: Node, mapping: Mapping[ClauseId, ClauseId]) -> Iterator[_Edit]:
    """What changes in one `cite`."""
    if isinstance(node, ScalarNode):
        now = _now(node, mapping)
        if now is not None:
            edit = _replace(text, node, now)
            yield edit if len(now) == 1 else edit._replace(text=f"[{edit.text}]")
        return
    if not isinstance(node, SequenceNode) or not node.value:
        return
    items = [(item, _now(item, mapping)) for item in node.value]
    if all(now == [] for _, now in items):
        yield _Edit(
            _start(items[0][0]) if node.flow_style else _dash(text, items[0][0]),
            _end(items[-1][0]),
            "" if node.flow_style else "  []",
        )
    elif node.flow_style:
        yield from _edits_in_line(text, items)
    else:
        yield from _edits_in_lines(text, items)


def _edits_in_line(text: str, items: list[tuple[Node, list[str] | None]]) -> Iterator[_Edit]:
    """What changes in `[s1, s2]`. A citation goes with the comma behind it; the last ones, with the one before them."""
    last = max(place for place, (_, now) in enumerate(items) if now != [])
    for place, (item, now) in enumerate(items):
        if now:
            yield _replace(text, item, now)
        if (now == [] and place != len(items) - 1) or (place == last and last != len(items) - 1):
            comma = _comma(text, _end(item), _start(items[place + 1][0]))
            begin = _start(item) if now == [] else comma
            end = comma + 1
            while now == [] and text[end : end + 1] == " ":
                end += 1
            yield _Edit(begin, end, "")
        elif now == []:
            yield _Edit(_start(item), _end(item), "")


def _edits_in_lines(text: str, items: list[tuple[Node, list[str] | None]]) -> Iterator[_Edit]:
    """What changes in a list with one citation a line."""
    for item, now in items:
        dash = _dash(text, item)
        line = text.rfind("\n", 0, dash) + 1
        if now:
            yield _replace(text, item, now, f"\n{text[line:dash]}- ")
        elif now == []:
            after = text.find("\n", _end(item))
            yield _Edit(line, len(text) if after < 0 else after + 1, "")


def _now(node: Node, mapping: Mapping[ClauseId, ClauseId]) -> list[str] | None:
    """The citations that stand for one, in words; None where it stays as it is, or is no citation at all."""
    cited = parse_citation(str(node.value)) if isinstance(node, ScalarNode) else ()
    moved = [Citation(mapping[each.clause], each.start, each.end) for each in cited if each.clause in mapping]
    if tuple(moved) == cited:
        return None
    runs: list[list[Citation]] = []
    for each in moved:
        if runs and each.start is None and int(each.clause[1:]) == int(runs[-1][-1].clause[1:]) + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def _replace(text: str, node: Node, now: list[str], joint: str = ", ") -> _Edit:
    """Citations in place of one, each in its quotes where it stood in quotes."""
    quote = text[_start(node)]
    if quote in "\"'":
        now = [f"{quote}{each}{quote}" for each in now]
    return _Edit(_start(node), _end(node), joint.join(now))


def _comma(text: str, start: int, end: int) -> int:
    """The comma between two members of a list, outside comments."""
    place = start
    while place < end:
        if text[place] == "#":
            place = text.index("\n", place)
        elif text[place] == ",":
            return place
        place += 1
    raise AssertionError("two members of a list in one line stand without a comma between them")


def _dash(text: str, item: Node) -> int:
    """Where the dash before a member of a list stands."""
    return text.rindex("-", 0, _start(item))


def _start(node: Node) -> int:
    return int(node.start_mark.index)


def _end(node: Node) -> int:
    return int(node.end_mark.index)
