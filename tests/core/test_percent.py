"""Probabilities as people read them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from iotclass.core.language import ENGLISH, Language

COMMA = Language("de", "German", {"{number} %": ("{number} vom Hundert",)}, point=",", group=".")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0 %"),
        (1e-300, "< 0.1 %"),
        (0.0004, "< 0.1 %"),
        (0.00099, "< 0.1 %"),
        (0.001, "0.1 %"),
        (0.0049, "0.5 %"),
        (0.01, "1 %"),
        (0.05, "5 %"),
        (1 / 3, "33 %"),
        (0.5, "50 %"),
        (0.929, "93 %"),
        (0.99, "99 %"),
        (0.9951, "99.5 %"),
        (0.999, "99.9 %"),
        (0.9996, "> 99.9 %"),
        (1 - 1e-9, "> 99.9 %"),
        (0.1 + 0.2 + 0.7 - 1e-15, "100 %"),
        (1.0, "100 %"),
    ],
)
def test_rounding_makes_nothing_certain_and_nothing_impossible(share: float, expected: str) -> None:
    assert ENGLISH.percent(share) == expected


def test_what_is_more_likely_never_reads_as_less_likely() -> None:
    read = [ENGLISH.percent(number / 20_000) for number in range(20_001)]

    figures = [float(text.removesuffix(" %").lstrip("<> ")) for text in read]
    assert all(one <= other for one, other in pairwise(figures))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.25, 0.5, 0.99, 1.0])
def test_more_digits_are_shown_where_they_are_asked_for(share: float) -> None:
    assert ENGLISH.percent(share, 2) == ({0.0: "0 %", 1.0: "100 %"}.get(share) or f"{share * 100:.2f} %")


def test_another_language_writes_its_own_point_and_its_own_words() -> None:
    assert COMMA.percent(0.995) == "99,5 vom Hundert"
    assert COMMA.percent(0.9999) == "> 99,9 %"
