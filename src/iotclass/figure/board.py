"""A table with boxes in its cells and lines between them, as parts of an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from iotclass.core.palette import Colour
from iotclass.figure.chart import MARGIN, SMALL, WIDE, Label, Sample, label
from iotclass.figure.label import escaped
from iotclass.figure.route import Cell, Lanes, Line, gaps, path, starts
from iotclass.figure.svg import DARK, GREY, PAPER

HEAD = 108.0
"""How wide the column with the names of the rows is."""
LETTER = 13.0
"""The size of what stands in a cell."""
PAD = 5.0
LEAST = 40.0
"""No cell is less high."""
OFF = 2.5
"""How far lines that move and lines of doubt leave a box apart."""


class Look(Enum):
    """What a box stands for, by its outline and its ground."""

    PLAIN = (PAPER, "", DARK)
    BEFORE = (PAPER, ' stroke-dasharray="3 2"', GREY)
    """Where it was in the first of two scenarios."""
    SAME = ("#e8e8e8", "", DARK)
    """In both scenarios."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box in a cell: the lines of text in it, what they are in full, and how it looks."""

    cell: Cell
    texts: tuple[str, ...]
    tip: str
    look: Look = Look.PLAIN
    note: str = ""
    """What stands above the texts."""
    most: int = 2
    """How many lines each text takes at most."""


