"""The nearest valid word to one that is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
    close = closest(word, valid, MANY) if len(problems) < PATIENCE else []
    expected = f"one of {_listed(valid, close)}" if valid else "one that the file defines (there is none)"
    problems.append(Problem(place, message, expected, close[0] if close else ""))


def listed(valid: Collection[str], word: str = "") -> str:
    """The words of `valid`; of many, those nearest to `word` first, and how many more there are."""
    return _listed(valid, closest(word, valid, MANY) if word and len(valid) > MANY else [])


def _listed(valid: Collection[str], close: list[str]) -> str:
    if len(valid) <= MANY:
        return ", ".join(valid)
    others = (one for one in valid if one not in close)
    return f"{', '.join([*close, *islice(others, MANY - len(close))])}, and {len(valid) - MANY} more"


def shortened(word: str) -> str:
    """`word` in quotes, cut where it is long."""
    return repr(word if len(word) <= 60 else f"{word[:57]}…")


def nearest(word: str, valid: Iterable[str]) -> str:
    """The word of `valid` that `word` most likely was meant to be; empty where none is near."""
    return next(iter(closest(word, valid, 1)), "")


def closest(word: str, valid: Iterable[str], most: int) -> list[str]:
    """The words of `valid` that `word` may have been meant to be, the nearest first, `most` at most."""
    from difflib import get_close_matches

    by_fold = {known.casefold().replace("_", "-"): known for known in valid}
    folded = word.casefold().replace("_", "-").strip()
    if folded in by_fold:
        return [by_fold[folded]]
    return [by_fold[one] for one in get_close_matches(folded, by_fold, n=most, cutoff=0.6)]
