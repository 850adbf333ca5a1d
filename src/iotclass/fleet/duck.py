"""The engine for one machine: DuckDB reads, classifies and writes, in as much memory as it is given."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iotclass.core.content import Content
from iotclass.core.inventory import ID, RESULTS, Inventory
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.plan import Classification, classification, literal, rejection
from iotclass.fleet.prepare import Dialect, Prepared, prepare
from iotclass.fleet.relation import attach, relation
from iotclass.fleet.source import Source

if TYPE_CHECKING:
    import duckdb

# of a list DuckDB knows which numbers there can be, and finds these in tables by their place
CODE = "list_extract([{codes}], list_position([{words}], {text}))"
DIALECT = Dialect('"', "VARCHAR", "unnest", "string_split", CODE)
AS_WRITTEN = "join_order,build_side_probe_side"
"""What DuckDB must not do: guess how large tables are. In the plan's order the small ones come second."""
Tell = Callable[[float], None]
"""What is told how far the work is, from 0 to 1."""
States = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine may take: memory as DuckDB writes it (`2GB`), threads; None for what the machine has."""

    memory: str | None = None
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to classify into `output`: rows that cannot be go to `rejects`, or stop it where that is `strict`.

    With `ids`, rows that share an id are rejected, all of them: nobody knows which is right.
    """

    output: Path
    rejects: Path
    strict: bool = False
    ids: bool = False


@dataclass(frozen=True, slots=True)
class Classified:
    """How many rows an inventory has, and how many of them were classified."""

    rows: int
    classified: int


