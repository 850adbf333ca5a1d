"""What a report is made of: everything that is computed for it, and its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from iotclass.app.model import Opened
from iotclass.core.assess import Assessment, assess, only
from iotclass.core.assessors import agreements
from iotclass.core.compare import Comparison, compare, standing_for
from iotclass.core.doubt import Doubt, doubt
from iotclass.core.gap import Gap, gap
from iotclass.core.judged import less_than_sure
from iotclass.core.language import Language
from iotclass.core.pair import ranges_of
from iotclass.core.plan import Plan
from iotclass.core.report import Picture
from iotclass.core.verdict import Verdict
from iotclass.report.material import Material

if TYPE_CHECKING:
    from iotclass.app.report import Asked, Assessed

Gaps = Mapping[tuple[str, str], Gap]
"""The gaps by scenario and component."""


def material(found: Assessed, asked: Asked, language: Language, *, pictured: bool) -> Material:
    """Everything that a report tells."""
    opened, assessment = found.opened, found.assessment
    doubtful = _doubt(assessment)
    comparison = compare(assessment) if len(assessment.scenarios) > 1 else None
    gaps = {
        (scenario.scenario.id, one.id): gap(one, opened.method, opened.content)
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict not in {Verdict.MET, Verdict.NO_REQUIREMENT}
    }
    return Material(
        assessment,
        ranges_of(assessment),
        comparison,
        gaps,
        doubtful,
        agreements(opened.system, opened.method, asked.component),
        tuple(_plans(opened, assessment, asked)),
        found.warnings,
        opened.shipped.facts,
        opened.shipped.sources.documents,
        opened.note,
        asked.component,
        dict(_pictures(assessment, comparison, doubtful, gaps, asked, language)) if pictured else {},
    )


def classes_alone(found: Assessed, asked: Asked) -> Material:
    """What the table of classes tells, and nothing that takes long to find out."""
    opened, assessment = found.opened, found.assessment
    comparison = compare(assessment) if len(assessment.scenarios) > 1 else None
    sources = opened.shipped.sources
    facts = opened.shipped.facts
    return Material(
        assessment, (), comparison, {}, None, (), (), (), facts, sources.documents, "", asked.component
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
    """The cheapest plan of each scenario, where plans are asked for; of one component, for that alone."""
    if not asked.plan:
        return
    if asked.component is not None:
        assessment = _requiring(assessment, asked.component)
    from iotclass.plan.program import Clock
    from iotclass.plan.solve import cheapest
    from iotclass.plan.task import task

    budget = found.system.budget.amount if found.system.budget else None
    for scenario in assessment.scenarios:
        yield cheapest(task(assessment, scenario, budget), "cost", Clock(None))


def _requiring(assessment: Assessment, component: str) -> Assessment:
    """The scenarios of `assessment` that have `component`, with no requirement but its own."""
    scenarios = tuple(
        replace(
            one.scenario,
            components={
                id_: part if id_ == component else replace(part, requires=None)
                for id_, part in one.scenario.components.items()
            },
        )
        for one in assessment.scenarios
        if component in one.components
    )
    system = replace(assessment.system, scenarios=scenarios)
    return assess(system, assessment.method, assessment.content)


LADDERS = 12
"""Of how many components at most a report draws the ladder."""


def _pictures(
    assessment: Assessment,
    comparison: Comparison | None,
    doubtful: Doubt | None,
    gaps: Gaps,
    asked: Asked,
    language: Language,
) -> Iterator[tuple[str, tuple[Picture, ...]]]:
    """The pictures by the section that shows them."""
    from iotclass.app import picture

    standing = standing_for(assessment)
    if asked.component is not None:
        standing = next(one for one in assessment.scenarios if asked.component in one.components)
        standing = picture.around(standing, asked.component)
    yield "summary", (picture.system(standing, assessment, language),)
    if asked.component is not None:
        assessment = only(assessment, asked.component)
        comparison = compare(assessment) if len(assessment.scenarios) > 1 else None
    pair = picture.pair(assessment)
    yield "components", tuple(picture.tables(assessment, pair, language))
    about = ((scenario, one) for (scenario, id_), one in gaps.items() if asked.component in {None, id_})
    drawn = (picture.ladder(one, scenario, assessment, language) for scenario, one in about)
    yield "missing", tuple(islice((one for one in drawn if one is not None), LADDERS))
    if comparison is not None:
        yield "scenarios", (picture.scenarios_picture(comparison, language),)
    if doubtful is not None and asked.component is None:
        yield "certainty", tuple(picture.probabilities(doubtful, language))
