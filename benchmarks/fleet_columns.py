"""The columns of what `iotclass fleet example` writes, and those that a classification adds as words."""

from __future__ import annotations

WORDS = {
    "kind": "kind",
    "connectivity": "connectivity",
    "severity": "severity",
    "required": "required_class",
}
"""The columns of an example that hold words, by what they say."""
KEPT = ("model", "firmware", "site", "owner")
NAMES = ("connectivity", "protection", "exposure", "impact", "class", "class_best", "verdict")
