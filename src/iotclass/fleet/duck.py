"""The engine for one machine: DuckDB reads, classifies and writes, in as much memory as it is given."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iotclass.core.content import Content
from iotclass.core.inventory import RESULTS, Inventory
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.plan import classification, literal, rejection
from iotclass.fleet.prepare import Dialect, prepare
from iotclass.fleet.source import Source

if TYPE_CHECKING:
    import duckdb

DIALECT = Dialect('"', "VARCHAR", "unnest", "string_split")
AS_WRITTEN = "join_order,build_side_probe_side"
"""What DuckDB must not do: guess anew how large tables are. In the plan's order the small ones come second."""
Tell = Callable[[float], None]
"""What is told how far the work is, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine may take: memory as DuckDB writes it (`2GB`), threads; None for what the machine has."""

    memory: str | None = None
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Classified:
    """How many rows an inventory has, how many of them were classified, and why which others were not."""

    rows: int
    classified: int
    rejects: tuple[tuple[int, str, str, str], ...]


class Duck:
    """An inventory opened by DuckDB."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Source) -> None:
        self._connection = connection
        self._source = source
        self.columns = tuple(str(row[0]) for row in self._all(f"DESCRIBE SELECT * FROM {self._relation()}"))

    def _relation(self) -> str:
        path = literal(self._source.path)
        match self._source.form:
            case "parquet":
                return f"read_parquet({path})"
            case "csv":
                return f"read_csv({path}, all_varchar=true, null_padding=false)"
            case "json":
                return f"read_json({path}, format='newline_delimited')"
            case _:
                raise NotImplementedError(self._source.form)

    def _all(self, sql: str) -> list[Any]:
        return self._connection.execute(sql).fetchall()

    def _views(self, inventory: Inventory, states: Any, content: Content, *, numbered: bool) -> Any:
        number = ", row_number() OVER () AS n" if numbered else ""
        self._connection.execute(
            f"CREATE OR REPLACE TEMP VIEW raw AS SELECT *{number} FROM {self._relation()}"
        )
        found = prepare(inventory, self.columns, states, content, DIALECT, numbered=numbered)
        for name, sql in found.views:
            what = "VIEW" if name == "inventory" else "TABLE"
            self._connection.execute(f"CREATE OR REPLACE TEMP {what} {name} AS {sql}")
        return found

    def classify(
        self, inventory: Inventory, states: Any, method: Method, content: Content, output: Path, tell: Tell
    ) -> Classified:
        """Classify every row into the file at `output`."""
        found = self._views(inventory, states, content, numbered=False)
        sql = classification(found.shape, found.legend, method, content)
        names = [*RESULTS, *(f"k{place} AS {DIALECT.name(name)}" for place, name in enumerate(found.kept))]
        with _replacing(output) as temporary:
            rows = self._run(
                f"COPY (SELECT {', '.join(names)} FROM ({sql})) TO {literal(str(temporary))} ({_form(output)})",
                tell,
            )
        (classified,) = rows[0]
        ((total,),) = self._all(f"SELECT count(*) FROM {self._relation()}")
        rejects: list[Any] = []
        if total != classified:
            found = self._views(inventory, states, content, numbered=True)
            rejects = self._all(rejection(found.shape, found.legend, method, content))
        return Classified(total, classified, tuple(rejects))

    def _run(self, sql: str, tell: Tell) -> list[Any]:
        """Run `sql` in a thread of its own, so that it can be told how far it is and be interrupted."""
        done = threading.Event()
        result: list[Any] = []

        def work() -> None:
            try:
                result.append(self._connection.execute(sql).fetchall())
            except Exception as error:  # noqa: BLE001  raised again where the work was asked for
                result.append(error)
            finally:
                done.set()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        try:
            while not done.wait(0.2):
                tell(max(0.0, self._connection.query_progress() / 100))
        except BaseException:
            self._connection.interrupt()
            thread.join()
            raise
        if isinstance(result[0], Exception):
            raise result[0]
        rows: list[Any] = result[0]
        return rows


@contextmanager
def opened(source: Source, limits: Limits, folder: Path) -> Iterator[Duck]:
    """An inventory opened; what does not fit into memory goes to a folder of its own within `folder`.

    Raises InvalidError for an inventory that cannot be read.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix=".iotclass-", dir=folder) as spill:
        settings: dict[str, Any] = {
            "temp_directory": spill,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if limits.memory:
            settings["memory_limit"] = limits.memory
        if limits.threads:
            settings["threads"] = limits.threads
        connection = duckdb.connect(config=settings)
        connection.execute(f"SET disabled_optimizers = '{AS_WRITTEN}'")
        connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        try:
            yield Duck(connection, source)
        except duckdb.Error as error:
            raise InvalidError([Problem(Place(source.name), str(error).splitlines()[0])]) from None
        finally:
            connection.close()


@contextmanager
def _replacing(output: Path) -> Iterator[Path]:
    """A file beside `output` that takes its place once it is whole."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from None
    finally:
        temporary.unlink(missing_ok=True)


def _form(output: Path) -> str:
    name = output.name.lower()
    if name.endswith(".parquet"):
        return "FORMAT parquet, COMPRESSION zstd"
    if name.endswith((".csv", ".csv.gz", ".csv.zst")):
        return "FORMAT csv, HEADER"
    if name.endswith((".jsonl", ".ndjson")):
        return "FORMAT json"
    raise OutputError(f"{output}: no format by its name; .parquet, .csv or .jsonl")
