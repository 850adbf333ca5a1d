"""Levels in a method's words, and colours for classes and verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from iotclass.core.level import Level, Span
from iotclass.core.method import Method
from iotclass.core.scale import SCALES, SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.write.columns import wrapped

_CLASSES = {"A": "green", "B": "green", "C": "yellow", "D": "yellow", "E": "red", "F": "red"}
_VERDICTS = {
    Verdict.MET: "green",
    Verdict.NOT_MET: "red",
    Verdict.OPEN: "yellow",
    Verdict.NOT_ASSESSED: "yellow",
    Verdict.ACCEPTED: "yellow",
}


def code(span: Span[Level] | None) -> str:
    """A level's code alone, for tables that have a legend; a dash where it was not assessed."""
    return "–" if span is None else str(span)


def said(method: Method, span: Span[Level] | None) -> str:
    """A level with its words: `C4 (private network, operated from outside)`."""
    if span is None:
        return "not assessed"
    if span.certain:
        return f"{span.best} ({method.words[span.best].title})"
    low, high = span.ends
    return f"{span} ({method.words[low].title} to {method.words[high].title})"


_CODED = ("connectivity", "protection", "exposure")
"""The scales whose levels are codes."""
_CITED = re.compile(r"\[[^\]]*\]|\([^()]*:\d+\)")
"""A table's row or a place, where a level is a name."""


def legend(method: Method, lines: Iterable[str]) -> list[str]:
    """The codes and class letters that stand in `lines` without their words, with them."""
    text = _CITED.sub(" ", click.unstyle(" ".join(lines)))
    found: list[str] = []
    for name in _CODED:
        used = [level for level in SCALES[name] if _alone(method, level, text)]
        if used:
            listed = "; ".join(f"{level} {method.words[level].title}" for level in used)
            found += wrapped(f"{method.scale_titles[name]}: {listed}", "    ", "  ")
    letters = [level for level in SecurityClass if _alone(method, level, text)]
    for one in letters:
        first, *rest = wrapped(f"Class {one}: {method.words[one].sentence}", "    ", "  ")
        found += [first.replace(f"Class {one}", f"Class {painted_class(str(one))}", 1), *rest]
    return found


def _alone(method: Method, level: Level, text: str) -> bool:
    """Whether a level stands in `text` and nowhere with its words."""
    article = "| [a-z]" if isinstance(level, SecurityClass) else ""  # "A class" is no class A
    written = re.search(rf"(?<![\w'-]){level}(?![\w'-]{article})", text)
    return written is not None and f"{level} ({method.words[level].title}" not in text


def painted_class(text: str) -> str:
    """A class letter, or a range of them, in the colour of its worst letter."""
    colour = _CLASSES.get(text[-1:])
    return click.style(text, fg=colour, bold=True) if colour else text


def painted_verdict(verdict: Verdict, text: str | None = None) -> str:
    """A verdict in its colour."""
    colour = _VERDICTS.get(verdict)
    return click.style(text or verdict.value, fg=colour) if colour else text or verdict.value


def sentence(method: Method, span: Span[Level]) -> str:
    """What a class means, in a sentence; for a range the worst."""
    return method.words[span.worst].sentence if isinstance(span.worst, SecurityClass) else ""
