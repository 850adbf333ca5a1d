"""The result in short: one sentence and one picture; then each component's class against its requirement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from iotclass.core.advice import advice
from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.language import Language
from iotclass.core.level import Level, exactly
from iotclass.core.name import naming
from iotclass.core.report import Block, Paragraph, Run, Section, Table, Tone, paragraph
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.report.material import Material
from iotclass.report.reason import why_not
from iotclass.report.word import class_run, component_run, kind_title, level, named, spoken, verdict_run

NAMED = 3
"""How many components with the worst class are named."""


def summary(material: Material, language: Language, *, ids: bool = True) -> Section:
    """The verdict in one sentence, with one picture; for who meets no ids further on, without them."""
    blocks: list[Block] = [_verdict(material, language)]
    if material.note:
        blocks.append(paragraph(spoken(material.note, language), tone=Tone.DOUBT))
    if material.several and material.component is None:
        blocks.append(_overview(material, language, ids=ids))
    blocks += material.pictures.get("summary", ())
    return Section("summary", language("In short"), tuple(blocks))


def _verdict(material: Material, language: Language) -> Paragraph:
    """One sentence: of one component, of one scenario, or which scenario to choose."""
    scenarios = material.scenarios
    if material.component is not None:
        parts = [component_sentence(one, scenario, material, language) for scenario, one in _pairs(material)]
        verdicts = {one.verdict for _, one in _pairs(material)}
        return paragraph(" ".join(parts), tone=_tone(verdicts))
    if material.comparison is not None and len(scenarios) > 1:
        text = " ".join(language.of(one) for one in advice(material.comparison))
        chosen = [one for one in scenarios if one.scenario.id == material.comparison.choice]
        verdicts = {one.verdict for scenario in chosen for one in scenario.components.values()}
        return paragraph(text, tone=_tone(verdicts) if chosen else Tone.DOUBT)
    (scenario,) = scenarios
    verdicts = {one.verdict for one in scenario.components.values()}
    return paragraph(scenario_sentence(scenario, language), tone=_tone(verdicts))


def _tone(verdicts: set[Verdict]) -> Tone:
    """Good only where everything required is met."""
    if verdicts <= {Verdict.MET, Verdict.NO_REQUIREMENT}:
        return Tone.GOOD if Verdict.MET in verdicts else Tone.DOUBT
    return Tone.BAD if Verdict.NOT_MET in verdicts else Tone.DOUBT


def _pairs(material: Material) -> Iterator[tuple[ScenarioAssessment, ComponentAssessment]]:
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            yield scenario, one


def component_sentence(
    one: ComponentAssessment, scenario: ScenarioAssessment, material: Material, language: Language
) -> str:
    """What one component reaches, in a sentence."""
    requires = one.component.requires
    values = {
        "component": named(one.component),
        "level": class_run(one.outcome.final.level, language).text,
        "verdict": language.of(one.verdict.value),
    }
    text = language("{component} has class {level}, and nothing is required of it.", **values)
    if requires is not None:
        text = language(
            "{component} has class {level}; {required} is required: {verdict}.",
            **values,
            required=requires.level,
        )
    if one.outcome.final.level is None:
        text = language("{component} could not be assessed.", **values)
    if not material.several:
        return text
    return language(
        "In scenario {scenario}: {sentence}", scenario=f"“{scenario.scenario.title}”", sentence=text
    )


def scenario_sentence(scenario: ScenarioAssessment, language: Language) -> str:
    """How many requirements are met, and the worst class with its components, in a sentence."""
    worst = names_few([named(scenario.components[id_].component) for id_ in scenario.worst], language)
    met = language("No component requires a class")
    if scenario.required:
        met = language.many(
            "{met} of {count} requirement is met",
            "{met} of {count} requirements are met",
            scenario.required,
            met=scenario.met,
        )
    if scenario.level is None:
        return language(
            "{met}; there is no worst class, because not everything could be assessed ({worst}).",
            met=met,
            worst=worst,
        )
    return language(
        "{met}; the worst class is {level} ({worst}).", met=met, level=scenario.level, worst=worst
    )


def names_few(names: Sequence[str], language: Language) -> str:
    """The first of the names, and how many more there are."""
    few = ", ".join(names[:NAMED])
    left = len(names) - NAMED
    if left <= 0:
        return few
    return language.many("{named} and {count} more", "{named} and {count} more", left, named=few)


def _overview(material: Material, language: Language, *, ids: bool) -> Table:
    """The scenarios, each with what it meets and its worst class."""
    called = naming(material.scenarios)
    rows = []
    for one in material.scenarios:
        lead = (
            (Run(one.scenario.id), Run(one.scenario.title))
            if ids
            else (Run(called.scenario(one.scenario.id)),)
        )
        parts = {id_: one.components[id_].component for id_ in one.worst[:NAMED]}
        worst = [named(part) if ids else called.component(id_) for id_, part in parts.items()]
        met = language("{met} of {required}", met=one.met, required=one.required)
        rows.append((*lead, Run(met), class_run(one.level, language), Run(", ".join(worst))))
    columns = (
        language("Scenario"),
        *((language("What it is"),) if ids else ()),
        language("Requirements met"),
        language("Worst class"),
        language("Worst components"),
    )
    return Table("overview", language("The scenarios"), columns, tuple(rows))


def components(material: Material, language: Language) -> Section:
    """Each component's class against its requirement."""
    columns = [
        language("Component"),
        language("Kind"),
        language("Class"),
        language("Required"),
        language("Verdict"),
        language("Connectivity"),
        language("Protection"),
        language("Severity"),
        language("Exposure"),
        language("Impact"),
    ]
    several = material.several
    columns = [language("Scenario"), *columns] if several else columns
    rows = tuple(
        (*((Run(scenario.scenario.id),) if several else ()), *_row(one, scenario, material, language))
        for scenario, one in _pairs(material)
    )
    table = Table(
        "classes",
        language("Classes and requirements"),
        tuple(columns),
        rows,
        language("Where a range stands, the class is in doubt; what is in doubt counts as its worst end."),
        lead=1 + several,
    )
    blocks: list[Block] = [table, *_remarks(material, language), *_legend(material, language)]
    blocks += material.pictures.get("components", ())
    return Section("components", language("Components"), tuple(blocks))


