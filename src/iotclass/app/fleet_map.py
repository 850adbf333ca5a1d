"""A mapping for an inventory, proposed from its columns and its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from iotclass.app.fleet import Asked, method
from iotclass.core.inventory import KIND, LEVELS
from iotclass.core.place import Place
from iotclass.fleet.duck import opened
from iotclass.fleet.head import seeming_encoding
from iotclass.fleet.source import source
from iotclass.read.content import shipped
from iotclass.read.inventory import guessed, known_words
from iotclass.read.word import nearest
from iotclass.write.inventory_yaml import inventory_yaml

WORDS = 50
"""Up to how many strange words of a column a mapping lists."""


def propose(inventory: str, asked: Asked) -> str:
    """A mapping as YAML: the columns by their names, and words that are none with the nearest that is.

    Raises InvalidError where the inventory cannot be read.
    """
    found, content = source(inventory), shipped()
    found = replace(found, encoding=seeming_encoding(found))
    with opened(found, asked.limits, Path()) as duck:
        read = replace(guessed(duck.columns, content), encoding=found.encoding, place=Place(found.name))
        read = replace(read, method=method(asked, read, content).id)
        strange = {}
        for name in (KIND, *LEVELS):
            if name in read.columns:
                known = known_words(name, content)
                words = duck.words(read.columns[name], known, WORDS)
                strange[name] = [(word, nearest(word, known)) for word in words]
        return inventory_yaml(read, duck.columns, strange, found.name)
