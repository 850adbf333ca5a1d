"""Assessments that were saved as JSON: read, and as versions to compare with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from iotclass.core.level import Span
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.revision import Cause, Part, Result, Version
from iotclass.core.scale import SecurityClass
from iotclass.core.stated import Stated
from iotclass.core.verdict import Verdict
from iotclass.read.text import decoded

Record = dict[str, Any]

SCHEMA = "iotclass/assessment/1"
"""What assessments in JSON are called."""
BASIS = {
    Cause.MODEL: ("model_sha256",),
    Cause.METHOD: ("method", "method_sha256"),
    Cause.SHIPPED: ("framework_sha256", "profiles_sha256", "challenges_sha256"),
    Cause.TOOL: ("tool",),
}
"""By which fields of a report one tells that something else is behind it."""
HASH = re.compile(r"[0-9a-f]{64}")

LEVELS = {
    "connectivity": "connectivity",
    "designed_protection": "designed protection",
    "severity": "worst severity",
    "impact": "impact",
}
"""The levels of a report that a class follows from, in words."""


def is_report(found: bytes) -> bool:
    """Whether the bytes of a file look like a saved assessment, and not like a model."""
    return re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*"iotclass/', found) is not None


def _once(pairs: list[tuple[str, Any]]) -> Record:
    """A JSON object, each key of which stands once. Raises ValueError."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return found


def reported(found: bytes, file: str) -> Record:
    """The report of the bytes `found`. Raises InvalidError where they are no assessment in JSON."""
    try:
        record = json.loads(decoded(found, file), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        raise InvalidError(
            [Problem(place, f"not JSON: {error.msg}", "what assess --format json printed")]
        ) from None
    except ValueError as error:
        problem = Problem(Place(file), f"not JSON: {error}", "what assess --format json printed")
        raise InvalidError([problem]) from None
    except RecursionError:
        raise InvalidError(
            [Problem(Place(file), "nested too deep", "what assess --format json printed")]
        ) from None
    schema = record.get("schema") if isinstance(record, dict) else None
    if schema == SCHEMA and not isinstance(record.get("scenarios"), list):
        raise InvalidError([Problem(Place(file, 1), "`scenarios` is no list", SCHEMA)])
    if schema != SCHEMA:
        problem = Problem(
            Place(file, 1), f"schema {schema!r}", f"{SCHEMA}, as assess --format json prints it"
        )
        raise InvalidError([problem])
    if not all(isinstance(one, dict) for one in record["scenarios"]):
        raise InvalidError([Problem(Place(file, 1), "scenarios that are no objects", SCHEMA)])
    for key in (key for keys in BASIS.values() for key in keys):
        is_right = HASH.fullmatch if key.endswith("_sha256") else bool
        if not isinstance(record.get(key), str) or not is_right(record[key]):
            message = f"`{key}` is not what an assessment says"
            raise InvalidError([Problem(Place(file, 1), message, "what assess --format json printed")])
    said: Record = record
    return said


def reported_version(record: Record, file: str, wanted: tuple[str, ...] = ()) -> Version:
    """A saved assessment as a version, with all scenarios or those `wanted`. Raises InvalidError."""
    try:
        scenarios = {
            str(one["id"]): Part({str(part["id"]): _result(part) for part in one["components"]}, {})
            for one in record["scenarios"]
            if not wanted or one["id"] in wanted
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"a scenario that is none of an assessment ({error})"
        problem = Problem(Place(file, 1), message, "what assess --format json printed")
        raise InvalidError([problem]) from None
    basis = {cause: tuple(str(record.get(key)) for key in keys) for cause, keys in BASIS.items()}
    date = record.get("model_date")
    said = {
        "title": Stated("", str(record.get("system", ""))),
        "method": Stated(str(record.get("method", ""))),
        "date": Stated(str(date) if date else ""),
    }
    return Version(scenarios, said, basis)


def _result(one: Record) -> Result:
    ends = one.get("class_range") or [one["class"]] * 2
    level = None if one["class"] is None else Span(*map(SecurityClass, ends))
    required = one["requires"]
    requires = None if required is None else SecurityClass(required)
    return Result(level, Verdict(one["verdict"]), requires, str(one["reason"]), dict(_said(one)))


def _said(one: Record) -> Iterator[tuple[str, Stated]]:
    """What a report tells of what a component's class follows from."""
    yield "name", Stated("", str(one["name"]))
    yield "kind", Stated(str(one["kind"]))
    yield "requires", Stated(f"class {one['requires']}" if one["requires"] else "")
    for key, name in LEVELS.items():
        yield name, Stated(_level(one[key], one.get(f"{key}_range")))
    ranges = one.get("challenges_range", {})
    for id_, severity in one["challenges"].items():
        yield f"challenge {id_}", Stated(_level(severity, ranges.get(id_)))


def _level(worst: Any, ends: Any) -> str:
    """A level as a report writes it, from its best to its worst end where it is in doubt."""
    if worst is None:
        return "not assessed"
    return " to ".join(map(str, ends)) if ends else str(worst)
