"""How do datasets hang together, and which rows are one person's?

`links` infers how the tables of an estate point at each other, `find` walks from a person's identifiers to all of her
rows, `residue` looks whether any identifier is left. docs/subject-graph.md explains the rules.
"""
