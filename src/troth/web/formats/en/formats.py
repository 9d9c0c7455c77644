"""Dates in English: the day before the month, and the month in full, so that no reader takes one for the other."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
