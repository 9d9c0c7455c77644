"""What does a program get to know of a reading with a language model?

The report of the reading, with a part `model`: who was asked, about which clauses, what it proposed, what was refused.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.reading.report import ReadingReport

if TYPE_CHECKING:
    from troth.reading.suggest.answers import Rejected
    from troth.reading.suggest.proposing import Suggested
    from troth.words import ClauseId


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What a model was asked and said: `proposed` are addresses; `kept` counts answers that were there already."""

    name: str
    asked: tuple[ClauseId, ...]
    kept: int
    proposed: tuple[str, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class ReportWithModel(ReadingReport):
    """A report with the part of the model."""

    model: ModelReport


def with_model(report: ReadingReport, suggested: Suggested, kept: int) -> ReportWithModel:
    """The report of a reading that a model added to."""
    own = {each.name: getattr(report, each.name) for each in dataclasses.fields(report)}
    model = ModelReport(suggested.model, suggested.asked, kept, suggested.proposed, suggested.rejected)
    return ReportWithModel(**own, model=model)
