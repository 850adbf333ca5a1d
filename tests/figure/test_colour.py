"""Colours of classes: text on them stands out, and eyes that see fewer colours tell them apart."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest

from iotclass.core.palette import COLOURS
from iotclass.core.report import Tone
from iotclass.figure.matrix import EXPOSURES
from tests.figure.drawn import contrast, linear

SEEN_BY = {
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, “A Physiologically-based Model for Simulation of Color
Vision Deficiency” (2009), severity 1, on linear red, green and blue."""
CLASSES = (Tone.A, Tone.B, Tone.C, Tone.D, Tone.E, Tone.F)


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """A colour as `eye` sees it: lightness and two axes of hue (CIE 1976 L*a*b*, white of D65)."""
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(line, linear(colour), strict=True))))
        for line in SEEN_BY[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eye: str) -> float:
    """How far two colours differ: 2.3 is what an eye just sees."""
    return dist(seen(one, eye), seen(other, eye))


def test_white_and_black_are_as_far_apart_as_the_scale_is_long() -> None:
    assert apart("#ffffff", "#000000", "all colours") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("eye", SEEN_BY)
def test_every_two_classes_differ_to_every_eye(eye: str) -> None:
    fills = [COLOURS[tone].fill for tone in CLASSES]
    assert min(apart(*pair, eye) for pair in combinations(fills, 2)) > 14


@pytest.mark.parametrize("eye", SEEN_BY)
def test_every_two_exposures_differ_to_every_eye(eye: str) -> None:
    fills = [colour.fill for colour in EXPOSURES.values()]
    assert min(apart(*pair, eye) for pair in combinations(fills, 2)) > 12


@pytest.mark.parametrize("eye", SEEN_BY)
def test_neighbours_differ_in_grey_print(eye: str) -> None:
    for colours in ([COLOURS[tone] for tone in CLASSES], [*EXPOSURES.values()]):
        light = [seen(colour.fill, eye)[0] for colour in colours]
        assert all(one > other + 5 for one, other in pairwise(light))


def test_text_on_every_colour_stands_out() -> None:
    assert min(contrast(one.fill, one.ink) for one in (*COLOURS.values(), *EXPOSURES.values())) >= 4.5
