"""Systems of any shape as values, and what their pictures show, read back from the SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.level import Level
from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Impact, Medium, Operations, Protection, Reach, SecurityClass
from iotclass.core.system import Connection, Reliance, Requirement
from tests.figure.drawn import SVG, Box, parsed, rect_box, said, text_box
from tests.models import FILE, OURS, assessed, harmful, link, part, spanned, whole_system

HERE = Place(FILE, 1)
Point = tuple[float, float]
LEVELS = (list(Connectivity), list(Protection)[1:], list(Impact))
WAYS = [(medium, reach) for medium in Medium for reach in Reach]


def mapped(
    count: int,
    links: Iterable[tuple[int, int]] = (),
    reliances: Iterable[tuple[int, int]] = (),
    names: Mapping[int, str] | None = None,
    ports: Iterable[int] = (),
    way: Sequence[tuple[Level, Level]] = WAYS,
) -> ScenarioAssessment:
    """A scenario of `count` components of all classes, linked and relying as said."""
    relied, ported = list(reliances), set(ports)
    parts = [
        part(
            f"c{number}",
            name=(names or {}).get(number, f"Thing {number}"),
            connectivity=spanned(LEVELS[0][number % 5]),
            protection=spanned(LEVELS[1][number * 7 // 5 % 5]),
            harm=harmful(LEVELS[2][number * 3 // 7 % 5]),
            challenges=(),
            requires=Requirement(list(SecurityClass)[number % 6], HERE) if number % 4 else None,
            relies_on=tuple(Reliance(f"c{b}", HERE) for a, b in relied if a == number),
            ports=(connection(f"p{number}", (), *WAYS[number % len(WAYS)]),) if number in ported else (),
        )
        for number in range(count)
    ]
    ties = [
        connection(f"l{number}", (f"c{a}", f"c{b}"), *way[number % len(way)])
        for number, (a, b) in enumerate(links)
    ]
    (scenario,) = assessed(whole_system(parts, ties), by=OURS).scenarios
    return scenario


def connection(id_: str, ends: tuple[str, ...], medium: Level, reach: Level) -> Connection:
    return link(id_, ends, medium, reach, list(Operations)[len(id_) % 3])


@dataclass(frozen=True)
class CardSeen:
    words: str
    box: Box
    texts: list[str]
    fill: str
    ink: str


@dataclass(frozen=True)
class LineSeen:
    kind: str
    words: str
    points: list[Point]
    label: Box | None
    dash: str | None
    stroke: str


@dataclass(frozen=True)
class Seen:
    root: ET.Element
    cards: list[CardSeen]
    lines: list[LineSeen]
    frame: Box | None
    legend: list[str]

    def card(self, start: str) -> CardSeen:
        (one,) = [card for card in self.cards if card.words.startswith(f"{start}:")]
        return one


def seen(svg: str) -> Seen:
    root = parsed(svg)
    (system,) = root.iterfind(f"{SVG}g[@class='system']")
    frames = [rect_box(one) for one in system.iterfind(f"{SVG}rect[@class='frame']")]
    legend = [said(one) for one in root.iterfind(f"{SVG}g[@class='legend']/{SVG}text")]
    groups = {kind: system.findall(f"{SVG}g[@class='{kind}']") for kind in ("component", "link", "reliance")}
    lines = [_line(one, kind) for kind in ("link", "reliance") for one in groups[kind]]
    return Seen(root, [_card(one) for one in groups["component"]], lines, next(iter(frames), None), legend)


def _card(group: ET.Element) -> CardSeen:
    rects = [rect_box(one) for one in group.iterfind(f"{SVG}rect")]
    side = group.find(f"{SVG}path[@class='class']")
    texts = sorted(group.findall(f"{SVG}text"), key=_order)
    assert side is not None
    whole = Box(
        min(box.left for box in rects),
        min(box.top for box in rects),
        max(box.right for box in rects),
        max(box.bottom for box in rects),
    )
    assert all(text_box(one).within(whole) for one in texts)
    assert not [two for two in combinations(map(text_box, texts), 2) if two[0].overlaps(two[1])]
    assert group.findall(f"{SVG}path[@class='sign']")
    return CardSeen(
        said(group[0]), whole, [said(one) for one in texts], side.get("fill", ""), texts[0].get("fill", "")
    )


def _order(text: ET.Element) -> tuple[bool, bool]:
    """The letter of the class first, then the name."""
    return text.get("text-anchor") != "middle", text.get("font-weight") != "bold"


def _line(group: ET.Element, kind: str) -> LineSeen:
    path, labels = group.findall(f"{SVG}path")[0], group.findall(f"{SVG}rect[@class='label']")
    box = rect_box(labels[0]) if labels else None
    assert box is None or all(text_box(one).within(box) for one in group.iterfind(f"{SVG}text"))
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", path.get("d", ""))]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return LineSeen(kind, said(group[0]), points, box, path.get("stroke-dasharray"), path.get("stroke", ""))


def through(points: list[Point], box: Box) -> bool:
    """Whether a line through `points`, all of them across or down but for round corners, is within a box."""
    small = Box(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1)
    return any(
        small.overlaps(Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]) + 0.5, max(a[1], b[1]) + 0.5))
        for a, b in pairwise(points)
    )


def near(point: Point, box: Box, far: float = 8.0) -> bool:
    """Whether a point is at a box, or as far before it as the head of an arrow is long."""
    grown = Box(box.left - far, box.top - far, box.right + far, box.bottom + far)
    return Box(*point, *point).within(grown)


def assert_map(svg: str, ends: Mapping[str, tuple[str, str]]) -> Seen:
    """Nothing overlaps or is cut, no line runs through a foreign box; `ends` per line by its first words."""
    found = seen(svg)
    sheet = Box(0, 0, *map(float, found.root.get("viewBox", "").split()[2:]))
    system = found.root.find(f"{SVG}g[@class='system']")
    assert system is not None
    shift_x, shift_y = map(float, re.findall(r"[\d.]+", system.get("transform", "")))
    inner = Box(-shift_x, -shift_y, sheet.right - shift_x, sheet.bottom - shift_y)
    outer = [one for one in found.root.iter(f"{SVG}text") if one not in list(system.iter(f"{SVG}text"))]
    labels = [one.label for one in found.lines if one.label is not None]
    boxes = [*(one.box for one in found.cards), *labels]
    assert all(box.within(inner) for box in boxes)
    assert all(text_box(one).within(sheet) for one in outer)
    assert not [two for two in combinations(map(text_box, outer), 2) if two[0].overlaps(two[1])]
    assert not _overlapping(boxes)
    assert len(found.lines) == len(ends)
    for line in found.lines:
        names = ends[line.words.split(":")[0]]
        own = [found.card(name) for name in names]
        assert near(line.points[0], own[0].box), line.words
        assert near(line.points[-1], own[1].box), line.words
        for card in found.cards:
            assert card in own or not through(line.points, card.box), (line.words, card.words)
        for other in found.lines:
            if other is not line and other.label is not None:
                assert not through(line.points, other.label), (line.words, other.words)
    assert min(float(one.get("font-size", "0")) for one in outer) >= 7
    return found


def _overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    found, ordered = [], sorted(boxes, key=lambda box: box.top)
    for number, box in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.top >= box.bottom:
                break
            if box.overlaps(other):
                found.append((box, other))
    return found


def ends_of(
    scenario: ScenarioAssessment, cards: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """What the cards at the ends of every line go by, by the words that the line's words start with."""
    found = {one.title: (cards[one.ends[0]], cards[one.ends[1]]) for one in scenario.scenario.links}
    for id_, one in scenario.components.items():
        for reliance in one.component.relies_on:
            provider = reliance.provider
            found[f"{names[id_]} relies on {names[provider]}"] = cards[id_], cards[provider]
    return found
