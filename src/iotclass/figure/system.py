"""A system as a picture: components with their classes, links, what relies on what, the product's boundary.

(Paper, Figs. 10 and 11.) The frame is what a model says is the product; no other boundary of trust is made
up: how far each link reaches is said on the link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.language import Language
from iotclass.figure import card, legend, wire
from iotclass.figure.card import Card
from iotclass.figure.chart import label
from iotclass.figure.fan import fanned_out
from iotclass.figure.graph import Drawing, Edge, Node, Point, Rect
from iotclass.figure.label import fitted
from iotclass.figure.svg import GREY, document
from iotclass.figure.wire import INKS, Wire

FULL, LABELLED = 40, 60
"""Up to so many components cards are full, up to so many links these are labelled."""
TOLD = 40
"""Up to so many components the words for who cannot see the picture go through all of them."""
TIGHT = 0.6
"""How wide gaps between small cards are, beside those between full ones."""
MARGIN, TITLE, NOTE = 20.0, 14.0, 9.5
LEAST = 460.0
"""No picture is narrower."""
LONGEST = 400.0
"""No name is longer in words, in points of a title."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is drawn, and where; `left_out` says what is not."""

    cards: Sequence[Card]
    wires: Sequence[Wire]
    drawing: Drawing
    left_out: Sequence[str]

    @property
    def crossings(self) -> dict[Point, str]:
        """Where links cross the frame, with their colours."""
        frame = self.drawing.frame
        if frame is None:
            return {}
        return {
            (round(point[0], 1), round(point[1], 1)): INKS[one.look[1]]
            for one, path in zip(self.wires, self.drawing.paths, strict=True)
            if one.look is not None
            for point in wire.crossings(path, frame)
        }


def system_map(
    scenario: ScenarioAssessment,
    language: Language,
    product_boundary: tuple[str, ...] = (),
) -> str:
    """The scenario as SVG; `product_boundary` holds the ids of what is the product, where that is stated."""
    names = _names(scenario)
    small = len(names) > FULL
    cards = [
        card.card(one, id_ if small else names[id_], language, small=small)
        for id_, one in scenario.components.items()
    ]
    wires = _wires(scenario, names, language)
    scene = _scene(scenario, cards, wires, frozenset(product_boundary), language)
    drawing = scene.drawing
    wide = max(LEAST, drawing.size[0])
    found = scenario.scenario
    title = label(found.title or found.id, wide, size=TITLE, bold=True)
    summary = label(_summary(scenario, language), wide, size=NOTE)
    top = MARGIN + title.high + summary.high + 14
    shown = legend.Shown(cards, scene.wires, drawing.frame is not None, bool(scene.crossings), scene.left_out)
    rows = legend.rows(shown, language, wide)
    below = top + drawing.size[1] + 14
    shift = MARGIN + (wide - drawing.size[0]) / 2
    words = _words(scenario, cards, wires, language)
    said = "".join(title.lines)
    mark = crc32(" ".join([said, words]).encode())
    return document(
        f"system-{mark:08x}",
        (wide + 2 * MARGIN, below + len(rows) * legend.ROW + MARGIN),
        said,
        words,
        [
            title.below(MARGIN, MARGIN),
            summary.below(MARGIN, MARGIN + title.high + 2, ink=GREY),
            f'<g class="system" transform="translate({shift:.1f} {top:.1f})">',
            *_drawn(scene, language),
            "</g>",
            *legend.drawn(rows, MARGIN, below),
        ],
    )


def _names(scenario: ScenarioAssessment) -> dict[str, str]:
    """What each component goes by: its name, with its id where others look alike."""
    shown = {id_: _short(one.component.name) for id_, one in scenario.components.items()}
    alike = Counter(shown.values())
    return {
        id_: one.component.name if alike[shown[id_]] == 1 else f"{id_}: {shown[id_]}"
        for id_, one in scenario.components.items()
    }


def _short(name: str) -> str:
    """A name as it fits a full card."""
    return "".join(fitted(name, card.ROOM, card.NAME, card.LINES, bold=True))


def _wires(scenario: ScenarioAssessment, names: Mapping[str, str], language: Language) -> list[Wire]:
    """Links, then what relies on what."""
    links = [one for one in scenario.scenario.links if len(one.ends) == 2]
    labelled = len(links) <= LABELLED
    short = {id_: "".join(fitted(name, LONGEST, TITLE)) for id_, name in names.items()}
    found = [
        Wire(
            one.ends[0],
            one.ends[1],
            one,
            wire.label(one, language) if labelled else (),
            language(
                "{name}: {one} – {other}; {way}; operations: {operations}",
                name=one.title,
                one=short[one.ends[0]],
                other=short[one.ends[1]],
                way=wire.way(one, language),
                operations=one.operations.span,
            ),
        )
        for one in links
    ]
    for id_, assessed in scenario.components.items():
        for reliance in assessed.component.relies_on:
            provider = reliance.provider
            words = language("{one} relies on {other}", one=short[id_], other=short[provider])
            found.append(Wire(id_, provider, None, (), words))
    return found


