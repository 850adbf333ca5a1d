"""The cheapest plan: proved optimal, stable among equals, and honest where not everything can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.change import Cliff, cliffs
from iotclass.core.level import Level, Span
from iotclass.core.option import Option, Way, cost, count
from iotclass.core.phrase import said
from iotclass.core.plan import Clash, Figure, Forecast, Plan, Status
from iotclass.core.verdict import Verdict
from iotclass.plan.build import Built, build, chosen
from iotclass.plan.clash import clash
from iotclass.plan.figure import figures
from iotclass.plan.program import Clock, OutOfTimeError, Solution
from iotclass.plan.task import Task, reassessed

PATIENCE = 15.0
"""Seconds after which how far figures may move is left open: a plan is there already."""
CENT = 0.01
"""Money below which two costs are the same."""


def cheapest(task: Task, minimised: str, clock: Clock) -> Plan:
    """The plan of `task` with the least `minimised` (`cost` or `changes`).

    Where not every requirement can hold, as many as possible do, and each that cannot has its clash.
    """
    built = build(task)
    demanded = [demand.component for demand in task.demands]
    try:
        found = solution(built, minimised, clock)
    except OutOfTimeError:
        return _proven(task, *drafted(task, minimised, Status.UNKNOWN, (), None))
    if found.values is not None:
        status = Status.OPTIMAL if found.optimal else Status.FEASIBLE
        changes = _changes(built, found)
        if not found.optimal:
            return _proven(task, *drafted(task, minimised, status, changes, found))
        changes = stable(built, found, minimised, clock, demanded)
        patience = Clock(min(clock.left, PATIENCE))
        figured = figures(task, built, minimised, priced(changes, task), patience)
        return _proven(task, *drafted(task, minimised, status, changes, found, figured=figured))
    if not found.infeasible:
        return _proven(task, *drafted(task, minimised, Status.UNKNOWN, (), None))
    return _partial(task, built, minimised, clock)


def solution(built: Built, minimised: str, clock: Clock) -> Solution:
    """The solution with the least of what is minimised; all that the program asks for holds."""
    return built.program.solve(clock, built.objective(minimised))


def stable(
    built: Built, found: Solution, minimised: str, clock: Clock, held: Sequence[str]
) -> tuple[Option, ...]:
    """Of all solutions as good as `found`: the cheapest, then the fewest changes, then the first by name.

    The demands `held` hold in it. Where time runs out, the one that was found.
    """
    caps: list[tuple[Sequence[float], float]] = [(built.holding(held), -float(len(held)))]
    for aim in dict.fromkeys((minimised, "cost", "names")):
        objective = built.objective(aim)
        value = found.total(objective)
        try:
            better = built.program.solve(clock, objective, built.loose(held), caps)
        except OutOfTimeError:
            break
        if better.values is None or any(better.total(terms) > most + CENT for terms, most in caps):
            break  # only rounding makes it look as good
        if aim == "names" or better.total(objective) <= value + CENT:
            found = better
        caps.append((objective, found.total(objective)))
    return _changes(built, found)


def _changes(built: Built, found: Solution) -> tuple[Option, ...]:
    return chosen(built, [column for column in built.options if found.chosen(column)])


def _partial(task: Task, built: Built, minimised: str, clock: Clock) -> Plan:
    """As many requirements as can hold, at the least cost, and why the others cannot."""
    requirements, counted = built.loose(()), built.holding(built.held)
    status = Status.INFEASIBLE
    try:
        most = built.program.solve(clock, counted, requirements)
    except OutOfTimeError:
        return _proven(task, *drafted(task, minimised, status, (), None, proved=False))
    if most.values is None:
        return _proven(task, *drafted(task, minimised, status, (), None, proved=False))
    found, changes, proved = most, _changes(built, most), False
    clashes: list[Clash] = []
    try:
        cheap = built.program.solve(
            clock, built.objective(minimised), requirements, [(counted, float(round(most.objective)))]
        )
        found = cheap if cheap.values is not None else most
        proved = most.optimal and cheap.optimal
        held = [id_ for id_, column in built.held.items() if found.chosen(column)]
        changes = stable(built, found, minimised, clock, held) if proved else _changes(built, found)
        failed = (demand for demand in task.demands if demand.component not in held)
        clashes.extend(clash(task, built, demand, held, clock) for demand in failed)
    except OutOfTimeError:
        pass  # what was found by then is told, as far as it is proved
    return _proven(task, *drafted(task, minimised, status, changes, found, tuple(clashes), proved=proved))


def _proven(task: Task, plan: Plan, then: ScenarioAssessment) -> Plan:
    """`plan`, checked by `then`, the scenario with its changes made."""
    if plan.status in {Status.OPTIMAL, Status.FEASIBLE}:
        _prove(task, then)
    return plan


def drafted(
    task: Task,
    minimised: str,
    status: Status,
    changes: tuple[Option, ...],
    found: Solution | None,
    clashes: tuple[Clash, ...] = (),
    figured: tuple[Figure, ...] = (),
    *,
    proved: bool = True,
) -> tuple[Plan, ScenarioAssessment]:
    """The plan of `changes` and the scenario with them made; that what is required holds is not checked."""
    paid = priced(changes, task)
    then = reassessed(task, paid)
    one_off, yearly = sum(one.one_off for one in paid), sum(one.yearly for one in paid)
    scenario = task.scenario.scenario
    plan = Plan(
        scenario.id,
        scenario.title,
        status,
        minimised,
        paid,
        one_off,
        yearly,
        task.content.resources.total(one_off, yearly),
        found.objective if found and status is not Status.INFEASIBLE else _counted(minimised, paid, task),
        found.bound if found else None,
        task.budget,
        sum(then.components[one.component].verdict is Verdict.MET for one in task.demands),
        len(task.demands),
        tuple(_forecasts(task.scenario, then)),
        clashes,
        tuple(_cliffs(task, then)),
        figured,
        tuple(_notes(task, then, paid)),
        proved,
    )
    if status is Status.OPTIMAL and minimised == "cost" and abs(plan.cost - plan.objective) > CENT:
        raise ArithmeticError(f"the plan costs {plan.cost}, not {plan.objective} as was proved")
    if task.budget is not None and plan.cost > task.budget + CENT:
        raise ArithmeticError(f"the plan costs {plan.cost}, more than the budget of {task.budget}")
    return plan, then


def _counted(minimised: str, paid: Sequence[Option], task: Task) -> float:
    """What is minimised, of changes that were not found by minimising that alone."""
    if minimised == "changes":
        return float(count(paid))
    return cost(paid, task.content.resources)


def priced(changes: Sequence[Option], task: Task) -> tuple[Option, ...]:
    """The changes, with the money of what is shared at the first component that it is for."""
    owned = {one.what for one in changes if not one.shared}
    paid: set[str] = {
        one.what
        for one in changes
        if one.shared and (one.what in owned or any(one.what in part.had for part in task.parts.values()))
    }
    found = []
    for one in changes:
        if one.shared and one.what in paid:
            found.append(replace(one, one_off=0.0, yearly=0.0))
            continue
        if one.shared:
            paid.add(one.what)
            dearest = task.shared(one.what)
            one = replace(
                one,
                one_off=dearest.one_off,
                yearly=dearest.yearly,
                assumed=dearest.assumed,
                place=dearest.place,
            )
        found.append(one)
    return tuple(found)


def _prove(task: Task, then: ScenarioAssessment) -> None:
    """Check a plan by the core itself. Raises ArithmeticError where a requirement does not hold."""
    missed = [
        demand.component
        for demand in task.demands
        if then.components[demand.component].verdict is not Verdict.MET
    ]
    if missed:
        raise ArithmeticError(f"the plan does not bring {', '.join(missed)} to what is required")


def _forecasts(now: ScenarioAssessment, then: ScenarioAssessment) -> list[Forecast]:
    found = []
    for id_, before in now.components.items():
        after, requires = then.components[id_], before.component.requires
        found.append(
            Forecast(
                id_,
                requires.level if requires else None,
                before.outcome.final.level,
                after.outcome.final.level,
                before.verdict.value,
                after.verdict.value,
                after.reason,
            )
        )
    return found


def _cliffs(task: Task, then: ScenarioAssessment) -> list[tuple[str, Cliff]]:
    return [
        (id_, cliff)
        for id_, one in then.components.items()
        if one.component.requires is not None
        for cliff in cliffs(id_, one.inputs, task.method)
    ]


def _notes(task: Task, then: ScenarioAssessment, changes: Sequence[Option]) -> list[str]:
    """What a reader of the plan should know beside it."""
    found: list[str] = []
    for id_, before in task.scenario.components.items():
        after = then.components[id_]
        worse = [
            one.id
            for one in before.component.challenges or ()
            if _worse(before.severities[one.id].level, after.severities[one.id].level)
        ]
        if worse:
            found.append(
                said(
                    "{id}: what is added uses more of its limits, so that {challenges} gets more severe; "
                    "a further control may then lower its class",
                    id=id_,
                    challenges=", ".join(worse),
                )
            )
        if any(
            change.way is Way.CONNECTIVITY and change.component == id_ for change in changes
        ) and _reaches_further(after):
            found.append(
                said(
                    "{id}: its links still give more; "
                    "what makes the connectivity lower has to change them too",
                    id=id_,
                )
            )
        if id_ in task.accepted:
            found.append(
                said("{id}: its requirement is not met but accepted, so nothing is planned for it", id=id_)
            )
    return found


def _reaches_further(one: ComponentAssessment) -> bool:
    """Whether the links of a component give it more connectivity than counts."""
    links, counts = one.inferred.level if one.inferred else None, one.inputs.connectivity.level
    return links is not None and counts is not None and links.worst.badness > counts.worst.badness


def _worse(before: Span[Level] | None, after: Span[Level] | None) -> bool:
    return before is not None and after is not None and after.worst.badness > before.worst.badness
