"""Scenarios side by side: the severities of challenges (the paper's Table III), levels (Tables IV to VI)."""

from __future__ import annotations

from collections.abc import Iterable

from iotclass.core.advice import because
from iotclass.core.assess import ComponentAssessment
from iotclass.core.language import Language
from iotclass.core.level import exactly
from iotclass.core.name import naming
from iotclass.core.report import Block, Items, Run, Section, Table
from iotclass.report.material import Material
from iotclass.report.word import DASH, class_run, level, named, titled, verdict_run

MANY = 60
"""From how many components on only those that differ between scenarios are shown."""

Found = tuple[str, list[ComponentAssessment | None]]


def side_by_side(material: Material, language: Language) -> Section:
    """The scenarios side by side, and what moved the classes."""
    blocks: list[Block] = [*material.pictures.get("scenarios", ())]
    found = _found(material)
    challenges = tuple(row for one in found for row in _challenges(one, language))
    heads = tuple(titled(one.scenario) for one in material.scenarios)
    if challenges:
        columns = (language("Component"), language("Challenge"), *heads)
        title = language("Severity of challenges, scenario by scenario")
        blocks.append(Table("challenges", title, columns, challenges, lead=2))
    differing = found if len(found) <= MANY else [one for one in found if _differs(one[1], language)]
    rows = tuple(row for one in differing for row in _levels(one, language))
    columns = (language("Component"), language("Level"), *heads)
    note = ""
    if len(differing) < len(found):
        left = len(found) - len(differing)
        note = language.many(
            "{count} component is the same in all scenarios and left out.",
            "{count} components are the same in all scenarios and left out.",
            left,
        )
    blocks.append(
        Table("scenarios-levels", language("Levels, scenario by scenario"), columns, rows, note, lead=2)
    )
    moved = material.comparison.moved if material.comparison is not None else ()
    called = naming(material.assessment.scenarios)
    items = tuple(
        (Run(f"{called.component(one.component)}: {language.of(because(one, called))}"),)
        for one in moved
        if material.component in {None, one.component}
    )
    if items:
        blocks.append(Section("moved", language("What moved the classes"), (Items(items),)))
    return Section("scenarios", language("Scenarios side by side"), tuple(blocks))


def _found(material: Material) -> list[Found]:
    """Each component in each scenario, None where it is not there."""
    ids = dict.fromkeys(one.id for scenario in material.scenarios for one in material.shown(scenario))
    return [(id_, [one.components.get(id_) for one in material.scenarios]) for id_ in ids]


def _name(found: Iterable[ComponentAssessment | None]) -> Run:
    return Run(next(named(one.component) for one in found if one is not None))


def _challenges(found: Found, language: Language) -> list[tuple[Run, ...]]:
    """A row per challenge of a component, with its severity in each scenario."""
    titles = {
        challenge.id: challenge.title
        for one in found[1]
        if one
        for challenge in one.component.challenges or ()
    }
    rows = []
    for id_, title in titles.items():
        severities = []
        for one in found[1]:
            own = one.severities if one else {}
            severities.append(Run(level(own[id_].level, language) if id_ in own else DASH))
        rows.append((_name(found[1]), Run(language.of(title)), *severities))
    return rows


def _levels(found: Found, language: Language) -> list[tuple[Run, ...]]:
    labels = (
        language("Worst severity"),
        language("Connectivity"),
        language("Designed protection"),
        language("Protection in effect"),
        language("Exposure"),
        language("Impact"),
        language("Class"),
        language("Required"),
        language("Verdict"),
    )
    cells = [_cells(one, language) for one in found[1]]
    return [
        (_name(found[1]), Run(label), *(column[number] for column in cells))
        for number, label in enumerate(labels)
    ]


def _differs(found: list[ComponentAssessment | None], language: Language) -> bool:
    first, *others = [_cells(one, language) for one in found]
    return any(one != first for one in others)


def _cells(one: ComponentAssessment | None, language: Language) -> tuple[Run, ...]:
    """The levels of one component in one scenario, in the order of the labels."""
    if one is None:
        return (Run(language("not there")), *(Run(DASH),) * 8)
    inputs, outcome, requires = one.inputs, one.outcome, one.component.requires
    return (
        Run(level(inputs.severity.level, language)),
        Run(level(inputs.connectivity.level, language)),
        Run(level(inputs.designed.level, language)),
        Run(level(outcome.protection.level, language)),
        Run(level(outcome.exposure.level, language)),
        Run(level(outcome.impact.level, language)),
        class_run(outcome.final.level, language),
        class_run(exactly(requires.level), language) if requires else Run(DASH),
        verdict_run(one.verdict, language),
    )
