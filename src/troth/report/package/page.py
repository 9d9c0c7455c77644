"""How does a person read her data in a browser?

One page by itself: no script, nothing fetched, light and dark, printable. First what is in it, then what the notice
says of each kind of data, then the data, table by table; a wide table scrolls by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from troth.policy.export.page import escaped, page
from troth.policy.vocabulary import term
from troth.report.package.data import plain

if TYPE_CHECKING:
    from troth.report.package.wording import Words
    from troth.requests.package import Explained, Package, Said, Shown

_STYLE = """
main,header{max-width:62rem;margin:0 auto;padding:1.5rem 1.25rem}
header{border-bottom:1px solid var(--line)}
h1{font-size:1.9rem}h2{font-size:1.35rem;margin:2.5rem 0 .75rem}h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:.5rem 0}
dt{color:var(--quiet);font-family:var(--sans);font-size:.85rem}dd{margin:0}
.scrolls{overflow-x:auto;border:1px solid var(--line);border-radius:4px}
table{border-collapse:collapse;font:.85rem/1.45 var(--sans);font-variant-numeric:tabular-nums;min-width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-top:1px solid var(--line);max-width:24rem}
thead th{border-top:0;background:var(--raised)}th small{display:block;font-weight:400;color:var(--quiet)}
td{overflow-wrap:anywhere}nav ul{padding-left:1.1rem;margin:.4rem 0}
@media(max-width:34rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
@media print{.scrolls{overflow:visible;border:0}td,th{max-width:none}}
"""


def as_page(package: Package, words: Words) -> str:
    """The index as an HTML page."""
    name = escaped(package.organisation)
    title = (words.taken if package.kind == "port" else words.title).format(name)
    parts = [f'<header><h1>{title}</h1><p class="ui quiet">{_made(package, words)}</p></header><main>']
    parts.append(_contents(package, words))
    if package.elsewhere:
        parts.append(f"<p>{words.elsewhere}</p>{_list(package.elsewhere, words)}")
    if package.explained:
        parts.append(f'<h2 id="why">{words.why}</h2>')
        parts += [_explained(each, words) for each in package.explained]
    parts.append(f'<h2 id="data">{words.data}</h2>')
    parts += [_table(number, table, words) for number, table in enumerate(package.tables, 1)]
    if not package.tables:
        parts.append(f"<p>{words.nothing}</p>")
    parts.append(f'<p class="quiet">{words.files} {words.rights}</p></main>')
    return page(title=(words.title.format(package.organisation)), lang=words.lang, style=_STYLE, body="".join(parts))


def _made(package: Package, words: Words) -> str:
    said = (
        words.made.format(package.made_at[:10]),
        words.request.format(package.request),
        words.version.format(package.version),
        words.counts.format(package.rows, len(package.tables)),
    )
    return escaped(" · ".join(said))


def _contents(package: Package, words: Words) -> str:
    items = [
        f'<li><a href="#t{number}">{escaped(table.dataset)}</a> <span class="quiet">({len(table.rows)})</span></li>'
        for number, table in enumerate(package.tables, 1)
    ]
    return f'<nav class="ui" aria-label="{words.contents}"><ul>{"".join(items)}</ul></nav>' if items else ""


def _explained(each: Explained, words: Words) -> str:
    said = (
        (words.purposes, each.purposes),
        (words.bases, each.bases),
        (words.sources, each.sources),
        (words.recipients, each.recipients),
        (words.kept, each.kept),
        (words.automated, each.automated),
    )
    rows = "".join(
        f"<dt>{name}</dt><dd>{_line(what, words)}</dd>" for name, what in said if what or name == words.purposes
    )
    return f"<h3>{escaped(each.called)}</h3><dl>{rows}</dl>"


def _line(said: tuple[Said, ...], words: Words) -> str:
    if not said:
        return f'<span class="quiet">{words.unstated}</span>'
    return "; ".join(_one(each, words) for each in said)


def _one(said: Said, words: Words) -> str:
    where = f' <small class="quiet">({escaped(words.clauses.format(", ".join(said.clauses)))})</small>'
    return escaped(said.what) + (where if said.clauses else "")


def _list(said: tuple[Said, ...], words: Words) -> str:
    return "<ul>" + "".join(f"<li>{_one(each, words)}</li>" for each in said) + "</ul>"


def called(is_: str) -> str:
    """What a column holds, as the vocabulary calls it; empty where it does not know."""
    known = term(is_) if is_ else None
    return known.label if known is not None else ""


def _table(number: int, table: Shown, words: Words) -> str:
    heads = []
    for column in table.columns:
        label = called(column.is_)
        small = f"<small>{escaped(words.holds.format(label))}</small>" if label else ""
        heads.append(f'<th scope="col">{escaped(column.name)}{small}</th>')
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    name = f"{table.system} · {table.dataset}"
    return (
        f'<h3 id="t{number}">{escaped(name)}</h3>'
        f'<div class="scrolls" tabindex="0" role="region" aria-label="{escaped(name)}">'
        f"<table><thead><tr>{''.join(heads)}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: Any) -> str:
    return "<td></td>" if cell is None else f"<td>{escaped(str(plain(cell)))}</td>"
