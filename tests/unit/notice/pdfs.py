"""PDFs that tests read, made with reportlab: by hand at places, or laid out as a word processor does."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH, HEIGHT = A4
STYLES = getSampleStyleSheet()


def placed(*pages: Sequence[tuple[float, float, str, float, bool]], password: str = "") -> bytes:
    """Pages of texts at places: from the left, from the top, the words, their size, whether bold."""
    out = BytesIO()
    encrypt = pdfencrypt.StandardEncryption(password) if password else None
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, invariant=1)
    for page in pages:
        for left, top, text, size, bold in page:
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
            canvas.drawString(left, HEIGHT - top, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    *texts: str, left: float = 60, top: float = 120, step: float = 14
) -> list[tuple[float, float, str, float, bool]]:
    """Lines of one paragraph in 11 points."""
    return [(left, top + step * number, text, 11.0, False) for number, text in enumerate(texts)]


def head(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Heading1"])


def sub(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Heading2"])


def para(text: str) -> Paragraph:
    return Paragraph(text, STYLES["BodyText"])


def bullets(*items: str | Flowable | list[Flowable]) -> ListFlowable:
    made = []
    for item in items:
        content = para(item) if isinstance(item, str) else item
        made.append(ListItem(content))
    return ListFlowable(made, bulletType="bullet")


def table(*rows: Sequence[str], drawn: bool = True) -> Table:
    cells = [[para(f"<b>{cell}</b>" if not number else cell) for cell in row] for number, row in enumerate(rows)]
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if drawn:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.grey))
    return Table(cells, style=TableStyle(style), colWidths=[4 * cm, 8 * cm, 4 * cm][: len(rows[0])])


def _nothing(canvas: Canvas, document: BaseDocTemplate) -> None:
    """Draw nothing around a page."""


def laid_out(
    story: list[Flowable], *, columns: int = 1, around: Callable[[Canvas, BaseDocTemplate], None] | None = None
) -> bytes:
    """A document that flows over columns and pages; `around` draws what stands on each page."""
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    gap, margin = 0.8 * cm, 2.5 * cm
    wide = (WIDTH - 2 * margin - (columns - 1) * gap) / columns
    frames = [
        Frame(margin + number * (wide + gap), margin, wide, HEIGHT - 2 * margin, leftPadding=0, rightPadding=0)
        for number in range(columns)
    ]
    document.addPageTemplates([PageTemplate(frames=frames, onPage=around or _nothing)])
    document.build(story)
    return out.getvalue()
