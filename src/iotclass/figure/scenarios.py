"""Scenarios side by side: per component its class in each, what is required, the verdict, as SVG text.

As in the paper's Tables III to VI. What changed a class stands below it; the scenario to choose is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.compare import NAMES, Comparison, Moved, rank
from iotclass.core.language import Language
from iotclass.core.level import Level, Span
from iotclass.core.name import Naming, naming
from iotclass.core.palette import COLOURS, class_tone
from iotclass.core.verdict import Verdict
from iotclass.figure.chart import INNER, MARGIN, SIZE, SMALL, TITLE, WIDE, Label, label, picture
from iotclass.figure.label import cleaned, escaped
from iotclass.figure.mark import BADGE, SIGN, Sign, badge, badge_wide, sign
from iotclass.figure.svg import DARK, GREY

SCENARIOS, COMPONENTS = 8, 40
"""So many scenarios and components are shown at most."""
NAME, NARROW = 150.0, 118.0
"""How wide the column of names is, beside few scenarios and beside many."""
MANY = 5
"""More scenarios are many: their columns are narrow, their text is small."""
PAD, GAP = 6.0, 6.0
"""Air beside and above what is in a cell."""
RULE, CHOSEN = "#bbbbbb", "#eef3f9"
"""The colour of lines, and the ground of the scenario to choose; words say that too."""
SIGNS = {
    Verdict.MET: Sign.YES,
    Verdict.NOT_MET: Sign.NO,
    Verdict.OPEN: Sign.OPEN,
    Verdict.NOT_ASSESSED: Sign.OPEN,
    Verdict.NO_REQUIREMENT: Sign.NONE,
    Verdict.ACCEPTED: Sign.ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A component in a scenario: its class, whether that will do, and what else there is to say."""

    level: Span[Level] | None
    shown: str
    demand: Label
    verdict: Verdict | None
    said: Label
    notes: tuple[Label, ...]
    words: str

    @property
    def high(self) -> float:
        """How high it is."""
        first = max(BADGE if self.shown else 0.0, self.demand.high)
        return first + 3 + self.said.high + sum(one.high + 2 for one in self.notes)


def scenarios_svg(comparison: Comparison, language: Language) -> str:
    """The scenarios of a comparison as SVG: a column for each, a row for each component.

    Of many scenarios the best are shown, of many components those that differ or fall short; the picture
    says what it leaves out.
    """
    heading = label(language("Scenarios compared"), size=TITLE, bold=True)
    scenarios, ids = _scenarios(comparison), _components(comparison)
    moved = {(one.component, one.after): one for one in comparison.moved}
    called = naming(comparison.assessment.scenarios)
    names = NAME if len(scenarios) <= MANY else NARROW
    wide = (INNER - names) / len(scenarios)
    top = MARGIN + heading.high + 10
    heads = [_head(one, comparison, wide - 2 * PAD, language) for one in scenarios]
    y = top + max(sum(part.high for part in head) + BADGE + 4 for head in heads) + 2 * GAP
    drawn, words = [], [_standing(one, comparison, language) for one in scenarios]
    for id_ in ids:
        found = [one.components.get(id_) for one in scenarios]
        cells = [
            _cell(one, moved.get((id_, scenario.scenario.id)), wide - 2 * PAD, called, language)
            for one, scenario in zip(found, scenarios, strict=True)
        ]
        name = cleaned(called.component(id_))
        high = max(label(name, names - PAD, most=3).high, *(cell.high for cell in cells)) + 2 * GAP
        drawn += _row(name, cells, y, (names, wide))
        words.append(f"{name}: {'; '.join(cell.words for cell in cells)}.")
        y += high
    ground = [
        _ground(MARGIN + names + number * wide, top, wide, y - top)
        for number, one in enumerate(scenarios)
        if one.scenario.id == comparison.choice
    ]
    for number, (one, head) in enumerate(zip(scenarios, heads, strict=True)):
        drawn += _titled(one, head, MARGIN + names + number * wide + PAD, top + GAP, language)
    for said in _left_out(comparison, len(scenarios), len(ids), language):
        note = label(said)
        drawn.append(note.below(MARGIN, y + 6, ink=GREY))
        words.append(said)
        y += note.high + 6
    return picture("scenarios", heading, " ".join(words), y + MARGIN, [*ground, *drawn])


