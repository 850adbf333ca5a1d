"""What the result rests on: assumptions, judgements with authors and reasons, evidence, inferred cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from iotclass.core.finding import Rows, rests_on
from iotclass.core.judgement import Judgement
from iotclass.core.justification import together
from iotclass.core.language import Language
from iotclass.core.phrase import said
from iotclass.core.report import Block, Facts, Items, Paragraph, Run, Section, Table, Tone, paragraph
from iotclass.core.system import Component, Control, Scenario
from iotclass.core.table import Origin
from iotclass.report.author import told_once
from iotclass.report.exhibit import exhibits
from iotclass.report.material import Material
from iotclass.report.reason import row_words
from iotclass.report.title import basis_facts
from iotclass.report.word import DASH, date, level, named, place_run, spoken

Stated = TypeVar("Stated", Judgement, Control)

Judged = tuple[str, str, Judgement]
"""What a judgement is about (a component or a link), what it judges, and the judgement."""


def basis(material: Material, language: Language) -> Section:
    """Assumptions, judgements, controls, requirements, acceptances, evidence, inferred cells."""
    hashes = Facts(tuple(basis_facts(material.assessment, language, whole=True)))
    blocks: list[Block] = [
        _assumptions(material, language),
        Section("versions", language("Versions and hashes"), (hashes,)),
    ]
    blocks += [
        table
        for table in (
            _judgements(material, language),
            _controls(material, language),
            _requirements(material, language),
            _accepted(material, language),
            _evidence(material, language),
            _inferred(material, language),
        )
        if table.rows
    ]
    return Section("basis", language("What it rests on"), tuple(blocks))


def _assumptions(material: Material, language: Language) -> Section:
    """What is assumed or left doubtful."""
    items = [
        language("In the list of controls, what is not mentioned is not there."),
        language("Controls that are partly there or unknown count as no in the verdict."),
    ]
    if any(one.floor for scenario in material.scenarios for one in material.shown(scenario)):
        items.append(language("Components whose controls fail even P1 count as P1, the floor of the scale."))
    points: list[tuple[Run, ...]] = [(Run(text),) for text in items]
    points += [(Run(f"{spoken(one.message, language)} "), place_run(one.place)) for one in material.warnings]
    return Section("assumptions", language("Assumptions and open ends"), (Items(tuple(points)),))


def _judgements(material: Material, language: Language) -> Table:
    """Every judgement once, with who gives it, why, and what shows it."""
    rows: dict[str, tuple[Run, ...]] = {}
    for about, what, judgement in _all(material):
        for one in _opinions(judgement):
            key = f"{one.key} {one.place} {one.by}"
            rows.setdefault(key, _judgement(about, what, one, material, language))
    columns = (
        language("About"),
        language("What"),
        language("Level"),
        language("How sure"),
        language("Reason"),
        language("By"),
        language("On"),
        language("Evidence"),
        language("Where"),
    )
    table = Table("judgements", language("Judgements"), columns, tuple(rows.values()), lead=2)
    return told_once(table, columns.index(language("By")), material.assessment.system, language)


def _opinions(judged: Stated) -> Iterator[Stated]:
    """What each says, with the reason and the evidence that stand for all of them."""
    own = [one.why for one in judged.opinions if one.why]
    shared = "" if own and all(why in judged.why for why in own) else judged.why  # it may be made of theirs
    for opinion in judged.opinions or (judged,):
        yield _with(opinion, shared, judged.evidence)


def _with(opinion: Stated, shared: str, evidence: tuple[str, ...]) -> Stated:
    both = tuple(dict.fromkeys((*opinion.evidence, *evidence)))
    return replace(opinion, why=opinion.why or shared, evidence=both)


def _judgement(
    about: str, what: str, one: Judgement, material: Material, language: Language
) -> tuple[Run, ...]:
    given = material.assessment.system.assessment
    return (
        Run(about),
        Run(language.of(what)),
        Run(_judged(one, language)),
        Run(language.of(one.sure) if one.sure else DASH),
        _reason(one, what, language),
        _said(one.by or given.get("by", ""), language),
        date(one.on or given.get("on", "")),
        Run(", ".join(one.evidence) or DASH),
        place_run(one.place),
    )


def _said(text: str, language: Language) -> Run:
    """A name or a reason of the model; a dash where there is none."""
    return Run(spoken(text, language) or DASH)


def _reason(judgement: Judgement, what: str, language: Language) -> Run:
    """Why a judgement is as it is; what a link runs over and how far it reaches needs no reason."""
    if judgement.why or what in _WAYS:
        return _said(judgement.why, language)
    return Run(language("no reason given"), Tone.DOUBT)


def _judged(judgement: Judgement, language: Language) -> str:
    """The level, or the probabilities of each."""
    if judgement.weights and len(judgement.weights) > 1:
        total = sum(weight for _, weight in judgement.weights)
        return ", ".join(
            f"{language.of(one)} {language.percent(weight / total)}" for one, weight in judgement.weights
        )
    return level(judgement.span, language)


def _all(material: Material) -> Iterator[Judged]:
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            yield from _of_component(one.component)
        yield from _of_links(scenario.scenario, material)


def _of_component(component: Component) -> Iterator[Judged]:
    about = named(component)
    stated = {
        said("connectivity"): component.connectivity,
        said("protection"): component.protection,
        said("impact"): component.impact,
    }
    for what, judgement in stated.items():
        if judgement is not None:
            yield about, what, judgement
    harm = component.harm
    for name, judgement in harm.dimensions if harm is not None else ():
        shared = harm.why if harm is not None else ""
        reasoned = judgement if judgement.why else replace(judgement, why=shared)
        yield about, said("harm: {dimension}", dimension=said(name.replace("_", " "))), reasoned
    for challenge in component.challenges or ():
        if challenge.severity is not None:
            yield about, said("severity: {challenge}", challenge=said(challenge.title)), challenge.severity
    for port in component.ports:
        name = f"{about}, {port.title or port.id}"
        yield from (
            (name, what, one)
            for what, one in zip(_WAYS, (port.medium, port.reach, port.operations), strict=True)
        )


_WAYS = (said("Medium"), said("Reach"), said("Operations"))


def _of_links(scenario: Scenario, material: Material) -> Iterator[Judged]:
    for link in scenario.links:
        if material.component is None or material.component in link.ends:
            name = f"{link.title or link.id}: {' – '.join(link.ends)}"
            judged = (link.medium, link.reach, link.operations)
            yield from ((name, what, one) for what, one in zip(_WAYS, judged, strict=True))


def _controls(material: Material, language: Language) -> Table:
    """Every control that the model states, with who says so, why, and what shows it, once for all alike."""
    found: dict[tuple[Run, ...], dict[str, None]] = {}
    for component, control in _stated(material):
        for one in _opinions(control):
            found.setdefault(_control(one, material, language), {})[component.id] = None
    count = len({one.id for scenario in material.scenarios for one in material.shown(scenario)})
    rows = tuple(
        (Run(spoken(together([*components], count), language)), *said_of_them)
        for said_of_them, components in found.items()
    )
    columns = (
        language("Components"),
        language("Control"),
        language("What it is"),
        language("State"),
        language("Reason"),
        language("By"),
        language("Evidence"),
        language("Where"),
    )
    table = Table("controls", language("Controls"), columns, rows, lead=2)
    return told_once(table, columns.index(language("By")), material.assessment.system, language)


def _stated(material: Material) -> Iterator[tuple[Component, Control]]:
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            for control in (one.component.controls or {}).values():
                yield one.component, control


def _control(control: Control, material: Material, language: Language) -> tuple[Run, ...]:
    known = material.assessment.content.framework.functionalities[control.id]
    given = material.assessment.system.assessment
    return (
        Run(control.id, Tone.CODE),
        Run(known.title, language="en"),
        Run(language.of(control.state.value)),
        _said(control.why, language),
        _said(control.by or given.get("by", ""), language),
        Run(", ".join(control.evidence) or DASH),
        place_run(control.place),
    )


def _requirements(material: Material, language: Language) -> Table:
    """What is required, and why."""
    rows: dict[tuple[str, str], tuple[Run, ...]] = {}
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            requires = one.component.requires
            if requires is not None:
                more = [str(requires.protection)] if requires.protection else []
                asked = ", ".join(
                    [language("class {level}", level=requires.level), *more, *requires.controls]
                )
                row = (
                    Run(named(one.component)),
                    Run(asked),
                    _said(requires.why, language),
                    place_run(requires.place),
                )
                rows.setdefault((one.id, str(requires.place)), row)
    columns = (language("Component"), language("Required"), language("Reason"), language("Where"))
    return Table("requirements", language("Requirements"), columns, tuple(rows.values()))


def _accepted(material: Material, language: Language) -> Table:
    """What the model accepts as not met, also where that is met, or where it is accepted no more."""
    rows = tuple(
        (
            Run(one.component),
            date(one.until),
            _said(one.by, language),
            _said(one.why, language),
            place_run(one.place),
        )
        for one in material.assessment.system.accepted
        if material.component in {None, one.component}
    )
    columns = (
        language("Component"),
        language("Until"),
        language("By"),
        language("Reason"),
        language("Where"),
    )
    note = language("One counts until its date, by the model's own, where the requirement is not met.")
    return Table("accepted", language("Acceptances"), columns, rows, note)


def _evidence(material: Material, language: Language) -> Table:
    """The evidence that the model lists; of one component what is cited for it."""
    judged = (
        id_ for _, _, judgement in _all(material) for one in _opinions(judgement) for id_ in one.evidence
    )
    shown = (id_ for _, control in _stated(material) for one in _opinions(control) for id_ in one.evidence)
    cited = {*judged, *shown}
    listed = material.assessment.system.evidence.values()
    found = [one for one in listed if material.component is None or one.id in cited]
    return exhibits("evidence", found, language)


def _inferred(material: Material, language: Language) -> Table:
    """The table cells that the result rests on and that the source's text does not fix."""
    known: dict[int, Rows] = {}
    used: dict[str, tuple[Run, list[str]]] = {}
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            for name, row in rests_on(one.outcome.final, known):
                if row.origin in {Origin.INFERRED, Origin.OURS}:
                    cell = f"{language.of(name)} [{row_words(name, row, language)}]"
                    where = one.id if not material.several else f"{one.id} ({scenario.scenario.id})"
                    used.setdefault(cell, (place_run(row.place), []))[1].append(where)
    rows = tuple((Run(cell), Run(", ".join(ids)), place) for cell, (place, ids) in used.items())
    columns = (language("Table and cell"), language("Used for"), language("Where"))
    note = language("These cells follow a rule, or are ours; the text of the source does not fix them.")
    return Table("inferred", language("Inferred cells used"), columns, rows, note)


def tables_doubt(material: Material, language: Language) -> Paragraph | None:
    """The classes that other exposure and class tables would give, where they would change one."""
    found = []
    for scenario, ranges in zip(material.assessment.scenarios, material.ranges, strict=True):
        for one in material.shown(scenario):
            other = ranges.components[one.id]
            if other.changes:
                where = one.id if not material.several else f"{one.id} ({scenario.scenario.id})"
                found.append(f"{where} {level(other.by_tables, language)}")
    if not found:
        return None
    text = language(
        "The source does not fix every cell of the tables. With other tables that agree with its text, "
        "these classes could be others: {classes}.",
        classes=", ".join(found),
    )
    return paragraph(text, tone=Tone.DOUBT)
