"""How a CSV file begins: whether that is text in the encoding it should be in, and how long its lines are."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.source import Source

ENCODINGS = ("utf-8", "utf-16", "latin-1")
"""What DuckDB reads by itself."""
LITTLE, BIG = b"\xff\xfe", b"\xfe\xff"
LINE, MUCH = 1 << 16, 1 << 20
"""How much is read to prove the first line, and to see in which encoding a file is."""
EXPECTED = f"`encoding` in a mapping ({' or '.join(ENCODINGS[1:])}; iotclass fleet map proposes it), or UTF-8"


def prove_head(source: Source) -> None:
    """Raise InvalidError where a CSV file is empty, or its first line no text in its encoding."""
    path, found = _read(source, LINE)
    if found is None:
        return
    if not found:
        raise InvalidError([Problem(Place(path), "empty", "a line with the names of the columns, then rows")])
    if source.encoding in {"", "utf-8"} and _seeming(found.splitlines()[0]):
        raise InvalidError([Problem(Place(path, 1), "the first line is not UTF-8", EXPECTED)])
    if source.encoding == "utf-16" and found.startswith(BIG):
        raise InvalidError(
            [Problem(Place(path, 1), "UTF-16 of the big-endian kind", "the little-endian kind")]
        )


def doubled(source: Source, columns: Iterable[str]) -> frozenset[str]:
    """The names that several columns of a CSV file have, all but one of which DuckDB calls `…_1` or so."""
    _, found = _read(source, LINE) if source.form == "csv" else ("", None)
    if not found:
        return frozenset()
    head = found.decode(source.encoding or "utf-8", "replace").splitlines()[0].lower()
    known = {one.lower(): one for one in columns}
    strange = (one.rpartition("_") for one in known if one not in head)
    return frozenset(known[name] for name, _, number in strange if number.isdecimal() and name in known)


def seeming_encoding(source: Source) -> str:
    """The encoding that a CSV file seems to be in; empty for UTF-8."""
    _, found = _read(source, MUCH) if source.form == "csv" else ("", None)
    return _seeming(found or b"")


def rows_like(source: Source) -> int:
    """How many rows a file has if all are as long as the first are; 0 where its size says nothing of that."""
    path, found = _read(source, MUCH) if source.form in {"csv", "json"} else ("", None)
    if not found or path.endswith(".gz"):
        return 0
    size = sum(Path(one).stat().st_size for one in source.files)
    return round(size / len(found) * (found.count(b"\n") + (not found.endswith(b"\n"))))


def _seeming(found: bytes) -> str:
    if found.startswith((LITTLE, BIG)) or b"\0" in found[:2]:
        return "utf-16"
    try:
        found.decode()
    except UnicodeDecodeError as error:
        return "" if error.reason == "unexpected end of data" else "latin-1"
    return ""


def _read(source: Source, size: int) -> tuple[str, bytes | None]:
    """The first of a source's files and how it begins; None where that is not to be seen."""
    path = next(iter(source.files), "")
    if not path or path.endswith(".zst"):
        return path, None
    try:
        with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as file:
            return path, file.read(size)
    except (OSError, EOFError, zlib.error):
        return path, None