def _scenarios(comparison: Comparison) -> list[ScenarioAssessment]:
    """The scenarios that are shown, in their order: the first and the best where they are too many."""
    found = comparison.assessment.scenarios
    always = {comparison.choice, found[0].scenario.id}
    best = sorted(found, key=lambda one: (one.scenario.id not in always, rank(one)))[:SCENARIOS]
    return [one for one in found if one in best]


def _components(comparison: Comparison) -> list[str]:
    """The components that are shown, in their order: where they are too many, what differs or falls short."""
    scenarios = comparison.assessment.scenarios
    ids = dict.fromkeys(id_ for one in scenarios for id_ in one.components)
    moved = {one.component for one in comparison.moved}
    fine = {Verdict.MET, Verdict.NO_REQUIREMENT}

    def dull(id_: str) -> bool:
        found = [one.components[id_] for one in scenarios if id_ in one.components]
        everywhere = len(found) == len(scenarios) and id_ not in moved
        return everywhere and all(one.verdict in fine for one in found)

    kept = set(sorted(ids, key=dull)[:COMPONENTS])
    return [id_ for id_ in ids if id_ in kept]


def _left_out(comparison: Comparison, scenarios: int, components: int, language: Language) -> Iterator[str]:
    """What changes are measured against, what nothing is marked for, what the picture leaves out."""
    found = comparison.assessment.scenarios
    count = len({id_ for one in found for id_ in one.components})
    if comparison.moved:
        first = cleaned(found[0].scenario.title)
        yield language("What changed is what differs from “{scenario}”.", scenario=first)
    if len(found) > 1 and comparison.choice is None:
        yield language("No scenario is marked, as none is surely the best.")
    if scenarios < len(found):
        yield language(
            "{shown} of {count} scenarios are shown, the first and the best.",
            shown=scenarios,
            count=len(found),
        )
    if components < count:
        yield language(
            "{shown} of {count} components are shown, first those that differ or fall short.",
            shown=components,
            count=count,
        )


def _head(
    scenario: ScenarioAssessment, comparison: Comparison, limit: float, language: Language
) -> list[Label]:
    """The title of a scenario, how much of what is required it meets, whether to choose it."""
    said = [
        label(scenario.scenario.title, limit, bold=True, most=4),
        label(_met(scenario, language), limit, size=SMALL),
    ]
    if scenario.scenario.id == comparison.choice and len(comparison.assessment.scenarios) > 1:
        said.append(label(_chosen(scenario, language), limit, size=SMALL, bold=True))
    return said


def _met(scenario: ScenarioAssessment, language: Language) -> str:
    return language("{met} of {required} met", met=scenario.met, required=scenario.required)


def _chosen(scenario: ScenarioAssessment, language: Language) -> str:
    return language("to choose") if scenario.met == scenario.required else language("comes nearest")


def _standing(scenario: ScenarioAssessment, comparison: Comparison, language: Language) -> str:
    """A scenario as a whole, in words."""
    chosen = scenario.scenario.id == comparison.choice and len(comparison.assessment.scenarios) > 1
    parts = [
        _met(scenario, language),
        language("worst class {level}", level=_level(scenario.level, language)),
    ]
    parts += [_chosen(scenario, language)] if chosen else []
    return f"{cleaned(scenario.scenario.title)}: {'; '.join(parts)}."


def _level(span: Span[Level] | None, language: Language) -> str:
    return language("not assessed") if span is None else language.of(span)


