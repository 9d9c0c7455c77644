"""How does a person read the answer to her request, and how does a program?

`make_archive` puts everything into one file: an index to read (HTML and PDF), and the data (JSON, and a CSV file a
table). `wording` has the words of each language; `data`, `tables`, `page` and `paper` make one form each of the same
package.
"""

from troth.report.package.archive import make_archive
from troth.report.package.wording import LANGUAGES

__all__ = ["LANGUAGES", "make_archive"]
