"""Which inventory does a scan propose for a person to review?

Rules:
1. A field has its verdict. A data category of the policy is the one whose terms are the field's, or the nearest wider
   one.
2. Erasing: a field goes with its row. Where a row stays (it is about nobody, or about several persons), a personal
   field is blanked; replaced where it must be unique, or is no text and must be filled; redacted where it holds more
   than the person.
3. The retention clock is the time of what the row is about: the last visit of a subject, else when the row's event
   was, else when it was made; never when it was last changed.
4. Links are those that were found, as they were found (`troth.estate.graph.links`). No field and no dataset is
   confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.discovery.profile import Kind
from troth.estate.discovery.tables import is_between
from troth.inventory import Content, Dataset, Erasing, Field, Holding, Inventory, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from troth.estate.discovery.discover import Discovery, Finding
    from troth.estate.discovery.tables import View
    from troth.inventory import System
    from troth.policy import Policy
    from troth.words import ClauseId, DataName, OrganisationId

_TOO_WIDE = frozenset({"dpv:Data", "dpv:PersonalData", "pd:External", "pd:Internal", "pd:Social", "pd:Tracking"})
"""Terms that only arrange the vocabulary: an e-mail address is `pd:Tracking` there, and no notice means that."""
_CLOCKS = (("visit",), ("when",))
_BEST = (
    ("last", "login"),
    ("last", "seen"),
    ("closed",), ("ended",), ("completed",), ("paid",), ("ordered",), ("placed",), ("booked",), ("order", "date"), ("date",),  # noqa: E501
    ("datum",), ("fecha",), ("data",), ("bestellt",), ("sent",), ("received",), ("occurred",), ("timestamp",), ("ts",), ("created",), ("erstellt",), ("angelegt",),  # noqa: E501
)  # fmt: skip


def propose(
    discovery: Discovery,
    systems: Sequence[System],
    organisation: OrganisationId,
    *,
    scanned_at: datetime | None = None,
    policy: Policy | None = None,
) -> Inventory:
    """The inventory that a scan proposes."""
    by_table: dict[object, list[Finding]] = {}
    for finding in discovery.findings:
        by_table.setdefault(finding.at.of, []).append(finding)
    categories = Categories(policy) if policy else None
    return Inventory(
        organisation=organisation,
        version="1",
        scanned_at=scanned_at,
        systems=tuple(systems),
        datasets=tuple(
            _dataset(view, by_table.get(name, []), categories) for name, view in sorted(discovery.views.items())
        ),
        links=discovery.links,
    )


class Categories:
    """Which of a policy's data categories is a term of the vocabulary?"""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._by_term: dict[str, DataName] = {}
        for name, category in policy.data.items():
            for term in category.is_:
                if ":" in term:
                    self._by_term.setdefault(term, name)

    def of(self, term: str) -> DataName | None:
        """The category that has this term, or the nearest wider one; None where the policy has none."""
        from troth.policy.vocabulary.table import shipped_vocabulary

        if not term:
            return None
        for each in (term, *shipped_vocabulary().ancestors(term)):
            if each in self._by_term and (each == term or each not in _TOO_WIDE):
                return self._by_term[each]
        return None

    def clauses(self, name: DataName) -> tuple[ClauseId, ...]:
        """The clauses of the notice that a category comes from."""
        return self._policy.data[name].clauses


def _dataset(view: View, findings: Sequence[Finding], categories: Categories | None) -> Dataset:
    holds = Holding.BETWEEN if view.is_about_people and view.holds is Holding.ABOUT and is_between(view) else view.holds
    stays = holds in (Holding.NONE, Holding.SHARED)
    return Dataset(
        at=view.table.at,
        fields=tuple(_field(finding, categories, stays=stays) for finding in findings),
        key=view.table.key,
        holds=holds,
        since=_since(view, findings) if view.is_about_people else "",
        erase=Erasing.BLANK if stays else Erasing.DELETE,
        rows=view.table.rows,
        writable=not view.table.is_view,
    )


def _field(finding: Finding, categories: Categories | None, *, stays: bool) -> Field:
    column, verdict = finding.profile.column, finding.verdict
    data = categories.of(verdict.term) if categories and verdict.tier.is_personal else None
    clauses = categories.clauses(data) if categories and data else ()
    reason = f"{verdict.reason}; clauses {', '.join(clauses)}" if clauses else verdict.reason
    return Field(
        name=column.name,
        type=column.type,
        nullable=column.nullable,
        unique=column.unique,
        tier=verdict.tier,
        is_=verdict.term if verdict.tier.is_personal else "",
        data=data,
        content=verdict.content,
        identifies=verdict.identifies,
        erase=erasing(finding, stays=stays),
        reason=reason,
    )


def erasing(finding: Finding, *, stays: bool) -> Erasing:
    """What erasing a person means for a field: rule 2. `stays` where its row is not deleted."""
    column, verdict = finding.profile.column, finding.verdict
    if verdict.tier is Tier.NOT_PERSONAL:
        return Erasing.KEEP if stays else Erasing.DELETE
    if not stays:
        return Erasing.DELETE
    if verdict.content in (Content.TEXT, Content.JSON, Content.SERIALISED, Content.URL):
        return Erasing.REDACT
    if column.unique or (not column.nullable and finding.profile.kind is not Kind.TEXT):
        return Erasing.REPLACE
    return Erasing.BLANK


def _since(view: View, findings: Sequence[Finding]) -> str:
    """The column of the retention clock; empty where there is none."""
    times = [each.profile for each in findings if each.profile.kind is Kind.MOMENT or _declared_as_time(each)]
    times = [
        each for each in times if not each.named.means("touched", "birth", "flag") and each.at.field not in view.directs
    ]
    for names in _CLOCKS:
        kept = [each for each in times if each.named.means(*names)]
        if kept:
            return min(kept, key=lambda each: (_rank(each.named.pieces), each.place)).column.name
    return times[0].column.name if times else ""


def _declared_as_time(finding: Finding) -> bool:
    return finding.profile.column.type.startswith(("timestamp", "datetime", "date"))


def _rank(pieces: tuple[str, ...]) -> int:
    return next((rank for rank, words in enumerate(_BEST) if all(word in pieces for word in words)), len(_BEST))
