"""Check a model: every problem and every warning."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.app.model import open_model
from iotclass.core.place import InvalidError, Problem
from iotclass.core.warning import warnings


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, as text; whether the model is valid, and how many warnings there are."""

    text: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_model(model: str, form: str, method: str | None = None, profiles: str | None = None) -> Checked:
    """Every problem of a model, or, where it has none, every warning."""
    problems: tuple[Problem, ...] = ()
    found: tuple[Problem, ...] = ()
    summary, chosen, assessment = "", None, None
    try:
        opened = open_model(model, method, profiles)
    except InvalidError as error:
        problems = error.problems
    else:
        chosen = opened.method
        assessment = opened.assess()
        found = warnings(assessment)
        components = {id_ for one in opened.system.scenarios for id_ in one.components}
        counted = [_counted(len(components), "component"), _counted(len(opened.system.scenarios), "scenario")]
        summary = f"{', '.join(counted)}, method {opened.method.id}"
    if form == "json":
        from iotclass.write.check_json import check_record
        from iotclass.write.json import json_text

        return Checked(json_text(check_record(model, problems, found, assessment)), problems, found)
    from iotclass.write.problem_text import check_text

    return Checked(check_text(model, summary, problems, found, chosen), problems, found)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
