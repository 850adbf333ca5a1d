"""The engine for many machines: Spark reads, classifies and writes parts; no row comes to the driver."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iotclass.core.content import Content
from iotclass.core.inventory import RESULTS, Inventory
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.dialect import OWN, SPARK
from iotclass.fleet.duck import Classified, States, Tell
from iotclass.fleet.engine import Limits, engine
from iotclass.fleet.folder import Folder
from iotclass.fleet.known import Known, by_types
from iotclass.fleet.literal import literal
from iotclass.fleet.lookup import create
from iotclass.fleet.plan import Classification, Table, classification, rejection
from iotclass.fleet.prepare import Prepared, prepare
from iotclass.fleet.session import spark_session
from iotclass.fleet.source import FORMATS, POSTGRES, Source

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

TYPES = {"BOOLEAN": "BOOLEAN", "INTEGER": "INT", "BIGINT": "BIGINT"}
"""The types of columns that are no texts, as Spark calls them."""
WHOLE = {"tinyint", "smallint", "int", "bigint"}
"""The types all of whose numbers are masks as they are."""
BY_FOOTER = {"spark.sql.sources.useV1SourceList": "", "spark.sql.parquet.aggregatePushdown": "true"}
"""What makes Spark count by what each Parquet file says of itself."""
MALFORMED = f"{OWN}malformed"
"""The column that holds what is no row of a table; no column of an inventory is called so."""
PLACED, PART = f"{OWN}placed", f"{OWN}part"
COLUMNS = 16
"""How many columns of states fit into the code that Spark makes of a whole row."""
MOST_FACTS = 2_000
"""How many combinations of kinds and facts may occur: each is a hundred rows of what all are sent."""
READ = {"parquet": FORMATS["parquet"], "csv": FORMATS["csv"], "json": (*FORMATS["json"], ".json", ".json.gz")}
"""The formats that Spark reads, by how names of files end."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What to classify into the folder `output`: rows that cannot be go to `rejects`, or stop it."""

    output: str
    rejects: str
    strict: bool = False
    ids: bool = False
    replace: bool = False