def _scene(
    scenario: ScenarioAssessment,
    cards: Sequence[Card],
    wires: Sequence[Wire],
    inside: frozenset[str],
    language: Language,
) -> _Scene:
    """Everything in its place; where there is too much of it, without its lines."""
    index = {id_: number for number, id_ in enumerate(scenario.components)}
    nodes = [Node(one.wide, one.high, one.assessed.id in inside) for one in cards]
    together = len(cards) > FULL
    edges = [
        Edge(index[one.start], index[one.end], one.box, one.link is None if together else one.look)
        for one in wires
    ]
    left_out = []
    drawing = fanned_out(nodes, edges, TIGHT if together else 1.0)
    if drawing is None:
        left_out.append(
            language.many("one line is left out", "{count} lines between them are left out", len(wires))
        )
        wires, drawing = (), fanned_out(nodes, ())
    elif together and wires:
        left_out.append(language("where lines share a part of their way, it shows the farthest reach"))
    if any(one.link is not None and not one.label for one in wires):
        left_out.append(language("labels of links are left out: there are too many"))
    if any(one.small for one in cards):
        left_out.append(language("names and kinds are left out: there are too many"))
    if drawing is None:
        raise ValueError(f"{len(nodes)} components stand in no columns")
    return _Scene(cards, wires, drawing, left_out)


def _drawn(scene: _Scene, language: Language) -> list[str]:
    """The frame first, lines above it, cards above all."""
    drawing, parts = scene.drawing, []
    title: list[str] = []
    if drawing.frame is not None:
        frame, *title = _frame(drawing.frame, language)
        parts.append(frame)
    placed = sorted(zip(scene.wires, drawing.paths, drawing.labels, strict=True), key=_reach)
    parts += [line for one, path, place in placed for line in wire.drawn(one, path, place)]
    parts += [wire.crossing(point, ink) for point, ink in scene.crossings.items()]
    parts += title
    return [*parts, *(card.drawn(one, at) for one, at in zip(scene.cards, drawing.nodes, strict=True))]


def _reach(placed: tuple[Wire, tuple[Point, ...], Rect | None]) -> int:
    """How far a link reaches, so that the farthest stands above others that share a part of its way."""
    look = placed[0].look
    return -1 if look is None else look[1].rank


def _frame(frame: Rect, language: Language) -> list[str]:
    """The product's boundary, and its name, which stands above lines that happen to be there."""
    place = f'x="{frame.x:.1f}" y="{frame.y:.1f}" width="{frame.wide:.1f}" height="{frame.high:.1f}"'
    said = label(language("the product's boundary"), frame.wide - 16, size=NOTE, bold=True)
    behind = f'width="{said.wide + 6:.1f}" height="{said.high + 2:.1f}" rx="2" fill="{legend.TINT}"'
    return [
        f'<rect class="frame" {place} rx="6" fill="{legend.TINT}" stroke="{legend.FRAME}/>',
        f'<rect x="{frame.x + 5:.1f}" y="{frame.y + 3:.1f}" {behind}/>',
        said.below(frame.x + 8, frame.y + 4),
    ]


def _summary(scenario: ScenarioAssessment, language: Language) -> str:
    """How much there is and how much of what is required is met."""
    links = len(scenario.scenario.links)
    parts = [
        language.many("{count} component", "{count} components", len(scenario.components)),
        language.many("{count} link", "{count} links", links),
        language("{met} of {required} requirements met", met=scenario.met, required=scenario.required),
    ]
    if scenario.level is not None:
        parts.append(language("worst class {level}", level=scenario.level))
    return " · ".join(parts)


def _words(
    scenario: ScenarioAssessment, cards: Sequence[Card], wires: Sequence[Wire], language: Language
) -> str:
    """What is on the picture, for who cannot see it: all of it, or how many of what."""
    parts = [f"{_summary(scenario, language)}."]
    if len(cards) <= TOLD:
        said = [*(one.words for one in cards), *(one.words for one in wires)]
        return " ".join([*parts, *(f"{words}." for words in said)])
    counts = Counter(card.class_words(one.assessed, language) for one in cards)
    parts += [f"{words}: {count}." for words, count in sorted(counts.items())]
    return " ".join(parts)
