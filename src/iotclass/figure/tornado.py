"""A tornado chart: how far each judgement, if it were known, would move the probability, as SVG text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from iotclass.core.language import ENGLISH, Language
from iotclass.figure.chart import (
    INNER,
    MARGIN,
    SMALL,
    TITLE,
    WIDE,
    Label,
    grid,
    label,
    picture,
)
from iotclass.figure.label import cleaned, escaped
from iotclass.figure.svg import DARK, GREY, LINE, PAPER

BELOW, ABOVE = "#b6541a", "#4f93c9"
"""The colours of what lies below and above the probability as it stands; the sides tell them apart too."""
THICK, GAP, PAD = 16.0, 10.0, 12.0
"""How high a bar is, from row to row, from column to column."""
NEAR = 4.0
"""From an end of a bar to its label."""
LEAST = 20.0
"""What is free beside the scale at least: half of what its ends are named."""
LONGEST, LONGEST_END, LONGEST_GAIN = 190.0, 120.0, 76.0
"""No label of a row, of an end of a bar, of the column of gains is wider."""


@dataclass(frozen=True, slots=True)
class Swing:
    """A judgement: the lowest and the highest probability if it is known, and the levels that give them."""

    label: str
    low: float
    low_level: str
    high: float
    high_level: str
    gain: float
    """The share of the doubt that would be gone if it were known."""

    def words(self, language: Language) -> str:
        """All of it in words."""
        return language(
            "{name}: from {low} if {low_level} to {high} if {high_level}; removes {gain} of the doubt",
            name=cleaned(self.label),
            low=language.percent(self.low),
            low_level=cleaned(self.low_level),
            high=language.percent(self.high),
            high_level=cleaned(self.high_level),
            gain=language.percent(self.gain),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A swing with its labels: what it is, its two ends."""

    swing: Swing
    name: Label
    low: Label
    high: Label

    @property
    def tall(self) -> float:
        """How high it is."""
        return max(THICK, self.name.high, self.low.high, self.high.high)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where names end, where the scale is, and the base on it."""

    names: float
    left: float
    wide: float
    base: float

    def x(self, share: float) -> float:
        """Where a share stands."""
        return round(self.left + share * self.wide, 2)


def tornado_svg(
    title: str, axis: str, base: float, rows: Sequence[Swing], *, language: Language = ENGLISH
) -> str:
    """What matters for the probability that `axis` names and that is `base` as it stands, as SVG.

    The widest swing stands at the top; without rows the picture says that nothing is in doubt.
    """
    heading, below = label(title, size=TITLE, bold=True), label(axis)
    top = MARGIN + heading.high + 6
    drawn = [below.below(MARGIN, top, ink=GREY)]
    top += below.high + 14
    share = language.percent(base)
    stands = language("{axis}: {share} as it stands.", axis=cleaned(axis), share=share)
    if not rows:
        nothing = language("Nothing is in doubt: {share}, whatever is looked at further.", share=share)
        said = label(nothing)
        drawn.append(said.below(MARGIN, top))
        return picture("tornado", heading, f"{stands} {nothing}", top + said.high + MARGIN, drawn)
    ordered = sorted(rows, key=lambda one: one.low - one.high)
    set_rows = [_set(one, language) for one in ordered]
    gain = label(language("share of the doubt that it would remove"), LONGEST_GAIN, size=SMALL)
    plot = _plot(set_rows, base, INNER - gain.wide - 2 * PAD)
    start = top + max(2 * SMALL * LINE + 10, gain.high) + 1
    drawn.append(gain.below(WIDE - MARGIN, start - 1 - gain.high, anchor="end", ink=GREY))
    y, lines = start + 8, []
    for one in set_rows:
        lines += _drawn(one, plot, y + one.tall / 2, language)
        y += one.tall + GAP
    bottom = y - GAP + 6
    drawn += [
        *grid(plot.left, plot.wide, start, bottom, language),
        *lines,
        *_base(plot, start, bottom, language),
    ]
    words = " ".join([stands, *(f"{one.words(language)}." for one in ordered)])
    return picture("tornado", heading, words, bottom + MARGIN, drawn)


def _plot(rows: Sequence[_Row], base: float, room: float) -> _Plot:
    """The widest scale that leaves room for names and for the labels of both ends of every bar."""
    names = max(one.name.wide for one in rows)
    lows = [(one.low.wide + NEAR, one.swing.low) for one in rows]
    highs = [(one.high.wide + NEAR, 1 - one.swing.high) for one in rows]

    def sides(wide: float) -> tuple[float, float]:
        left, right = (max(taken - free * wide for taken, free in ends) for ends in (lows, highs))
        return max(left, LEAST), max(right, LEAST)

    fitting = (wide for wide in range(int(room - names), 0, -1) if wide + sum(sides(wide)) <= room - names)
    wide = float(next(fitting))
    return _Plot(MARGIN + names, MARGIN + names + PAD + sides(wide)[0], wide, base)


def _set(swing: Swing, language: Language) -> _Row:
    low = _end(swing.low_level, language.percent(swing.low))
    high = _end(swing.high_level, language.percent(swing.high))
    return _Row(swing, label(swing.label, LONGEST), low, high)


def _end(level: str, share: str) -> Label:
    """The label of an end of a bar; the percentage stays in one piece."""
    whole = label(f"{level}: {share}", inf)
    if whole.wide <= LONGEST_END:
        return whole
    *lines, last = label(f"{level}:", LONGEST_END).lines
    joined = label(f"{last} {share}", inf)
    ends = joined.lines if joined.wide <= LONGEST_END else (f"{last} ", share)
    return replace(whole, lines=(*lines, *ends))


def _drawn(row: _Row, plot: _Plot, middle: float, language: Language) -> list[str]:
    """A row, half of it above `middle`: the bar in two parts that meet at the base, and what it says."""
    swing = row.swing
    low, high, base = plot.x(swing.low), plot.x(swing.high), plot.x(plot.base)
    meet = min(max(base, low), high)
    place = f'y="{middle - THICK / 2:.1f}" height="{THICK}"'
    return [
        f'<g class="row"><title>{escaped(swing.words(language))}</title>',
        f'<rect class="below" x="{low:.2f}" width="{meet - low:.2f}" {place} fill="{BELOW}"/>',
        f'<rect class="above" x="{meet:.2f}" width="{high - meet:.2f}" {place} fill="{ABOVE}"/>',
        row.name.beside(plot.names, middle, anchor="end"),
        _behind(row.low, low - NEAR - row.low.wide, middle),
        _behind(row.high, high + NEAR, middle),
        row.low.beside(low - NEAR, middle, anchor="end"),
        row.high.beside(high + NEAR, middle),
        label(language.percent(swing.gain), bold=True).beside(WIDE - MARGIN, middle, anchor="end"),
        "</g>",
    ]


def _behind(said: Label, left: float, middle: float) -> str:
    """Paper, where lines of the scale would cross a label."""
    place = (
        f'x="{left:.1f}" y="{middle - said.high / 2:.1f}" width="{said.wide:.1f}" height="{said.high:.1f}"'
    )
    return f'<rect {place} fill="{PAPER}"/>'


def _base(plot: _Plot, top: float, bottom: float, language: Language) -> list[str]:
    """The line of the probability as it stands, named above the scale."""
    x = plot.x(plot.base)
    said = label(language("as it stands: {share}", share=language.percent(plot.base)), size=SMALL, bold=True)
    middle = min(max(x, MARGIN + said.wide / 2), WIDE - MARGIN - said.wide / 2)
    high = top - 2 * said.high - 4
    return [
        said.below(middle, high, anchor="middle"),
        f'<path class="base" d="M{x:.2f} {top:.1f}V{bottom:.1f}" stroke="{DARK}" stroke-width="1.4"/>',
    ]
