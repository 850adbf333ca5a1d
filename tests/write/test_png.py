"""Pictures as PNG: of the size asked for, nothing missing, with fonts and without, the same each time."""

from __future__ import annotations

from functools import partial

import pytest
import typst

from iotclass.figure.label import escaped, width
from iotclass.figure.svg import document, text
from iotclass.write.png import png
from tests.write.pixels import rows, size
from tests.write.reported import HOSTILE

RED = "#b2182b"
LETTERS = [chr(code) for code in range(33, 127)]


@pytest.fixture(params=[False, True], ids=["fonts", "no-fonts"])
def fonts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the machine's fonts, and as on a machine that has none."""
    if request.param:
        monkeypatch.setattr(typst, "compile", partial(typst.compile, ignore_system_fonts=True))


def ink(svg: str, wide: int) -> list[tuple[int, int]]:
    """Where pixels are that are not white, as columns and rows."""
    found = rows(png(svg, wide))
    return [(x, y) for y, line in enumerate(found) for x, pixel in enumerate(line) if min(pixel) < 200]


def sheet(drawn: list[str], size: tuple[float, float] = (100, 40)) -> str:
    return document("one", size, "One", "A picture", drawn)


@pytest.mark.parametrize("wide", [1, 100, 333, 1684])
def test_it_is_as_wide_as_asked_and_as_high_as_that_makes_it(wide: int) -> None:
    found = size(png(sheet([]), wide))
    assert found[0] == wide
    assert found[1] == pytest.approx(0.4 * wide, abs=1)


@pytest.mark.usefixtures("fonts")
def test_shapes_and_text_stand_where_they_are_drawn() -> None:
    box = f'<rect x="10" y="10" width="20" height="20" fill="{RED}"/>'
    found = rows(png(sheet([box, text((50, 10), ["Hxg"], 20)]), 200))
    assert found[40][40] == (0xB2, 0x18, 0x2B)
    assert found[5][5] == (255, 255, 255)
    written = [(x, y) for y in range(80) for x in range(70, 200) if max(found[y][x]) < 60]
    assert len(written) > 100
    assert min(x for x, _ in written) >= 99
    assert min(y for _, y in written) >= 20
    assert max(y for _, y in written) < 20 + 2 * 1.2 * 20


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("bold", [False, True])
def test_no_letter_is_wider_than_it_is_measured(bold: bool) -> None:
    high, size, many = 14.0, 10.0, 8
    drawn = [text((0, n * high), [letter * many], size, bold=bold) for n, letter in enumerate(LETTERS)]
    wide = int(width("@" * many, size, bold=bold))
    found = ink(sheet(drawn, (wide, high * len(LETTERS))), wide)
    for n, letter in enumerate(LETTERS):
        own = [x for x, y in found if n * high <= y < (n + 1) * high]
        assert own, letter
        assert max(own) < width(letter * many, size, bold=bold), letter


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("odd", HOSTILE)
def test_hostile_text_is_drawn_as_text_and_does_nothing(odd: str) -> None:
    svg = sheet([text((2, 2), [odd[:400]], 10)])
    assert escaped(odd[:400]) in svg
    found = png(svg, 100)
    assert size(found) == (100, 40)
    assert found != png(sheet([]), 100)


def test_the_same_picture_gives_the_same_bytes() -> None:
    svg = sheet([text((2, 2), ["שלום 漢字 abc"], 10)])
    assert png(svg, 300) == png(svg, 300)
