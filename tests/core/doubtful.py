"""Random small models with doubt, and what they come to when every case is tried, by `assess` alone.

A case is a model in which every doubt is replaced by one of its values. Probabilities are worked out here
from what a model writes, as fractions; nothing here knows networks or diagrams.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from iotclass.read.file import CONTENT
from tests.core.reference import ASCENDING, BADNESS
from tests.models import Model, model_of

Shares = dict[str, Fraction]
"""Words with their probabilities."""

ABSENT = "absent"
"""What is written where a model says nothing."""

HALF = Fraction(1, 2)
YES_NO: Shares = {"yes": HALF, "no": HALF}


@dataclass(frozen=True)
class Chance:
    """A doubt as a model writes it, and each value that it may have with its probability, the best first.

    `sure` stands beside what is written. `vague`: the model says nothing of probabilities.
    """

    written: Any
    values: tuple[tuple[str, Fraction], ...]
    sure: str = ""
    vague: bool = False
    scale: str = ""

    @property
    def words(self) -> list[str]:
        """The values."""
        return [word for word, _ in self.values]

    @property
    def standing(self) -> str:
        """The most probable value, the worst of several."""
        return max(reversed(self.values), key=lambda pair: pair[1])[0]

    @property
    def off(self) -> list[str]:
        """The values to try instead: the others in doubt; where it is certain, those a level off."""
        if len(self.values) > 1 or not self.scale:
            return [word for word in self.words if word != self.standing]
        words, (only,) = ASCENDING[self.scale], self.words
        at = words.index(only)
        return [*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]]


@dataclass(frozen=True)
class Slot:
    """A place in a model where a chance stands, with what stands beside it under `key`."""

    name: str
    key: str = ""
    beside: tuple[tuple[str, Any], ...] = ()


@dataclass
class Doubtful:
    """A model with places of doubt: slots name the chances that stand there."""

    method: str
    components: dict[str, dict[str, Any]]
    chances: dict[str, Chance] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    """The chances that are shared judgements."""
    sections: dict[str, Any] = field(default_factory=dict)
    driven: bool = False
    """Whether a control that works can make a class worse, by what it uses."""

    def model(self) -> Model:
        """The model with its doubts."""
        judgements = {
            name: {"level": self.chances[name].written, "why": "W", **self._sure(name)}
            for name in sorted(self.shared)
        }
        return self._filled(self._written, **({"judgements": judgements} if judgements else {}))

    def _sure(self, name: str) -> dict[str, str]:
        sure = self.chances[name].sure
        return {"sure": sure} if sure else {}

    def _written(self, slot: Slot) -> Any:
        written, sure = self.chances[slot.name].written, self._sure(slot.name)
        if slot.name in self.shared:
            written, sure = {"judgement": slot.name}, {}
        if slot.key == "severity":
            return {"severity": written, **sure, **dict(slot.beside)}
        if slot.key == "state":
            return {**written, **dict(slot.beside)}
        beside = {**sure, **dict(slot.beside)}
        if slot.name in self.shared:
            return {**written, **beside}
        return {"level": written, **beside} if beside else written

    def case(self, given: Mapping[str, str]) -> Model:
        """The model without doubt in which the chances have the values `given`."""

        def settled(slot: Slot) -> Any:
            word = given[slot.name]
            if slot.key == "challenges":
                return {"silent": {"title": "Silent", "severity": word}}
            return {slot.key: word, **dict(slot.beside)} if slot.key and slot.beside else word

        return self._filled(settled)

    def cases(self) -> Iterator[tuple[dict[str, str], Fraction]]:
        """Every case: the values of the chances, and how probable they are together."""
        for values in product(*(one.values for one in self.chances.values())):
            weight = Fraction(1)
            for _, share in values:
                weight *= share
            yield dict(zip(self.chances, (word for word, _ in values), strict=True)), weight

    def _filled(self, value: Any, **sections: Any) -> Model:
        def filled(part: Any) -> Any:
            if isinstance(part, Slot):
                return value(part)
            if isinstance(part, dict):
                found = {key: filled(one) for key, one in part.items()}
                return {key: one for key, one in found.items() if one != ABSENT}
            return [filled(one) for one in part] if isinstance(part, list) else part

        everything = {name: filled(one) for name, one in {**self.sections, **sections}.items()}
        return model_of(filled(self.components), method=self.method, **everything)


def chance(written: Any, scale: str, sure: str = "") -> Chance:
    """The chance that an expression for a level writes; of a list of opinions the pooled one."""
    if isinstance(written, list):
        total = sum(Fraction(str(one.get("weight", 1))) for one in written)
        opinions = [
            (Fraction(str(one.get("weight", 1))) / total, chance(one["level"], scale, one.get("sure", "")))
            for one in written
        ]
        shares = _added((word, much * share) for much, one in opinions for word, share in one.values)
    else:
        shares = _stated(written, scale)
        if sure:
            shares = _added(
                (near, share * part)
                for word, share in shares.items()
                for near, part in _spread(word, scale, sure).items()
            )
    vague = isinstance(written, str) and len(shares) > 1 and not sure
    ordered = sorted(shares.items(), key=lambda pair: BADNESS[pair[0]])
    return Chance(written, tuple(ordered), sure, vague, scale)


def _stated(written: Any, scale: str) -> Shares:
    words = ASCENDING[scale]
    if isinstance(written, dict):
        return {word: Fraction(str(share)) for word, share in written.items() if share}
    low, _, high = written.partition("..")
    held = words if written == "unknown" else words[words.index(low) : words.index(high or low) + 1]
    return {word: Fraction(1, len(held)) for word in held}


def _added(pairs: Iterable[tuple[str, Fraction]]) -> Shares:
    found: Shares = {}
    for word, share in pairs:
        found[word] = found.get(word, Fraction(0)) + share
    return {word: share for word, share in found.items() if share}


def _spread(word: str, scale: str, sure: str) -> Shares:
    """A level and those near it, as the method's table of confidences weighs them."""
    row, words = confidence()[sure], ASCENDING[scale]
    away = [row[key] for key in ("same", "one_away", "two_away")]
    near = {
        other: away[abs(words.index(other) - words.index(word))]
        for other in words
        if abs(words.index(other) - words.index(word)) < len(away)
    }
    return {other: weight / sum(near.values()) for other, weight in near.items() if weight}


