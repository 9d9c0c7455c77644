"""Of which kinds is a clause?

1. Every rule of every kind is tried on the clause in its context. What fires adds up, the surest rule in full, each
   further one less.
2. A kind counts from `SURE` on.
3. A kind steps back before those it gives way to (`KindRules.gives_way_to`), where they are about as sure: most clauses
   are of one kind, the most specific one.
4. A clause that says several things has several kinds: what is kept, and on which ground.

Each kind is a file of this folder; a kind that is taken out is taken out whole. What it leaves out: what the kinds of
the clauses make of the policy (`troth.reading.drafting`).
"""

from __future__ import annotations

import pkgutil
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib import import_module
from math import e, exp, log
from types import MappingProxyType
from typing import TYPE_CHECKING

from troth.reading.asides import asides_of
from troth.reading.columns import ANSWER
from troth.reading.kinds.acts import as_mentioned, hits_of_acts
from troth.reading.kinds.cues import hits_of_cues
from troth.reading.kinds.rule import NO_PLACE, KindRules
from troth.reading.kinds.topics import as_led, hits_of_context, hits_of_topics, in_a_section
from troth.reading.lexicon import rows
from troth.reading.model import Hit, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from troth.reading.context import Seen
    from troth.reading.model import Span

_ASIDE = re.compile(
    r"\W*(?:see (?:also|below|above|section)|thanks? (?:you )?for (?:reading|playing)|here goes|"
    r"end of (?:the )?(?:notice|policy)|"
    r"now go|the (?:following )?table (?:below )?(?:gives|shows|lists|sets)|(?:a|the) (?:full|complete|"
    r"current|detailed) list is|"
    r"read on|note:|please note:|printed on)\b"
)
"""How sentences begin that only lead the reader on."""
_GIVES_OUT = re.compile(r"\b(?:disclos|shar|releas|provid|giv|hand|report|pass|reveal|transmit|tell)\w*\b")
_EXCEPTS = re.compile(r"\W*(?:(?:only )?(?:unless|until|except))\b")
SURE = 0.6
FAINT = 0.4
_DONE = frozenset(
    {
        Kind.RIGHT, Kind.CHOICE, Kind.CONTACT, Kind.SHARING, Kind.COLLECTION, Kind.SALE, Kind.LEGAL_BASIS,
        Kind.DEFINITION, Kind.PURPOSE, Kind.SOURCE, Kind.COMPLAINT, Kind.LEGAL_REQUEST, Kind.PROCESSOR,
        Kind.THIRD_PARTY_LINK,
    }
)  # fmt: skip
"""Kinds of what the main clause says is done; others are what the whole sentence is about, conditions included."""
_IN_PASSING = 0.55
SURE_BESIDE = 0.8
"""How sure a second kind must be on the words of the sentence itself."""
_MOST, _FURTHER = 0.99, 0.4
"""What one rule counts at most, and the part of its evidence that each further rule for a kind counts."""
_AHEAD = e
"""How many times less in doubt a kind must be than one to which it gives way, to stand."""


