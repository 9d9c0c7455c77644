"""The tables that only the pages need."""
