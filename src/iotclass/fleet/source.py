"""Where an inventory is: a file or a table of a database, told apart by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from iotclass.core.place import InvalidError, Place, Problem

_PACKED = ("", ".gz", ".zst")
FORMATS = {
    "parquet": (".parquet",),
    "csv": tuple(f".{name}{packed}" for name in ("csv", "tsv", "txt") for packed in _PACKED),
    "json": tuple(f".{name}{packed}" for name in ("jsonl", "ndjson") for packed in _PACKED),
    "duckdb": (".duckdb", ".ddb"),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
"""The formats of files, by how their names end."""
POSTGRES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Source:
    """An inventory: its format, the file or address, and the table where it is a database."""

    form: str
    path: str
    table: str = ""

    @property
    def name(self) -> str:
        """What messages call it: nobody who reads them learns a password."""
        path = self.path
        if self.form == "postgres":
            parts = urlsplit(path)
            path = urlunsplit((*parts[:1], parts.netloc.rpartition("@")[2], parts.path, "", ""))
        return f"{path}#{self.table}" if self.table else path

    @property
    def many(self) -> bool:
        """Whether it is several files, named by a pattern."""
        return any(mark in self.path for mark in "*?[") and not Path(self.path).exists()


def source(text: str) -> Source:
    """The inventory that a user calls `text`: a file, a pattern of files, `FILE#TABLE` or `ADDRESS#TABLE`.

    Raises InvalidError where that names no format, or no file.
    """
    if text.startswith(POSTGRES):
        path, _, table = text.partition("#")
        return Source("postgres", path, table)
    path, _, table = (
        (text, "", "") if Path(text).exists() else text.rpartition("#") if "#" in text else (text, "", "")
    )
    for form, suffixes in FORMATS.items():
        if path.lower().endswith(suffixes):
            found = Source(form, path, table)
            if not found.many and not Path(path).is_file():
                raise InvalidError([Problem(Place(path), "no such file", "an inventory")])
            return found
    known = ", ".join(
        one for suffixes in FORMATS.values() for one in suffixes if not one.endswith(_PACKED[1:])
    )
    expected = f"a name that ends in {known} (packed: .gz, .zst), or postgresql://…#table"
    raise InvalidError([Problem(Place(text), "no inventory by its name", expected)])
