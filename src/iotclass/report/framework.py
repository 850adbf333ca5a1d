"""How much of the framework the system covers: by area, and by document."""

from __future__ import annotations

from iotclass.core.clause import Standing, standings
from iotclass.core.language import Language
from iotclass.core.protection import HAD, having
from iotclass.core.report import Run, Section, Table, paragraph
from iotclass.core.system import ControlState
from iotclass.report.material import Material
from iotclass.report.word import number

RANK = (ControlState.YES, ControlState.PARTLY, ControlState.PLANNED, ControlState.UNKNOWN, ControlState.NO)
"""Of several components' states the one that counts for the system, the most first."""


def framework_coverage(material: Material, language: Language) -> Section:
    """What the controls of the system's components cover of the framework and of its documents."""
    note = paragraph(
        language(
            "Counted is what at least one component has. This is for orientation and says nothing of "
            "conformity; `iotclass evidence` goes through a document clause by clause."
        )
    )
    title = language("Coverage of the framework")
    if not _states(material):
        nothing = language("The model states no controls, so that nothing can be counted.")
        return Section("coverage", title, (paragraph(nothing),))
    return Section(
        "coverage",
        title,
        (note, _areas(material, language), _documents(material, language)),
    )


def _states(material: Material) -> dict[str, ControlState]:
    """The state of each functionality in the system: the most that any component has."""
    found: dict[str, ControlState] = {}
    framework = material.assessment.content.framework
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            controls = one.component.controls or {}
            for control in controls.values():
                best = found.get(control.id, control.state)
                found[control.id] = min(best, control.state, key=_rank)
            for id_ in having(controls, HAD, framework):
                found[id_] = ControlState.YES
    return found


def _rank(state: ControlState) -> int:
    return RANK.index(state) if state in RANK else len(RANK)


def _areas(material: Material, language: Language) -> Table:
    framework, states = material.assessment.content.framework, _states(material)
    rows = []
    for area in framework.areas.values():
        ids = [one.id for one in framework.functionalities.values() if one.area == area.id]
        counts = [sum(states.get(id_) is state for id_ in ids) for state in RANK]
        rest = len(ids) - sum(counts)
        rows.append(
            (
                Run(area.title, language="en"),
                number(len(ids), language),
                *(number(one, language) for one in counts),
                number(rest, language),
            )
        )
    columns = (
        language("Area"),
        language("Functionalities"),
        *(language.of(state.value) for state in RANK),
        language("not mentioned"),
    )
    return Table("areas", language("Functionalities by area"), columns, tuple(rows))


def _documents(material: Material, language: Language) -> Table:
    had = {id_ for id_, state in _states(material).items() if state is ControlState.YES}
    rows = []
    for document in material.documents.values():
        found = list(standings(document))
        answered = [one for one, standing in found if standing is Standing.ANSWERED]
        touched = [one for one in answered if any(had.intersection(way) for way in one.satisfied_by)]
        whole = [one for one in answered if any(had.issuperset(way) for way in one.satisfied_by)]
        if touched:
            rows.append(
                (
                    Run(document.name, language="en"),
                    number(len(answered), language),
                    number(len(touched), language),
                    number(len(whole), language),
                )
            )
    columns = (
        language("Document"),
        language("Clauses that the framework answers"),
        language("of which some functionality is there"),
        language("of which all functionalities are there"),
    )
    return Table("documents", language("Documents touched"), columns, tuple(rows))
