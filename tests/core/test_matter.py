"""What hangs on which judgement, against the trying of every case: gains, flips, pairs, and bounds."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from math import fsum, prod
from operator import getitem

import pytest
from hypothesis import HealthCheck, assume, given, settings

from iotclass.core.doubt import ComponentDoubt, Flip, ScenarioDoubt
from iotclass.core.figures import Outcome
from tests.core.doubtful import Doubtful
from tests.core.doubtful_models import doubtful
from tests.core.trial import EXACT, Trial, added, doubted, entropy, kind, word

models = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

READINGS = 300
"""No more readings than can be tried one by one."""

Change = tuple[frozenset[tuple[str, str]], Outcome]
"""Chances with other values than those they stand at, and what that makes of a component."""


@models
@given(doubtful())
def test_a_gain_is_what_a_judgement_and_the_verdict_tell_of_each_other(made: Doubtful) -> None:
    trial = Trial(made)
    for number, scenario in enumerate(doubted(made.model()).scenarios):
        for id_, one in scenario.components.items():
            assert one is not None
            joint = trial.joint(number, id_)
            verdicts = added((kind(then[number][id_]), weight) for _, weight, then in trial.cases)
            assert one.entropy == pytest.approx(entropy(verdicts.values()), abs=EXACT)
            gains = {trial.name(each.unknown, scenario): each for each in one.matters}
            for name, chance in made.chances.items():
                told = added(
                    ((value, kind(then)), weight) for (of, value, then), weight in joint.items() if of == name
                )
                mutual = (
                    entropy(verdicts.values())
                    + entropy(share for _, share in chance.values)
                    - entropy(told.values())
                )
                if name not in gains:  # it makes no difference, whatever else holds
                    assert mutual == pytest.approx(0, abs=EXACT)
                    continue
                matter = gains[name]
                assert matter.gain == pytest.approx(mutual, abs=EXACT)
                assert list(map(word, matter.unknown.values)) == chance.words
                assert matter.unknown.weights == pytest.approx([float(share) for _, share in chance.values])
                if one.meets is not None:
                    met = [float(told.get((value, True), 0) / share) for value, share in chance.values]
                    assert matter.influence.meets_if == pytest.approx(met, abs=EXACT)


@models
@given(doubtful())
def test_what_flips_a_class_is_listed_and_nothing_else(made: Doubtful) -> None:
    trial = Trial(made)
    now = trial.case(trial.standing)
    for number, scenario in enumerate(doubted(made.model()).scenarios):
        for id_, one in scenario.components.items():
            assert one is not None
            assert one.standing == now[number][id_]
            flips = [_change(trial, scenario, flip) for matter in one.matters for flip in matter.flips]
            wrong = [_change(trial, scenario, flip) for flip in one.wrong]
            doubtful_flips, certain_flips = _singles(trial, number, id_)
            assert Counter(flips) == Counter(doubtful_flips)
            assert Counter(wrong) == Counter(certain_flips)


@models
@given(doubtful())
def test_two_judgements_that_only_together_flip_a_class_are_listed_and_no_others(made: Doubtful) -> None:
    trial = Trial(made)
    for number, scenario in enumerate(doubted(made.model()).scenarios):
        for id_, one in scenario.components.items():
            assert one is not None
            assert one.pairs is not None
            pairs = [_change(trial, scenario, flip) for flip in one.pairs]
            assert Counter(pairs) == Counter(_doubles(trial, number, id_))


def _change(trial: Trial, scenario: ScenarioDoubt, flip: Flip) -> Change:
    return frozenset((trial.name(one, scenario), word(value)) for one, value in flip.changes), flip.outcome


def _singles(trial: Trial, number: int, id_: str) -> tuple[list[Change], list[Change]]:
    """The changes of one chance alone that change an outcome: of those in doubt, and of the others."""
    found: tuple[list[Change], list[Change]] = ([], [])
    standing = trial.standing
    now = trial.case(standing)[number][id_]
    for name, chance in trial.made.chances.items():
        for value in chance.off:
            then = trial.case({**standing, name: value})[number][id_]
            if then != now:
                found[len(chance.values) == 1].append((frozenset({(name, value)}), then))
    return found


def _doubles(trial: Trial, number: int, id_: str) -> list[Change]:
    """Every two changes that change an outcome together and neither alone."""
    standing = trial.standing
    now = trial.case(standing)[number][id_]

    def then(*changes: tuple[str, str]) -> Outcome:
        return trial.case({**standing, **dict(changes)})[number][id_]

    idle = {
        name: [(name, value) for value in chance.off if then((name, value)) == now]
        for name, chance in trial.made.chances.items()
        if len(chance.values) > 1
    }
    found: list[Change] = []
    for one, other in combinations(idle.values(), 2):
        found += [(frozenset(both), then(*both)) for both in product(one, other) if then(*both) != now]
    return found


def bounds(trial: Trial, number: int, id_: str) -> tuple[float, float]:
    """The least and the most probability of meeting a requirement, over all readings of what is left open."""
    chances = trial.made.chances
    assume(prod(len(one.readings) for one in chances.values()) <= READINGS)
    met = [
        [one.words.index(values[name]) for name, one in chances.items()]
        for values, _, then in trial.cases
        if then[number][id_][1]
    ]
    shares = [
        fsum(prod(map(getitem, reading, places)) for places in met)
        for reading in product(
            *([[float(share) for share in read] for read in one.readings] for one in chances.values())
        )
    ]
    return min(shares), max(shares)


def bounded(made: Doubtful) -> list[tuple[ComponentDoubt, tuple[float, float]]]:
    """The components for which something is required, each with its bounds by all cases."""
    trial = Trial(made)
    return [
        (one, bounds(trial, number, id_))
        for number, scenario in enumerate(doubted(made.model()).scenarios)
        for id_, one in scenario.components.items()
        if one is not None and one.requires is not None
    ]


@models
@given(doubtful(driven=False))
def test_bounds_are_those_over_all_readings_of_what_assessors_leave_open(made: Doubtful) -> None:
    for one, (least, most) in bounded(made):
        assert one.meets_bounds == pytest.approx((least, most), abs=EXACT)
        assert one.meets is not None
        assert least - EXACT <= one.meets <= most + EXACT


@models
@given(doubtful())
def test_bounds_hold_the_truth_also_where_controls_do_harm(made: Doubtful) -> None:
    for one, (least, most) in bounded(made):
        assert one.meets_bounds is not None
        assert one.meets_bounds[0] <= least + EXACT
        assert one.meets_bounds[1] >= most - EXACT
