"""The pictures of an assessment, by name: for reports, and each as a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.compare import Comparison, choice
from iotclass.core.doubt import Doubt, ScenarioDoubt
from iotclass.core.fleet import FleetSummary
from iotclass.core.gap import Gap
from iotclass.core.language import Language
from iotclass.core.report import Picture

_WORDS = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def picture(id_: str, title: str, svg: str) -> Picture:
    """A picture with the words that it carries for who does not see it."""
    found = _WORDS.search(svg)
    return Picture(id_, title, svg, unescape(found[1]) if found else title)


def system(scenario: ScenarioAssessment, assessment: Assessment, language: Language) -> Picture:
    """Components and links of a scenario, each with its class."""
    from iotclass.figure.system import system_map

    boundary = assessment.system.product.get("boundary", ())
    inside = boundary if isinstance(boundary, tuple) else (boundary,)
    title = language("The system, each component with its class")
    return picture(f"system.{scenario.scenario.id}", title, system_map(scenario, language, inside))


def around(scenario: ScenarioAssessment, component: str) -> ScenarioAssessment:
    """A scenario with nothing but one component and what it is linked to or relies on."""
    links = tuple(one for one in scenario.scenario.links if component in one.ends)
    near = {component, *(end for one in links for end in one.ends)}
    near |= {one.provider for one in scenario.components[component].component.relies_on}
    kept = {id_: one for id_, one in scenario.components.items() if id_ in near}
    parts = {id_: one.component for id_, one in kept.items()}
    return ScenarioAssessment(replace(scenario.scenario, components=parts, links=links), kept)


def tables(
    assessment: Assessment, scenarios: tuple[ScenarioAssessment, ...], language: Language
) -> list[Picture]:
    """The exposure and the class table with the components of a scenario, or of two, in their cells."""
    from iotclass.figure.matrix import class_matrix, exposure_matrix

    method = assessment.method
    exposure = exposure_matrix(method, scenarios, language)
    classes = class_matrix(method, scenarios, language)
    return [
        picture("exposure-picture", language("Exposure of the components"), exposure),
        picture("class-picture", language("Classes of the components"), classes),
    ]


def scenarios_picture(comparison: Comparison, language: Language) -> Picture:
    """The scenarios side by side."""
    from iotclass.figure.scenarios import scenarios_svg

    title = language("The scenarios side by side")
    return picture("scenarios-picture", title, scenarios_svg(comparison, language))


def ladder(gap: Gap, scenario: str, assessment: Assessment, language: Language) -> Picture | None:
    """The ladder of criteria of a component; None where its controls do not say what protects it."""
    from iotclass.figure.ladder import ladder_svg

    svg = ladder_svg(gap, assessment.method, assessment.content, language)
    if svg is None:
        return None
    title = language("The ladder of {component}", component=gap.assessed.component.name)
    return picture(f"ladder.{scenario}.{gap.assessed.id}", title, svg)


def probabilities(doubt: Doubt, language: Language) -> Iterator[Picture]:
    """How probable each class is, scenario by scenario."""
    for scenario in doubt.scenarios:
        yield _bars(scenario, doubt, language)


def _bars(scenario: ScenarioDoubt, doubt: Doubt, language: Language) -> Picture:
    from iotclass.app.doubt import bar_rows, picture_title
    from iotclass.figure.bars import bars_svg

    svg = bars_svg(picture_title(doubt, scenario, language), bar_rows(scenario, language), language=language)
    return picture(f"bars.{scenario.found.scenario.id}", language("How probable each class is"), svg)


def pair(assessment: Assessment) -> tuple[ScenarioAssessment, ...]:
    """The scenarios that pictures of one or two show: the first, and the one to choose or else the last."""
    first, *others = assessment.scenarios
    if not others:
        return (first,)
    best = choice(assessment.scenarios)
    chosen = [one for one in others if one.scenario.id == best]
    return first, chosen[0] if chosen else others[-1]


def fleet(summary: FleetSummary, language: Language) -> list[Picture]:
    """The classes of a fleet as a whole, and those of its groups where there are any."""
    from iotclass.figure.fleet import GroupBar, fleet_bars

    title = language("Classes of the fleet")
    bars = [GroupBar(language("all devices"), summary.whole)]
    made = [picture("fleet-picture", title, fleet_bars(title, bars, language=language))]
    if summary.groups:
        title = language("Classes of each group, the worst group first")
        bars = [GroupBar(" · ".join(name or "–" for name in one.names), one.count) for one in summary.groups]
        made.append(picture("groups-picture", title, fleet_bars(title, bars, language=language)))
    return made
