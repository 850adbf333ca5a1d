"""The gap of a component: what it lacks for the next protection level and for its required class.

As the paper reasons (section V): with this connectivity and this impact, P2, P3, P4 or P5 would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from iotclass.core.assess import ComponentAssessment
from iotclass.core.chain import Inputs, Outcome, classify
from iotclass.core.content import Content
from iotclass.core.finding import Finding
from iotclass.core.inputs import by_itself
from iotclass.core.level import Level, Span, exactly
from iotclass.core.method import Method
from iotclass.core.profile import Criterion
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass
from iotclass.core.system import Component, Control, ControlState, Requirement


@dataclass(frozen=True, slots=True)
class Rung:
    """A protection level that is not reached: the criteria that it adds and that lack, and what it gives.

    `reached` and `severity` are the class and the worst severity with these and all lower criteria met;
    `worse` says that the component would be worse off than without them, as they use up its limits.
    """

    level: Protection
    lacking: tuple[Criterion, ...]
    reached: Span[Level] | None
    severity: Span[Level] | None
    worse: bool


@dataclass(frozen=True, slots=True)
class Combination:
    """Protection levels (in effect) that with a connectivity and an impact give the required class.

    `steps` is how far the nearest of them is from where the component is, over all three.
    """

    connectivity: Connectivity
    impact: Impact
    protections: tuple[Protection, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class Gap:
    """One component from today to its next level and to its required class.

    `needed` is the lowest designed protection that would do if nothing else changed; None where none
    would, or where the class is reached. `rungs` go up to it, at least one step. `by_group` counts what
    lacks for the next level.
    """

    assessed: ComponentAssessment
    required: SecurityClass | None
    needed: Protection | None
    rungs: tuple[Rung, ...]
    by_group: Mapping[str, int]
    now: Combination | None
    combinations: tuple[Combination, ...]

    @property
    def alone_enough(self) -> bool:
        """Whether the component by itself has the class and the protection that it must have."""
        own, wanted = self.assessed.outcome.uncapped.level, self.assessed.component.requires
        if own is None or wanted is None:
            return False
        in_effect = self.assessed.outcome.protection.level
        return own.worst.badness <= wanted.level.badness and _enough(in_effect, wanted)


def gap(assessed: ComponentAssessment, method: Method, content: Content) -> Gap:
    """The gap of a component. Everything in doubt is taken at its worst."""
    component = assessed.component
    required = component.requires.level if component.requires else None
    needed = _needed(assessed, method, required)
    rungs = tuple(_rungs(assessed, method, content, needed))
    titles = content.profiles[component.kind].groups
    held_back = Counter(titles[one.group] for one in rungs[0].lacking) if rungs else Counter[str]()
    combinations = tuple(_combinations(assessed, method, required)) if required else ()
    own = _standing(assessed)
    now = next(
        (one for one in combinations if own and (one.connectivity, one.impact) == (own[0], own[2])), None
    )
    return Gap(assessed, required, needed, rungs, dict(held_back.most_common()), now, combinations)


def _standing(assessed: ComponentAssessment) -> tuple[Connectivity, Protection, Impact] | None:
    """Where a component is: connectivity, protection in effect and impact, each at its worst."""
    outcome = assessed.outcome
    found = (assessed.inputs.connectivity.level, outcome.protection.level, outcome.impact.level)
    ends = tuple(span.worst for span in found if span is not None)
    match ends:
        case (Connectivity() as connectivity, Protection() as protection, Impact() as impact):
            return connectivity, protection, impact
    return None


def _needed(
    assessed: ComponentAssessment, method: Method, required: SecurityClass | None
) -> Protection | None:
    """The lowest designed protection with which the class by itself is the required one, all else as is."""
    now = assessed.outcome.uncapped.level
    wanted = assessed.component.requires
    if required is None or wanted is None or now is None:
        return None
    if now.worst.badness <= required.badness and _enough(assessed.outcome.protection.level, wanted):
        return None
    for level in Protection:
        designed = Finding("designed", exactly(level), "varied")
        found = classify(assessed.id, replace(assessed.inputs, designed=designed), method)
        reached = found.uncapped.level
        good = reached is not None and reached.worst.badness <= required.badness
        if good and _enough(found.protection.level, wanted):
            return level
    return None


def _enough(protection: Span[Level] | None, wanted: Requirement) -> bool:
    """Whether a protection in effect is what a requirement asks for beside its class."""
    asked = wanted.protection
    return asked is None or (protection is not None and protection.worst.badness <= asked.badness)


def _rungs(
    assessed: ComponentAssessment, method: Method, content: Content, needed: Protection | None
) -> Iterator[Rung]:
    """The levels above the proven one, up to the one that is needed; the next one at least."""
    derived = assessed.derived
    if derived is None or derived.finding.level is None:
        return
    now = assessed.outcome.uncapped.level
    component = assessed.component
    for level in Protection:
        lacking = tuple(one for one in derived.lacking if one.level is level)
        if not lacking:
            continue
        component = _with(component, lacking)
        inputs, outcome = _then(component, assessed, method, content)
        then = outcome.uncapped.level
        worse = now is not None and then is not None and then.worst.badness > now.worst.badness
        yield Rung(level, lacking, then, inputs.severity.level, worse)
        if needed is None or level >= needed:
            return


def _with(component: Component, criteria: tuple[Criterion, ...]) -> Component:
    """`component` with `criteria` met."""
    met = {one.id: Control(one.id, ControlState.YES, one.place) for one in criteria}
    return replace(component, controls={**(component.controls or {}), **met})


def _then(
    component: Component, assessed: ComponentAssessment, method: Method, content: Content
) -> tuple[Inputs, Outcome]:
    """What `component`, changed in its controls alone, is by itself."""
    before = assessed.inputs
    inputs, _ = by_itself(component, before.connectivity, method, content)
    inputs = replace(inputs, connectivity=before.connectivity, harm_of_reliers=before.harm_of_reliers)
    return inputs, classify(assessed.id, inputs, method)


def _combinations(
    assessed: ComponentAssessment, method: Method, required: SecurityClass
) -> Iterator[Combination]:
    """Every combination that reaches `required`, the nearest first."""
    own = _standing(assessed)
    asked = assessed.component.requires.protection if assessed.component.requires else None
    exposure, classes = method.tables["exposure"], method.tables["class"]
    found = []
    for connectivity in Connectivity:
        for impact in Impact:
            enough = tuple(
                level
                for level in Protection
                if classes[impact, exposure[connectivity, level]].badness <= required.badness
                and (asked is None or level >= asked)
            )
            if enough:
                steps = min(_steps(own, connectivity, level, impact) for level in enough)
                found.append(Combination(connectivity, impact, enough, steps))
    yield from sorted(found, key=lambda one: (one.steps, one.connectivity.rank, one.impact.rank))


def _steps(
    own: tuple[Connectivity, Protection, Impact] | None,
    connectivity: Connectivity,
    protection: Protection,
    impact: Impact,
) -> int:
    if own is None:
        return 0
    there = (connectivity, protection, impact)
    return sum(abs(one.rank - other.rank) for one, other in zip(own, there, strict=True))
