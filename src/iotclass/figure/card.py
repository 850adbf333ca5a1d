"""Cards: a component as a box with the letter of its class, its name, its verdict and its ways in.

On a full card stands all of that; a small one has the letter, the id and the verdict's sign.
"""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.assess import ComponentAssessment
from iotclass.core.language import ENGLISH, Language
from iotclass.core.palette import COLOURS, Colour, class_tone, verdict_tone
from iotclass.core.report import Tone
from iotclass.core.system import Connection
from iotclass.core.verdict import Verdict
from iotclass.figure.graph import Rect
from iotclass.figure.label import cleaned, escaped, fitted, width
from iotclass.figure.svg import GREY, LINE, PAPER, text
from iotclass.figure.wire import INKS

WIDE, SMALL_WIDE = 176.0, 104.0
LETTER, SMALL_LETTER = 36.0, 20.0
"""How wide the field with the letter is."""
NAME, NOTE, PORT = 9.5, 7.5, 7.0
"""Sizes of text."""
PAD, SIGN, TAB = 6.0, 8.0, 3.0
"""Air around text, the side of a verdict's sign, the air within the tab of a way in."""
NOTCH = 4.0
"""How high the tabs of a small card are, at its foot."""
LINES = 3
"""No name takes more lines than this."""
PORTS = 4
"""A card shows no more tabs than this."""
SMALL_HIGH = 22.0
EDGE = "#6b6b6b"
ROOM = WIDE - LETTER - 2 * PAD
"""How wide the text of a full card is at most."""


@dataclass(frozen=True, slots=True)
class Card:
    """A component as it is drawn: texts in lines, and the size of all of it."""

    assessed: ComponentAssessment
    name: tuple[str, ...]
    kind: tuple[str, ...]
    verdict: tuple[str, ...]
    ports: tuple[tuple[tuple[str, ...], str], ...]
    """Per tab what it says in lines, and its colour."""
    words: str
    small: bool
    wide: float
    box: float
    """How high it is without its tabs."""

    @property
    def high(self) -> float:
        """How high all of it is."""
        return self.box + sum(_tab_high(port) for port in self.ports if not self.small)


def card(one: ComponentAssessment, name: str, language: Language, *, small: bool) -> Card:
    """The card of a component that goes by `name`."""
    said = f"{cleaned(name)}: {class_words(one, language)}; {verdict_words(one, language)}"
    ports = one.component.ports
    if small:
        room = SMALL_WIDE - SMALL_LETTER - 2 * PAD - SIGN - 2
        tabs = tuple(((), INKS[port.reach.span.worst]) for port in ports)
        shown = fitted(name, room, NOTE)
        return Card(one, shown, (), (), tabs, said, small, SMALL_WIDE, SMALL_HIGH)
    title = fitted(name, ROOM, NAME, LINES, bold=True)
    kind = fitted(one.component.kind, ROOM, NOTE)
    verdict = fitted(verdict_words(one, language), ROOM - SIGN - 4, NOTE, 2)
    high = len(title) * NAME * LINE + (len(kind) + len(verdict)) * NOTE * LINE + 2 * PAD + 3
    rows = [
        (
            fitted(port_words(port, language), WIDE - 10, PORT, 2),
            INKS[port.reach.span.worst],
        )
        for port in ports[: PORTS if len(ports) <= PORTS else PORTS - 1]
    ]
    if len(ports) > PORTS:
        more = language.many("{count} more way in", "{count} more ways in", len(ports) - PORTS + 1)
        rows.append((fitted(more, WIDE - 10, PORT), EDGE))
    return Card(one, title, kind, verdict, tuple(rows), said, small, WIDE, high)


def _tab_high(port: tuple[tuple[str, ...], str]) -> float:
    return len(port[0]) * PORT * LINE + TAB


def port_words(port: Connection, language: Language) -> str:
    """A way in, what it runs over and how far it reaches."""
    return language(
        "{name}: {medium}, {reach}",
        name=port.title,
        medium=port.medium.span,
        reach=port.reach.span,
    )


def class_words(one: ComponentAssessment, language: Language) -> str:
    """The class in words."""
    level = one.outcome.final.level
    return language("class not assessed") if level is None else language("class {level}", level=level)


def verdict_words(one: ComponentAssessment, language: Language) -> str:
    """The verdict in words, after the class that is required."""
    verdict, requires = language.of(one.verdict.value), one.component.requires
    if requires is None:
        return verdict
    return language("{level} required: {verdict}", level=requires.level, verdict=verdict)


def letter(one: ComponentAssessment) -> str:
    """What stands for the class: its letter, the first and the last where it is in doubt, or a question."""
    level = one.outcome.final.level
    return "?" if level is None else ENGLISH.of(level)


