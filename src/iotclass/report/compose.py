"""The whole report in its order, and the short one for who buys."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.language import Language
from iotclass.core.level import exactly
from iotclass.core.report import Block, Facts, Items, Report, Run, Section, Table, Tone, paragraph
from iotclass.core.scale import SecurityClass
from iotclass.report.basis import basis, tables_doubt
from iotclass.report.certainty import certainty
from iotclass.report.framework import framework_coverage
from iotclass.report.material import Material
from iotclass.report.missing import ENGLISH, missing
from iotclass.report.reason import reasons
from iotclass.report.scenario import side_by_side
from iotclass.report.summary import components, summary
from iotclass.report.table import appendix
from iotclass.report.title import basis_facts, notice, title_facts
from iotclass.report.word import class_run, named, spoken, verdict_run

ASKED = 8
"""How many questions to the maker a buyer gets."""


def report(material: Material, language: Language) -> Report:
    """The report of an assessment."""
    system = material.assessment.system
    return Report(
        id="report",
        title=spoken(system.title, language),
        subtitle=language("Classification of security and privacy"),
        language=language.code,
        facts=title_facts(material.assessment, language),
        notice=notice(language),
        sections=tuple(_sections(material, language)),
        main="classes",
        date=system.date,
        author=spoken(system.assessment.get("by", ""), language),
    )


def _sections(material: Material, language: Language) -> Iterator[Section]:
    yield summary(material, language)
    yield components(material, language)
    yield reasons(material, language)
    yield missing(material, language)
    if material.several:
        yield side_by_side(material, language)
    if material.doubt is not None:
        yield certainty(material.doubt, material, language)
    found, other = basis(material, language), tables_doubt(material, language)
    yield Section(found.id, found.title, (*((other,) if other else ()), *found.blocks))
    yield framework_coverage(material, language)
    yield appendix(material.assessment.method, language)


def for_buyer(material: Material, language: Language) -> Report:
    """Two pages in plain words: what it reaches, what that means, what to ask."""
    system = material.assessment.system
    found = summary(material, language)
    sections = [
        Section("summary", language("In short"), found.blocks),
        Section("parts", language("Part by part"), (_parts(material, language),)),
        *_asked(material, language),
        Section("reading", language("How to read this"), _reading(material, language)),
    ]
    return Report(
        id="buyer",
        title=spoken(system.title, language),
        subtitle=language("How secure is it? Two pages in plain words"),
        language=language.code,
        facts=Facts(tuple(basis_facts(material.assessment, language))[:2]),
        notice=notice(language),
        sections=tuple(sections),
        main="parts-classes",
        date=system.date,
        short=True,
        author=spoken(system.assessment.get("by", ""), language),
    )


def _parts(material: Material, language: Language) -> Table:
    """Each component with its class and what that means."""
    method = material.assessment.method
    rows = []
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            lead = (Run(scenario.scenario.id),) if material.several else ()
            level = one.outcome.final.level
            means = language("It could not be assessed.")
            if level is not None:
                means = language.of(method.words[level.worst].sentence)
            rows.append(
                (
                    *lead,
                    Run(named(one.component)),
                    class_run(level, language),
                    Run(means),
                    verdict_run(one.verdict, language),
                )
            )
    lead_columns = (language("Design"),) if material.several else ()
    columns = (
        *lead_columns,
        language("Part"),
        language("Class"),
        language("What that means"),
        language("Good enough?"),
    )
    return Table(
        "parts-classes", language("Classes, A (best) to F"), columns, tuple(rows), lead=1 + material.several
    )


def _asked(material: Material, language: Language) -> Iterator[Section]:
    """What to ask the maker: what is lacking, in the framework's own questions."""
    functionalities = material.assessment.content.framework.functionalities
    ids = dict.fromkeys(
        criterion.id
        for scenario in material.scenarios
        for one in material.shown(scenario)
        if (gap := material.gaps.get((scenario.scenario.id, one.id))) is not None and one.shortfalls
        for rung in gap.rungs
        for criterion in rung.lacking
    )
    questions = [functionalities[id_].question for id_ in ids]
    if not questions:
        return
    blocks: list[Block] = [paragraph(language("Nothing in the answers says yes to these:"))]
    blocks.append(Items(tuple((Run(text, language=ENGLISH),) for text in questions[:ASKED])))
    if len(questions) > ASKED:
        left = len(questions) - ASKED
        blocks.append(
            paragraph(language.many("and {count} more.", "and {count} more.", left), tone=Tone.QUIET)
        )
    yield Section("asking", language("What to ask the maker"), tuple(blocks))


def _reading(material: Material, language: Language) -> tuple[Block, ...]:
    """How a class comes about, and what each letter means."""
    method = material.assessment.method
    text = language(
        "How a part can be reached and how well it is protected give its exposure. Exposure and the harm "
        "that an attack could do give the class. What is not known never counts as good."
    )
    rows = tuple(
        (class_run(exactly(one), language), Run(language.of(method.words[one].sentence)))
        for one in SecurityClass
    )
    table = Table("letters", language("The six classes"), (language("Class"), language("Meaning")), rows)
    return (paragraph(text), table)
