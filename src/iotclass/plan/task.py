"""What a plan has to decide for one scenario: what each component is, may become and must reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment, assess
from iotclass.core.chain import classify
from iotclass.core.content import Content
from iotclass.core.finding import Finding
from iotclass.core.level import Level, exactly
from iotclass.core.method import Method
from iotclass.core.option import (
    Option,
    addition,
    candidates,
    improved,
    lowerings,
    possessed,
    relieved,
    softenings,
)
from iotclass.core.phrase import said
from iotclass.core.profile import Criterion, Profile
from iotclass.core.resource import Resources
from iotclass.core.scale import Connectivity, Protection, SecurityClass, Severity
from iotclass.core.system import Component, System
from iotclass.core.usage import Use, use
from iotclass.core.verdict import Verdict

Case = tuple[Connectivity, Protection, Severity, Severity]
"""Connectivity, designed protection, the severity that wears it down and the one that sets the impact."""


@dataclass(frozen=True, slots=True)
class Relief:
    """That all of `by`, put in place, bring a challenge down to a severity a step lower."""

    option: Option
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A component as a plan sees it; everything in doubt is taken at its worst."""

    component: Component
    assessed: ComponentAssessment
    profile: Profile
    connectivity: Connectivity
    protection: Protection
    additions: Mapping[str, Option]
    """What could be added, by functionality."""
    softenings: Mapping[str, Option]
    relieved: Mapping[str, Relief]
    """What the library says softens a challenge, by the challenge."""
    lowerings: Mapping[Connectivity, Option]
    had: frozenset[str]
    uses: Mapping[str, Use]
    """What is used already, by resource."""

    @property
    def lacking(self) -> tuple[Criterion, ...]:
        """The criteria that keep its protection down; none where the protection is judged."""
        derived = self.assessed.derived
        return derived.lacking if derived is not None and self.component.protection is None else ()

    @property
    def split(self) -> bool:
        """Whether its challenges do not all act on both protection and impact."""
        return self.assessed.inputs.eroding is not None

    def acting(self, what: str) -> Severity:
        """The worst severity that acts on `what`."""
        inputs = self.assessed.inputs
        finding = (inputs.eroding if what == "protection" else inputs.raising) or inputs.severity
        if finding.level is None or not isinstance(finding.level.worst, Severity):
            raise TypeError(f"{self.component.id} has no severity")
        return finding.level.worst


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement: the class that its component and all that it relies on must reach by themselves.

    `blocked` says why it cannot be planned for, where something could not be assessed.
    """

    component: str
    level: SecurityClass
    reaching: tuple[str, ...]
    protection: Protection | None
    controls: tuple[str, ...]
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """All of that for one scenario, and the classes that the method's tables give."""

    scenario: ScenarioAssessment
    system: System
    method: Method
    content: Content
    parts: Mapping[str, Part]
    demands: tuple[Demand, ...]
    budget: float | None
    accepted: frozenset[str] = frozenset()
    """The components whose requirement is not met but accepted: nothing is planned for them."""
    known: dict[tuple[object, ...], tuple[SecurityClass, Protection]] = field(default_factory=dict)

    def shared(self, what: str) -> Option:
        """What the shared functionality `what` is paid by: the dearest of what components say of it."""
        known = self.content.resources
        offers = (part.additions.get(what) for part in self.parts.values())
        return max(
            (one for one in offers if one is not None and one.shared),
            key=lambda one: known.total(one.one_off, one.yearly),
        )

    def corners(self, part: Part, level: SecurityClass, protection: Protection | None) -> tuple[Case, ...]:
        """The worst cases in which `part` still reaches `level` (and `protection` in effect) by itself.

        Every case that is nowhere worse than one of them reaches it too, as the tables are monotone.
        """
        scales = _attainable(part)
        cases = [case for case in product(*scales) if part.split or case[2] is case[3]]
        good = {case for case in cases if self._reaches(part, case, level, protection)}
        return tuple(case for case in cases if case in good and not _worse_ones(case, scales, part) & good)

    def _reaches(self, part: Part, case: Case, level: SecurityClass, protection: Protection | None) -> bool:
        reached, in_effect = self.outcome(part, case)
        enough = protection is None or in_effect.badness <= protection.badness
        return enough and reached.badness <= level.badness

    def outcome(self, part: Part, case: Case) -> tuple[SecurityClass, Protection]:
        """The class that `part` has by itself in `case`, and its protection in effect."""
        inputs = part.assessed.inputs
        stated = (inputs.judged_impact, inputs.kind_impact, inputs.harm, inputs.harm_of_reliers)
        spans = tuple(str(one.level) if one else None for one in stated)
        key = (*spans, inputs.in_effect, *case)
        if key not in self.known:
            connectivity, designed, eroding, raising = (
                Finding("planned", exactly(one), "planned") for one in case
            )
            changed = replace(
                inputs,
                connectivity=connectivity,
                designed=designed,
                severity=eroding,
                eroding=eroding,
                raising=raising,
                class_of_providers=None,
            )
            found = classify(part.component.id, changed, self.method)
            final, protection = found.uncapped.level, found.protection.level
            if final is None or protection is None:
                raise ValueError(f"{part.component.id} cannot be assessed")
            if not isinstance(final.worst, SecurityClass) or not isinstance(protection.worst, Protection):
                raise TypeError("a class and a protection level were expected")
            self.known[key] = (final.worst, protection.worst)
        return self.known[key]


