"""How is Django set up in the process of a test?

Once a process, whichever test comes first: as an installation sets it up, with a data folder that goes with it.
Everything that needs Django in a test calls `set_up` and changes settings for itself alone.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from pathlib import Path

KEY_HEX = bytes(range(32)).hex()


@functools.cache
def set_up() -> Path:
    """Set Django up; the data folder of this process."""
    folder = Path(tempfile.mkdtemp(prefix="troth-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("TROTH_") and not _is_ours(name)]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "troth.web.settings",
        "TROTH_DATA": str(folder),
        "TROTH_KEY": KEY_HEX,
        "TROTH_MAIL": "smtp://127.0.0.1:1",  # the test environment of Django keeps mail in memory
        "TROTH_MAIL_FROM": "privacy@acme.example",
        "TROTH_LOG_LEVEL": "info",
        # The driver of the browser runs a loop in the thread of the tests: Django would take them for asynchronous.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    import django
    from django.test.utils import setup_test_environment

    from troth.web import installed

    installed.settings.cache_clear()
    installed.key.cache_clear()
    django.setup()
    setup_test_environment()
    installed.key()
    return folder


def _is_ours(name: str) -> bool:
    """Variables of the tests themselves."""
    return name == "TROTH_SHARED" or name.startswith("TROTH_TEST_")
