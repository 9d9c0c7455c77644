"""How long may a password be? Long enough for any sentence; not so long that hashing it is an attack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST = 128


class LongestPassword:
    """A password is not longer than `LONGEST` signs."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 -- Django's signature
        """Refuse one that is longer."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """What a form says about it."""
        return f"Your password can be up to {LONGEST} characters long."
