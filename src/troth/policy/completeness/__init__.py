"""What does a law ask a notice to say that this policy does not say?

1. What a law asks for is a list of items (`troth.laws`), each with a kind of demand. A kind of demand is a file of
   `troth.policy.completeness.demands` that looks for it in a policy.
2. An item is `said`, `partly` said, `missing`, or `not_applicable`. Where a policy does not show whether an item
   applies, the item is taken to apply and marked as `supposed`: what the notice does not say is a finding.
3. A gap is a finding of law and no problem of the policy file, which may be a faithful reading of a notice with gaps.

What it leaves out: whether what is said is lawful or true (`troth.policy.validation`, checks), and how well it is said.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.laws import regime, regime_of_law
from troth.laws import regimes as every_regime
from troth.policy.completeness import conditions
from troth.policy.completeness.gap import Applies, Gap, State
from troth.policy.completeness.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.gap import Answer
    from troth.policy.model import Policy

    Demand = Callable[[Seen, ContentItem, Regime], Answer]

__all__ = ["DEFAULT_REGIMES", "Gap", "State", "gaps", "regimes_for"]

DEFAULT_REGIMES = ("eu-gdpr", "us-ca-ccpa")
"""What is asked where a policy names no law."""


def gaps(policy: Policy, regimes: Sequence[str] | None = None) -> tuple[Gap, ...]:
    """Every item of the regimes, in their order, with what the policy says of it.

    `regimes` are ids; where left out, those of the policy's head (`regimes_for`).

    Raises:
        WrongUse: a regime has no checklist.
    """
    chosen = regimes_for(policy) if regimes is None else tuple(map(_named, dict.fromkeys(regimes)))
    return tuple(_gap(seen, item) for seen in (Seen(policy, each) for each in chosen) for item in seen.regime.items)


def regimes_for(policy: Policy) -> tuple[Regime, ...]:
    """The regimes that a policy's head names, those of the laws that carry them out included; else the default ones."""
    laws = policy.head.laws or DEFAULT_REGIMES
    found = (regime_of_law(law) for law in laws)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _named(id_: str) -> Regime:
    found = regime(id_)
    if found is None:
        known = ", ".join(f"`{each.id}`" for each in every_regime())
        raise WrongUse("there is no checklist for this law", id="laws.no-checklist", help=f"there are {known}")
    return found


def _gap(seen: Seen, item: ContentItem) -> Gap:
    """What the policy says of one item."""
    applies, why = conditions.CONDITIONS[item.condition](seen)
    if applies is Applies.NO:
        return Gap(item=item, state=State.NOT_APPLICABLE, why=why)
    answer = demand(item.demand)(seen, item, seen.regime)
    state = answer.state
    open_ = state is not State.SAID
    return Gap(
        item=item,
        state=state,
        clauses=answer.clauses,
        missing=answer.missing,
        supposed=open_ and applies is Applies.UNKNOWN,
        why=why if open_ else "",
        help=item.help if open_ else "",
    )


@cache
def demand(name: str) -> Demand:
    """The function that looks for one kind of demand: `look` in the file of that name."""
    look: Demand = import_module(f"{__name__}.demands.{name}").look
    return look
