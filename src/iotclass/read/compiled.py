"""Values of the core into plain JSON and back: the form in which content is shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from iotclass.core.challenge import Answer, KnownChallenge, Question
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
from iotclass.core.resource import Amount, Price, Resource, Resources, Share
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
        *(Amount, Answer, KnownChallenge, Price, Question, Resource, Resources, Share),
        *SCALES.values(),
    )
}

_LARGE = (Document, Functionality, Profile)
"""Values of which there are many, while a command needs few or none: they are kept aside."""
Aside = dict[str, Any]


def shape() -> str:
    """What the values are made of: a compiled form of another shape cannot be read."""
    made = ((name, one) for name, one in _VALUES.items() if is_dataclass(one))
    return "; ".join(f"{name}: {', '.join(field.name for field in fields(one))}" for name, one in made)


class Compiled(Mapping[Any, Any]):
    """A mapping of which each entry is made when it is first asked for: a command needs few of them."""

    def __init__(self, pairs: list[list[Any]], aside: Callable[[str], Any]) -> None:
        """A mapping of `pairs` of a key and an entry, as JSON data; `aside` gives what is kept aside."""
        self.data = {from_json(key, aside): entry for key, entry in pairs}
        self.aside = aside
        self.made: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        if key not in self.made:
            self.made[key] = from_json(self.data[key], self.aside)
        return self.made[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def to_json(value: Any, aside: Aside) -> Any:
    """`value` as JSON data: classes as [name, field, …], so that everything can be told apart.

    Large entries of mappings are put into `aside` and named.
    """
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, type):
        return ["scale", scale_name(value)]
    if is_dataclass(value):
        found = (to_json(getattr(value, field.name), aside) for field in fields(value))
        return [type(value).__name__, *found]
    if isinstance(value, tuple):
        return ["tuple", *(to_json(one, aside) for one in value)]
    if isinstance(value, frozenset):
        return ["frozenset", *sorted(to_json(one, aside) for one in value)]
    if isinstance(value, Mapping):
        return ["dict", *([to_json(key, aside), _entry(key, one, aside)] for key, one in value.items())]
    return value


def _entry(key: Any, value: Any, aside: Aside) -> Any:
    """An entry of a mapping, or the name of what was put aside."""
    found = to_json(value, aside)
    if not isinstance(value, _LARGE):
        return found
    name = f"{type(value).__name__} {key}"
    aside[name] = found
    return ["aside", name]


def from_json(data: Any, aside: Callable[[str], Any]) -> Any:
    """What `to_json` was given; `aside` gives the data of what is kept aside."""
    if not isinstance(data, list):
        return data
    name, *parts = data
    if name == "aside":
        return from_json(aside(parts[0]), aside)
    if name == "dict":
        return Compiled(parts, aside)
    if name == "scale":
        return SCALES[parts[0]]
    made = [from_json(part, aside) for part in parts]
    if name == "tuple":
        return tuple(made)
    return frozenset(made) if name == "frozenset" else _VALUES[name](*made)
