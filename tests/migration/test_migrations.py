"""Is the sum of the migrations what the models say, and do they make an installation's tables on both databases?"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import models

from databases import KINDS, empty_database
from django_set_up import set_up

set_up()

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("store", "web")


def missing_migrations() -> str:
    """What `makemigrations` would write; empty where nothing is missing."""
    written = StringIO()
    try:
        call_command("makemigrations", *OURS, check=True, dry_run=True, stdout=written, verbosity=1)
    except SystemExit:
        return written.getvalue()
    return ""


def test_the_sum_of_the_migrations_is_what_the_models_say(tmp_path: Path) -> None:
    with empty_database("sqlite", tmp_path):
        assert missing_migrations() == ""


def test_a_model_that_changed_without_a_migration_is_found(tmp_path: Path) -> None:
    from troth.store.models import Subject

    planted: Any = models.CharField(max_length=7, default="")
    meta: Any = Subject._meta
    planted.contribute_to_class(Subject, "planted")
    try:
        with empty_database("sqlite", tmp_path):
            assert "planted" in missing_migrations()
    finally:
        meta.local_fields.remove(planted)
        delattr(Subject, "planted")
        meta._expire_cache()
    with empty_database("sqlite", tmp_path):
        assert missing_migrations() == ""


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_database_gets_every_table_with_its_columns(kind: str, tmp_path: Path) -> None:
    from django.apps import apps
    from django.db import connection

    from troth.store.opened import is_migrated, migrate

    with empty_database(kind, tmp_path):
        assert not is_migrated()
        migrate()
        assert is_migrated()
        migrate()  # a second time does nothing
        with connection.cursor() as cursor:
            for model in apps.get_models():
                described = connection.introspection.get_table_description(cursor, model._meta.db_table)
                assert {each.name for each in described} == {
                    field.column for field in model._meta.local_concrete_fields
                }
