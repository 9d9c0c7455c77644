"""How is a folder of files read as a system of the estate: CSV, JSON Lines, Parquet?"""

from troth.estate.files.connector import FilesConnector

__all__ = ["FilesConnector"]
