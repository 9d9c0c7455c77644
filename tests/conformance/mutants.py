"""What would the definition answer if one part of it were not there?

A mutant is the definition with one place of its source changed: a condition that always or never holds, an operand that
is left out, a comparison whose bound moves, a filter that lets everything through, a member of a list that is gone, a
word that is another. All places of a module's syntax tree are found, so that a new rule brings its mutants with it.
"""

from __future__ import annotations

import ast
import copy
import functools
import importlib
import inspect
import sys
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DECIDE = "troth.decisions.decide"
MATCHING = "troth.decisions.matching"
TREE = "troth.policy.tree"
UPSTREAM_FIRST = (TREE, MATCHING, DECIDE)
"""The modules of the definition, each importing those before it."""

_Other = dict[type[ast.cmpop], type[ast.cmpop]]

_OTHER_BOUND: _Other = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_OPPOSITE: _Other = {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
_OPPOSITE |= {ast.In: ast.NotIn, ast.NotIn: ast.In}
_NOT_RULES = (ast.Import, ast.ImportFrom, ast.AnnAssign)

Path = tuple[tuple[str, int | None], ...]
"""The way from a module's syntax to a place in it: fields, with the number where a field is a list."""

Change = tuple[str, "ast.expr | ast.stmt"]
"""What a place becomes, in words and as syntax."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module; `name` says where and what, without line numbers."""

    module: str
    name: str
    tree: ast.Module
    path: Path
    change: ast.AST

    def decide(self) -> Callable[..., Any]:
        """The definition with this change."""
        tree = _replaced(self.tree, self.path, self.change)
        return load({self.module: tree}).decide  # type: ignore[no-any-return]


@functools.cache
def tree_of(module: str) -> ast.Module:
    """The syntax of a module of the definition; not to be changed."""
    return ast.parse(inspect.getsource(importlib.import_module(module)))


@functools.cache
def _code_of(module: str) -> CodeType:
    return compile(tree_of(module), f"<{module}>", "exec")


def load(changed: dict[str, ast.Module]) -> Any:
    """The module `decide` anew, with changed syntax for some of the modules; the real modules stay as they are."""
    codes = {
        name: compile(changed[name], f"<{name}, changed>", "exec") if name in changed else _code_of(name)
        for name in UPSTREAM_FIRST
    }
    before = {name: sys.modules.get(name) for name in UPSTREAM_FIRST}
    try:
        for name, code in codes.items():
            fresh = ModuleType(name)
            sys.modules[name] = fresh
            exec(code, fresh.__dict__)  # noqa: S102 -- our own source
        return sys.modules[DECIDE]
    finally:
        for name, module in before.items():
            if module is not None:
                sys.modules[name] = module


def mutants(module: str, tree: ast.Module | None = None) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its source; `tree` is its syntax, where it is not as it stands."""
    original = tree or tree_of(module)
    seen: dict[str, int] = {}
    for path, function in _places(original):
        for said, change in _changes(_at(original, path)):
            name = f"{module.rpartition('.')[2]}.{function}: {_short(_at(original, path))} -> {said}"
            seen[name] = seen.get(name, 0) + 1
            yield Mutant(module, name if seen[name] == 1 else f"{name} ({seen[name]})", original, path, change)


def _places(tree: ast.Module) -> Iterator[tuple[Path, str]]:
    """Every node that is part of a rule, by its path, with the function it stands in."""

    def walk(node: ast.AST, path: Path, function: str) -> Iterator[tuple[Path, str]]:
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "type_params") or field == "bases":
                continue
            for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
                if not isinstance(child, ast.AST) or isinstance(child, _NOT_RULES) or _is_typing(child):
                    continue
                if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                    continue  # a docstring
                below = (*path, (field, place))
                inside = child.name if isinstance(child, ast.FunctionDef) else function
                yield below, inside
                yield from walk(child, below, inside)

    yield from walk(tree, (), "module")


def _is_typing(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        return True  # a Protocol says nothing that runs
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _changes(node: ast.AST) -> Iterator[Change]:
    """What a place could be instead."""
    for kind, changes in _CHANGES.items():
        if isinstance(node, kind):
            yield from changes(node)


def _of_condition(node: ast.If | ast.IfExp) -> Iterator[Change]:
    yield "its condition always holds", _with(node, test=ast.Constant(value=True))
    yield "its condition never holds", _with(node, test=ast.Constant(value=False))


def _of_operands(node: ast.BoolOp) -> Iterator[Change]:
    for place in range(len(node.values)):
        rest = _without(node.values, place)
        yield f"without operand {place + 1}", rest[0] if len(rest) == 1 else _with(node, values=rest)


def _of_comparison(node: ast.Compare) -> Iterator[Change]:
    if len(node.ops) == 1:
        kind = type(node.ops[0])
        other = _OTHER_BOUND.get(kind) or _OPPOSITE[kind]
        yield other.__name__, _with(node, ops=[other()])
        return
    for place, op in enumerate(node.ops):
        ops = [*node.ops[:place], _OTHER_BOUND[type(op)](), *node.ops[place + 1 :]]
        yield f"bound {place + 1} moved", _with(node, ops=ops)


def _of_negation(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield "not negated", node.operand


def _of_filters(node: ast.comprehension) -> Iterator[Change]:
    for place in range(len(node.ifs)):
        yield f"without filter {place + 1}", _with(node, ifs=_without(node.ifs, place))


def _of_members(node: ast.Tuple | ast.Set | ast.List) -> Iterator[Change]:
    if len(node.elts) > 1:
        for place in range(len(node.elts)):
            yield f"without member {place + 1}", _with(node, elts=_without(node.elts, place))


def _of_constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, str):
        yield "another word", ast.Constant("another word")
    elif isinstance(node.value, bool):
        yield "the opposite", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield "one more", ast.Constant(node.value + 1)


def _of_return(node: ast.Return) -> Iterator[Change]:
    if isinstance(node.value, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield "always", ast.Return(ast.Constant(value=True))
        yield "never", ast.Return(ast.Constant(value=False))


def _of_continue(_: ast.Continue) -> Iterator[Change]:
    yield "goes on", ast.Pass()


def _of_call(node: ast.Call) -> Iterator[Change]:
    other = {"any": "all", "all": "any"}.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if other is not None:
        yield other, _with(node, func=ast.Name(other, ast.Load()))


_CHANGES: dict[type[ast.AST], Callable[[Any], Iterator[Change]]] = {
    ast.If: _of_condition,
    ast.IfExp: _of_condition,
    ast.BoolOp: _of_operands,
    ast.Compare: _of_comparison,
    ast.UnaryOp: _of_negation,
    ast.comprehension: _of_filters,
    ast.Tuple: _of_members,
    ast.Set: _of_members,
    ast.List: _of_members,
    ast.Constant: _of_constant,
    ast.Return: _of_return,
    ast.Continue: _of_continue,
    ast.Call: _of_call,
}


def _without(members: list[Any], place: int) -> list[Any]:
    return [*members[:place], *members[place + 1 :]]


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _at(tree: ast.AST, path: Path) -> Any:
    node: Any = tree
    for field, place in path:
        node = getattr(node, field)
        node = node if place is None else node[place]
    return node


def _replaced(node: Any, path: Path, change: ast.AST) -> Any:
    """The syntax with one place replaced; only what lies on the way to it is copied."""
    if not path:
        return ast.fix_missing_locations(ast.copy_location(copy.copy(change), node))
    (field, place), *rest = path
    value = getattr(node, field)
    if place is None:
        return _with(node, **{field: _replaced(value, tuple(rest), change)})
    members = [*value[:place], _replaced(value[place], tuple(rest), change), *value[place + 1 :]]
    return _with(node, **{field: members})


def _short(node: ast.AST) -> str:
    """A place as its source says it, in one line of at most 100 characters."""
    shown = node.test if isinstance(node, ast.If) else node
    text = "if " * isinstance(node, ast.If) + " ".join(ast.unparse(shown).split())
    return text if len(text) <= 100 else text[:97] + "..."
