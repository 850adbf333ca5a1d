"""How far assessors agree: Krippendorff's alpha for levels that are ordered.

K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), and Content Analysis: An Introduction
to Its Methodology (Sage). Alpha is 1 where all say the same of each thing, 0 where they differ as much as if
what they say were dealt out at random, less where they differ more than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from iotclass.core.phrase import Phrase, said

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own marks: from the first up it can be relied on, from the second up tentatively."""


def alpha(units: Iterable[Sequence[int]]) -> float | None:
    """Krippendorff's ordinal alpha of `units`, each the ranks that several assessors gave to one thing.

    A unit with fewer than two ranks does not count. None where no unit counts, or all ranks that do are the
    same: alpha is not defined there. It depends neither on the order of units and assessors nor on how far
    apart the numbers are, only on which is higher.
    """
    paired = [Counter(unit) for unit in units if len(unit) > 1]
    counts = sum(paired, Counter[int]())
    places = _places(counts)
    expected = _spread(counts, places)
    if not expected:
        return None
    observed = sum((Fraction(_spread(unit, places), unit.total() - 1) for unit in paired), Fraction(0))
    return float(1 - (counts.total() - 1) * observed / expected)


def words(value: float | None) -> Phrase:
    """What an alpha means in plain English, by Krippendorff's own marks."""
    if value is None:
        return said("too few things, or too much alike, to tell whether that is more than chance")
    if value >= RELIABLE:
        return said("reliable: the assessors agree well enough to rely on what they say")
    if value >= TENTATIVE:
        return said("tentative: the assessors agree enough for tentative conclusions only")
    if value > 0:
        return said("too little: the assessors do not agree enough to conclude anything from what they say")
    return said("none: the assessors agree no more than chance would make them")


def _places(counts: Mapping[int, int]) -> dict[int, int]:
    """Per rank twice its place in the middle of all equal ones, when all that was said is put in order.

    The ordinal difference of two ranks, (n_c + … + n_k) − (n_c + n_k) / 2, is how far their places lie apart.
    """
    ranks = sorted(counts)
    ends = accumulate(counts[rank] for rank in ranks)
    return {rank: 2 * end - counts[rank] for rank, end in zip(ranks, ends, strict=True)}


def _spread(counts: Mapping[int, int], places: Mapping[int, int]) -> int:
    """The sum over all pairs of what is counted of the squares of how far their places lie apart."""
    first = sum(count * places[rank] for rank, count in counts.items())
    second = sum(count * places[rank] ** 2 for rank, count in counts.items())
    return sum(counts.values()) * second - first**2
