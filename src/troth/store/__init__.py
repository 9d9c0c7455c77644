"""What does an installation remember, and how does each change become one with its evidence?

Tables (`models`), and repositories that take and return the values of the other stages. SQLite in one file, or
PostgreSQL. Everything is asked with the organisation it is about.
"""
