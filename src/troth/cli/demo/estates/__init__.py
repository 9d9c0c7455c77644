"""How is a made-up estate described, filled and written to a database, with the truth about it beside?

An estate is made from a file of tables (`tables`: columns, keys, and what each column is in truth) and a function that
fills it (`filling`: rows, and whose they are). `writing` makes the database, `truth` the file that says what a scan, a
search and an erasure ought to find. The same description, seed and size give the same database, octet for octet.
"""

from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.tables import Column, Estate, Personal, Reference, Table, read_tables
from troth.cli.demo.estates.truth import truth_of
from troth.cli.demo.estates.writing import Dialect, write

__all__ = [
    "Column",
    "Dialect",
    "Estate",
    "Filling",
    "Personal",
    "Reference",
    "Table",
    "Who",
    "read_tables",
    "truth_of",
    "write",
]
