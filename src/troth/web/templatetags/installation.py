"""Tags of the pages of accounts and of their mails.

The forms are django-allauth's; `in_our_words` gives their fields our labels and help, and takes the placeholders away:
what a field is for stands above it, where it stays while one types.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from django.forms import Form

register = template.Library()

_ADDRESS = "E-mail address"
_LABELS = {
    "login": _ADDRESS,
    "email": _ADDRESS,
    "password": "Password",
    "oldpassword": "The password you have now",
    "password2": "The new password once more",
    "code": "Code",
    "name": "Name of the key",
    "passwordless": "Sign in with this key alone, without a password",
    "account": "Connected",
}
_HELPS = {
    "name": "So that you can tell it from your other keys.",
    "passwordless": "The key then asks for your finger, your face or its number. Without this it is a second factor.",
}


@register.simple_tag
def sends_mail() -> bool:
    """Whether this installation sends mail."""
    return bool(settings.SENDS_MAIL)


@register.simple_tag
def link_minutes() -> int:
    """How many minutes the link to a new password works."""
    return int(settings.PASSWORD_RESET_TIMEOUT) // 60


@register.filter
def as_json(value: object) -> str:
    """A value as JSON, escaped as any text is: for an attribute, never for a script in the page."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def in_our_words(form: Form | str) -> Form | str:
    """The form, its fields labelled by us. A page without a form gives nothing, and gets it back."""
    if isinstance(form, str):
        return form
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label, field.help_text = _LABELS.get(name, field.label), _HELPS.get(name, "")
        if name == "password1":
            field.label = "New password" if "password2" in form.fields else "Password"
            field.help_text = _about_passwords()
        if name == "code":
            field.widget.attrs |= {"inputmode": "numeric", "class": "code"}
        # A form that was checked has made its bound fields already, with the words that they had then.
        form[name].label, form[name].help_text = str(field.label or ""), str(field.help_text)
    return form


def _about_passwords() -> str:
    found = get_default_password_validators()
    least = next(each.min_length for each in found if isinstance(each, MinimumLengthValidator))
    return f"At least {least} characters. Not one that many people use, not digits alone, and not like your address."
