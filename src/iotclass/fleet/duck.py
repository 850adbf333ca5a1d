"""The engine for one machine: DuckDB reads, classifies and writes, in as much memory as it is given."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from iotclass.core.content import Content
from iotclass.core.inventory import ID, RESULTS, Inventory
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.dialect import DUCKDB, OWN
from iotclass.fleet.few import LEAST, enum_of, enums
from iotclass.fleet.head import doubled
from iotclass.fleet.known import Known, by_types
from iotclass.fleet.number import keep_malformed, numbered
from iotclass.fleet.output import form, replacing, writing
from iotclass.fleet.plan import Classification, classification, literal, rejection
from iotclass.fleet.prepare import Prepared, kept, prepare
from iotclass.fleet.relation import attach, estimated, files, raising, relation
from iotclass.fleet.share import Watch
from iotclass.fleet.source import Source
from iotclass.fleet.work import awaited

if TYPE_CHECKING:
    import duckdb

AS_WRITTEN = "join_order,build_side_probe_side"
"""What DuckDB must not do: guess how large tables are. In the plan's order the small ones come second."""
WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
"""The types all of whose numbers are masks as they are."""
NOT_UTF8 = "not UTF-8, unless a mapping's `encoding` says what else"
Tell = Callable[[float, int], None]
"""What is told how far a pass is, from 0 to 1, and over how many devices it goes, 0 where nobody knows."""
States = Mapping[str, tuple[str, ...]]


