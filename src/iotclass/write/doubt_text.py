"""Doubt as text for a terminal: how sure each class is, what hangs on what, what to find out first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import click

from iotclass.core.agreement import words
from iotclass.core.assess import ComponentAssessment
from iotclass.core.assessors import Agreement
from iotclass.core.doubt import ComponentDoubt, Doubt, Flip, Matter, ScenarioDoubt
from iotclass.core.language import ENGLISH
from iotclass.core.network import Unknown
from iotclass.core.pair import ScenarioRanges
from iotclass.core.sample import DRAWS, ERROR, SEED
from iotclass.core.scale import SecurityClass
from iotclass.core.unknown import name, question, value_word
from iotclass.write.assessment_text import DOUBTED, basis_line, by_tables, reason
from iotclass.write.columns import clean, columns, fitting, wrapped
from iotclass.write.word import legend, painted_class

MANY = 12
"""How many components are gone into, those in most doubt first; JSON has all."""
ROWS = 6
"""How many judgements are shown per component, those that matter most first."""
FEW = 4
"""How many changes are named where several would do the same."""


def doubt_text(
    doubt: Doubt,
    ranges: Sequence[ScenarioRanges],
    agreements: Sequence[Agreement],
    facts: Mapping[str, str],
    model: str,
    note: str = "",
) -> str:
    """A whole doubt, with `ranges` that say per scenario what other tables would give.

    `facts` are the questions of facts; `model` is how a command names it and its method.
    """
    assessment = doubt.assessment
    head = click.style(clean(assessment.system.title), bold=True)
    lines = [f"{head} · method {assessment.method.reference}", *([note] if note else [])]
    for scenario, other in zip(doubt.scenarios, ranges, strict=True):
        tables = by_tables(scenario.found, other, assessment, model)
        lines += ["", *_scenario(scenario, doubt, facts, tables)]
    lines += ["", *_agreed(agreements)] if agreements else []
    lines += ["", *legend(assessment.method, lines), "", *basis_line(assessment), "", *_next(doubt, model)]
    return "\n".join(lines) + "\n"


def _scenario(
    scenario: ScenarioDoubt, doubt: Doubt, facts: Mapping[str, str], tables: Sequence[str]
) -> list[str]:
    """One scenario; `tables` says what other tables would give."""
    found = scenario.found.scenario
    heading = (
        f"Scenario {found.id}" if found.title == found.id else f"Scenario {found.id}: {clean(found.title)}"
    )
    lines = [] if found.id == "base" else [click.style(line, bold=True) for line in wrapped(heading)]
    lines += [*_summary(scenario), "", *_table(scenario, doubt)]
    for id_, assessed in scenario.found.components.items():
        if scenario.components[id_] is None:
            text = f"{id_} is not assessed: {reason(assessed.outcome.final)}"
            lines += ["", *wrapped(text, "    ", "  ! ")]
    known = [one for one in scenario.components.values() if one is not None]
    if any(one.drawn for one in known) or scenario.drawn:
        lines += ["", *wrapped(_drawn_note(known), "    ", "  ! ")]
    shown = [one for one in known if len(one.shares) > 1 or one.wrong or one.meets not in {None, 1.0}]
    shown.sort(key=lambda one: (-one.entropy, len(one.shares) == 1))
    for one in shown[:MANY]:
        lines += ["", *_component(one, scenario.found.components[one.component])]
    if len(shown) > MANY:
        lines += ["", f"… and {len(shown) - MANY} components more (all of them: --format json)"]
    for text in tables:
        said = (
            f"Doubt about the method itself, by the levels as judged: {text.removeprefix(DOUBTED).strip()}."
        )
        lines += ["", *wrapped(said, "  ", "")]
    return [*lines, "", *_first(scenario, doubt, facts)]


def _summary(scenario: ScenarioDoubt) -> list[str]:
    """The scenario as a whole, in a sentence or two."""
    if scenario.shares is None or scenario.span is None:
        return wrapped("Not everything could be assessed, so nothing is said of the whole.")
    worst = ", ".join(f"{one} {ENGLISH.percent(share)}" for one, share in scenario.shares.items())
    lines = wrapped(f"Worst class: {worst}.", "  ", "")
    if scenario.all_met is None:
        return lines
    met = ENGLISH.percent(scenario.all_met)
    return [*wrapped(f"All requirements together are met with a probability of {met}.", "  ", ""), *lines]


def _table(scenario: ScenarioDoubt, doubt: Doubt) -> list[str]:
    known = scenario.components.values()
    classes = [one for one in SecurityClass if any(d and d.shares.get(one, 0) > 0 for d in known)]
    header = ["component", "requires", "chance", *map(str, classes), "likely"]
    header.append(f"credible {ENGLISH.percent(doubt.level)}")
    rows = [_row(id_, scenario, classes) for id_ in scenario.components]
    shown, cells, left = fitting(header, rows, [header[-1], header[-2], "requires", *map(str, classes)])
    letters = {place for place, name in enumerate(shown) if name in header[-2:]}

    def paint(cell: str, column: int) -> str:
        return painted_class(cell) if column in letters else cell

    lines = columns(shown, cells, paint)
    if left:
        lines += ["", *wrapped(f"No room on this terminal for: {', '.join(left)}.", "  ", "  ")]
    return lines


def _row(id_: str, scenario: ScenarioDoubt, classes: Sequence[SecurityClass]) -> list[str]:
    one, requires = scenario.components[id_], scenario.found.components[id_].component.requires
    required = str(requires.level) if requires else "–"
    if one is None:
        return [id_, required, "–", *("–" for _ in classes), "–", "–"]
    return [
        id_,
        required,
        "–" if one.meets is None else ENGLISH.percent(one.meets),
        *(ENGLISH.percent(one.shares[level]) if one.shares.get(level, 0) > 0 else "·" for level in classes),
        "/".join(map(str, one.likely)),
        str(one.credible),
    ]


def _drawn_note(known: Iterable[ComponentDoubt]) -> str:
    names = [one.component for one in known if one.drawn]
    what = f"of {', '.join(names[:FEW])}{', …' if len(names) > FEW else ''}" if names else "of the whole"
    return (
        f"too much hangs together for exact figures {what}: they are drawn ({DRAWS:,} draws, seed {SEED}), "
        f"each within {100 * ERROR:.2f} % with 99.9 % confidence"
    )


def _component(one: ComponentDoubt, assessed: ComponentAssessment) -> list[str]:
    """What the doubt of one component hangs on."""
    lines = wrapped(_said(one, assessed), "  ", "")
    lines[0] = lines[0].replace(one.component, click.style(one.component, bold=True), 1)
    matters = sorted(one.matters, key=lambda matter: -round(matter.gain, 12))
    shown = [matter for matter in matters if matter.gain > 1e-12][:ROWS]
    for number, matter in enumerate(shown, 1):
        lines += wrapped(_matter(matter, one), "     ", f"  {number}. ")
    idle = len(one.matters) - len(shown)
    if shown and idle:
        lines.append(f"  … and {idle} more that matter less, or not at all")
    return [*lines, *_flips(one)]


def _said(one: ComponentDoubt, assessed: ComponentAssessment) -> str:
    """How likely what is required is there; what keeps it from that for certain; who accepted it."""
    requires, accepted = assessed.component.requires, assessed.accepted
    if one.meets is None or requires is None:
        likely = " or ".join(map(str, one.likely))
        return f"{one.component}: no class is required; the most probable is {likely}."
    demands = [
        f"class {requires.level}",
        *([f"protection {requires.protection}"] if requires.protection else []),
    ]
    demands += [f"control {id_}" for id_ in requires.controls]
    text = f"{one.component}: {', '.join(demands)} is required and "
    if one.meets in {0.0, 1.0}:
        text += "met, whatever is found out" if one.meets == 1.0 else "not met, whatever is found out"
        lacks = [lack.text for lack in assessed.shortfalls if lack.what != "class"]
        text += f" ({'; '.join(lacks)})" if lacks and one.meets == 0.0 else ""
    else:
        text += f"met with a probability of {ENGLISH.percent(one.meets)}"
    if one.meets_bounds is not None and one.meets_bounds[0] < one.meets_bounds[1]:
        low, high = map(ENGLISH.percent, one.meets_bounds)
        text += f" (from {low} to {high}, whatever lies behind ranges, unknowns and what is partly there)"
    if accepted is not None:
        text += f"; accepted until {accepted.until} by {accepted.by}"
    return clean(f"{text}.")


def _matter(matter: Matter, one: ComponentDoubt) -> str:
    """What one unknown may be, and with which probability the requirement is met then."""
    unknown = matter.unknown
    cases = [
        f"{value_word(unknown, value)} ({ENGLISH.percent(weight)})"
        for value, weight in zip(unknown.values, unknown.weights, strict=True)
    ]
    if one.meets is not None:
        met = [ENGLISH.percent(share) for share in matter.influence.meets_if]
        cases = [f"{case}: met with {share}" for case, share in zip(cases, met, strict=True)]
    removes = ENGLISH.percent(matter.gain / one.entropy if one.entropy else 0.0)
    return f"{name(unknown)}: to know it would remove {removes} of this doubt. {'; '.join(cases)}."


def _flips(one: ComponentDoubt) -> list[str]:
    """What would change the class: one judgement in doubt, two together, one that is thought certain."""
    level, _ = one.standing
    found = []
    alone = [flip for matter in one.matters for flip in matter.flips]
    if alone:
        standing = f"With all at its most probable (of equals at the worst) it is {level}"
        found.append(f"{standing}. By itself would change that: {_listed(alone)}.")
    if one.pairs:
        found.append(f"Only together would change it: {_listed(one.pairs)}.")
    if one.pairs is None:
        found.append("Which two together would change the class was not looked for: too much is in doubt.")
    if one.wrong:
        found.append(f"Not in doubt, but if it were a level off: {_listed(one.wrong)}.")
    return [line for text in found for line in wrapped(text, "    ", "  ")]


def _listed(flips: Sequence[Flip]) -> str:
    """Changes with what they give, the first few."""
    texts = [f"{_changes(flip.changes)} → {_outcome(flip)}" for flip in flips[:FEW]]
    if len(flips) > FEW:
        texts.append(f"{len(flips) - FEW} more")
    return "; ".join(texts)


def _changes(changes: Iterable[tuple[Unknown, Hashable]]) -> str:
    return " and ".join(f"{name(unknown)}: {value_word(unknown, value)}" for unknown, value in changes)


def _outcome(flip: Flip) -> str:
    level, meets = flip.outcome
    return str(level) if meets is None else f"{level} ({'met' if meets else 'not met'})"


def _first(scenario: ScenarioDoubt, doubt: Doubt, facts: Mapping[str, str]) -> list[str]:
    """What to see to first: what no answer helps, then the one question worth answering first."""
    lines = [line for text in _hopeless(scenario) for line in wrapped(text, "  ", "")]
    first = scenario.first
    if first is None and scenario.entropy > 0:
        return [*lines, *wrapped("No single answer would make a verdict surer.")]
    if first is None:
        return [*lines, *wrapped("No verdict hangs on what is in doubt: no question is worth asking first.")]
    share = ENGLISH.percent(scenario.matters[0][1] / scenario.entropy)
    asked = question(first, doubt.assessment.method, doubt.assessment.content, facts)
    text = f"Ask first: {asked} The answer can be expected to remove {share} of all doubt ({first.at})."
    head, *rest = wrapped(text, "  ", "")
    return [*lines, head.replace("Ask first:", click.style("Ask first:", bold=True), 1), *rest]


def _hopeless(scenario: ScenarioDoubt) -> Iterator[str]:
    """What no answer helps: what could not be assessed, and what cannot be met."""
    lost = [id_ for id_, one in scenario.components.items() if one is None]
    if lost:
        named = ", ".join(lost[:FEW]) + (", …" if len(lost) > FEW else "")
        yield f"First say what is missing: without it nothing can be said of {named}."
    unmet = [
        f"{one.component} ({one.requires})" for one in scenario.components.values() if one and one.meets == 0
    ]
    if unmet:
        named = ", ".join(unmet[:FEW]) + (", …" if len(unmet) > FEW else "")
        yield f"No answer helps {named}: something has to be changed there."


def _agreed(agreements: Sequence[Agreement]) -> list[str]:
    """How far assessors agree, scale by scale."""
    lines = ["How far the assessors agree:"]
    for one in agreements:
        judged = "one thing" if one.things == 1 else f"{one.things} things"
        text = f"{one.scale}: {', '.join(one.assessors)} judged {judged}, {one.same} at the same level; "
        figure = "" if one.alpha is None else f"Krippendorff's alpha {one.alpha:.3f}, "
        lines += wrapped(f"{text}{figure}{words(one.alpha)}.", "    ", "  ")
    return lines


def _next(doubt: Doubt, model: str) -> list[str]:
    scenarios = doubt.scenarios
    in_doubt = [
        (scenario.found.scenario.id, one)
        for scenario in scenarios
        for one in scenario.components.values()
        if one is not None and one.meets is not None and 0 < one.meets < 1
    ]
    if not in_doubt:
        return [f"Next: what each class rests on: iotclass assess {model}"]
    scenario, _ = in_doubt[0]
    chosen = "" if scenario == "base" else f" --scenario {scenario}"
    return [f"Next: the cheapest way to be sure enough: iotclass plan {model}{chosen} --confidence 0.9"]
