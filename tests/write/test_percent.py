"""Probabilities as people read them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from iotclass.write.word import percent


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
    assert percent(share) == expected


def test_what_is_more_likely_never_reads_as_less_likely() -> None:
    read = [percent(number / 20_000) for number in range(20_001)]

    figures = [float(text.removesuffix(" %").lstrip("<> ")) for text in read]
    assert all(one <= other for one, other in pairwise(figures))
