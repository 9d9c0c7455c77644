"""How does Django know this stage's tables?"""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The tables of troth."""

    name = "troth.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
