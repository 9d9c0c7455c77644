"""Who is meant?

`identifiers` turns what people write into identifiers and those into keyed hashes, `directory` says whom an identifier
may point at, and `age` says which rules about children hold for a subject.
"""
