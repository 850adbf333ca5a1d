"""A mapping for an inventory, proposed from its columns and its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from iotclass.app.fleet import Asked, method
from iotclass.core.inventory import KIND, LEVELS, Inventory
from iotclass.core.place import Place
from iotclass.core.scale import SCALES
from iotclass.fleet.duck import opened
from iotclass.fleet.source import source
from iotclass.read.content import Shipped, shipped
from iotclass.read.inventory import guessed
from iotclass.read.word import nearest
from iotclass.write.inventory_yaml import inventory_yaml

WORDS = 50
"""Up to how many strange words of a column a mapping lists."""


def propose(inventory: str, asked: Asked) -> str:
    """A mapping as YAML: the columns by their names, and words that are none with the nearest that is.

    Raises InvalidError where the inventory cannot be read.
    """
    found, content = source(inventory), shipped()
    with opened(found, asked.limits, Path()) as duck:
        read = replace(guessed(duck.columns, content), place=Place(found.name))
        read = replace(read, method=method(asked, read, content).id)
        strange = {}
        for name in (KIND, *LEVELS):
            if name in read.columns:
                words = duck.words(read.columns[name], _known(name, content), WORDS)
                strange[name] = [(word, nearest(word, _known(name, content))) for word in words]
        return inventory_yaml(_usable(read, strange), duck.columns, strange, found.name)


def _usable(read: Inventory, strange: dict[str, list[tuple[str, str]]]) -> Inventory:
    """`read` with the words that have a nearest one."""
    return replace(
        read, words={name: {word: near for word, near in one if near} for name, one in strange.items()}
    )


def _known(name: str, content: Shipped) -> list[str]:
    """The words that are none to wonder at."""
    if name == KIND:
        return list(content.content.profiles)
    scale = SCALES["class" if name == "required" else name]
    return [*(one.value for one in scale), "unknown", *(["none"] if name == "severity" else [])]