def nobody(share: float, devices: int) -> None:
    """Tell nobody how far the work is."""


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
        self._devices = estimated(connection, source)
        self._watch: Watch | None = None
        columns = self.rows(f"DESCRIBE SELECT * FROM {self._relation}")
        self._types = {str(name): str(kind) for name, kind, *_ in columns}
        self.columns = tuple(self._types)
        self.doubled = doubled(source, self.columns)

    @property
    def relation(self) -> str:
        """What stands for its rows in SQL."""
        return self._relation

    def count(self, tell: Tell) -> int:
        """How many rows it has, lines that are no rows among them, once it was read."""
        malformed = keep_malformed(self.rows, self._source)
        ((parsed,),) = self.run(f"SELECT count(*) FROM {self._relation}", tell)
        return int(parsed) + malformed

    def rows(self, sql: str) -> list[Any]:
        """What `sql` gives, which does not take long."""
        return run(self._connection, sql, nobody)

    def words(self, column: str, known: Iterable[str], most: int) -> tuple[str, ...]:
        """The most frequent words of a column that are none of `known`, nor ranges of these, nor empty."""
        word = f"lower(trim(CAST({DUCKDB.name(column)} AS VARCHAR)))"
        listed = ", ".join(literal(one.lower()) for one in known)
        rows = self.rows(
            f"SELECT {word} FROM {self._relation} WHERE {word} <> '' AND {word} NOT IN ({listed}) "
            f"AND NOT contains({word}, '..') GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {most}"
        )
        return tuple(str(row[0]) for row in rows)

    @contextmanager
    def then(self, source: Source) -> Iterator[Duck]:
        """Another inventory on the same connection; tables stay, this one is not read any more."""
        with raising(source):
            self.rows("DETACH DATABASE IF EXISTS given")
            attach(self._connection, source)
            yield Duck(self._connection, source)

    def views(
        self,
        inventory: Inventory,
        states: States,
        content: Content,
        *,
        numbered: bool = False,
        also: Mapping[str, str] | None = None,
        replaced: Mapping[str, str] | None = None,
        tell: Tell = nobody,
    ) -> Prepared:
        """Make the views that the classification reads; `numbered` gives rows their number, `n`.

        `also` are columns that the inventory has beside its own, each as an expression over these, and
        `replaced` those of its own that another one stands for.
        """
        more = {**(also or {}), **({f"{OWN}n": "row_number() OVER ()"} if numbered else {})}
        own = ", ".join(f"{sql} AS {DUCKDB.name(name)}" for name, sql in (replaced or {}).items())
        every = f"* REPLACE ({own})" if own else "*"
        parts = ", ".join([every, *(f"{sql} AS {DUCKDB.name(name)}" for name, sql in more.items())])
        self.rows(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {parts} FROM {self._relation}")
        columns = (*self.columns, *(also or {}))
        found = prepare(inventory, columns, states, content, DUCKDB, numbered=numbered, known=self._known())
        for name, sql in found.views:
            what = "VIEW" if name == "inventory" else "TABLE"
            self.rows(f"DROP {what} IF EXISTS {name}")
            self.run(f"CREATE TEMP {what} {name} AS {sql}", tell)
        return found

    def _known(self) -> Known:
        """What is known of the columns; which have no gaps, Parquet files say if all of them do."""
        known = by_types(self._types, "BOOLEAN", WHOLE)
        if self._source.form != "parquet":
            return known
        found = self.rows(
            f"WITH part AS (SELECT * FROM parquet_metadata({files(self._source)})) "
            "SELECT path_in_schema FROM part GROUP BY 1 HAVING sum(coalesce(stats_null_count, 1)) = 0 "
            "AND count(*) = (SELECT count(DISTINCT (file_name, row_group_id)) FROM part)"
        )
        return replace(known, filled=known.numbers & {str(name) for (name,) in found})

    def _few(self, inventory: Inventory, tell: Tell) -> Mapping[str, str]:
        """What is kept of an inventory and is few texts again and again, as enums."""
        if self._source.form != "parquet" or self._devices < LEAST:
            return {}
        further = set(kept(inventory, self.columns)) - inventory.used
        texts = [name for name, kind in self._types.items() if name in further and kind == "VARCHAR"]
        return enums(lambda sql: self.run(sql, tell), self._source, self._relation, texts)

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
        few = self._few(inventory, tell) if wanted.output.name.lower().endswith(".parquet") else None
        found = self.views(inventory, states, content, replaced=few, tell=tell)
        plan = classification(found.shape, found.legend, method, content, repeated=wanted.ids)
        create(self._connection, plan)
        names = [*RESULTS, *(f"k{place} AS {DUCKDB.name(name)}" for place, name in enumerate(found.kept))]

        def why() -> str:
            numbered = self.views(inventory, states, content, numbered=True, tell=tell)
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
            rows = self.count(tell)
            if rows != classified:
                self._reject(why(), wanted, tell)
            else:
                wanted.rejects.unlink(missing_ok=True)
        return Classified(rows, classified)

    def _find_repeated(self, inventory: Inventory, tell: Tell) -> None:
        """A table of the ids that several rows have."""
        column = DUCKDB.name(inventory.columns[ID])
        self.run(
            f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT CAST({column} AS VARCHAR) AS device_id "
            f"FROM {self._relation} GROUP BY 1 HAVING count(*) > 1",
            tell,
        )

    def _reject(self, why: str, wanted: Wanted, tell: Tell) -> None:
        """Tell each row that is left out, with its number and the reason."""
        bad = (
            "SELECT file, line - 1 AS row, '' AS what, text AS value, "
            f"CASE WHEN strange THEN {literal(NOT_UTF8)} ELSE 'no row of this table' END AS reason "
            "FROM malformed"
        )
        head = "file, " if self._source.many else ""
        sql = (
            f'SELECT {head}row, what AS "column", value, reason FROM ('
            f"{self._numbered(why)} UNION ALL BY NAME {bad}) ORDER BY ALL"
        )
        if wanted.strict:
            *file, row, column, value, reason = self.run(f"{sql} LIMIT 1", tell)[0]
            where = f"row {row}, {column}" if column else f"row {row}"
            place = Place(*file or [self._source.name])
            raise InvalidError([Problem(place, f"{where}: {reason}: {value!r}")])
        with replacing(wanted.rejects) as temporary:
            self.run(f"COPY ({sql}) TO {literal(str(temporary))} ({form(wanted.rejects)})", tell)

    def places(self, numbers: Iterable[int]) -> tuple[Place, ...]:
        """Where the rows of these numbers are, in their order, once it was read."""
        keep_malformed(self.rows, self._source)
        told = f"SELECT unnest([{', '.join(map(str, numbers))}]) AS n"
        rows = self.rows(f"SELECT file, row FROM ({self._numbered(told)}) ORDER BY ALL")
        return tuple(Place(file or self._source.name, row) for file, row in rows)

    def _numbered(self, told: str) -> str:
        many = self._source.many and self._source.form == "csv"
        placed = relation(self._connection, self._source, placed=True) if many else self._relation
        return numbered(told, placed, self._source)

    def run(self, sql: str, tell: Tell) -> list[Any]:
        """Run `sql`, a pass over the inventory, told how far it is."""
        if tell is nobody:
            return self.rows(sql)
        self._watch = self._watch or Watch(self._connection, self._source)
        self._watch.begin()
        return run(self._connection, sql, tell, self._devices, self._watch.share)


@contextmanager
def opened(source: Source, limits: Limits, folder: Path) -> Iterator[Duck]:
    """An inventory opened; what does not fit into memory goes to a folder of its own within `folder`.

    Raises InvalidError for an inventory that cannot be read, OutputError where the disk is full.
    """
    with engine(limits, folder) as connection, raising(source):
        attach(connection, source)
        yield Duck(connection, source)


@contextmanager
def engine(limits: Limits, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB; what does not fit into memory goes to a folder of its own within `folder`."""
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


def unseen() -> float:
    """The share of what nobody can see the share of."""
    return 0.0


def run(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    tell: Tell,
    devices: int = 0,
    share: Callable[[], float] = unseen,
) -> list[Any]:
    """Run `sql` in a thread of its own, so that it can be told how far it is, and be interrupted."""
    return awaited(
        lambda: connection.execute(sql).fetchall(), lambda: tell(share(), devices), connection.interrupt
    )


def create(connection: duckdb.DuckDBPyConnection, plan: Classification) -> None:
    """Make the tables of a plan; words that come often as DuckDB's enums, which it writes faster."""
    for table in plan.tables:
        columns = zip(table.columns, zip(*table.rows, strict=True), strict=True)
        parts = [f"{_unnested(column, named=name in table.named)} AS {name}" for name, column in columns]
        sql = f"CREATE OR REPLACE TEMP TABLE {table.name} AS SELECT {', '.join(parts)}"
        run(connection, sql, nobody)
    for name, sql in plan.lookups:
        run(connection, f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", nobody)


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
