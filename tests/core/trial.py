"""What a doubtful model comes to when every case is tried, and how its doubts are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import fsum, log2
from typing import Any

from iotclass.core.assess import Assessment, ScenarioAssessment, assess
from iotclass.core.doubt import Doubt, ScenarioDoubt, doubt
from iotclass.core.figures import Outcome
from iotclass.core.network import Source, Unknown
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from tests.core.doubtful import Doubtful
from tests.core.doubtful_models import CONTENT, system
from tests.core.settled import settled
from tests.models import Model, method

EXACT = 1e-12

Case = tuple[dict[str, Outcome], ...]
"""Per scenario the outcome of each component."""


def doubted(model: Model) -> Doubt:
    """The doubt of a model that may have gated things."""
    return doubt(assessed(model))


def assessed(model: Model) -> Assessment:
    """The assessment of such a model."""
    return assess(system(model), method(model["method"]), CONTENT)


def outcome(scenario: ScenarioAssessment, id_: str) -> Outcome:
    """The class of a component in a case, and whether its requirement is met."""
    one = scenario.components[id_]
    level = one.outcome.final.level
    assert level is not None
    assert level.certain, "doubt is left in a case"
    assert isinstance(level.best, SecurityClass)
    return level.best, None if one.component.requires is None else one.verdict is Verdict.MET


class Trial:
    """A doubtful model, tried case by case."""

    def __init__(self, made: Doubtful) -> None:
        self.made = made
        self.known: dict[tuple[str, ...], Case] = {}

    def case(self, given: Mapping[str, str]) -> Case:
        """What the model comes to where its chances have the values `given`."""
        key = tuple(given[name] for name in self.made.chances)
        if key not in self.known:
            found = settled(self.made.case(given), CONTENT)
            self.known[key] = tuple(
                {id_: outcome(one, id_) for id_ in one.components} for one in found.scenarios
            )
        return self.known[key]

    @cached_property
    def cases(self) -> list[tuple[dict[str, str], Fraction, Case]]:
        """Every case with its values and its probability."""
        return [(given, weight, self.case(given)) for given, weight in self.made.cases()]

    @property
    def standing(self) -> dict[str, str]:
        """The values that count until more is known."""
        return {name: one.standing for name, one in self.made.chances.items()}

    def joint(self, number: int, id_: str) -> dict[tuple[str, str, Outcome], Fraction]:
        """How probable a value and an outcome are together: by chance, value and outcome of a component."""
        found: dict[tuple[str, str, Outcome], Fraction] = defaultdict(Fraction)
        for given, weight, then in self.cases:
            for name, value in given.items():
                found[name, value, then[number][id_]] += weight
        return found

    def name(self, unknown: Unknown, scenario: ScenarioDoubt) -> str:
        """The name of the chance that an unknown is about."""
        subjects = [f"{unknown.component}: {unknown.subject}", unknown.subject]
        if unknown.source is Source.JUDGEMENT and unknown.name:
            subjects = [unknown.name]
        here = scenario.found.scenario.id
        for one in (*(f"{here}/{subject}" for subject in subjects), *subjects):
            if one in self.made.chances:
                return one
        raise AssertionError(f"nothing is in doubt that is called {subjects}")


def word(value: Hashable) -> str:
    """A value of an unknown as a case writes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def kind(found: Outcome) -> Any:
    """What is to be surer of: whether the requirement is met, or else the class."""
    level, met = found
    return level if met is None else met


def entropy(shares: Iterable[Fraction]) -> float:
    """The entropy of a distribution, in bits."""
    return fsum(-float(share) * log2(share) for share in shares if share)


def added(pairs: Iterable[tuple[Any, Fraction]]) -> dict[Any, Fraction]:
    """Probabilities summed up by what they are of."""
    found: dict[Any, Fraction] = defaultdict(Fraction)
    for key, weight in pairs:
        found[key] += weight
    return {key: weight for key, weight in found.items() if weight}


def same(found: Mapping[Any, float], expected: Mapping[Any, Fraction]) -> bool:
    """Whether two distributions are the same, and of the same things."""
    return found.keys() == expected.keys() and all(
        abs(found[key] - float(expected[key])) <= EXACT for key in found
    )
