"""`troth policy export`: how do others read the policy?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.source import Source, find_source, policy_argument
from troth.errors import OutsideWorldFailed, WrongUse

if TYPE_CHECKING:
    from troth.notice import Notice

FORMATS = ("dpv", "register-html", "register-csv", "notice-html", "notice-md", "schema", "fideslang")


@click.command("export")
@policy_argument
@click.option("--to", "form", required=True, type=click.Choice(FORMATS), help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A new file; standard output where left out.")
@click.option(
    "--language", default="en", metavar="en|fr|de", show_default=True, help="The reader's language, for a notice."
)
def export_command(policy: Path, form: str, output: Path | None, language: str) -> None:
    """Export a policy: DPV JSON-LD, register of processing, layered notice, JSON Schema, fideslang.

    \b
    troth policy export examples/sesamm --to register-html -o register.html
    troth policy export examples/sesamm --to dpv
    troth policy export examples/sesamm --to notice-html --language fr
    """
    if output is not None and output.exists():
        help_ = "name a new file, or remove the old one"
        raise WrongUse(f"`{output}` is there already", id="cli.file-exists", help=help_)
    text = _exported(find_source(policy), form, language)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        help_ = "name a file that may be written"
        raise OutsideWorldFailed(
            f"`{output}` cannot be written: {error.strerror}", id="cli.unwritable", help=help_
        ) from error


def _exported(source: Source, form: str, language: str) -> str:
    if language != "en" and not form.startswith("notice"):
        help_ = "leave out `--language`, or export `--to notice-html` or `--to notice-md`"
        raise WrongUse(f"`{form}` is written in English only", id="cli.one-language", help=help_)
    from troth.policy.export import dpv, fideslang, json_schema, layered, layered_page, register, register_page

    if form == "schema":
        return json_schema.json_schema()
    policy = source.policy()
    if form == "dpv":
        return dpv.dpv_jsonld(policy)
    if form == "fideslang":
        return fideslang.fideslang_yaml(policy)
    if form == "register-csv":
        return register.register_csv(policy)
    if form == "register-html":
        return register_page.register_html(policy)
    write = layered_page.layered_html if form == "notice-html" else layered.layered_markdown
    return write(policy, _notice_of(source), language)


def _notice_of(source: Source) -> Notice:
    notice = source.notice()
    if notice is None:
        help_ = "put it beside the policy as `notice.md`, `notice.html` or `notice.txt`"
        raise WrongUse("there is no notice beside the policy", id="cli.no-notice", help=help_)
    return notice
