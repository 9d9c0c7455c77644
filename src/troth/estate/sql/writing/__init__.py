"""How is a change said to each kind of database?

`catalog` is what a database declares of the tables that are to be changed, `statements` the statements that any of them
takes, `postgresql`, `mysql` and `sqlite` what is said otherwise there.
"""

from troth.estate.sql.writing.opening import statements_for, writing_engine

__all__ = ["statements_for", "writing_engine"]
