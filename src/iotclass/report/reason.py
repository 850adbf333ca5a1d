"""Why: the tree of findings of each component, foldable; what falls short; what would change a class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.change import Change, changes
from iotclass.core.finding import Finding
from iotclass.core.language import Language
from iotclass.core.level import exactly
from iotclass.core.method import Method
from iotclass.core.palette import class_tone
from iotclass.core.report import Branch, Run, Section, Tone, Tree
from iotclass.core.scale import SecurityClass
from iotclass.core.table import Row
from iotclass.core.verdict import Verdict
from iotclass.report.material import Material
from iotclass.report.word import level, named, place_run, reasons_id, spoken, with_words

OPEN = 2
"""To what depth a tree is unfolded."""


def reasons(material: Material, language: Language) -> Section:
    """Why each component has its class."""
    sections = [
        Section(
            f"why.{scenario.scenario.id}",
            scenario.scenario.title,
            tuple(_trees(scenario, material, language)),
        )
        for scenario in material.scenarios
    ]
    if len(sections) == 1:
        return Section("why", language("Why"), sections[0].blocks)
    return Section("why", language("Why"), tuple(sections))


def _trees(scenario: ScenarioAssessment, material: Material, language: Language) -> Iterator[Tree]:
    elsewhere = {id(one.outcome.uncapped): id_ for id_, one in scenario.components.items()}
    id_ = scenario.scenario.id
    for one in material.shown(scenario):
        del elsewhere[id(one.outcome.uncapped)]
        yield Tree(
            reasons_id(id_, one.id),
            named(one.component),
            (
                _branch(one.outcome.final, 1, material, language, elsewhere, id_, set()),
                *_change_branches(one, material.assessment.method, language),
            ),
        )
        elsewhere[id(one.outcome.uncapped)] = one.id


def _branch(
    finding: Finding,
    depth: int,
    material: Material,
    language: Language,
    elsewhere: Mapping[int, str],
    scenario: str,
    told: set[int],
) -> Branch:
    """A finding with what it follows from, but for what stands with another component or was told above."""
    owner = elsewhere.get(id(finding))
    runs = _runs(finding, material.assessment.method, language)
    if owner is not None:
        link = f"#{reasons_id(scenario, owner)}" if material.component is None else ""
        cited = language("its reasons stand with {component}", component=owner)
        return Branch((*runs, Run(f" – {cited}", Tone.QUIET, link)))
    if id(finding) in told and finding.because:
        return Branch((*runs, Run(f" – {language('for the reasons above')}", Tone.QUIET)))
    told.add(id(finding))
    branches = tuple(
        _branch(reason, depth + 1, material, language, elsewhere, scenario, told)
        for reason in finding.because
    )
    return Branch(runs, branches, folded=depth >= OPEN and bool(branches))


def _runs(finding: Finding, method: Method, language: Language) -> tuple[Run, ...]:
    """A finding in words: its level, what it is of, by which rule, why, and where that is written."""
    shown = with_words(finding.level, method, language)
    tone = Tone.STRONG
    if finding.level is not None and isinstance(finding.level.worst, SecurityClass):
        shown, tone = level(finding.level, language), class_tone(finding.level)
    text = f" {spoken(finding.subject, language)} – {spoken(finding.rule, language)}"
    text += "".join(f" [{row_words(name, row, language)}]" for name, row in finding.rows)
    runs = [Run(shown, tone), Run(text)]
    if finding.origin is not None:
        runs.append(Run(f" ({language.of(finding.origin.value)})", Tone.QUIET))
    if finding.note:
        runs.append(Run(f": {spoken(finding.note, language)}"))
    for place in (finding.at, *(str(row.place) for _, row in finding.rows)):
        if place:
            runs += [Run(" "), place_run(place)]
    return tuple(runs)


def row_words(table: str, row: Row, language: Language) -> str:
    """A table's row: its case, its outcome, where that comes from."""
    case = tuple(reversed(row.case)) if table == "exposure" else row.case
    shown = ", ".join(language.of(one) for one in case)
    return f"{shown} → {language.of(row.outcome)}, {language.of(row.origin.value)}"


def _change_branches(one: ComponentAssessment, method: Method, language: Language) -> Iterator[Branch]:
    """What would change the class, each input by itself."""
    required = one.component.requires.level if one.component.requires else None
    found = changes(one.id, one.inputs, method, required) if not one.component.relies_on else ()
    branches = tuple(
        Branch((Run(_change(change, method, language)),)) for change in found if change.nearest is not None
    )
    if branches:
        yield Branch(
            (Run(language("What would change the class, each by itself"), Tone.STRONG),),
            branches,
            folded=True,
        )


def _change(change: Change, method: Method, language: Language) -> str:
    steps = [step for step in (change.better, change.worse) if step is not None]
    listed = "; ".join(
        language(
            "{level} gives class {outcome}",
            level=with_words(exactly(step.level), method, language),
            outcome=step.outcome,
        )
        for step in steps
    )
    return language(
        "{input}, now {now}: {steps}",
        input=language.of(change.input),
        now=with_words(change.now, method, language),
        steps=listed,
    )


def why_not(one: ComponentAssessment, scenario: ScenarioAssessment, language: Language) -> Iterator[Run]:
    """What falls short of a component's requirement and what a reader should know beside its class."""
    final = one.outcome.final
    if one.verdict in {Verdict.NOT_MET, Verdict.OPEN, Verdict.ACCEPTED, Verdict.NOT_ASSESSED}:
        tone = Tone.BAD if one.verdict is Verdict.NOT_MET else Tone.DOUBT
        yield Run(spoken(one.reason, language), tone)
    elif final.level is None:
        yield Run(language("not assessed: {reason}", reason=spoken(final.note, language)), Tone.DOUBT)
    if one.capped_by is not None:
        yield Run(
            language(
                "capped by {component}, on which it relies; alone it would be {level}",
                component=named(scenario.components[one.capped_by].component),
                level=one.outcome.uncapped.level,
            )
        )
    if one.when_done is not None:
        yield Run(
            language(
                "when all that is planned is there: protection {protection}, class {level}",
                protection=level(one.when_done.protection.level, language),
                level=level(one.when_done.final.level, language),
            )
        )
    for warning in one.warnings:
        yield Run(f"{spoken(warning.message, language)} ({warning.place})")
