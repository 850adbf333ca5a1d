"""What is missing for the required class, and the cheapest way there where that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.gap import Gap
from iotclass.core.language import Language
from iotclass.core.level import exactly
from iotclass.core.option import Option, Way
from iotclass.core.plan import Clash, Plan, Status
from iotclass.core.protection import HAD, having
from iotclass.core.report import Block, Facts, Items, Run, Section, Table, Tone, paragraph
from iotclass.core.verdict import Verdict
from iotclass.report.material import Material
from iotclass.report.word import DASH, class_run, number, place_run, spoken

ENGLISH = "en"
"""The language of the framework's texts."""
MANY = 12
"""Of more components, what is lacking is told by functionality, each with the components that lack it."""


def missing(material: Material, language: Language) -> Section:
    """What the components lack for the class that they must reach; then the plans."""
    rows = [row for scenario, gap in _gaps(material) for row in _lacking(scenario, gap, material, language)]
    ways = tuple(row for scenario, gap in _gaps(material) for row in _ways(scenario, gap, material, language))
    blocks: list[Block] = []
    lead = (language("Scenario"),) if material.several else ()
    if ways:
        columns = (*lead, language("Component"), language("Required"), language("What would do"))
        blocks.append(
            Table("ways", language("What would reach the required class"), columns, ways, lead=len(lead) + 1)
        )
    if rows:
        blocks.append(_gap_table(rows, material, language))
    if not blocks:
        text = language("Nothing is lacking for what is required.")
        if not any(
            one.component.requires for scenario in material.scenarios for one in material.shown(scenario)
        ):
            text = language("Nothing is required, so that nothing can be lacking.")
        blocks.append(paragraph(text))
    blocks += material.pictures.get("missing", ())
    blocks += [_plan(plan, material, language) for plan in material.plans]
    return Section("missing", language("What is missing"), tuple(blocks))


def _gap_table(rows: list[tuple[Run, ...]], material: Material, language: Language) -> Table:
    """What is lacking: a row for each component, or for each functionality where the components are many."""
    lead = int(material.several)
    columns = [
        *([language("Scenario")] if lead else []),
        language("Component"),
        language("Level"),
        language("Functionality"),
        language("What it asks for"),
        language("State"),
    ]
    note = language(
        "What is lacking for the next level up to the one that is needed, the lowest level first; then "
        "what is required by name."
    )
    if len({row[lead] for row in rows}) <= MANY:
        return Table("gaps", language("What is lacking"), tuple(columns), tuple(rows), note, lead=lead + 1)
    lacking: dict[tuple[Run, ...], list[str]] = {}
    for row in rows:
        lacking.setdefault(row[:lead] + row[lead + 1 :], []).append(row[lead].text)
    ids = [one.scenario.id for one in material.scenarios]
    place = {rest: (ids.index(rest[0].text) if lead else 0, rest[lead].text == DASH) for rest in lacking}
    found = sorted(lacking, key=lambda rest: (*place[rest], rest[lead].text))
    columns = [*columns[:lead], *columns[lead + 1 :], language("Components")]
    told = tuple((*rest, Run(", ".join(lacking[rest]))) for rest in found)
    return Table("gaps", language("What is lacking"), tuple(columns), told, note, lead=lead + 2)


def _gaps(material: Material) -> Iterator[tuple[str, Gap]]:
    """The gaps of the components that are not known to meet what is required."""
    for scenario in material.scenarios:
        for one in material.shown(scenario):
            gap = material.gaps.get((scenario.scenario.id, one.id))
            if gap is not None and one.verdict not in {Verdict.MET, Verdict.NO_REQUIREMENT}:
                yield scenario.scenario.id, gap


def _lead(scenario: str, gap: Gap, material: Material) -> tuple[Run, ...]:
    named = (Run(scenario),) if material.several else ()
    return (*named, Run(gap.assessed.id))


