"""Where an inventory is: a file, a folder of parts or a table of a database, told apart by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from iotclass.core.place import InvalidError, Place, Problem

_PACKED = ("", ".gz", ".zst")
FILES = {
    "parquet": (".parquet",),
    "csv": tuple(f".{name}{packed}" for name in ("csv", "tsv", "txt") for packed in _PACKED),
    "json": tuple(f".{name}{packed}" for name in ("jsonl", "ndjson") for packed in _PACKED),
}
"""The formats of files, by how their names end."""
DATABASES = {"duckdb": (".duckdb", ".ddb"), "sqlite": (".sqlite", ".sqlite3", ".db")}
"""The formats of databases in files."""
FORMATS = {**FILES, **DATABASES}
POSTGRES = ("postgresql://", "postgres://")
HIDDEN = ("_", ".")
"""How names begin of what is no part in a folder of parts."""


@dataclass(frozen=True, slots=True)
class Source:
    """An inventory: its format, the file, folder or address, and the table where it is a database.

    `parts` are the files of a folder as engines write it; `encoding` is that of a CSV file, if not UTF-8.
    """

    form: str
    path: str
    table: str = ""
    parts: tuple[str, ...] = ()
    encoding: str = ""

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
        """Whether it is several files: a folder of parts, or named by a pattern."""
        return bool(self.parts) or (any(mark in self.path for mark in "*?[") and not Path(self.path).exists())

    @property
    def files(self) -> tuple[str, ...]:
        """Its files, as far as they can be listed."""
        if self.parts or not self.many:
            return self.parts or (self.path,)
        pattern = Path(self.path)
        try:
            return tuple(
                sorted(map(str, Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor)))))
            )
        except (OSError, ValueError):
            return ()


def source(text: str) -> Source:
    """The inventory that a user calls `text`: a file, a folder, a pattern, `FILE#TABLE` or `ADDRESS#TABLE`.

    Raises InvalidError where that names no format, or no file.
    """
    if text.startswith(POSTGRES):
        path, _, table = text.partition("#")
        return Source("postgres", path, table)
    path, mark, table = text.rpartition("#")
    if not mark or Path(text).exists() or (_form(text) in FILES and _form(path) not in DATABASES):
        path, mark, table = text, "", ""
    parts = list(_parts(Path(path))) if path else []
    form = _form(path) or _form_of(parts)
    found = Source(form, path, table, tuple(str(one) for one in parts if _form(one.name) == form))
    if not form:
        raise InvalidError([Problem(Place(text), "no inventory by its name", _expected())])
    if mark and form not in DATABASES:
        message = f"only a database has tables, and {path} is none"
        raise InvalidError([Problem(Place(text), message, f"{path} alone")])
    if not found.files or not (found.many or Path(path).is_file()):
        what = "a folder without files of that format" if Path(path).is_dir() else "no such file"
        raise InvalidError([Problem(Place(path), what, "an inventory")])
    return found


def _form(name: str) -> str:
    """The format that a name ends in."""
    return next((form for form, ends in FORMATS.items() if name.lower().rstrip("/").endswith(ends)), "")


def stem(name: str) -> str:
    """A file's name without what says its format: `fleet.2026` of `fleet.2026.csv.gz`."""
    ends = [end for ends in FORMATS.values() for end in ends if name.lower().endswith(end)]
    return name[: -max(map(len, ends))] if ends else name


def _form_of(parts: Iterable[Path]) -> str:
    """The format of the parts in a folder whose own name says none."""
    found = {_form(one.name) for one in parts}
    return found.pop() if len(found) == 1 else ""


def _parts(folder: Path) -> Iterator[Path]:
    """The files in a folder and its partitions (`site=Oslo`) that are not hidden; none if it is no folder."""
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        if one.name.startswith(HIDDEN):
            continue
        if one.is_file():
            yield one
        elif "=" in one.name:
            yield from _parts(one)


def _expected() -> str:
    known = ", ".join(one for ends in FORMATS.values() for one in ends if not one.endswith(_PACKED[1:]))
    return f"a name that ends in {known} (packed: .gz, .zst), a folder of such files, or postgresql://…#table"
