"""Which identifiers of a person does a command line give?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from troth.errors import Problem, WrongUse
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from troth.inventory import Seed

KINDS = [kind.value for kind in IdentifierKind]
_OPTIONS = {"emails": "email", "phones": "phone", "accounts": "account", "cookies": "cookie"}

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def identifier_options(function: Decorated) -> Decorated:
    """The options by which a person is named; `identifiers` reads them."""
    for option in reversed(
        (
            click.option("--email", "emails", multiple=True, help="An e-mail address of hers."),
            click.option("--phone", "phones", multiple=True, help="A telephone number of hers."),
            click.option("--account", "accounts", multiple=True, help="An account or customer number of hers."),
            click.option("--cookie", "cookies", multiple=True, help="A cookie of hers."),
            click.option(
                "--by", "others", multiple=True, metavar="KIND:TEXT", help=f"The same, by kind: {', '.join(KINDS)}."
            ),
            click.option("--region", help="The country (two letters) of telephone numbers without `+`."),
        )
    ):
        function = option(function)
    return function


def identifiers(given: Mapping[str, Any]) -> Iterator[Seed]:
    """The identifiers in their normal form. Raises `WrongUse` where one cannot be read, or none is given."""
    from troth.inventory import Seed
    from troth.subjects.identifiers import normalise

    pairs = [(kind, text) for option, kind in _OPTIONS.items() for text in given[option]]
    pairs += [(kind, text) for kind, _, text in (other.partition(":") for other in given["others"])]
    if not pairs:
        help_ = "give `--email`, `--phone`, `--account` or `--cookie`"
        raise WrongUse("nothing is given to find somebody by", id="subject.no-identifier", help=help_)
    for kind, text in pairs:
        if kind not in KINDS:
            help_ = f"write KIND:TEXT; kinds are {', '.join(KINDS)}"
            raise WrongUse("`--by` names no kind of identifier", id="subject.unknown-kind", help=help_)
        normal = normalise(IdentifierKind(kind), text, given["region"])
        if isinstance(normal, Problem):
            raise WrongUse(normal.text, id=normal.id, help=normal.help)
        yield Seed(normal.kind, normal.text)