@cache
def all_kinds() -> tuple[KindRules, ...]:
    """The rules of every kind, in the order of the kinds."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        rules = getattr(import_module(f"{__name__}.{module.name}"), "RULES", None)
        if isinstance(rules, KindRules):
            found[rules.kind] = rules
    return tuple(found[kind] for kind in Kind if kind in found)


def hits_of(seen: Seen, sure: Mapping[str, Mapping[Kind, float]] = MappingProxyType({})) -> tuple[Hit, ...]:
    """Every rule that fires on a clause; `sure` has the weights of the clauses before, by their ids."""
    if ANSWER.fullmatch(seen.plain) or _ASIDE.match(seen.plain):
        return ()
    hits = [*hits_of_topics(seen), *hits_of_context(seen, sure), *hits_of_cues(seen)]
    for kind in all_kinds():
        for rule in kind.rules:
            at = rule.fires(seen)
            if at is not None:
                hits.append(Hit(rule.id, kind.kind, rule.weight, None if at == NO_PLACE else at))
    hits = in_a_section(seen, [*hits, *hits_of_acts(seen)])
    return tuple(_outside_asides(seen, list(as_led(seen, _in_columns(as_mentioned(seen, hits)), sure))))


def _in_columns(hits: list[Hit]) -> list[Hit]:
    """The hits of a row: what its heads say counts more than its words."""
    headed = {hit.kind for hit in hits if hit.rule.endswith((".column", ".row"))}
    if not headed:
        return hits
    headed |= {kind for head in headed for kind in _beside()[head] if kind is not Kind.RIGHT}
    return [hit if hit.kind in headed else replace(hit, weight=hit.weight * _IN_PASSING) for hit in hits]


@cache
def _beside() -> Mapping[Kind, frozenset[Kind]]:
    """Which kinds may stand beside which, both ways."""
    pairs: dict[Kind, set[Kind]] = {kind: set() for kind in Kind}
    for kind, kinds in rows("beside"):
        for other in kinds.split():
            pairs[Kind(kind)].add(Kind(other))
            pairs[Kind(other)].add(Kind(kind))
    return {kind: frozenset(others) for kind, others in pairs.items()}


def _outside_asides(seen: Seen, hits: list[Hit]) -> Iterator[Hit]:
    """The hits, weaker where they speak of what is done and stand in a condition or a remark only."""
    asides = asides_of(seen.plain)
    for hit in hits:
        if (
            hit.at is not None
            and hit.kind in _DONE
            and any(_within(hit, hit.at, seen.plain, aside) for aside in asides)
        ):
            yield replace(hit, weight=hit.weight * _IN_PASSING)
        else:
            yield hit


def _within(hit: Hit, at: Span, text: str, aside: Span) -> bool:
    """Whether a hit only stands in an aside.

    `We disclose it if a court orders us to` is about the demand, `we do not unless it orders us to` is not.
    """
    inside = aside.start <= at.start and at.end <= aside.end
    if hit.kind is not Kind.LEGAL_REQUEST:
        return inside
    if _EXCEPTS.match(aside.of(text)) is not None:
        return aside.start < at.end <= aside.end
    return inside and _GIVES_OUT.search(text) is None


def of_context(hit: Hit) -> bool:
    """Whether a hit is of the headings, the lead-in, the clause before or single words, and not of the sentence."""
    return hit.rule.endswith((".heading", ".heading-above", ".words", ".lead-in", ".goes-on", ".under-its-heading"))


def weigh(hits: tuple[Hit, ...]) -> dict[Kind, float]:
    """How sure the rules are of each kind that does not step back (rules 1 and 3)."""
    sure = _added(hits)
    own = _added(tuple(hit for hit in hits if not of_context(hit)))
    standing = {
        rules.kind: sure[rules.kind]
        for rules in all_kinds()
        if rules.kind in sure and not _steps_back(rules, sure, own)
    }
    return standing or sure


def _added(hits: tuple[Hit, ...]) -> dict[Kind, float]:
    """How sure the hits together are of each kind: the surest counts in full, each further one less (rule 1)."""
    weights: dict[Kind, list[float]] = defaultdict(list)
    for hit in hits:
        weights[hit.kind].append(min(hit.weight, _MOST))
    return {kind: 1 - exp(-_evidence(sorted(found, reverse=True))) for kind, found in weights.items()}


def _evidence(weights: list[float]) -> float:
    return sum(-log(1 - weight) * _FURTHER**number for number, weight in enumerate(weights))


def kinds_of(hits: tuple[Hit, ...]) -> tuple[tuple[Kind, ...], float]:
    """The kinds that the hits make (rules 2 to 4), surest first, and how sure the first is."""
    standing = weigh(hits)
    own = _added(tuple(hit for hit in hits if not of_context(hit)))
    if not standing:
        return (), 0.0
    first = max(standing, key=lambda kind: standing[kind])
    if standing[first] < FAINT:
        return (), 0.0
    columns = {hit.kind for hit in hits if hit.rule.endswith(".column")}
    others = [
        kind
        for kind in own
        if kind is not first and own[kind] >= SURE_BESIDE and (kind in _beside()[first] or {kind, first} <= columns)
    ]
    return (first, *sorted(others, key=lambda kind: -own[kind])), standing[first]


def _steps_back(rules: KindRules, sure: dict[Kind, float], own: dict[Kind, float]) -> bool:
    """Rule 3."""
    doubt = 1 - sure[rules.kind]
    return any(1 - sure[other] < doubt * _AHEAD for other in rules.gives_way_to if own.get(other, 0.0) >= SURE)
