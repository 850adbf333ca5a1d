"""Profiles: what a kind of component is asked for at each protection level (paper, section VI)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass
from iotclass.core.table import Origin


@dataclass(frozen=True, slots=True)
class Criterion:
    """A functionality that a protection level demands of a kind, at the lowest level that does.

    It counts from the connectivity `applies_from` up, and where each fact of `applies_if` has the value
    beside it. `attested` names the documents and clauses that speak for the step.
    """

    id: str
    level: Protection
    group: str
    origin: Origin
    section: str
    step: str
    also_stated_at: tuple[Protection, ...]
    place: Place
    applies_from: Connectivity | None = None
    applies_if: tuple[tuple[str, str], ...] = ()
    attested: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A level that a kind brings by its nature, with the reason and the paper's section."""

    level: SecurityClass | Impact | Connectivity
    section: str
    why: str
    origin: Origin
    place: Place


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A place where a source disagrees with itself, and how it is read."""

    section: str
    says: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of component: its criteria per level and what it brings whatever its challenges are.

    `lives` says in which of the places a functionality can live the kind is at home.
    """

    kind: str
    version: str
    title: str
    description: str
    origin: Origin
    section: str
    lives: tuple[str, ...]
    recommends: Recommendation | None
    impact: Recommendation | None
    connectivity_at_least: Recommendation | None
    groups: Mapping[str, str]
    criteria: Sequence[Criterion]
    contradictions: tuple[Contradiction, ...]
    place: Place
    lineage: tuple[str, ...] = ()
    """The kind and those that it extends as a whole: what is said of them is said of it."""

    @property
    def own(self) -> frozenset[str]:
        """Where functionalities of the component itself live.

        Not those of the organisation behind it, nor those of a back-end unless it is one.
        """
        return frozenset(self.lives) - {"organisation"} - ({"cloud"} - {self.lives[0]})

    @property
    def made(self) -> frozenset[str]:
        """Where functionalities of what its maker makes live.

        Of an app neither those of the device that it runs on nor those of the back-end that it talks to.
        """
        return frozenset(self.lives) - ({"device", "cloud"} if self.lives[0] == "app" else set())

    def is_asked_for(self, functionality: str) -> bool:
        """Whether some level demands a functionality of the kind."""
        return any(one.id == functionality for one in self.criteria)
