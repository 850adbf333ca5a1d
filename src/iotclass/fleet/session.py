"""Spark, started and silent, and folders of parts that take their place once they are whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.duck import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""What the environment has where spark-submit started this program: Spark runs, and knows its cluster."""
WRITTEN = "_SUCCESS"
"""The file that Spark leaves in a folder whose parts are all there."""
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parser.escapedStringLiterals": "true",
    "spark.sql.autoBroadcastJoinThreshold": "128MB",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
"""What makes Spark mean by SQL what DuckDB means, send small tables to all, and make no tasks of these."""
COMPILED = "-XX:-DontCompileHugeMethods"
"""Spark makes one method of all that is done with a row; Java compiles one so long only when told to."""


@contextmanager
def spark_session(master: str | None, limits: Limits) -> Iterator[SparkSession]:
    """A session of Spark: the one that runs, or one on `master`, this machine where none is named.

    Raises InvalidError where there is no PySpark, no Java, or no such master.
    """
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise InvalidError(
            [Problem(Place("--engine"), "Spark is not installed", "pip install 'iotclass[spark]'")]
        ) from None
    running = SparkSession.getActiveSession()
    session = running or _started(master, limits)
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    session.conf.set("spark.sql.files.minPartitionNum", str(session.sparkContext.defaultParallelism))
    try:
        yield session
    finally:
        if running is None:
            session.stop()


def _started(master: str | None, limits: Limits) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    configuration = SparkConf().setAppName("iotclass")
    if SUBMITTED not in os.environ:
        _prove_java()
        configuration.setMaster(master or f"local[{limits.threads or '*'}]")
        configuration.set("spark.ui.enabled", "false")
        configuration.set("spark.driver.extraJavaOptions", COMPILED)
        configuration.set("spark.executor.extraJavaOptions", COMPILED)
    configuration.set("spark.ui.showConsoleProgress", "false")
    if limits.memory:
        configuration.set("spark.driver.memory", limits.memory.lower().removesuffix("b").removesuffix("i"))
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        try:
            gateway = launch_gateway(configuration, {"stderr": said})
            context = SparkContext(conf=configuration, gateway=gateway)
        except (PySparkException, Py4JError) as error:
            said.seek(0)
            raise InvalidError([_not_started(said.read(), str(error))]) from None
    context.setLogLevel("ERROR")
    return SparkSession.builder.getOrCreate()


def _prove_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin", "java").exists()) and not shutil.which("java"):
        raise InvalidError([Problem(Place("--engine"), "Spark needs Java, and there is none", JAVA)])


JAVA = "Java 17 or newer (Debian: apt-get install openjdk-17-jre-headless), found by JAVA_HOME or PATH"


def _not_started(said: str, error: str) -> Problem:
    """Why Spark does not start, by what its process said last."""
    if "UnsupportedClassVersionError" in said or "Unrecognized option" in said:
        return Problem(Place("--engine"), "Spark needs a newer Java than the one that is found", JAVA)
    lines = [line for line in (said or error).splitlines() if line.strip() and not line.startswith("\t")]
    first = next((line for line in lines if "Exception" in line or "Error" in line), (lines or [error])[-1])
    return Problem(Place("--engine"), f"Spark does not start: {first.strip()}", "")


class Folder:
    """A folder that Spark writes, on whatever file system its address names."""

    def __init__(self, session: SparkSession, address: str) -> None:
        # Hadoop's file systems are Spark's own, and Python has no public way to them
        self._jvm: Any = session._jvm  # noqa: SLF001
        self._configuration = session._jsc.hadoopConfiguration()  # type: ignore[attr-defined]  # noqa: SLF001
        self.address = address
        path = self._at(address)
        self._files = path.getFileSystem(self._configuration)
        self._path = self._files.makeQualified(path)

    def _at(self, *parts: Any) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(*parts)

    def prove_writable(self, *, replace: bool) -> None:
        """Raise OutputError unless it can be written; only what Spark wrote is ever replaced."""
        if self._files.exists(self._path):
            if not replace:
                raise OutputError(f"{self.address}: is there already; nothing was written")
            if not self._files.exists(self._at(self._path, WRITTEN)):
                raise OutputError(f"{self.address}: is no folder that Spark wrote; nothing was written")
        parent = self._path.getParent()
        if parent is not None and not self._files.exists(parent):
            raise OutputError(f"{self.address}: cannot be written: there is no folder {parent}")

    @contextmanager
    def replacing(self) -> Iterator[str]:
        """The address of a folder beside, which takes the place of this one once it is whole."""
        beside, old = (
            self._at(self._path.getParent(), f".{self._path.getName()}.{uuid4().hex}") for _ in range(2)
        )
        try:
            yield beside.toString()
            if self._files.exists(self._path):
                self._files.rename(self._path, old)
            if not self._files.rename(beside, self._path):
                raise OutputError(f"{self.address}: cannot be written; nothing was written")
        finally:
            self._files.delete(beside, True)  # noqa: FBT003  Hadoop's signature: with what is in it
            self._files.delete(old, True)  # noqa: FBT003

    def remove(self) -> None:
        """Take it away, where it is there."""
        self._files.delete(self._path, True)  # noqa: FBT003

    def first(self) -> str:
        """The name of a file of data in it or by its pattern; empty where there is none."""
        found = self._files.globStatus(self._path) or ()
        for status in found:
            listed = self._files.listFiles(status.getPath(), True)  # noqa: FBT003  with folders within
            while listed.hasNext():
                name = str(listed.next().getPath().getName())
                if not name.startswith((".", "_")):
                    return name
        return ""
