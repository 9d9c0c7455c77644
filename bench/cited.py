"""Does a draft account for what a notice says, and do its citations show it?

1. *Coverage*: the share of annotated sentences with a kind that end in the draft. A sentence that makes a rule is
   covered where an element cites a clause of it; a note does not count, nor does a name (a data category, a purpose, a
   kind of subject, a party), which any sentence may mention. A sentence of notes alone (definition, disclaimer, link to
   others) is covered by a note or an element, one of contacts or complaints also by the party whose address it gives.
2. *Citation precision*: the share of drafted elements whose cited clauses are annotated with a kind that fits the
   element's (`_FITS`). An element that cites several clauses counts by the share of them that fit. Clauses that nobody
   annotated (lead-ins, headings) are left out; an element that cites no others is not counted, and nor are names.
3. Both together cannot be gamed: notes on everything cover nothing, and elements on everything cite wrongly.

What it leaves out: whether an element says what its sentence says (`bench.agreement` asks that).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.annotated import overlaps
from troth.policy.model import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bench.annotated import Annotated
    from troth.notice.model import Notice
    from troth.policy.model import Element, Policy

NOTES = frozenset({"definition", "disclaimer", "third-party-link"})
_NAMES = frozenset({"data", "purposes", "subjects"})
_ADDRESSES = frozenset({"contact", "complaint"})
_SHARED = frozenset(
    {"sharing", "processor", "transfer", "legal-request", "corporate-event", "public-forum", "third-party-link",
     "payment", "aggregate", "sale", "cookie"}
)  # fmt: skip
_USED = frozenset(
    {"purpose", "legal-basis", "cookie", "children", "survey", "payment", "aggregate", "automated-decision", "choice",
     "contact", "security", "legal-request", "change-notice"}
)  # fmt: skip
_TAKEN = frozenset(
    {"collection", "source", "cookie", "children", "survey", "payment", "purpose", "contact", "public-forum",
     "legal-basis"}
)  # fmt: skip
_ACTS = {
    "collect": _TAKEN,
    "use": _USED,
    "share": _SHARED,
    "sell": frozenset({"sale", "sharing"}),
    "publish": frozenset({"public-forum", "sharing"}),
    "transfer": frozenset({"transfer", "sharing"}),
    "store": frozenset({"retention", "collection", "security", "transfer"}),
    "combine": frozenset({"source", "collection", "purpose", "aggregate", "cookie"}),
    "anonymise": frozenset({"aggregate", "retention"}),
    "decide": frozenset({"automated-decision", "purpose"}),
}
"""Which kinds speak of which act (`troth.words.Act`)."""

_FITS = {
    "policy": frozenset({"change-notice", "definition", "legal-basis"}),
    "parties": frozenset({"contact", "complaint", "definition", *_SHARED}),
    "choices": frozenset({"choice", "right", "cookie"}),
    "signals": frozenset({"choice", "cookie"}),
    "rights": frozenset({"right", "complaint", "choice", "automated-decision"}),
    "retention": frozenset({"retention"}),
    "transfers": frozenset({"transfer"}),
    "duties": frozenset(
        {"breach", "change-notice", "contact", "complaint", "right", "legal-request", "corporate-event"}
    ),
    "children": frozenset({"children"}),
    "trackers": frozenset({"cookie", "collection", "choice"}),
    "measures": frozenset({"security", "processor", "transfer", "breach"}),
    "claims": frozenset({"sale", "disclaimer", "collection", "sharing", "security"}),
    "notes": NOTES | {"choice"},
}
"""Which kinds of clause an element of a kind may rest on; a practice's go by its acts."""


@dataclass(frozen=True, slots=True)
class Accounted:
    """Of one notice or several: sentences with a kind, those covered; elements counted, and how far they fit."""

    sentences: int = 0
    covered: int = 0
    elements: int = 0
    fitting: float = 0.0

    def __add__(self, other: Accounted) -> Accounted:
        return Accounted(
            self.sentences + other.sentences,
            self.covered + other.covered,
            self.elements + other.elements,
            self.fitting + other.fitting,
        )

    @property
    def coverage(self) -> float:
        """Rule 1; 0 where nothing is annotated."""
        return self.covered / self.sentences if self.sentences else 0.0

    @property
    def precision(self) -> float:
        """Rule 2; 0 where nothing was drafted."""
        return self.fitting / self.elements if self.elements else 0.0


def accounted(spans: Iterable[Annotated], notice: Notice, policy: Policy) -> Accounted:
    """Rules 1 and 2 for one notice and the policy drafted from it."""
    annotated = list(spans)
    clauses = {clause.id: clause for clause in notice.clauses}
    said: dict[str, list[Annotated]] = defaultdict(list)
    of_span: list[list[str]] = []
    for span in annotated:
        over: list[str] = [id_ for id_, clause in clauses.items() if overlaps(span, clause.start, clause.end)]
        of_span.append(over)
        for id_ in over:
            said[id_].append(span)
    cited = _cited(policy)
    counted = [(span, over) for span, over in zip(annotated, of_span, strict=True) if span.kinds]
    covered = sum(_is_covered(span, over, cited) for span, over in counted)
    shares = [share for address, element in policy.elements() if (share := _share(address, element, said)) is not None]
    return Accounted(len(counted), covered, len(shares), sum(shares))


def _cited(policy: Policy) -> Mapping[str, set[str]]:
    """The clauses that elements of rules cite (`rules`), those that `notes` cite, and those that `parties` do."""
    found: dict[str, set[str]] = {"rules": set(), "notes": set(), "parties": set()}
    for address, element in policy.elements():
        kind = address.partition(".")[0]
        if kind not in _NAMES:
            found[kind if kind in found else "rules"].update(element.clauses)
    return found


def _is_covered(span: Annotated, over: Sequence[str], cited: Mapping[str, set[str]]) -> bool:
    """Rule 1 for one sentence and the clauses that lie in it."""
    by = set(cited["rules"])
    if span.kinds <= NOTES:
        by |= cited["notes"]
    if span.kinds & _ADDRESSES:
        by |= cited["parties"]
    return not by.isdisjoint(over)


def _share(address: str, element: Element, said: dict[str, list[Annotated]]) -> float | None:
    """How many of an element's annotated citations fit; None where it has none, or is a name."""
    kind = address.partition(".")[0]
    if kind in _NAMES:
        return None
    wanted = _kinds_of(element) if isinstance(element, Practice) else _FITS[kind]
    spans = [said[id_] for id_ in element.clauses if said.get(id_)]
    if not spans:
        return None
    return sum(any(span.kinds & wanted for span in over) for over in spans) / len(spans)


def _kinds_of(practice: Practice) -> frozenset[str]:
    return frozenset().union(*(_ACTS[act.value] for act in practice.do))
