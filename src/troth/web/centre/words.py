"""By which words does the privacy centre say what its values hold?

Tables from the words of the stages to texts that Django translates. Short texts of the pages themselves stand in the
templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from troth.consent.events import ConsentKind, Surface
from troth.notice.difference import ChangeKind
from troth.report.promises import PromiseState
from troth.web.centre.choices_page import Ground, Holds
from troth.web.centre.versions_page import Standing
from troth.words import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from django.utils.functional import _StrPromise

STATES: Mapping[StrEnum, _StrPromise] = {
    PromiseState.ENFORCED: _("enforced"),
    PromiseState.NOT_YET: _("not yet enforced"),
    PromiseState.UNTESTABLE: _("no machine can test it"),
    PromiseState.UNACCOUNTED: _("not accounted for"),
}

STATES_EXPLAINED: Mapping[StrEnum, _StrPromise] = {
    PromiseState.ENFORCED: _(
        "Whenever data are to be used or passed on, a program asks first, and this rule is part of the answer."
    ),
    PromiseState.NOT_YET: _("The rule is written down, but no program acts on it yet."),
    PromiseState.UNTESTABLE: _("The sentence promises nothing that a program could hold against practice."),
    PromiseState.UNACCOUNTED: _("No rule was made from this sentence, and nobody has said why."),
}

HOLDS: Mapping[StrEnum, _StrPromise] = {
    Holds.YES_SAID: _("You allowed it"),
    Holds.NO_SAID: _("You said no"),
    Holds.YES_BY_SILENCE: _("Allowed until you say no"),
    Holds.NO_BY_SILENCE: _("Not done unless you say yes"),
    Holds.ALWAYS: _("Always done"),
}

GROUNDS: Mapping[StrEnum, _StrPromise] = {
    Ground.CONSENT: _("It rests on your consent, which you can take back at any time."),
    Ground.CONTRACT: _("It is needed for a contract with you, or for steps that you asked for before one."),
    Ground.LEGAL_OBLIGATION: _("The law demands it."),
    Ground.VITAL_INTEREST: _("It protects the life or health of a person."),
    Ground.PUBLIC_TASK: _("It is part of a task in the public interest."),
    Ground.LEGITIMATE_INTEREST: _("The organisation has weighed its own interest against yours. You can object."),
    Ground.OPT_OUT: _("The notice says that it is done until you say no."),
    Ground.BY_USE: _("The notice takes your use of the service as agreement."),
    Ground.BY_ENTRY: _("The notice takes it as agreement that you entered the data yourself."),
    Ground.NO_CHOICE: _("The notice says that there is no choice about this."),
    Ground.UNSTATED: _("The notice names no legal ground."),
}

CHANNELS: Mapping[StrEnum, _StrPromise] = {
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("Text message"),
    Channel.PHONE: _("Telephone"),
    Channel.POST: _("Post"),
    Channel.PUSH: _("Notification"),
    Channel.WEB: _("Website"),
}

SAID: Mapping[StrEnum, _StrPromise] = {
    ConsentKind.GIVEN: _("You said yes"),
    ConsentKind.REFUSED: _("You said no"),
    ConsentKind.WITHDRAWN: _("You took back your consent"),
    ConsentKind.OBJECTED: _("You objected"),
    ConsentKind.OPTED_OUT: _("You opted out"),
}

SURFACES: Mapping[StrEnum, _StrPromise] = {
    Surface.FORM: _("on a form"),
    Surface.BANNER: _("on the cookie banner"),
    Surface.PROFILE: _("on this page or in your account"),
    Surface.LINK: _("by a link in a message"),
    Surface.MAIL: _("by e-mail"),
    Surface.REPLY: _("by replying to a message"),
    Surface.PHONE: _("by telephone"),
    Surface.POST: _("by post"),
    Surface.API: _("through another program"),
    Surface.IMPORT: _("taken over from earlier records"),
}

CHANGES: Mapping[StrEnum, _StrPromise] = {
    ChangeKind.UNCHANGED: _("unchanged"),
    ChangeKind.MOVED: _("moved"),
    ChangeKind.EDITED: _("reworded"),
    ChangeKind.ADDED: _("added"),
    ChangeKind.REMOVED: _("removed"),
}

STANDINGS: Mapping[StrEnum, _StrPromise] = {
    Standing.IN_FORCE: _("in force"),
    Standing.TO_COME: _("to come"),
    Standing.PAST: _("replaced"),
}

ALL = (STATES, HOLDS, GROUNDS, CHANNELS, SAID, SURFACES, CHANGES, STANDINGS)


def said(word: StrEnum) -> str:
    """The text for a word of one of the tables."""
    for table in ALL:
        if isinstance(word, type(next(iter(table)))):
            return str(table[word])
    raise AssertionError(f"no table has words for {type(word).__name__}")


def explained(state: PromiseState) -> str:
    """What the state of a sentence means, in a sentence."""
    return str(STATES_EXPLAINED[state])
