"""Whether a report still holds: the assessment made again and compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from iotclass.app.model import open_model
from iotclass.core.pair import ranges_of
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.content import shipped
from iotclass.read.reported import reported
from iotclass.read.text import file_name, read_bytes
from iotclass.write.assessment_json import Record, assessment_record, basis_record


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether a report holds, in text, and the differences."""

    text: str
    holds: bool


REASONS = ("because", "rests_on", "warnings", "not_assessed", "reason")
"""What explains a result: where these differ and the result does not, what it rests on has changed."""

LATER = ("class_range_by_tables", "class_range_by_smooth_tables", "evidence")
"""Fields that reports made before they came do not have."""


def verify_report(
    report: str, model: str, form: str, method: str | None = None, profiles: str | None = None
) -> Verified:
    """Assess `model` again and compare with the JSON assessment in the file `report`. Raises InvalidError."""
    said = reported(read_bytes(report), file_name(report))
    opened = open_model(model, method or _method_of(said, report), profiles)
    scenarios = tuple(str(one.get("id")) for one in said["scenarios"])
    known = {one.id for one in opened.system.scenarios}
    again = opened.assess(tuple(one for one in scenarios if one in known))
    made = json.loads(json.dumps(assessment_record(again, ranges_of(again))))
    results: list[str] = []
    bases: list[str] = []
    for difference in _differences(said, made, ""):
        path = difference.partition(": ")[0]
        explains = not path.startswith("scenarios") or path.rpartition(".")[2] in REASONS
        (bases if explains else results).append(difference)
    if all(said.get(key) == made[key] for key in made if key not in {"scenarios", "evidence"}):
        results, bases = (
            results + bases,
            [],
        )  # it rests on the very same: nothing explains a difference
    if form == "json":
        from iotclass.write.json import json_text

        record = {
            "schema": "iotclass/verification/1",
            **basis_record(again),
            "holds": not results,
            "results": results,
            "bases": bases,
        }
        return Verified(json_text(record), not results)
    from iotclass.write.verification_text import verification_text

    return Verified(verification_text(report, model, results, bases), not results)


def _method_of(said: Record, report: str) -> str:
    """The built-in method that the report was made by. Raises InvalidError where it was another."""
    reference = str(said.get("method", ""))
    id_ = reference.partition("@")[0]
    if id_ not in shipped().content.methods:
        message = f"made by the method {reference!r}, which is not built in"
        raise InvalidError([Problem(Place(file_name(report)), message, "its folder, as --method DIR")])
    return id_


def _differences(said: Any, made: Any, path: str) -> list[str]:
    """Where two records differ, as `path: said → made`; what explains a result is compared whole.

    A report that says nothing of a field that came later says nothing else for that.
    """
    if isinstance(said, dict) and isinstance(made, dict):
        found = []
        for key in [*said, *(key for key in made if key not in said)]:
            step = f"{path}.{key}" if path else str(key)
            if key in LATER and key not in said:
                continue
            if key in REASONS:
                same = _placeless(said.get(key)) == _placeless(made.get(key))
                found += [] if same else [f"{step}: not as it is now"]
            else:
                found += _differences(said.get(key), made.get(key), step)
        return found
    ours, theirs = _by_id(said), _by_id(made)
    if ours is not None and theirs is not None:
        return [
            difference
            for key in [*ours, *(key for key in theirs if key not in ours)]
            for difference in _differences(ours.get(key), theirs.get(key), f"{path}.{key}")
        ]
    return [] if said == made and type(said) is type(made) else [f"{path}: {_shown(said)} → {_shown(made)}"]


def _placeless(value: Any) -> Any:
    """A record without the model's file name, which says nothing of what the model says."""
    if isinstance(value, list):
        return [_placeless(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _placeless(one) for key, one in value.items() if key != "file"}
    if isinstance(value.get("at"), str) and not value["at"].startswith("content/"):
        found["at"] = value["at"].rpartition(":")[2]
    return found


def _by_id(listed: Any) -> dict[str, Any] | None:
    """A list of records by their ids; None where it is none, or an id stands twice."""
    if not isinstance(listed, list) or not all(isinstance(one, dict) and "id" in one for one in listed):
        return None
    found = {str(one["id"]): one for one in listed}
    return found if len(found) == len(listed) else None


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "there"
    if isinstance(value, list):
        plain = all(isinstance(one, str) for one in value)
        return "..".join(value) if plain and len(value) == 2 else f"{len(value)} entries"
    return "nothing" if value is None else str(value)
