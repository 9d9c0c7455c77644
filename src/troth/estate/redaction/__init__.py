"""How is a person's identifier taken out of what else a cell holds?

`ways` says in which ways an identifier is written, `cells` takes it out of text, JSON, PHP's serialised form, base64
and addresses, and leaves them valid.
"""

from troth.estate.redaction.cells import Redactor

__all__ = ["Redactor"]
