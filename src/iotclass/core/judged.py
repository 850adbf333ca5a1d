"""Every judgement of a system, and how many of them are less than sure."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.judgement import Judgement
from iotclass.core.method import Method
from iotclass.core.system import Component, Control, ControlState, System


def judgements(system: System) -> Iterator[Judgement]:
    """Every judgement of a system; one that scenarios share comes several times."""
    for scenario in system.scenarios:
        for component in scenario.components.values():
            yield from _of(component)
        for link in scenario.links:
            yield from (link.medium, link.reach, link.operations)


def _of(component: Component) -> Iterator[Judgement]:
    for one in (component.connectivity, component.protection, component.impact):
        if one is not None:
            yield one
    if component.harm is not None:
        yield from (one for _, one in component.harm.dimensions)
    yield from (one.severity for one in component.challenges or () if one.severity is not None)
    for port in component.ports:
        yield from (port.medium, port.reach, port.operations)


def less_than_sure(system: System, method: Method) -> int:
    """How many judgements say that they are not sure, where a class does not show it.

    That is where a level or a control's state counts as it is judged: by a named confidence, or by a
    probability that a control works. Ranges and distributions show in the class.
    """
    judged = {(one.key, one.sure) for one in judgements(system) if _spreads(one, method)}
    stated = {(one.key, one.sure, one.works) for one in controls(system) if _may_fail(one, method)}
    return len(judged) + len(stated)


def _spreads(judgement: Judgement, method: Method) -> bool:
    named = (one.sure for one in (judgement, *judgement.opinions) if one.sure)
    return any(method.confidence[name].weights[0] < 1 for name in named)


def _may_fail(control: Control, method: Method) -> bool:
    return any(
        (one.works is not None and one.works < 1)
        or (one.sure != "" and method.confidence[one.sure].works < 1)
        for one in (control, *control.opinions)
        if one.state in {ControlState.YES, ControlState.NO}
    )


def controls(system: System) -> Iterator[Control]:
    """Every control of a system; one that scenarios or components share comes several times."""
    for scenario in system.scenarios:
        for component in scenario.components.values():
            yield from (component.controls or {}).values()