class Duck:
    """An inventory opened by DuckDB."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Source) -> None:
        self._connection = connection
        self._source = source
        self._relation = relation(connection, source)
        self.columns = tuple(str(row[0]) for row in self._all(f"DESCRIBE SELECT * FROM {self._relation}"))

    @property
    def relation(self) -> str:
        """What stands for its rows in SQL."""
        return self._relation

    def count(self) -> int:
        """How many rows it has, lines that are no rows among them, once it was read."""
        malformed = self._keep_malformed()
        ((parsed,),) = self._all(f"SELECT count(*) FROM {self._relation}")
        return int(parsed) + malformed

    def rows(self, sql: str) -> list[Any]:
        """What `sql` gives, which does not take long."""
        return self._all(sql)

    def _all(self, sql: str) -> list[Any]:
        return self._connection.execute(sql).fetchall()

    def words(self, column: str, known: Iterable[str], most: int) -> tuple[str, ...]:
        """The most frequent words of a column that are none of `known`, nor ranges of these, nor empty."""
        word = f"lower(trim(CAST({DIALECT.name(column)} AS VARCHAR)))"
        listed = ", ".join(literal(one.lower()) for one in known)
        rows = self._all(
            f"SELECT {word} FROM {self._relation} WHERE {word} <> '' AND {word} NOT IN ({listed}) "
            f"AND NOT contains({word}, '..') GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {most}"
        )
        return tuple(str(row[0]) for row in rows)

    def then(self, source: Source) -> Duck:
        """Another inventory on the same connection; tables stay, this one is not read any more."""
        self._connection.execute("DETACH DATABASE IF EXISTS given")
        attach(self._connection, source)
        return Duck(self._connection, source)

    def views(
        self,
        inventory: Inventory,
        states: States,
        content: Content,
        *,
        numbered: bool = False,
        also: Mapping[str, str] | None = None,
    ) -> Prepared:
        """Make the views that the classification reads; `numbered` gives rows their number, `n`.

        `also` are columns that the inventory has beside its own, each as an expression over these.
        """
        more = {**(also or {}), **({"n": "row_number() OVER ()"} if numbered else {})}
        parts = ", ".join(["*", *(f"{sql} AS {DIALECT.name(name)}" for name, sql in more.items())])
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {parts} FROM {self._relation}")
        columns = (*self.columns, *(also or {}))
        found = prepare(
            inventory, columns, states, content, DIALECT, numbered=numbered, filled=self._filled()
        )
        for name, sql in found.views:
            self._connection.execute(
                f"DROP VIEW IF EXISTS {name}" if name == "inventory" else f"DROP TABLE IF EXISTS {name}"
            )
            what = "VIEW" if name == "inventory" else "TABLE"
            self._connection.execute(f"CREATE TEMP {what} {name} AS {sql}")
        return found

    def _filled(self) -> frozenset[str]:
        """The columns of which every file has every part and says that no cell of it is empty."""
        if self._source.form != "parquet":
            return frozenset()
        found = self._all(
            f"WITH part AS (SELECT * FROM parquet_metadata({literal(self._source.path)})) "
            "SELECT path_in_schema FROM part GROUP BY 1 HAVING sum(coalesce(stats_null_count, 1)) = 0 "
            "AND count(*) = (SELECT count(DISTINCT (file_name, row_group_id)) FROM part)"
        )
        return frozenset(str(name) for (name,) in found)

    def create(self, plan: Classification) -> None:
        """Make the tables of a plan."""
        create(self._connection, plan)

    def classify(
        self,
        inventory: Inventory,
        states: States,
        method: Method,
        content: Content,
        wanted: Wanted,
        tell: Tell,
    ) -> Classified:
        """Classify every row, or tell why not; both files are written whole or not at all.

        Raises InvalidError with the first row that cannot be classified, where that is strict.
        """
        if wanted.ids:
            self._find_repeated(inventory, tell)
        found = self.views(inventory, states, content)
        plan = classification(found.shape, found.legend, method, content, repeated=wanted.ids)
        create(self._connection, plan)
        names = [*RESULTS, *(f"k{place} AS {DIALECT.name(name)}" for place, name in enumerate(found.kept))]

        def why() -> str:
            numbered = self.views(inventory, states, content, numbered=True)
            return rejection(numbered.shape, numbered.legend, method, content, repeated=wanted.ids)

        return self.copy(f"SELECT {', '.join(names)} FROM ({plan.sql})", why, wanted, tell)

    def copy(self, sql: str, why: Callable[[], str], wanted: Wanted, tell: Tell) -> Classified:
        """Write what `sql` makes of the inventory's rows; what `why` gives tells those that are not in it.

        Both files are written whole or not at all. Raises InvalidError with the first such row, where that is
        strict.
        """
        with replacing(wanted.output) as temporary:
            into = f"{literal(str(temporary))} ({form(wanted.output)})"
            copied = self.run(f"COPY ({sql}) TO {into}", tell)
            classified = int(copied[0][0])
            malformed = self._keep_malformed()
            ((parsed,),) = self._all(f"SELECT count(*) FROM {self._relation}")
            rows = int(parsed) + malformed
            if rows != classified:
                self._reject(why(), wanted)
            else:
                wanted.rejects.unlink(missing_ok=True)
        return Classified(rows, classified)

    def _find_repeated(self, inventory: Inventory, tell: Tell) -> None:
        """A table of the ids that several rows have."""
        column = DIALECT.name(inventory.columns[ID])
        self.run(
            f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT CAST({column} AS VARCHAR) AS device_id "
            f"FROM {self._relation} GROUP BY 1 HAVING count(*) > 1",
            tell,
        )

    def _keep_malformed(self) -> int:
        """Keep what the last pass found to be no rows of a CSV file; how many of them no pass counts."""
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE malformed (line BIGINT, text VARCHAR, uncounted BOOLEAN)"
        )
        if self._source.form != "csv":
            return 0
        self._connection.execute(
            "INSERT INTO malformed "
            "SELECT line, any_value(csv_line), bool_and(error_type <> 'INVALID ENCODING') "
            "FROM reject_errors GROUP BY line"
        )
        self._connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
        ((found,),) = self._all("SELECT count(*) FROM malformed WHERE uncounted")
        return int(found)

    def _reject(self, why: str, wanted: Wanted) -> None:
        """Tell each row that is left out, with its number and the reason."""
        sql = (
            "WITH bad AS (SELECT line, text, line - 1 - row_number() OVER (ORDER BY line) AS before "
            f"FROM malformed), told AS ({why}) "
            'SELECT n + (SELECT count(*) FROM bad WHERE n > before) AS "row", what AS "column", value, '
            "reason FROM told "
            "UNION ALL SELECT line - 1, '', text, 'no row of this table' FROM bad ORDER BY 1, 2"
        )
        if wanted.strict:
            (row, column, value, reason) = self._all(f"{sql} LIMIT 1")[0]
            where = f"row {row}, {column}" if column else f"row {row}"
            raise InvalidError([Problem(Place(self._source.name), f"{where}: {reason}: {value!r}")])
        with replacing(wanted.rejects) as temporary:
            self._connection.execute(f"COPY ({sql}) TO {literal(str(temporary))} (FORMAT csv, HEADER)")

    def run(self, sql: str, tell: Tell) -> list[Any]:
        """Run `sql`, told how far it is."""
        return run(self._connection, sql, tell)


@contextmanager
def opened(source: Source, limits: Limits, folder: Path) -> Iterator[Duck]:
    """An inventory opened; what does not fit into memory goes to a folder of its own within `folder`.

    Raises InvalidError for an inventory that cannot be read, OutputError where the disk is full.
    """
    import duckdb

    with engine(limits, folder) as connection:
        try:
            attach(connection, source)
            yield Duck(connection, source)
        except duckdb.OutOfMemoryException as error:
            said = str(error).splitlines()[0]
            raise OutputError(f"not enough memory or disk: {said}; nothing was written") from None
        except duckdb.Error as error:
            raise InvalidError([Problem(Place(source.name), _said(error, source))]) from None


@contextmanager
def engine(limits: Limits, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB; what does not fit into memory goes to a folder of its own within `folder`."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix=".iotclass-", dir=folder) as spill:
        settings: dict[str, Any] = {
            "temp_directory": spill,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if limits.threads:
            settings["threads"] = limits.threads
        connection = duckdb.connect(config=settings)
        try:
            connection.execute(f"SET disabled_optimizers = '{AS_WRITTEN}'")
            connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
            if limits.memory:
                _limit(connection, limits.memory)
            yield connection
        finally:
            connection.close()


def _limit(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
    import duckdb

    try:
        connection.execute(f"SET memory_limit = {literal(memory)}")
    except duckdb.Error:
        raise InvalidError(
            [Problem(Place("--memory-limit"), f"no size: {memory!r}", "a size such as 500MB or 2GB")]
        ) from None


def _said(error: Exception, source: Source) -> str:
    """What an engine says of an inventory, in one line, without what may be secret."""
    line = str(error).strip().splitlines()[0]
    return line.replace(source.path, source.name)


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A file beside `output` that takes its place once it is whole."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)


def form(output: Path) -> str:
    """How to write a file of that name. Raises OutputError for one of no known format."""
    name = output.name.lower()
    if name.endswith(".parquet"):
        return "FORMAT parquet, COMPRESSION zstd"
    packed = "gzip" if name.endswith(".gz") else "zstd" if name.endswith(".zst") else "none"
    plain = name.removesuffix(".gz").removesuffix(".zst")
    if plain.endswith(".csv"):
        return f"FORMAT csv, HEADER, COMPRESSION {packed}"
    if plain.endswith((".jsonl", ".ndjson")):
        return f"FORMAT json, COMPRESSION {packed}"
    raise OutputError(
        f"{output}: no format by its name; expected .parquet, .csv or .jsonl (packed: .gz, .zst)"
    )


def run(connection: duckdb.DuckDBPyConnection, sql: str, tell: Tell) -> list[Any]:
    """Run `sql` in a thread of its own, so that it can be told how far it is, and be interrupted."""
    done = threading.Event()
    result: list[Any] = []

    def work() -> None:
        try:
            result.append(connection.execute(sql).fetchall())
        except BaseException as error:  # noqa: BLE001  raised again where the work was asked for
            result.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while not done.wait(0.1):
            tell(max(0.0, connection.query_progress() / 100))
    except BaseException:
        connection.interrupt()
        thread.join()
        raise
    if isinstance(result[0], BaseException):
        raise result[0]
    rows: list[Any] = result[0]
    return rows


def create(connection: duckdb.DuckDBPyConnection, plan: Classification) -> None:
    """Make the tables of a plan; words that come often as DuckDB's enums, which it writes faster."""
    for table in plan.tables:
        columns = zip(table.columns, zip(*table.rows, strict=True), strict=True)
        parts = [
            f"unnest({_listed(column, named=name in table.named)}) AS {name}" for name, column in columns
        ]
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table.name} AS SELECT {', '.join(parts)}")
    for name, sql in plan.lookups:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")


def _listed(column: tuple[object, ...], *, named: bool) -> str:
    """A column as a list of SQL; numbers in one text, which DuckDB reads a hundred times as fast."""
    if all(one is None or type(one) is int for one in column):
        large = any(one is not None and abs(one) >> 31 for one in column if isinstance(one, int))
        text = ", ".join("NULL" if one is None else str(one) for one in column)
        return f"CAST('[{text}]' AS {'BIGINT' if large else 'INTEGER'}[])"
    cells = f"[{', '.join(map(literal, column))}]"
    words = ", ".join(literal(one) for one in dict.fromkeys(column) if one is not None)
    return f"CAST({cells} AS ENUM({words})[])" if named else cells
