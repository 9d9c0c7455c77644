"""What does a draft become with what a language model says of the clauses that the rules left or doubt?

1. What is taken is added to the draft as proposed by `model:NAME`, never surer than `CONFIDENCE`, whatever the model says
   of itself. Nothing of the draft is changed or taken away; only the list of what is left gets shorter.
2. Of what is taken, what the policy's own validation calls an error is refused as well.
3. What says again what an element of the same clause says is refused: there is nothing to propose.
4. Where the first answers are all none (`PATIENCE`), or every answer is, the model cannot do this, and that is said.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
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
    asked: list[ClauseId] = []
    rejected: list[Rejected] = []
    before, answered = draft, 0
    for each in asked_about(reading, before):
        clause = each.clause
        if len(clause.text) > LONGEST_CLAUSE:
            reason = f"the clause is longer than {LONGEST_CLAUSE:,} characters: nobody was asked about it"
            rejected.append(Rejected(clause.id, "model.long-clause", reason))
            continue
        question = question_about(clause, reading.notice)
        found = parts_of(question, ask(question))
        asked.append(clause.id)
        if isinstance(found, Rejected):
            rejected.append(found)
            if not answered and len(asked) >= PATIENCE:
                raise _cannot_answer(rejected)
            continue
        answered += 1
        parts, refused = found
        rejected += refused
        for part in parts:
            draft = _taken(part, each, reading, draft, model, rejected)
    if asked and not answered:
        raise _cannot_answer(rejected)
    known = {address for address, _ in before.policy.elements()}
    proposed = tuple(address for address, _ in draft.policy.elements() if address not in known)
    return Suggested(draft, model, tuple(asked), proposed, tuple(rejected))


def _taken(  # noqa: PLR0913 -- a part, where it comes from, and where it goes
    part: Part, each: ClauseReading, reading: Reading, draft: Draft, model: str, rejected: list[Rejected]
) -> Draft:
    """The draft with a part; the same draft where the part is refused, which is noted."""
    clause = each.clause.id
    lead = reading.of(each.clause.lead_in) if each.clause.lead_in else None
    refused = refusal_of(part, each, lead.clause.text if lead else "")
    if refused is not None:
        rejected.append(refused)
        return draft
    names = Names(draft.policy, clause)
    kind, base, element = element_of(part, names, clause)
    if _is_known(kind, element, draft.policy):
        rejected.append(Rejected(clause, "model.said-already", "an element says what the draft says of the clause"))
        return draft
    address = _free(kind, f"{base.replace('_', '-')}-by-model", draft.policy)
    made = {**names.declared, address: dataclasses.replace(element, id=address.partition(".")[2])}
    policy = _with(draft.policy, made)
    wrong = _errors(policy) - _errors(draft.policy)
    if wrong:
        id_, text = min(wrong)
        rejected.append(Rejected(clause, id_, text))
        return draft
    origins = tuple(Origin(each, (f"model:{model}",), CONFIDENCE) for each in made)
    left = tuple(each for each in draft.left if each != clause)
    return dataclasses.replace(draft, policy=policy, origins=(*draft.origins, *origins), left=left)


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


def _errors(policy: Policy) -> set[tuple[str, str]]:
    return {(each.id, each.text) for each in validate(policy) if each.severity is Severity.ERROR}


def _cannot_answer(rejected: list[Rejected]) -> OutsideWorldFailed:
    last = rejected[-1]
    return OutsideWorldFailed(
        f"the language model gives no answer that can be used: {last.reason}",
        id="model.cannot-answer",
        help="name a model that follows instructions and writes JSON, by `--model-name`; or read without one",
    )
