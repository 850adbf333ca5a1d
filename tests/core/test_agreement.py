"""Krippendorff's alpha gives the published figures, and depends on nothing but who said more than whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import chain
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from iotclass.core.agreement import alpha, words

OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011): four observers, twelve units."""
ARTICLES = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 1233.
1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2
222.2 22.12 2222. 111.1
"""
"""A. F. Hayes, K. Krippendorff, “Answering the Call for a Standard Reliability Measure for Coding Data”,
Communication Methods and Measures 1 (2007), Table 1: forty articles, five observers."""

Metric = Callable[[int, int, Sequence[int]], Fraction]


def read(units: Sequence[Sequence[str]]) -> list[list[int]]:
    return [[int(char) for char in unit if char != "."] for unit in units]


UNITS = read(list(zip(*OBSERVERS, strict=True)))
TONES = read(ARTICLES.split())


def nominal(one: int, other: int, _said: Sequence[int]) -> Fraction:
    return Fraction(one != other)


def interval(one: int, other: int, _said: Sequence[int]) -> Fraction:
    return Fraction(one - other) ** 2


def ratio(one: int, other: int, _said: Sequence[int]) -> Fraction:
    return Fraction(one - other, one + other) ** 2


def ordinal(one: int, other: int, said: Sequence[int]) -> Fraction:
    low, high = sorted((one, other))
    between = sum(low <= rank <= high for rank in said)
    return (between - Fraction(said.count(low) + said.count(high), 2)) ** 2


def by_definition(units: Sequence[Sequence[int]], metric: Metric) -> float:
    """Alpha as it is defined, from all pairs within units and all pairs at all, by any metric."""
    units = [unit for unit in units if len(unit) > 1]
    said = list(chain(*units))

    def difference(ranks: Sequence[int]) -> Fraction:
        return sum((metric(one, other, said) for one in ranks for other in ranks), Fraction(0))

    observed = sum((difference(unit) / (len(unit) - 1) for unit in units), Fraction(0)) / len(said)
    return float(1 - observed / (difference(said) / (len(said) * (len(said) - 1))))


RANKS = st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=12)


def varied(units: Sequence[Sequence[int]]) -> bool:
    return len({rank for unit in units if len(unit) > 1 for rank in unit}) > 1


@pytest.mark.parametrize(("units", "published"), [(UNITS, "0.815"), (TONES, "0.7598")])
def test_published_examples_give_the_published_ordinal_alpha(units: list[list[int]], published: str) -> None:
    found = alpha(units)
    assert found is not None
    assert f"{found:.{len(published) - 2}f}" == published


@pytest.mark.parametrize(
    ("units", "metric", "published"),
    [
        (UNITS, nominal, "0.743"),
        (UNITS, interval, "0.849"),
        (UNITS, ratio, "0.797"),
        (TONES, nominal, "0.477"),
        (TONES, interval, "0.757"),
    ],
)
def test_the_examples_are_copied_right_and_so_is_the_definition(
    units: list[list[int]], metric: Metric, published: str
) -> None:
    assert f"{by_definition(units, metric):.3f}" == published


@settings(deadline=None)
@given(RANKS)
def test_it_is_alpha_as_it_is_defined(units: list[list[int]]) -> None:
    if varied(units):
        assert alpha(units) == by_definition(units, ordinal)
    else:
        assert alpha(units) is None


@pytest.mark.parametrize("units", [[], [[]], [[1], [2], [3]], [[2, 2], [2, 2, 2], [5]]])
def test_without_pairs_or_without_variation_there_is_no_alpha(units: list[list[int]]) -> None:
    assert alpha(units) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(2, 6)), min_size=2))
def test_it_is_one_exactly_where_all_agree(said: list[tuple[int, int]]) -> None:
    units = [[rank] * many for rank, many in said]
    assume(varied(units))
    assert alpha(units) == 1
    units[0] = [*units[0][:-1], units[0][0] + 1]
    changed = alpha(units)
    assert changed is not None
    assert changed < 1


def test_where_all_disagree_more_than_chance_it_is_below_zero() -> None:
    found = alpha([[0, 1], [1, 0], [0, 1]])
    assert found is not None
    assert found < 0


@settings(deadline=None)
@given(RANKS, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_of_assessors_matters(units: list[list[int]], random: Random) -> None:
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]
    assert alpha(shuffled) == alpha(units)


@settings(deadline=None)
@given(RANKS, st.lists(st.integers(-1000, 1000), min_size=6, max_size=6, unique=True))
def test_only_the_order_of_ranks_matters(units: list[list[int]], names: list[int]) -> None:
    names = sorted(names)
    assert alpha([[names[rank] for rank in unit] for unit in units]) == alpha(units)
    assert alpha([[-rank for rank in unit] for unit in units]) == alpha(units)


@settings(deadline=None)
@given(RANKS, st.lists(st.integers(0, 5), max_size=5))
def test_what_one_alone_judged_changes_nothing(units: list[list[int]], alone: list[int]) -> None:
    assert alpha([*units, *([rank] for rank in alone)]) == alpha(units)


def test_words_change_at_krippendorffs_marks_and_at_chance() -> None:
    kinds = {
        value: words(value).split(":")[0] for value in (1.0, 0.8, 0.7999, 0.667, 0.6669, 0.0001, 0.0, -1.0)
    }
    assert list(kinds.values()) == [*2 * ["reliable"], *2 * ["tentative"], *2 * ["too little"], *2 * ["none"]]
    assert words(None) == "too few things, or too much alike, to tell whether that is more than chance"
