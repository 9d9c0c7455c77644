"""A process that records words until it is killed, and says each one that was acknowledged."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.consent.events import ConsentEvent
    from troth.store.opened import Store


def main() -> None:
    """Record words of alice under the settings of the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "troth.web.settings"
    import django

    django.setup()
    from conformance.store.world import said
    from troth.consent.events import ConsentKind
    from troth.web import installed

    store = installed.store()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if "together" in sys.argv:
        for _ in range(4):
            threading.Thread(target=_record_together, args=(store,)).start()
        return
    number = 0
    while True:
        number += 1
        event = said(store, kind=ConsentKind.REFUSED if number % 2 else ConsentKind.GIVEN)
        _acknowledge(event)


def _record_together(store: Store) -> None:
    """Record words that come at once with those of other threads."""
    from conformance.store.world import ACME, word
    from troth.consent.events import ConsentEvent, ConsentKind
    from troth.store import choices
    from troth.store.together import change_together

    while True:
        event = change_together(store, ACME, lambda change: choices.say(change, word(kind=ConsentKind.REFUSED)))
        if not isinstance(event, ConsentEvent):
            raise TypeError("a word was not recorded")
        _acknowledge(event)


def _acknowledge(event: ConsentEvent) -> None:
    os.write(sys.stdout.fileno(), f"{event.id}\n".encode())  # whole, whichever thread says it


if __name__ == "__main__":
    main()