@cache
def confidence() -> dict[str, dict[str, Fraction]]:
    """What the built-in methods, which agree, mean by how sure somebody is."""
    (rows,) = {path.read_text("utf-8") for path in (CONTENT / "methods").glob("*/confidence.csv")}
    return {
        row["confidence"]: {key: Fraction(value) for key, value in row.items() if key != "confidence"}
        for row in csv.DictReader(rows.splitlines())
    }


def control(written: Model) -> Chance:
    """The chance that what a model writes of a control means: whether it works."""
    said = written["state"]
    opinions = said if isinstance(said, list) else [written]
    total = Fraction(sum(Fraction(str(one.get("weight", 1))) for one in opinions))
    works = Fraction(sum(Fraction(str(one.get("weight", 1))) * _works(one) for one in opinions) / total)
    vague = not isinstance(said, list) and not {"works", "sure"} & set(written) and 0 < works < 1
    values = (("yes", works), ("no", 1 - works))
    return Chance(written, tuple((word, share) for word, share in values if share), vague=vague)


def _works(written: Model) -> Fraction:
    state = written["state"]
    if "works" in written:
        return Fraction(str(written["works"]))
    if "sure" in written:
        right = confidence()[written["sure"]]["works"]
        return right if state == "yes" else 1 - right
    return {"yes": Fraction(1), "no": Fraction(0), "planned": Fraction(0)}.get(state, HALF)
