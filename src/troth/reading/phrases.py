"""Which terms of the vocabulary does a running text name, and where?

1. The forms are those of the vocabulary (`troth.policy.vocabulary`) and of `lexicon/forms.tsv`, compared by their
   stems: plural, spelling and articles do not count.
2. The longest form wins; a form inside a longer one is not found.
3. A form of one word counts only where it can stand by itself in running text: `lexicon/alone.tsv` lists terms whose
   short forms mean too much (`order`, `support`, `name` of a product).

What it leaves out: what a word means in its sentence. The slots decide on that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from troth.policy.vocabulary import terms
from troth.policy.vocabulary.terms import Kind
from troth.policy.vocabulary.wording import placed_stems, stems
from troth.reading.lexicon import rows


@dataclass(frozen=True, slots=True)
class Named:
    """A term that the text names, by the characters `start` to `end`."""

    term: str
    kind: Kind
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    then: dict[str, _Node] = field(default_factory=dict)
    term: tuple[str, Kind] | None = None


_KINDS = (Kind.DATA, Kind.PURPOSE, Kind.RECIPIENT, Kind.MEASURE)


@cache
def _trees() -> dict[Kind, _Node]:
    """One tree of stems for each kind of term."""
    trees = {kind: _Node() for kind in _KINDS}
    too_short = {(kind, form) for kind, forms in rows("not-alone") for form in forms.lower().split("|")}
    kinds = {}
    for term in terms():
        kinds[term.name] = term.kind
        if term.kind in trees:
            for form in term.forms:
                if (term.kind.value, form.lower()) not in too_short:
                    _plant(trees[term.kind], form, term.name, term.kind)
    for name, forms in rows("forms"):
        kind = kinds[name]
        for form in forms.split("|"):
            _plant(trees[kind], form.strip(), name, kind)
    return trees


def _plant(tree: _Node, form: str, name: str, kind: Kind) -> None:
    node = tree
    for stem in stems(form):
        node = node.then.setdefault(stem, _Node())
    if node is not tree and node.term is None:
        node.term = (name, kind)


def named_in(plain_text: str, *kinds: Kind) -> tuple[Named, ...]:
    """The terms that a plain text names, in its order; of one kind, no two overlap."""
    placed = placed_stems(plain_text)
    found: list[Named] = []
    for kind in kinds:
        tree = _trees()[kind]
        at = 0
        while at < len(placed):
            longest = _longest(tree, placed, at)
            if longest is None:
                at += 1
                continue
            end, (name, term_kind) = longest
            found.append(Named(name, term_kind, placed[at][1], placed[end][2]))
            at = end + 1
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.kind)))


def _longest(tree: _Node, placed: list[tuple[str, int, int]], at: int) -> tuple[int, tuple[str, Kind]] | None:
    node, best = tree, None
    for place in range(at, min(at + 7, len(placed))):
        following = node.then.get(placed[place][0])
        if following is None:
            break
        node = following
        if node.term is not None:
            best = (place, node.term)
    return best
