"""By which words does the desk speak of requests?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from troth.requests.request import Denial, State
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of request: as a line of a list, as what was asked, and what it does."""

    ask: _StrPromise
    name: _StrPromise
    does: _StrPromise


KINDS: Mapping[RightKind, KindWords] = {
    RightKind.ACCESS: KindWords(
        _("See the data about me"),
        _("A copy of your data"),
        _("You get a copy of the data about you, with what they are used for, who gets them and how long they stay."),
    ),
    RightKind.KNOW: KindWords(
        _("Know what is collected about me"),
        _("What is collected about you"),
        _("You are told which data about you are collected, where they come from, and to whom they are given or sold."),
    ),
    RightKind.PORT: KindWords(
        _("Take my data with me"),
        _("Your data to take with you"),
        _("You get the data that you gave, in files that other programs can read."),
    ),
    RightKind.RECTIFY: KindWords(
        _("Correct something"),
        _("A correction of your data"),
        _("What is wrong about you is corrected, and it is checked that the new value stands there."),
    ),
    RightKind.ERASE: KindWords(
        _("Have my data erased"),
        _("Erasure of your data"),
        _(
            "The data about you are erased, and it is checked that they are gone. You are told what"
            " has to stay, and why."
        ),
    ),
    RightKind.RESTRICT: KindWords(
        _("Have the use of my data paused"),
        _("A pause in the use of your data"),
        _("The data about you stay where they are, and nothing is done with them until you are told."),
    ),
    RightKind.OBJECT: KindWords(
        _("Object to how my data are used"),
        _("Your objection"),
        _("Your data are no longer used for advertising, nor where the organisation only has an interest of its own."),
    ),
    RightKind.WITHDRAW: KindWords(
        _("Take back my consent"),
        _("The withdrawal of your consent"),
        _("What rests on your consent stops. What was done before stays lawful."),
    ),
    RightKind.OPT_OUT: KindWords(
        _("Do not sell or share my data"),
        _("Your opt-out of sale and sharing"),
        _("Your data are no longer sold, or given to others for advertising."),
    ),
    RightKind.LIMIT: KindWords(
        _("Limit the use of my sensitive data"),
        _("A limit on the use of your sensitive data"),
        _("Your sensitive data are used only for what you asked the organisation to do."),
    ),
    RightKind.HUMAN_REVIEW: KindWords(
        _("Have a person look at a decision"),
        _("A person's look at a decision"),
        _("A person looks again at what a machine decided about you, and hears what you have to say."),
    ),
    RightKind.COMPLAIN: KindWords(
        _("Complain"),
        _("Your complaint"),
        _("A person reads what you write, looks into it, and tells you what came of it."),
    ),
}

STATES: Mapping[State, _StrPromise] = {
    State.ASKED: _("You asked"),
    State.PROVEN: _("It was clear that it is you"),
    State.PLANNED: _("Your data were found"),
    State.APPROVED: _("It was approved"),
    State.DONE: _("It was done"),
    State.VERIFIED: _("It was checked, and it holds"),
    State.ANSWERED: _("You were told"),
    State.DENIED: _("It was refused"),
    State.FORWARDED: _("It was handed on to whoever answers for the data"),
    State.WITHDRAWN: _("You took it back"),
    State.LAPSED: _("It lapsed: nobody proved who asked"),
    State.HANDED_OVER: _("It was given to a person"),
}

NEXT: Mapping[State, _StrPromise] = {
    State.ASKED: _("A person looks at the signed permission. Then it goes on."),
    State.PROVEN: _("Your data are looked for in every system."),
    State.PLANNED: _("A person looks at what was found, and approves what is to be done."),
    State.APPROVED: _("It is being carried out."),
    State.DONE: _("It is checked that it holds."),
    State.VERIFIED: _("You get a message."),
    State.HANDED_OVER: _("A person is dealing with it, and answers you."),
}
"""What happens next, by where a request stands."""

DENIALS: Mapping[Denial, _StrPromise] = {
    Denial.NOT_PROVEN: _("We could not establish that the request comes from the person whose data they are."),
    Denial.UNFOUNDED: _("The request is manifestly unfounded or excessive, in particular because it repeats others."),
    Denial.TOO_OFTEN: _("This right was used as often within twelve months as the law or the notice grants it."),
    Denial.EXCEPTION: _("The law lets or makes us keep all the data that you asked about."),
    Denial.OTHERS_RIGHTS: _("To do it would harm the rights of other people."),
    Denial.NOT_GRANTED: _("Neither the privacy notice nor a law that holds for us grants this to you."),
    Denial.NO_AUTHORITY: _("Whoever asked for you did not show a permission that you signed."),
}

HANDED_OVER: Mapping[str, _StrPromise] = {
    "requests.too-often": _(
        "This right was used twice in the last twelve months, which is as often as the law grants"
        " it. No machine refuses"
        " you for that: a person decides, and tells you."
    ),
    "requests.identifiers-differ": _(
        "The two addresses that you proved lead to different people. A person looks at it, and asks you if need be."
    ),
    "requests.nobody-known": _("The address does not point at one person alone, so that a person has to look at it."),
}
"""Why a person goes on, where the subject can do something with it."""

REASONS: Mapping[str, _StrPromise] = {
    "billing": _("unpaid or recent invoices"),
    "litigation": _("a legal dispute"),
    "fraud": _("protection against fraud"),
    "legal_obligation": _("a duty that the law sets"),
    "dataset_is_kept": _("records that have to be kept as they are"),
    "rectify": _("a correction"),
}
"""Why something stays, for the grounds that are met most."""

PLACES: Mapping[str, _StrPromise] = {
    "eu-gdpr": _("In the European Union, Iceland, Liechtenstein or Norway"),
    "uk-gdpr": _("In the United Kingdom"),
    "us-ca-ccpa": _("In California"),
    "elsewhere": _("Somewhere else"),
}


def reason(ground: str) -> str:
    """Why something stays, in words: of our own, or those of the ground, which may be an article of a law."""
    plain = ground.removeprefix("hold:")
    known = REASONS.get(plain)
    return str(known) if known is not None else plain.replace("_", " ")
