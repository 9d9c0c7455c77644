"""What of a policy does a checklist look at?

1. Own processing: what the policy permits, its trackers included, but for what others do by themselves (`by`) and what
   is done on a controller's instruction (`on_behalf_of`), of which others have to give notice.
2. The data held: what own processing reaches, but for data that are anonymous or statistical by their terms. That a
   notice calls data not personal does not take them out.
3. A wider category stands for what lies beneath it: findings name the widest of which no part is dealt with.
4. A right counts for a regime unless it is granted under another law, or to people of another regime alone, or its
   requests are sent elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.laws import regimes
from troth.policy.tree import upward
from troth.policy.validation.overlap import Trees, permissions
from troth.policy.validation.rule import quoted
from troth.policy.vocabulary import is_a
from troth.words import Basis, ConsentMode, DataName, Modal, PartyName, Role, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from troth.laws import Regime
    from troth.policy.model import Choice, DataCategory, Party, Policy, Practice, Right

NOT_PERSONAL = "dpv:NonPersonalData"
CONTROLLERS = (Role.CONTROLLER, Role.JOINT)


class Seen:
    """One policy, as the demands of one regime look at it."""

    def __init__(self, policy: Policy, regime: Regime) -> None:
        self.policy = policy
        self.regime = regime
        self.trees = Trees.of(policy)
        self.permitted: dict[str, Practice] = dict(permissions(policy))
        self.own = {
            address: practice
            for address, practice in self.permitted.items()
            if self._is_own(practice) and self.personal(practice.data, empty=True)
        }
        self.held = frozenset(name for practice in self.own.values() for name in self.personal(practice.data))

    # Who

    @property
    def organisation(self) -> Party | None:
        """The party that the notice binds: the one of the organisation's name, or the only controller there is."""
        named = self.policy.parties.get(PartyName(str(self.policy.head.organisation)))
        controllers = [party for party in self.policy.parties.values() if party.role in CONTROLLERS and not party.of]
        return named or (controllers[0] if len(controllers) == 1 else None)

    def _is_own(self, practice: Practice) -> bool:
        ours = self.organisation
        others = [name for name in practice.by if self.policy.parties.get(name) is not ours]
        return not practice.on_behalf_of and (not practice.by or len(others) < len(practice.by))

    # Data

    def personal(self, slot: Iterable[DataName], *, empty: bool = False) -> frozenset[DataName]:
        """What a list reaches and is not anonymous by its terms. With `empty`, an empty list reaches everything."""
        names = tuple(slot) or ((DataName("*"),) if empty else ())
        reached = (DataName(name) for name in self.trees.data.reach(names) if name in self.policy.data)
        return frozenset(name for name in reached if not self._is_anonymous(name))

    def _is_anonymous(self, name: DataName) -> bool:
        wider = (self.policy.data[DataName(each)] for each in upward(self.policy.data, name))
        return any(is_a(word, NOT_PERSONAL) for category in wider for word in category.is_)

    def wider(self, name: DataName) -> list[DataCategory]:
        """A category and every wider one."""
        return [self.policy.data[DataName(each)] for each in upward(self.policy.data, name)]

    def leaves(self, names: Iterable[DataName]) -> frozenset[DataName]:
        """The categories among them with nothing narrower beneath."""
        return frozenset(name for name in names if self.personal((name,)) == {name})

    def left(self, covered: Iterable[DataName]) -> list[DataName]:
        """What is held and not covered: the widest categories of which no part is covered."""
        open_ = self.leaves(self.held) - set(covered)
        wide = {name for name in self.held if self.personal((name,)) and self.leaves(self.personal((name,))) <= open_}
        return [
            name for name in self.policy.data if name in wide and not wide & set(upward(self.policy.data, name)[1:])
        ]

    # Practices

    def doing(self, *acts: str) -> dict[str, Practice]:
        """The permitted practices that do one of the acts, with data that are personal."""
        return {
            address: practice
            for address, practice in self.permitted.items()
            if set(acts) & set(practice.do) and self.personal(practice.data, empty=True)
        }

    def forbidden(self, *acts: str) -> list[Practice]:
        """The prohibitions of one of the acts."""
        return [
            practice
            for practice in self.policy.practices.values()
            if practice.modal is Modal.NEVER and set(acts) & set(practice.do)
        ]

    def serves(self, practice: Practice, *terms: str) -> bool:
        """Whether a purpose of a practice is, by its terms or those above it, one of the terms."""
        wider = {each for name in practice.for_ for each in upward(self.policy.purposes, name)}
        words = (word for name, purpose in self.policy.purposes.items() if name in wider for word in purpose.is_)
        return any(is_a(word, each) for word in words for each in terms)

    # Rights and choices

    def rights(self, *kinds: str) -> tuple[list[Right], list[str]]:
        """The rights of these kinds that everybody of the regime has; and those that some have, with who in words."""
        whole, some = [], []
        for name, right in self.policy.rights.items():
            if not set(kinds) & set(right.do) or not self._is_of_regime(right):
                continue
            if right.redirect:
                some.append((right, f"for those who are not sent elsewhere: `rights.{name}` sends them on"))
            elif right.who and not self._are_people(self.regime, right.who):
                some.append((right, f"for everybody: `rights.{name}` is for `{right.who}`"))
            else:
                whole.append(right)
        return whole or [right for right, _ in some], [] if whole else [text for _, text in some]

    def _is_of_regime(self, right: Right) -> bool:
        ours = (self.regime.id, *self.regime.kin, *self.regime.carried_out_by)
        if right.law:
            return right.law in ours
        others = (each for each in regimes() if each.id not in ours and not set(each.people) & set(self.regime.people))
        foreign = right.who is not None and any(self._are_people(each, right.who) for each in others)
        return not foreign or (right.who is not None and self._are_people(self.regime, right.who))

    def _are_people(self, regime: Regime, who: SubjectKindName) -> bool:
        """Whether a kind of subject is, by its test or that of a wider kind, those whom the regime protects."""
        kinds = (self.policy.subjects.get(SubjectKindName(each)) for each in upward(self.policy.subjects, who))
        tests = " ".join(kind.test for kind in kinds if kind)
        return any(re.search(rf"(?<!\w){re.escape(word)}", tests) for word in regime.people)

    def choices_on(self, practice_id: str) -> list[Choice]:
        """The choices that are offered about a practice."""
        return [each for each in self.policy.choices.values() if each.available and practice_id in each.of]


def rests_on_consent(practice: Practice) -> bool:
    """Whether a practice asks for consent, by whatever means."""
    asked = (ConsentMode.OPT_IN, ConsentMode.BY_ENTRY, ConsentMode.BY_USE)
    return practice.basis is Basis.CONSENT or practice.consent in asked


def uncovered(practices: Iterable[tuple[str, Practice]], lacks: Callable[[Practice], bool], what: str) -> Iterator[str]:
    """One sentence that names the practices which lack something: `what` with their names put in."""
    named = [address for address, practice in practices if lacks(practice)]
    if named:
        yield what.format(quoted(named))


def named_data(names: Iterable[DataName], what: str) -> Iterator[str]:
    """One sentence that names the data which lack something: `what` with their names put in."""
    each = list(names)
    if each:
        yield what.format(quoted(each))
