"""How is a database reached, reflected and read? The only folder that knows SQLAlchemy."""

from troth.estate.sql.connector import SqlConnector

__all__ = ["SqlConnector"]
