"""Tags of the pages of accounts."""

from __future__ import annotations

import json

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    """Whether this installation sends mail."""
    return bool(settings.SENDS_MAIL)


@register.filter
def as_json(value: object) -> str:
    """A value as JSON, escaped as any text is: for an attribute, never for a script in the page."""
    return json.dumps(value, cls=DjangoJSONEncoder)
