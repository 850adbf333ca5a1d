"""Types of devices: the components of one design, each assessed once for all devices that refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from iotclass.core.assess import ComponentAssessment, assess
from iotclass.core.content import Content
from iotclass.core.finding import Finding
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, Span, exactly
from iotclass.core.method import ImpactFrom, Method
from iotclass.core.system import Component, Scenario, System

Range = Span[Level] | None


@dataclass(frozen=True, slots=True)
class Type:
    """What a component is found to be, as far as its class follows from that.

    `impact` is None where it follows from the severity; `raised` is then what challenges set that are others
    than those that wear protection down. `proven` is the class of what it relies on, where controls that are
    partly there or unknown count as no.
    """

    assessed: ComponentAssessment
    impact: Range
    raised: Range
    proven: Finding | None

    @property
    def component(self) -> Component:
        """What the model says of it."""
        return self.assessed.component

    @property
    def connectivity(self) -> Range:
        """Its connectivity, judged or inferred; None where nothing says how it is connected."""
        return self.assessed.inputs.connectivity.level

    @property
    def bare(self) -> bool:
        """Whether neither controls nor a judgement say how it is protected."""
        return self.component.controls is None and self.component.protection is None

    @property
    def severity(self) -> Range:
        """The worst severity that wears protection down."""
        inputs = self.assessed.inputs
        return (inputs.eroding or inputs.severity).level

    @property
    def least(self) -> Range:
        """The harm of what relies on it."""
        harm = self.assessed.inputs.harm_of_reliers
        return harm.level if harm else None

    @property
    def providers(self) -> Finding | None:
        """The worst class of what it relies on."""
        return self.assessed.inputs.class_of_providers


@dataclass(frozen=True, slots=True)
class Types:
    """The components of one scenario as types, by id; nothing of `system` is accepted for devices."""

    system: System
    scenario: Scenario
    known: Mapping[str, Type]


def types(system: System, scenario: Scenario, method: Method, content: Content) -> Types:
    """The components of `scenario` as types of devices, assessed by `method`."""
    system = replace(system, accepted=())
    found = _assessed(system, scenario, method, content)
    proven = found
    if any(one.relies_on for one in scenario.components.values()):
        proven = _assessed(system, _proven(scenario, found), method, content)
    return Types(
        system,
        scenario,
        {id_: _type(one, proven[id_].inputs.class_of_providers, method) for id_, one in found.items()},
    )


def _assessed(
    system: System, scenario: Scenario, method: Method, content: Content
) -> Mapping[str, ComponentAssessment]:
    return assess(replace(system, scenarios=(scenario,)), method, content).scenarios[0].components


def _proven(scenario: Scenario, found: Mapping[str, ComponentAssessment]) -> Scenario:
    """`scenario` with the protection that controls prove as that which components have."""
    components = dict(scenario.components)
    for id_, component in components.items():
        derived = found[id_].derived
        if component.protection is None and derived is not None and derived.proven is not None:
            judgement = Judgement(exactly(derived.proven), component.place)
            components[id_] = replace(component, protection=judgement)
    return replace(scenario, components=components)


def _type(one: ComponentAssessment, proven: Finding | None, method: Method) -> Type:
    inputs = one.inputs
    stated = inputs.judged_impact
    if stated is None and method.impact_from is ImpactFrom.HARM:
        stated = inputs.harm
    raised = one.outcome.impact.level if inputs.raising is not None and stated is None else None
    return Type(one, stated.level if stated else None, raised, proven)
