"""Make the estates: `python -m bench.estates [NAME ...] --to URL_OR_FOLDER [--subjects N]`.

A name is one of the yardstick, or an example organisation. Into a folder each is written as SQLite (and files, where an
organisation has some), with the truth beside it; into the empty database of a URL one is written, and its truth to
standard output. Of an organisation with several systems, `NAME/SYSTEM` names one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.estates.made import filled, make_sqlite, names, open_url
from troth.cli.demo import examples
from troth.cli.demo.estates import Filling, truth_of, write
from troth.cli.demo.estates.organisations import place, systems_of
from troth.cli.demo.population import Person, people
from troth.policy.file.read import load_policy


def main() -> int:
    """Make what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.estates", description="Write made-up estates to databases.")
    organisations = sorted(file.parent.parent.name for file in examples().glob("*/estate/*.txt"))
    known = [*names(), *dict.fromkeys(organisations)]
    parser.add_argument("name", nargs="*", help=f"which, of {', '.join(known)}; the yardstick where left out")
    parser.add_argument("--to", required=True, help="a folder, or the URL of an empty database")
    parser.add_argument("--subjects", type=int, default=120, help="subjects of an organisation")
    options = parser.parse_args()
    chosen = options.name or names()
    for name in chosen:
        if name.partition("/")[0] not in known:
            parser.error(f"there is no estate `{name}`")
    if "://" in options.to:
        if len(chosen) != 1:
            parser.error("one database takes one estate")
        filling = _one(chosen[0], options.subjects)
        connection, dialect = open_url(options.to)
        write(filling, connection, dialect)
        print(json.dumps(truth_of(filling), ensure_ascii=False))
        return 0
    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    for name in chosen:
        if name in organisations:
            for placed in place(examples() / name, _persons(name, options.subjects), folder / name):
                print(placed.at)
        else:
            print(make_sqlite(filled(name), folder)[0])
    return 0


def _one(name: str, subjects: int) -> Filling:
    """An estate of the yardstick, or the database of an organisation."""
    if name in names():
        return filled(name)
    organisation, _, wanted = name.partition("/")
    systems = systems_of(examples() / organisation, _persons(organisation, subjects))
    databases = [each for each in systems if not each.is_files and wanted in ("", each.name)]
    if len(databases) != 1:
        raise SystemExit(f"error: name one of {', '.join(f'{organisation}/{each.name}' for each in systems)}")
    return databases[0].filling


def _persons(organisation: str, subjects: int) -> list[Person]:
    return people(load_policy(examples() / organisation / "policy.yaml"), subjects)


if __name__ == "__main__":
    sys.exit(main())
