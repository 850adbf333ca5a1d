"""Types of devices as a table that the view of an inventory joins: levels as numbers, controls as masks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iotclass.core.functionality import Framework
from iotclass.core.scale import Severity
from iotclass.core.system import ControlState
from iotclass.fleet.legend import Legend
from iotclass.fleet.literal import Row, values
from iotclass.fleet.plan import UNCLASSED
from iotclass.fleet.stated import UNCONNECTED, UNDESIGNED

if TYPE_CHECKING:
    from iotclass.core.type import Range, Type, Types

LEVELS = (
    *(
        "kind",
        "silent",
        "c0",
        "c1",
        "p0",
        "p1",
        "in_effect",
        "s0",
        "s1",
        "i0",
        "i1",
        "r0",
        "r1",
        "least0",
        "least1",
    ),
    *("required", "demand", "cap0", "cap1", "cap_proven"),
)
"""What a type says beside its controls and facts; of what is in doubt, the best end and the worst."""
GROUPS = {
    "y": {ControlState.YES},
    "d": {ControlState.PARTLY, ControlState.UNKNOWN},
    "a": {ControlState.NOT_APPLICABLE},
}
"""The states that masks stand for."""
FACTS = {"f_yes": "yes", "f_no": "no", "f_open": "unknown"}


@dataclass(frozen=True, slots=True)
class TypeTable:
    """The types with the words by which an inventory calls them; `rest` is what is in doubt without one."""

    types: Types
    words: Mapping[str, str]
    legend: Legend
    facts: tuple[str, ...]
    rest: Sequence[int]

    @property
    def masks(self) -> tuple[str, ...]:
        """The masks of a type: controls by their state, those that it requires (`w`), and facts."""
        words = range(self.legend.width)
        facts = FACTS if self.facts else ()
        return (*(f"{mask}{word}" for mask in (*GROUPS, "w") for word in words), *facts)

    @property
    def sql(self) -> str:
        """The table: a row for each word, and one for a cell that is empty."""
        columns = ("word", *LEVELS, *self.masks)
        cells = [f"CAST({one} AS BIGINT) AS {one}" if one in self.masks else one for one in columns]
        return f"SELECT {', '.join(cells)} FROM ({values(self._rows())}) AS given({', '.join(columns)})"

    def _rows(self) -> Iterator[Row]:
        yield self._nothing()
        for word, id_ in called(self.types, self.words).items():
            one = self.types.known[id_]
            yield word, *_levels(one), *self._controls(one), *self._facts(one)

    def _nothing(self) -> Row:
        whole = (Severity.VERY_LOW.rank, Severity.VERY_HIGH.rank)
        levels = ("", 0, None, None, None, None, 0, *whole, None, None, None, None, 0, 0, -1, -1, 0, 0, 0)
        none = (0,) * self.legend.width
        return "", *levels, *none, *self.rest, *none, *none, *((0, 0, 0) if self.facts else ())

    def _controls(self, one: Type) -> Iterator[int]:
        states = (one.component.controls or {}).values()
        for meant in GROUPS.values():
            yield from self.legend.masks(control.id for control in states if control.state in meant)
        requires = one.component.requires
        yield from self.legend.masks(requires.controls if requires else ())

    def _facts(self, one: Type) -> Iterator[int]:
        said = one.component.facts or {}
        for state in FACTS.values() if self.facts else ():
            yield sum(1 << place for place, fact in enumerate(self.facts) if said.get(fact) == state)


def called(types: Types, words: Mapping[str, str]) -> dict[str, str]:
    """The id of the type by each word that stands for it, in lower case; `words` are an inventory's own."""
    return {id_.lower(): id_ for id_ in types.known} | dict(words)


def facts_of(types: Types | None) -> frozenset[str]:
    """Every fact that a type states."""
    return frozenset(fact for one in _known(types) for fact in one.component.facts or ())


def demanded(types: Types | None, framework: Framework) -> tuple[str, ...]:
    """The controls that types must have by name, and those that count as these."""
    required = {
        id_
        for one in _known(types)
        for id_ in (one.component.requires.controls if one.component.requires else ())
    }
    return tuple(id_ for id_ in framework.functionalities if required & framework.weaker[id_])


def demands(types: Types) -> tuple[int, ...]:
    """The numbers of the protections that types must have beside a class; that of none is among them."""
    requirements = (one.component.requires for one in _known(types))
    found = {one.protection.rank for one in requirements if one is not None and one.protection is not None}
    return (-1, *sorted(found))


def _known(types: Types | None) -> Iterable[Type]:
    return types.known.values() if types else ()


def _levels(one: Type) -> Row:
    component, requires = one.component, one.component.requires
    protection = _ends(component.protection.span if component.protection else None)
    if one.bare:
        protection = (UNDESIGNED, UNDESIGNED)
    caps: list[int | None] = [0, 0, 0]
    if one.providers is not None and one.proven is not None:
        best, worst = _ends(one.providers.level, UNCLASSED)
        caps = [best, worst, _ends(one.proven.level, UNCLASSED)[0]]
    return (
        component.kind,
        int(component.controls is None),
        *_ends(one.connectivity, UNCONNECTED),
        *protection,
        int(one.assessed.inputs.in_effect),
        *_ends(one.severity),
        *_ends(one.impact),
        *_ends(one.raised),
        *_ends(one.least, 0),
        requires.level.rank if requires else -1,
        requires.protection.rank if requires and requires.protection else -1,
        *caps,
    )


def _ends(span: Range, otherwise: int | None = None) -> tuple[int | None, int | None]:
    """The numbers of a span's ends."""
    return (span.best.rank, span.worst.rank) if span else (otherwise, otherwise)
