"""Fleets beyond one machine: the same classification, by Spark."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from iotclass.app.fleet import Asked, found_beside, mapping, method, outcome, rejects_of
from iotclass.core.place import InvalidError, Problem
from iotclass.fleet.duck import Tell
from iotclass.fleet.session import cancel
from iotclass.fleet.spark import Parts, opened_by_spark, output_form
from iotclass.fleet.work import awaited
from iotclass.read.content import shipped
from iotclass.read.inventory import names


def classify_by_spark(
    inventory: str,
    output: str,
    asked: Asked,
    tell: Tell,
    *,
    master: str | None,
    strict: bool,
    ids: bool,
    replace_it: bool,
) -> str:
    """Classify the devices of an inventory into a folder of parts; what is rejected goes to one beside.

    Returns what to say. Raises InvalidError and OutputError.
    """
    output_form(output)
    target = output.rstrip("/")
    folder, slash, name = target.rpartition("/")
    rejects = f"{folder}{slash}{rejects_of(Path(name))}"
    content = shipped()
    wanted = Parts(target, rejects, strict=strict, ids=ids, replace=replace_it)
    began = Event()

    def work() -> str:
        with opened_by_spark(inventory, master, asked.limits) as spark:
            began.set()
            found = spark.source
            read = mapping(spark, found, asked, content)
            if read.encoding not in {"", "utf-8"}:
                message = f"Spark reads UTF-8 alone, not {read.encoding}"
                raise InvalidError([Problem(read.place, message, "--engine duckdb, or files in UTF-8")])
            by = method(asked, read, content)
            ended = spark.classify(read, names().states, by, content.content, wanted, tell)
            told = outcome("classified", ended.classified, ended.rows, output, rejects)
            return found_beside(found, asked) + told

    def starting() -> None:
        if not began.is_set():
            tell(0.0, 0)

    return awaited(work, starting, cancel)
