"""Pictures: everything is on them once, nothing overlaps, nothing is cut, nothing is too small."""

from __future__ import annotations

import re
from itertools import combinations, count
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.functionality import Framework
from iotclass.figure.label import broken, cleaned, width
from iotclass.figure.mindmap import FOOT, LOOKS, ROOT, area_map, overview
from iotclass.read.content import shipped
from tests.figure.drawn import ODD, SVG, Box, luminance, parsed, rect_box, said, text_box
from tests.figure.grown import AREAS, FULL, grown

A4 = [("297.0mm", "210.0mm"), ("210.0mm", "297.0mm")]
FULLY = grown()


def label_boxes(root: ET.Element) -> list[Box]:
    """Per label its rectangle, in which its text is, or else its text."""
    boxes: list[Box] = []
    rect: Box | None = None
    for element in root.iterfind(f"{SVG}g[@class='labels']/*"):
        if element.tag == f"{SVG}rect":
            rect = rect_box(element)
            continue
        text = text_box(element)
        if rect is not None:
            assert text.within(rect)
        boxes.append(rect or text)
        rect = None
    return boxes


def titles_on(root: ET.Element) -> list[str]:
    return [said(text) for text in root.iterfind(f"{SVG}g[@class='labels']/{SVG}text")]


def assert_sound(svg: str) -> ET.Element:
    """Nothing overlaps, is cut or is too small; gives the parsed picture."""
    root = parsed(svg)
    sheet = Box(0, 0, *map(float, root.get("viewBox", "").split()[2:]))
    notes = [text_box(text) for text in root.iterfind(f"{SVG}text[@class='note']")]
    boxes = label_boxes(root)
    assert len(boxes) > 1
    assert notes
    assert all(box.within(sheet) for box in [*boxes, *notes])
    assert not [pair for pair in combinations([*boxes, *notes], 2) if pair[0].overlaps(pair[1])]
    sizes = [float(text.get("font-size", "0")) for text in root.iter(f"{SVG}text")]
    assert min(sizes) >= 7
    wide = float(root.get("width", "").removesuffix("mm"))
    assert wide / sheet.right == pytest.approx(25.4 / 72, rel=1e-3), "a unit is a point"
    return root


def area_titles(framework: Framework, area: str) -> list[str]:
    topics = [one.title for one in framework.topics.values() if one.area == area]
    inside = [one.title for one in framework.functionalities.values() if one.area == area]
    return sorted(map(cleaned, [framework.areas[area].title, *topics, *inside]))


@pytest.mark.parametrize("area", FULL)
def test_a_full_area_fits_on_a4_with_every_title_once(area: str) -> None:
    root = assert_sound(area_map(FULLY, area))
    assert sorted(titles_on(root)) == area_titles(FULLY, area)
    assert (root.get("width"), root.get("height")) in A4


def test_the_overview_fits_on_a4_with_every_title_once() -> None:
    root = assert_sound(overview(FULLY))
    upper = [*(one.title for one in FULLY.concerns.values()), *(one.title for one in FULLY.areas.values())]
    assert sorted(titles_on(root)) == sorted([ROOT, *upper, *(one.title for one in FULLY.topics.values())])
    assert (root.get("width"), root.get("height")) == A4[0]


def test_the_shipped_framework_fits_on_a4() -> None:
    framework = shipped().content.framework
    pictures = [overview(framework), *(area_map(framework, area) for area in framework.areas)]
    roots = [assert_sound(picture) for picture in pictures]
    assert len(roots) == 1 + len(AREAS)
    assert all((root.get("width"), root.get("height")) in A4 for root in roots)
    for root, area in zip(roots[1:], framework.areas, strict=True):
        assert sorted(titles_on(root)) == area_titles(framework, area)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_shape_and_any_titles_are_drawn_soundly(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 14), min_size=1, max_size=9))
    many = len(sizes) + sum(sizes)
    wild = data.draw(st.lists(ODD, min_size=many, max_size=many))
    framework = grown({"decommissioning": sizes}, iter(wild), mixed=data.draw(st.booleans()))
    root = assert_sound(area_map(framework, "decommissioning"))
    assert sorted(titles_on(root)) == area_titles(framework, "decommissioning")
    assert_sound(overview(framework))


