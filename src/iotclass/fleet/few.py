"""Columns of few texts as DuckDB's enums, which it writes three times as fast as the texts themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from iotclass.fleet.dialect import DUCKDB
from iotclass.fleet.literal import literal
from iotclass.fleet.relation import files
from iotclass.fleet.source import Source

MOST = 256
"""Of how many texts a column is made an enum."""
LONGEST = 65_536
"""How many characters these texts have together at most: they go into the statement."""
LEAST = 250_000
"""From how many devices on this pays for finding the texts."""
FIRST = 50_000
"""In how many rows it is first seen whether the texts are few."""


def enums(
    rows: Callable[[str], list[Any]], source: Source, relation: str, columns: Iterable[str]
) -> Mapping[str, str]:
    """Those text `columns` that a Parquet file keeps in dictionaries and that are few texts, each as an enum.

    Where the memory does not hold the texts of all of them, they are many.
    """
    import duckdb

    sql = (
        f"SELECT path_in_schema FROM parquet_metadata({files(source)}) WHERE type = 'BYTE_ARRAY' "
        "GROUP BY 1 HAVING bool_and(contains(encodings, 'DICTIONARY'))"
    )
    packed = {str(name) for (name,) in rows(sql)}
    found = [one for one in columns if one in packed]
    few: dict[str, list[str]] = {}
    for seen in (f"(SELECT * FROM {relation} LIMIT {FIRST})", relation):
        try:
            few = _few(rows, seen, found)
        except duckdb.OutOfMemoryException:
            return {}
        found = list(few)
    return {column: _enum(column, texts) for column, texts in few.items()}


def _few(rows: Callable[[str], list[Any]], seen: str, columns: list[str]) -> dict[str, list[str]]:
    """The texts of those columns that have some, and few, and none that SQL cannot hold."""
    if not columns:
        return {}
    (lists,) = rows(
        f"SELECT {', '.join(f'list(DISTINCT {DUCKDB.name(one)})' for one in columns)} FROM {seen}"
    )
    few = {}
    for column, found in zip(columns, lists, strict=True):
        texts = [text for text in found or () if text is not None]
        if (
            0 < len(texts) <= MOST
            and sum(map(len, texts)) <= LONGEST
            and not any("\0" in one for one in texts)
        ):
            few[column] = texts
    return few


def _enum(column: str, texts: list[str]) -> str:
    """A column as an enum; of a dictionary's texts each is looked up once."""
    listed = ", ".join(map(literal, texts))
    return enum_of(texts, f"list_position([{listed}], {DUCKDB.name(column)})")


def enum_of(texts: Iterable[str], place: str) -> str:
    """Which of some texts stands at a place, from 1 on, as an enum of them."""
    listed = ", ".join(map(literal, texts))
    return f"list_extract(CAST([{listed}] AS ENUM({listed})[]), {place})"
