"""Inventories as relations of DuckDB: files by their format, databases by its extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.dialect import DUCKDB, OWN
from iotclass.fleet.head import prove_head, rows_like
from iotclass.fleet.literal import literal
from iotclass.fleet.source import Source

if TYPE_CHECKING:
    import duckdb

EXTENSIONS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
"""The extension that reads each database; packages bring them, and DuckDB proves their signature."""

CELLS = "rows of cells between commas, semicolons, tabs or bars"
CONVERTED = "UTF-8, such as by iconv -f windows-1252 -t utf-8"
TOO_LONG = "Maximum line size"
FIRST = 20_000
"""In how many lines of JSON the columns are looked for."""
_KIND = re.compile(r"^[A-Z][A-Za-z -]* [Ee]rror: ")
UNWRITTEN = "Could not write file"
"""What DuckDB says where a disk is full, or a file may not grow."""


@contextmanager
def raising(source: Source) -> Iterator[None]:
    """What DuckDB complains of in our words: an inventory that is wrong, or a lack of memory or disk.

    Raises InvalidError and OutputError.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        line = complaint(error).replace(source.path, source.name)
        if isinstance(error, duckdb.OutOfMemoryException):
            raise OutputError(f"not enough memory or disk: {line}; nothing was written") from None
        if UNWRITTEN in line:
            reason = line.rpartition(": ")[2]
            raise OutputError(f"the disk takes no more: {reason}; nothing was written") from None
        expected = "" if source.form != "csv" else CONVERTED if line.endswith("encoded") else CELLS
        raise InvalidError([Problem(Place(source.name), line, expected)]) from None


def complaint(error: duckdb.Error) -> str:
    """What DuckDB says in the line that tells most, without what kind of error it takes it for."""
    lines = str(error).strip().splitlines()
    return _KIND.sub("", next((line for line in lines if line.startswith(TOO_LONG)), lines[0]))


def attach(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Attach the database of `source`, to be read and never changed, or prove how its CSV file begins."""
    if source.form == "csv":
        prove_head(source)
    if source.form in EXTENSIONS:
        connection.execute(f"LOAD {literal(str(extension(EXTENSIONS[source.form])))}")
    if source.form == "sqlite":
        connection.execute("SET sqlite_all_varchar = true")
    kind = {"duckdb": "DUCKDB", "sqlite": "SQLITE", "postgres": "POSTGRES"}.get(source.form)
    if kind:
        connection.execute(f"ATTACH {literal(source.path)} AS given (TYPE {kind}, READ_ONLY)")


def extension(name: str) -> Path:
    """The file of an extension of DuckDB, in the package that brings it."""
    import duckdb

    spec = find_spec(f"duckdb_extension_{name}")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModuleNotFoundError(f"the package duckdb-extension-{name.replace('_', '-')} is not installed")
    return Path(folders[0]) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"


def relation(connection: duckdb.DuckDBPyConnection, source: Source, *, placed: bool = False) -> str:
    """What stands for the rows of `source` in SQL. Raises InvalidError where a database has no such table.

    Where they are `placed`, rows of files have a column `filename` too.
    """
    path = files(source)
    match source.form:
        case "parquet":
            return f"read_parquet({path}, union_by_name = {str(source.many).lower()})"
        case "csv":
            options = "all_varchar = true, header = true, store_rejects = true, rejects_limit = 0"
            encoding = f", encoding = {literal(source.encoding)}" if source.encoding else ""
            read = f"""read_csv({path}, {options}, quote = '"', escape = '"'{encoding})"""
            return _read_whole(read, "*, filename" if placed else "*")
        case "json":
            columns = ", ".join(f"{literal(key)}: 'VARCHAR'" for key in _keys(connection, source))
            options = f"format = 'newline_delimited', ignore_errors = true, columns = {{{columns}}}"
            return f"read_json({path}, {options})"
    return f"given.{_table(connection, source)}"


def _read_whole(read: str, wanted: str) -> str:
    """What is `wanted` of a CSV file of which every cell is read, whichever are asked for later.

    Otherwise a row whose bytes are no text is there in one pass and not in another, as DuckDB looks at
    those cells alone that it needs; and it fails where it needs few columns, the bad one among them.
    """
    return f"(SELECT {wanted} FROM {read} AS {OWN}row WHERE {OWN}row IS NOT NULL)"


def estimated(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    """How many devices there may be, where that can be known without a pass; else 0."""
    match source.form:
        case "parquet":
            sql = f"SELECT sum(num_rows) FROM parquet_file_metadata({files(source)})"
        case "duckdb":
            table = source.table.rpartition(".")[2]
            sql = (
                "SELECT max(estimated_size) FROM duckdb_tables() WHERE database_name = 'given' "
                f"AND (table_name = {literal(table)} OR {literal(table)} = '')"
            )
        case _:
            return rows_like(source)
    ((found,),) = connection.execute(sql).fetchall()
    return int(found or 0)


def files(source: Source) -> str:
    """The file of `source`, or its files, as SQL names them."""
    return f"[{', '.join(map(literal, source.parts))}]" if source.parts else literal(source.path)


def _keys(connection: duckdb.DuckDBPyConnection, source: Source) -> tuple[str, ...]:
    """The keys of the first objects in a file of JSON lines, which are columns of whatever texts.

    Raises InvalidError where there are none.
    """
    rows = connection.execute(
        "SELECT keys FROM (SELECT json_keys(json) AS keys, row_number() OVER () AS n "
        f"FROM read_ndjson_objects({files(source)}, ignore_errors = true) LIMIT {FIRST}) "
        "WHERE keys IS NOT NULL GROUP BY keys ORDER BY min(n)"
    ).fetchall()
    found = tuple(dict.fromkeys(key for (keys,) in rows for key in keys if key))
    if not found:
        expected = 'an object in a line for each device: {"device_id": …}'
        raise InvalidError([Problem(Place(source.name), "its first lines hold no object of JSON", expected)])
    return found


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
    return ".".join(map(DUCKDB.name, known[wanted]))
