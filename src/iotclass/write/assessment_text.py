"""Assessments as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from iotclass import __version__
from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment
from iotclass.core.finding import Finding, Rows, rests_on
from iotclass.core.judged import less_than_sure
from iotclass.core.pair import WHOLE, Ranges, ScenarioRanges
from iotclass.core.table import Origin
from iotclass.core.verdict import Verdict
from iotclass.write.columns import clean, columns, fitting, wrapped
from iotclass.write.word import code, legend, painted_class, painted_verdict

MANY = 40
"""From how many components on a scenario's remarks are counted instead of listed."""
NAMED = 4
"""How many components are named for which other tables would give another class."""
DOUBTED, RESTING = "?", "*"
"""Stand behind a class that other exposure and class tables would change; that rests on another such cell."""


TWICE = "Severity counts twice here: it wears protection down, and it sets the impact."


def counts_twice(finding: Finding, known: dict[int, Rows] | None = None) -> bool:
    """Whether severity counts both through protection and through impact under `finding`."""
    return {"erosion", "impact"} <= {name for name, _ in rests_on(finding, known)}


def assessment_text(
    assessment: Assessment, ranges: Sequence[ScenarioRanges], model: str, note: str = ""
) -> str:
    """A whole assessment, with `ranges` that say per scenario what other tables would give.

    `model` is how a command names it and its method, for the next thing to do.
    """
    system, method = assessment.system, assessment.method
    lines = [click.style(clean(system.title), bold=True) + f" · method {method.reference}"]
    if note:
        lines.append(note)
    known: dict[int, Rows] = {}
    for scenario, other in zip(assessment.scenarios, ranges, strict=True):
        marks = _marks(scenario, other, known)
        remarks = [*by_tables(scenario, other, assessment, model), *_resting(marks)]
        lines += ["", *_scenario(scenario, assessment, marks, remarks)]
    shown = [one.outcome.final for scenario in assessment.scenarios for one in scenario.components.values()]
    lines += ["", TWICE] if any(counts_twice(one, known) for one in shown) else []
    unsure = less_than_sure(system, method)
    lines += (
        [
            "",
            *wrapped(
                f"{_many(unsure)} said to be less than sure, which does not show here; what that does to "
                f"the verdicts: iotclass doubt {model}"
            ),
        ]
        if unsure
        else []
    )
    lines += ["", *legend(method, lines), "", *basis_line(assessment), "", *_next(assessment, model)]
    return "\n".join(lines) + "\n"


def _many(judgements: int) -> str:
    return "1 judgement is" if judgements == 1 else f"{judgements} judgements are"


def _scenario(
    scenario: ScenarioAssessment, assessment: Assessment, marks: Mapping[str, str], remarks: list[str]
) -> list[str]:
    """One scenario, with `marks` behind the class of components and of the whole, and what they mean."""
    method, id_ = assessment.method, scenario.scenario.id
    title = scenario.scenario.title
    heading = f"Scenario {id_}" if title == id_ else f"Scenario {id_}: {clean(title)}"
    lines = [] if id_ == "base" else [click.style(heading, bold=True)]
    lines += [summary(scenario, marks.get(WHOLE, "")), ""]
    others = [other for other in assessment.content.methods if other != method.id]
    header = ["component", "class", "requires", "verdict", "connectivity", "protection", "severity"]
    header += ["exposure", "impact", *(f"by {other}" for other in others)]
    components = list(scenario.components.values())
    planned = any(one.when_done is not None for one in components)
    header += ["when done"] if planned else []
    rows = [_row(one, others, marks.get(one.id, "")) for one in components]
    if planned:
        rows = [[*row, _when_done(one)] for row, one in zip(rows, components, strict=True)]
    spare = [*(f"by {other}" for other in others), "severity", "exposure", "impact"]
    shown, cells, left = fitting(header, rows, spare)
    lines += columns(shown, cells, _paint(components))
    if left:
        lines += ["", *wrapped(f"No room on this terminal for: {', '.join(left)}.", "  ", "  ")]
    return [*lines, *_remarks(components, remarks)]


