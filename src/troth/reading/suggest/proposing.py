"""What does a draft become with what a language model says of the clauses that the rules left or doubt?

1. What is taken is added to the draft as proposed by the rule `model:NAME`, never surer than `CONFIDENCE`, whatever the
   model says of itself. Nothing of the draft is changed or taken away; only the list of what is left gets shorter.
2. Of what is taken, what the policy's own validation calls an error is refused as well.
3. What says again what an element of the same clause says is refused: there is nothing to propose.
4. Where the first answers are all none (`PATIENCE`), or every answer is, the model cannot do this, and that is said.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from troth.errors import OutsideWorldFailed, Severity
from troth.policy.model import KINDS
from troth.policy.validation import validate
from troth.reading.drafting.ledger import Origin
from troth.reading.suggest.answers import Rejected, parts_of
from troth.reading.suggest.asking import LONGEST_CLAUSE, asked_about, question_about
from troth.reading.suggest.bearing import refusal_of
from troth.reading.suggest.elements import Names, element_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from troth.policy.model import Element, Policy
    from troth.reading.draft import Draft
    from troth.reading.model import ClauseReading, Reading
    from troth.reading.suggest.asking import Question
    from troth.reading.suggest.schema import Part
    from troth.words import ClauseId

CONFIDENCE = 0.5
PATIENCE = 5
_SAYS_NOTHING = ("id", "cite", "remark", "place", "open")


@dataclass(frozen=True, slots=True)
class Suggested:
    """A draft with what a model proposed: whom it was asked about, what it proposed (addresses), what was refused."""

    draft: Draft
    model: str
    asked: tuple[ClauseId, ...]
    proposed: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def suggest(reading: Reading, draft: Draft, model: str, ask: Callable[[Question], str]) -> Suggested:
    """The draft with what a model says; `ask` gives its answer to a question.

    Raises:
        OutsideWorldFailed: `model.cannot-answer`, where no answer is one; and what `ask` raises.
    """
    growing = _Growing(draft, model, _errors(draft.policy))
    asked: list[ClauseId] = []
    answered = 0
    for each in asked_about(reading, draft):
        clause = each.clause
        if len(clause.text) > LONGEST_CLAUSE:
            growing.refuse(clause.id, "model.long-clause", f"the clause is longer than {LONGEST_CLAUSE:,} characters")
            continue
        question = question_about(clause, reading.notice)
        found = parts_of(question, ask(question))
        asked.append(clause.id)
        if isinstance(found, Rejected):
            growing.rejected.append(found)
            if not answered and len(asked) >= PATIENCE:
                raise _cannot_answer(found)
            continue
        answered += 1
        parts, refused = found
        growing.rejected += refused
        lead = reading.of(clause.lead_in) if clause.lead_in else None
        for part in parts:
            growing.take(part, each, lead.clause.text if lead else "")
    if asked and not answered:
        raise _cannot_answer(growing.rejected[-1])
    known = {address for address, _ in draft.policy.elements()}
    proposed = tuple(address for address, _ in growing.draft.policy.elements() if address not in known)
    return Suggested(growing.draft, model, tuple(asked), proposed, tuple(growing.rejected))


@dataclass(slots=True)
class _Growing:
    """The draft as it grows; `errors` are those of its policy."""

    draft: Draft
    model: str
    errors: frozenset[tuple[str, str]]
    rejected: list[Rejected] = field(default_factory=list)

    def refuse(self, clause: ClauseId, id_: str, reason: str) -> None:
        self.rejected.append(Rejected(clause, id_, reason))

    def take(self, part: Part, reading: ClauseReading, lead: str) -> None:
        """Add a part to the draft, or note why not."""
        draft, clause = self.draft, reading.clause.id
        refused = refusal_of(part, reading, lead)
        if refused is not None:
            self.rejected.append(refused)
            return
        names = Names(draft.policy, clause)
        kind, base, element = element_of(part, names, clause)
        if _is_known(kind, element, draft.policy):
            self.refuse(clause, "model.said-already", "an element says what the draft says of the clause")
            return
        address = _free(kind, f"{base.replace('_', '-')}-by-model", draft.policy)
        made = {**names.declared, address: dataclasses.replace(element, id=address.partition(".")[2])}
        policy = _with(draft.policy, made)
        errors = _errors(policy)
        if errors - self.errors:
            self.refuse(clause, *min(errors - self.errors))
            return
        origins = tuple(Origin(each, (f"model:{self.model}",), CONFIDENCE) for each in made)
        left = tuple(each for each in draft.left if each != clause)
        self.draft = dataclasses.replace(draft, policy=policy, origins=(*draft.origins, *origins), left=left)
        self.errors = errors


def _is_known(kind: str, element: Element, policy: Policy) -> bool:
    """Whether an element that cites the clause says the same already."""
    nothing: dict[str, Any] = dict.fromkeys(_SAYS_NOTHING, None)
    of_kind: Mapping[str, Element] = getattr(policy, kind)
    return any(set(element.clauses) <= set(known.clauses) and _said(known, nothing) == _said(element, nothing)
               for known in of_kind.values())  # fmt: skip


def _said(element: Element, nothing: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: getattr(element, each.name) for each in dataclasses.fields(element) if each.name not in nothing}


def _free(kind: str, base: str, policy: Policy) -> str:
    taken, name, number = getattr(policy, kind), base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return f"{kind}.{name}"


def _with(policy: Policy, made: Mapping[str, Element]) -> Policy:
    parts: dict[str, Any] = {}
    for kind in KINDS:
        own = {address.partition(".")[2]: each for address, each in made.items() if address.startswith(f"{kind}.")}
        if own:
            parts[kind] = {**getattr(policy, kind), **own}
    return dataclasses.replace(policy, **parts)


def _errors(policy: Policy) -> frozenset[tuple[str, str]]:
    return frozenset((each.id, each.text) for each in validate(policy) if each.severity is Severity.ERROR)


def _cannot_answer(last: Rejected) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the language model gives no answer that can be used: {last.reason}",
        id="model.cannot-answer",
        help="name a model that follows instructions and writes JSON, by `--model-name`; or read without one",
    )
