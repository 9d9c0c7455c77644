"""How does an estate become a folder of files, as exports lie about?

One file a table: `name.csv` with a header line, or `name.jsonl` with an object a line. A name without an ending is CSV.
Files have no keys and no constraints; a row is named by its number.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from troth.cli.demo.estates.filling import Filling


def write_files(filling: Filling, folder: Path) -> list[Path]:
    """Write the tables of an estate as files into a folder, which is made; the files, in the order of the tables."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in filling.estate.tables:
        file = folder / (table.name if "." in table.name else f"{table.name}.csv")
        header = [column.name for column in table.columns]
        with file.open("w", encoding="utf-8", newline="") as out:
            if file.suffix == ".jsonl":
                for row in filling.rows[table.name]:
                    out.write(json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) + "\n")
            else:
                lines = csv.writer(out, lineterminator="\n")
                lines.writerow(header)
                lines.writerows(filling.rows[table.name])
        written.append(file)
    return written
