"""The cheapest changes by which a model reaches what it requires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shlex import quote

from iotclass.app.model import Opened, named, open_model
from iotclass.core.assess import Assessment
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.core.plan import Front, Plan, Status


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a plan: the budget (None: the model's own), what to minimise, the time in seconds."""

    budget: float | None = None
    minimise: str = "cost"
    time_limit: float | None = None
    pareto: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """The plans in words, whether any of them brings everything to what is required, and what was written."""

    text: str
    reached: bool
    written: str = ""


def plan_model(
    model: str,
    form: str,
    asked: Asked,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
    write: str | None = None,
) -> Planned:
    """The plans of all scenarios, or of those named, as text or JSON.

    `write` names a file for the planned model.

    Raises InvalidError, and OutputError where the file cannot be written.
    """
    opened = open_model(model, method, profiles)
    assessment = opened.assess(scenarios)
    if write is not None and (len(assessment.scenarios) > 1 or asked.pareto):
        message = "one plan can be written, not several"
        known = ", ".join(one.scenario.id for one in assessment.scenarios)
        raise InvalidError([Problem(Place("--write"), message, f"--scenario and one of {known}")])
    shown = named(model, method if opened.note else None, profiles) + _options(asked)
    if asked.pareto:
        return _fronts(opened, assessment, asked, form, shown)
    plans = [_plan(opened, assessment, number, asked) for number in range(len(assessment.scenarios))]
    written = _written(opened, plans[0], write) if write is not None else ""
    if form == "json":
        from iotclass.write.json import json_text
        from iotclass.write.plan_json import plans_record

        text = json_text(plans_record(plans, assessment))
    else:
        from iotclass.write.plan_text import plans_text

        text = plans_text(plans, assessment, shown, opened.note)
    reached = any(one.status in {Status.OPTIMAL, Status.FEASIBLE} for one in plans)
    return Planned(text, reached, written)


def _plan(opened: Opened, assessment: Assessment, number: int, asked: Asked) -> Plan:
    from iotclass.plan.program import Clock
    from iotclass.plan.solve import cheapest
    from iotclass.plan.task import task

    told = task(assessment, assessment.scenarios[number], _budget(opened, asked))
    return cheapest(told, assessment, asked.minimise, Clock(asked.time_limit))


def _options(asked: Asked) -> str:
    """What was asked of the plan, as a command says it, for the next thing to do."""
    budget = "" if asked.budget is None else f" --budget {asked.budget:g}"
    return budget + ("" if asked.minimise == "cost" else f" --minimise {asked.minimise}")


def _budget(opened: Opened, asked: Asked) -> float | None:
    own = opened.system.budget
    return asked.budget if asked.budget is not None else own.amount if own else None


def _fronts(opened: Opened, assessment: Assessment, asked: Asked, form: str, shown: str) -> Planned:
    from iotclass.plan.front import front
    from iotclass.plan.program import Clock
    from iotclass.plan.task import task

    fronts: list[Front] = [
        front(task(assessment, scenario, _budget(opened, asked)), assessment, Clock(asked.time_limit))
        for scenario in assessment.scenarios
    ]
    if form == "json":
        from iotclass.write.json import json_text
        from iotclass.write.plan_json import fronts_record

        return Planned(json_text(fronts_record(fronts, assessment)), reached=True)
    from iotclass.write.plan_text import fronts_text

    return Planned(fronts_text(fronts, assessment, shown, opened.note), reached=True)


def _written(opened: Opened, plan: Plan, path: str) -> str:
    """Write the model with the plan as a further scenario, once it is proved to reach what it says.

    Returns what to say of it. Raises OutputError where the file cannot be written.
    """
    from iotclass.app.model import opened as reopened
    from iotclass.read.append import room
    from iotclass.read.text import decoded
    from iotclass.write.file import write_whole
    from iotclass.write.plan_yaml import planned_yaml

    if plan.status not in {Status.OPTIMAL, Status.FEASIBLE}:
        return f"{path}: nothing was written, because the plan does not reach all that is required\n"
    if not plan.changes:
        return f"{path}: nothing was written, because nothing has to change\n"
    mark = "\ufeff" if opened.found.startswith(b"\xef\xbb\xbf") else ""
    text, taken = decoded(opened.found, opened.file), {one.id for one in opened.system.scenarios}
    name = next(name for name in _names() if name not in taken)
    text = mark + planned_yaml(text, room(text), plan, name, opened.content.resources.currency)
    try:
        again = reopened(text.encode(), path, opened.method, opened.shipped)
        then = again.assess((name,)).scenarios[0]
    except InvalidError as error:
        message = f"there is no room for a scenario in {opened.file} ({error.problems[0].message})"
        raise OutputError(f"{path}: nothing was written: {message}") from None
    reached = {id_: one.verdict.value for id_, one in then.components.items()}
    if reached != {one.component: one.verdict_then for one in plan.forecasts}:
        raise OutputError(f"{path}: nothing was written: as a scenario the plan gives something else")
    write_whole(Path(path), text)
    return f"{path}: written, with the plan as the scenario {name!r}\nNext: iotclass assess {quote(path)}\n"


def _names() -> Iterator[str]:
    """Ids for the planned scenario, the first free one to be taken."""
    yield "planned"
    yield from (f"planned-{number}" for number in count(2))
