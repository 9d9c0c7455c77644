"""What does a PDF say, as a text that can be read clause by clause?

1. The engine gives letters with their places, sizes and weights, page by page (`glyphs`, the only importer of it).
2. Letters become pieces of lines (`pieces`); what runs along every page is set aside (`running`).
3. Pieces are put into the order in which they are read: columns, tables row by row (`order`, `tables`).
4. Lines become headings, paragraphs and list items, over the ends of lines, columns and pages (`paragraphs`).
5. The result is written as Markdown (`written`). That text is the notice's source: its offsets, its digest and its
   clauses are those of the text, whether it is read from the PDF or from a copy of the text.

What it leaves out: pictures of text (a scan is refused), forms' fields, remarks in the margin, rotated text.
"""

from troth.notice.pdf.document import PdfText, read_pdf

__all__ = ["PdfText", "read_pdf"]
