"""Why a requirement cannot hold: a smallest set of requirements and limits that clash.

Found by deletion: what can be left out without making things possible is left out, each step a solve, so
that in the end nothing more can be (Chinneck and Dravnieks, Locating minimal infeasible constraint sets in
linear programs, 1991; here for mixed-integer programs).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from iotclass.core.method import ImpactFrom
from iotclass.core.phrase import Numeral, said
from iotclass.core.plan import Clash, Member
from iotclass.core.scale import SecurityClass
from iotclass.plan.build import Built, build
from iotclass.plan.program import Clock, OutOfTimeError
from iotclass.plan.task import Demand, Part, Task


def clash(task: Task, built: Built, demand: Demand, held: Collection[str], clock: Clock) -> Clash:
    """What keeps `demand` from holding beside the demands `held`."""
    own = next(
        one for one in built.members if one.kind == "requirement" and one.component == demand.component
    )
    others = [
        one
        for one in built.members
        if one is not own and (one.kind != "requirement" or one.component in held)
    ]
    try:
        members, minimal = _smallest(built, own, others, clock), True
    except OutOfTimeError:
        members, minimal = [own, *others], False
    best = None if demand.blocked else _best(task, demand, held, clock)
    why = [*_without_budget(task, built, members, held, clock), *_immovable(task, demand)]
    return Clash(demand.component, tuple(members), best, tuple(why), minimal, not demand.blocked)


def _without_budget(
    task: Task, built: Built, members: list[Member], held: Collection[str], clock: Clock
) -> Iterator[str]:
    """What it would take, where the budget is in the way."""
    budget = [one for one in members if one.kind == "budget"]
    if not budget:
        return
    wanted = {*held, *(one.component for one in members if one.kind == "requirement")}
    try:
        found = built.program.solve(clock, built.objective("cost"), {*built.loose(wanted), *budget})
    except OutOfTimeError:
        return
    if found.optimal:
        yield said(
            "{budget}: together with what holds it would take {amount} {currency}",
            budget=budget[0].text,
            amount=Numeral(f"{found.objective:,.0f}"),
            currency=task.content.resources.currency,
        )


def _smallest(built: Built, own: Member, others: list[Member], clock: Clock) -> list[Member]:
    """`own` and those of `others` of which none can be left out."""
    everything = set(built.members)

    def possible(kept: Collection[Member]) -> bool:
        found = built.program.solve(clock, [0.0] * len(built.program.costs), everything - {own, *kept})
        if found.values is None and not found.infeasible:
            raise OutOfTimeError
        return found.values is not None

    kept = list(others)
    requirements = [one for one in kept if one.kind == "requirement"]
    if requirements and not possible([one for one in kept if one not in requirements]):
        kept = [one for one in kept if one not in requirements]
    for one in list(kept):
        fewer = [other for other in kept if other is not one]
        if not possible(fewer):
            kept = fewer
    return [own, *kept]


def _best(task: Task, demand: Demand, held: Collection[str], clock: Clock) -> SecurityClass | None:
    """The best class that the component can have within the limits, beside the demands `held`."""
    more = demand.protection is not None or bool(demand.controls)
    plain = replace(demand, protection=None, controls=())
    asked = replace(task, demands=tuple(plain if one is demand else one for one in task.demands))
    try:
        for level in SecurityClass:
            if more or level.badness > demand.level.badness:
                built = build(asked, {demand.component: level})
                wanted = {*held, demand.component}
                loose = built.loose(wanted)
                if built.program.solve(clock, [0.0] * len(built.program.costs), loose).values is not None:
                    return level
    except OutOfTimeError:
        pass
    return None


def _immovable(task: Task, demand: Demand) -> Iterator[str]:
    """What a plan cannot move at the component and what it relies on, in words."""
    if demand.blocked:
        yield demand.blocked
        return
    for id_ in demand.reaching:
        own = task.scenario.components[id_].outcome.uncapped.level
        if id_ != demand.component and own is not None and own.worst.badness <= demand.level.badness:
            continue  # it is not what stands in the way
        if id_ == demand.component and len(demand.reaching) > 1 and _enough(task, demand):
            continue
        yield from _kept(task.parts[id_], by_harm=task.method.impact_from is ImpactFrom.HARM)


def _enough(task: Task, demand: Demand) -> bool:
    """Whether the component of `demand` by itself is what is required of it."""
    one = task.scenario.components[demand.component]
    own = one.outcome.uncapped.level
    plain = demand.protection is None and not demand.controls
    return plain and own is not None and own.worst.badness <= demand.level.badness


def _kept(part: Part, *, by_harm: bool) -> Iterator[str]:
    id_, component = part.component.id, part.component
    if not part.lowerings:
        yield said(
            "the connectivity of {id}, {level}: the model allows no lower one",
            id=id_,
            level=part.connectivity,
        )
    if component.protection is not None:
        span = component.protection.span
        text = said(
            "the protection of {id}, {level}: it is judged, so that no control can be planned",
            id=id_,
            level=span,
        )
        if not span.certain:
            text = said(
                "{why}, taken at its worst: if it is better, {id} may have it already", why=text, id=id_
            )
        yield text
    elif component.controls is None:
        yield said("the protection of {id}: neither controls nor a judgement say what it is", id=id_)
    if component.challenges is None:
        yield said(
            "the challenges of {id}: the model says nothing of them, so that any severity is possible", id=id_
        )
    yield from _severe(part)
    inputs = part.assessed.inputs
    if inputs.judged_impact is not None and inputs.judged_impact.level is not None:
        yield said(
            "the impact on {id}, {level}: it is judged", id=id_, level=inputs.judged_impact.level.worst
        )
    elif inputs.harm is not None and inputs.harm.level is not None and by_harm:
        yield said("the harm of {id}, {level}", id=id_, level=inputs.harm.level.worst)
    if inputs.harm_of_reliers is not None and inputs.harm_of_reliers.level is not None:
        level = inputs.harm_of_reliers.level.worst
        yield said("the harm of what relies on {id}, {level}", id=id_, level=level)


def _severe(part: Part) -> Iterator[str]:
    """The worst challenges, where nothing is known that could be done about them."""
    worst = part.assessed.inputs.severity.level
    for one in part.component.challenges or ():
        level = part.assessed.severities[one.id].level
        movable = one.id in part.softenings or one.id in part.relieved or one.driven_by
        if worst is None or not worst.worst.rank or movable or level is None:
            continue
        if level.worst is worst.worst:
            yield said(
                "the severity of {challenge} on {id}, {level}: the model allows no measure against it",
                challenge=one.id,
                id=part.component.id,
                level=level.worst,
            )
