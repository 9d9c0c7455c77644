"""How is a question, and what holds for a subject, given on the command line?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from troth.errors import WrongUse
from troth.policy.model import SignalName
from troth.words import Act, Channel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from troth.consent.state import Word
    from troth.decisions import Choices, Question
    from troth.policy import Policy

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

_DAY = click.DateTime(formats=["%Y-%m-%d"])

_QUESTION = (
    click.option("--data", required=True, help="The category of data."),
    click.option("--for", "purpose", required=True, help="The purpose."),
    click.option("--with", "recipient", help="The recipient."),
    click.option(
        "--do",
        "act",
        type=click.Choice([each.value for each in Act]),
        help="What is done; `share` with a recipient, else `use`.",
    ),
    click.option(
        "--channel",
        type=click.Choice([each.value for each in Channel]),
        help="The channel, where it is a message to the subject.",
    ),
    click.option("--where", help="The country it goes to (two letters)."),
    click.option("--from", "source", help="Where the data come from."),
    click.option("--via", help="By which means."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A fact you vouch for; may be repeated."),
    click.option(
        "--signal",
        "signals",
        multiple=True,
        type=click.Choice([each.value for each in SignalName]),
        help="A browser's signal.",
    ),
    click.option("--instruction", help="The controller whose recorded instruction covers it."),
    click.option("--collected-on", type=_DAY, help="The day the datum was collected."),
    click.option("--at", type=_DAY, help="The day asked about."),
)
_STANDING = (
    click.option("--kind", "kinds", multiple=True, help="A kind of subject she is; may be repeated."),
    click.option("--age", type=click.IntRange(0, 150), help="Her age in years."),
    click.option("--parental-consent", is_flag=True, help="A parent has consented."),
    click.option("--restricted", is_flag=True, help="Processing is restricted."),
    click.option("--erased", is_flag=True, help="Her data were erased."),
    click.option(
        "--said",
        multiple=True,
        metavar="KIND:ABOUT[:CHANNEL]",
        help="What she said, oldest first: given:newsletters, opted_out:offers:email.",
    ),
)


def question_options(function: Decorated) -> Decorated:
    """The options of a question."""
    for option in reversed(_QUESTION):
        function = option(function)
    return function


def standing_options(function: Decorated) -> Decorated:
    """The options that say what holds for a subject."""
    for option in reversed(_STANDING):
        function = option(function)
    return function


def ask(policy: Policy, given: dict[str, Any]) -> Question:
    """The question that the options ask; names that the policy does not declare are refused with a suggestion."""
    from troth.decisions import Question

    for kind, name in (("data", given["data"]), ("purposes", given["purpose"]), ("parties", given["recipient"])):
        if name is not None:
            refuse_unknown(policy, kind, name)
    return Question(
        data=given["data"],
        purpose=given["purpose"],
        recipient=given["recipient"],
        do=Act(given["act"]) if given["act"] else None,
        channel=Channel(given["channel"]) if given["channel"] else None,
        where=given["where"],
        source=given["source"],
        via=given["via"],
        facts=frozenset(_pair(fact) for fact in given["facts"]),
        signals=frozenset(SignalName(signal) for signal in given["signals"]),
        instruction=given["instruction"],
        collected_on=_day(given["collected_on"]),
        at=_day(given["at"]),
    )


def standing(policy: Policy, given: dict[str, Any]) -> Choices:
    """What the options say of the subject."""
    from troth.decisions import Choices

    for kind in given["kinds"]:
        refuse_unknown(policy, "subjects", kind)
    return Choices(
        words=tuple(_word(policy, said) for said in given["said"]),
        kinds=frozenset(given["kinds"]),
        age=given["age"],
        parental_consent=given["parental_consent"],
        restricted=given["restricted"],
        erased=given["erased"],
    )


def refuse_unknown(policy: Policy, kind: str, name: str) -> None:
    """Refuse a name that the policy does not declare among a kind of element.

    Raises:
        WrongUse: it does not.
    """
    from troth.policy.vocabulary import suggest

    declared = getattr(policy, kind)
    if name in declared:
        return
    close = suggest(name, declared)
    help_ = f"did you mean `{close}`?" if close else f"it declares {', '.join(list(declared)[:12]) or 'none'}"
    raise WrongUse(f"the policy declares no such name among its {kind}", id="cli.undeclared-name", help=help_)


def _word(policy: Policy, said: str) -> Word:
    from troth.consent.events import ConsentKind
    from troth.consent.state import Word

    kind, _, rest = said.partition(":")
    about, _, channel = rest.partition(":")
    if kind not in tuple(ConsentKind) or not about or (channel and channel not in tuple(Channel)):
        help_ = f"write KIND:ABOUT or KIND:ABOUT:CHANNEL; kinds are {', '.join(ConsentKind)}"
        raise WrongUse("`--said` is not of the form that is wanted", id="cli.bad-word", help=help_)
    if about not in policy.choices:
        refuse_unknown(policy, "purposes", about)
    is_choice = about in policy.choices and about not in policy.purposes
    return Word(
        purpose=None if is_choice else about,  # type: ignore[arg-type]
        choice=about if is_choice else None,  # type: ignore[arg-type]
        channel=Channel(channel) if channel else None,
        kind=ConsentKind(kind),
    )


def _pair(fact: str) -> tuple[str, str]:
    name, equals, value = fact.partition("=")
    if not equals or not name:
        raise WrongUse(
            "`--fact` needs a name and a value", id="cli.bad-fact", help="write it as `--fact origin=transaction`"
        )
    return name, value


def _day(moment: datetime | None) -> Any:
    return None if moment is None else moment.date()
