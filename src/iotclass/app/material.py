"""What a report is made of: everything that is computed for it, and its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from iotclass.app.model import Opened
from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.assessors import agreements
from iotclass.core.compare import compare
from iotclass.core.doubt import Doubt, ScenarioDoubt, doubt
from iotclass.core.gap import gap
from iotclass.core.judged import less_than_sure
from iotclass.core.language import Language
from iotclass.core.pair import ranges_of
from iotclass.core.plan import Plan
from iotclass.core.report import Picture
from iotclass.core.verdict import Verdict
from iotclass.report.material import Material

if TYPE_CHECKING:
    from iotclass.app.report import Asked, Assessed


def material(found: Assessed, asked: Asked, language: Language, *, pictured: bool) -> Material:
    """Everything that a report tells."""
    opened, assessment = found.opened, found.assessment
    doubtful = _doubt(assessment)
    gaps = {
        (scenario.scenario.id, one.id): gap(one, opened.method, opened.content)
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict not in {Verdict.MET, Verdict.NO_REQUIREMENT}
    }
    return Material(
        assessment,
        ranges_of(assessment),
        compare(assessment) if len(assessment.scenarios) > 1 else None,
        gaps,
        doubtful,
        agreements(opened.system, opened.method),
        tuple(_plans(opened, assessment, asked)),
        [one for one in found.warnings if asked.component is None or asked.component in one.message],
        opened.shipped.facts,
        opened.shipped.sources.documents,
        opened.note,
        asked.component,
        dict(_pictures(assessment, doubtful, asked, language)) if pictured else {},
    )


def _doubt(assessment: Assessment) -> Doubt | None:
    """How sure the classes are, where anything is in doubt."""
    spans = (one.outcome.final.level for each in assessment.scenarios for one in each.components.values())
    if less_than_sure(assessment.system, assessment.method) or any(
        span is not None and not span.certain for span in spans
    ):
        return doubt(assessment)
    return None


def _plans(found: Opened, assessment: Assessment, asked: Asked) -> Iterator[Plan]:
    """The cheapest plan of each scenario, where plans are asked for."""
    if not asked.plan:
        return
    from iotclass.plan.program import Clock
    from iotclass.plan.solve import cheapest
    from iotclass.plan.task import task

    budget = found.system.budget.amount if found.system.budget else None
    for scenario in assessment.scenarios:
        yield cheapest(task(assessment, scenario, budget), "cost", Clock(None))


def _pictures(
    assessment: Assessment, doubtful: Doubt | None, asked: Asked, language: Language
) -> Iterator[tuple[str, tuple[Picture, ...]]]:
    """The pictures by the section that shows them."""
    if doubtful is not None and asked.component is None:
        yield "certainty", tuple(_bars(one, language) for one in doubtful.scenarios)


def _bars(scenario: ScenarioDoubt, language: Language) -> Picture:
    """The distributions of classes of one scenario."""
    from iotclass.app.doubt import bar_rows
    from iotclass.figure.bars import bars_svg

    title = language("How probable each class is")
    svg = bars_svg(f"{title}: {scenario.found.scenario.title}", bar_rows(scenario))
    words = language("The same figures as in the table, as bars.")
    return Picture(f"bars.{scenario.found.scenario.id}", title, svg, words)


def shown(assessment: Assessment) -> ScenarioAssessment:
    """The scenario that stands for the whole in pictures of one: the one to choose, else the first."""
    if len(assessment.scenarios) > 1:
        choice = compare(assessment).choice
        for one in assessment.scenarios:
            if one.scenario.id == choice:
                return one
    return assessment.scenarios[0]
