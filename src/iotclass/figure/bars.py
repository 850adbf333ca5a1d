"""Bars: how probable each class is, per component and for the whole scenario, as SVG text.

Letters, their order and words say all of it without colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iotclass.core.language import ENGLISH, Language
from iotclass.core.palette import COLOURS as TONES
from iotclass.core.report import Tone
from iotclass.core.scale import SecurityClass
from iotclass.figure.chart import (
    INNER,
    MARGIN,
    SAME,
    SIZE,
    SMALL,
    TITLE,
    WIDE,
    Label,
    grid,
    label,
    picture,
)
from iotclass.figure.label import cleaned, escaped, width
from iotclass.figure.svg import DARK, GREY, PAPER

COLOURS = {one: (TONES[Tone[one.name]].fill, TONES[Tone[one.name]].ink) for one in SecurityClass}
"""Per class its colour, and the one of text on it."""
EDGE = "#777777"
THICK, THICKER = 20.0, 26.0
"""How high the bar of a component is, and that of the whole."""
BRACKET = 7.0
"""The room below a bar for the bracket of what is required."""
GAP = 9.0
"""From row to row."""
PAD = 12.0
"""From column to column."""
LONGEST = 190.0
"""No label of a row is wider."""
CHIP = 13.0
"""The side of a square that stands for a class."""
WITHIN = 9.0
"""The size of text within bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How probable each class of a component is, what is required of it and how probably that is met.

    No shares: not assessed.
    """

    label: str
    shares: Mapping[SecurityClass, float]
    requires: SecurityClass | None
    meets: float | None
    whole: bool = False
    """Whether it is the scenario as a whole, which stands apart."""

    @property
    def parts(self) -> dict[SecurityClass, float]:
        """The shares that there are, of a sum of one, the best class first."""
        held = {one: self.shares.get(one, 0.0) for one in SecurityClass}
        total = sum(held.values())
        return {one: share / total for one, share in held.items() if share > 0}

    @property
    def likely(self) -> list[SecurityClass]:
        """The most probable class, or several that are equally so."""
        parts = self.parts
        most = max(parts.values(), default=0.0)
        return [one for one, share in parts.items() if share >= most - SAME]

    def demand(self, language: Language) -> str:
        """What is required and how probably it is met, in words."""
        met = "" if self.meets is None else language.percent(self.meets)
        if self.requires is None:
            return (
                language("all requirements met with {share}", share=met)
                if met
                else language("nothing required")
            )
        if not met:
            return language("requires {level}", level=self.requires)
        return language("requires {level}: met with {share}", level=self.requires, share=met)

    def words(self, language: Language) -> str:
        """All of it in words."""
        name, demand = cleaned(self.label), self.demand(language)
        if not self.parts:
            return language("{name}: not assessed; {demand}", name=name, demand=demand)
        parts = ", ".join(f"{one} {language.percent(share)}" for one, share in self.parts.items())
        likely = ", ".join(map(str, self.likely))
        return language(
            "{name}: {shares}; most probable: {classes}; {demand}",
            name=name,
            shares=parts,
            classes=likely,
            demand=demand,
        )


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns start; labels end at `names`."""

    names: float
    bars: float
    wide: float
    likely: float
    demands: float


def bars_svg(title: str, rows: Sequence[Bar], *, language: Language = ENGLISH) -> str:
    """The distribution of classes of every row as SVG: the whole first, then the others in their order."""
    heading = label(title, size=TITLE, bold=True)
    top = MARGIN + heading.high + 12
    if not rows:
        nothing = label(language("There is nothing to show."))
        drawn = [nothing.below(MARGIN, top)]
        return picture("bars", heading, "".join(nothing.lines), top + nothing.high + MARGIN, drawn)
    ordered = sorted(rows, key=lambda row: not row.whole)
    names = [label(row.label, LONGEST, bold=row.whole) for row in ordered]
    columns = _columns(ordered, names, language)
    lines, start = [], top + CHIP + 34
    y = start + 6
    for before, row, name in zip([None, *ordered], ordered, names, strict=False):
        if before and before.whole and not row.whole:
            rule = f"M{MARGIN} {y:.1f}H{WIDE - MARGIN:.1f}"
            lines.append(f'<path d="{rule}" stroke="{EDGE}" stroke-width="0.7"/>')
            y += GAP
        above, below = _halves(row, name)
        lines += _row(row, name, columns, y + above, language)
        y += above + below + GAP
    bottom, head = y - GAP + 4, label(language("most probable"), size=SMALL)
    drawn = [
        *_legend(top, language, brackets=any(row.requires and row.parts for row in rows)),
        head.below(columns.likely, start - head.high - 1, ink=GREY),
        *grid(columns.bars, columns.wide, start, bottom, language),
        *lines,
    ]
    said = [language("Shares of the classes from A, the best, to F, the worst.")]
    said += [f"{row.words(language)}." for row in ordered]
    return picture("bars", heading, " ".join(said), bottom + MARGIN, drawn)


def _columns(rows: Sequence[Bar], names: Sequence[Label], language: Language) -> _Columns:
    """Columns as wide as what is in them; the bars take what is left."""
    wide = max(name.wide for name in names)
    likely = max(len(row.likely) for row in rows) * (CHIP + 2) + width(language.percent(0.9999), SIZE) + 4
    likely = max(likely, width(language("most probable"), SMALL))
    demands = max(width(row.demand(language), SIZE) for row in rows)
    bars = MARGIN + wide + PAD
    left = INNER - wide - likely - demands - 4 * PAD
    after = bars + left + 2 * PAD
    return _Columns(MARGIN + wide, bars, left, after, after + likely + PAD)


