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


@dataclass(frozen=True)
class Chance:
    """A doubt as a model writes it, and each value that it may have with its probability, the best first.

    `sure` stands beside what is written. `readings` are the probabilities of the values in each way to read
    what assessors leave open: a range may be any of its levels, of each assessor another one.
    """

    written: Any
    values: tuple[tuple[str, Fraction], ...]
    sure: str = ""
    scale: str = ""
    readings: tuple[tuple[Fraction, ...], ...] = ()

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
    said = written if isinstance(written, list) else [{"level": written, "sure": sure}]
    counts = _counts(said)
    pooled = _added(
        (word, much * share)
        for one, much in zip(said, counts, strict=True)
        for word, share in _surely(_stated(one["level"], scale), scale, one.get("sure", "")).items()
    )
    words = sorted(pooled, key=BADNESS.__getitem__)
    opened = [
        [_surely({word: Fraction(1)}, scale, one.get("sure", "")) for word in _stated(one["level"], scale)]
        if isinstance(one["level"], str)
        else [_surely(_stated(one["level"], scale), scale, one.get("sure", ""))]
        for one in said
    ]
    readings = _readings(words, counts, opened)
    return Chance(written, tuple((word, pooled[word]) for word in words), sure, scale, readings)


def _counts(said: list[Model]) -> list[Fraction]:
    """How much each of several opinions counts, of 1."""
    weights = [Fraction(str(one.get("weight", 1))) for one in said]
    return [one / sum(weights) for one in weights]


def _readings(
    words: list[str], counts: list[Fraction], opened: list[list[Shares]]
) -> tuple[tuple[Fraction, ...], ...]:
    """The probabilities of `words` in each way to read what each assessor leaves open."""
    return tuple(
        tuple(
            sum((much * one.get(word, 0) for much, one in zip(counts, read, strict=True)), Fraction(0))
            for word in words
        )
        for read in product(*opened)
    )


def _surely(shares: Shares, scale: str, sure: str) -> Shares:
    """Shares spread over the neighbouring levels by how sure somebody is."""
    if not sure:
        return shares
    return _added(
        (near, share * part)
        for word, share in shares.items()
        for near, part in _spread(word, scale, sure).items()
    )


def open_chance(written: Any, words: Iterable[str]) -> Chance:
    """The chance of something of which a model says nothing: each of `words`, the best first, alike."""
    values = list(words)
    alike = tuple((word, Fraction(1, len(values))) for word in values)
    readings = tuple(tuple(Fraction(int(one == word)) for one in values) for word in values)
    return Chance(written, alike, readings=readings)


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
    said = written["state"] if isinstance(written["state"], list) else [written]
    counts = _counts(said)
    works = sum((much * _works(one) for one, much in zip(said, counts, strict=True)), Fraction(0))
    values = tuple((word, share) for word, share in (("yes", works), ("no", 1 - works)) if share)
    opened: list[list[Shares]] = [
        [{"yes": Fraction(1)}, {"no": Fraction(1)}]
        if one["state"] in {"partly", "unknown"} and not {"works", "sure"} & set(one)
        else [{"yes": _works(one), "no": 1 - _works(one)}]
        for one in said
    ]
    return Chance(written, values, readings=_readings([word for word, _ in values], counts, opened))


def _works(written: Model) -> Fraction:
    state = written["state"]
    if "works" in written:
        return Fraction(str(written["works"]))
    if "sure" in written:
        right = confidence()[written["sure"]]["works"]
        return right if state == "yes" else 1 - right
    return {"yes": Fraction(1), "no": Fraction(0), "planned": Fraction(0)}.get(state, HALF)