def _ways(scenario: str, gap: Gap, material: Material, language: Language) -> Iterator[tuple[Run, ...]]:
    """What would do, all else as it is."""
    if gap.required is None:
        return
    text = language("It could not be assessed; the model has to say more first.")
    if gap.assessed.outcome.final.level is not None:
        text = " ".join(_would_do(gap, material, language))
    yield (*_lead(scenario, gap, material), _required(gap, language), Run(text))


def _would_do(gap: Gap, material: Material, language: Language) -> Iterator[str]:
    """What is in the way: what it relies on, its own protection, controls that are required by name."""
    capped_by = gap.assessed.capped_by
    if capped_by is not None:
        yield language("It relies on {component}, which caps its class; see there.", component=capped_by)
    if not gap.alone_enough:
        yield from _protection(gap, language)
    controls = _required_controls(gap, material)
    if controls:
        yield language("It must have what it has not: {controls}.", controls=", ".join(controls))


def _protection(gap: Gap, language: Language) -> Iterator[str]:
    """Which protection would do; or that none would."""
    if gap.now is None:
        yield language(
            "No protection does at this connectivity and impact; one of those has to change as well."
        )
        return
    yield language(
        "At this connectivity and impact, protection in effect {levels} would do.",
        levels=", ".join(map(str, gap.now.protections)),
    )
    if gap.needed is not None:
        yield language("Designed protection {level} gives that.", level=gap.needed)
    else:
        yield language("No designed protection gives that, as challenges wear each one down too far.")


def _required_controls(gap: Gap, material: Material) -> list[str]:
    """The controls that are required by name and are not there."""
    component = gap.assessed.component
    had = having(component.controls or {}, HAD, material.assessment.content.framework)
    wanted = component.requires.controls if component.requires else ()
    return [id_ for id_ in wanted if id_ not in had]


def _required(gap: Gap, language: Language) -> Run:
    """The class that is required."""
    return class_run(exactly(gap.required), language) if gap.required else Run(DASH)


def _lacking(scenario: str, gap: Gap, material: Material, language: Language) -> Iterator[tuple[Run, ...]]:
    """The criteria that lack, rung by rung, then what is required by name."""
    functionalities = material.assessment.content.framework.functionalities
    lacking = [(criterion.id, str(rung.level)) for rung in gap.rungs for criterion in rung.lacking]
    known = {id_ for id_, _ in lacking}
    lacking += [(id_, DASH) for id_ in _required_controls(gap, material) if id_ not in known]
    for id_, level in lacking:
        control = (gap.assessed.component.controls or {}).get(id_)
        yield (
            *_lead(scenario, gap, material),
            Run(level),
            Run(id_, Tone.CODE),
            Run(functionalities[id_].question, language=ENGLISH),
            Run(language.of(control.state.value) if control else language("not stated, so no")),
        )


def _plan(plan: Plan, material: Material, language: Language) -> Section:
    """The cheapest changes for one scenario."""
    resources = material.assessment.content.resources
    facts = [
        (language("Result"), _status(plan, language)),
        (
            language("Requirements that hold"),
            Run(language("{met} of {required}", met=plan.met, required=plan.required)),
        ),
    ]
    if plan.changes:
        cost = language(
            "{total} {currency} over {years} years: {once} {currency} once, {yearly} {currency} a year",
            total=language.number(plan.cost),
            once=language.number(plan.one_off),
            yearly=language.number(plan.yearly),
            currency=resources.currency,
            years=resources.years,
        )
        facts.append((language("Cost"), Run(cost)))
    if plan.budget is not None:
        facts.append((language("Budget"), Run(f"{language.number(plan.budget)} {resources.currency}")))
    blocks: list[Block] = [Facts(tuple(facts))]
    if plan.changes:
        blocks.append(_changes(plan, material, language))
    if plan.forecasts:
        blocks.append(_forecasts(plan, material, language))
    blocks += [_clash(one, plan.scenario, language) for one in plan.clashes]
    if plan.notes:
        blocks.append(Items(tuple((Run(spoken(one, language)),) for one in plan.notes)))
    title = language("The cheapest plan")
    if material.several:
        title = language("The cheapest plan for “{scenario}”", scenario=plan.title)
    return Section(f"plan.{plan.scenario}", title, tuple(blocks))