def _marks(scenario: ScenarioAssessment, ranges: ScenarioRanges, known: dict[int, Rows]) -> dict[str, str]:
    """What stands behind the class of a component, and behind the worst."""
    final = {id_: one.outcome.final for id_, one in scenario.components.items()}
    found = {id_: RESTING for id_, one in final.items() if one.level is not None and _rests(one, known)}
    found |= {id_: DOUBTED for id_, one in ranges.components.items() if one.changes}
    return {**found, WHOLE: DOUBTED} if ranges.whole.changes else found


def _rests(finding: Finding, known: dict[int, Rows]) -> bool:
    """Whether a finding rests on an inferred cell of a table other than those that ranges are of."""
    rows = rests_on(finding, known)
    return any(row.origin is Origin.INFERRED for name, row in rows if name not in {"exposure", "class"})


def _resting(marks: Mapping[str, str]) -> list[str]:
    if RESTING not in marks.values():
        return []
    meant = (
        "rests on a cell of another table that the source's text does not fix; `explain` says if it matters"
    )
    return [f"{RESTING} {meant}"]


def by_tables(
    scenario: ScenarioAssessment, ranges: ScenarioRanges, assessment: Assessment, model: str
) -> list[str]:
    """The classes that other exposure and class tables would give, where they would change one."""
    found = {id_: one for id_, one in ranges.components.items() if one.changes}
    if not found:
        return []
    first, *named = [f"{id_} {_ranges(one)}" for id_, one in list(found.items())[:NAMED]]
    named = [first.replace("(", "(without jumps ", 1), *named]
    named += [f"{len(found) - NAMED} more"] if len(found) > NAMED else []
    named += [f"the worst class {_ranges(ranges.whole)}"] if ranges.whole.changes else []
    asked = explaining(model, next(iter(found)), scenario.scenario.id)
    tables = f"by other exposure and class tables that agree with {authority(assessment)}"
    return [f"{DOUBTED} {tables}: {', '.join(named)}; which cells: {asked}"]


def _ranges(ranges: Ranges) -> str:
    """The classes by all tables that agree, and in brackets by those without jumps."""
    return f"{code(ranges.by_tables)} ({ranges.by_smooth or 'none'})"


def authority(assessment: Assessment) -> str:
    """Whose statements other tables must agree with: built-in methods follow the paper."""
    own = assessment.method.id not in assessment.content.methods
    return "the method's statements" if own else "the paper's text"


def summary(scenario: ScenarioAssessment, mark: str = "") -> str:
    """How many requirements are met, and the worst class with its component, in a sentence.

    `mark` stands behind the worst class.
    """
    named = ", ".join(scenario.worst[:3]) + (", …" if len(scenario.worst) > 3 else "")
    met = f"{scenario.met} of {scenario.required} requirements met"
    if not scenario.required:
        met = "No component requires a class"
    if scenario.level is None:
        return f"{met}; no worst class, because not everything could be assessed ({named})"
    return f"{met}; worst class {painted_class(str(scenario.level))}{mark} ({named})"


def _row(one: ComponentAssessment, others: Iterable[str], mark: str) -> list[str]:
    """The cells of one component; `mark` stands behind its class."""
    outcome, inputs = one.outcome, one.inputs
    connectivity = code(inputs.connectivity.level)
    if one.inferred is not None and one.inferred.level != inputs.connectivity.level:
        connectivity += f" (links: {one.inferred.level})"
    protection = code(outcome.protection.level)
    if inputs.designed.level != outcome.protection.level:
        protection = f"{code(inputs.designed.level)} → {protection}"
    if one.floor:
        protection += " (floor)"
    return [
        one.id,
        code(outcome.final.level) + mark,
        str(one.component.requires.level) if one.component.requires else "–",
        one.verdict.value,
        connectivity,
        protection,
        code(inputs.severity.level),
        code(outcome.exposure.level),
        code(outcome.impact.level),
        *(code(one.by_other_method[other]) for other in others),
    ]