def _attainable(part: Part) -> tuple[list[Connectivity], list[Protection], list[Severity], list[Severity]]:
    """What each side of a part can become, the best first."""
    lower = [level for level in Connectivity if level in part.lowerings]
    judged = part.component.protection is not None  # what a judgement rests on is not known
    highest = part.protection if judged or not part.additions else Protection.P5
    protections = [one for one in reversed(Protection) if part.protection <= one <= highest]
    eroding, raising = (list(_severities(part, what)) for what in ("protection", "impact"))
    return [*lower, part.connectivity], protections, eroding, raising


def _severities(part: Part, what: str) -> Iterator[Severity]:
    """The severities on `what`, the lowest first; more controls can raise one that they drive."""
    challenges = part.component.challenges or ()
    can_rise = any(one.driven_by for one in challenges if what in one.acts_on)
    return (level for level in Severity if can_rise or level <= part.acting(what))


def _worse_ones(case: Case, scales: Sequence[Sequence[Level]], part: Part) -> set[tuple[Level, ...]]:
    """The cases one step worse than `case` in one respect."""
    found: set[tuple[Level, ...]] = set()
    for place, scale in enumerate(scales):
        after = scale.index(case[place]) + 1
        if after < len(scale):
            worse = [*case[:place], scale[after], *case[place + 1 :]]
            if place >= 2 and not part.split:  # both severities are one
                worse[2] = worse[3] = scale[after]
            found.add(tuple(worse))
    return found


def accepted(scenario: ScenarioAssessment) -> frozenset[str]:
    """The components of `scenario` whose requirement is not met but accepted."""
    return frozenset(id_ for id_, one in scenario.components.items() if one.verdict is Verdict.ACCEPTED)


def task(
    assessment: Assessment,
    scenario: ScenarioAssessment,
    budget: float | None,
    left_out: frozenset[str] | None = None,
) -> Task:
    """What a plan for `scenario` has to decide.

    `left_out` are components of which an unmet requirement is accepted, where the scenario does not tell.
    """
    content = assessment.content
    excused = accepted(scenario) if left_out is None else left_out
    parts = {}
    for id_, assessed in scenario.components.items():
        found = _part(assessed, content)
        if found is not None:
            parts[id_] = found
    demands = tuple(
        _demand(one, scenario)
        for one in scenario.components.values()
        if one.component.requires is not None and one.id not in excused
    )
    return Task(scenario, assessment.system, assessment.method, content, parts, demands, budget, excused)


def retold(told: Task, resources: Resources) -> Task:
    """`told` with other figures for what things cost and use."""
    content = replace(told.content, resources=resources)
    system = replace(told.system, scenarios=(told.scenario.scenario,))
    assessment = assess(system, told.method, content)
    return task(assessment, assessment.scenarios[0], told.budget, told.accepted)


def reassessed(
    told: Task, changes: Sequence[Option], resources: Resources | None = None
) -> ScenarioAssessment:
    """The scenario of `told` as it is with `changes` made; with other figures where they are given."""
    content = told.content if resources is None else replace(told.content, resources=resources)
    system = replace(told.system, scenarios=(improved(told.scenario.scenario, changes),))
    return assess(system, told.method, content).scenarios[0]


def _part(assessed: ComponentAssessment, content: Content) -> Part | None:
    """A component for a plan; None where it could not be assessed."""
    component, inputs = assessed.component, assessed.inputs
    connectivity, designed = inputs.connectivity.level, inputs.designed.level
    if connectivity is None or designed is None or assessed.outcome.uncapped.level is None:
        return None
    if not isinstance(connectivity.worst, Connectivity) or not isinstance(designed.worst, Protection):
        raise TypeError("a connectivity and a protection level were expected")
    profile, framework = content.profiles[component.kind], content.framework
    derived = assessed.derived
    proven = designed.worst
    if derived is not None and derived.proven is not None and component.protection is None:
        proven = derived.proven
    look = framework.functionalities.__getitem__
    reliefs = {one.what: Relief(one, by) for one, by in relieved(assessed, profile, content)}
    additions = {
        id_: addition(look(id_), component, profile, content)
        for id_ in candidates(assessed, profile, framework, [by for one in reliefs.values() for by in one.by])
    }
    uses = {
        resource: use(resource, component, profile, look, content.resources)
        for resource in content.resources.resources
        if resource in component.limits
        or any(one.driven_by == resource for one in component.challenges or ())
    }
    return Part(
        component,
        assessed,
        profile,
        connectivity.worst,
        proven,
        additions,
        {one.what: one for one in softenings(assessed)},
        reliefs,
        {one.to: one for one in lowerings(assessed) if isinstance(one.to, Connectivity)},
        possessed(component, framework),
        uses,
    )


def _demand(one: ComponentAssessment, scenario: ScenarioAssessment) -> Demand:
    requires = one.component.requires
    if requires is None:
        raise ValueError(f"{one.id} requires nothing")
    reaching: dict[str, None] = {}
    waiting = [one.id]
    while waiting:
        id_ = waiting.pop()
        if id_ not in reaching:
            reaching[id_] = None
            waiting += [reliance.provider for reliance in scenario.components[id_].component.relies_on]
    blocked = [id_ for id_ in reaching if scenario.components[id_].outcome.uncapped.level is None]
    why = said("{id} could not be assessed", id=blocked[0]) if blocked else ""
    return Demand(one.id, requires.level, tuple(reaching), requires.protection, requires.controls, why)
