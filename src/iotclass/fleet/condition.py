"""Conditions that users write in SQL over an inventory's columns: an expression and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.duck import Duck
from iotclass.fleet.literal import literal
from iotclass.fleet.relation import complaint

REFUSED = {"SUBQUERY": "a query of its own", "PARAMETER": "a parameter", "STAR": "a star"}
"""What stands in expressions of SQL that say more than whether a row is meant."""
EXPECTED = "an expression over the inventory's columns, such as model = 'X'"
PLACE = Place("--where")


def condition(text: str, duck: Duck) -> str:
    """`text` as SQL that is true or false of each row. Raises InvalidError where it is anything else.

    That it is one expression is proved by the parser: what it makes of the text in the place of a value
    differs from what it makes of a plain value there in nothing else. That it reads nothing but the row's
    columns, DuckDB's binder proves, once there is no query in it.
    """
    import duckdb

    framed = f"(\n{text}\n)"
    try:
        _prove_expression(_parsed(framed, duck), _parsed("NULL", duck))
        duck.rows(f"EXPLAIN SELECT 1 FROM {duck.relation} WHERE {framed}")
        ((_, kind, *_),) = duck.rows(f"DESCRIBE SELECT {framed} AS said FROM {duck.relation}")
    except duckdb.Error as error:
        raise _invalid(complaint(error)) from None
    if kind != "BOOLEAN":
        raise _invalid(f"it gives {kind}, not true or false")
    return f"coalesce({framed}, false)"


@contextmanager
def meant(text: str) -> Iterator[None]:
    """Raise InvalidError where a cell is not what a condition takes it for: many inventories are of texts."""
    import duckdb

    try:
        yield
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        if not text:
            raise
        raise _invalid(complaint(error)) from None


def _parsed(expression: str, duck: Duck) -> dict[str, Any]:
    """The statement that selects `expression`, as DuckDB's parser understands it."""
    ((text,),) = duck.rows(f"SELECT json_serialize_sql({literal(f'SELECT {expression}')})")
    found: dict[str, Any] = json.loads(text)
    if found["error"]:
        raise _invalid(str(found["error_message"]).splitlines()[0])
    return found


def _prove_expression(found: dict[str, Any], plain: dict[str, Any]) -> None:
    statements = found["statements"]
    selected = statements[0]["node"].pop("select_list", []) if len(statements) == 1 else []
    plain["statements"][0]["node"].pop("select_list")
    if len(selected) == 1:
        for name, refused in REFUSED.items():
            if name in _classes(selected[0]):
                raise _invalid(f"{refused} has no place in it")
    if len(selected) != 1 or selected[0]["alias"] or found != plain:
        raise _invalid("it is more than one expression")


def _classes(node: object) -> Iterator[str]:
    """The classes of the expressions in a parsed expression."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if isinstance(one.get("class"), str):
                yield one["class"]
            todo += one.values()
        elif isinstance(one, list):
            todo += one


def _invalid(message: str) -> InvalidError:
    return InvalidError([Problem(PLACE, message, EXPECTED)])
