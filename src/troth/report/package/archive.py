"""What does the subject download?

One ZIP file: `index.html` and `index.pdf` to read, `data.json` with its `schema.json`, and `tables/*.csv`. The same
package makes the same bytes: the times in the archive are that of the package.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from troth.report.package.data import SCHEMA, as_json
from troth.report.package.page import as_page
from troth.report.package.paper import as_pdf
from troth.report.package.tables import as_csv
from troth.report.package.wording import words_for

if TYPE_CHECKING:
    from troth.requests.package import Package

_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def make_archive(package: Package, language: str = "en") -> bytes:
    """The whole answer as one file, its index in a language."""
    words = words_for(language)
    made = datetime.fromisoformat(package.made_at)
    at = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    parts = {
        "index.html": as_page(package, words).encode(),
        "index.pdf": as_pdf(package, words),
        "data.json": as_json(package).encode(),
        "schema.json": json.dumps(SCHEMA, indent=1).encode(),
    }
    for number, table in enumerate(package.tables, 1):
        name = _NOT_IN_NAME.sub("_", f"{table.system}.{table.dataset}")
        parts[f"tables/{number:02d}-{name}.csv"] = as_csv(table)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()
