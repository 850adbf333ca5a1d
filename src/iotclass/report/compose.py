"""The whole report in its order, and the short one for who buys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iotclass.core.assess import ComponentAssessment
from iotclass.core.language import Language
from iotclass.core.report import Block, Facts, Items, Report, Run, Runs, Section, Table, Tone, paragraph
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.report.basis import basis, tables_doubt
from iotclass.report.certainty import certainty
from iotclass.report.framework import framework_coverage
from iotclass.report.material import Material
from iotclass.report.missing import ENGLISH, missing
from iotclass.report.reason import reasons
from iotclass.report.scenario import side_by_side
from iotclass.report.summary import components, meanings, names_few, summary
from iotclass.report.table import appendix
from iotclass.report.title import assessed, basis_facts, notice, title_facts
from iotclass.report.word import class_run, named, spoken, verdict_run

ASKED, PARTS = 6, 12
"""How many questions to the maker a buyer gets, and of how many parts the class."""
GOOD = {Verdict.MET, Verdict.NO_REQUIREMENT}
"""The verdicts of parts that nothing is to be done about."""


def report(material: Material, language: Language, *, classes_alone: bool = False) -> Report:
    """The report of an assessment, or of it the section with the table of classes alone."""
    system = material.assessment.system
    return Report(
        id="report",
        title=spoken(system.title, language),
        subtitle=language("Classification of security and privacy"),
        language=language.code,
        facts=title_facts(material.assessment, language),
        notice=notice(language),
        sections=(components(material, language),) if classes_alone else tuple(_sections(material, language)),
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


def for_buyer(material: Material, language: Language, *, classes_alone: bool = False) -> Report:
    """Two pages in plain words: what it reaches, what that means, what to ask; of several designs of one."""
    system = material.assessment.system
    parts = Section("parts", language("Part by part"), (_parts(material, language),))
    sections = [parts]
    if not classes_alone:
        verdict, *others = summary(material, language, ids=False).blocks
        told = assessed(material.assessment, language)
        sections = [
            Section("summary", language("In short"), (verdict, told, *others)),
            parts,
            *_asked(material, language),
            Section("reading", language("How to read this"), tuple(_reading(material, language))),
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


def _title(material: Material, language: Language) -> str:
    """What the table of parts is called: of several designs it says which is shown."""
    if not material.several:
        return language("Classes, A (best) to F")
    shown = material.standing.scenario
    if material.comparison is not None and material.comparison.choice == shown.id:
        return language("The design to choose, “{design}”: classes, A (best) to F", design=shown.title)
    return language("The first design, “{design}”: classes, A (best) to F", design=shown.title)


def _worst_first(material: Material) -> list[ComponentAssessment]:
    """The components of the design that is shown: what is not good enough first, then the worse class."""

    def place(one: ComponentAssessment) -> tuple[bool, int]:
        level = one.outcome.final.level
        return one.verdict in GOOD, -len(SecurityClass) if level is None else -level.worst.rank

    return sorted(material.shown(material.standing), key=place)


def _parts(material: Material, language: Language) -> Table:
    """Each component with its class and what that means."""
    method, found = material.assessment.method, _worst_first(material)
    rows = []
    for one in found[:PARTS]:
        level = one.outcome.final.level
        means = language("It could not be assessed.")
        if level is not None:
            means = language.of(method.words[level.worst].sentence)
        verdict = verdict_run(one.verdict, language)
        rows.append((Run(named(one.component)), class_run(level, language), Run(means), verdict))
    columns = (
        language("Part"),
        language("Class"),
        language("What that means"),
        language("Good enough?"),
    )
    left = len(found) - len(rows)
    note = language.many("and {count} more part.", "and {count} more parts.", left) if left else ""
    return Table("parts-classes", _title(material, language), columns, tuple(rows), note)


def _asked(material: Material, language: Language) -> Iterator[Section]:
    """What to ask the maker: what is lacking, in the framework's own questions; else what falls short."""
    functionalities = material.assessment.content.framework.functionalities
    about: dict[str, list[str]] = {}
    unasked = []
    parts = [one for one in _worst_first(material) if one.shortfalls]
    for one in parts:
        gap = material.gaps.get((material.standing.scenario.id, one.id))
        lacking = [criterion.id for rung in gap.rungs for criterion in rung.lacking] if gap else []
        for id_ in dict.fromkeys(lacking):
            about.setdefault(id_, []).append(one.component.name)
        if not lacking:
            unasked.append(one)
    several = sum(1 for _ in material.shown(material.standing)) > 1
    questions = [
        (
            Run(functionalities[id_].question, language=ENGLISH),
            *([Run(f" ({names_few(names, language)})")] if several else []),
        )
        for id_, names in about.items()
    ]
    said = [
        (Run(f"{named(one.component)}: {'; '.join(spoken(lack.text, language) for lack in one.shortfalls)}"),)
        for one in unasked
    ]
    blocks: list[Block] = []
    if questions:
        blocks += [
            paragraph(language("Nothing in the answers says yes to these:")),
            _few(questions, ASKED, language),
        ]
    room = max(ASKED - len(questions), 1)
    if said:
        text = language("How these are protected is judged as a whole; ask how they can be made good enough:")
        blocks += [paragraph(text), _few(said, room, language)]
    if blocks:
        yield Section("asking", language("What to ask the maker"), tuple(blocks))


def _few(items: Sequence[Runs], most: int, language: Language) -> Items:
    """The first points of a list, and how many more there are."""
    left = len(items) - most
    if left <= 0:
        return Items(tuple(items))
    more = language.many("and {count} more.", "and {count} more.", left)
    return Items((*items[:most], (Run(more, Tone.QUIET),)))


def _reading(material: Material, language: Language) -> Iterator[Block]:
    """How a class comes about, and what the best letter, the worst and those that occur mean."""
    text = language(
        "How a part can be reached and how well it is protected give its exposure. Exposure and the harm "
        "that an attack could do give the class. What is not known never counts as good."
    )
    yield paragraph(text)
    spans = [one.outcome.final.level for one in material.shown(material.standing)]
    used = {level for span in spans if span is not None for level in span.levels}
    yield meanings("letters", {SecurityClass.A, SecurityClass.F} | used, material, language)
