"""Documents against a JSON Schema: every violation as a problem in plain words, at its place.

The schema is the format's one definition: editors use it, and so does this module. Beside the standard
keywords it carries `x-expected` (what a reader is told was expected), `x-words` (valid words) and, where
keys exclude each other, `x-said` (what is wrong with one of them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import jsonschema_rs

from iotclass.core.place import Place, Problem
from iotclass.core.scale import SCALES
from iotclass.read.document import Node
from iotclass.read.hint import WORDS, about, expected_of, key_meant, malformed, word_meant
from iotclass.read.word import listed, nearest

Path = Sequence[str | int]
Schema = dict[str, Any]

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}
_CHOICES = {"anyOf", "oneOf"}
_MISSPELT = {"additionalProperties", "propertyNames"}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
ODD = 100
"""Up to how many keys of a mapping that are no ids are named one by one."""


def violations(root: Node, schema: Schema, file: str) -> Iterator[tuple[Problem, Path]]:
    """Every violation of `schema` in the document at `root`, with the path of what is invalid."""
    if _proves_names(schema):
        yield from _surplus(root, file)
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    errors = list(validator.iter_errors(root.plain()))
    misspelt = {tuple(error.instance_path) for error in errors if error.kind.name in _MISSPELT}
    named: set[tuple[str | int, ...]] = set()
    whole = _Whole(root, file)
    for error in errors:
        path = tuple(error.instance_path)
        if path in misspelt and (error.kind.name in _CHOICES or _level_missing(error)):
            continue  # what is missing is most likely what is misspelt
        if wrong := whole.above(path):
            yield from wrong
            continue
        if error.kind.name == "propertyNames":
            if path in named:
                continue  # all bad keys of a mapping were named with its first
            named.add(path)
        found = list(_problems(error, _part(schema, error.schema_path), root, schema, file))
        if not found:
            steps, node = located(root, error.instance_path)
            found = [(Problem(Place(file, node.line, node.column), f"{_where(steps)}invalid"), steps)]
        yield from found


def _level_missing(error: jsonschema_rs.ValidationError) -> bool:
    """Whether the error is that there is no level or state."""
    return error.kind.name == "required" and error.kind.as_dict()["property"] in {"level", "state"}


class _Whole:
    """Mappings and lists that are wrong as a whole, each found once by the errors inside."""

    def __init__(self, root: Node, file: str) -> None:
        self.root, self.file = root, file
        self.known: dict[tuple[str | int, ...], tuple[Problem, Path] | None] = {}

    def above(self, path: tuple[str | int, ...]) -> list[tuple[Problem, Path]]:
        """What is wrong as a whole with what is at or above `path`, where that is why `path` is wrong."""
        for length in range(len(path), max(len(path) - 3, 0), -1):
            found = self._at(path[:length])
            if found is not None and (length == len(path) or str(path[length]) not in WORDS):
                return [found]
        return []

    def _at(self, path: tuple[str | int, ...]) -> tuple[Problem, Path] | None:
        if path not in self.known:
            steps, node = located(self.root, path)
            said = malformed(node, steps) if len(steps) == len(path) else None
            self.known[path] = None
            if said is not None:
                key, message, expected = said
                place = Place(self.file, *(node.keys[key] if key else (node.line, node.column)))
                message = f"{_where(steps)}{f'`{key}` ' if key else ''}{message}"
                self.known[path] = (Problem(place, message, expected), steps)
        return self.known[path]


def _proves_names(part: object) -> bool:
    """Whether a schema says anywhere what keys are called; where none does, column names may be keys."""
    if isinstance(part, dict):
        return "propertyNames" in part or any(map(_proves_names, part.values()))
    return isinstance(part, list) and any(map(_proves_names, part))


def _surplus(root: Node, file: str) -> Iterator[tuple[Problem, Path]]:
    """Take out of each mapping the keys that are no ids beyond the first `ODD`, and say how many they were.

    The validator keeps a copy of the whole mapping for each of them, which for thousands takes gigabytes.
    """
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, dict):
            odd = [key for key in node.mapping if not _ID.fullmatch(key)]
            for key in odd[ODD:]:
                del node.mapping[key]
            if len(odd) > ODD:
                place = Place(file, *node.keys[odd[ODD]])
                yield Problem(place, f"{len(odd) - ODD} more keys like {odd[0]!r}, which is no id"), ()
            waiting += node.mapping.values()
        elif isinstance(node.value, list):
            waiting += node.sequence


def _part(schema: Schema, path: Path) -> Schema:
    """The schema whose keyword was violated: the one at `path` but for that keyword."""
    part: Any = schema
    steps = list(path[:-1])
    if "propertyNames" in path:  # the names have a schema of their own, the keys are the mapping's
        steps = list(path[: path.index("propertyNames")])
    for step in steps:
        part = part[step]
    return part if isinstance(part, dict) else {}


def _problems(
    error: jsonschema_rs.ValidationError, part: Schema, root: Node, schema: Schema, file: str
) -> Iterator[tuple[Problem, Path]]:
    path, node = located(root, error.instance_path)
    line, column = node.line, node.column
    name = error.kind.name
    expected = str(part.get("x-expected", ""))
    here = Place(file, line, column)
    if name in {"additionalProperties", "propertyNames"}:
        for key in (one for one in _bad_keys(error, node, part) if one in node.keys):
            yield _key_problem(key, path, node, part, schema, file), [*path, key]
    elif name in _CHOICES:
        yield Problem(here, f"{_where(path)}says too little, or two things at once", expected), path
    elif name == "required":
        key = str(error.kind.as_dict()["property"])
        yield Problem(here, f"{_where(path)}`{key}` is missing", expected), path
    else:
        words = _words(part)
        said = _said(node, words, part)
        expected = expected or _expected(name, part)
        added = expected_of(node, located(root, path[:-1])[1], path, part)
        near = "" if added else _nearest(node, words, part)
        yield Problem(here, f"{_where(path)}{said}", f"{expected}{added}", near), path


def _bad_keys(error: jsonschema_rs.ValidationError, node: Node, part: Schema) -> Iterator[str]:
    """The keys that an error speaks of."""
    if error.kind.name == "additionalProperties":
        yield from error.kind.as_dict()["unexpected"]
        return
    names = part.get("propertyNames", part)  # or the schema of the names itself, where it was a reference
    allowed = jsonschema_rs.Draft202012Validator(names)
    yield from (key for key in node.mapping if not allowed.is_valid(key))


def _key_problem(key: str, path: Path, node: Node, part: Schema, schema: Schema, file: str) -> Problem:
    place = Place(file, *node.keys[key])
    if key in schema.get("x-kept", ()):
        return Problem(place, f"{_where(path)}`{key}` is kept for a later version of the format")
    names = part.get("propertyNames", {})
    if "x-said" in names:
        said, expected = (about(node, names[word]) for word in ("x-said", "x-expected"))
        return Problem(place, f"{_where(path)}`{key}` {said}", expected)
    if "enum" in names:
        listed = f"{names['x-expected']}: {', '.join(names['enum'])}"
        return Problem(place, f"{_where(path)}{key!r}", listed, nearest(key, names["enum"]))
    if key == "weight" and "judgement" in node.mapping:
        said = about(node, "`weight` stands with the shared judgement {judgement}, not where it is used")
        return Problem(
            place, f"{_where(path)}{said}", about(node, "it with opinions in judgements.{judgement}")
        )
    valid = list(part.get("properties", ()))
    if not valid:
        return Problem(place, f"{_where(path)}{key!r} is no id", "an id of letters, digits, - and _")
    listed = f"one of {', '.join(valid)}"
    if " " in key:
        listed += "; a text with a comma inside {…} needs quotes"
    return Problem(place, f"{_where(path)}unknown key {key!r}", listed, key_meant(key, valid, node.mapping))


def located(root: Node, path: Path) -> tuple[Path, Node]:
    """The node at `path`, and the path with keys as they are written: the validator gives `7` as a number."""
    node = root
    found: list[str | int] = []
    for step in path:
        key: str | int | None = step
        if isinstance(node.value, dict) and str(step) in node.value:
            key = str(step)
        elif isinstance(node.value, dict):  # a numeral that is written with a sign or zeros before it
            numeral = re.compile(rf"\+?0*{re.escape(str(step))}")
            key = next(filter(numeral.fullmatch, node.value), None)
        below = _below(node, key) if key is not None else None
        if key is None or below is None:
            break
        found.append(key)
        node = below
    return found, node


def _where(path: Path) -> str:
    """`components.sensor.requires: `, to begin a message with."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return f"{text.removeprefix('.')}: " if text else ""


