"""Levels are ordered on their own scale and equal to nothing else; spans run from best to worst."""

from __future__ import annotations

import operator
from itertools import combinations_with_replacement, permutations, product

import pytest

from iotclass.core.language import ENGLISH, Language
from iotclass.core.level import Level, Span, exactly, spanning, whole, worst
from iotclass.core.scale import SCALES, Connectivity, Exposure, Protection, SecurityClass, scale_name
from tests.core.published import TABLES
from tests.core.reference import ASCENDING, BEST_FIRST

COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge)


@pytest.mark.parametrize("name", list(SCALES))
def test_the_levels_of_a_scale_are_ordered_as_they_are_written(name: str) -> None:
    levels = list(SCALES[name])
    assert tuple(map(str, levels)) == ASCENDING[name]
    for (left, one), (right, other) in product(enumerate(levels), repeat=2):
        assert [compare(one, other) for compare in COMPARISONS] == [
            compare(left, right) for compare in COMPARISONS
        ]
        assert (one == other) is (left == right)
    assert scale_name(SCALES[name]) == name


def test_levels_of_different_scales_are_never_equal_and_do_not_compare() -> None:
    pairs = list(permutations(SCALES.values(), 2))
    assert len(pairs) == 72
    for scale, other in pairs:
        one, another = next(iter(scale)), next(iter(other))
        assert one != another
        for compare in COMPARISONS:
            with pytest.raises(TypeError):
                compare(one, another)


def test_a_level_is_no_number_and_no_word() -> None:
    unlike: list[object] = [0, "C1", 1]
    assert all(other != Connectivity.C1 for other in unlike)
    with pytest.raises(TypeError):
        operator.lt(Connectivity.C1, 2)


@pytest.mark.parametrize("name", list(SCALES))
def test_higher_is_worse_on_every_scale_but_protection(name: str) -> None:
    by_badness = sorted(SCALES[name], key=lambda level: level.badness)
    assert tuple(map(str, by_badness)) == BEST_FIRST[name]


@pytest.mark.parametrize("name", list(SCALES))
def test_a_span_holds_everything_between_its_ends(name: str) -> None:
    scale, words = SCALES[name], BEST_FIRST[name]
    tried = 0
    for best, last in combinations_with_replacement(range(len(words)), 2):
        span: Span[Level] = Span(scale(words[best]), scale(words[last]))
        assert tuple(map(str, span.levels)) == words[best : last + 1]
        assert span.certain is (best == last)
        assert spanning(reversed(span.levels)) == span
        tried += 1
    assert tried == len(words) * (len(words) + 1) // 2
    assert tuple(map(str, whole(scale).levels)) == words


def test_a_span_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="wrong way round"):
        Span(Exposure.E2, Exposure.E1)
    with pytest.raises(ValueError, match="wrong way round"):
        Span(Protection.P2, Protection.P3)


def test_a_span_reads_as_files_write_it() -> None:
    assert str(exactly(SecurityClass.C)) == "C"
    assert str(Span(SecurityClass.B, SecurityClass.D)) == "B..D"
    assert str(Span(Protection.P4, Protection.P2)) == "P2..P4"


def test_the_worst_of_spans_is_the_hull_of_the_worst_of_their_members() -> None:
    levels = list(SecurityClass)
    spans = [Span(levels[one], levels[other]) for one, other in combinations_with_replacement(range(6), 2)]
    tried = 0
    for one, other in product(spans, repeat=2):
        members = [max(left, right) for left, right in product(one.levels, other.levels)]
        assert worst([one, other]) == Span(min(members), max(members))
        tried += 1
    assert tried == 21 * 21


def test_every_scale_of_a_table_is_known_by_name() -> None:
    words = {word for table in TABLES.values() for case in table for word in case}
    assert words <= {str(level) for scale in SCALES.values() for level in scale}


@pytest.mark.parametrize("name", list(SCALES))
def test_a_range_is_written_with_points_and_read_with_a_dash_from_the_lower_to_the_higher(name: str) -> None:
    german = Language("de", "German", {word: (f"<{word}>",) for word in ASCENDING[name]})
    pairs = list(combinations_with_replacement(zip(ASCENDING[name], SCALES[name], strict=True), 2))
    for (low, one), (high, other) in pairs:
        span = spanning([other, one])
        dash = " – " if " " in low + high else "–"
        wanted = (low, low, f"<{low}>")
        if low != high:
            wanted = (f"{low}..{high}", f"{low}{dash}{high}", f"<{low}>{dash}<{high}>")
        assert (str(span), ENGLISH.of(span), german.of(span)) == wanted
    assert len(pairs) > len(ASCENDING[name])
