"""What money buys: points stand where cost and result are, nothing overlaps, what meets all is marked."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.language import ENGLISH
from iotclass.core.plan import Front, Point
from iotclass.core.scale import SecurityClass
from iotclass.figure.front import front_by_class, front_by_met
from tests.figure.drawn import ODD, SVG, assert_chart, said, text_box
from tests.figure.spoken import MARKED, unspoken
from tests.models import SMALL
from tests.write.reported import HOSTILE

RESOURCES = SMALL.content.resources
CLASSES = list(SecurityClass)
WIFI = Front(
    "wifi",
    "Pumps in the Wi-Fi",
    by_class=(
        Point(0, SecurityClass.F, 1, (), proved=True),
        Point(6_000, SecurityClass.E, 1, (), proved=True),
        Point(40_000, SecurityClass.C, 2, (), proved=True),
        Point(308_600, SecurityClass.B, 3, (), proved=True),
    ),
    by_met=(
        Point(0, SecurityClass.F, 1, (), proved=True),
        Point(12_000, SecurityClass.E, 2, (), proved=True),
        Point(178_000, SecurityClass.C, 3, (), proved=True),
    ),
    required=3,
)


@st.composite
def fronts(draw: st.DrawFn) -> Front:
    """Fronts of rising cost and result."""
    required = draw(st.integers(0, 40))
    costs = sorted(draw(st.sets(st.integers(0, 10**9), min_size=0, max_size=6)))
    some = st.sets(st.sampled_from(CLASSES), min_size=len(costs), max_size=len(costs))
    levels = sorted(draw(some), reverse=True)
    counts = sorted(draw(st.sets(st.integers(0, required), max_size=len(costs))))
    proved = draw(st.lists(st.booleans(), min_size=6, max_size=6))
    points = [
        Point(float(cost), level, min(number, required), (), good)
        for number, (cost, level, good) in enumerate(zip(costs, levels, proved, strict=False))
    ]
    met = [replace(point, met=count) for point, count in zip(points, counts, strict=False)]
    return Front("id", draw(ODD), tuple(points), tuple(met), required)


def points(root: ET.Element) -> list[tuple[float, float]]:
    found = []
    for group in root.findall(f"{SVG}g[@class='point']"):
        dot = next(group.iter(f"{SVG}circle"))
        found.append((float(dot.get("cx", "nan")), float(dot.get("cy", "nan"))))
    return found


def scale(root: ET.Element) -> dict[float, float]:
    """Where the lines of the scale are, by the cost they stand for."""
    lines = [path.get("d", "") for path in root.findall(f"{SVG}path") if not path.get("class")]
    xs = [float(line[1:].split(" ")[0]) for line in lines]
    texts = {text_box(text): said(text) for text in root.findall(f"{SVG}text")}
    found = {}
    for x in xs:
        below = [words for box, words in texts.items() if abs((box.left + box.right) / 2 - x) < 0.2]
        found[x] = float(below[-1].removesuffix(f" {RESOURCES.currency}").replace(",", ""))
    return found


def results(root: ET.Element) -> dict[str, float]:
    """Where each result stands."""
    found = {}
    for badge in root.findall(f"{SVG}rect[@class='badge']"):
        y, high = float(badge.get("y", "nan")), float(badge.get("height", "nan"))
        texts = [text for text in root.findall(f"{SVG}text") if text_box(text).left < 98]
        (words,) = (said(text) for text in texts if abs(sum(text_box(text)[1::2]) / 2 - y - high / 2) < 2)
        found[words] = y + high / 2
    return found


def assert_true(root: ET.Element, found: tuple[Point, ...], names: list[str]) -> None:
    """Points stand where their costs and results are, on a line of steps."""
    shown, rows = points(root), results(root)
    if not found[-1].cost:
        assert [y for _, y in shown] == [pytest.approx(rows[names[0]], abs=0.1)]
        assert not root.findall(f"{SVG}path")
        return
    at = scale(root)
    assert len(shown) == len(found)
    (low, first), (high, last) = min(at.items()), max(at.items())
    assert first == 0
    for point, (x, y), name in zip(found, shown, names, strict=True):
        if last:
            assert x == pytest.approx(low + (high - low) * point.cost / last, abs=0.2)
        assert y == pytest.approx(rows[name], abs=0.1)
    for (x, y), (to_x, to_y) in pairwise(shown):
        assert x <= to_x
        assert y > to_y
    (steps,) = (path.get("d", "") for path in root.findall(f"{SVG}path[@class='steps']"))
    corners = re.findall(r"[MHV]([\d.]+)(?: ([\d.]+))?", steps)
    flat = [float(number) for pair in corners for number in pair if number]
    wanted = [*shown[0], *(number for point in shown[1:] for number in point)]
    assert flat[:-1] == pytest.approx(wanted, abs=0.11)


def test_cost_against_class() -> None:
    root = assert_chart(front_by_class(WIFI, RESOURCES, ENGLISH))
    assert list(results(root)) == list("ABCDEF")
    assert_true(root, WIFI.by_class, list("FECB"))
    groups = root.findall(f"{SVG}g[@class='point']")
    assert [[said(text) for text in one.findall(f"{SVG}text")] for one in groups] == [
        ["0 EUR", "1 of 3 requirements met, 0 changes"],
        ["6,000 EUR", "1 of 3 requirements met, 0 changes"],
        ["40,000 EUR", "2 of 3 requirements met, 0 changes"],
        ["308,600 EUR", "meets all that is required, 0 changes"],
    ]


def test_cost_against_requirements_met() -> None:
    root = assert_chart(front_by_met(WIFI, RESOURCES, ENGLISH))
    assert list(results(root)) == ["3 of 3", "2 of 3", "1 of 3", "0 of 3"]
    assert_true(root, WIFI.by_met, ["1 of 3", "2 of 3", "3 of 3"])
    assert "Costs are over 5 years. No other plan beats one of these in both." in [
        said(text) for text in root.iter(f"{SVG}text")
    ]


def test_the_cheapest_that_meets_all_is_ringed() -> None:
    for svg in (front_by_class, front_by_met):
        groups = assert_chart(svg(WIFI, RESOURCES, ENGLISH)).findall(f"{SVG}g[@class='point']")
        ringed = [len(one.findall(f"{SVG}circle[@class='all']")) for one in groups]
        assert ringed == [0] * (len(groups) - 1) + [1]


def test_where_none_meets_all_none_is_ringed() -> None:
    root = assert_chart(front_by_met(replace(WIFI, required=9), RESOURCES, ENGLISH))
    assert not list(root.iterfind(f".//{SVG}circle[@class='all']"))


@settings(max_examples=80, deadline=None)
@given(fronts())
def test_any_front_is_drawn_soundly(found: Front) -> None:
    root = assert_chart(front_by_class(found, RESOURCES, ENGLISH))
    if found.by_class:
        assert_true(root, found.by_class, [str(one.level) for one in found.by_class])
    root = assert_chart(front_by_met(found, RESOURCES, ENGLISH))
    if found.by_met:
        assert_true(root, found.by_met, [f"{one.met} of {found.required}" for one in found.by_met])


def test_what_is_not_proved_is_hollow_and_says_so() -> None:
    late = replace(WIFI, by_class=(WIFI.by_class[0], replace(WIFI.by_class[1], proved=False)), late=True)
    root = assert_chart(front_by_class(late, RESOURCES, ENGLISH))
    fills = [next(one.iter(f"{SVG}circle")).get("fill") for one in root.findall(f"{SVG}g[@class='point']")]
    assert fills[0] != fills[1] == "#ffffff"
    words = [said(text) for text in root.iter(f"{SVG}text")]
    assert "1 of 3 requirements met, 0 changes, not proved: time ran out" in words
    assert "Costs are over 5 years." in words


def test_without_points_it_says_so() -> None:
    empty = Front("wifi", "Pumps", (), (), 3, ("time ran out before all points were found",), late=True)
    root = assert_chart(front_by_class(empty, RESOURCES, ENGLISH))
    words = [said(text) for text in root.iter(f"{SVG}text")]
    assert words[-2:] == ["No plan was found.", "time ran out before all points were found"]


def test_one_point_alone_has_no_scale() -> None:
    alone = replace(WIFI, by_class=WIFI.by_class[:1], by_met=WIFI.by_met[:1])
    for svg in (front_by_class, front_by_met):
        root = assert_chart(svg(alone, RESOURCES, ENGLISH))
        assert len(points(root)) == 1
        assert not root.findall(f"{SVG}path")
        words = [said(text) for text in root.iter(f"{SVG}text")]
        assert words[-1] == "Nothing that the model allows to change reaches more."
        assert [one for one in words if one.endswith(" EUR")] == ["0 EUR"]
        late = [
            said(text) for text in assert_chart(svg(replace(alone, late=True), RESOURCES, ENGLISH)).iter()
        ]
        assert words[-1] not in late


def test_the_description_says_every_point() -> None:
    described = said(next(assert_chart(front_by_class(WIFI, RESOURCES, ENGLISH)).iter(f"{SVG}desc")))
    assert described.startswith("Pumps in the Wi-Fi. F: 0 EUR, 1 of 3 requirements met, 0 changes.")
    assert "B: 308,600 EUR, meets all that is required, 0 changes." in described


@pytest.mark.parametrize("odd", HOSTILE)
def test_hostile_titles_are_text(odd: str) -> None:
    for svg in (front_by_class, front_by_met):
        root = assert_chart(svg(replace(WIFI, title=odd), RESOURCES, ENGLISH))
        known = {*("svg", "title", "desc", "rect", "text", "tspan", "g", "path", "circle")}
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= known


def test_every_word_goes_through_the_language() -> None:
    unproved = replace(WIFI.by_class[3], proved=False)
    late = replace(WIFI, by_class=(*WIFI.by_class[:3], unproved), notes=("late",))
    for svg in (front_by_class, front_by_met):
        assert unspoken(svg(late, RESOURCES, MARKED), ["Pumps in the Wi-Fi", RESOURCES.currency]) == set()
        empty = replace(WIFI, by_class=(), by_met=())
        assert unspoken(svg(empty, RESOURCES, MARKED), ["Pumps in the Wi-Fi"]) == set()


def test_the_same_front_gives_the_same_bytes() -> None:
    assert front_by_class(WIFI, RESOURCES, ENGLISH) == front_by_class(WIFI, RESOURCES, ENGLISH)
    assert front_by_class(WIFI, RESOURCES, ENGLISH) != front_by_met(WIFI, RESOURCES, ENGLISH)