def _words(part: Schema) -> list[str]:
    found = part.get("x-words") or part.get("enum") or []
    return [str(word) for word in found]


def _said(node: Node, words: list[str], part: Schema) -> str:
    """What is written there, and what is wrong with it where that can be said."""
    if isinstance(node.value, dict | list):
        kind = "a mapping" if isinstance(node.value, dict) else "a list"
        return f"an empty {kind[2:]}" if not node.value else kind
    if node.value is None:
        return "nothing"
    text = node.text
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    if isinstance(node.value, bool | int | float):
        quotable = part.get("type") == "string" and _valid(text, part)
        return f"{shown} (to be read as text it needs quotes)" if quotable else shown
    for name, scale in SCALES.items() if words else ():
        levels = {str(level) for level in scale}
        if text in levels and not levels & set(words):
            return f"{shown!r} is of another scale ({name})"
    return f"{shown!r}"


def _expected(name: str, part: Schema) -> str:
    """What a schema without `x-expected` asks for, in words."""
    if part.get("enum"):
        words = [str(word) for word in part["enum"]]
        return f"one of {listed(words)}"
    if name == "type":
        return _TYPES.get(str(part.get("type")), str(part.get("type")))
    limits = {
        "minProperties": "at least one entry",
        "minLength": "some text",
        "maxLength": "a shorter text",
        "minItems": "at least one item",
        "minimum": f"at least {part.get('minimum')}",
        "maximum": f"at most {part.get('maximum')}",
    }
    return limits.get(name, "")


