"""The method's tables: every component in its own cell, lines through gaps alone, nothing overlaps."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement, pairwise, product
from xml.etree import ElementTree as ET

import pytest

from iotclass.core.assess import Assessment
from iotclass.core.language import ENGLISH
from iotclass.core.scale import Connectivity, Exposure, Impact, Protection
from iotclass.figure.matrix import CROWD, class_matrix, exposure_matrix
from tests.core.published import TABLES, outcome
from tests.figure.drawn import SVG, Box, assert_chart, parsed, rect_box, said, text_box
from tests.figure.parts import MINOR, assessment, at, exposed
from tests.figure.spoken import MARKED, unspoken
from tests.models import METHODS, OURS, PAPER, Model, assessed, model_of
from tests.write.reported import HOSTILE

LEVELS = tuple(Protection)[1:]
MARKS = {"given": "", "derived": "′", "inferred": "?", "ours": "+"}
Point = tuple[float, float]


def exposures(found: Assessment) -> str:
    return exposure_matrix(found.method, found.scenarios, ENGLISH)


def classes(found: Assessment) -> str:
    return class_matrix(found.method, found.scenarios, ENGLISH)


def boxes(root: ET.Element) -> list[tuple[str, Box]]:
    """Every box with its text."""
    found = []
    for group in root.findall(f"{SVG}g[@class='box']"):
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        words = " ".join(said(text) for text in group.findall(f"{SVG}text"))
        found.append((words, rect_box(rect)))
    return found


def cells(root: ET.Element) -> list[tuple[str, Box]]:
    """Every cell with what stands in it, row by row."""
    rects = [rect_box(rect) for rect in root.findall(f"{SVG}rect[@class='cell']")]
    texts = [(said(text), text_box(text)) for text in root.findall(f"{SVG}text")]
    return [(next(words for words, box in texts if box.within(rect)), rect) for rect in rects]


def held(root: ET.Element) -> list[tuple[str, list[str]]]:
    """What stands in every cell: its outcome, and the texts of the boxes in it."""
    placed = boxes(root)
    found = [(letter, [words for words, box in placed if box.within(cell)]) for letter, cell in cells(root)]
    assert sum(len(words) for _, words in found) == len(placed)
    return found


def lines(root: ET.Element, kind: str) -> list[list[Point]]:
    """The corners of every line of a kind."""
    found = []
    for path in root.findall(f"{SVG}path[@class='{kind}']"):
        points: list[Point] = []
        for letter, first, second in re.findall(r"([MHV])([\d.]+)(?: ([\d.]+))?", path.get("d", "")):
            x, y = points[-1] if points else (0.0, 0.0)
            to = {"M": (first, second), "H": (first, y), "V": (x, first)}[letter]
            points.append((float(to[0]), float(to[1])))
        found.append(points)
    return found


def assert_free(root: ET.Element, kind: str) -> None:
    """No line crosses a text, or a box but at its ends."""
    solid = [*map(text_box, root.iter(f"{SVG}text")), *(box for _, box in boxes(root))]
    for points in lines(root, kind):
        for one, other in pairwise(points):
            (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
            way = Box(left, top, right, bottom)
            assert not any(_crossed(way, box) for box in solid)


def _crossed(way: Box, box: Box) -> bool:
    """Whether a line, which has no area, goes through a box."""
    across = way.left < box.right - 0.2 and box.left + 0.2 < way.right
    down = way.top < box.bottom - 0.2 and box.top + 0.2 < way.bottom
    flat = way.top == way.bottom and box.top < way.top < box.bottom and across
    steep = way.left == way.right and box.left < way.left < box.right and down
    return flat or steep


def ends(root: ET.Element, kind: str) -> list[tuple[str, str]]:
    """The texts of the boxes at the start and at the end of every line."""
    return [(_at(root, points[0]), _at(root, points[-1])) for points in lines(root, kind)]


def _at(root: ET.Element, point: Point) -> str:
    """The text of the box at whose side a point is."""
    x, y = point
    found = [
        words
        for words, box in boxes(root)
        if box.top < y < box.bottom and min(abs(x - box.left), abs(x - box.right)) < 0.2
    ]
    assert len(found) == 1
    return found[0]


def _cell(root: ET.Element, point: Point) -> int:
    """The number of the cell that a point is in."""
    dot = Box(*point, *point)
    return next(number for number, (_, cell) in enumerate(cells(root)) if dot.within(cell))


@pytest.mark.parametrize("by", METHODS)
@pytest.mark.parametrize(("connectivity", "protection"), [*product(Connectivity, Protection)])
def test_a_component_stands_in_the_cell_of_its_connectivity_and_protection(
    connectivity: Connectivity, protection: Protection, by: str
) -> None:
    found = held(
        assert_chart(exposures(assessment([at("part", [connectivity], [protection], MINOR)], by=by)))
    )
    rows = LEVELS if by == PAPER and protection is not Protection.UNPROTECTED else tuple(Protection)
    assert len(found) == 5 * len(rows)
    for (down, across), (letter, words) in zip(product(rows, Connectivity), found, strict=True):
        here = (down, across) == (protection, connectivity)
        assert words == (["part"] if here else [])
        assert letter.rstrip("?+′") == outcome("exposure", str(across), str(down))


@pytest.mark.parametrize(("impact", "exposure"), [*product(Impact, Exposure)])
def test_a_component_stands_in_the_cell_of_its_impact_and_exposure(
    impact: Impact, exposure: Exposure
) -> None:
    found = held(assert_chart(classes(assessment([exposed("part", impact, exposure)]))))
    for (down, across), (letter, words) in zip(product(reversed(Impact), Exposure), found, strict=True):
        assert words == (["part"] if (down, across) == (impact, exposure) else [])
        assert letter.rstrip("?+′") == outcome("class", str(down), str(across))


@pytest.mark.parametrize("by", METHODS)
def test_cells_that_the_source_does_not_give_are_marked_and_the_marks_explained(by: str) -> None:
    found = assessment([exposed("part", MINOR, Exposure.E1)], by=by)
    levels = LEVELS if by == PAPER else tuple(Protection)
    wanted = {
        "exposure": [TABLES["exposure"][str(c), str(p)] for c, p in product(Connectivity, levels)],
        "class": [TABLES["class"][str(i), str(e)] for i, e in product(Impact, Exposure)],
    }
    for svg, origins in ((exposures(found), wanted["exposure"]), (classes(found), wanted["class"])):
        root = parsed(svg)
        letters = sorted(level + MARKS[origin] for level, origin in origins)
        assert sorted(letter for letter, _ in cells(root)) == letters
        legend = [said(text) for text in root.findall(f"{SVG}g[@class='legend']/{SVG}text")]
        used = {MARKS[origin] for _, origin in origins} - {""}
        assert {mark for mark in ("′", "?", "+") if mark in legend} == used
        assert "without a mark: given by the source" in legend


def test_what_is_in_doubt_stands_at_both_ends_joined() -> None:
    tried = 0
    for low, high in combinations_with_replacement(Connectivity, 2):
        for weak, strong in combinations_with_replacement(LEVELS, 2):
            root = parsed(exposures(assessment([at("part", [low, high], [weak, strong], MINOR)])))
            found = {
                case: words
                for case, (_, words) in zip(product(LEVELS, Connectivity), held(root), strict=True)
                if words
            }
            if (low, weak) == (high, strong):
                assert found == {(weak, low): ["part"]}
                assert not lines(root, "doubt")
            else:
                assert found == {(strong, low): ["at best part"], (weak, high): ["at worst part"]}
                assert ends(root, "doubt") == [("at best part", "at worst part")]
                assert_free(root, "doubt")
            tried += 1
    assert tried == 225


def test_every_move_is_an_arrow_from_cell_to_cell() -> None:
    spots, tried = list(product(LEVELS, Connectivity)), 0
    some = [spots[number] for number in (0, 4, 12, 20, 24)]
    for start, end in {*product(spots, some), *product(some, spots)}:
        before, after = (at("part", [across], [down], MINOR) for down, across in (start, end))
        root = parsed(exposures(assessment([before], [after])))
        found = [spot for spot, (_, words) in zip(spots, held(root), strict=True) for _ in words]
        assert found == ([start] if start == end else sorted([start, end], key=spots.index))
        assert len(lines(root, "move")) == (start != end)
        for points in lines(root, "move"):
            assert [spots[_cell(root, point)] for point in (points[0], points[-1])] == [start, end]
        assert_free(root, "move")
        tried += 1
    assert tried == 225


def test_a_component_that_does_not_move_stands_once() -> None:
    same = at("still", [Connectivity.C2], [Protection.P3], MINOR)
    gone = at("gone", [Connectivity.C5], [Protection.P1], MINOR)
    new = at("new", [Connectivity.C1], [Protection.P5], MINOR)
    root = assert_chart(exposures(assessment([same, gone], [same, new])))
    assert [words for words, _ in boxes(root)] == ["gone", "still", "new"]
    assert not lines(root, "move")
    dashed = [
        said(group)
        for group in root.findall(f"{SVG}g[@class='box']")
        if next(group.iter(f"{SVG}rect")).get("stroke-dasharray")
    ]
    assert dashed == ["gonegone"]


@pytest.mark.parametrize("count", [4, 5, 12, CROWD + 1, 300])
def test_many_in_a_cell_are_counted_and_all_named_in_the_words(count: int) -> None:
    parts = [exposed(f"part-{n}", MINOR, Exposure.E2) for n in range(count)]
    for svg in (exposures(assessment(parts)), classes(assessment(parts))):
        root = assert_chart(svg)
        ((words, _),) = boxes(root)
        assert words.startswith("part-0 part-1" if count <= 4 else f"{count} components: part-0, part-1")
        described = said(next(root.iter(f"{SVG}desc")))
        assert all(f"part-{n}" in described for n in range(count))


def test_a_crowd_that_moves_is_drawn_soundly_and_says_what_it_leaves_out() -> None:
    spots = list(product(Connectivity, LEVELS))
    before = [at(f"part-{n}", [spots[n % 25][0]], [spots[n % 25][1]], MINOR) for n in range(300)]
    after = [at(f"part-{n}", [spots[(n * 7) % 25][0]], [spots[(n * 7) % 25][1]], MINOR) for n in range(300)]
    root = assert_chart(exposures(assessment(before, after)))
    assert len(lines(root, "move")) == 14
    assert_free(root, "move")
    moved = {(n % 25, (n * 7) % 25) for n in range(300)} - {(n, n) for n in range(25)}
    words = [said(text) for text in root.iter(f"{SVG}text")]
    assert f"{len(moved) - 14} more lines between boxes are not drawn." in words


def test_what_was_not_assessed_is_named_below() -> None:
    found = assessed(
        model_of({"dark": {}, "seen": {"connectivity": "C1", "protection": "P1", "challenges": "none"}})
    )
    root = assert_chart(exposures(found))
    assert [words for words, _ in boxes(root)] == ["seen"]
    assert "Not assessed: dark." in [said(text) for text in root.iter(f"{SVG}text")]


def test_a_component_capped_by_what_it_relies_on_says_so_in_its_own_cell() -> None:
    levels = {"connectivity": "C2", "protection": "P5", "challenges": "none"}
    worse = {"connectivity": "C2", "protection": "P3", "challenges": "none"}
    parts: dict[str, Model] = {
        "controller": {**levels, "impact": "Minor", "harm": "Major", "relies_on": ["phone"]},
        "phone": {**worse, "impact": "Minor"},
    }
    found = held(assert_chart(classes(assessed(model_of(parts)))))
    assert [(letter, words) for letter, words in found if words] == [
        ("C?", ["phone"]),
        ("A", ["controller: C, relying on phone"]),
    ]


def test_the_description_says_where_everything_is() -> None:
    before = at("part", [Connectivity.C2], [Protection.P3], MINOR)
    after = at("part", [Connectivity.C2, Connectivity.C4], [Protection.P5], MINOR)
    described = said(next(parsed(exposures(assessment([before], [after]))).iter(f"{SVG}desc")))
    assert described == (
        "The first design → The second design. part: in “The first design” C2, P3: E2; "
        "in “The second design” from C2, P5: E1 to C4, P5: E1."
    )


@pytest.mark.parametrize("odd", HOSTILE)
def test_hostile_names_are_text(odd: str) -> None:
    model = model_of(
        {"part": {"name": odd, "connectivity": "C1..C2", "protection": "P1", "challenges": "none"}}
    )
    for svg in (exposures(assessed(model)), classes(assessed(model))):
        root = assert_chart(svg)
        assert not list(root.iter(f"{SVG}script"))
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "title", "desc", "rect", "text", "tspan", "g", "path", "circle")
        }
        assert any("part" not in words for words, _ in boxes(root))


def test_every_word_goes_through_the_language() -> None:
    before = [
        at("zq", [Connectivity.C2], [Protection.P3], MINOR),
        at("zk", [Connectivity.C2], [Protection.P3], MINOR),
    ]
    after = [at("zq", [Connectivity.C1, Connectivity.C4], [Protection.P2], MINOR)]
    found = assessment(before, after, by=OURS)
    for draw in (exposure_matrix, class_matrix):
        svg = draw(found.method, found.scenarios, MARKED)
        assert unspoken(svg, ["zq", "zk", "The first design", "The second design"]) == set()


def test_the_same_assessment_gives_the_same_bytes() -> None:
    found = assessment([exposed("one", MINOR, Exposure.E3)], [exposed("one", MINOR, Exposure.E4)])
    assert exposures(found) == exposures(found)
    assert classes(found) == classes(found)
    ids = {element.get("id") for svg in (exposures(found), classes(found)) for element in parsed(svg).iter()}
    assert len(ids - {None}) == 4
