"""The method's two tables with the components in their cells (paper, Tables I and II), as SVG text.

With two scenarios arrows lead from where a component is in the first to where it is in the second. What is
in doubt stands at both ends, joined.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.finding import Finding
from iotclass.core.language import Language
from iotclass.core.level import Level
from iotclass.core.method import BelowP1, Method
from iotclass.core.name import Naming, naming
from iotclass.core.palette import COLOURS, Colour
from iotclass.core.report import Tone
from iotclass.core.scale import Connectivity, Exposure, Impact, Protection, scale_name
from iotclass.core.table import Origin, Row
from iotclass.figure.board import Board, Box, Join, Look, board, box_sample, join_sample
from iotclass.figure.chart import MARGIN, TITLE, Sample, label, legend, mark_sample, picture
from iotclass.figure.label import cleaned, stopped
from iotclass.figure.route import Cell
from iotclass.figure.svg import GREY

EXPOSURES = {
    Exposure.E1: Colour("#f3effa", "#111111"),
    Exposure.E2: Colour("#d6c9ec", "#111111"),
    Exposure.E3: Colour("#b095d8", "#111111"),
    Exposure.E4: Colour("#8055bb", "#ffffff"),
    Exposure.E5: Colour("#4b2485", "#ffffff"),
}
"""Per exposure its colour: ever darker, and no colour of a class."""
MARKS = {Origin.DERIVED: "′", Origin.INFERRED: "?", Origin.OURS: "+", Origin.ATTESTED: "*"}
"""What stands after the outcome of a cell that the source does not give."""
LISTED, LINES = (4, 2), (5, 2)
"""So many names are listed in a box, in so many lines are more of them counted; fewer in a crowd."""
CROWD = 60
"""More components are a crowd."""
ARROWS = 14
"""How many lines between boxes are drawn, those of most components first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where components stand: in which scenarios (by number), at which end of what is in doubt, the row."""

    scenarios: tuple[int, ...]
    row: Row
    end: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """One of the two tables: its levels down and across, and the finding that says where a component is."""

    name: str
    down: tuple[Level, ...]
    across: tuple[Level, ...]
    of: Callable[[ComponentAssessment], Finding]
    colour: Callable[[Level], Colour]

    def has(self, row: Row) -> bool:
        """Whether a row of the table is shown."""
        return set(row.case) <= {*self.down, *self.across}

    def cell(self, row: Row) -> Cell:
        """The cell of a row of the table."""
        down = next(level for level in row.case if level in self.down)
        across = next(level for level in row.case if level in self.across)
        return self.down.index(down), self.across.index(across)


Scenarios = Sequence[ScenarioAssessment]
Groups = Mapping[tuple[Spot, ...], Sequence[str]]
"""The ids of the components that stand at the same spots in all scenarios."""


def exposure_matrix(method: Method, scenarios: Scenarios, language: Language) -> str:
    """Exposure by connectivity and protection (paper, Table II), with the components of a scenario or two.

    The protection is that in effect. The level below P1 is there where the method knows it or a component
    is at it.
    """
    parts = [one for scenario in scenarios for one in scenario.components.values()]
    levels = {level for one in parts for _, row in one.outcome.exposure.rows for level in row.case}
    whole = method.below_p1 is BelowP1.UNPROTECTED or Protection.UNPROTECTED in levels
    table = _Table(
        "exposure",
        tuple(Protection)[0 if whole else 1 :],
        tuple(Connectivity),
        lambda one: one.outcome.exposure,
        lambda level: EXPOSURES[Exposure(level.value)],
    )
    return _drawn(table, language("Exposure of the components"), method, scenarios, language)


def class_matrix(method: Method, scenarios: Scenarios, language: Language) -> str:
    """The class by impact and exposure (paper, Table I), with the components of a scenario or two.

    A component that is no better than what it relies on stands where it would be by itself, and says so.
    """
    table = _Table(
        "class",
        tuple(reversed(Impact)),
        tuple(Exposure),
        lambda one: one.outcome.uncapped,
        lambda level: COLOURS[Tone[str(level)]],
    )
    return _drawn(table, language("Classes of the components"), method, scenarios, language)


def _drawn(table: _Table, title: str, method: Method, scenarios: Scenarios, language: Language) -> str:
    """The whole picture: the table, the components in it, what marks mean, what is not in it."""
    heading = label(title, size=TITLE, bold=True)
    about = label(" → ".join(cleaned(one.scenario.title) for one in scenarios), most=2)
    called = naming(scenarios)
    groups, missing = _groups(table, scenarios, called)
    boxes, joins, left = _boxes(table, groups, scenarios, called, language)
    top = MARGIN + heading.high + 3
    rows = [one for one in method.tables[table.name].rows.values() if table.has(one)]
    bottom, drawn = board(_board(table, rows, method, language), boxes, joins, top + about.high + 12)
    samples = _samples({one.origin for one in rows}, boxes, joins, scenarios, language)
    bottom, lines = legend(samples, bottom + 4)
    words, said = _words(groups, scenarios, called, language), []
    if left:
        said.append(
            language.many(
                "One more line between boxes is not drawn.",
                "{count} more lines between boxes are not drawn.",
                left,
            )
        )
    if missing:
        said.append(language("Not assessed: {names}.", names=", ".join(missing)))
    for one in said:
        note = label(one, most=4)
        lines.append(note.below(MARGIN, bottom + 6))
        bottom += note.high + 6
    head = about.below(MARGIN, top, ink=GREY)
    titles = stopped(" → ".join(one.scenario.title for one in scenarios))
    described = " ".join([titles, *words, *said])
    return picture(f"{table.name}-matrix", heading, described, bottom + MARGIN, [head, *drawn, *lines])


def _board(table: _Table, rows: Sequence[Row], method: Method, language: Language) -> Board:
    """The table itself, each cell with its outcome and the mark of where that comes from."""

    def named(levels: Sequence[Level]) -> list[tuple[str, str]]:
        return [(language.of(one), language.of(method.words[one].title)) for one in levels]

    sides = [language.of(method.scale_titles[scale_name(type(one[0]))]) for one in (table.down, table.across)]
    rows = [
        row
        for row in method.tables[table.name].rows.values()
        if set(row.case) <= {*table.down, *table.across}
    ]
    cells = {
        table.cell(row): (f"{language.of(row.outcome)}{MARKS.get(row.origin, '')}", table.colour(row.outcome))
        for row in rows
    }
    return Board((sides[0], sides[1]), named(table.down), named(table.across), cells)


def _groups(table: _Table, scenarios: Scenarios, called: Naming) -> tuple[Groups, list[str]]:
    """The components by where they stand, and the names of those that were not assessed."""
    groups: dict[tuple[Spot, ...], list[str]] = {}
    missing: dict[str, None] = {}
    for id_ in dict.fromkeys(id_ for one in scenarios for id_ in one.components):
        found = [one.components.get(id_) for one in scenarios]
        rows = [tuple(row for _, row in table.of(one).rows) if one else () for one in found]
        for one, own in zip(found, rows, strict=True):
            if one is not None and not own:
                missing[cleaned(called.component(id_))] = None
        if len(rows) == 2 and rows[0] == rows[1]:
            spots = _spots((0, 1), rows[0])
        else:
            spots = [spot for number, own in enumerate(rows) for spot in _spots((number,), own)]
        if spots:
            groups.setdefault(tuple(spots), []).append(id_)
    return groups, list(missing)


def _spots(scenarios: tuple[int, ...], rows: tuple[Row, ...]) -> list[Spot]:
    if len(rows) < 2:
        return [Spot(scenarios, row) for row in rows]
    return [Spot(scenarios, rows[0], "best"), Spot(scenarios, rows[1], "worst")]


Key = tuple[Cell, Look, str, int]
"""What tells boxes apart: cell, look, what stands above the names, and the group where it has lines."""


def _boxes(
    table: _Table, groups: Groups, scenarios: Scenarios, called: Naming, language: Language
) -> tuple[list[Box], list[Join], int]:
    """The boxes, the lines between them that are drawn, and how many are not.

    A group has a box of its own at every spot where it has a line; those without lines share boxes.
    """
    many = [len(ids) for ids in groups.values()]
    lines = [(number, one) for number, spots in enumerate(groups) for one in _lines(table, spots)]
    lines.sort(key=lambda one: (-many[one[0]], one[1][2]))
    joined = {(number, end) for number, (start, last, _) in lines[:ARROWS] for end in (start, last)}
    names: dict[Key, list[str]] = {}
    keys: dict[tuple[int, Spot], Key] = {}
    for number, (spots, ids) in enumerate(groups.items()):
        for spot in spots:
            own = number if (number, spot) in joined else -1
            key = keys[number, spot] = (table.cell(spot.row), _look(spot, scenarios), spot.end, own)
            last = scenarios[spot.scenarios[-1]]
            shown = [_name(table, last.components[id_], called, language) for id_ in ids]
            names.setdefault(key, []).extend(shown)
    order = {key: at for at, key in enumerate(names)}
    joins = [
        Join(order[keys[number, start]], order[keys[number, last]], doubt=doubt)
        for number, (start, last, doubt) in lines[:ARROWS]
    ]
    crowd = sum(many) > CROWD
    boxes = [_box(key, found, language, crowd=crowd) for key, found in names.items()]
    return boxes, joins, len(lines) - len(joins)


def _lines(table: _Table, spots: Sequence[Spot]) -> Iterator[tuple[Spot, Spot, bool]]:
    """The lines between the spots of a group: where it moves, and from its best to its worst."""
    for start, last in combinations(spots, 2):
        doubt = start.scenarios == last.scenarios
        if (doubt or "best" not in {start.end, last.end}) and table.cell(start.row) != table.cell(last.row):
            yield start, last, doubt


def _look(spot: Spot, scenarios: Scenarios) -> Look:
    if len(scenarios) < 2:
        return Look.PLAIN
    return Look.SAME if len(spot.scenarios) == 2 else (Look.BEFORE, Look.PLAIN)[spot.scenarios[0]]


def _box(key: Key, names: Sequence[str], language: Language, *, crowd: bool) -> Box:
    """A box with the names in it: each in a line of its own, or counted where they are many."""
    cell, look, end, _ = key
    note = {"": "", "best": language("at best"), "worst": language("at worst")}[end]
    tip = ", ".join(names)
    if len(names) <= LISTED[crowd]:
        return Box(cell, tuple(names), tip, look, note)
    many = language.many("{count} component: {names}", "{count} components: {names}", len(names), names=tip)
    return Box(cell, (many,), tip, look, note, LINES[crowd])


def _name(table: _Table, one: ComponentAssessment, called: Naming, language: Language) -> str:
    """What a component is called, and where that differs the class that it gets by what it relies on."""
    name = cleaned(called.component(one.id))
    if table.name != "class" or one.capped_by is None:
        return name
    level, provider = one.outcome.final.level, cleaned(called.component(one.capped_by))
    return language("{name}: {level}, relying on {provider}", name=name, level=level, provider=provider)


def _samples(
    origins: Collection[Origin],
    boxes: Sequence[Box],
    joins: Sequence[Join],
    scenarios: Scenarios,
    language: Language,
) -> Iterator[Sample]:
    """What in the picture needs explaining."""
    names = [cleaned(one.scenario.title) for one in scenarios]
    looks = {one.look for one in boxes}
    if len(scenarios) == 2:
        said = {
            Look.BEFORE: language("in “{scenario}”", scenario=names[0]),
            Look.PLAIN: language("in “{scenario}”", scenario=names[1]),
            Look.SAME: language("in both"),
        }
        yield from (box_sample(look, words) for look, words in said.items() if look in looks)
    if any(not one.doubt for one in joins):
        yield join_sample(language("from the one to the other"), doubt=False)
    if any(one.doubt for one in joins):
        yield join_sample(language("in doubt: from its best to its worst"), doubt=True)
    marks = {
        Origin.DERIVED: language("derived from what the source says"),
        Origin.INFERRED: language("inferred by a rule"),
        Origin.OURS: language("ours"),
        Origin.ATTESTED: language("by a clause of a document"),
    }
    for origin, words in marks.items():
        if origin in origins:
            yield mark_sample(MARKS[origin], words)
    if marks.keys() & set(origins) and Origin.GIVEN in origins:
        yield mark_sample("", language("without a mark: given by the source"))


def _words(groups: Groups, scenarios: Scenarios, called: Naming, language: Language) -> Iterator[str]:
    """Where all components stand, in words."""
    for spots, ids in groups.items():
        parts = []
        for own in dict.fromkeys(spot.scenarios for spot in spots):
            ends = [_gives(spot, language) for spot in spots if spot.scenarios == own]
            said = (
                ends[0] if len(ends) == 1 else language("from {best} to {worst}", best=ends[0], worst=ends[1])
            )
            alone = len(scenarios) == 2 and len(own) == 1
            title = cleaned(scenarios[own[0]].scenario.title)
            parts.append(language("in “{scenario}” {place}", scenario=title, place=said) if alone else said)
        names = ", ".join(cleaned(called.component(id_)) for id_ in ids)
        yield f"{names}: {'; '.join(parts)}."


def _gives(spot: Spot, language: Language) -> str:
    case = ", ".join(language.of(level) for level in spot.row.case)
    return language("{levels}: {outcome}", levels=case, outcome=spot.row.outcome)