def _nearest(node: Node, words: list[str], part: Schema) -> str:
    """The valid word nearest to what is written; `true` is near to `yes`."""
    if isinstance(node.value, bool):
        word = "yes" if node.value else "no"
        return word if word in words else ""
    if not isinstance(node.value, str):
        return ""
    return word_meant(node.value, words, ranges="pattern" in part)


def _valid(value: str, part: Schema) -> bool:
    return jsonschema_rs.Draft202012Validator(part, validate_formats=True).is_valid(value)


def pruned(root: Node, paths: Iterable[Path]) -> None:
    """Take what is at each of `paths` out of the document, so that the rest can still be read."""
    deepest_first = sorted({tuple(path) for path in paths if path}, key=_depth, reverse=True)
    for *steps, last in deepest_first:
        parent: Node | None = root
        for step in steps:
            parent = _below(parent, step) if parent is not None else None
        if parent is None or _below(parent, last) is None:
            continue
        if isinstance(last, int):
            del parent.sequence[last]
        else:
            del parent.mapping[last]


def _depth(path: tuple[str | int, ...]) -> tuple[int, int]:
    """What is deeper goes first; of one list, what stands later."""
    return len(path), path[-1] if isinstance(path[-1], int) else 0


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(step, str):
        return node.mapping.get(step)
    return node.sequence[step] if step < len(node.sequence) else None
