"""Which installation does this process serve? Its settings, key and store, each opened once, when first needed.

The key is read late on purpose: whoever only imports the settings (a type checker, `--help`) makes no key file.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from troth.clock import SystemClock
from troth.installation import load_key, read_settings

if TYPE_CHECKING:
    from troth.installation import InstallationKey, Settings
    from troth.store.opened import Store


@functools.cache
def settings() -> Settings:
    """The settings in force when the process began."""
    return read_settings(os.environ)


@functools.cache
def key() -> InstallationKey:
    """The installation's key; made on the first start (`troth.installation.key`, rule 1)."""
    return load_key(os.environ, settings().data)


@functools.cache
def store() -> Store:
    """The installation's store. Its database must belong to its key, and have the tables of this version."""
    from troth.store.opened import open_store

    return open_store(key(), SystemClock())
