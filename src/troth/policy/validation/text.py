"""Where in the notice does a clause stand, in lines and columns as editors count them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Place

if TYPE_CHECKING:
    from troth.notice.model import Clause, Notice


def place_in(notice: Notice, clause: Clause) -> Place:
    """The place of a clause's first character; line and column count from 1."""
    before = notice.source[: clause.start]
    return Place(notice.name, before.count("\n") + 1, clause.start - (before.rfind("\n") + 1) + 1)
