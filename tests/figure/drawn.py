"""What pictures are checked with: where things are on them, how light colours are, odd text."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from iotclass.figure.label import width

SVG = "{http://www.w3.org/2000/svg}"
ODD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("<&>\"' Wm%"),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()))


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        across = self.left < other.right - 0.2 and other.left < self.right - 0.2
        return across and self.top < other.bottom - 0.2 and other.top < self.bottom - 0.2

    def within(self, other: Box) -> bool:
        low, high = (self.left, self.top), (self.right, self.bottom)
        inside = other.left - 0.2 <= low[0] and other.top - 0.2 <= low[1]
        return inside and high[0] <= other.right + 0.2 and high[1] <= other.bottom + 0.2


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own


def said(text: ET.Element) -> str:
    return "".join(text.itertext())


def text_box(text: ET.Element) -> Box:
    """The box that a text takes, by its own attributes."""
    size, bold = float(text.get("font-size", "0")), text.get("font-weight") == "bold"
    boxes = []
    for line in text.findall(f"{SVG}tspan") or [text]:
        wide = width((line.text or "").strip(), size, bold=bold)
        x, y = float(line.get("x", "nan")), float(line.get("y", "nan"))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        boxes.append(Box(left, y - 0.93 * size, left + wide, y + 0.27 * size))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def rect_box(rect: ET.Element) -> Box:
    x, y, wide, high = (float(rect.get(name, "nan")) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + wide, y + high)


def linear(colour: str) -> list[float]:
    """Its red, green and blue as light."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as the Web Content Accessibility Guidelines define it."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def assert_chart(svg: str) -> ET.Element:
    """A chart is named, described, on its own paper; no text overlaps another or is cut; gives it parsed."""
    root = parsed(svg)
    sheet = Box(0, 0, *map(float, root.get("viewBox", "").split()[2:]))
    ids = {element.get("id"): said(element) for element in root.iter() if element.get("id")}
    named = [ids[id_] for id_ in root.get("aria-labelledby", "").split()]
    texts = list(root.iter(f"{SVG}text"))
    boxes = sorted(map(text_box, texts), key=lambda box: box.top)
    assert root.get("role") == "img"
    assert said(texts[0]) == named[0]
    assert named[1]
    paper = root.find(f"{SVG}rect[@class='paper']")
    assert paper is not None
    assert paper.get("fill") == "#ffffff"
    assert all(box.within(sheet) for box in boxes)
    for number, box in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other.top >= box.bottom:
                break
            assert not box.overlaps(other)
    assert min(float(text.get("font-size", "0")) for text in texts) >= 7
    return root
