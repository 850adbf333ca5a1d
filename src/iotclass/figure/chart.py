"""What charts have in common: the sheet, measured labels, the scale from 0 to 100 %.

The unit is the point. A chart is as wide as a sheet of A4 in landscape and as high as its rows need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zlib import crc32

from iotclass.core.language import Language
from iotclass.figure.label import broken, cleaned, width
from iotclass.figure.layout import LANDSCAPE
from iotclass.figure.svg import DARK, GREY, LINE, document, text

WIDE, MARGIN = LANDSCAPE.wide, 28.0
INNER = WIDE - 2 * MARGIN
TITLE, SIZE, SMALL = 14.0, 10.0, 8.5
"""Sizes of text: of the title, of what rows say, and of what explains them."""
GRID = "#dddddd"
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LONG = 420.0
"""A chart whose rows are higher has its scale at the top and at the bottom."""
SAME = 1e-9
"""Shares no further apart are one: sums of floats differ by less."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text in lines, which joined give it, and how it is written."""

    lines: tuple[str, ...]
    size: float
    bold: bool

    @property
    def wide(self) -> float:
        """How wide it is at most, in any usual font."""
        return max(width(line.rstrip(), self.size, bold=self.bold) for line in self.lines)

    @property
    def high(self) -> float:
        """How high all its lines are."""
        return len(self.lines) * self.size * LINE

    def below(self, x: float, top: float, *, anchor: str = "start", ink: str = DARK) -> str:
        """It, with the top of its first line at `top`."""
        return text((x, top), self.lines, self.size, anchor=anchor, bold=self.bold, ink=ink)

    def beside(self, x: float, middle: float, *, anchor: str = "start", ink: str = DARK) -> str:
        """It, with half of it above `middle`."""
        return self.below(x, middle - self.high / 2, anchor=anchor, ink=ink)


def label(
    words: str, limit: float = INNER, *, size: float = SIZE, bold: bool = False, most: int | None = None
) -> Label:
    """`words` in lines no wider than `limit`; where they are more than `most`, the last ends with `…`."""
    words = cleaned(words)
    shown = words if most is None else words[: most * int(limit / size * 6)]  # more letters have no room
    lines = broken(shown, limit, size, bold=bold)
    if most is not None and (len(lines) > most or shown != words):
        *kept, last = lines[:most]
        while last and width(f"{last.rstrip()}…", size, bold=bold) > limit:
            last = last[:-1]
        lines = (*kept, f"{last.rstrip()}…")
    return Label(lines, size, bold)


def picture(kind: str, title: Label, words: str, high: float, drawn: Iterable[str]) -> str:
    """A chart of that kind on its sheet, `title` above what is drawn."""
    said = "".join(title.lines)
    mark = crc32(" ".join([said, words]).encode())
    return document(f"{kind}-{mark:08x}", (WIDE, high), said, words, [title.below(MARGIN, MARGIN), *drawn])


def grid(left: float, wide: float, top: float, bottom: float, language: Language) -> list[str]:
    """The scale from 0 to 100 %: lines from `top` to `bottom`, what they stand for above them.

    Where the chart is long it stands below them too.
    """
    drawn = []
    for tick in TICKS:
        x = left + tick * wide
        drawn.append(f'<path d="M{x:.2f} {top:.1f}V{bottom:.1f}" stroke="{GRID}" stroke-width="0.7"/>')
        shown = label(language.percent(tick), size=SMALL)
        drawn.append(shown.below(x, top - shown.high - 1, anchor="middle", ink=GREY))
        if bottom - top > LONG:
            drawn.append(shown.below(x, bottom + 1, anchor="middle", ink=GREY))
    return drawn


Sample = tuple[float, Callable[[float, float], str], str]
"""What a legend explains: how wide it is, how it is drawn from the left at a middle, and what it means."""


def legend(samples: Iterable[Sample], top: float) -> tuple[float, list[str]]:
    """Where a legend whose top is at `top` ends, and the legend: in as many rows as it takes."""
    drawn: list[str] = []
    x, bottom = MARGIN, top
    for wide, sample, words in samples:
        said = label(words, INNER - wide - 5, size=SMALL, most=3)
        if x > MARGIN and x + wide + 5 + said.wide > WIDE - MARGIN:
            x, top = MARGIN, bottom + 3
        high = max(said.high, SMALL * LINE + 3)
        shown = sample(x, top + high / 2) + said.beside(x + wide + 5, top + high / 2, ink=GREY)
        drawn.append(f'<g class="legend">{shown}</g>')
        x += wide + 5 + said.wide + 22
        bottom = max(bottom, top + high)
    return bottom, drawn


def mark_sample(mark: str, words: str) -> Sample:
    """A mark that stands after something, for a legend; none where nothing stands there."""
    shown = label(mark, size=SIZE, bold=True)
    return shown.wide, lambda x, middle: shown.beside(x, middle), words
