"""Which YAML nodes does a policy file consist of, and where does each stand?

YAML 1.2, so that `on`, `yes` and `no` stay words. Only the nodes are taken from the library: what a scalar means is
decided by the field it fills (`troth.policy.file.decode`), so that a version `2022-11-21` stays a word where a word is
wanted. Rules:

1. A file that is no YAML gives one problem with its place; nothing of it is read.
2. A key that stands twice in one mapping is a problem: the second would silently replace the first.
3. Aliases, and the anchors they point to, are refused: a reviewed file says what it means where it stands, and they
   can blow up to any size.
4. A file over `MAX_BYTES` is refused before it is parsed, and values nested deeper than `MAX_DEPTH` where they begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import Scanner

from troth.errors import Place, Problem
from troth.policy.file.quoting import shown, shown_within

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MappingNode", "Node", "ScalarNode", "SequenceNode", "entries", "parse", "place_of"]

MAX_BYTES = 4_000_000
"""A policy of 4 MB would hold some 20,000 practices; more is a mistake."""

MAX_DEPTH = 40
"""How deep values may be nested; the format needs eight."""

_SYNTAX_HELP = "mend the YAML there; docs/policy-format.md shows the form"
_ALIASED = "a YAML alias is not allowed in a policy"
_ANCHORED = "a YAML anchor is not allowed in a policy"
_UNPRINTABLE_HELP = "save the file as UTF-8 text; a policy is a text file"


_A = {"policy": "a policy", "estate": "an estate"}
"""What a file of each area is called in a problem."""


def place_of(node: Node, file: str) -> Place:
    """Where a node begins."""
    mark = node.start_mark
    return Place(file, mark.line + 1, mark.column + 1)


def parse(text: str, file: str, area: str = "policy") -> tuple[Node | None, list[Problem]]:
    """The root node of a YAML text, or the problem that keeps it from being read. An empty text has no root.

    `area` is what the ids of its problems begin with.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return None, [too_large(file, area)]
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _Scanner
    try:
        return yaml.compose(text), []
    except _RefusedError as refusal:
        return None, [Problem(_place(refusal, file), f"{area}.{refusal.id}", refusal.text, refusal.help)]
    except MarkedYAMLError as error:
        text_ = f"this is not YAML: {shown_within(_sentence(error))}"
        return None, [Problem(_place(error, file), f"{area}.yaml-syntax", text_, _SYNTAX_HELP)]
    except ReaderError as error:
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        text_ = "this is not YAML: a character here cannot be printed"
        return None, [Problem(place, f"{area}.yaml-syntax", text_, _UNPRINTABLE_HELP)]


def too_large(file: str, area: str = "policy") -> Problem:
    """The problem of a file over `MAX_BYTES`."""
    help_ = f"{_A[area]} file has at most {MAX_BYTES // 1_000_000} MB; give one organisation per file"
    return Problem(Place(file), f"{area}.too-large", f"the file is too large for {_A[area]}", help_)


class _RefusedError(MarkedYAMLError):
    """YAML that is well formed, and has no place in a policy."""

    def __init__(self, mark: Any, id_: str, text: str, help_: str) -> None:
        super().__init__(problem_mark=mark)
        self.id = id_
        self.text = text
        self.help = help_


class _Scanner(Scanner):
    """The library's scanner, but for what a policy may not hold: it stops there, before any time is spent on it.

    The time that the library takes grows with the square of the depth, so that a line of brackets would keep it busy
    for minutes.
    """

    def fetch_anchor(self) -> None:
        # Two anchors of one name make the library print lines of the file.
        raise _RefusedError(self.reader.get_mark(), "alias", _ANCHORED, "leave the anchor out")

    def fetch_alias(self) -> None:
        raise _RefusedError(self.reader.get_mark(), "alias", _ALIASED, "write the value out where it is meant")

    def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803 -- the library's name
        self._refuse_depth()
        super().fetch_flow_collection_start(TokenClass, to_push)

    def add_indent(self, column: int) -> bool:
        self._refuse_depth()
        return bool(super().add_indent(column))

    def _refuse_depth(self) -> None:
        if len(self.flow_context) + len(self.indents) >= MAX_DEPTH:
            help_ = f"a policy nests values no deeper than {MAX_DEPTH}"
            raise _RefusedError(self.reader.get_mark(), "too-deep", "the YAML is nested too deeply", help_)


def _sentence(error: MarkedYAMLError) -> str:
    """The library's own words; some of its sentences begin in the context and end in the problem."""
    said = str(error.problem or error.context or "it cannot be read")
    return f"{error.context}, {said}" if said.startswith("but ") else said


def _place(error: MarkedYAMLError, file: str) -> Place:
    mark = error.problem_mark or error.context_mark
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def entries(
    node: MappingNode, file: str, problems: list[Problem], area: str = "policy"
) -> Iterator[tuple[str, Node, Node]]:
    """The key, key node and value node of each entry; keys that are no words or stand twice become problems."""
    seen: set[str] = set()
    for key_node, value_node in node.value:
        place = place_of(key_node, file)
        if not isinstance(key_node, ScalarNode):
            problems.append(Problem(place, f"{area}.bad-key", "a key must be a word", "write `name: value`"))
            continue
        key = str(key_node.value)
        if key in seen:
            problems.append(
                Problem(
                    place, f"{area}.duplicate-key", f"`{shown(key)}` stands twice here", "join the two, or rename one"
                )
            )
            continue
        seen.add(key)
        yield key, key_node, value_node
