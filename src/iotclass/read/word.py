"""The nearest valid word to one that is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from iotclass.core.place import Place, Problem

MANY = 16
"""Up to how many valid words a message lists."""
PATIENCE = 100
"""From how many problems on nobody needs the nearest word to each, which takes long to find."""

LONG_FORM = {
    *("level", "judgement", "severity", "title", "why", "by", "on", "evidence", "sure", "weight"),
    *("in_effect", "softened", "acts_on"),
}
"""The keys by which a mapping of numbers is no distribution all the same."""


def unknown(
    place: Place, message: str, word: str, valid: Mapping[str, object], problems: list[Problem]
) -> None:
    """Add the problem that `word` is none of `valid`."""
    listed = ", ".join(islice(valid, MANY)) + (", …" if len(valid) > MANY else "")
    expected = f"one of {listed}" if valid else "one that the file defines (there is none)"
    near = nearest(word, valid) if len(problems) < PATIENCE else ""
    problems.append(Problem(place, message, expected, near))


def shortened(word: str) -> str:
    """`word` in quotes, cut where it is long."""
    return repr(word if len(word) <= 60 else f"{word[:57]}…")


def nearest(word: str, valid: Iterable[str]) -> str:
    """The word of `valid` that `word` most likely was meant to be; empty where none is near."""
    from difflib import get_close_matches

    words = list(valid)
    by_fold = {known.casefold().replace("_", "-"): known for known in words}
    folded = word.casefold().replace("_", "-").strip()
    if folded in by_fold:
        return by_fold[folded]
    found = get_close_matches(folded, by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""
