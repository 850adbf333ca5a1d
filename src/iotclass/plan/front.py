"""All plans of which none beats another in both cost and result (Pareto's front)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.option import Option, cost
from iotclass.core.phrase import said
from iotclass.core.plan import Front, Point
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.plan.build import build
from iotclass.plan.program import Clock, OutOfTimeError
from iotclass.plan.solve import priced, stable
from iotclass.plan.task import Demand, Task, reassessed

LATE = said("time ran out before all points were found")


RESULTS = ("class", "met")
"""What cost can be set against: the scenario's class, and how many requirements are met."""


def front(task: Task, clock: Clock, results: Collection[str] = RESULTS) -> Front:
    """The points of `task`: cost against each of `results`; no points where it is not asked for."""
    scenario = task.scenario.scenario
    notes: list[str] = []
    late = False
    by_class, by_met = [], []
    try:
        if "met" in results:
            by_met = list(_dominant(_by_met(task, clock)))
        if "class" not in results:
            pass
        elif len(task.parts) == len(task.scenario.components):
            by_class = list(_dominant(_by_class(task, clock)))
        else:
            notes.append(said("the scenario has no class, because not everything could be assessed"))
    except OutOfTimeError:
        notes.append(LATE)
        late = True
    return Front(
        scenario.id,
        scenario.title,
        tuple(by_class),
        tuple(by_met),
        task.scenario.required,
        tuple(notes),
        late,
    )


def _by_met(task: Task, clock: Clock) -> Iterator[Point]:
    """The least cost for each number of requirements met, from none up."""
    built = build(task)
    requirements, counted = built.loose(()), built.holding(built.held)
    money = built.objective("cost")
    met = 0
    while met <= len(built.held):
        found = built.program.solve(clock, money, requirements, caps=[(counted, -float(met))])
        if found.values is None:
            if not found.infeasible:
                raise OutOfTimeError
            return
        held = [id_ for id_, column in built.held.items() if found.chosen(column)]
        point, then = _point(task, stable(built, found, "cost", clock, held), proved=found.optimal)
        yield point
        reached = sum(then.components[id_].verdict is Verdict.MET for id_ in built.held)
        met = max(met + 1, reached)  # what costs no more is beaten by the point that reaches the most


def _by_class(task: Task, clock: Clock) -> Iterator[Point]:
    """The least cost for each class of the whole scenario, from F up."""
    levels = list(reversed(SecurityClass))
    while levels:
        level = levels[0]
        demands = tuple(Demand(id_, level, (id_,), None, ()) for id_ in task.parts)
        asked = replace(task, demands=demands)
        built = build(asked)
        found = built.program.solve(clock, built.objective("cost"))
        if found.values is None:
            if not found.infeasible:
                raise OutOfTimeError
            return
        changes = stable(built, found, "cost", clock, list(built.held))
        point, _ = _point(task, changes, proved=found.optimal)
        yield point
        reached = levels.index(point.level) if point.level in levels else 0
        levels = levels[max(1, reached) :]


def _point(task: Task, changes: tuple[Option, ...], *, proved: bool) -> tuple[Point, ScenarioAssessment]:
    """A plan as a point, and the scenario with its changes made."""
    paid = priced(changes, task)
    then = reassessed(task, paid)
    total = cost(paid, task.content.resources)
    worst = then.level.worst if then.level else None
    level = worst if isinstance(worst, SecurityClass) else None
    return Point(total, level, then.met, paid, proved), then


def _dominant(points: Iterator[Point]) -> Iterator[Point]:
    """Those of `points`, of rising cost and result, that give more than a cheaper one, each result once."""
    found: list[Point] = []
    for point in points:
        while found and found[-1].cost >= point.cost - 1e-6:
            found.pop()
        if not found or (point.met, point.level) != (found[-1].met, found[-1].level):
            found.append(point)
    yield from found
