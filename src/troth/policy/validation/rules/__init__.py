"""The rules of validation, one a file: a rule is added or taken away with its file (docs/rules.md lists them)."""
