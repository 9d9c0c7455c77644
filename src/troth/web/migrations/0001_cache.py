"""The table of the counters of attempts (`CACHES`), in the form that Django's own command gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import StateApps


def _make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 -- Django's signature
    call_command("createcachetable", "web_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Makes it."""

    initial = True
    operations = (migrations.RunPython(_make, migrations.RunPython.noop),)