def _status(plan: Plan, language: Language) -> Run:
    """What was proved of a plan."""
    if plan.status is Status.OPTIMAL:
        if not plan.changes:
            return Run(language("Everything required holds already; nothing has to change."), Tone.GOOD)
        return Run(
            language("Everything required holds with these changes, and nothing cheaper does: proved."),
            Tone.GOOD,
        )
    if plan.status is Status.FEASIBLE:
        return Run(
            language("Everything required holds with these changes; something cheaper may do."), Tone.GOOD
        )
    if plan.status is Status.INFEASIBLE:
        return Run(language("Not everything that is required can hold."), Tone.BAD)
    return Run(language("Time ran out before a plan was found."), Tone.DOUBT)


def _changes(plan: Plan, material: Material, language: Language) -> Table:
    currency = material.assessment.content.resources.currency
    columns = (
        language("Component"),
        language("Change"),
        language("What it asks for"),
        language("Once, in {currency}", currency=currency),
        language("A year, in {currency}", currency=currency),
        language("Remark"),
    )
    rows = tuple(_change(one, material, language) for one in plan.changes)
    return Table(f"changes.{plan.scenario}", language("Changes"), columns, rows)


def _change(one: Option, material: Material, language: Language) -> tuple[Run, ...]:
    known = material.assessment.content.framework.functionalities
    if one.way is Way.ADD:
        what, asks = one.what, Run(known[one.what].question, language=ENGLISH)
    elif one.way is Way.SOFTEN:
        what, asks = language("soften {challenge} to {level}", challenge=one.what, level=one.to), Run(DASH)
    else:
        what, asks = language("bring the connectivity down to {level}", level=one.what), Run(DASH)
    remarks = [language("once for all components")] if one.shared else []
    remarks += [language("cost assumed")] if one.assumed and (one.one_off or one.yearly) else []
    remarks += [spoken(one.why, language)] if one.why else []
    return (
        Run(one.component),
        Run(what, Tone.CODE if one.way is Way.ADD else Tone.PLAIN),
        asks,
        number(one.one_off, language),
        number(one.yearly, language),
        Run("; ".join(remarks) or DASH),
    )


def _forecasts(plan: Plan, material: Material, language: Language) -> Table:
    columns = (language("Component"), language("Now"), language("With the plan"), language("Verdict then"))
    rows = tuple(
        (
            Run(one.component),
            class_run(one.now, language),
            class_run(one.then, language),
            Run(language.of(one.verdict_then)),
        )
        for one in plan.forecasts
        if material.component in {None, one.component}
    )
    return Table(f"forecast.{plan.scenario}", language("Classes with the plan"), columns, rows)


def _clash(clash: Clash, scenario: str, language: Language) -> Table:
    """Why a requirement cannot hold: the smallest set of which something has to give."""
    title = language("Why {component} cannot have what is required", component=clash.component)
    rows = tuple((Run(spoken(one.text, language)), place_run(one.place)) for one in clash.members)
    columns = (language("What clashes"), language("Where"))
    note = " ".join(_clash_notes(clash, language))
    return Table(f"clash.{scenario}.{clash.component}", title, columns, rows, note)


def _clash_notes(clash: Clash, language: Language) -> Iterator[str]:
    fixed = "; ".join(spoken(one, language) for one in clash.why)
    if not clash.assessed:
        yield language("It cannot be planned for: {reason}.", reason=fixed)
        return
    if len(clash.members) > 1:
        yield language("Not all of these can hold together.")
    else:
        yield language("Nothing that the model allows to change gets it there.")
    if not clash.minimal:
        yield language("Time ran out: some of these may not be needed for the clash.")
    if clash.best:
        yield language("The best that it can have is class {level}.", level=clash.best)
    if fixed:
        yield language("What a plan cannot move here: {what}.", what=fixed)
