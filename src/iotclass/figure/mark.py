"""Marks: badges with classes on them, and signs, drawn as shapes since no font is sure to have them."""

from __future__ import annotations

from enum import Enum

from iotclass.core.palette import Colour
from iotclass.figure.chart import label
from iotclass.figure.label import escaped, width
from iotclass.figure.svg import GREY

BADGE = 14.0
"""How high a badge is."""
WRITTEN = 9.0
"""The size of text on it."""
EDGE = "#777777"
SIGN = 9.0
"""How wide and high a sign is."""
BLUE, RED, BROWN = "#0b4a86", "#96151f", "#6b4e00"


class Sign(Enum):
    """Signs, each with its ink, its outline within 9 × 9, and the part of it that is filled."""

    YES = (BLUE, "M1 5L3.6 7.8L8 1.6", "")
    NO = (RED, "M1.6 1.6L7.4 7.4M7.4 1.6L1.6 7.4", "")
    HALF = (BROWN, "M1 4.5A3.5 3.5 0 1 1 8 4.5A3.5 3.5 0 1 1 1 4.5", "M4.5 1A3.5 3.5 0 1 0 4.5 8Z")
    OPEN = (BROWN, "M2.4 3.1A2.1 2.1 0 1 1 4.5 5.2V6.1M4.5 7.8V8.2", "")
    LATER = (BROWN, "M1 4.5A3.5 3.5 0 1 1 8 4.5A3.5 3.5 0 1 1 1 4.5M4.5 2.4V4.7L6.2 5.8", "")
    ACCEPTED = (BROWN, "M1 5.6C2 2.6 3.6 3 4.5 4.5S7 6.4 8 3.4", "")
    NONE = (GREY, "M2 4.5H7", "")


def sign(one: Sign, x: float, middle: float) -> str:
    """A sign whose left end is at `x`, half of it above `middle`."""
    ink, outline, filled = one.value
    look = f'fill="none" stroke="{ink}" stroke-width="1.4" stroke-linecap="round"'
    place = f'transform="translate({x:.1f} {middle - SIGN / 2:.1f})"'
    part = f'<path d="{filled}" {place} fill="{ink}"/>' if filled else ""
    return f'<path class="sign {one.name.lower()}" d="{outline}" {place} {look}/>{part}'


def badge_wide(words: str) -> float:
    """How wide the badge with `words` on it is."""
    return max(BADGE, width(words, WRITTEN, bold=True) + 6)


def badge(words: str, x: float, middle: float, colour: Colour) -> str:
    """A badge with `words` on it whose left end is at `x`, half of it above `middle`."""
    wide = badge_wide(words)
    place = f'x="{x:.1f}" y="{middle - BADGE / 2:.1f}" width="{wide:.1f}" height="{BADGE}" rx="2"'
    box = f'<rect class="badge" {place} fill="{escaped(colour.fill)}" stroke="{EDGE}" stroke-width="0.5"/>'
    written = label(words, size=WRITTEN, bold=True)
    return box + written.beside(x + wide / 2, middle, anchor="middle", ink=colour.ink)
