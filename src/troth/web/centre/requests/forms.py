"""Which fields does each question have?

As few as can be (GDPR 5(1)(c); 11 CCR 7060(c)): nothing is asked for that is not used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.web.centre.proving import ProveForm
from troth.web.centre.requests.words import PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TEXT = 4_000
_MOST_NAME = 120
_MOST_VALUE = 400


class CorrectionForm(forms.Form):
    """What is to be right."""

    term = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        error_messages={"required": gettext_lazy("Choose what is to be corrected.")},
    )
    value = forms.CharField(
        label=gettext_lazy("What should stand there?"),
        max_length=_MOST_VALUE,
        error_messages={"required": gettext_lazy("Say what is right.")},
    )
    was = forms.CharField(
        label=gettext_lazy("What stands there now? (you may leave this out)"),
        help_text=gettext_lazy("With it, only what is exactly this is changed."),
        max_length=_MOST_VALUE,
        required=False,
    )

    def __init__(self, *args: Any, terms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = [("", _("Choose")), *terms]  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """What she has to say."""

    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("In your own words. Only the people who deal with it read it."),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": gettext_lazy("Write a sentence at least.")},
    )


class SomeForm(forms.Form):
    """All data, or some."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which data?"),
        choices=(("all", gettext_lazy("Everything about me")), ("some", gettext_lazy("Only some of it"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("If only some: which?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, categories: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = list(categories)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`some` names at least one."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("which") == "some" and not found.get("categories"):
            self.add_error("categories", _("Choose at least one, or everything."))
        return found


class PlaceForm(forms.Form):
    """Where she lives."""

    place = forms.ChoiceField(
        label=gettext_lazy("Where do you live?"),
        help_text=gettext_lazy("It decides which law your request is answered under."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of them.")},
    )

    def __init__(self, *args: Any, places: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(each, PLACES[each]) for each in places]  # type: ignore[attr-defined]


class AgentForm(forms.Form):
    """Who asks for somebody else."""

    agent = forms.CharField(
        label=gettext_lazy("Your name, or that of your organisation"),
        max_length=_MOST_NAME,
        error_messages={"required": gettext_lazy("Say who you are.")},
    )
    permission = forms.BooleanField(
        label=gettext_lazy("I have a permission that this person signed, and I will show it when I am asked for it."),
        error_messages={
            "required": gettext_lazy("Without a signed permission nothing can be asked for somebody else.")
        },
    )


class WhoForm(ProveForm):
    """An address by which she is known."""


class DeclareForm(forms.Form):
    """A signed declaration (11 CCR 7062(c))."""

    declared = forms.CharField(
        label=gettext_lazy("Your full name"),
        help_text=gettext_lazy("It stands for your signature."),
        max_length=_MOST_NAME,
        error_messages={"required": gettext_lazy("Type your full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    truth = forms.BooleanField(
        label=gettext_lazy("I declare under penalty of perjury that I am the person whose data this request is about."),
        error_messages={"required": gettext_lazy("Tick the declaration, or prove another address instead.")},
    )
