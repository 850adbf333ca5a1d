"""Functionalities: the entries of the framework, and the ladders that they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from iotclass.core.place import Place


@dataclass(frozen=True, slots=True)
class Source:
    """A clause of a document that a functionality answers, and how the two relate."""

    document: str
    clause: str
    relation: str


@dataclass(frozen=True, slots=True)
class Functionality:
    """One thing that is to be there: testable, with its reason and how one verifies it.

    `lives` says where (device, gateway, app, cloud, network, organisation); `stronger_than` names what
    having this counts as having, one step at a time.
    """

    id: str
    title: str
    statement: str
    why: str
    check: str
    area: str
    topic: str
    lives: tuple[str, ...]
    stronger_than: tuple[str, ...]
    sources: tuple[Source, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Framework:
    """All functionalities by id, and the titles of areas and topics."""

    id: str
    version: str
    areas: Mapping[str, str]
    topics: Mapping[str, str]
    functionalities: Mapping[str, Functionality]
    sha256: str
    weaker: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per id, itself and everything that having it counts as having."""


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
