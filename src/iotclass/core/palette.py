"""The colours of classes and tones.

Classes run from light to dark and from blue to red, so that neighbours differ in grey print and to eyes that
see fewer colours. A colour never stands alone: the letter or the word is beside it.
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
    Tone.A: Colour("#d6e9f8", "#1a1a1a"),
    Tone.B: Colour("#93c5e6", "#1a1a1a"),
    Tone.C: Colour("#cc9530", "#1a1a1a"),
    Tone.D: Colour("#b6541a", "#ffffff"),
    Tone.E: Colour("#8b2b22", "#ffffff"),
    Tone.F: Colour("#47102f", "#ffffff"),
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
