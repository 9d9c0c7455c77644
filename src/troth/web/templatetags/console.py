"""Filters of the console's templates."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def in_code(text: str) -> SafeString:
    """A text of ours in which names stand in backticks, with them set as code instead; escaped."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return conditional_escape(text)
    marked = (("<code>", part, "</code>") if number % 2 else ("", part, "") for number, part in enumerate(parts))
    return format_html_join(
        "", "{}{}{}", ((SafeString(before), part, SafeString(after)) for before, part, after in marked)
    )