@dataclass(frozen=True, slots=True)
class Join:
    """A line between two boxes, by their numbers: an arrow, or the two ends of what is in doubt."""

    start: int
    end: int
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A table: what its sides are called, its rows and columns (a code and a title), its cells."""

    sides: tuple[str, str]
    rows: Sequence[tuple[str, str]]
    columns: Sequence[tuple[str, str]]
    cells: Mapping[Cell, tuple[str, Colour]]


@dataclass(frozen=True, slots=True)
class _Set:
    """A box with its texts set, and how high it is."""

    box: Box
    labels: tuple[Label, ...]

    @property
    def high(self) -> float:
        return sum(one.high for one in self.labels) + 4


def board(table: Board, boxes: Sequence[Box], joins: Sequence[Join], top: float) -> tuple[float, list[str]]:
    """Where `table` with `boxes` and lines between them ends, drawn with its top at `top`."""
    lanes = Lanes()
    lines = [lanes.line(boxes[one.start].cell, boxes[one.end].cell) for one in joins]
    across = gaps(lanes.upright, len(table.columns))
    wide = (WIDE - 2 * MARGIN - HEAD - sum(across)) / len(table.columns)
    gap_x = starts(MARGIN + HEAD, across, [wide] * len(table.columns))
    column_x = [start + gap for start, gap in zip(gap_x, across, strict=True)]
    heads = [_head(one, wide) for one in table.columns]
    side = label(table.sides[1], size=SMALL)
    below = top + side.high + 2 + max(sum(one.high for one in head) for head in heads)
    set_boxes = [_set(one, wide) for one in boxes]
    titles = [_head(one, HEAD - PAD) for one in table.rows]
    highs = [
        max(sum(one.high for one in titles[row]), *_cell_highs(row, len(table.columns), set_boxes))
        for row in range(len(table.rows))
    ]
    down = gaps(lanes.level, len(table.rows))
    gap_y = starts(below, down, highs)
    row_y = [start + gap for start, gap in zip(gap_y, down, strict=True)]

    drawn = [side.below(column_x[0], top, ink=GREY)]
    corner = label(table.sides[0], HEAD - PAD, size=SMALL)
    drawn.append(corner.below(MARGIN, below - corner.high, ink=GREY))
    for head, x in zip(heads, column_x, strict=False):
        drawn += _written(head, x, top + side.high + 2)
    for title, y in zip(titles, row_y, strict=False):
        drawn += _written(title, MARGIN, y)
    places: dict[int, tuple[float, float]] = {}
    for row, y in enumerate(row_y[:-1]):
        for column, x in enumerate(column_x[:-1]):
            own = {n: one for n, one in enumerate(set_boxes) if one.box.cell == (row, column)}
            drawn += _cell(table.cells[row, column], (x, y), (wide, highs[row]))
            at = y + LETTER * 1.2 + 2 * PAD - 2
            for number, one in own.items():
                drawn.append(_box(one, x + PAD, at, wide - 2 * PAD))
                places[number] = (x + PAD, at + one.high / 2)
                at += one.high + 3
    for join, line in zip(joins, lines, strict=True):
        drawn.append(_join(join, line, places, wide - 2 * PAD, gap_x, gap_y))
    return gap_y[-1] + down[-1], drawn


def _head(named: tuple[str, str], limit: float) -> list[Label]:
    """A code with its title below it."""
    code, title = named
    return [label(code, limit, size=10, bold=True), label(title, limit, size=SMALL, most=4)]


def _written(head: Sequence[Label], x: float, top: float) -> list[str]:
    return [head[0].below(x, top), head[1].below(x, top + head[0].high, ink=GREY)]


def _set(box: Box, wide: float) -> _Set:
    limit = wide - 2 * PAD - 8
    note = [label(box.note, limit, size=7.5)] if box.note else []
    return _Set(box, (*note, *(label(one, limit, size=SMALL, most=box.most) for one in box.texts)))


def _cell_highs(row: int, columns: int, boxes: Sequence[_Set]) -> list[float]:
    """How high the cells of a row have to be for what is in them."""
    found = []
    for column in range(columns):
        own = [one.high + 3 for one in boxes if one.box.cell == (row, column)]
        found.append(max(LEAST, LETTER * 1.2 + 3 * PAD - 5 + sum(own)) if own else LEAST)
    return found


def _cell(shown: tuple[str, Colour], place: tuple[float, float], size: tuple[float, float]) -> list[str]:
    (words, colour), (x, y), (wide, high) = shown, place, size
    ground = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="3" fill="{colour.fill}"'
    letter = label(words, size=LETTER, bold=True)
    return [f'<rect class="cell" {ground}/>', letter.below(x + PAD, y + PAD - 1, ink=colour.ink)]


def _box(one: _Set, x: float, top: float, wide: float) -> str:
    """A box with its text."""
    fill, dash, ink = one.box.look.value
    place = f'x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{one.high:.1f}" rx="2.5"'
    look = f'fill="{fill}" stroke="{DARK}" stroke-width="0.9"{dash}'
    drawn = [f'<g class="box"><title>{escaped(one.box.tip)}</title><rect {place} {look}/>']
    at = top + 1.5
    for number, words in enumerate(one.labels):
        note = bool(one.box.note) and not number
        drawn.append(words.below(x + 4, at, ink=GREY if note else ink))
        at += words.high
    return "".join([*drawn, "</g>"])


def _join(
    join: Join,
    line: Line,
    places: Mapping[int, tuple[float, float]],
    wide: float,
    gap_x: list[float],
    gap_y: list[float],
) -> str:
    """A line: an arrow, or dashes between dots where it joins the two ends of what is in doubt."""
    off = OFF if join.doubt else -OFF
    (x, y), (to_x, to_y) = places[join.start], places[join.end]
    x += wide if line.first > line.start[1] else 0.0
    right = line.last > line.end[1]
    to_x += wide if right else 0.0
    ends = ((x, y + off), (to_x, to_y + off))
    way = path(line, ends, gap_x, gap_y)
    return _line(way, ends, 5 if right else -5, doubt=join.doubt)


Points = tuple[tuple[float, float], tuple[float, float]]


def _line(way: str, ends: Points, back: int, *, doubt: bool) -> str:
    """A line along `way`; the head of an arrow goes `back` from its tip."""
    stroke = f'd="{way}" fill="none" stroke="{DARK}" stroke-width="1.3"'
    if doubt:
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{DARK}"/>' for x, y in ends)
        return f'<path class="doubt" {stroke} stroke-dasharray="2 2"/>{dots}'
    x, y = ends[1]
    head = f"M{x:.1f} {y:.1f}l{back} -2.6v5.2z"
    return f'<path class="move" {stroke}/><path class="tip" d="{head}" fill="{DARK}"/>'


def box_sample(look: Look, words: str) -> Sample:
    """A box of that look for a legend."""
    fill, dash, _ = look.value

    def drawn(x: float, middle: float) -> str:
        place = f'x="{x:.1f}" y="{middle - 5:.1f}" width="20" height="10" rx="2.5"'
        return f'<rect {place} fill="{fill}" stroke="{DARK}" stroke-width="0.9"{dash}/>'

    return 20.0, drawn, words


def join_sample(words: str, *, doubt: bool) -> Sample:
    """A line of that kind for a legend."""

    def drawn(x: float, middle: float) -> str:
        return _line(f"M{x:.1f} {middle:.1f}h26", ((x, middle), (x + 26, middle)), -5, doubt=doubt)

    return 26.0, drawn, words