def test_one_more_functionality_than_paper_holds_makes_the_sheet_grow_and_the_text_stay() -> None:
    root = assert_sound(area_map(grown({"decommissioning": [14] * 20}), "decommissioning"))
    assert float(root.get("height", "").removesuffix("mm")) > 297


def test_branches_are_told_apart_without_colour() -> None:
    assert len({look.dash for look in LOOKS.values()}) == len(LOOKS)
    root = parsed(
        area_map(
            grown({"decommissioning": [3, 3, 3]}, map("Title {}".format, count()), mixed=True),
            "decommissioning",
        )
    )
    drawn = {(path.get("stroke"), path.get("stroke-dasharray")) for path in root.iter(f"{SVG}path")}
    blue, green = LOOKS["blue"], LOOKS["green"]
    assert drawn == {(blue.ink, None), (green.ink, green.dash)}
    notes = [said(text) for text in root.iterfind(f"{SVG}text[@class='note']")]
    assert notes[:2] == [
        "Life cycle: blue, solid lines",
        "Management of security and privacy: green, dashed lines",
    ]


def test_an_area_with_topics_of_both_concerns_stands_under_both() -> None:
    titles = titles_on(parsed(overview(grown({"decommissioning": [1, 1, 1]}, mixed=True))))
    assert titles.count("Decommissioning") == 2


def test_markup_in_titles_is_text() -> None:
    title = "A < B & \"C\" > 'D' </text><script>x</script>"
    framework = grown({"decommissioning": [1]}, iter([title, title[::-1]]))
    for picture in (overview(framework), area_map(framework, "decommissioning")):
        root = parsed(picture)
        assert title in titles_on(root)
        assert not list(root.iter(f"{SVG}script"))


def test_the_picture_has_a_name_and_a_description() -> None:
    root = parsed(area_map(FULLY, "decommissioning"))
    ids = {element.get("id"): said(element) for element in root.iter() if element.get("id")}
    named = [ids[id_] for id_ in root.get("aria-labelledby", "").split()]
    assert root.get("role") == "img"
    assert named[0] == "Decommissioning"
    assert "(5)" in named[1]


def test_the_same_framework_gives_the_same_bytes() -> None:
    assert overview(FULLY) == overview(grown())
    assert area_map(FULLY, "privacy-protection") == area_map(grown(), "privacy-protection")


def test_text_stands_out_from_what_is_behind_it() -> None:
    behind = ["#ffffff", *(look.tint for look in LOOKS.values())]
    inks = {text.get("fill", "") for text in parsed(area_map(FULLY, "decommissioning")).iter(f"{SVG}text")}
    inks = (inks | {look.ink for look in LOOKS.values()}) - {"#ffffff"}
    pairs = [(luminance(ink), luminance(paper)) for ink in inks for paper in behind]
    assert len(pairs) > len(behind)
    assert all((light + 0.05) / (dark + 0.05) >= 4.5 for dark, light in pairs)


@given(ODD, st.floats(5, 200), st.booleans())
def test_lines_join_to_the_text_and_keep_to_the_limit(text: str, limit: float, bold: bool) -> None:
    text = cleaned(text)
    lines = broken(text, limit, FOOT, bold=bold)
    assert "".join(lines) == text
    assert all(width(line.rstrip(), FOOT, bold=bold) <= limit or len(line.rstrip()) == 1 for line in lines)


def test_a_picture_asks_for_nothing_outside_itself() -> None:
    svg = area_map(FULLY, "security-mechanisms")
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|url\(|@import", svg)
