"""Which chores does an installation have?"""

from __future__ import annotations

import logging
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from troth.jobs.worker import Chore
from troth.store import idempotency, proofs
from troth.store.failures import saying_database
from troth.store.key_uses import LOOKED
from troth.store.opened import sweep
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.installation import Settings
    from troth.requests.reply import Reply
    from troth.store.following import Following
    from troth.store.key_uses import KeyUses
    from troth.store.opened import Store
    from troth.store.publishing import Publications

logger = logging.getLogger("troth.jobs")
_PURGE_EVERY = timedelta(minutes=10)
_REASONS_EVERY = timedelta(hours=1)
"""Reasons to keep rows end with a day, wherever that is."""
_SWEEP_EVERY = timedelta(hours=1)
"""What was purged or erased leaves the disk within this time; never at the start, which others wait for."""


def following_chores(settings: Settings, following: Following) -> list[Chore]:
    """What every process that answers needs: to know what the others recorded."""
    return [Chore("follow", timedelta(milliseconds=settings.follow_every), following.look)]


def noting_chores(uses: KeyUses) -> list[Chore]:
    """What every process that answers does besides: to write down when keys were last used."""
    return [Chore("key uses", LOOKED, uses.look, due=monotonic() + LOOKED.total_seconds())]


def standing_chores(settings: Settings, store: Store, publications: Publications) -> list[Chore]:
    """What at least one process of an installation does."""

    def publish() -> None:
        failed = publications.publish_new()
        for organisation, error in failed.items():
            logger.warning("publication failed", extra={"organisation": organisation, "problem": error.id})
        if failed:
            raise next(iter(failed.values()))

    def purge() -> None:
        proofs.purge(store)
        idempotency.purge(store)
        _purge_sessions()

    return [
        Chore("publish", timedelta(seconds=settings.publish_every), publish),
        Chore("purge", _PURGE_EVERY, purge),
        Chore("sweep", _SWEEP_EVERY, sweep, due=monotonic() + _SWEEP_EVERY.total_seconds()),
    ]


def carrying_chores(settings: Settings, store: Store, tell: Callable[[Reply], None]) -> list[Chore]:
    """What at least one process of an installation does besides: to carry requests out. It has a thread of its own."""
    from troth.jobs.requests.carry import Carrying
    from troth.jobs.requests.ending import resume_ended
    from troth.jobs.requests.world import World

    approved = frozenset(RightKind(kind) for kind in settings.approve)
    world = World(store=store, tell=tell, by_rule=lambda _: approved)
    carrying = Carrying(world, name=store.clock.new_id())
    return [
        Chore("requests", timedelta(seconds=settings.carry_every), carrying.look),
        Chore("kept rows", _REASONS_EVERY, lambda: resume_ended(store)),
    ]


def _purge_sessions() -> None:
    from django.core.management import call_command

    with saying_database():
        call_command("clearsessions", verbosity=0)
