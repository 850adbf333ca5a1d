"""Inventories as relations of DuckDB: files by their format, databases by its extensions."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.plan import literal
from iotclass.fleet.source import Source

if TYPE_CHECKING:
    import duckdb

EXTENSIONS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
"""The extension that reads each database; packages bring them, and DuckDB proves their signature."""


def attach(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Attach the database of `source`, where it is one, to be read and never changed."""
    if source.form in EXTENSIONS:
        connection.execute(f"LOAD {literal(str(_extension(EXTENSIONS[source.form])))}")
    if source.form == "sqlite":
        connection.execute("SET sqlite_all_varchar = true")
    kind = {"duckdb": "DUCKDB", "sqlite": "SQLITE", "postgres": "POSTGRES"}.get(source.form)
    if kind:
        connection.execute(f"ATTACH {literal(source.path)} AS given (TYPE {kind}, READ_ONLY)")


def _extension(name: str) -> Path:
    """The file of an extension of DuckDB, in the package that brings it."""
    import duckdb

    spec = find_spec(f"duckdb_extension_{name}")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModuleNotFoundError(f"the package duckdb-extension-{name.replace('_', '-')} is not installed")
    return Path(folders[0]) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"


def relation(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    """What stands for the rows of `source` in SQL. Raises InvalidError where a database has no such table."""
    path = literal(source.path)
    match source.form:
        case "parquet":
            return f"read_parquet({path}, union_by_name = {str(source.many).lower()})"
        case "csv":
            options = "all_varchar = true, header = true, store_rejects = true, rejects_limit = 0"
            return f"""read_csv({path}, {options}, quote = '"', escape = '"')"""
        case "json":
            return f"read_json({path}, format = 'newline_delimited', ignore_errors = true)"
    return f"given.{_table(connection, source)}"


def _table(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    """The table of a database by its quoted name; the only one where none is named."""
    rows = connection.execute(
        "SELECT schema_name, name FROM ("
        "SELECT database_name, schema_name, table_name AS name FROM duckdb_tables() UNION ALL "
        "SELECT database_name, schema_name, view_name AS name FROM duckdb_views() WHERE NOT internal) "
        "WHERE database_name = 'given' AND schema_name NOT IN ('information_schema', 'pg_catalog') "
        "ORDER BY 1, 2"
    ).fetchall()
    default = "public" if source.form == "postgres" else "main"
    known = {table if schema == default else f"{schema}.{table}": (schema, table) for schema, table in rows}
    wanted = source.table or (next(iter(known)) if len(known) == 1 else "")
    if wanted not in known:
        what = f"no table {source.table!r}" if source.table else "a database of several tables"
        if not known:
            what = "a database without tables"
        listed = ", ".join(f"#{name}" for name in list(known)[:16])
        raise InvalidError([Problem(Place(source.name), what, f"one of {listed}" if known else "")])
    return ".".join('"' + part.replace('"', '""') + '"' for part in known[wanted])
