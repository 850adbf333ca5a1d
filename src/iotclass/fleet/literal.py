"""Values as SQL writes them."""

from __future__ import annotations

from collections.abc import Iterable

from iotclass.fleet.legend import SIGN

LOWEST = -SIGN
Row = tuple[object, ...]


def values(rows: Iterable[Row]) -> str:
    """Rows as a table of SQL."""
    return "VALUES " + ", ".join(f"({', '.join(map(literal, row))})" for row in rows)


def literal(value: object) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return number(value)
    return "'" + str(value).replace("'", "''") + "'"


def number(value: int) -> str:
    """A whole number as SQL writes it; the lowest has no other way."""
    if value == LOWEST:
        return f"CAST('{value}' AS BIGINT)"
    return str(value)
