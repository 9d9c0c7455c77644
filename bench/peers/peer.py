"""What must a peer be able to do?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Peer(Protocol):
    """Somebody else's engine with the problem loaded."""

    who: str
    note: str

    def ask(self, subject: int, question: int) -> bool:
        """Yes or no."""

    def close(self) -> None:
        """Let go of what it holds."""


class PeerInBulk(Peer, Protocol):
    """A peer that also answers one question for many subjects in one call."""

    def ask_many(self, subjects: Sequence[int], question: int) -> list[bool]:
        """Yes or no for each."""
