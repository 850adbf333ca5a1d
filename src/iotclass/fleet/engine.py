"""DuckDB as it is opened and run here: within limits, offline, so that it can be interrupted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.literal import literal
from iotclass.fleet.output import writing
from iotclass.fleet.work import Told, awaited, nothing, uninterrupted

if TYPE_CHECKING:
    import duckdb

AS_WRITTEN = "join_order,build_side_probe_side"
"""What DuckDB must not do: guess how large tables are. In the plan's order the small ones come second."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine may take: memory as DuckDB writes it (`2GB`), threads; None for what the machine has."""

    memory: str | None = None
    threads: int | None = None


@contextmanager
def engine(limits: Limits, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB; what does not fit into memory goes to a folder of its own within `folder`."""
    with uninterrupted():  # half an import of it takes Python down
        import duckdb

    spill = folder / f".iotclass-{token_hex(4)}"
    try:
        with writing(folder):
            spill.mkdir()
        settings: dict[str, Any] = {
            "temp_directory": str(spill),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if limits.threads:
            settings["threads"] = limits.threads
        connection = duckdb.connect(config=settings)
        try:
            connection.execute(f"SET disabled_optimizers = '{AS_WRITTEN}'")
            connection.execute("SET enable_progress_bar = false")  # its own
            if limits.memory is not None:
                _limit(connection, limits.memory)
            yield connection
        finally:
            connection.close()
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def _limit(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
    import duckdb

    try:
        if memory.strip().startswith("-"):
            raise duckdb.ParserException
        connection.execute(f"SET memory_limit = {literal(memory)}")
    except duckdb.Error:
        raise InvalidError(
            [Problem(Place("--memory-limit"), f"no size: {memory!r}", "a size such as 500MB or 2GB")]
        ) from None


def run(connection: duckdb.DuckDBPyConnection, sql: str, told: Told = nothing) -> list[Any]:
    """Run `sql` in a thread of its own, so that it can be told how far it is, and be interrupted."""
    return awaited(lambda: connection.execute(sql).fetchall(), told, connection.interrupt)
