"""A design at the ends of its doubt: all that may be so, as ranges; and the best that it may be.

`widened` is for what has to hold under every value that anything in doubt may have. `at_best` is no worse
than any case that is possible, so what does not hold there never does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from iotclass.core.content import Content
from iotclass.core.distribution import distribution, works
from iotclass.core.judgement import Harm, Judgement
from iotclass.core.level import exactly, spanning
from iotclass.core.method import Method
from iotclass.core.scale import Impact, Severity
from iotclass.core.system import Challenge, Component, Connection, Control, ControlState, Scenario, Spending

Turn = Callable[[Judgement], Judgement]


def widened(scenario: Scenario, method: Method) -> Scenario:
    """`scenario` with each judgement as the range of all levels that are possible by it.

    Controls that may not work count as unknown, and those that work for certain as there.
    """

    def turn(judgement: Judgement) -> Judgement:
        levels = [level for level, _ in distribution(judgement, method)]
        return replace(judgement, span=spanning(levels), sure="", weights=(), opinions=())

    def controls(component: Component) -> Component:
        if component.controls is None:
            return component
        found = {id_: _as_sure(one, method) for id_, one in component.controls.items()}
        return replace(component, controls=found)

    return _turned(scenario, turn, controls)


def _as_sure(control: Control, method: Method) -> Control:
    """`control` with the state that is certain of it."""
    chance, state = works(control, method), control.state
    if state is ControlState.YES and chance < 1:
        state = ControlState.UNKNOWN
    elif state in {ControlState.PARTLY, ControlState.UNKNOWN} and chance == 1:
        state = ControlState.YES
    return replace(control, state=state)


def at_best(scenario: Scenario, method: Method, content: Content) -> Scenario:
    """`scenario` with each judgement at the best level that is possible by it.

    All that may work does, and uses no more than it does for certain; what may not be needed is there;
    what the model says nothing of is good.
    """

    def turn(judgement: Judgement) -> Judgement:
        return replace(judgement, span=exactly(distribution(judgement, method)[0][0]))

    return _turned(scenario, turn, lambda component: _best(component, method, content))


def _best(component: Component, method: Method, content: Content) -> Component:
    challenges = tuple(_mild(one, component) for one in component.challenges or ())
    harm = component.harm
    if harm is None and component.relies_on:
        least = Judgement(exactly(Impact.INSIGNIFICANT), component.place)
        harm = Harm((("overall", least),), component.place)
    component = replace(component, challenges=challenges, harm=harm)
    if component.controls is None:
        return component
    hoped = {
        id_
        for id_, one in component.controls.items()
        if one.state is not ControlState.YES and works(one, method) > 0
    }
    facts = component.facts or {}
    for criterion in content.profiles[component.kind].criteria:
        if any(facts.get(fact) == "unknown" for fact, _ in criterion.applies_if):
            hoped.add(criterion.id)
    there = {id_: Control(id_, ControlState.YES, component.place) for id_ in hoped}
    sure = {id_: one for id_, one in component.controls.items() if id_ not in hoped}
    return using_nothing(replace(component, controls={**sure, **there}), hoped, content)


def _mild(challenge: Challenge, component: Component) -> Challenge:
    """`challenge`; where nothing says what drives it, as mild as can be."""
    if challenge.severity is not None or challenge.driven_by in component.limits:
        return challenge
    mildest = Judgement(exactly(min(Severity)), challenge.place)
    return replace(challenge, severity=mildest, driven_by="")


def using_nothing(component: Component, controls: set[str], content: Content) -> Component:
    """`component` with `controls` that use nothing of its resources."""
    costs = dict(component.costs)
    nothing = dict.fromkeys(content.resources.resources, 0.0)
    for id_ in controls:
        said = costs.get(id_)
        if said is None:
            costs[id_] = Spending(None, None, nothing, "", component.place)
        else:
            costs[id_] = replace(said, amounts=nothing)
    return replace(component, costs=costs)


def _turned(scenario: Scenario, turn: Turn, changed: Callable[[Component], Component]) -> Scenario:
    """`scenario` with every judgement turned and every component changed."""
    return replace(
        scenario,
        components={id_: changed(_judged(one, turn)) for id_, one in scenario.components.items()},
        links=tuple(_connection(one, turn) for one in scenario.links),
    )


def _judged(component: Component, turn: Turn) -> Component:
    """`component` with every judgement turned."""

    def turned(judgement: Judgement | None) -> Judgement | None:
        return None if judgement is None else turn(judgement)

    harm, challenges = component.harm, component.challenges
    if harm is not None:
        harm = replace(harm, dimensions=tuple((name, turn(one)) for name, one in harm.dimensions))
    if challenges is not None:
        challenges = tuple(replace(one, severity=turned(one.severity)) for one in challenges)
    return replace(
        component,
        connectivity=turned(component.connectivity),
        protection=turned(component.protection),
        impact=turned(component.impact),
        harm=harm,
        challenges=challenges,
        ports=tuple(_connection(one, turn) for one in component.ports),
    )


def _connection(one: Connection, turn: Turn) -> Connection:
    return replace(one, medium=turn(one.medium), reach=turn(one.reach), operations=turn(one.operations))