def _when_done(one: ComponentAssessment) -> str:
    """The class, and the protection it comes from, once all that is planned is there, if that differs."""
    if one.when_done is None:
        return "as now"
    return f"{code(one.when_done.final.level)} ({code(one.when_done.protection.level)})"


def _paint(components: list[ComponentAssessment]) -> Callable[[str, int], str]:
    verdicts = {one.verdict.value: one.verdict for one in components}

    def paint(cell: str, column: int) -> str:
        if column == 1:
            letters = cell.rstrip(DOUBTED + RESTING)
            return painted_class(letters) + cell[len(letters) :]
        return painted_verdict(verdicts[cell]) if column == 3 else cell

    return paint


def _remarks(components: list[ComponentAssessment], marks: list[str]) -> list[str]:
    """What one should know beside the table; `marks` say what the marks in it mean."""
    found = [remark for one in components for remark in _remarks_on(one)]
    if len(found) > MANY:
        found = [*found[:MANY], f"… and {len(found) - MANY} remarks more (all of them: --format json)"]
    found += marks
    return ["", *(line for remark in found for line in wrapped(remark, "    ", "  ! "))] if found else []


def _remarks_on(one: ComponentAssessment) -> Iterable[str]:
    final = one.outcome.final
    if final.level is None:
        yield f"{one.id} is not assessed: {reason(final)}"
    if one.capped_by is not None:
        yield f"{one.id} is capped by {one.capped_by}; its own class would be {one.outcome.uncapped.level}"
    if one.verdict is Verdict.OPEN:
        yield f"{one.id} is open: {one.reason}"
    elif one.verdict is Verdict.ACCEPTED or one.shortfalls[1:] or _beyond_class(one):
        yield f"{one.id}: {one.reason}"
    elif one.verdict is Verdict.NOT_MET and final.level is not None and _could_meet(one):
        yield (
            f"{one.id} could reach {final.level.best}: what is only partly there or unknown counts as no "
            "in the verdict"
        )
    for warning in one.warnings:
        yield f"{warning.message} ({warning.place})"


def _beyond_class(one: ComponentAssessment) -> bool:
    """Whether what falls short is something that the table does not show: a protection, a control."""
    return any(shortfall.what != "class" for shortfall in one.shortfalls)


def _could_meet(one: ComponentAssessment) -> bool:
    level, requires = one.outcome.final.level, one.component.requires
    return level is not None and requires is not None and level.best.badness <= requires.level.badness


def reason(finding: Finding) -> str:
    """Why a finding was not assessed: the reason of what it follows from."""
    for because in finding.because:
        if because.level is None:
            return reason(because)
    return finding.note


def basis_line(assessment: Assessment) -> list[str]:
    """What a result rests on: versions, the beginnings of hashes, and the model's own date."""
    system, method, content = assessment.system, assessment.method, assessment.content
    framework = content.framework
    parts = [
        f"iotclass {__version__}",
        f"method {method.reference} {method.sha256[:8]}",
        f"framework {framework.id}@{framework.version} {framework.sha256[:8]}",
        f"profiles {content.profiles_sha256[:8]}",
        f"challenges {content.challenges_sha256[:8]}",
        f"model {system.sha256[:8]}{f' of {system.date}' if system.date else ', undated'}",
    ]
    return wrapped(f"Rests on: {', '.join(parts)}")


def explaining(model: str, component: str, scenario: str) -> str:
    """The command that explains a component; a scenario is named where it has a name of its own."""
    chosen = "" if scenario == "base" else f" --scenario {scenario}"
    return f"iotclass explain {model} {component}{chosen}"


def _next(assessment: Assessment, model: str) -> list[str]:
    """What to do next."""
    flawed = [
        (scenario.scenario.id, one)
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict not in {Verdict.MET, Verdict.NO_REQUIREMENT}
    ]
    if flawed:
        scenario, one = flawed[0]
        asked = explaining(model, one.id, scenario)
        return [f"Next: why {one.id} is {one.verdict.value}: {asked}"]
    if len(assessment.scenarios) > 1:
        return [f"Next: which scenario to choose: iotclass compare {model}"]
    return [f"Next: whether the model leaves anything doubtful: iotclass check {model}"]