def _titled(
    scenario: ScenarioAssessment, head: Sequence[Label], x: float, top: float, language: Language
) -> list[str]:
    """The head of a column, its worst class below it."""
    drawn, y = [], top
    for number, said in enumerate(head):
        drawn.append(said.below(x, y, ink=GREY if number == 1 else DARK))
        y += said.high
    span = scenario.level
    shown = "–" if span is None else language.of(span)
    said = label(language("worst"), size=SMALL)
    middle = y + 4 + BADGE / 2
    return [
        *drawn,
        badge(shown, x, middle, COLOURS[class_tone(span)]),
        said.beside(x + badge_wide(shown) + 4, middle, ink=GREY),
    ]


def _cell(
    one: ComponentAssessment | None, moved: Moved | None, limit: float, called: Naming, language: Language
) -> _Cell:
    """A component in a scenario; None where the scenario does not have it."""
    if one is None:
        gone = language("not there")
        return _Cell(None, "", label("", size=SMALL), None, label(gone, limit), (), gone)
    span, requires = one.outcome.final.level, one.component.requires
    shown = "–" if span is None else language.of(span)
    demand = language("requires {level}", level=requires.level) if requires else ""
    notes = [_changed(moved, language)] if moved else []
    if one.capped_by is not None:
        provider = cleaned(called.component(one.capped_by))
        notes.append(language("no better than {provider}, on which it relies", provider=provider))
    verdict = language.of(one.verdict.value)
    words = ", ".join(part for part in (_level(span, language), demand, verdict, *notes) if part)
    asked = label(demand, size=SMALL)
    if asked.wide > limit - badge_wide(shown) - 5:
        asked, notes = label("", size=SMALL), [demand, *notes]
    small = tuple(label(note, limit, size=SMALL, most=4) for note in notes)
    said = label(verdict, limit - SIGN - 4, size=SIZE if limit > NARROW - 2 * PAD else SMALL)
    return _Cell(span, shown, asked, one.verdict, said, small, words)


def _changed(moved: Moved, language: Language) -> str:
    """What a class was in the first scenario, and which inputs changed it."""
    was, now = _level(moved.was, language), _level(moved.now, language)
    sets = [" + ".join(language.of(NAMES[field]) for field in fields) for fields in moved.by]
    if not sets:
        return language("{was} → {now}", was=was, now=now)
    inputs = f" {language('or')} ".join(sets)
    return language("{was} → {now}: {inputs}", was=was, now=now, inputs=inputs)


def _ground(x: float, top: float, wide: float, high: float) -> str:
    place = f'x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f'<rect class="chosen" {place} rx="4" fill="{CHOSEN}" stroke="{DARK}" stroke-width="0.9"/>'


def _row(name: str, cells: Sequence[_Cell], top: float, columns: tuple[float, float]) -> list[str]:
    """A row with a line above it; `columns` is how wide that of names and each other one is."""
    names, wide = columns
    rule = f'<path d="M{MARGIN} {top:.1f}H{WIDE - MARGIN:.1f}" stroke="{RULE}" stroke-width="0.6"/>'
    said = label(name, names - PAD, most=3)
    drawn = [rule, f'<g class="row"><title>{escaped(name)}</title>', said.below(MARGIN, top + GAP)]
    for number, cell in enumerate(cells):
        drawn += _drawn(cell, MARGIN + names + number * wide + PAD, top + GAP)
    return [*drawn, "</g>"]


def _drawn(cell: _Cell, x: float, top: float) -> list[str]:
    if cell.verdict is None:
        return [cell.said.below(x, top, ink=GREY)]
    first = max(BADGE, cell.demand.high)
    drawn = [badge(cell.shown, x, top + first / 2, COLOURS[class_tone(cell.level)])]
    if cell.demand.wide:
        drawn.append(cell.demand.beside(x + badge_wide(cell.shown) + 5, top + first / 2, ink=GREY))
    y = top + first + 3
    drawn.append(sign(SIGNS[cell.verdict], x, y + cell.said.size * 0.6))
    drawn.append(cell.said.below(x + SIGN + 4, y))
    y += cell.said.high
    for note in cell.notes:
        drawn.append(note.below(x, y + 2, ink=GREY))
        y += note.high + 2
    return drawn
