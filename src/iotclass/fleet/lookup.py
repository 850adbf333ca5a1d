"""The lookup tables of a plan in DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iotclass.fleet.engine import run
from iotclass.fleet.few import enum_of
from iotclass.fleet.literal import literal
from iotclass.fleet.plan import Classification

if TYPE_CHECKING:
    import duckdb


def create(connection: duckdb.DuckDBPyConnection, plan: Classification) -> None:
    """Make the tables of a plan; words that come often as DuckDB's enums, which it writes faster."""
    for table in plan.tables:
        columns = zip(table.columns, zip(*table.rows, strict=True), strict=True)
        parts = [f"{_unnested(column, named=name in table.named)} AS {name}" for name, column in columns]
        sql = f"CREATE OR REPLACE TEMP TABLE {table.name} AS SELECT {', '.join(parts)}"
        run(connection, sql)
    for name, sql in plan.lookups:
        run(connection, f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")


def _unnested(column: tuple[object, ...], *, named: bool) -> str:
    """A column in SQL: numbers in one text, which DuckDB reads far faster than as many; words by numbers."""
    if named:
        words = dict.fromkeys(str(one) for one in column if one is not None)
        places = {word: place for place, word in enumerate(words, 1)}
        numbers = tuple(None if one is None else places[str(one)] for one in column)
        return enum_of(words, _unnested(numbers, named=False))
    if all(one is None or type(one) is int for one in column):
        large = any(isinstance(one, int) and abs(one) >> 31 for one in column)
        text = ", ".join("NULL" if one is None else str(one) for one in column)
        return f"unnest(CAST('[{text}]' AS {'BIGINT' if large else 'INTEGER'}[]))"
    return f"unnest([{', '.join(map(literal, column))}])"
