"""How does a person read her data on paper?

The same as the page, as a PDF: what the notice says of each kind of data, then each row as a list of fields, since
tables of thirty columns fit no paper. Letters beyond Latin scripts stand as they are where the machine has a font for
them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from troth.errors import WrongUse
from troth.report.package.data import plain
from troth.report.package.page import called

if TYPE_CHECKING:
    from troth.report.package.wording import Words
    from troth.requests.package import Package, Said

_MARGIN = 56
_MOST_ROWS = 2_000
"""More rows of one table are left to the files beside: a PDF of thousands of pages helps nobody."""


def as_pdf(package: Package, words: Words) -> bytes:
    """The index as a PDF. WrongUse where the package that makes PDFs is not installed."""
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate
    except ImportError:
        raise WrongUse(
            "the package that writes PDFs is not installed", id="report.no-pdf", help="install `troth[requests]`"
        ) from None
    file = io.BytesIO()
    title = (words.taken if package.kind == "port" else words.title).format(package.organisation)
    document = SimpleDocTemplate(
        file, pagesize=A4, title=title, author=package.organisation, lang=words.lang, invariant=1,
        leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
    )  # fmt: skip
    document.build(_story(package, words, title))
    return file.getvalue()


def _story(package: Package, words: Words, title: str) -> list[Any]:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, Spacer

    styles = getSampleStyleSheet()
    body, quiet = styles["BodyText"], styles["Italic"]

    def said(text: str, style: Any = body) -> Any:
        return Paragraph(_escaped(text), style)

    story = [said(title, styles["Title"]), said(words.made.format(package.made_at[:10]), quiet)]
    story += [said(words.request.format(package.request), quiet), said(words.version.format(package.version), quiet)]
    if package.elsewhere:
        story += [said(words.elsewhere), *(said(f"- {_one(each, words)}") for each in package.elsewhere)]
    if package.explained:
        story.append(said(words.why, styles["Heading1"]))
    for each in package.explained:
        story.append(said(each.called, styles["Heading2"]))
        lines = (
            (words.purposes, each.purposes),
            (words.bases, each.bases),
            (words.sources, each.sources),
            (words.recipients, each.recipients),
            (words.kept, each.kept),
            (words.automated, each.automated),
        )
        story += [said(f"{name}: {'; '.join(_one(one, words) for one in what)}") for name, what in lines if what]
    story.append(said(words.data, styles["Heading1"]))
    if not package.tables:
        story.append(said(words.nothing))
    for table in package.tables:
        story.append(said(f"{table.system} · {table.dataset}", styles["Heading2"]))
        labels = [
            f"{column.name} ({label})" if (label := called(column.is_)) else column.name for column in table.columns
        ]
        for row in table.rows[:_MOST_ROWS]:
            cells = zip(labels, row, strict=True)
            shown = [
                f"<b>{_escaped(label)}</b> {_escaped(str(plain(cell)))}" for label, cell in cells if cell is not None
            ]
            story += [Paragraph("<br/>".join(shown), body), Spacer(1, 6)]
    return [*story, said(words.files, quiet), said(words.rights, quiet)]


def _one(said: Said, words: Words) -> str:
    return f"{said.what} ({words.clauses.format(', '.join(said.clauses))})" if said.clauses else said.what


def _escaped(text: str) -> str:
    """Text as the library's markup takes it; what no document can hold is left out."""
    shown = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
