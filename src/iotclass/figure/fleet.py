"""A fleet's classes as bars: of each group which share is of which class, as SVG text.

Letters, their order and figures say all of it without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iotclass.core.fleet import CLASSES, Class, Count
from iotclass.core.language import ENGLISH, Language
from iotclass.figure.bars import COLOURS, EDGE, WITHIN, chip
from iotclass.figure.chart import INNER, MARGIN, SMALL, TITLE, grid, label, picture
from iotclass.figure.label import cleaned, escaped
from iotclass.figure.svg import DARK, GREY, PAPER

THICK = 20.0
"""How high a bar is."""
GAP, PAD = 9.0, 12.0
"""From row to row, and from column to column."""
LONGEST = 210.0
"""No name of a group is wider."""
CHIP = 13.0


@dataclass(frozen=True, slots=True)
class GroupBar:
    """A group of devices by its name, with how many of them are of which class."""

    name: str
    count: Count

    def shares(self) -> list[tuple[Class, float]]:
        """The share of each class that there is, the best first."""
        total = self.count.devices
        return [(one, held / total) for one in CLASSES if (held := self.count.classes.get(one, 0))]

    def met(self, language: Language) -> str:
        """The share that meets its requirement, in words."""
        share = self.count.share
        return "–" if share is None else language.percent(share)

    def words(self, language: Language) -> str:
        """All of it in words."""
        parts = ", ".join(
            f"{_class(one, language)} {language.percent(share)}" for one, share in self.shares()
        )
        return language(
            "{name}: {devices} devices; {shares}; requirement met: {met}",
            name=cleaned(self.name),
            devices=language.number(self.count.devices),
            shares=parts,
            met=self.met(language),
        )


def fleet_bars(title: str, rows: Sequence[GroupBar], *, language: Language = ENGLISH) -> str:
    """A bar of classes for every group, in the order given."""
    heading = label(title, size=TITLE, bold=True)
    top = MARGIN + heading.high + 12
    names = [label(row.name, LONGEST, most=2) for row in rows]
    devices = [label(language.number(row.count.devices)) for row in rows]
    met = [label(row.met(language)) for row in rows]
    heads = [label(text, size=SMALL) for text in (language("devices"), language("requirement met"))]
    first = max([one.wide for one in names], default=0.0)
    second, third = (
        max([head.wide, *(one.wide for one in found)])
        for head, found in zip(heads, (devices, met), strict=True)
    )
    left = MARGIN + first + PAD
    wide = INNER - first - second - third - 4 * PAD
    ends = left + wide + 2 * PAD + second, left + wide + 3 * PAD + second + third
    start = top + CHIP + 34
    drawn, y = [], start + 6
    for row, *labels in zip(rows, names, devices, met, strict=True):
        half = max(THICK, labels[0].high) / 2
        drawn.append(f'<g class="row"><title>{escaped(row.words(language))}</title>')
        drawn.append(labels[0].beside(MARGIN + first, y + half, anchor="end"))
        drawn += _bar(row, left, wide, y + half - THICK / 2, language)
        drawn += [one.beside(end, y + half, anchor="end") for one, end in zip(labels[1:], ends, strict=True)]
        drawn.append("</g>")
        y += 2 * half + GAP
    bottom = y - GAP + 4
    scale = [
        *_legend(top, language, missing=any(row.count.classes.get(None) for row in rows)),
        *(
            head.below(end, start - head.high - 1, anchor="end", ink=GREY)
            for head, end in zip(heads, ends, strict=True)
        ),
        *grid(left, wide, start, bottom, language),
    ]
    said = [language("Shares of the classes from A, the best, to F, the worst.")]
    said += [f"{row.words(language)}." for row in rows]
    return picture("fleet", heading, " ".join(said), bottom + MARGIN, [*scale, *drawn])


def _class(one: Class, language: Language) -> str:
    return language("not assessed") if one is None else str(one)


def _legend(top: float, language: Language, *, missing: bool) -> list[str]:
    """The classes from the best to the worst, and devices that have none."""
    middle = top + CHIP / 2
    best, worst = label(language("best"), size=SMALL), label(language("worst"), size=SMALL)
    drawn, x = [best.beside(MARGIN, middle, ink=GREY)], MARGIN + best.wide + 5
    for one in CLASSES:
        if one is not None:
            drawn.append(chip(one, x, middle))
            x += CHIP + 2
    drawn.append(worst.beside(x + 3, middle, ink=GREY))
    x += worst.wide + 24
    if missing:
        side = f'width="{CHIP}" height="{CHIP}" rx="2" fill="{PAPER}" stroke="{EDGE}" stroke-width="0.5"'
        drawn.append(f'<rect x="{x:.1f}" y="{middle - CHIP / 2:.1f}" {side}/>')
        drawn.append(label(language("not assessed"), size=SMALL).beside(x + CHIP + 5, middle, ink=GREY))
    return drawn


def _bar(row: GroupBar, left: float, wide: float, top: float, language: Language) -> list[str]:
    """A segment for each class, with the letter and the share where there is room."""
    edge = f'y="{top - 0.5:.1f}" width="{wide + 1:.2f}" height="{THICK + 1:.1f}"'
    drawn = [f'<rect class="edge" x="{left - 0.5:.2f}" {edge} fill="{PAPER}" stroke="{EDGE}"/>']
    done = 0.0
    for one, share in row.shares():
        start, end = (round(left + wide * part, 2) for part in (done, done + share))
        done += share
        fill, ink = (PAPER, DARK) if one is None else COLOURS[one]
        shown = language.percent(share)
        tip = escaped(f"{_class(one, language)}: {language.number(row.count.classes[one])} ({shown})")
        place = f'x="{start:.2f}" y="{top:.1f}" width="{end - start:.2f}" height="{THICK}"'
        drawn.append(f'<rect class="share" {place} fill="{fill}"><title>{tip}</title></rect>')
        letter = "–" if one is None else str(one)
        for words in (f"{letter} {shown}", letter):
            said = label(words, size=WITHIN)
            if said.wide + 4 <= end - start:
                drawn.append(said.beside((start + end) / 2, top + THICK / 2, anchor="middle", ink=ink))
                break
    return drawn