def _legend(top: float, language: Language, *, brackets: bool) -> list[str]:
    """The classes from the best to the worst, and what the bracket below a bar says."""
    middle = top + CHIP / 2
    best, worst = label(language("best"), size=SMALL), label(language("worst"), size=SMALL)
    drawn, x = [best.beside(MARGIN, middle, ink=GREY)], MARGIN + best.wide + 5
    for one in SecurityClass:
        drawn.append(chip(one, x, middle))
        x += CHIP + 2
    drawn.append(worst.beside(x + 3, middle, ink=GREY))
    x += worst.wide + 30
    if brackets:
        said = label(language("classes that meet what is required"), size=SMALL)
        drawn += [_bracket(x, x + 26, middle - 2), said.beside(x + 32, middle, ink=GREY)]
    return drawn


def chip(one: SecurityClass, x: float, middle: float) -> str:
    """A square that stands for a class, with its letter."""
    colour, ink = COLOURS[one]
    side = f'width="{CHIP}" height="{CHIP}" rx="2" fill="{colour}"'
    place = f'x="{x:.1f}" y="{middle - CHIP / 2:.1f}"'
    square = f'<rect class="chip" {place} {side} stroke="{EDGE}" stroke-width="0.5"/>'
    return square + label(str(one), size=WITHIN, bold=True).beside(
        x + CHIP / 2, middle, anchor="middle", ink=ink
    )


def _bracket(left: float, right: float, top: float) -> str:
    line = f"M{left:.2f} {top:.1f}v3.5H{right:.2f}v-3.5"
    return f'<path class="bracket" d="{line}" fill="none" stroke="{DARK}" stroke-width="1.2"/>'


def _thick(row: Bar) -> float:
    return THICKER if row.whole else THICK


def _halves(row: Bar, name: Label) -> tuple[float, float]:
    """How much room a row takes above and below the middle of its bar."""
    half = max(name.high, _thick(row)) / 2
    return half, max(half, _thick(row) / 2 + BRACKET)


def _row(row: Bar, name: Label, columns: _Columns, centre: float, language: Language) -> list[str]:
    """A row, its bar and what it says centred at `centre`."""
    drawn = [f'<g class="row"><title>{escaped(row.words(language))}</title>']
    drawn.append(name.beside(columns.names, centre, anchor="end"))
    drawn += _segments(row, columns, centre - _thick(row) / 2, language)
    if row.parts:
        x = columns.likely
        for one in row.likely:
            drawn.append(chip(one, x, centre))
            x += CHIP + 2
        share = label(language.percent(row.parts[row.likely[0]]))
        drawn.append(share.beside(x + 3, centre))
    drawn.append(
        label(row.demand(language)).beside(columns.demands, centre, ink=DARK if row.requires else GREY)
    )
    return [*drawn, "</g>"]


def _segments(row: Bar, columns: _Columns, top: float, language: Language) -> list[str]:
    """The bar of a row: a segment per class that there is, a bracket below those that are good enough."""
    thick, parts = _thick(row), row.parts
    edge = f'y="{top - 0.5:.1f}" width="{columns.wide + 1:.2f}" height="{thick + 1:.1f}"'
    drawn = [f'<rect class="edge" x="{columns.bars - 0.5:.2f}" {edge} fill="{PAPER}" stroke="{EDGE}"/>']
    if not parts:
        said = label(language("not assessed"), size=WITHIN)
        drawn.append(said.beside(columns.bars + columns.wide / 2, top + thick / 2, anchor="middle", ink=GREY))
    start, enough, sums = columns.bars, columns.bars, 0.0
    for one, share in parts.items():
        sums += share
        end = columns.bars + sums * columns.wide
        shown = language.percent(share)
        tip = language("class {level}: {share}", level=one, share=language.percent(share, 1))
        drawn.append(_segment(one, (tip, shown), (start, end), top, thick, bold=one in row.likely))
        if row.requires and one <= row.requires:
            enough = end
        start = end
    if row.requires and parts:
        drawn.append(_bracket(columns.bars, enough, top + thick + 2.5))
    return drawn


def _segment(
    one: SecurityClass,
    said: tuple[str, str],
    ends: tuple[float, float],
    top: float,
    thick: float,
    *,
    bold: bool,
) -> str:
    """A segment, with the letter and the share where there is room for them, the letter alone, or neither.

    `said` is what its tip says, and the share.
    """
    start, end = round(ends[0], 2), round(ends[1], 2)
    colour, ink = COLOURS[one]
    tip = f"<title>{escaped(said[0])}</title>"
    place = f'x="{start:.2f}" y="{top:.1f}" width="{end - start:.2f}" height="{thick}"'
    drawn = f'<rect class="share" {place} fill="{colour}">{tip}</rect>'
    for words in (f"{one} {said[1]}", str(one)):
        shown = label(words, size=WITHIN, bold=bold)
        if shown.wide + 4 <= end - start:
            return drawn + shown.beside((start + end) / 2, top + thick / 2, anchor="middle", ink=ink)
    return drawn
