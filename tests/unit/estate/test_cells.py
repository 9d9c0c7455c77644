"""What leaves a system is plain, and what is compared with a column is of its type."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from troth.estate.cells import fitting, plain, plain_column


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("1.50"), "1.50"), (datetime(2024, 3, 1, 12, tzinfo=UTC), "2024-03-01T12:00:00+00:00"), (date(2024, 3, 1), "2024-03-01"),  # noqa: E501
        (time(9, 30), "09:30:00"), (timedelta(hours=2), "2:00:00"), (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),  # noqa: E501
        ({"a": [1, "ä"]}, '{"a": [1, "ä"]}'), ([1, None], "[1, null]"), ({"b", "a"}, '["a", "b"]'), (bytearray(b"x"), b"x"), (None, None), (True, True), (2.5, 2.5),  # noqa: E501
    ],
    ids=lambda value: "a set" if isinstance(value, set) else str(value),
)  # fmt: skip
def test_a_value_leaves_plain(value: Any, cell: object) -> None:
    assert plain(value) == cell
    assert plain_column([value, None]) == [cell, None]


@pytest.mark.parametrize(
    ("value", "type_", "fitted"),
    [
        (5, "varchar(20)", "5"), ("5", "integer", 5), ("5", "bigint", 5), ("five", "integer", None), (True, "tinyint(1)", 1),  # noqa: E501
        ("2024-01-01", "date", "2024-01-01"), (None, "integer", None), ("x", "", "x"), ("-7", "int", -7), ("²", "int", None),  # noqa: E501
        ("1 day", "interval", "1 day"),
    ],
)  # fmt: skip
def test_a_value_is_compared_as_its_column_writes_it(value: Any, type_: str, fitted: object) -> None:
    assert fitting(value, type_) == fitted
