"""How sure the classes are, what that hangs on, and what to find out first."""

from __future__ import annotations

from iotclass.core.doubt import ComponentDoubt, Doubt, ScenarioDoubt
from iotclass.core.language import Language
from iotclass.core.level import exactly
from iotclass.core.report import Block, Facts, Kind, Run, Section, Table, Tone, paragraph
from iotclass.core.scale import SecurityClass
from iotclass.core.unknown import name, question
from iotclass.report.material import Material
from iotclass.report.word import DASH, class_run, named, number, spoken

ASKED = 5
"""How many questions are named per scenario, the most useful first."""


def certainty(doubt: Doubt, material: Material, language: Language) -> Section:
    """How sure the classes are, scenario by scenario."""
    shown = {one.scenario.id for one in material.scenarios}
    sections = [
        _scenario(one, doubt, material, language) for one in doubt.scenarios if one.found.scenario.id in shown
    ]
    blocks: list[Block] = [*sections] if len(sections) > 1 else [*sections[0].blocks]
    if material.agreements:
        blocks.append(_agreement(material, language))
    return Section("certainty", language("How sure it is"), tuple(blocks))


def _scenario(scenario: ScenarioDoubt, doubt: Doubt, material: Material, language: Language) -> Section:
    id_ = scenario.found.scenario.id
    facts = []
    if scenario.all_met is not None and material.component is None:
        facts.append(
            (
                language("All requirements together are met with a probability of"),
                _share(scenario.all_met, language),
            )
        )
    if scenario.credible is not None and material.component is None:
        words = language("Worst class, with {share}, no worse than", share=language.percent(doubt.level))
        facts.append((words, class_run(exactly(scenario.credible), language)))
    blocks: list[Block] = [Facts(tuple(facts))] if facts else []
    blocks.append(_table(scenario, doubt, material, language))
    blocks += [one for one in material.pictures.get("certainty", ()) if one.id == f"bars.{id_}"]
    blocks.append(_questions(scenario, material, language))
    if scenario.drawn:
        blocks.append(
            paragraph(
                language("Some figures are drawn, not exact: too much depends on too much."), tone=Tone.DOUBT
            )
        )
    return Section(f"certainty.{id_}", scenario.found.scenario.title, tuple(blocks))


def _share(share: float, language: Language) -> Run:
    return Run(language.percent(share), kind=Kind.SHARE, value=share)


def _table(scenario: ScenarioDoubt, doubt: Doubt, material: Material, language: Language) -> Table:
    """Each component with its probabilities."""
    columns = (
        language("Component"),
        language("Meets what is required"),
        *(str(one) for one in SecurityClass),
        language("Most probable"),
        language("With {share} no worse than", share=language.percent(doubt.level)),
    )
    rows = tuple(
        _row(named(scenario.found.components[id_].component), one, language)
        for id_, one in scenario.components.items()
        if material.component in {None, id_}
    )
    title = language("Probability of each class")
    return Table(f"probabilities.{scenario.found.scenario.id}", title, columns, rows)


def _row(name: str, one: ComponentDoubt | None, language: Language) -> tuple[Run, ...]:
    if one is None:
        return (
            Run(name),
            Run(language("not assessed"), Tone.DOUBT),
            *(Run(DASH),) * (len(SecurityClass) + 2),
        )
    shares = (one.shares.get(level, 0.0) for level in SecurityClass)
    return (
        Run(name),
        Run(DASH) if one.meets is None else _share(one.meets, language),
        *(_share(share, language) if share else Run(DASH) for share in shares),
        Run(", ".join(map(str, one.likely))),
        class_run(exactly(one.credible), language),
    )


def _questions(scenario: ScenarioDoubt, material: Material, language: Language) -> Block:
    """What to find out first."""
    assessment, wanted = material.assessment, material.component
    unknowns = [unknown for unknown, _ in scenario.matters]
    if wanted is not None:
        one = scenario.components[wanted]
        unknowns = [matter.unknown for matter in one.matters if matter.gain > 0] if one is not None else []
    if not unknowns:
        return paragraph(language("Nothing that could be found out would make a verdict surer."))
    rows = tuple(
        (
            Run(str(rank)),
            Run(spoken(name(one), language)),
            Run(language.of(question(one, assessment.method, assessment.content, material.facts))),
        )
        for rank, one in enumerate(unknowns[:ASKED], 1)
    )
    columns = (language("Rank"), language("What is in doubt"), language("The question that settles it"))
    id_ = scenario.found.scenario.id
    return Table(f"questions.{id_}", language("What to find out first"), columns, rows)


def _agreement(material: Material, language: Language) -> Table:
    """How far assessors agree."""
    titles = material.assessment.method.scale_titles
    rows = tuple(
        (
            Run(language.of(titles[one.scale]) if one.scale in titles else language("Control")),
            Run(", ".join(spoken(by, language) for by in one.assessors)),
            number(one.things, language),
            number(one.same, language),
            Run(DASH) if one.alpha is None else number(one.alpha, language, 2),
        )
        for one in material.agreements
    )
    columns = (
        language("Scale"),
        language("Assessors"),
        language("Judged by several"),
        language("Judged alike"),
        language("Krippendorff's alpha"),
    )
    note = language("1 is full agreement, 0 what chance would give.")
    return Table("agreement", language("How far the assessors agree"), columns, rows, note)
