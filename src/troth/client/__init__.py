"""How does a program ask a running troth, or decide by itself from what troth signed?

    with Client("https://privacy.example", key) as client:
        answer = client.decide("alice", Question("contact", "marketing", channel=Channel.EMAIL))

    with LocalDecider(client.snapshot, Verifier.parse(public_key)) as local:
        answer = local.decide("alice", question)

1. `Client` needs the standard library and `msgspec` only.
2. `LocalDecider` answers in the process, at the engine's speed, and goes on answering while the server is away. To
   check what it was given it needs the extra `evidence`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.client.http import Client
    from troth.client.local import LocalDecider
    from troth.client.snapshot import Snapshot, open_snapshot, seal_snapshot
    from troth.client.wire import By

__all__ = ["By", "Client", "LocalDecider", "Snapshot", "open_snapshot", "seal_snapshot"]

_HOME = {
    "By": "troth.client.wire",
    "Client": "troth.client.http",
    "LocalDecider": "troth.client.local",
    "Snapshot": "troth.client.snapshot",
    "open_snapshot": "troth.client.snapshot",
    "seal_snapshot": "troth.client.snapshot",
}


def __getattr__(name: str) -> object:
    """Load a name from the module that defines it, the first time somebody asks."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module `troth.client` has no attribute `{name}`")
    return getattr(importlib.import_module(home), name)
