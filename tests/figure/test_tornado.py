"""Tornado charts: bars reach from the lowest to the highest probability, the widest stands first."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.language import ENGLISH
from iotclass.figure.label import cleaned
from iotclass.figure.tornado import ABOVE, BELOW, Swing, tornado_svg
from tests.figure.drawn import (
    ODD,
    SVG,
    Box,
    assert_chart,
    contrast,
    luminance,
    parsed,
    rect_box,
    said,
    text_box,
)
from tests.figure.spoken import MARKED, unspoken

AXIS = "Probability that the scenario meets the required class B"
SWINGS = [
    Swing("Battery drain: severity", 0.55, "very high", 0.7, "very low", 0.04),
    Swing("Protection of the sensor", 0.31, "P2", 0.94, "P4", 0.41),
    Swing("Connectivity of the controller", 0.4, "C4", 0.81, "C2", 0.22),
]
BASE = 0.62


@st.composite
def swings(draw: st.DrawFn) -> tuple[float, list[Swing]]:
    """A base, and swings around it."""
    base = draw(st.floats(0, 1))
    below, above = st.floats(0, 1).map(lambda one: one * base), st.floats(0, 1)
    rows = st.builds(
        Swing, ODD, below, ODD, above.map(lambda one: base + one * (1 - base)), ODD, st.floats(0, 1)
    )
    return base, draw(st.lists(rows, max_size=12))


def drawn_rows(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{SVG}g[@class='row']")


def texts(row: ET.Element) -> list[str]:
    return [said(text) for text in row.findall(f"{SVG}text")]


def side(row: ET.Element, name: str) -> Box:
    rect = row.find(f"{SVG}rect[@class='{name}']")
    assert rect is not None
    return rect_box(rect)


def scale(root: ET.Element) -> tuple[float, float]:
    """Where 0 % and 100 % are, by the lines that stand for them."""
    lines = [path.get("d", "") for path in root.findall(f"{SVG}path") if path.get("class") != "base"]
    xs = [float(line[1:].split(" ")[0]) for line in lines]
    return min(xs), max(xs)


def base_line(root: ET.Element) -> float:
    path = root.find(f"{SVG}path[@class='base']")
    assert path is not None
    return float(path.get("d", "")[1:].split(" ")[0])


def assert_true(root: ET.Element, base: float, rows: list[Swing]) -> None:
    """Every bar stands on the scale where its swing is, in two parts that meet at the base."""
    start, end = scale(root)

    def at(share: float) -> object:
        return pytest.approx(start + share * (end - start), abs=0.02)

    assert base_line(root) == at(base)
    for row, swing in zip(drawn_rows(root), rows, strict=True):
        below, above = side(row, "below"), side(row, "above")
        assert (below.left, below.right) == (at(swing.low), at(base))
        assert (above.left, above.right) == (at(base), at(swing.high))
        name, low, high, gain = texts(row)
        assert name == cleaned(swing.label)
        assert low == cleaned(f"{swing.low_level}: {ENGLISH.percent(swing.low)}")
        assert high == cleaned(f"{swing.high_level}: {ENGLISH.percent(swing.high)}")
        assert gain == ENGLISH.percent(swing.gain)
        boxes = [text_box(text) for text in row.findall(f"{SVG}text")]
        assert boxes[1].right < below.left
        assert boxes[2].left > above.right
        assert not any(box.overlaps(bar) for box in boxes for bar in (below, above))


def widest_first(rows: list[Swing]) -> list[Swing]:
    return sorted(rows, key=lambda one: one.high - one.low, reverse=True)


def test_the_widest_swing_stands_at_the_top() -> None:
    root = assert_chart(tornado_svg("What matters", AXIS, BASE, SWINGS))
    assert_true(root, BASE, [SWINGS[1], SWINGS[2], SWINGS[0]])
    bars = [(side(row, "below").left, side(row, "above").right) for row in drawn_rows(root)]
    assert all(above[1] - above[0] > below[1] - below[0] for above, below in pairwise(bars))
    assert texts(drawn_rows(root)[0]) == ["Protection of the sensor", "P2: 31 %", "P4: 94 %", "41 %"]


@settings(max_examples=60, deadline=None)
@given(ODD, ODD, swings())
def test_any_swings_are_drawn_soundly(title: str, axis: str, given: tuple[float, list[Swing]]) -> None:
    base, rows = given
    root = assert_chart(tornado_svg(title, axis, base, rows))
    if rows:
        assert_true(root, base, widest_first(rows))


def test_many_rows_make_the_picture_long_and_leave_the_scale_as_it_is() -> None:
    few, many = (assert_chart(tornado_svg("Many", AXIS, BASE, SWINGS * times)) for times in (1, 60))
    assert_true(many, BASE, widest_first(SWINGS * 60))
    assert scale(many) == scale(few)
    heights = [float(root.get("height", "").removesuffix("mm")) for root in (few, many)]
    assert heights[1] > 20 * heights[0]


def test_equal_swings_keep_their_order() -> None:
    rows = [Swing(name, 0.25, "low", 0.75, "high", 0.5) for name in ("zebra", "ant", "bee")]
    root = parsed(tornado_svg("What matters", AXIS, 0.5, rows))
    assert [texts(row)[0] for row in drawn_rows(root)] == ["zebra", "ant", "bee"]


@pytest.mark.parametrize("base", [0.0, 0.5, 1.0])
def test_without_rows_nothing_is_in_doubt(base: float) -> None:
    root = assert_chart(tornado_svg("What matters", AXIS, base, []))
    words = [said(text) for text in root.iter(f"{SVG}text")]
    assert words[:2] == ["What matters", AXIS]
    assert words[2].startswith(f"Nothing is in doubt: {ENGLISH.percent(base)}")
    assert not drawn_rows(root)


def test_the_description_says_every_figure_in_words() -> None:
    described = parsed(tornado_svg("What matters", AXIS, BASE, SWINGS)).find(f"{SVG}desc")
    assert described is not None
    words = said(described)
    assert words.startswith(f"{AXIS}: 62 % as it stands.")
    assert "Protection of the sensor: from 31 % if P2 to 94 % if P4; removes 41 % of the doubt." in words
    assert words.index("Protection") < words.index("Connectivity") < words.index("Battery")


def test_markup_in_text_is_text() -> None:
    odd = "A < B & \"C\" > 'D' </text><script>x</script>\x00\x1b"
    root = assert_chart(tornado_svg(odd, odd, 0.5, [Swing(odd, 0.001, odd, 0.999, odd, 0.5)]))
    assert not list(root.iter(f"{SVG}script"))
    assert sum(cleaned(odd) in said(text) for text in root.iter(f"{SVG}text")) == 5


def test_the_same_swings_give_the_same_bytes() -> None:
    assert tornado_svg("What matters", AXIS, BASE, SWINGS) == tornado_svg(
        "What matters", AXIS, BASE, SWINGS[::-1]
    )


def test_the_two_sides_stand_out_from_paper_and_differ_in_grey_print() -> None:
    assert min(contrast(side, "#ffffff") for side in (BELOW, ABOVE)) >= 3
    assert luminance(ABOVE) > 1.5 * luminance(BELOW)


def test_all_text_stands_out_from_paper() -> None:
    root = parsed(tornado_svg("What matters", AXIS, BASE, SWINGS))
    inks = {text.get("fill", "") for text in root.iter(f"{SVG}text")}
    assert min(contrast(ink, "#ffffff") for ink in inks) >= 4.5


@pytest.mark.parametrize("rows", [SWINGS, []])
def test_every_word_goes_through_the_language(rows: list[Swing]) -> None:
    names = [words for one in SWINGS for words in (one.label, one.low_level, one.high_level)]
    svg = tornado_svg("Zq", AXIS, BASE, rows, language=MARKED)
    assert unspoken(svg, ["Zq", AXIS, *sorted(names, key=len, reverse=True)]) == set()
