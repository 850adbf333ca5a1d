"""Comparisons as text for a terminal: scenarios side by side, what moved the classes, which to choose."""

from __future__ import annotations

from collections.abc import Sequence

import click

from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.compare import NAMES, Comparison, Moved, asks_less, better_in, may_meet, rank
from iotclass.core.finding import Finding
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
    lines += ["", *wrapped(advice(comparison))]
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
            lines += wrapped(_moved(moved, comparison), "    ", "  ")
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


def _moved(moved: Moved, comparison: Comparison) -> str:
    was, now = (str(span) if span else "not assessed" for span in (moved.was, moved.now))
    sets = []
    for fields, yields in zip(moved.by, moved.yields, strict=True):
        inputs = " with ".join(_input(field, moved, comparison) for field in fields)
        sets.append(inputs if yields else f"{inputs} (needed for it, but not enough alone)")
    because = "; or ".join(sets) if sets else "what could be assessed"
    return f"{moved.before} → {moved.after}: class {was} → {now}, because of {because}"


def _input(field: str, moved: Moved, comparison: Comparison) -> str:
    """An input that moved a class, with its levels before and after."""
    by_id = {one.scenario.id: one.components.get(moved.component) for one in comparison.assessment.scenarios}
    findings: list[Finding | None] = []
    for scenario in (moved.before, moved.after):
        one = by_id[scenario]
        findings.append(getattr(one.inputs, field) if one else None)
    was, now = (code(finding.level) if finding else "none" for finding in findings)
    change = f"{was} → {now}" if was != now else f"{now}, stated otherwise as reached in practice"
    return f"{NAMES[field]}{_whose(field, findings)} {change}"


def _whose(field: str, findings: list[Finding | None]) -> str:
    """The components that a reliance is about: those whose harm or class sets its ends."""
    if field not in {"harm_of_reliers", "class_of_providers"}:
        return ""
    subjects = [because.subject for finding in findings if finding for because in finding.because]
    names = [subject.removeprefix("harm of ").removeprefix("class of ") for subject in subjects]
    return f" ({', '.join(dict.fromkeys(names))}):"


def _scenarios(scenarios: tuple[ScenarioAssessment, ...]) -> list[str]:
    rows = []
    for one in scenarios:
        met = f"{one.met} of {one.required}"
        if may_meet(one) > one.met:
            met += f" (up to {may_meet(one)})"
        rows.append([one.scenario.id, met, code(one.level), ", ".join(one.worst[:3])])
    return columns(["scenario", "requirements met", "worst class", "of"], rows, _paint)


def advice(comparison: Comparison) -> str:
    """Which scenario to choose, in a sentence; or that none is better."""
    scenarios = comparison.assessment.scenarios
    if len(scenarios) == 1:
        return f"There is one scenario only ('{scenarios[0].scenario.id}'), so there is nothing to choose."
    if comparison.choice is None:
        fewer = asks_less(scenarios)
        if fewer:
            return _unlike(scenarios, fewer)
        first = min(map(rank, scenarios))
        return _tie([one for one in scenarios if rank(one) == first])
    chosen = next(one for one in scenarios if one.scenario.id == comparison.choice)
    others = [one for one in scenarios if one is not chosen]
    text = f"{_grounds(chosen, others)}."
    if 0 < chosen.met < chosen.required:
        text += " No scenario meets all requirements; it comes nearest."
    for one in others:
        better = better_in(one, chosen)
        if better:
            text += f" But {_joined(better)} does better in '{one.scenario.id}'."
        if may_meet(one) > chosen.met:
            text += f" Where levels are open, '{one.scenario.id}' may meet up to {may_meet(one)}."
    return text


def _grounds(chosen: ScenarioAssessment, others: Sequence[ScenarioAssessment]) -> str:
    """What to choose, and what speaks for it: requirements met, then the worst class."""
    text = f"Choose '{chosen.scenario.id}': "
    if chosen.required and not chosen.met:
        text = f"No scenario meets a requirement; nearest comes '{chosen.scenario.id}': "
    elif chosen.required:
        rest = _joined([f"'{one.scenario.id}' {_met(one, chosen)}" for one in others])
        text += f"it meets {chosen.met} of {chosen.required} requirements, {rest}"
    alike = [one for one in others if one.met == chosen.met]
    if alike:
        worst = _joined([f"that of '{one.scenario.id}' {_worst(one)}" for one in alike])
        text += f"{'; ' if chosen.met else ''}its worst class is {_worst(chosen)}, {worst}"
        equal = [id_ for one in alike if rank(one) == rank(chosen) for id_ in better_in(chosen, one)]
        text += f", and {_joined(sorted(set(equal)))} does better in it" if equal else ""
    return text


def _unlike(scenarios: Sequence[ScenarioAssessment], fewer: Sequence[ScenarioAssessment]) -> str:
    """That scenarios which require different things cannot be ordered by how much of it they meet."""
    most = min(scenarios, key=rank)
    counts = [f"'{one.scenario.id}' meets {one.met} of {one.required} requirements" for one in (most, *fewer)]
    return f"Neither dominates: they require different things; {_joined(counts)}."


def _met(one: ScenarioAssessment, chosen: ScenarioAssessment) -> str:
    """How many requirements a scenario meets, and of how many where that differs."""
    return str(one.met) if one.required == chosen.required else f"{one.met} of {one.required}"


def _worst(one: ScenarioAssessment) -> str:
    return code(one.level) if one.level is not None else "not assessed"


def _tie(scenarios: Sequence[ScenarioAssessment]) -> str:
    """That none of `scenarios`, equal in requirements and worst class, dominates; where each is better."""
    names = _joined([f"'{one.scenario.id}'" for one in scenarios])
    word = "requirement" if scenarios[0].met == 1 else "requirements"
    text = f"Neither dominates: {names} meet {scenarios[0].met} {word} each, "
    text += f"with the same worst class ({_worst(scenarios[0])})"
    better = []
    for one in scenarios:
        found = sorted({id_ for other in scenarios if other is not one for id_ in better_in(one, other)})
        better += [f"'{one.scenario.id}' for {_joined(found)}"] if found else []
    return (
        f"{text}; better is {', '.join(better)}."
        if better
        else f"{text}, and no component is surely better off in one."
    )


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
