"""Values of the core into plain JSON and back: the form in which content is shipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from iotclass.core.clause import Clause, Document, Number, Sources
from iotclass.core.content import Content
from iotclass.core.functionality import (
    Area,
    Concern,
    Cost,
    Framework,
    Functionality,
    Relation,
    Source,
    Term,
    Topic,
)
from iotclass.core.method import BelowP1, ImpactFrom, Method, Word
from iotclass.core.place import Place
from iotclass.core.profile import Contradiction, Criterion, Profile, Recommendation
from iotclass.core.scale import SCALES, scale_name
from iotclass.core.statement import Cells, NotAbove, Reaches
from iotclass.core.table import Direction, Origin, Row, Table

_VALUES: dict[str, type] = {
    one.__name__: one
    for one in (
        *(
            Area,
            BelowP1,
            Cells,
            Clause,
            Concern,
            Content,
            Contradiction,
            Cost,
            Criterion,
            Direction,
            Document,
        ),
        *(Framework, Functionality, ImpactFrom, Method, NotAbove, Number, Origin, Place, Profile, Reaches),
        *(Recommendation, Relation, Row, Source, Sources, Table, Term, Topic, Word),
        *SCALES.values(),
    )
}


class Compiled(Mapping[Any, Any]):
    """A mapping of which each entry is made when it is first asked for: a command needs few of them."""

    def __init__(self, pairs: list[list[Any]]) -> None:
        """A mapping of `pairs` of a key and an entry, as JSON data."""
        self.data = {from_json(key): entry for key, entry in pairs}
        self.made: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        if key not in self.made:
            self.made[key] = from_json(self.data[key])
        return self.made[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def to_json(value: Any) -> Any:
    """`value` as JSON data: classes as [name, field, …], so that everything can be told apart."""
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, type):
        return ["scale", scale_name(value)]
    if is_dataclass(value):
        return [type(value).__name__, *(to_json(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, tuple):
        return ["tuple", *map(to_json, value)]
    if isinstance(value, frozenset):
        return ["frozenset", *sorted(map(to_json, value))]
    if isinstance(value, Mapping):
        return ["dict", *([to_json(key), to_json(entry)] for key, entry in value.items())]
    return value


def from_json(data: Any) -> Any:
    """What `to_json` was given."""
    if not isinstance(data, list):
        return data
    name, *parts = data
    if name == "tuple":
        return tuple(map(from_json, parts))
    if name == "dict":
        return Compiled(parts)
    if name == "frozenset":
        return frozenset(map(from_json, parts))
    if name == "scale":
        return SCALES[parts[0]]
    return _VALUES[name](*map(from_json, parts))
