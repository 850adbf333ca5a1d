"""A starting model file."""

from __future__ import annotations

import re
from pathlib import Path

from iotclass.app.model import content_with
from iotclass.app.schema import schema_text
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.read.content import DEFAULT_METHOD
from iotclass.read.word import nearest
from iotclass.write.file import write_whole
from iotclass.write.model_yaml import starting_model

SCHEMA_FILE = "iotclass.schema.json"


def new_model(name: str, kinds: tuple[str, ...], folder: str | None = None) -> list[Path]:
    """Write a commented starting file for a system of one component per kind, and the schema for editors.

    Returns what was written. Raises InvalidError and OutputError.
    """
    content = content_with(folder)
    known = content.content.profiles
    problems = [
        Problem(Place("--kind"), f"no kind {kind!r}", f"one of {', '.join(known)}", nearest(kind, known))
        for kind in kinds
        if kind not in known
    ]
    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    title = path.stem.replace("-", " ").replace("_", " ").strip()
    if path.name.startswith(".") or not re.search(r"\w", title):
        problems.append(
            Problem(Place("NAME"), f"{name!r} is no name for a file", "a name such as thermostat")
        )
    if problems:
        raise InvalidError(problems)
    profiles = [known[kind] for kind in kinds or ("sensor",)]
    text = starting_model(
        title[:1].upper() + title[1:], DEFAULT_METHOD, profiles, content.content, content.facts, SCHEMA_FILE
    )
    schema = path.parent / SCHEMA_FILE
    write_whole(path, text)
    if schema.exists():
        return [path]
    try:
        write_whole(schema, schema_text())
    except OutputError:
        path.unlink()  # both or none
        raise
    return [path, schema]
