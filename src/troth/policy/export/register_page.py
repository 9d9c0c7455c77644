"""How does the register of processing look as a page?

One record after the other, each a table of two columns: the item of Art. 30, and the entry with the clauses it rests
on. What the notice does not say stands out in words, so that the page is also the list of what has to be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.page import escaped, page, with_links
from troth.policy.export.register import SILENCE, parts, register

if TYPE_CHECKING:
    from troth.policy.export.register import Cell, Record
    from troth.policy.model import Policy

_STYLE = """
body{max-width:64rem;margin:0 auto;padding:clamp(1.5rem,5vw,4rem) clamp(1rem,4vw,3rem)}
h1{font-size:clamp(1.9rem,5vw,2.8rem);letter-spacing:-.015em}
h2{font-size:1.5rem;margin:3rem 0 .5rem;padding-top:1.5rem;border-top:1px solid var(--line)}
h2 span{font-size:.85rem;font-weight:400;margin-left:.4em}
h3{font-size:1.12rem;margin:2.4rem 0 .6rem}
table{width:100%;border-collapse:collapse;font-size:.86rem;line-height:1.5}
th,td{text-align:left;vertical-align:top;padding:.5rem .8rem .5rem 0;border-top:1px solid var(--line)}
th{width:14rem;font-weight:600}.gap{color:var(--silent);font-style:italic}
.cites{font-size:.76rem;color:var(--quiet)}
@media(max-width:599.98px){th,td{display:block;width:auto;padding:.35rem 0}td{border-top:0;padding-top:0}}
@media print{tr{break-inside:avoid}h3{break-after:avoid}}
"""

_WORDS = {
    "Art. 30(1)": ("As controller", "Purposes that no other controller decides on."),
    "Art. 30(2)": ("As processor", "Processing for somebody else, who decides on the purposes."),
}


def register_html(policy: Policy) -> str:
    """The register of processing as one self-contained page."""
    drawn = register(policy)
    said = []
    for article, columns, records in parts(drawn):
        title, about = _WORDS[article]
        shown = "\n".join(_record(each, columns) for each in records)
        nothing = '<p class="gap">The notice names no such processing.</p>'
        said.append(
            f'<section><h2>{title} <span class="ui quiet">GDPR {article}</span></h2>\n'
            f'<p class="ui quiet">{about}</p>\n{shown or nothing}</section>'
        )
    gaps = sum(cell.text == SILENCE for _, _, records in parts(drawn) for each in records for cell in each.cells)
    body = (
        f'<header><h1>Register of processing</h1>\n<p class="ui quiet">{escaped(drawn.organisation)} · version '
        f"{escaped(drawn.version)} · {len(drawn.controller) + len(drawn.processor)} activities · {gaps} entries "
        "that the notice does not give</p></header>\n<main>\n" + "\n".join(said) + "\n</main>"
    )
    title = f"{drawn.organisation}: register of processing"
    return page(title=title, lang="en", style=_STYLE, body=body)


def _record(record: Record, columns: tuple[str, ...]) -> str:
    name = record.activity[:1].upper() + record.activity[1:]
    rows = "".join(
        f'<tr><th scope="row">{column[:1].upper() + column[1:]}</th><td>{_entry(cell)}</td></tr>'
        for column, cell in zip(columns, record.cells, strict=True)
    )
    return f'<section><h3>{escaped(name)}</h3>\n<table class="ui"><tbody>{rows}</tbody></table></section>'


def _entry(cell: Cell) -> str:
    if cell.text == SILENCE:
        return f'<span class="gap">{SILENCE}</span>'
    cites = f' <span class="cites">{escaped(", ".join(cell.clauses))}</span>' if cell.clauses else ""
    return with_links(cell.text) + cites