class Spark:
    """An inventory opened by Spark: a file, a folder of parts, or a pattern of either."""

    def __init__(self, session: SparkSession, source: Source) -> None:
        self._session = session
        self.source = source
        self._partitions = str(session.conf.get("spark.sql.shuffle.partitions"))
        frame = self._read()
        self.columns = tuple(name for name in frame.columns if name != MALFORMED)
        self.doubled: frozenset[str] = frozenset()
        self._malformed = MALFORMED in frame.columns
        self._frame = frame

    def _read(self) -> DataFrame:
        """The rows as they are; texts where the format knows nothing else."""
        reader = self._session.read
        path = self.source.path
        if self.source.form == "parquet":
            return reader.parquet(path)
        if self.source.form == "json":
            return reader.json(path, columnNameOfCorruptRecord=MALFORMED)
        head = self._session.read.text(path).head()
        line = head[0] if head else ""
        options: dict[str, Any] = {
            "sep": max(",;\t|", key=line.count),
            "header": True,
            "quote": '"',
            "escape": '"',
            "multiLine": True,
        }
        columns = [name.removeprefix("\ufeff") for name in reader.csv(path, **options).columns]
        schema = ", ".join(f"{SPARK.name(name)} STRING" for name in [*columns, MALFORMED])
        return reader.csv(path, schema, columnNameOfCorruptRecord=MALFORMED, **options)

    def _rows(self, frame: DataFrame) -> DataFrame:
        """What is a row of the table at all."""
        if not self._malformed:
            return frame
        return frame.where(frame[MALFORMED].isNull()).drop(MALFORMED)

    def _numbered(self) -> DataFrame:
        """The rows, each with its file and its number in there, as `n`.

        Spark counts within each part of a file; what comes before a part is counted once and added.
        """
        from pyspark.sql import Window
        from pyspark.sql import functions as f

        # in a struct of its own, so that an inventory's columns may be called anything
        placed = self._frame.select(
            "*",
            f.struct(
                f.col("_metadata.file_path").alias("file"),
                f.col("_metadata.file_block_start").alias("block"),
                f.monotonically_increasing_id().alias("id"),
            ).alias(PLACED),
        )
        of_part = [f.col(f"{PLACED}.{name}").alias(name) for name in ("file", "block", "id")]
        parts = placed.select(*of_part).groupBy("file", "block")
        counted = parts.agg(f.min("id").alias("id"), f.count("*").alias("size"))
        earlier = Window.partitionBy("file").orderBy("block").rowsBetween(Window.unboundedPreceding, -1)
        start = f.col("id") - f.coalesce(f.sum("size").over(earlier), f.lit(0)) - 1
        starts = counted.select(f.struct("file", "block", start.alias("id")).alias(PART))
        same = [f.col(f"{PLACED}.{name}") == f.col(f"{PART}.{name}") for name in ("file", "block")]
        row = (f.col(f"{PLACED}.id") - f.col(f"{PART}.id")).alias("row")
        columns = [f.col(SPARK.name(name)) for name in self._frame.columns]
        number = f.struct(f.col(f"{PLACED}.file").alias("file"), row).alias(f"{OWN}n")
        return placed.join(f.broadcast(starts), same).select(*columns, number)

    def views(
        self,
        inventory: Inventory,
        states: States,
        content: Content,
        raw: DataFrame,
        *,
        ids: bool,
        numbered: bool,
    ) -> Prepared:
        """Make the views that the classification reads."""
        self._rows(raw).createOrReplaceTempView("raw")
        known = self._known(inventory)
        found = prepare(inventory, self.columns, states, content, SPARK, numbered=numbered, known=known)
        for name, sql in found.views:
            self._session.sql(sql).createOrReplaceTempView(name)
        if ids:
            repeated = "SELECT device_id FROM inventory GROUP BY device_id HAVING count(*) > 1"
            self._session.sql(repeated).createOrReplaceTempView("repeated")
        return found

    def _known(self, inventory: Inventory) -> Known:
        """What is known of the columns, and which masks have no gaps, as the files say; no row is read."""
        from pyspark.errors import PySparkException

        known = by_types(dict(self._frame.dtypes), "boolean", WHOLE)
        masks = [name for names in inventory.masks.values() for name in names if name in known.numbers]
        if self.source.form != "parquet" or not masks:
            return known
        settings = self._session.conf
        before = {name: str(settings.get(name)) for name in BY_FOOTER}
        try:
            for name, value in BY_FOOTER.items():
                settings.set(name, value)
            counts = ["count(*)", *(f"count({SPARK.name(name)})" for name in masks)]
            row = self._session.read.parquet(self.source.path).selectExpr(*counts).head()
        except PySparkException:
            return known  # a file that does not say
        finally:
            for name, old in before.items():
                settings.set(name, old)
        rows, *filled = row or (0,)
        full = frozenset(name for name, count in zip(masks, filled, strict=True) if count == rows)
        return replace(known, filled=full)

    def create(self, plan: Classification, found: Prepared) -> None:
        """Make the tables of a plan, by DuckDB, which takes a hundredth of the time that Spark takes.

        As one text of JSON each is a table whose size Spark knows, and which it sends to all.
        Raises InvalidError where too many combinations of facts occur for that.
        """
        self._adapt(large=False)
        tables = [*plan.tables, *self._fact_set(found)]
        read = set(re.findall(r"\w+", plan.sql))
        with engine(Limits(), Path(tempfile.gettempdir())) as connection:
            create(connection, replace(plan, tables=tuple(tables)))
            made = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
            for name in (name for (name,) in made if name in read):
                self._session.sql(_table(connection, name)).createOrReplaceTempView(name)

    def _fact_set(self, found: Prepared) -> Iterator[Table]:
        """Which facts are said together of kinds, where any are: what kinds are asked for depends on it."""
        if "fact_set" not in dict(found.views):
            return
        occurring = self._session.sql("SELECT w_kind, f_yes, f_no, f_open FROM fact_set").limit(
            MOST_FACTS + 1
        )
        rows = tuple(tuple(row) for row in occurring.collect())
        if len(rows) > MOST_FACTS:
            message = f"facts are said in more than {MOST_FACTS:,} combinations, which Spark is not sent"
            raise InvalidError([Problem(Place(self.source.path), message, "--engine duckdb, or fewer facts")])
        yield Table("fact_set", ("w_kind", "f_yes", "f_no", "f_open"), rows or ((None, 0, 0, 0),))

    def _adapt(self, *, large: bool, long: bool = False) -> None:
        """Let Spark plan anew as it goes where what is joined may be large: lists of controls, repeated ids.

        All else that is joined is small, and sooner done in one task than planned anew. What is too `long`
        for one method of Java it does not try to make one of, again and again.
        """
        settings = self._session.conf
        settings.set("spark.sql.adaptive.enabled", str(large).lower())
        settings.set("spark.sql.shuffle.partitions", self._partitions if large else "1")
        settings.set("spark.sql.codegen.wholeStage", str(not long).lower())

    def classify(
        self,
        inventory: Inventory,
        states: States,
        method: Method,
        content: Content,
        wanted: Parts,
        tell: Tell,
    ) -> Classified:
        """Classify every row, or tell why not; both folders are written whole or not at all.

        Raises InvalidError with one row that cannot be classified, where that is strict.
        """
        from pyspark.sql import Observation
        from pyspark.sql import functions as f

        output, rejects = (Folder(self._session, one) for one in (wanted.output, wanted.rejects))
        for one in (output, rejects):
            one.prove_apart(self.source.path)
            one.prove_writable(replace=wanted.replace)
        found = self.views(inventory, states, content, self._frame, ids=wanted.ids, numbered=False)
        plan = classification(found.shape, found.legend, method, content, repeated=wanted.ids)
        self.create(plan, found)
        self._adapt(large=wanted.ids or bool(inventory.listed), long=_long(inventory))
        names = [*RESULTS, *(f"k{place} AS {SPARK.name(name)}" for place, name in enumerate(found.kept))]
        counted = Observation("classified")
        result = (
            self._session.sql(plan.sql).selectExpr(*names).observe(counted, f.count(f.lit(1)).alias("rows"))
        )
        with ExitStack() as both, self._watched(tell):
            _write(result, both.enter_context(output.replacing()), wanted.output)
            classified = int(counted.get.get("rows", 0))
            rows = self._frame.count()
            if rows == classified:
                rejects.remove()
            else:
                told = self._told(inventory, states, method, content, ids=wanted.ids)
                if wanted.strict:
                    first = told.head()
                    raise InvalidError([_first(first)] if first else [])
                _write(told, both.enter_context(rejects.replacing()), ".csv")
        return Classified(rows, classified)

    def _told(
        self, inventory: Inventory, states: States, method: Method, content: Content, *, ids: bool
    ) -> DataFrame:
        """Each cell that keeps a row from being classified: its file, row, column, text, and the reason."""
        from pyspark.sql import functions as f

        numbered = self._numbered()
        self._adapt(large=True, long=_long(inventory))
        found = self.views(inventory, states, content, numbered, ids=ids, numbered=True)
        # each reason is a pass of its own, so that what these read is kept
        needed = [name for name in self._session.table("inventory").columns if _tells(name)]
        self._session.table("inventory").select(*needed).persist().createOrReplaceTempView("inventory")
        told = self._session.sql(rejection(found.shape, found.legend, method, content, repeated=ids))
        told = told.selectExpr("n.file", "n.row", "what AS column", "value", "reason")
        if not self._malformed:
            return told
        no_row = numbered.where(numbered[MALFORMED].isNotNull()).select(
            f"{OWN}n.file",
            f"{OWN}n.row",
            f.lit("").alias("column"),
            # Spark reads what is malformed only beside another column
            f.coalesce(f.col(MALFORMED), f.col(SPARK.name(self.columns[0]))).alias("value"),
            f.lit("no row of this table").alias("reason"),
        )
        return told.unionByName(no_row)

    @contextmanager
    def _watched(self, tell: Tell) -> Iterator[None]:
        """Tell how far the largest step of the work is, while it is done."""
        done = threading.Event()
        tracker = self._session.sparkContext.statusTracker()

        def watch() -> None:
            while not done.wait(0.5):
                stages = [tracker.getStageInfo(one) for one in tracker.getActiveStageIds()]
                largest = max((one for one in stages if one), key=lambda one: one.numTasks, default=None)
                tell(largest.numCompletedTasks / max(1, largest.numTasks) if largest else 0.0, 0)

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


