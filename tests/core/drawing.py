"""Built-in examples with doubts put in, and what a million draws make of them by `assess` alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml

from iotclass.core.assess import Assessment, assess
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.model import read_model
from tests.core.reference import ASCENDING
from tests.models import Model, yaml_of

SCALES = ("connectivity", "protection", "severity", "impact")
NOT_JUDGED = frozenset({"requires", "softened", "fixed", "costs", "limits"})
"""Where a model names levels that it does not judge."""
LIKELY = 0.7
"""How likely the level is that an example states; a neighbour is as likely as the rest."""
DOUBTS = 7
"""How many levels of an example are doubted, so that all cases that are drawn can be assessed."""


class _Words(yaml.CSafeLoader):
    """YAML in which yes, no and dates are words."""


_Words.yaml_implicit_resolvers = {
    first: [one for one in known if not one[0].endswith((":bool", ":timestamp"))]
    for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class Drawn:
    """A built-in example with doubts, and shares of its classes in draws."""

    def __init__(self, name: str) -> None:
        text = examples()[name].read_text("utf-8")
        self.model: Model = yaml.load(text, Loader=_Words)  # noqa: S506  # a safe one
        _settle(self.model)
        places = list(_places([self.model["components"], self.model.get("scenarios", {})]))
        step = max(len(places) // DOUBTS, 1)
        self.places = places[::step][:DOUBTS]
        self.words = [(str(part[key]), _neighbour(part[key])) for part, key in self.places]

    def doubtful(self) -> Assessment:
        """The assessment of the example with its doubts."""
        return self._with([{word: LIKELY, other: 1 - LIKELY} for word, other in self.words])

    def shares(self, draws: int) -> list[dict[str, dict[str, float]]]:
        """Per scenario and component, and for the worst of all (""), the share of each class in draws."""
        chance = random.Random(draws)  # noqa: S311  # nothing secret about it
        columns = [chance.choices((0, 1), (LIKELY, 1 - LIKELY), k=draws) for _ in self.words]
        found: list[dict[str, Counter[str]]] = []
        for row, count in Counter(zip(*columns, strict=True)).items():
            case = self._with([pair[number] for pair, number in zip(self.words, row, strict=True)])
            found = found or [
                {"": Counter(), **{id_: Counter() for id_ in one.components}} for one in case.scenarios
            ]
            for tally, scenario in zip(found, case.scenarios, strict=True):
                levels = {id_: one.outcome.final.level for id_, one in scenario.components.items()}
                for id_, level in {"": scenario.level, **levels}.items():
                    assert level is not None
                    assert level.certain
                    tally[id_][str(level)] += count
        return [
            {id_: {level: n / draws for level, n in tally.items()} for id_, tally in one.items()}
            for one in found
        ]

    def _with(self, levels: list[Any]) -> Assessment:
        model = deepcopy(self.model)
        places = [*_places([model["components"], model.get("scenarios", {})])]
        step = max(len(places) // DOUBTS, 1)
        for (part, key), level in zip(places[::step], levels, strict=False):
            part[key] = level
        found = shipped()
        system = read_model(yaml_of(model), "example", vocabulary(found))
        return assess(system, found.content.methods[system.method], found.content)


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    """The places where levels are judged, each as what holds it and the key."""
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in entries:
        if key in NOT_JUDGED or not isinstance(key, str | int):
            continue
        if isinstance(value, str) and any(value in ASCENDING[scale] for scale in SCALES):
            yield part, key
        else:
            yield from _places(value)


def _neighbour(word: str) -> str:
    words = next(ASCENDING[scale] for scale in SCALES if word in ASCENDING[scale])
    return words[words.index(word) + 1] if word != words[-1] else words[-2]


def _settle(part: Any) -> None:
    """Take out what an example leaves in doubt, and what a plan may do about it."""
    if isinstance(part, list):
        for one in part:
            _settle(one)
    if not isinstance(part, dict):
        return
    for key in ("sure", "works", "allow", "shared"):
        part.pop(key, None)
    for key, value in part.items():
        if isinstance(value, str) and ".." in value and value.split("..")[0] in _WORDS:
            part[key] = value.split("..")[0]
        elif value in ("partly", "unknown"):
            part[key] = "no"
        elif isinstance(value, dict) and value and set(value) <= _WORDS:
            part[key] = next(iter(value))
        else:
            _settle(value)


_WORDS = {word for scale in SCALES for word in ASCENDING[scale]}
