"""How is a language model asked from the command line?

`--model`, `--model-name` and `--model-cache` of `troth read`. Without `--model` nothing of it is loaded. The key comes
from `TROTH_MODEL_KEY`, goes to the endpoint, and is neither shown nor kept.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from troth.cli.terminal import progress
from troth.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.reading.draft import Draft
    from troth.reading.model import Reading
    from troth.reading.report import ReadingReport
    from troth.reading.suggest.asking import Question
    from troth.reading.suggest.proposing import Suggested

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

KEY = "TROTH_MODEL_KEY"
CACHE = ".troth-model-cache"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}")
_SHOWN = 8
_OPTIONS = f"{__name__}.options"


def model_options(function: Decorated) -> Decorated:
    """The options by which a language model is asked; `with_model` reads them."""
    for name, kind, help_ in (
        ("--model-cache", click.Path(path_type=Path, file_okay=False),
         f"Keep a model's answers in this folder; `{CACHE}` in the output folder where left out."),
        ("--model-name", str, "The model, as its endpoint calls it; `default` where left out."),
        ("--model", str, "Ask a language model about what the rules leave or doubt: the URL of its endpoint."),
    ):  # fmt: skip
        metavar = "URL" if name == "--model" else None
        option = click.option(name, type=kind, metavar=metavar, help=help_, expose_value=False, callback=_note)
        function = option(function)
    return function


def _note(ctx: click.Context, param: click.Parameter, value: object) -> None:
    ctx.meta.setdefault(_OPTIONS, {})[param.name] = value


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft, with what a model added where one was asked."""

    draft: Draft
    suggested: Suggested | None = None
    kept: int = 0

    def report(self, report: ReadingReport) -> ReadingReport:
        """The report, with the model's part where there is one."""
        if self.suggested is None:
            return report
        from troth.reading.suggest.report import with_model

        return with_model(report, self.suggested, self.kept)

    def tell(self) -> None:
        """Say what a model was asked, what it proposed, and what was refused."""
        if self.suggested is None:
            return
        found = self.suggested
        click.echo(
            f"asked `{found.model}` about {len(found.asked)} clauses ({self.kept} answers kept): "
            f"{len(found.proposed)} elements proposed, {len(found.rejected)} refused"
        )
        for each in found.rejected[:_SHOWN]:
            click.echo(f"  {each.clause}  {each.reason} [{each.id}]")
        if len(found.rejected) > _SHOWN:
            click.echo(f"  ... and {len(found.rejected) - _SHOWN} more; `--format json` has them all")


def with_model(ctx: click.Context, reading: Reading, draft: Draft, output: Path | None) -> Asked:
    """The draft as it is without `--model`; else with what the model proposes."""
    options = ctx.meta.get(_OPTIONS, {})
    url, name, cache = (options.get(each) for each in ("model", "model_name", "model_cache"))
    if url is None:
        if name is not None or cache is not None:
            raise WrongUse(
                "there is an option for a language model, and none is named",
                id="model.none-named",
                help="name its endpoint by `--model URL`, or leave `--model-name` and `--model-cache` out",
            )
        return Asked(draft)
    name = "default" if name is None else name
    if not _NAME.fullmatch(name):
        raise WrongUse(
            "the name of the language model is not of the form that is wanted",
            id="model.bad-name",
            help="write it in letters, digits and `._:/@+-`, as its endpoint calls it",
        )
    folder = cache or (output / CACHE if output is not None else None)
    return _asked(reading, draft, url, name, folder)


def _asked(reading: Reading, draft: Draft, url: str, name: str, folder: Path | None) -> Asked:
    from troth.reading.suggest.asking import asked_about
    from troth.reading.suggest.endpoint import Endpoint
    from troth.reading.suggest.keeping import Kept
    from troth.reading.suggest.proposing import suggest

    endpoint = Endpoint(url, name, os.environ.get(KEY, ""))
    kept = Kept(folder, name, endpoint) if folder is not None else None
    ask = kept or endpoint
    with progress("asking the model", len(asked_about(reading, draft))) as bar:

        def asking(question: Question) -> str:
            answer = ask(question)
            bar.update(1)
            return answer

        suggested = suggest(reading, draft, name, asking)
    return Asked(suggested.draft, suggested, kept.used if kept else 0)