def drawn(one: Card, place: Rect) -> str:
    """The card with its corner at that place."""
    colour = COLOURS[class_tone(one.assessed.outcome.final.level)]
    bad = one.assessed.verdict is Verdict.NOT_MET
    field = SMALL_LETTER if one.small else LETTER
    x, y = place.x, place.y
    edge = f'stroke="{COLOURS[Tone.BAD].ink if bad else EDGE}" stroke-width="{1.6 if bad else 0.9}"'
    size = f'width="{one.wide:.1f}" height="{one.box:.1f}"'
    side = f"M{x + field:.1f} {y:.1f}h{3 - field:.1f}a3 3 0 0 0 -3 3"
    side += f"v{one.box - 6:.1f}a3 3 0 0 0 3 3h{field - 3:.1f}z"
    parts = [
        f'<g class="component"><title>{escaped(one.words)}</title>',
        *_tabs(one, x, y),
        f'<rect class="box" x="{x:.1f}" y="{y:.1f}" {size} rx="3" fill="{PAPER}" {edge}/>',
        f'<path class="class" d="{side}" fill="{colour.fill}" {edge}/>',
        _letter(one, x + field / 2, y + one.box / 2, colour),
        *_texts(one, x + field + PAD, y),
        "</g>",
    ]
    return "".join(parts)


def _letter(one: Card, x: float, middle: float, colour: Colour) -> str:
    shown = letter(one.assessed)
    room = (SMALL_LETTER if one.small else LETTER) - 4
    size = min((11.0 if one.small else 20.0), room / width(shown, 1, bold=True))
    place = x, middle - size * LINE / 2
    return text(place, [shown], size, anchor="middle", bold=True, ink=colour.ink)


def _texts(one: Card, x: float, y: float) -> list[str]:
    if one.small:
        middle = y + one.box / 2
        sign = verdict_sign(one.assessed.verdict, x + one.wide - SMALL_LETTER - 2 * PAD - SIGN, middle)
        foot = y + one.box - NOTCH
        notches = (_tab(x + 12 * n, foot, 8, NOTCH, port[1]) for n, port in enumerate(one.ports[:PORTS]))
        return [text((x, middle - NOTE * LINE / 2), one.name, NOTE), sign, *notches]
    top = y + PAD
    parts = [text((x, top), one.name, NAME, bold=True)]
    top += len(one.name) * NAME * LINE + 1
    parts.append(text((x, top), one.kind, NOTE, ink=GREY))
    top += len(one.kind) * NOTE * LINE + 2
    parts.append(verdict_sign(one.assessed.verdict, x, top + NOTE * LINE / 2))
    parts.append(text((x + SIGN + 4, top), one.verdict, NOTE))
    return parts


def _tabs(one: Card, x: float, y: float) -> list[str]:
    """Ways in below a full card: a tab each, with words."""
    if one.small:
        return []
    parts, top = [], y + one.box
    for port in one.ports:
        high = _tab_high(port)
        parts.append(_tab(x, top - 3, WIDE, high + 3, port[1]))
        parts.append(text((x + 5, top + TAB / 2), port[0], PORT))
        top += high
    return parts


def _tab(x: float, y: float, wide: float, high: float, ink: str) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="2"'
    return f'<rect class="port" {size} fill="{PAPER}" stroke="{ink}" stroke-width="0.9"/>'


def verdict_sign(verdict: Verdict, x: float, middle: float) -> str:
    """What stands for a verdict without colour: a tick, a cross, or a sign within a ring."""
    ink = COLOURS[verdict_tone(verdict)].ink if verdict is not Verdict.NO_REQUIREMENT else GREY
    top, half = middle - SIGN / 2, SIGN / 2
    stroke = f'class="sign" fill="none" stroke="{ink}" stroke-width="1.8" stroke-linecap="round"'
    if verdict is Verdict.MET:
        return f'<path {stroke} d="M{x + 1:.1f} {middle + 0.5:.1f}l2.3 2.6l4 -6"/>'
    if verdict is Verdict.NOT_MET:
        return f'<path {stroke} d="M{x + 1:.1f} {top + 1:.1f}l6 6m0 -6l-6 6"/>'
    if verdict is Verdict.NO_REQUIREMENT:
        return f'<path {stroke} d="M{x + 1.5:.1f} {middle:.1f}h5"/>'
    if verdict is Verdict.ACCEPTED:
        return f'<path {stroke} d="M{x + half:.1f} {top + 0.8:.1f}v3.8m0 2.6v0.1"/>'
    curve = f"M{x + 1.8:.1f} {top + 2:.1f}c0.4 -2 4.4 -2 4.4 0.4c0 1.6 -2.2 1.4 -2.2 2.8m0 2.3v0.1"
    return f'<path {stroke} d="{curve}"/>'