@contextmanager
def opened_by_spark(text: str, master: str | None, limits: Limits) -> Iterator[Spark]:
    """The inventory that a user calls `text`, opened by Spark.

    Raises InvalidError for one that cannot be read, OutputError for what cannot be written.
    """
    if text.startswith(POSTGRES) or text.lower().endswith((*FORMATS["duckdb"], *FORMATS["sqlite"])):
        form = "postgres" if text.startswith(POSTGRES) else ""
        raise InvalidError([_unread(Source(form, *text.partition("#")[::2]).name)])
    with spark_session(master, limits) as session:
        from py4j.protocol import Py4JError, Py4JNetworkError
        from pyspark.errors import PySparkException

        try:
            yield Spark(session, _source(session, text))
        except (ConnectionError, Py4JNetworkError):
            raise OutputError("Spark ended before its work was done; nothing was written") from None
        except (PySparkException, Py4JError) as error:
            raise InvalidError([Problem(Place(text), _said(error))]) from None


def _tells(name: str) -> bool:
    """Whether a column of the view `inventory` says why a row is rejected, or which one it is."""
    return name in {"n", "device_id", "wrong_in", "wrong", "wrong_as", "of_kind"} or name.startswith(
        ("t_", "w_")
    )


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """SQL of Spark that is a table of DuckDB, its rows in the text."""
    ((rows,),) = connection.execute(
        f"SELECT json_group_array(to_json(row)) FROM (FROM {name} ORDER BY ALL) AS row"
    ).fetchall()
    described = connection.execute(f"DESCRIBE {name}").fetchall()
    columns = ", ".join(f"{column} {TYPES.get(kind, SPARK.text)}" for column, kind, *_ in described)
    return f"SELECT inline(from_json({literal(rows)}, 'array<struct<{columns}>>', map('mode', 'FAILFAST')))"


