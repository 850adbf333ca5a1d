"""Scenarios side by side: which classes change, because of which inputs, and which scenario to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment
from iotclass.core.chain import Inputs, classify
from iotclass.core.change import INPUTS
from iotclass.core.finding import Finding
from iotclass.core.level import Level, Span
from iotclass.core.method import Method
from iotclass.core.phrase import said
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Moved:
    """A component whose class differs between two scenarios, and the inputs that changed it.

    `sides` is how it stands in the scenarios `before` and `after`. Each of `by` is a smallest set of inputs
    that alone yields the new class, or whose putting back alone restores the old one.
    """

    before: str
    after: str
    sides: tuple[ComponentAssessment, ComponentAssessment]
    by: tuple[tuple[str, ...], ...]
    yields: tuple[bool, ...]
    """Per set of `by`, whether it alone gives the new class; where not, only putting it back restores."""

    @property
    def component(self) -> str:
        """The component's id."""
        return self.sides[1].id

    @property
    def was(self) -> Span[Level] | None:
        """Its class before."""
        return self.sides[0].outcome.final.level

    @property
    def now(self) -> Span[Level] | None:
        """Its class after."""
        return self.sides[1].outcome.final.level


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scenarios of an assessment compared, each with the first."""

    assessment: Assessment
    moved: tuple[Moved, ...]
    choice: str | None
    """The scenario that meets most requirements, or of those the one with the best worst class."""


NAMES = {field: words for field, (words, _) in INPUTS.items()} | {"kind_impact": said("impact of the kind")}


def compare(assessment: Assessment) -> Comparison:
    """Compare the scenarios of `assessment`."""
    first, *others = assessment.scenarios
    found = tuple(one for other in others for one in _moves(first, other, assessment.method))
    return Comparison(assessment, found, choice(assessment.scenarios))


def _moves(first: ScenarioAssessment, other: ScenarioAssessment, method: Method) -> Iterator[Moved]:
    for id_, after in other.components.items():
        before = first.components.get(id_)
        if before is not None and before.outcome.final.level != after.outcome.final.level:
            yield moved((first.scenario.id, other.scenario.id), (before, after), method)


def moved(
    scenarios: tuple[str, str], sides: tuple[ComponentAssessment, ComponentAssessment], method: Method
) -> Moved:
    """What accounts for the change of class between two sides of a component, each in its scenario."""
    before, after = sides
    by = attribution(before, after, method)
    mixed = (_mixed(before.inputs, after.inputs, fields) for fields in by)
    now = after.outcome.final.level
    yields = tuple(_class_of(after.id, inputs, method) == now for inputs in mixed)
    return Moved(*scenarios, sides, by, yields)


def attribution(
    before: ComponentAssessment, after: ComponentAssessment, method: Method
) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of inputs that account for the change of class, by the names of INPUTS."""
    old, new = before.inputs, after.inputs
    was, now = before.outcome.final.level, after.outcome.final.level
    changed = [field for field in NAMES if _level(old, field) != _level(new, field)]
    if old.in_effect is not new.in_effect and "designed" not in changed:
        changed.append("designed")
    for size in range(1, len(changed) + 1):
        found = tuple(
            fields
            for fields in combinations(changed, size)
            if _class_of(after.id, _mixed(new, old, fields), method) == was
            or _class_of(after.id, _mixed(old, new, fields), method) == now
        )
        if found:
            return found
    return ()


def _level(inputs: Inputs, field: str) -> tuple[bool, Span[Level] | None]:
    """An input's level, and whether there is such an input at all."""
    finding: Finding | None = getattr(inputs, field)
    return finding is None, finding.level if finding is not None else None


def _mixed(inputs: Inputs, other: Inputs, fields: tuple[str, ...]) -> Inputs:
    """`inputs` with `fields` as in `other`."""
    mixed = replace(inputs, **{field: getattr(other, field) for field in fields})
    return replace(mixed, in_effect=other.in_effect) if "designed" in fields else mixed


def _class_of(id_: str, inputs: Inputs, method: Method) -> Span[Level] | None:
    return classify(id_, inputs, method).final.level


def rank(scenario: ScenarioAssessment) -> tuple[int, int]:
    """What scenarios are ordered by, the best first: how many requirements are met, then the worst class."""
    worst = scenario.level.worst.rank if scenario.level is not None else len(SecurityClass)
    return -scenario.met, worst


def asks_less(scenarios: Iterable[ScenarioAssessment]) -> tuple[ScenarioAssessment, ...]:
    """The scenarios that leave fewer requirements unmet than each of those that meet most.

    They require less, so that neither count says which scenario is better.
    """
    found = tuple(scenarios)
    most = max(one.met for one in found)
    unmet = min(one.required - one.met for one in found if one.met == most)
    return tuple(one for one in found if one.required - one.met < unmet)


def may_meet(scenario: ScenarioAssessment) -> int:
    """How many requirements a scenario meets if everything open turns out well."""
    opened = sum(one.verdict is Verdict.OPEN for one in scenario.components.values())
    return scenario.met + opened


def better_in(one: ScenarioAssessment, other: ScenarioAssessment) -> tuple[str, ...]:
    """The components that are surely better off in `one` than in `other`."""
    found = []
    for id_ in one.components.keys() & other.components.keys():
        ours, theirs = (scenario.components[id_].outcome.final.level for scenario in (one, other))
        if ours is not None and theirs is not None and ours.worst.badness < theirs.best.badness:
            found.append(id_)
    return tuple(sorted(found))


def choice(scenarios: tuple[ScenarioAssessment, ...]) -> str | None:
    """The best scenario; None where several are equally good and none dominates, or one requires less."""
    if asks_less(scenarios):
        return None
    first = min(map(rank, scenarios))
    alike = [one for one in scenarios if rank(one) == first and one.level is not None]
    for one in alike:
        others = [other for other in alike if other is not one]
        if all(better_in(one, other) and not better_in(other, one) for other in others):
            return one.scenario.id
    return None


def standing_for(assessment: Assessment) -> ScenarioAssessment:
    """The scenario that stands for the whole where one is shown: the one to choose, else the first."""
    best = choice(assessment.scenarios)
    chosen = [one for one in assessment.scenarios if one.scenario.id == best]
    return chosen[0] if chosen else assessment.scenarios[0]
