"""What would change a class: each input varied by itself, the rest left as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from iotclass.core.chain import Inputs, classify
from iotclass.core.finding import Finding
from iotclass.core.level import Level, Span, exactly, whole
from iotclass.core.method import ImpactFrom, Method
from iotclass.core.phrase import said
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass, Severity

INPUTS: dict[str, tuple[str, type[Level]]] = {
    "connectivity": (said("connectivity"), Connectivity),
    "designed": (said("designed protection"), Protection),
    "severity": (said("worst severity"), Severity),
    "eroding": (said("worst severity for protection"), Severity),
    "raising": (said("worst severity for impact"), Severity),
    "judged_impact": (said("judged impact"), Impact),
    "harm": (said("harm"), Impact),
    "harm_of_reliers": (said("harm of what relies on it"), Impact),
    "class_of_providers": (said("class of what it relies on"), SecurityClass),
}
"""The inputs that can vary, by the names of the fields of Inputs, in words and with their scales."""

Outcomes = Mapping[Level, Span[Level]]
"""The class per level of an input."""

CLIFF = 2
"""From how many class letters on a single level counts as a cliff."""


@dataclass(frozen=True, slots=True)
class Step:
    """An input moved to `level`, and the class that this gives."""

    level: Level
    outcome: Span[Level]
    steps: int


@dataclass(frozen=True, slots=True)
class Change:
    """What one input would do to the class: the nearest level that betters it, and that worsens it.

    Both None: no level of this input would change the class. `meets` is the nearest level that alone
    would give the class that is required; None also where nothing is required.
    """

    input: str
    now: Span[Level]
    better: Step | None
    worse: Step | None
    meets: Step | None = None

    @property
    def nearest(self) -> Step | None:
        """The nearer of the two; the better one of a tie."""
        found = [step for step in (self.better, self.worse) if step is not None]
        return min(found, key=lambda step: step.steps) if found else None


@dataclass(frozen=True, slots=True)
class Cliff:
    """Two neighbouring levels of an input between which the class falls by two letters or more."""

    input: str
    low: Step
    high: Step


def with_input(inputs: Inputs, field: str, finding: Finding | None) -> Inputs:
    """`inputs` with the one called `field` replaced."""
    changed: dict[str, Any] = {field: finding}
    return replace(inputs, **changed)


def changes(
    id_: str, inputs: Inputs, method: Method, required: Level | None = None, by_harm: Outcomes | None = None
) -> tuple[Change, ...]:
    """Per input, what would change the class of component `id_`; nothing where it was not assessed.

    `by_harm` holds the class per level of the component's harm where that also reaches it through what it
    relies on.
    """
    now = classify(id_, inputs, method).final.level
    if now is None:
        return ()
    return tuple(
        _change(INPUTS[field][0], span, outcomes, now, required)
        for field, span, outcomes in _varied(id_, inputs, method, by_harm)
    )


def _varied(
    id_: str, inputs: Inputs, method: Method, by_harm: Outcomes | None
) -> Iterator[tuple[str, Span[Level], Outcomes]]:
    """The inputs that matter to the component: their levels now, and the class per level."""
    for field, (_, scale) in INPUTS.items():
        finding = getattr(inputs, field)
        if field == "severity" and inputs.eroding is not None:
            continue  # its two sides vary by themselves
        if field == "harm" and by_harm is not None:
            known = isinstance(finding, Finding) and finding.level is not None
            yield field, finding.level if known else whole(scale), by_harm
            continue
        if field == "harm" and (
            method.impact_from is not ImpactFrom.HARM or inputs.judged_impact is not None
        ):
            continue
        if isinstance(finding, Finding) and finding.level is not None:
            yield field, finding.level, _outcomes(id_, inputs, method, field)


def _outcomes(id_: str, inputs: Inputs, method: Method, field: str) -> Outcomes:
    """The class per level of one input."""
    found: dict[Level, Span[Level]] = {}
    for level in INPUTS[field][1]:
        varied = with_input(inputs, field, Finding(field, exactly(level), "varied"))
        outcome = classify(id_, varied, method).final.level
        if outcome is not None:
            found[level] = outcome
    return found


def _change(
    name: str, span: Span[Level], outcomes: Outcomes, now: Span[Level], required: Level | None
) -> Change:
    steps = [Step(level, outcome, _distance(level, span)) for level, outcome in outcomes.items()]
    better = [step for step in steps if _badness(step.outcome) < _badness(now)]
    worse = [step for step in steps if _badness(step.outcome) > _badness(now)]
    meets = [
        step for step in better if required is not None and step.outcome.worst.badness <= required.badness
    ]
    return Change(name, span, _nearest(better), _nearest(worse), _nearest(meets))


def _nearest(steps: list[Step]) -> Step | None:
    return min(steps, key=lambda step: step.steps, default=None)


def _badness(span: Span[Level]) -> tuple[int, int]:
    return span.worst.badness, span.best.badness


def _distance(level: Level, span: Span[Level]) -> int:
    """How many steps `level` is from `span`; 0 inside it."""
    ends = sorted((span.best.rank, span.worst.rank))
    return max(ends[0] - level.rank, level.rank - ends[1], 0)


def cliffs(id_: str, inputs: Inputs, method: Method, by_harm: Outcomes | None = None) -> tuple[Cliff, ...]:
    """Where two class letters or more hang on one level of one input, beside where the component stands."""
    found = []
    for field, span, outcomes in _varied(id_, inputs, method, by_harm):
        for (low, below), (high, above) in pairwise(outcomes.items()):
            stands = {low, high} & set(span.levels)
            if stands and abs(below.worst.rank - above.worst.rank) >= CLIFF:
                found.append(Cliff(INPUTS[field][0], Step(low, below, 0), Step(high, above, 0)))
    return tuple(found)
