"""Assessments for pictures: components at given levels, in one scenario or two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from iotclass.core.assess import Assessment, assess
from iotclass.core.level import Level
from iotclass.core.scale import Connectivity, Exposure, Impact, Protection
from iotclass.core.system import Component, Scenario
from tests.models import PAPER, SMALL, method, part, spanned, whole_system

AT = {
    Exposure.E1: (Connectivity.C1, Protection.P5),
    Exposure.E2: (Connectivity.C2, Protection.P3),
    Exposure.E3: (Connectivity.C1, Protection.P2),
    Exposure.E4: (Connectivity.C1, Protection.P1),
    Exposure.E5: (Connectivity.C5, Protection.P1),
}
"""A connectivity and a protection that give each exposure (paper, Table II)."""


def at(id_: str, connectivity: Iterable[Level], protection: Iterable[Level], impact: Level) -> Component:
    """A component whose levels are each one of those given, as they are in effect."""
    return part(
        id_,
        connectivity=spanned(*connectivity),
        protection=replace(spanned(*protection), in_effect=True),
        impact=spanned(impact),
        challenges=(),
    )


def exposed(id_: str, impact: Level, exposure: Exposure) -> Component:
    """A component with that impact and that exposure."""
    connectivity, protection = AT[exposure]
    return at(id_, [connectivity], [protection], impact)


def assessment(*scenarios: Iterable[Component], by: str = PAPER) -> Assessment:
    """An assessment of scenarios called `first` and `second`, of these components."""
    system = whole_system([], method_id=by)
    found = tuple(
        Scenario(name, f"The {name} design", {one.id: one for one in parts}, ())
        for name, parts in zip(("first", "second"), scenarios, strict=False)
    )
    return assess(replace(system, scenarios=found), method(by), SMALL.content)


MINOR = Impact.MINOR
