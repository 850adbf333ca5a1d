"""Bars of classes: segments are as wide as shares, all can be read without colour, nothing overlaps."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.language import ENGLISH
from iotclass.core.palette import COLOURS
from iotclass.core.report import Tone
from iotclass.core.scale import SecurityClass
from iotclass.figure.bars import Bar, bars_svg
from iotclass.figure.label import cleaned
from tests.figure.drawn import ODD, SVG, assert_chart, contrast, parsed, rect_box, said, text_box
from tests.figure.spoken import MARKED, unspoken

CLASSES = list(SecurityClass)


def shares(*given: float) -> dict[SecurityClass, float]:
    return dict(zip(SecurityClass, given, strict=False))


PACEMAKER = [
    Bar("Sensor", shares(0.12, 0.71, 0.17), SecurityClass.B, 0.83),
    Bar("Controller", shares(0, 0.3, 0.42, 0.22, 0.06), SecurityClass.C, 0.72),
    Bar("Phone", shares(0, 0, 0.1, 0.35, 0.4, 0.15), None, None),
    Bar("Pacemaker", shares(0, 0.08, 0.32, 0.35, 0.2, 0.05), SecurityClass.C, 0.4, whole=True),
]
SHARES = st.dictionaries(st.sampled_from(CLASSES), st.floats(0, 1) | st.sampled_from([0.001, 1e-12, 0.5]))
ROWS = st.lists(
    st.builds(
        Bar,
        ODD,
        SHARES,
        st.none() | st.sampled_from(CLASSES),
        st.none() | st.floats(0, 1),
        st.booleans(),
    ),
    max_size=12,
)


def fill(one: SecurityClass) -> str:
    return COLOURS[Tone[one.value]].fill


def drawn_rows(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{SVG}g[@class='row']")


def segments(row: ET.Element) -> list[ET.Element]:
    return row.findall(f"{SVG}rect[@class='share']")


def texts(row: ET.Element) -> list[str]:
    return [said(text) for text in row.findall(f"{SVG}text")]


def inner(row: ET.Element) -> tuple[float, float]:
    """Where the bar of a row starts and ends, within its edge."""
    edge = row.find(f"{SVG}rect[@class='edge']")
    assert edge is not None
    box = rect_box(edge)
    return box.left + 0.5, box.right - 0.5


def bracket_end(row: ET.Element) -> float | None:
    path = row.find(f"{SVG}path[@class='bracket']")
    return None if path is None else float(path.get("d", "").split("H")[1].split("v")[0])


def normal(given: Mapping[SecurityClass, float]) -> dict[SecurityClass, float]:
    total = sum(given.values())
    return {one: given[one] / total for one in CLASSES if given.get(one)}


def assert_fair(row: ET.Element, bar: Bar) -> None:
    """The segments of a row fill its bar, the best class first, each as wide as its share."""
    start, end = inner(row)
    wanted = normal(bar.shares)
    found = segments(row)
    assert [rect.get("fill") for rect in found] == [fill(one) for one in wanted]
    enough = x = start
    for (one, share), rect in zip(wanted.items(), found, strict=True):
        box = rect_box(rect)
        assert box.left == pytest.approx(x, abs=1e-6)
        assert box.right - box.left == pytest.approx(share * (end - start), abs=0.0101)
        assert said(rect) == f"class {one}: {ENGLISH.percent(share, 1)}"
        x = box.right
        enough = x if bar.requires and one <= bar.requires else enough
    if wanted:
        assert x == pytest.approx(end, abs=0.0101)
    expected = pytest.approx(enough, abs=0.0101) if bar.requires and wanted else None
    assert bracket_end(row) == expected
    assert_written_in(row, found, wanted)


def assert_written_in(
    row: ET.Element, found: list[ET.Element], wanted: Mapping[SecurityClass, float]
) -> None:
    """What is written on a segment says which class it is, stands within it and out from its colour."""
    known = {f"{one} {ENGLISH.percent(share)}" for one, share in wanted.items()} | set(map(str, wanted))
    for text in row.findall(f"{SVG}text"):
        box = text_box(text)
        on = [rect for rect in found if box.overlaps(rect_box(rect))]
        for rect in on:
            assert box.within(rect_box(rect))
            assert said(text) in known
            assert fill(SecurityClass(said(text)[0])) == rect.get("fill")
            assert contrast(text.get("fill", ""), rect.get("fill", "")) >= 4.5


def test_the_pacemaker_is_drawn_as_it_is() -> None:
    root = assert_chart(bars_svg("Pacemaker", PACEMAKER))
    rows = drawn_rows(root)
    for row, bar in zip(rows, [PACEMAKER[3], *PACEMAKER[:3]], strict=True):
        assert_fair(row, bar)
        assert texts(row)[0] == bar.label
    assert texts(rows[1])[1:] == ["A 12 %", "B 71 %", "C 17 %", "B", "71 %", "requires B: met with 83 %"]
    assert texts(rows[3])[-1] == "nothing required"


@settings(max_examples=60, deadline=None)
@given(ODD, ROWS)
def test_any_rows_are_drawn_soundly(title: str, bars: list[Bar]) -> None:
    root = assert_chart(bars_svg(title, bars))
    ordered = [bar for bar in bars if bar.whole] + [bar for bar in bars if not bar.whole]
    for row, bar in zip(drawn_rows(root), ordered, strict=True):
        assert_fair(row, bar)
        assert texts(row)[0] == cleaned(bar.label)
        assert ("not assessed" in texts(row)) is (not normal(bar.shares))


def test_many_rows_make_the_picture_long_and_leave_text_as_it_is() -> None:
    few, many = (assert_chart(bars_svg("Many", PACEMAKER * times)) for times in (1, 60))
    assert len(drawn_rows(many)) == 60 * len(drawn_rows(few))
    wide, high = (many.get(name) for name in ("width", "height"))
    assert wide == few.get("width")
    assert float(str(high).removesuffix("mm")) > 30 * float(str(few.get("height")).removesuffix("mm"))
    assert {text.get("font-size") for text in many.iter(f"{SVG}text")} == {
        text.get("font-size") for text in few.iter(f"{SVG}text")
    }


def test_the_whole_stands_first_and_apart() -> None:
    root = parsed(bars_svg("Pacemaker", PACEMAKER))
    rows = drawn_rows(root)
    name, high = rows[0].find(f"{SVG}text"), [rect_box(segments(row)[0]) for row in rows]
    assert name is not None
    assert name.get("font-weight") == "bold"
    assert high[0].bottom - high[0].top > high[1].bottom - high[1].top
    distances = [below.top - above.bottom for above, below in pairwise(high)]
    assert distances[0] > max(distances[1:])


def test_every_letter_is_in_the_legend_on_its_colour() -> None:
    root = parsed(bars_svg("Pacemaker", PACEMAKER))
    chips = root.findall(f"{SVG}rect[@class='chip']")
    letters = [said(text) for text in root.findall(f"{SVG}text") if len(said(text)) == 1]
    assert [chip.get("fill") for chip in chips] == [fill(SecurityClass(letter)) for letter in letters]
    assert letters == list(map(str, CLASSES))


def test_all_other_text_stands_out_from_paper() -> None:
    root = parsed(bars_svg("Pacemaker", PACEMAKER))
    inks = {text.get("fill", "") for text in root.iter(f"{SVG}text")} - {"#ffffff"}
    assert min(contrast(ink, "#ffffff") for ink in inks) >= 4.5


def test_several_classes_may_be_most_probable() -> None:
    row = drawn_rows(parsed(bars_svg("Even", [Bar("Even", shares(0.25, 0.5, 0.5), None, None)])))[0]
    assert texts(row)[-4:] == ["B", "C", "40 %", "nothing required"]


def test_without_rows_it_says_so() -> None:
    root = assert_chart(bars_svg("Nothing", []))
    assert [said(text) for text in root.iter(f"{SVG}text")] == ["Nothing", "There is nothing to show."]


def test_the_description_says_every_figure_in_words() -> None:
    described = parsed(bars_svg("Pacemaker", PACEMAKER)).find(f"{SVG}desc")
    assert described is not None
    words = said(described)
    assert "Sensor: A 12 %, B 71 %, C 17 %; most probable: B; requires B: met with 83 %." in words
    assert "Phone: C 10 %, D 35 %, E 40 %, F 15 %; most probable: E; nothing required." in words
    assert words.index("Pacemaker:") < words.index("Sensor:")


def test_markup_in_text_is_text() -> None:
    odd = "A < B & \"C\" > 'D' </text><script>x</script>\x00\x1b"
    svg = bars_svg(odd, [Bar(odd, shares(0.001, 0.999), SecurityClass.A, 0.001)])
    root = assert_chart(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert [cleaned(odd), cleaned(odd)] == [
        said(text) for text in root.iter(f"{SVG}text") if "script" in said(text)
    ]


def test_the_same_rows_give_the_same_bytes_whatever_the_order_of_shares() -> None:
    turned = [
        Bar(bar.label, dict(reversed(list(bar.shares.items()))), bar.requires, bar.meets, bar.whole)
        for bar in PACEMAKER
    ]
    assert bars_svg("Pacemaker", PACEMAKER) == bars_svg("Pacemaker", turned)


def test_two_pictures_on_a_page_share_no_id() -> None:
    ids = [
        {element.get("id") for element in parsed(bars_svg("Pacemaker", rows)).iter() if element.get("id")}
        for rows in (PACEMAKER, PACEMAKER[:2])
    ]
    assert len(set.union(*ids)) == 4


def test_every_word_goes_through_the_language() -> None:
    for rows in (PACEMAKER, [Bar("Dark", {}, SecurityClass.B, None), Bar("Whole", {}, None, 0.5)], []):
        names = [bar.label for bar in rows]
        assert unspoken(bars_svg("Zq", rows, language=MARKED), ["Zq", *names]) == set()