def _row(
    one: ComponentAssessment, scenario: ScenarioAssessment, material: Material, language: Language
) -> tuple[Run, ...]:
    outcome, inputs = one.outcome, one.inputs
    protection = level(outcome.protection.level, language)
    if inputs.designed.level != outcome.protection.level:
        protection = f"{level(inputs.designed.level, language)} → {protection}"
    connectivity = level(inputs.connectivity.level, language)
    if one.inferred is not None and one.inferred.level != inputs.connectivity.level:
        connectivity = language(
            "{level} (by its links {inferred})",
            level=connectivity,
            inferred=level(one.inferred.level, language),
        )
    requires = one.component.requires
    return (
        component_run(one, scenario.scenario.id),
        Run(kind_title(one.component, material.assessment, language)),
        class_run(outcome.final.level, language),
        class_run(exactly(requires.level), language) if requires else Run("–"),
        verdict_run(one.verdict, language),
        Run(connectivity),
        Run(protection),
        Run(level(inputs.severity.level, language)),
        Run(level(outcome.exposure.level, language)),
        Run(level(outcome.impact.level, language)),
    )


def _remarks(material: Material, language: Language) -> Iterator[Table]:
    """What falls short and what else one should know, component by component."""
    rows = []
    for scenario, one in _pairs(material):
        lead = (Run(scenario.scenario.id),) if material.several else ()
        rows += [
            (*lead, component_run(one, scenario.scenario.id), text)
            for text in why_not(one, scenario, language)
        ]
    if rows:
        columns: tuple[str, ...] = (language("Component"), language("Remark"))
        if material.several:
            columns = (language("Scenario"), *columns)
        yield Table("remarks", language("Remarks"), columns, tuple(rows), lead=1 + material.several)


def _legend(material: Material, language: Language) -> Iterator[Table]:
    """What the classes that occur mean, where any does."""
    spans = [one.outcome.final.level for _, one in _pairs(material)]
    requires = [one.component.requires.level for _, one in _pairs(material) if one.component.requires]
    used = {level for span in spans if span is not None for level in span.levels} | set(requires)
    if used:
        yield meanings("meaning", used, material, language)


def meanings(id_: str, used: Collection[Level], material: Material, language: Language) -> Table:
    """What the classes of `used` mean."""
    words = material.assessment.method.words
    rows = tuple(
        (class_run(exactly(one), language), Run(language.of(words[one].sentence)))
        for one in SecurityClass
        if one in used
    )
    return Table(id_, language("What the classes mean"), (language("Class"), language("Meaning")), rows)
