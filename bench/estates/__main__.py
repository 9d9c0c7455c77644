"""Make the estates: `python -m bench.estates [NAME ...] --to URL_OR_FOLDER`.

Into a folder each estate is written as SQLite, with its truth beside it; into the database of a URL (which must be
empty) one estate is written, and its truth to standard output.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.estates.made import filled, make_sqlite, names, open_url
from troth.cli.demo.estates import truth_of, write


def main() -> int:
    """Make what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.estates", description="Write made-up estates to databases.")
    parser.add_argument("name", nargs="*", choices=[[], *names()], help="which; all where left out")
    parser.add_argument("--to", required=True, help="a folder, or the URL of an empty database")
    options = parser.parse_args()
    chosen = options.name or names()
    if "://" not in options.to:
        folder = Path(options.to)
        folder.mkdir(parents=True, exist_ok=True)
        for name in chosen:
            file, truth = make_sqlite(filled(name), folder)
            print(f"{file}: {sum(spec['rows'] for spec in truth['tables'].values()):,} rows")
        return 0
    if len(chosen) != 1:
        print("error: one database takes one estate", file=sys.stderr)
        return 2
    filling = filled(chosen[0])
    connection, dialect = open_url(options.to)
    write(filling, connection, dialect)
    print(json.dumps(truth_of(filling), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
