"""The words that an inventory's cells may say, each with a number: its place among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement

from iotclass.core.content import Content
from iotclass.core.inventory import LEVELS
from iotclass.core.level import Level
from iotclass.core.scale import SCALES, Severity
from iotclass.fleet.stated import NONE

SCALE_OF = {name: SCALES["class" if name == "required" else name] for name in LEVELS}
Words = Mapping[str, Mapping[str, str]]
"""What an inventory calls what we call so, by what it is called for."""


def kinds(content: Content, own: Words) -> dict[str, str]:
    """The kind that each word names, in lower case: ours, then an inventory's own."""
    return {**{kind: kind for kind in content.profiles}, **own.get("kind", {})}


def levels(name: str, own: Words) -> dict[str, tuple[int | None, int | None]]:
    """The best and the worst level that each word names, in lower case.

    A word is a level, a range, `unknown`, an inventory's own word, or nothing.
    """
    found = dict(_known(name))
    return {**found, **{word: found[meant] for word, meant in own.get(name, {}).items()}}


def _known(name: str) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
    scale: type[Level] = SCALE_OF[name]
    known = sorted(scale, key=lambda one: one.badness)
    for best, worst in combinations_with_replacement(known, 2):
        if best is worst:
            yield best.value.lower(), (best.rank, best.rank)
        elif name != "required":
            low, high = sorted((best, worst), key=lambda one: one.rank)
            yield f"{low.value}..{high.value}".lower(), (best.rank, worst.rank)
    whole = (known[0].rank, known[-1].rank)
    if name != "required":
        yield "unknown", whole
    if name == "severity":
        yield "none", (Severity.VERY_LOW.rank, Severity.VERY_LOW.rank)
    if name == "required":
        yield "", (-1, -1)
    elif name in {"connectivity", "protection"}:
        yield "", (None, None)
    else:
        yield "", (NONE, NONE) if name == "impact" else whole
