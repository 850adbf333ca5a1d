"""The engine for one machine: DuckDB reads, classifies and writes, in as much memory as it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iotclass.core.content import Content
from iotclass.core.inventory import ID, RESULTS, Inventory
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.dialect import DUCKDB, OWN
from iotclass.fleet.engine import Limits, engine, run
from iotclass.fleet.few import LEAST, enums
from iotclass.fleet.head import doubled
from iotclass.fleet.known import Known, by_types
from iotclass.fleet.literal import literal
from iotclass.fleet.lookup import create
from iotclass.fleet.number import forget_malformed, keep_malformed, numbered
from iotclass.fleet.output import PARQUET, form, replacing
from iotclass.fleet.plan import Classification, classification, rejection
from iotclass.fleet.prepare import Prepared, kept, prepare
from iotclass.fleet.relation import attach, estimated, files, raising, relation
from iotclass.fleet.share import Watch
from iotclass.fleet.source import Source
from iotclass.fleet.work import Told, begun, nothing

if TYPE_CHECKING:
    import duckdb

WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
"""The types all of whose numbers are masks as they are."""
PRINTED = "!"
"""The first sign that prints."""
NOT_UTF8 = "not UTF-8, unless a mapping's `encoding` says what else"
Tell = Callable[[float, int], None]
"""What is told how far a pass is, from 0 to 1, and over how many devices it goes, 0 where nobody knows."""
States = Mapping[str, tuple[str, ...]]
Columns = Mapping[str, str]
"""Columns by name, each as an expression over those that are there."""
EMPTY: Columns = {}


def nobody(share: float, devices: int) -> None:
    """Tell nobody how far the work is."""


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
        return run(self._connection, sql)

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
            forget_malformed(self.rows)
            attach(self._connection, source)
            yield Duck(self._connection, source)

    def views(
        self,
        inventory: Inventory,
        states: States,
        content: Content,
        *,
        numbered: bool = False,
        also: Columns = EMPTY,
        tell: Tell = nobody,
    ) -> Prepared:
        """Make the views that the classification reads; `numbered` gives rows their number, `n`.

        `also` are columns that the inventory has beside its own, each as an expression over these.
        """
        found = self._prepared(inventory, states, content, self._known(), numbered=numbered, also=also)
        more = {**also, **({f"{OWN}n": "row_number() OVER ()"} if numbered else {})}
        self._view(found, tell, more=more)
        return found

    def _prepared(
        self,
        inventory: Inventory,
        states: States,
        content: Content,
        known: Known,
        *,
        numbered: bool = False,
        also: Iterable[str] = (),
    ) -> Prepared:
        columns = (*self.columns, *also)
        return prepare(inventory, columns, states, content, DUCKDB, numbered=numbered, known=known)

    def _view(self, found: Prepared, tell: Tell, *, more: Columns = EMPTY, replaced: Columns = EMPTY) -> None:
        """Make views over the rows, with `more` columns, and some `replaced`, each an expression."""
        own = ", ".join(f"{sql} AS {DUCKDB.name(name)}" for name, sql in replaced.items())
        every = f"* REPLACE ({own})" if own else "*"
        parts = ", ".join([every, *(f"{sql} AS {DUCKDB.name(name)}" for name, sql in more.items())])
        self.rows(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {parts} FROM {self._relation}")
        for name, sql in found.views:
            what = "VIEW" if name == "inventory" else "TABLE"
            self.rows(f"DROP {what} IF EXISTS {name}")
            self.run(f"CREATE TEMP {what} {name} AS {sql}", tell)

    def _known(self) -> Known:
        """What is known of the columns; which have no gaps or blanks, Parquet files say if all of them do."""
        known = by_types(self._types, "BOOLEAN", WHOLE)
        if self._source.form != "parquet":
            return known
        found = self.rows(
            f"WITH part AS (SELECT * FROM parquet_metadata({files(self._source)})) "
            f"SELECT path_in_schema, bool_and(coalesce(stats_min_value > {literal(PRINTED)}, false)) "
            "FROM part GROUP BY 1 HAVING sum(coalesce(stats_null_count, 1)) = 0 "
            "AND count(*) = (SELECT count(DISTINCT (file_name, row_group_id)) FROM part)"
        )
        # a comma may stand in a name, or between those of a nested column
        alone = {str(name): bool(printed) for name, printed in found if ", " not in str(name)}
        texts = (name for name, printed in alone.items() if printed and self._types.get(name) == "VARCHAR")
        return replace(known, filled=known.numbers & alone.keys(), printed=frozenset(texts))

    @contextmanager
    def _few(self, inventory: Inventory, output: Path, tell: Tell) -> Iterator[Callable[[], Columns]]:
        """What is kept of an inventory and is few texts again and again, as enums; looked for meanwhile."""
        if form(output) != PARQUET or self._source.form != "parquet" or self._devices < LEAST:
            yield dict
            return
        further = set(kept(inventory, self.columns)) - inventory.used
        texts = [name for name, kind in self._types.items() if name in further and kind == "VARCHAR"]
        told = self._told(tell)
        with closing(self._connection.cursor()) as cursor:

            def search() -> Columns:
                return enums(lambda sql: cursor.execute(sql).fetchall(), self._source, self._relation, texts)

            with begun(search, cursor.interrupt) as ended:
                yield lambda: ended(told)

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
        known = self._known()
        with self._few(inventory, wanted.output, tell) as few:
            found = self._prepared(inventory, states, content, known)
            plan = classification(found.shape, found.legend, method, content, repeated=wanted.ids)
            self._view(found, tell, replaced=few())
        self.create(plan)
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
        return run(self._connection, sql, self._told(tell))

    def _told(self, tell: Tell) -> Told:
        """What tells how far a pass is that begins now."""
        if tell is nobody:
            return nothing
        watch = self._watch = self._watch or Watch(self._connection, self._source)
        watch.begin()
        return lambda: tell(watch.share(), self._devices)


@contextmanager
def opened(source: Source, limits: Limits, folder: Path) -> Iterator[Duck]:
    """An inventory opened; what does not fit into memory goes to a folder of its own within `folder`.

    Raises InvalidError for an inventory that cannot be read, OutputError where the disk is full.
    """
    with engine(limits, folder) as connection, raising(source):
        attach(connection, source)
        yield Duck(connection, source)
