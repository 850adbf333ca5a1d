"""The colours of classes and tones: one ramp from blue to red, which colour-blind people can tell apart.

A colour never stands alone: the letter or the word is beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.level import Level, Span
from iotclass.core.report import Tone
from iotclass.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Colour:
    """What a text stands on and what it is written in (#rrggbb), with a contrast of 4.5 to 1 or more."""

    fill: str
    ink: str


COLOURS = {
    Tone.A: Colour("#2166ac", "#ffffff"),
    Tone.B: Colour("#67a9cf", "#111111"),
    Tone.C: Colour("#d1e5f0", "#111111"),
    Tone.D: Colour("#fddbc7", "#111111"),
    Tone.E: Colour("#ef8a62", "#111111"),
    Tone.F: Colour("#b2182b", "#ffffff"),
    Tone.GOOD: Colour("#e3eef9", "#0b4a86"),
    Tone.BAD: Colour("#fbe4e1", "#96151f"),
    Tone.DOUBT: Colour("#fdf1cf", "#6b4e00"),
}
"""The tones that have a colour; all others are written as the text around them."""


def class_tone(span: Span[Level] | None) -> Tone:
    """The tone of a class, of the worst where it is in doubt; that of doubt where there is none."""
    return Tone.DOUBT if span is None else Tone[str(span.worst)]


def verdict_tone(verdict: Verdict) -> Tone:
    """The tone of a verdict."""
    return _VERDICTS.get(verdict, Tone.DOUBT)


_VERDICTS = {Verdict.MET: Tone.GOOD, Verdict.NOT_MET: Tone.BAD, Verdict.NO_REQUIREMENT: Tone.QUIET}
