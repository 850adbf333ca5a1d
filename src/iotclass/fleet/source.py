"""Where an inventory is: a file of a format that an engine reads, by its name."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.place import InvalidError, Place, Problem

FORMATS = {
    "parquet": (".parquet",),
    "csv": (".csv", ".csv.gz", ".csv.zst", ".tsv", ".tsv.gz", ".tsv.zst", ".txt"),
    "json": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst"),
    "duckdb": (".duckdb", ".ddb"),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
POSTGRES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Source:
    """An inventory: its format, where it is, and the table where it is a database."""

    form: str
    path: str
    table: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.path}#{self.table}" if self.table else self.path


def source(text: str) -> Source:
    """The inventory that a user calls `text`: a file, or `FILE#TABLE` or `ADDRESS#TABLE` for a database.

    Raises InvalidError where that names no format.
    """
    path, _, table = text.partition("#")
    if path.startswith(POSTGRES):
        return Source("postgres", path, table)
    for form, suffixes in FORMATS.items():
        if path.lower().endswith(suffixes):
            return Source(form, path, table)
    known = ", ".join(one for suffixes in FORMATS.values() for one in suffixes)
    raise InvalidError(
        [
            Problem(
                Place(text),
                "no inventory by its name",
                f"a name that ends in one of {known}, or postgresql://…",
            )
        ]
    )
