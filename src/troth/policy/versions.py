"""Which versions of its policy does an organisation have, and which is in force on a day?

1. The versions follow one another by the date from which they bind everybody (`effective`, `starts_on`).
2. Two versions for one date, or one of several without any date, are problems: nobody could say which holds. So is a
   version of another organisation.
3. The version in force on a day is the last whose date has come.
4. In a folder, `policy.yaml` is one version and every file of `versions/` another; their names have no meaning.

What it leaves out: which version binds which subject and which datum (`troth.consent.binding`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from troth.errors import Problem, ProblemsFound, WrongUse, in_order
from troth.policy.file import load_policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.policy.model import Head, Policy
    from troth.words import OrganisationId


@dataclass(frozen=True, slots=True)
class PolicyVersions:
    """The versions of one organisation's policy, oldest first.

    INVARIANT: there is at least one; where there are several, each has a date and no two the same.
    """

    organisation: OrganisationId
    policies: tuple[Policy, ...]

    def in_force(self, on: date) -> Policy | None:
        """The version in force on the day; None before the first. One without a date is always in force."""
        begun = [policy for policy in self.policies if (starts_on(policy.head) or date.min) <= on]
        return begun[-1] if begun else None

    @property
    def latest(self) -> Policy:
        """The last version, also where its date is still to come."""
        return self.policies[-1]


def arrange_versions(policies: Sequence[Policy]) -> PolicyVersions:
    """The versions in their order.

    Raises:
        ProblemsFound: everything that keeps them from having one (rule 2).
        WrongUse: `policy.no-versions`, where there are none.
    """
    if not policies:
        raise WrongUse(
            "there is no policy", id="policy.no-versions", help="add a `policy.yaml`; `troth init` makes one"
        )
    problems = _of_others(policies)
    ordered = order_versions([policy.head for policy in policies])
    if isinstance(ordered, list):
        problems += ordered
        ordered = ()
    if problems:
        raise ProblemsFound(problems)
    place = {id(head): number for number, head in enumerate(ordered)}
    return PolicyVersions(
        policies[0].head.organisation, tuple(sorted(policies, key=lambda policy: place[id(policy.head)]))
    )


def _of_others(policies: Sequence[Policy]) -> list[Problem]:
    """The versions that belong to another organisation than the first."""
    own = policies[0].head.organisation
    return [
        Problem(
            policy.head.place,
            "policy.other-organisation",
            f"version `{policy.head.version}` is of `{policy.head.organisation}`, the others of `{own}`",
            "give each organisation a folder of its own",
        )
        for policy in policies
        if policy.head.organisation != own
    ]


def load_versions(folder: Path | str) -> PolicyVersions:
    """The versions in a folder: `policy.yaml` and `versions/*.yaml`.

    Raises:
        ProblemsFound: files whose form is wrong, or versions without an order; all such problems at once.
        WrongUse: the folder holds no policy.
        OutsideWorldFailed: a file cannot be read.
    """
    root = Path(folder)
    files = [file for file in (root / "policy.yaml", *sorted((root / "versions").glob("*.yaml"))) if file.is_file()]
    if not files:
        raise WrongUse(
            f"there is no policy in `{root}`",
            id="policy.no-versions",
            help="name a folder with a `policy.yaml`; `troth init` makes one",
        )
    policies, problems = [], []
    for file in files:
        try:
            policies.append(load_policy(file))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(in_order(problems))
    return arrange_versions(policies)


def order_versions(versions: Sequence[Head]) -> tuple[Head, ...] | list[Problem]:
    """The versions in the order in which they hold, or everything that keeps them from having one (rules 1 and 2)."""
    dated = [(starts_on(head), head) for head in versions]
    problems = [
        Problem(
            head.place,
            "policy.version-without-date",
            f"version `{head.version}` is one of {len(versions)} and names no date from which it binds",
            "set `effective` to a date, or `effective.existing` to the date for the subjects there already",
        )
        for day, head in dated
        if day is None and len(versions) > 1
    ]
    together = Counter(day for day, _ in dated if day is not None)
    for day, times in together.items():
        if times > 1:
            sharing = [head for each, head in dated if each == day]
            names = ", ".join(f"`{head.version}`" for head in sharing)
            problems.append(
                Problem(
                    sharing[-1].place,
                    "policy.two-versions-one-date",
                    f"versions {names} bind from the same date, {day.isoformat()}",
                    "give each version a date of its own, or keep only the one that was published",
                )
            )
    if problems:
        return problems
    return tuple(head for _, head in sorted(dated, key=lambda pair: pair[0] or date.min))


def starts_on(head: Head) -> date | None:
    """The date from which a version binds everybody; where it names none, the date for new subjects; else None."""
    return head.effective.existing or new_subjects_on(head)


def new_subjects_on(head: Head) -> date | None:
    """The date that the version sets for new subjects, where it sets one."""
    try:
        return date.fromisoformat(head.effective.new)
    except ValueError:
        return None
