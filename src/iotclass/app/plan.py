"""The cheapest changes by which a model reaches what it requires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from shlex import quote

from iotclass.app.model import Opened, named, open_model
from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.plan import Front, Plan, Status
from iotclass.read.word import listed

SAME = 1e-9
"""What two probabilities that are the same may differ by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a plan: the budget (None: the model's own), what to minimise, the time in seconds.

    `confidence` is the probability with which all that is required has to hold; `robust`: whatever the
    values of all that is in doubt.
    """

    budget: float | None = None
    minimise: str = "cost"
    time_limit: float | None = None
    pareto: bool = False
    confidence: float | None = None
    robust: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """The plans in words, and whether any of them brings everything to what is required.

    `model` is the planned model where one is to be written, `refused` why there is none, `name` the id of
    the planned scenario in it.
    """

    text: str
    reached: bool
    model: str = ""
    name: str = ""
    refused: str = ""


def plan_model(
    model: str,
    form: str,
    asked: Asked,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
    *,
    write: bool = False,
) -> Planned:
    """The plans of all scenarios, or of those named, as text or JSON.

    `write` asks for the planned model as well.

    Raises InvalidError.
    """
    opened = open_model(model, method, profiles)
    assessment = opened.assess(scenarios)
    if write and (len(assessment.scenarios) > 1 or asked.pareto):
        message = "one plan can be written, not several"
        known = listed([one.scenario.id for one in assessment.scenarios])
        raise InvalidError([Problem(Place("--write"), message, f"--scenario and one of {known}")])
    shown = named(model, method if opened.note else None, profiles)
    if asked.pareto:
        return _fronts(opened, assessment, asked, form, shown)
    plans = [_plan(opened, assessment, number, asked) for number in range(len(assessment.scenarios))]
    if form == "json":
        from iotclass.write.json import json_text
        from iotclass.write.plan_json import plans_record

        text = json_text(plans_record(plans, assessment))
    else:
        from iotclass.write.plan_text import plans_text

        text = plans_text(plans, assessment, shown, opened.note, _options(asked))
    reached = any(one.status in {Status.OPTIMAL, Status.FEASIBLE} for one in plans)
    return _with_model(Planned(text, reached), opened, plans[0]) if write else Planned(text, reached)


def _plan(opened: Opened, assessment: Assessment, number: int, asked: Asked) -> Plan:
    from iotclass.plan.program import Clock
    from iotclass.plan.solve import cheapest
    from iotclass.plan.task import task

    clock, budget, scenario = Clock(asked.time_limit), _budget(opened, asked), assessment.scenarios[number]
    if asked.robust or asked.confidence is not None:
        from iotclass.plan.doubted import confident, robust

        if asked.confidence is None:
            return robust(assessment, scenario, budget, asked.minimise, clock)
        return confident(assessment, scenario, budget, asked.minimise, clock, asked.confidence)
    return cheapest(task(assessment, scenario, budget), asked.minimise, clock)


def _options(asked: Asked) -> str:
    """What was asked of the plan, as a command says it, for the next thing to do."""
    budget = "" if asked.budget is None else f" --budget {asked.budget:.15g}"
    budget += "" if asked.confidence is None else f" --confidence {asked.confidence:.15g}"
    budget += " --robust" if asked.robust else ""
    return budget + ("" if asked.minimise == "cost" else f" --minimise {asked.minimise}")


def _budget(opened: Opened, asked: Asked) -> float | None:
    own = opened.system.budget
    return asked.budget if asked.budget is not None else own.amount if own else None


def _fronts(opened: Opened, assessment: Assessment, asked: Asked, form: str, shown: str) -> Planned:
    from iotclass.plan.front import front
    from iotclass.plan.program import Clock
    from iotclass.plan.task import task

    fronts: list[Front] = [
        front(task(assessment, scenario, _budget(opened, asked)), Clock(asked.time_limit))
        for scenario in assessment.scenarios
    ]
    whole = not any(one.late for one in fronts)
    if form == "json":
        from iotclass.write.json import json_text
        from iotclass.write.plan_json import fronts_record

        return Planned(json_text(fronts_record(fronts, assessment)), reached=whole)
    from iotclass.write.plan_text import fronts_text

    return Planned(fronts_text(fronts, assessment, shown, opened.note), reached=whole)


def _with_model(planned: Planned, opened: Opened, plan: Plan) -> Planned:
    """`planned` with the model that has the plan as a further scenario, proved to reach what it says."""
    from iotclass.app.model import opened as reopened
    from iotclass.read.append import room
    from iotclass.read.text import decoded
    from iotclass.write.plan_yaml import planned_yaml

    if plan.status not in {Status.OPTIMAL, Status.FEASIBLE}:
        return replace(planned, refused="the plan does not reach all that is required")
    if not plan.changes:
        return replace(planned, refused="nothing has to change")
    mark = "\ufeff" if opened.found.startswith(b"\xef\xbb\xbf") else ""
    text, taken = decoded(opened.found, opened.file), {one.id for one in opened.system.scenarios}
    name = next(name for name in _names() if name not in taken)
    text = mark + planned_yaml(text, room(text), plan, name, opened.content.resources.currency)
    try:
        again = reopened(text.encode(), opened.file, opened.method, opened.shipped)
        then = again.assess((name,)).scenarios[0]
    except InvalidError as error:
        problem = error.problems[0].message
        return replace(planned, refused=f"there is no room for a scenario in {opened.file} ({problem})")
    if not _fits(plan, again, then):
        return replace(planned, refused="as a scenario the plan gives something else")
    return replace(planned, model=text, name=name)


def _fits(plan: Plan, again: Opened, then: ScenarioAssessment) -> bool:
    """Whether the scenario `then`, as it was read again, gives what the plan says."""
    from iotclass.plan.doubted import as_ranges, reached

    assessment = Assessment(again.system, again.method, again.content, (then,))
    certainty = plan.certainty
    shown = as_ranges(assessment, then) if certainty is not None and certainty.robust else then
    verdicts = {id_: one.verdict.value for id_, one in shown.components.items()}
    if verdicts != {one.component: one.verdict_then for one in plan.forecasts}:
        return False
    if certainty is None or certainty.then is None:
        return True
    return abs(reached(assessment, then) - certainty.then) <= SAME


def write_planned(planned: Planned, path: str) -> str:
    """Write the planned model to a new file; returns what to say of it. Raises OutputError."""
    from iotclass.write.file import write_whole

    if planned.refused:
        return f"{path}: nothing was written, because {planned.refused}\n"
    write_whole(Path(path), planned.model)
    said = f"{path}: written, with the plan as the scenario {planned.name!r}"
    return f"{said}\nNext: iotclass assess {quote(path)}\n"


def _names() -> Iterator[str]:
    """Ids for the planned scenario, the first free one to be taken."""
    yield "planned"
    yield from (f"planned-{number}" for number in count(2))
