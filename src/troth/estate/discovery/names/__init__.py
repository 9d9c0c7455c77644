"""What does the name of a column or a table say?

`words.tsv` maps words of five languages to concepts, `concepts.tsv` says of a concept how far it speaks for personal
data and which term of the vocabulary it is, `roles.tsv` says what a word in a table's name makes its rows.

Rules:
1. A name is cut at what is no letter, at changes of case and between letters and digits; accents and umlauts are
   folded (`ä` to `ae`); a plural reads as its singular.
2. The longest run of pieces that is a known word counts. A piece that is no word is cut into known words, as German
   joins them (`kundentelefon`).
3. Of several concepts: a marker of time, of a flag or of a kind changes what the others say (`email_sent_at` is a
   time, `phone_type` a type); else what identifies goes before what describes, and the last before the others.
4. A name alone is never proof.
"""

from troth.estate.discovery.names.lexicon import Concept, Force, Role
from troth.estate.discovery.names.reading import NamedColumn, NamedTable, pieces, read_column_name, read_table_name

__all__ = [
    "Concept",
    "Force",
    "NamedColumn",
    "NamedTable",
    "Role",
    "pieces",
    "read_column_name",
    "read_table_name",
]
