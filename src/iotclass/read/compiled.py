"""Values of the core into plain JSON and back: the form in which content is shipped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, overload

from iotclass.core.scale import SCALES, scale_name

CORE = Path(__file__).parent.parent / "core"
_HOMES = {
    "challenge": ("Answer", "KnownChallenge", "Question"),
    "clause": ("Clause", "Document", "Number", "Sources"),
    "content": ("Content",),
    "functionality": (
        *("Area", "Concern", "Cost", "Framework", "Functionality", "Relation", "Source", "Term", "Topic"),
    ),
    "method": ("BelowP1", "Confidence", "ImpactFrom", "Method", "Word"),
    "place": ("Place",),
    "profile": ("Contradiction", "Criterion", "Profile", "Recommendation"),
    "resource": ("Amount", "Price", "Resource", "Resources", "Share"),
    "scale": tuple(scale.__name__ for scale in SCALES.values()),
    "statement": ("Cells", "NotAbove", "Reaches"),
    "system": ("ControlState",),
    "table": ("Direction", "Origin", "Row", "Table"),
}
"""The values of a compiled form, by the module of the core that each is from."""
_HOME = {name: module for module, names in _HOMES.items() for name in names}

_LARGE = ("Document", "Functionality")
"""Values of which there are many, while a command needs few or none: they are kept aside."""
DEFERRED = ("Profile", "criteria")
"""A field of which the same holds: a kind's name is known to all commands, its criteria to few."""
_SHARED = "Criterion"
"""A value that many of these have in common: it is kept aside once, by its hash, and made once."""
Aside = dict[str, Any]


@cache
def _class(name: str) -> Any:
    """The class of a value, imported when the first of its kind is made."""
    return getattr(import_module(f"iotclass.core.{_HOME[name]}"), name)


def shape() -> str:
    """What the values are made of: a compiled form of another shape cannot be read."""
    return "".join((CORE / f"{module}.py").read_text("utf-8") for module in _HOMES)


class Deferred(Sequence[Any]):
    """A sequence that is made when it is first looked into."""

    def __init__(self, make: Callable[[], tuple[Any, ...]]) -> None:
        """A sequence of what `make` gives."""
        self.make = make

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        return self.make()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.make())

    def __len__(self) -> int:
        return len(self.make())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list's


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

    def __contains__(self, key: object) -> bool:
        return key in self.data

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def to_json(value: Any, aside: Aside) -> Any:
    """`value` as JSON data: classes as [name, field, …], so that everything can be told apart.

    Large entries of mappings, and what many have in common, are put into `aside` and named.
    """
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, type):
        return ["scale", scale_name(value)]
    if is_dataclass(value):
        name = type(value).__name__
        found = [name, *(_field(name, field.name, value, aside) for field in fields(value))]
        return found if name != _SHARED else _named(f"{name} {_hash(found)}", found, aside)
    if isinstance(value, tuple):
        return ["tuple", *(to_json(one, aside) for one in value)]
    if isinstance(value, frozenset):
        return ["frozenset", *sorted(to_json(one, aside) for one in value)]
    if isinstance(value, Mapping):
        return ["dict", *([to_json(key, aside), _entry(key, one, aside)] for key, one in value.items())]
    return value


def _field(owner: str, field: str, value: Any, aside: Aside) -> Any:
    """A field of a value, or the name of what was put aside."""
    found = to_json(getattr(value, field), aside)
    if (owner, field) != DEFERRED:
        return found
    return ["deferred", *_named(f"{owner} {value.kind} {field}", found, aside)[1:]]


def _entry(key: Any, value: Any, aside: Aside) -> Any:
    """An entry of a mapping, or the name of what was put aside."""
    found = to_json(value, aside)
    if type(value).__name__ not in _LARGE:
        return found
    return _named(f"{type(value).__name__} {key}", found, aside)


def _named(name: str, found: Any, aside: Aside) -> Any:
    """The name of `found`, put aside."""
    aside[name] = found
    return ["aside", name]


def _hash(found: Any) -> str:
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]


def kept_aside(data: Callable[[str], Any]) -> Callable[[str], Any]:
    """What is kept aside, by its name, each made once, of what `data` gives for it."""

    @cache
    def made(name: str) -> Any:
        return from_json(data(name), made)

    return made


def from_json(data: Any, aside: Callable[[str], Any]) -> Any:
    """What `to_json` was given; `aside` gives what is kept aside."""
    if not isinstance(data, list):
        return data
    name, *parts = data
    if name == "deferred":
        return Deferred(lambda: aside(parts[0]))
    if name == "aside":
        return aside(parts[0])
    if name == "dict":
        return Compiled(parts, aside)
    if name == "scale":
        return SCALES[parts[0]]
    # most are texts and numbers, of which a call for each would be half of the time
    made = [from_json(part, aside) if isinstance(part, list) else part for part in parts]
    if name == "tuple":
        return tuple(made)
    return frozenset(made) if name == "frozenset" else _class(name)(*made)
