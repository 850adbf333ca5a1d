"""Functionalities: the entries of the framework, the tree that they hang on, the ladders that they stand on.

Root → concerns → areas → topics → functionalities (paper, section IV and Figs. 1–8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from iotclass.core.place import Place


class Relation(Enum):
    """How a functionality relates to a clause of a document."""

    EQUAL = "equal"
    """Both ask for the same."""
    COVERS = "covers"
    """The functionality asks for all that the clause does, and for more."""
    COVERED = "covered"
    """The clause asks for all that the functionality does, and for more."""
    OVERLAP = "overlap"
    """Each asks for something that the other does not."""

    @property
    def said(self) -> str:
        """What a functionality does with the clause, in words."""
        return _SAID[self]


_SAID = {
    Relation.EQUAL: "asks for the same as",
    Relation.COVERS: "covers",
    Relation.COVERED: "is part of",
    Relation.OVERLAP: "overlaps with",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A clause of a document that a functionality answers, how the two relate, and who says so.

    `on` is a date (ISO 8601); `reviewed` says whether a second reading confirmed the link.
    """

    document: str
    clause: str
    relation: Relation
    by: str
    on: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What a functionality costs a component of one resource: 0 (nothing) to 3 (much); why from 2 on."""

    amount: int
    why: str


@dataclass(frozen=True, slots=True)
class Functionality:
    """One thing that is to be there: testable, with its reason and how one verifies it.

    `question` asks for it in words that need no expert. `lives` says where (device, gateway, app, cloud,
    network, organisation), `actors` who provides it, `phase` when in the life cycle it is first seen to,
    `protects` which properties, `counters` which threats (STRIDE, LINDDUN), `acts` how (prevent, detect,
    recover). `after` names what must be there before it; `stronger_than` what having this counts as
    having, one step at a time.
    """

    id: str
    title: str
    question: str
    statement: str
    why: str
    check: str
    area: str
    topic: str
    lives: tuple[str, ...]
    actors: tuple[str, ...]
    phase: str
    protects: tuple[str, ...]
    counters: tuple[str, ...]
    acts: tuple[str, ...]
    costs: Mapping[str, Cost]
    after: tuple[str, ...]
    stronger_than: tuple[str, ...]
    sources: tuple[Source, ...]
    place: Place

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that it is traced to, each once."""
        return tuple(dict.fromkeys(source.document for source in self.sources))


@dataclass(frozen=True, slots=True)
class Concern:
    """One of the two parts of the framework (paper, section IV), with the colour of its branches."""

    id: str
    title: str
    colour: str
    describes: str


@dataclass(frozen=True, slots=True)
class Area:
    """A first branch of the framework; its concern is that of its topics unless they say otherwise."""

    id: str
    title: str
    concern: str
    describes: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A branch of an area; `question` opens it for somebody who walks the framework top-down."""

    id: str
    title: str
    area: str
    concern: str
    question: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary: what it means here, and the words that documents use for it."""

    term: str
    definition: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """Per word or phrase, the documents that use it."""
    place: Place


@dataclass(frozen=True, slots=True)
class Framework:
    """All functionalities by id, and the tree that holds them."""

    id: str
    version: str
    concerns: Mapping[str, Concern]
    areas: Mapping[str, Area]
    topics: Mapping[str, Topic]
    functionalities: Mapping[str, Functionality]
    vocabulary: tuple[Term, ...]
    sha256: str
    weaker: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per id, itself and everything that having it counts as having."""

    @property
    def reference(self) -> str:
        """`id@version`."""
        return f"{self.id}@{self.version}"

    def inside(self, topic: str) -> list[Functionality]:
        """The functionalities of a topic, in the order of its file."""
        return [one for one in self.functionalities.values() if one.topic == topic]


def ladder(functionalities: Mapping[str, Functionality]) -> dict[str, frozenset[str]]:
    """Per id, itself and everything that it is stronger than, directly or through others.

    Needs known ids and ladders without a cycle.
    """
    found: dict[str, frozenset[str]] = {}

    def below(id_: str) -> frozenset[str]:
        if id_ not in found:
            steps = (below(weaker) for weaker in functionalities[id_].stronger_than)
            found[id_] = frozenset({id_}).union(*steps)
        return found[id_]

    for id_ in functionalities:
        below(id_)
    return found