def _long(inventory: Inventory) -> bool:
    """Whether so many columns say states that no method of Java holds what is done with a row."""
    return len(inventory.control_columns) + len(inventory.facts) > COLUMNS


def _source(session: SparkSession, text: str) -> Source:
    first = Folder(session, text).first()
    if not first:
        raise InvalidError([Problem(Place(text), "no such file, and no folder with files", "an inventory")])
    for name in (first, text.rstrip("/")):
        for form, suffixes in READ.items():
            if name.lower().endswith(suffixes):
                return Source(form, text)
    raise InvalidError([_unread(text)])


def _unread(text: str) -> Problem:
    return Problem(
        Place(text), "is nothing that Spark reads here", "Parquet, CSV or JSON lines; or --engine duckdb"
    )


def _said(error: Exception) -> str:
    """What Spark says of an error, in one line: the last cause that it names."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (causes or lines or [type(error).__name__])[-1 if causes else 0]


def _first(row: Any) -> Problem:
    where = f"row {row['row']}, {row['column']}" if row["column"] else f"row {row['row']}"
    return Problem(Place(row["file"]), f"{where}: {row['reason']}: {row['value']!r}")


def _write(frame: DataFrame, address: str, name: str) -> None:
    match output_form(name):
        case "parquet":
            frame.write.parquet(address, compression="zstd")
        case "csv":
            frame.write.csv(
                address,
                header=True,
                escape='"',
                ignoreLeadingWhiteSpace=False,
                ignoreTrailingWhiteSpace=False,
            )
        case _:
            frame.write.json(address, ignoreNullFields=False)


def output_form(name: str) -> str:
    """How to write a folder of that name. Raises OutputError for one of no known format."""
    for form, suffixes in {"parquet": (".parquet",), "csv": (".csv",), "json": READ["json"][:1]}.items():
        if name.rstrip("/").lower().endswith((*suffixes, ".json") if form == "json" else suffixes):
            return form
    raise OutputError(f"{name}: no format by its name; expected .parquet, .csv or .jsonl")
