"""The resources and their figures: what ordinal costs stand for, and the severity per used share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.resource import ANY, Amount, Price, Resource, Resources, Share
from iotclass.core.scale import Severity
from iotclass.core.table import Origin
from iotclass.read.file import cited, csv_rows, text, yaml_file
from iotclass.read.judgement import by_word
from iotclass.read.word import nearest

ORDINALS = ("0", "1", "2", "3")
"""The ordinal costs of the framework, as files write them."""


def read_resources(folder: Path, kinds: Iterable[str]) -> Resources:
    """The resources of `folder`, proved; `kinds` are those that may have figures of their own.

    Raises InvalidError with every problem.
    """
    problems: list[Problem] = []
    root = yaml_file(folder / "resources.yaml", "resources")
    resources = {
        id_: Resource(
            id_, text(node, "title"), text(node, "unit"), text(node, "cost"), text(node, "describes")
        )
        for id_, node in root.mapping["resources"].mapping.items()
    }
    known = dict.fromkeys((ANY, *kinds))
    amounts, prices, shares = [], [], []
    for place, (resource, kind, ordinal, amount, why) in _rows(
        folder / "amounts.csv", ["resource", "kind", "ordinal", "amount", "why"], problems
    ):
        problems += _word(place, resource, resources, "resource")
        problems += _word(place, kind, known, "kind")
        problems += _word(place, ordinal, dict.fromkeys(ORDINALS), "ordinal")
        amounts.append(Amount(resource, kind, _whole(ordinal), _number(amount, place, problems), why, place))
    for place, (kind, ordinal, one_off, yearly, why) in _rows(
        folder / "prices.csv", ["kind", "ordinal", "one_off", "yearly", "why"], problems
    ):
        problems += _word(place, kind, known, "kind")
        problems += _word(place, ordinal, dict.fromkeys(ORDINALS), "ordinal")
        once, every = (_number(cell, place, problems) for cell in (one_off, yearly))
        prices.append(Price(kind, _whole(ordinal), once, every, why, place))
    severities = by_word(Severity)
    for place, (up_to, severity, origin) in _rows(
        folder / "shares.csv", ["up_to", "severity", "origin"], problems
    ):
        problems += _word(place, severity, severities, "severity")
        problems += _word(place, origin, {one.value: None for one in Origin}, "origin")
        if severity in severities and origin in {one.value for one in Origin}:
            bound = _number(up_to, place, problems) if up_to else None
            shares.append(Share(bound, severities[severity], Origin(origin), place))
    problems += _amount_problems(amounts)
    problems += _price_problems(prices, folder)
    problems += _share_problems(shares, folder)
    if problems:
        raise InvalidError(problems)
    return Resources(
        resources,
        tuple(amounts),
        tuple(prices),
        tuple(shares),
        text(root, "currency"),
        int(text(root, "years")),
    )


def _rows(path: Path, header: list[str], problems: list[Problem]) -> Iterator[tuple[Place, list[str]]]:
    for line, cells in csv_rows(path, header):
        place = Place(cited(path), line)
        if len(cells) == len(header):
            yield place, cells
        else:
            problems.append(Problem(place, f"{len(cells)} cells", str(len(header))))


def _word(place: Place, word: str, valid: Mapping[str, object], what: str) -> Iterator[Problem]:
    if word not in valid:
        yield Problem(place, f"no {what} {word!r}", f"one of {', '.join(valid)}", nearest(word, valid))


def _whole(ordinal: str) -> int:
    return int(ordinal) if ordinal in ORDINALS else 0


def _number(cell: str, place: Place, problems: list[Problem]) -> float:
    try:
        found = float(cell)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        problems.append(Problem(place, repr(cell), "a number, 0 or more"))
        return 0.0
    return found


def _amount_problems(amounts: Iterable[Amount]) -> Iterator[Problem]:
    """Figures given twice, and more effort that uses less."""
    by_case: dict[tuple[str, str], dict[int, Amount]] = {}
    for one in amounts:
        known = by_case.setdefault((one.resource, one.kind), {})
        if one.ordinal in known:
            yield Problem(
                one.place, f"{one.resource} {one.ordinal} of {one.kind} is there already", "each once"
            )
        known[one.ordinal] = one
    for known in by_case.values():
        ordered = [known[ordinal] for ordinal in sorted(known)]
        for low, high in pairwise(ordered):
            if high.amount < low.amount:
                yield Problem(high.place, f"{high.amount:g} is less than {low.amount:g} of a lower ordinal")


def _price_problems(prices: Iterable[Price], folder: Path) -> Iterator[Problem]:
    """Prices given twice, cheaper ones for more effort, and ordinals without any."""
    by_kind: dict[str, dict[int, Price]] = {}
    for one in prices:
        known = by_kind.setdefault(one.kind, {})
        if one.ordinal in known:
            yield Problem(one.place, f"{one.ordinal} of {one.kind} is there already", "each once")
        known[one.ordinal] = one
    for known in by_kind.values():
        ordered = [known[ordinal] for ordinal in sorted(known)]
        for low, high in pairwise(ordered):
            if high.one_off < low.one_off or high.yearly < low.yearly:
                yield Problem(high.place, "cheaper than a lower ordinal of the same kind")
    missing = set(map(int, ORDINALS)) - set(by_kind.get(ANY, {}))
    if missing:
        yield Problem(Place(cited(folder / "prices.csv")), f"no price of {ANY} for {min(missing)}")


def _share_problems(shares: list[Share], folder: Path) -> Iterator[Problem]:
    """Bounds that do not rise, severities that do not rise with them, and no row for all above."""
    bounds = [math.inf if one.up_to is None else one.up_to for one in shares]
    for (below, low), (above, high) in pairwise(zip(bounds, shares, strict=True)):
        if above <= below or high.severity <= low.severity:
            yield Problem(high.place, "shares and severities have to rise from row to row")
    if not bounds or bounds[-1] != math.inf:
        yield Problem(Place(cited(folder / "shares.csv")), "no row without a bound at the end")
