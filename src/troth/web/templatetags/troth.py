"""How do our templates show a value?

`said` and `explained` turn a word of the stages into a translated text; `linked` shows a text in which web and e-mail
addresses are links; `marks` repeats the sign of a sentence's state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from troth.policy.export.page import with_links
from troth.report.promises import PromiseState
from troth.web.centre import words

if TYPE_CHECKING:
    from enum import StrEnum

register = template.Library()

SIGNS = {
    PromiseState.ENFORCED: "●",
    PromiseState.NOT_YET: "○",
    PromiseState.UNTESTABLE: "\u2013",
    PromiseState.UNACCOUNTED: "?",
}
"""One sign a state: it reads in black and white."""

SHAPES = {
    PromiseState.ENFORCED: "filled",
    PromiseState.NOT_YET: "hollow",
    PromiseState.UNTESTABLE: "dash",
    PromiseState.UNACCOUNTED: "unknown",
}


@register.filter
def said(word: StrEnum) -> str:
    """The translated text for a word of the stages."""
    return words.said(word)


@register.filter
def explained(state: PromiseState) -> str:
    """What the state of a sentence means."""
    return words.explained(state)


@register.filter
def linked(text: str) -> SafeString:
    """The text, escaped, in which web and e-mail addresses are links."""
    return mark_safe(with_links(text))  # noqa: S308 -- `with_links` escapes


@register.filter
def sign(state: PromiseState) -> str:
    """The sign of a state."""
    return SIGNS[state]


@register.filter
def shape(state: PromiseState | None) -> str:
    """The shape that draws a state, as a class; empty where there is none."""
    return SHAPES[state] if state else ""


@register.filter
def times(text: str, count: int) -> str:
    """The text so many times."""
    return text * count
