"""What a report is made of: an assessment and all that was computed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment
from iotclass.core.assessors import Agreement
from iotclass.core.clause import Document
from iotclass.core.compare import Comparison, standing_for
from iotclass.core.doubt import Doubt
from iotclass.core.gap import Gap
from iotclass.core.pair import ScenarioRanges
from iotclass.core.place import Problem
from iotclass.core.plan import Plan
from iotclass.core.report import Picture


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a report tells, as values; what is None or empty was not asked for or is not there.

    `component` restricts it to one component. `pictures` are by the id of the section that shows them, each
    with the scenario that it is of; `gaps` by scenario and component.
    """

    assessment: Assessment
    ranges: Sequence[ScenarioRanges]
    comparison: Comparison | None
    gaps: Mapping[tuple[str, str], Gap]
    doubt: Doubt | None
    agreements: Sequence[Agreement]
    plans: Sequence[Plan]
    warnings: Sequence[Problem]
    facts: Mapping[str, str]
    documents: Mapping[str, Document]
    note: str = ""
    component: str | None = None
    pictures: Mapping[str, Sequence[Picture]] = field(default_factory=dict)

    def shown(self, scenario: ScenarioAssessment) -> Iterator[ComponentAssessment]:
        """The components of a scenario that the report is about."""
        for one in scenario.components.values():
            if self.component in {None, one.id}:
                yield one

    @property
    def scenarios(self) -> tuple[ScenarioAssessment, ...]:
        """The scenarios, those without the component left out."""
        return tuple(one for one in self.assessment.scenarios if any(True for _ in self.shown(one)))

    @property
    def several(self) -> bool:
        """Whether there are several scenarios, so that one has to say which."""
        return len(self.scenarios) > 1

    @property
    def standing(self) -> ScenarioAssessment:
        """The scenario that stands for the whole where one is shown."""
        return standing_for(self.assessment) if self.component is None else self.scenarios[0]
