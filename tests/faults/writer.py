"""A process that records words until it is killed, and says each one that was acknowledged."""

from __future__ import annotations

import os
import sys


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
    number = 0
    while True:
        number += 1
        event = said(store, kind=ConsentKind.REFUSED if number % 2 else ConsentKind.GIVEN)
        sys.stdout.write(f"{event.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
