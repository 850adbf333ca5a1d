"""Files that an engine writes: in which format, and whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from iotclass.core.place import OutputError

DIRECT = "USE_TMP_FILE false"
"""That DuckDB writes into the file that it is given, and not into one beside, which it may leave behind."""

PARQUET = f"{DIRECT}, FORMAT parquet, COMPRESSION zstd"
"""How Parquet is written."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise OutputError where `path` cannot be written."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A file beside `output` that takes its place once it is whole."""
    temporary = output.with_name(f".{output.name}.{token_hex(4)}")
    try:
        with writing(output):
            temporary.touch(0o600, exist_ok=False)
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        with writing(output):
            temporary.chmod(0o666 & ~umask)
            temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)


def form(output: Path) -> str:
    """How to write a file of that name. Raises OutputError for one of no known format."""
    name = output.name.lower()
    if name.endswith(".parquet"):
        return PARQUET
    packed = "gzip" if name.endswith(".gz") else "zstd" if name.endswith(".zst") else "none"
    plain = name.removesuffix(".gz").removesuffix(".zst")
    if plain.endswith(".csv"):
        return f"{DIRECT}, FORMAT csv, HEADER, COMPRESSION {packed}"
    if plain.endswith((".jsonl", ".ndjson")):
        return f"{DIRECT}, FORMAT json, COMPRESSION {packed}"
    raise OutputError(
        f"{output}: no format by its name; expected .parquet, .csv or .jsonl (packed: .gz, .zst)"
    )
