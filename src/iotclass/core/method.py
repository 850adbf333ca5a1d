"""A classification method: its tables, its words and what it declares about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from iotclass.core.level import Level
from iotclass.core.profile import Contradiction
from iotclass.core.statement import Statement
from iotclass.core.system import ControlState
from iotclass.core.table import Table


class ImpactFrom(Enum):
    """Where a component's impact comes from when the model does not judge it."""

    SEVERITY = "severity"
    """The worse of what severity gives and what the kind brings (paper, section VI)."""
    HARM = "harm"
    """What full control of the component would do (ours)."""


class BelowP1(Enum):
    """What a component is whose controls fail even P1's criteria."""

    FLOOR = "floor"
    UNPROTECTED = "unprotected"


@dataclass(frozen=True, slots=True)
class Word:
    """A level in words: a title, the question it answers yes to, and a sentence where it is a verdict."""

    title: str
    question: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """What it means to be as sure of something as a name says.

    `weights` are those of a level itself, of each neighbour one step away, two steps away and so on; what
    would fall off the scale is left out and the rest scaled up. `works` is the probability that a control
    said to be there is there and works.
    """

    weights: tuple[float, ...]
    works: float


@dataclass(frozen=True, slots=True)
class Method:
    """Everything that the core needs to classify by; the tables by name.

    `severity_acts_on` holds "protection", "impact" or both: where challenges take effect. `confidence` says
    per name what being that sure means, `works` per state of a control how likely it is that the control is
    in place and works, where nobody says.
    """

    id: str
    version: str
    title: str
    describes: str
    impact_from: ImpactFrom
    below_p1: BelowP1
    severity_acts_on: frozenset[str]
    tables: Mapping[str, Table]
    scale_titles: Mapping[str, str]
    words: Mapping[Level, Word]
    statements: tuple[Statement, ...]
    contradictions: tuple[Contradiction, ...]
    confidence: Mapping[str, Confidence]
    works: Mapping[ControlState, float]
    sha256: str

    @property
    def reference(self) -> str:
        """`id@version`."""
        return f"{self.id}@{self.version}"
