"""Inventories opened for questions: what is classified on the way, and files that are classified already."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from iotclass.app.fleet import Asked, located, mapping, method
from iotclass.core.content import Content
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.ask import Reading, is_classified
from iotclass.fleet.duck import Duck, opened
from iotclass.fleet.source import Source
from iotclass.read.content import shipped
from iotclass.read.inventory import names


@contextmanager
def opened_reading(inventory: str, asked: Asked) -> Iterator[tuple[Duck, Reading | None]]:
    """An inventory opened, and how to classify it; None where it is classified already."""
    found = located(inventory, asked)
    with opened(found, asked.limits, Path(tempfile.gettempdir())) as duck:
        yield duck, reading(duck, found, asked)


def reading(duck: Duck, found: Source, asked: Asked) -> Reading | None:
    """How to classify an opened inventory; None where it is classified already. Raises InvalidError."""
    if is_classified(duck.columns) and asked.mapping is None:
        return None
    content = shipped()
    read = mapping(duck, found, asked, content)
    return Reading(read, names().states, method(asked, read, content), content.content)


def needed(reading: Reading | None, inventory: str) -> Reading:
    """`reading` where it is the inventory itself. Raises InvalidError for a file of classes alone."""
    if reading is None:
        message = "a classified file, which does not say what its devices have"
        raise InvalidError([Problem(Place(inventory), message, "the inventory that it was made from")])
    return reading


def group_titles(content: Content) -> Mapping[str, str]:
    """What groups of criteria are called."""
    return {id_: title for profile in content.profiles.values() for id_, title in profile.groups.items()}
