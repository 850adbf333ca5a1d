"""What a class follows from, as plain ends of spans; drawn at random, and computed by the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from iotclass.core.chain import Inputs
from iotclass.core.finding import Finding
from iotclass.core.level import Level, Span
from iotclass.core.scale import SCALES
from tests.core.reference import BADNESS, BEST_FIRST, Levels, own_class, worst
from tests.models import Ends, ends

NOT_ASSESSED = "not assessed"

Given = Ends | str | None
"""An input: its ends; or that it could not be assessed; or that there is none."""

SCALE_OF = {
    "connectivity": "connectivity",
    "designed": "protection",
    "severity": "severity",
    "judged_impact": "impact",
    "kind_impact": "impact",
    "harm": "impact",
    "harm_of_reliers": "impact",
    "class_of_providers": "class",
}
"""The inputs of a class, with the scales that they are on."""

Known = Mapping[str, Given]
"""What is known of each input; `in_effect` goes with the designed protection."""


def class_of(known: Known, method: str, in_effect: bool) -> Ends | None:
    """The class that inputs give by the reference: the best of everything, and the worst of everything."""
    if NOT_ASSESSED in known.values():
        return None
    found = [_end_of(known, method, in_effect, end) for end in (0, 1)]
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _end_of(known: Known, method: str, in_effect: bool, end: int) -> str | None:
    at: dict[str, Any] = {
        field: given[end] if isinstance(given, tuple) else None for field, given in known.items()
    }
    provided = at.pop("class_of_providers")
    own = own_class(Levels(**at, in_effect=in_effect), method)
    return own if own is None or provided is None else worst(own, provided)


def given_in(inputs: Inputs) -> dict[str, Given]:
    """The inputs of an assessment as plain ends."""
    found: dict[str, Given] = {}
    for field in SCALE_OF:
        finding: Finding | None = getattr(inputs, field)
        found[field] = None if finding is None else ends(finding.level) or NOT_ASSESSED
    return found


def with_level(known: Known, field: str, level: str) -> dict[str, Given]:
    """The inputs with one of them at a certain level."""
    return {**known, field: (level, level)}


def _finding(field: str, given: Given) -> Finding | None:
    if given is None:
        return None
    if isinstance(given, str):
        return Finding(field, None, "no basis", note="nothing is known")
    scale = SCALES[SCALE_OF[field]]
    span: Span[Level] = Span(scale(given[0]), scale(given[1]))
    return Finding(field, span, "judged")


def inputs_of(known: Known, in_effect: bool) -> Inputs:
    """Plain ends as the inputs of an assessment."""
    found: dict[str, Any] = {field: _finding(field, given) for field, given in known.items()}
    return Inputs(**found, in_effect=in_effect)


@st.composite
def spans(draw: st.DrawFn, scale: str) -> Ends:
    """One level, or a range."""
    words = BEST_FIRST[scale]
    one, other = draw(st.sampled_from(words)), draw(st.sampled_from(words))
    if draw(st.booleans()):
        return one, one
    return (one, other) if BADNESS[one] <= BADNESS[other] else (other, one)


@st.composite
def drawn(draw: st.DrawFn) -> dict[str, Given]:
    """Inputs of which connectivity, protection and severity are always there."""
    found: dict[str, Given] = {}
    for field, scale in SCALE_OF.items():
        there = field in {"connectivity", "designed", "severity"} or draw(st.booleans())
        found[field] = draw(spans(scale)) if there else None
    found["kind_impact"] = ("Moderate", "Moderate") if found["kind_impact"] else None
    return found
