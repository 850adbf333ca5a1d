"""The legend of a system's picture: what is on it and nothing else, in as many rows as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from iotclass.core.language import Language
from iotclass.core.level import Level
from iotclass.core.palette import COLOURS
from iotclass.core.report import Tone
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.figure.card import Card, letter, verdict_sign
from iotclass.figure.chart import label
from iotclass.figure.label import width
from iotclass.figure.svg import DARK, GREY, LINE, text
from iotclass.figure.wire import DASHES, HEAD, INKS, Wire, arrow_head, crossing, stroke

SIZE = 8.0
CHIP, SAMPLE, AIR = 11.0, 26.0, 14.0
"""The side of a class's square, how long a line's sample is, the air between two items."""
ROW = 15.0
FRAME = f'{DARK}" stroke-width="1.2" stroke-dasharray="9 4"'
TINT = "#f6f6f2"
"""How the boundary's line and what is within are drawn."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sample, drawn from a place and the middle of its row, with what it stands for."""

    wide: float
    sample: Callable[[float, float], str]
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a legend has to explain."""

    cards: Sequence[Card]
    wires: Sequence[Wire]
    framed: bool
    crossed: bool
    left_out: Sequence[str]
    """What is not on the picture, in words."""


def rows(shown: Shown, language: Language, room: float) -> list[list[Item]]:
    """The legend in rows no wider than `room`."""
    found: list[list[Item]] = [[]]
    taken = 0.0
    for item in _items(shown, language):
        lines = label(item.words, max(room - item.wide, SIZE), size=SIZE).lines
        for number, line in enumerate(lines):
            one = Item(item.wide if number == 0 else 0.0, item.sample if number == 0 else _nothing, line)
            wide = one.wide + width(line.rstrip(), SIZE)
            if found[-1] and (number or taken + wide > room):
                found.append([])
                taken = 0.0
            found[-1].append(one)
            taken += wide + AIR
    return found


def drawn(found: Sequence[Sequence[Item]], left: float, top: float) -> list[str]:
    """The rows below `top`."""
    parts = ['<g class="legend">']
    for number, row in enumerate(found):
        x, middle = left, top + (number + 0.5) * ROW
        for item in row:
            parts.append(item.sample(x, middle))
            place = x + item.wide, middle - SIZE * LINE / 2
            parts.append(text(place, [item.words], SIZE, ink=GREY))
            x += item.wide + width(item.words.rstrip(), SIZE) + AIR
    return [*parts, "</g>"]


def _nothing(x: float, middle: float) -> str:  # noqa: ARG001  a sample that is none
    return ""


def _items(shown: Shown, language: Language) -> list[Item]:
    items = _classes(shown, language)
    verdicts = {one.assessed.verdict for one in shown.cards}
    items += [
        Item(13.0, partial(verdict_sign, one), language.of(one.value)) for one in Verdict if one in verdicts
    ]
    looks = {one.look for one in shown.wires if one.look}
    media, reaches = {one[0] for one in looks}, {one[1] for one in looks}
    for medium in (one for one in DASHES if one in media):
        look = medium, next(iter(INKS))
        items.append(_line(look, language("link: {medium}", medium=medium)))
    reached = reaches | {
        port.reach.span.worst for card in shown.cards for port in card.assessed.component.ports
    }
    for reach in (one for one in INKS if one in reached):
        items.append(_line((next(iter(DASHES)), reach), language("reach: {reach}", reach=reach)))
    if any(one.look is None for one in shown.wires):
        items.append(Item(SAMPLE + 6, _relying, language("relies on")))
    if any(card.ports for card in shown.cards):
        items.append(Item(16.0, _tab, language("another way in: a port or a removable medium")))
    if shown.framed:
        items.append(Item(SAMPLE + 6, _frame, language("the product's boundary")))
    if shown.crossed:
        items.append(
            Item(13.0, lambda x, y: crossing((x + 5, y), GREY), language("a link crosses the boundary"))
        )
    return [*items, *(Item(0.0, _nothing, words) for words in shown.left_out)]


def _classes(shown: Shown, language: Language) -> list[Item]:
    """The letters that are there, in their colours, from the best to the worst."""
    letters = {sign for one in shown.cards for sign in letter(one.assessed).split("–")}
    known = [str(one) for one in SecurityClass if str(one) in letters]
    items = []
    if known:
        words = language("class, from A (best) to F (worst)")
        items.append(Item(len(known) * (CHIP + 2) + 3, lambda x, y: _chips(known, x, y), words))
    if "?" in letters:
        items.append(Item(CHIP + 5, lambda x, y: _chips(["?"], x, y), language("class not assessed")))
    return items


def _chips(letters: Sequence[str], x: float, middle: float) -> str:
    parts = []
    for sign in letters:
        colour = COLOURS[Tone.DOUBT if sign == "?" else Tone[sign]]
        place = f'x="{x:.1f}" y="{middle - CHIP / 2:.1f}" width="{CHIP}" height="{CHIP}" rx="2"'
        parts.append(f'<rect class="chip" {place} fill="{colour.fill}" stroke="{GREY}" stroke-width="0.5"/>')
        centre = x + CHIP / 2, middle - SIZE * LINE / 2
        parts.append(text(centre, [sign], SIZE, anchor="middle", bold=True, ink=colour.ink))
        x += CHIP + 2
    return "".join(parts)


def _line(look: tuple[Level, Level], words: str) -> Item:
    def sample(x: float, middle: float) -> str:
        return f'<path d="M{x:.1f} {middle:.1f}h{SAMPLE}" {stroke(look)}/>'

    return Item(SAMPLE + 6, sample, words)


def _relying(x: float, middle: float) -> str:
    line = f'<path d="M{x:.1f} {middle:.1f}h{SAMPLE - HEAD}" {stroke(None)}/>'
    return line + arrow_head((x + SAMPLE - HEAD, middle), (HEAD, 0))


def _tab(x: float, middle: float) -> str:
    place = f'x="{x:.1f}" y="{middle - 4:.1f}" width="11" height="8" rx="2"'
    return f'<rect {place} fill="none" stroke="{GREY}" stroke-width="0.9"/>'


def _frame(x: float, middle: float) -> str:
    return f'<path d="M{x:.1f} {middle:.1f}h{SAMPLE}" fill="none" stroke="{FRAME}/>'
