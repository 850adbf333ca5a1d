"""Files of content, read against their schema: YAML into nodes, CSV into rows with lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.text import decoded, read_bytes

if TYPE_CHECKING:
    from iotclass.read.document import Node
    from iotclass.read.schema import Schema

CONTENT = Path(__file__).parent.parent / "content"


@cache
def schema(name: str) -> Schema:
    """The JSON Schema of a kind of file, as shipped."""
    found: Schema = json.loads((CONTENT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    return found


def files_sha256(files: Iterable[tuple[str, bytes]]) -> str:
    """The hash of files, each by a line that tells it from the others and its bytes, in their order."""
    digest = hashlib.sha256()
    for line, found in files:
        digest.update(f"{line}\n".encode())
        digest.update(found)
    return digest.hexdigest()


def cited(path: Path) -> str:
    """How findings and problems cite `path`: shipped content by where it is in the package."""
    return f"content/{path.relative_to(CONTENT).as_posix()}" if path.is_relative_to(CONTENT) else str(path)


def yaml_file(path: Path, kind: str) -> Node:
    """The document of the YAML file at `path`, valid by the schema of `kind`. Raises InvalidError."""
    from iotclass.read.document import parse
    from iotclass.read.schema import violations

    file = cited(path)
    root = parse(decoded(read_bytes(str(path)), file), file)
    found = [problem for problem, _ in violations(root, schema(kind), file)]
    if found:
        raise InvalidError(found)
    return root


def yaml_files(paths: Iterable[Path], kind: str, problems: list[Problem]) -> Iterator[tuple[Path, Node]]:
    """The documents of YAML files that are valid; what is wrong with the others is added to `problems`."""
    for path in paths:
        try:
            yield path, yaml_file(path, kind)
        except InvalidError as error:
            problems += error.problems


def csv_rows(path: Path, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of the CSV file at `path` with their lines, below exactly `header`. Raises InvalidError."""
    import csv
    import io

    file = cited(path)
    rows = csv.reader(io.StringIO(decoded(read_bytes(str(path)), file), newline=""), strict=True)
    try:
        first = next(rows, [])
        if first != header:
            raise InvalidError([Problem(Place(file, 1), f"columns {','.join(first)}", ",".join(header))])
        for row in rows:
            if row:
                yield rows.line_num, row
    except csv.Error as error:
        raise InvalidError([Problem(Place(file, rows.line_num), f"not CSV: {error}")]) from None


def texts(node: Node, key: str) -> tuple[str, ...]:
    """The texts of the list at `key`, none where it is not there."""
    return tuple(item.text for item in node.mapping[key].sequence) if key in node.mapping else ()


def text(node: Node, key: str, default: str = "") -> str:
    """The text at `key`."""
    return node.mapping[key].text if key in node.mapping else default
