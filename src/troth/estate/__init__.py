"""How are the live systems of an organisation reached, scanned, searched and changed?

`connector` is the port: what every kind of system answers to. A folder beside it is one kind (`sql`, `files`).
`discovery` says what a scan's columns hold and how they hang together; `graph` finds the rows of a person.
"""
