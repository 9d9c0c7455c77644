"""Pages without a database: the installation's Django, with the shelf of examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import centre_site
from django_set_up import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client


@pytest.fixture
def site() -> Iterator[Client]:
    """The site, asked without a socket; the language is the reader's again afterwards."""
    set_up()
    from django.test import Client, override_settings
    from django.utils import translation

    with override_settings(**centre_site.settings_of_examples()), translation.override("en"):
        yield Client()
