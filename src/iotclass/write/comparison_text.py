"""Comparisons as text for a terminal: scenarios side by side, what moved the classes, which to choose."""

from __future__ import annotations

import click

from iotclass.core.advice import advice, because
from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.compare import Comparison, may_meet
from iotclass.core.preference import Preferences
from iotclass.write.assessment_text import basis_line
from iotclass.write.columns import clean, columns, wrapped
from iotclass.write.preference_text import preferences_lines
from iotclass.write.word import code, legend, painted_class


def comparison_text(
    comparison: Comparison, note: str = "", under_doubt: Preferences | None = None, hint: str = ""
) -> str:
    """The scenarios of a comparison, component by component; also under doubt, where that was asked for.

    `hint` is the command that says more where something is in doubt.
    """
    assessment = comparison.assessment
    scenarios, method = assessment.scenarios, assessment.method
    lines = [click.style(clean(assessment.system.title), bold=True) + f" · method {method.reference}"]
    lines += [note] if note else []
    lines += [f"  {one.scenario.id}: {clean(one.scenario.title)}" for one in scenarios]
    ids = dict.fromkeys(id_ for one in scenarios for id_ in one.components)
    for id_ in ids:
        lines += ["", *_component(id_, comparison)]
    lines += ["", *_scenarios(scenarios)]
    if under_doubt is not None and under_doubt.pairs:
        lines += ["", *preferences_lines(under_doubt)]
    lines += ["", *legend(method, lines), "", *basis_line(assessment)]
    lines += ["", *wrapped(clean(" ".join(advice(comparison, typed=True))))]
    if hint:
        lines += ["", f"Next: how likely each is the better one, as there is doubt: {hint}"]
    return "\n".join(lines) + "\n"


def _component(id_: str, comparison: Comparison) -> list[str]:
    scenarios = comparison.assessment.scenarios
    found = [one.components.get(id_) for one in scenarios]
    name = next(one.component.name for one in found if one)
    header = [id_ if name == id_ else f"{id_} ({name})", *(one.scenario.id for one in scenarios)]
    cells = [_cells(one) for one in found]
    rows = _challenges(found) + [list(row) for row in zip(_LABELS, *cells, strict=True)]
    lines = columns(header, rows, _paint)
    for moved in comparison.moved:
        if moved.component == id_:
            lines += wrapped(because(moved), "    ", "  ")
    for scenario, one in zip(scenarios, found, strict=True):
        if one is not None and one.capped_by is not None:
            own = one.outcome.uncapped.level
            text = f"capped by {one.capped_by}, on which it relies; alone it would be {own}"
            lines += wrapped(f"{scenario.scenario.id}: {text}", "    ", "  ")
    return lines


_LABELS = (
    "worst severity",
    "connectivity",
    "designed protection",
    "protection in effect",
    "exposure",
    "impact",
    "relies on",
    "class",
    "requires",
    "verdict",
)


def _cells(one: ComponentAssessment | None) -> list[str]:
    """The cells of one component in one scenario, in the order of the labels."""
    if one is None:
        return ["not there", *[""] * (len(_LABELS) - 1)]
    inputs, outcome = one.inputs, one.outcome
    return [
        code(inputs.severity.level),
        code(inputs.connectivity.level),
        code(inputs.designed.level),
        code(outcome.protection.level),
        code(outcome.exposure.level),
        code(outcome.impact.level),
        ", ".join(reliance.provider for reliance in one.component.relies_on) or "–",
        code(outcome.final.level),
        str(one.component.requires.level) if one.component.requires else "–",
        one.verdict.value,
    ]


def _challenges(found: list[ComponentAssessment | None]) -> list[list[str]]:
    """A row per challenge of the component: its severity in each scenario (the paper's Table III)."""
    titles = {
        challenge.id: challenge.title for one in found if one for challenge in one.component.challenges or ()
    }
    rows = []
    for id_, title in titles.items():
        severities = []
        for one in found:
            own = one.severities if one else {}
            severities.append(code(own[id_].level) if id_ in own else "–")
        short = title if len(title) <= 60 else f"{title[:59]}…"
        rows.append([f"· {short}", *severities])
    return rows


def _paint(cell: str, column: int) -> str:
    return painted_class(cell) if column and cell in {"A", "B", "C", "D", "E", "F"} else cell


def _scenarios(scenarios: tuple[ScenarioAssessment, ...]) -> list[str]:
    rows = []
    for one in scenarios:
        met = f"{one.met} of {one.required}"
        if may_meet(one) > one.met:
            met += f" (up to {may_meet(one)})"
        rows.append([one.scenario.id, met, code(one.level), ", ".join(one.worst[:3])])
    return columns(["scenario", "requirements met", "worst class", "of"], rows, _paint)
