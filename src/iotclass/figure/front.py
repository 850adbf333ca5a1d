"""What each amount of money buys: the plans that no other one beats in both cost and result, as SVG text.

Cost goes to the right, the result up; a step is what a further sum brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from iotclass.core.language import Language
from iotclass.core.palette import COLOURS, Colour
from iotclass.core.plan import Front, Point
from iotclass.core.report import Tone
from iotclass.core.resource import Resources
from iotclass.core.scale import SecurityClass
from iotclass.figure.chart import GRID, INNER, MARGIN, SMALL, TITLE, Label, label, picture
from iotclass.figure.label import escaped, stopped
from iotclass.figure.mark import BADGE, badge
from iotclass.figure.svg import DARK, GREY, PAPER

ROW = 38.0
"""No row is less high; every result has one of its own."""
SIDE = 70.0
"""How wide the names of results are."""
LONGEST = 170.0
"""No label of a point is wider: so much is free at the right of the scale."""
DOT = 4.0
"""How far a point reaches."""
COUNTED = 12
"""Up to so many requirements every number of them has a row; else those that a plan reaches."""
PLAIN = Colour(PAPER, DARK)


@dataclass(frozen=True, slots=True)
class _Results:
    """The results, the best first, each with its colour; which of them a point reaches."""

    named: Sequence[tuple[str, Colour]]
    row: Callable[[Point], int]
    beside: Callable[[Point], str]
    """What a point reaches in the other respect."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things stand: costs across, results down. Where nothing costs anything there is no scale."""

    left: float
    wide: float
    top: float
    most: float
    high: float

    def x(self, cost: float) -> float:
        """Where a cost stands."""
        return self.left + (self.wide * cost / self.most if self.most else 0.0)

    def y(self, row: int) -> float:
        """Where a result stands."""
        return self.top + self.high * row + BADGE / 2


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a point: its cost, and the rest."""

    cost: Label
    rest: Label

    @property
    def high(self) -> float:
        """How high it is."""
        return self.cost.high + self.rest.high

    @property
    def words(self) -> str:
        """All of it."""
        return f"{''.join(self.cost.lines)}, {''.join(self.rest.lines)}"


def front_by_class(front: Front, resources: Resources, language: Language) -> str:
    """Cost against the class of the scenario as a whole."""
    named = [(language.of(level), COLOURS[Tone[str(level)]]) for level in SecurityClass]

    def row(point: Point) -> int:
        return len(named) - 1 if point.level is None else point.level.rank

    results = _Results(named, row, lambda point: _met(point, front, language))
    title = language("What each class costs")
    return _drawn("front-class", title, results, front.by_class, front, resources, language)


def front_by_met(front: Front, resources: Resources, language: Language) -> str:
    """Cost against how many requirements are met."""
    counts = {one.met for one in front.by_met} | {front.required}
    if front.required <= COUNTED:
        counts |= set(range(front.required + 1))
    ordered = sorted(counts, reverse=True)
    named = [(language("{met} of {required}", met=met, required=front.required), PLAIN) for met in ordered]

    def beside(point: Point) -> str:
        return language("worst class {level}", level=point.level) if point.level else ""

    results = _Results(named, lambda point: ordered.index(point.met), beside)
    title = language("What it costs to meet what is required")
    return _drawn("front-met", title, results, front.by_met, front, resources, language)


def _met(point: Point, front: Front, language: Language) -> str:
    return language("{met} of {required} requirements met", met=point.met, required=front.required)


def _drawn(
    kind: str,
    title: str,
    results: _Results,
    points: Sequence[Point],
    front: Front,
    resources: Resources,
    language: Language,
) -> str:
    heading, about = label(title, size=TITLE, bold=True), label(front.title, most=2)
    top = MARGIN + heading.high + 3
    drawn = [about.below(MARGIN, top, ink=GREY)]
    whole = next((one for one in points if one.met == front.required), None)
    said = [_said(one, results, resources, language, whole=one is whole) for one in points]
    high = max([ROW, *(one.high + BADGE / 2 + DOT * 2 for one in said)])
    most = max([one.cost for one in points], default=0.0)
    plot = _Plot(MARGIN + SIDE, INNER - SIDE - LONGEST, top + about.high + 14, most, high)
    bottom = plot.top + high * len(results.named)
    if most:
        drawn += _scale(plot, bottom, resources, language)
    for number, (name, colour) in enumerate(results.named):
        drawn.append(badge(name, MARGIN, plot.y(number), colour))
    drawn += _steps(plot, results, points)
    words = [stopped(front.title)]
    for one, found in zip(points, said, strict=True):
        drawn += _point(one, found, results, plot, whole=one is whole)
        words.append(f"{results.named[results.row(one)][0]}: {found.words}.")
    bottom += SMALL * 2
    for note in _notes(points, front, resources, language):
        shown = label(note)
        drawn.append(shown.below(MARGIN, bottom, ink=GREY))
        bottom += shown.high + 3
        words.append(note)
    return picture(kind, heading, " ".join(words), bottom + MARGIN, drawn)


def _notes(points: Sequence[Point], front: Front, resources: Resources, language: Language) -> Iterator[str]:
    """What the picture rests on, and what is not on it."""
    if not points:
        yield language("No plan was found.")
    elif not points[-1].cost and not front.late and points[-1].proved:
        yield language("Nothing that the model allows to change reaches more.")
    elif not front.late and all(one.proved for one in points):
        yield language(
            "Costs are over {years} years. No other plan beats one of these in both.", years=resources.years
        )
    else:
        yield language("Costs are over {years} years.", years=resources.years)
    yield from (language.of(note) for note in front.notes)


def _money(amount: float, resources: Resources, language: Language) -> str:
    return f"{language.number(amount)} {resources.currency}"


def _said(point: Point, results: _Results, resources: Resources, language: Language, *, whole: bool) -> _Said:
    """What is said of a point: its cost, then how many changes it takes, what else it reaches."""
    changes = language.many("{count} change", "{count} changes", len(point.changes))
    rest = [language("meets all that is required") if whole else results.beside(point), changes]
    rest += [] if point.proved else [language("not proved: time ran out")]
    cost = label(_money(point.cost, resources, language), LONGEST, bold=whole)
    return _Said(cost, label(", ".join(one for one in rest if one), LONGEST, size=SMALL))


def _scale(plot: _Plot, bottom: float, resources: Resources, language: Language) -> list[str]:
    """The scale of costs: lines, and what they stand for below them."""
    step = 10.0 ** floor(log10(plot.most))
    step = max(
        1.0, next(step * factor for factor in (0.2, 0.5, 1.0, 2.0) if plot.most / (step * factor) <= 5)
    )
    drawn = []
    for number in range(int(plot.most / step) + 1):
        x = plot.x(number * step)
        line = f"M{x:.1f} {plot.top - 6:.1f}V{bottom:.1f}"
        drawn.append(f'<path d="{line}" stroke="{GRID}" stroke-width="0.7"/>')
        shown = label(_money(number * step, resources, language), size=SMALL)
        drawn.append(shown.below(x, bottom + 2, anchor="middle", ink=GREY))
    return drawn


def _steps(plot: _Plot, results: _Results, points: Sequence[Point]) -> list[str]:
    """The line from point to point: along what a sum buys, up where a further one buys more."""
    if not points:
        return []
    first, *others = points
    if not plot.most:
        return []
    way = f"M{plot.x(first.cost):.1f} {plot.y(results.row(first)):.1f}"
    for one in others:
        way += f"H{plot.x(one.cost):.1f}V{plot.y(results.row(one)):.1f}"
    way += f"H{plot.left + plot.wide + DOT * 3:.1f}"
    return [f'<path class="steps" d="{way}" fill="none" stroke="{DARK}" stroke-width="1.4"/>']


def _point(point: Point, said: _Said, results: _Results, plot: _Plot, *, whole: bool) -> list[str]:
    """A point, and below the line what is said of it: filled where it is proved, ringed where it meets all.

    What is said has paper behind it, where lines of the scale would cross it.
    """
    x, y = plot.x(point.cost), plot.y(results.row(point))
    fill = DARK if point.proved else PAPER
    ring = f'<circle class="all" cx="{x:.1f}" cy="{y:.1f}" r="{DOT + 3.5}" fill="none" stroke="{DARK}"/>'
    wide = max(said.cost.wide, said.rest.wide) + 2
    place = f'x="{x + 8:.1f}" y="{y + DOT:.1f}" width="{wide:.1f}" height="{said.high:.1f}"'
    return [
        f'<g class="point"><title>{escaped(said.words)}</title>',
        f'<rect {place} fill="{PAPER}"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{fill}" stroke="{DARK}" stroke-width="1.4"/>',
        *([ring] if whole else []),
        said.cost.below(x + 9, y + DOT),
        said.rest.below(x + 9, y + DOT + said.cost.high, ink=GREY),
        "</g>",
    ]
