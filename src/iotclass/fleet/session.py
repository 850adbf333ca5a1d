"""Spark, started and silent, or the Spark that runs."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.engine import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""What the environment has where spark-submit started this program: Spark runs, and knows its cluster."""
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parser.escapedStringLiterals": "true",
    "spark.sql.autoBroadcastJoinThreshold": "128MB",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.maxPlanStringLength": "10000",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
"""What makes Spark mean by SQL what DuckDB means, send small tables to all, make no tasks of these,
and write no long account of the plan."""
COMPILED = "-XX:-DontCompileHugeMethods"
"""Spark makes one method of all that is done with a row; Java compiles one so long only when told to."""


@contextmanager
def spark_session(master: str | None, limits: Limits) -> Iterator[SparkSession]:
    """A session of Spark: the one that runs, or one on `master`, this machine where none is named.

    Raises InvalidError where there is no PySpark, no Java, or no such master.
    """
    try:
        from py4j.protocol import Py4JError

        running = _running()
    except ModuleNotFoundError:
        raise InvalidError(
            [Problem(Place("--engine"), "Spark is not installed", "pip install 'iotclass[spark]'")]
        ) from None
    session = running or _started(master, limits)
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    session.conf.set("spark.sql.files.minPartitionNum", str(session.sparkContext.defaultParallelism))
    try:
        yield session
    finally:
        if running is None:
            with suppress(Py4JError, ConnectionError):  # it may have ended by itself
                session.stop()


def cancel() -> None:
    """Cancel all that Spark does in this process, unless it does nothing yet or any more."""
    from py4j.protocol import Py4JError

    # a session that was stopped has no context
    with suppress(Py4JError, ConnectionError, AttributeError):
        session = _running()
        if session:
            session.sparkContext.cancelAllJobs()


def _running() -> SparkSession | None:
    """The session that this process has, whichever of its threads asks."""
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    try:
        return SparkSession.active()
    except PySparkRuntimeError:
        return None


def _started(master: str | None, limits: Limits) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    configuration = SparkConf().setAppName("iotclass")
    if SUBMITTED in os.environ and master:
        raise InvalidError([Problem(Place("--spark-master"), "spark-submit has named the master already")])
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
            launch: Any = launch_gateway
            gateway = launch(configuration, {"stderr": said})
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
