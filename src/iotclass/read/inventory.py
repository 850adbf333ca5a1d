"""Fleet mappings, and what columns and states of inventories are called where none is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iotclass.core.inventory import ID, KIND, LEVELS, Inventory
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.scale import SCALES
from iotclass.read.content import Shipped
from iotclass.read.document import EMPTY, Node
from iotclass.read.file import CONTENT, text, texts, yaml_file
from iotclass.read.word import unknown

_APART = re.compile(r"[\s._-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What columns are called, by what they say, what a column of controls is called, and states by their words."""

    columns: Mapping[str, tuple[str, ...]]
    controls: tuple[str, ...]
    states: Mapping[str, tuple[str, ...]]


@cache
def names() -> Names:
    """The names as shipped."""
    root = yaml_file(CONTENT / "inventory.yaml", "inventory-words")
    columns, states = root.mapping["columns"], root.mapping["states"]
    return Names(
        {name: texts(columns, name) for name in columns.mapping},
        texts(root, "controls"),
        {name: texts(states, name) for name in states.mapping},
    )


def folded(name: str) -> str:
    """A column's name without what names differ in by habit."""
    return _APART.sub("", name.casefold())


def guessed(columns: Iterable[str], shipped: Shipped) -> Inventory:
    """How an inventory with these columns is most likely to be read: by what the columns are called."""
    by_name = {folded(one): one for one in reversed(list(columns))}
    known = names()
    found: dict[str, str] = {}
    for what in (ID, KIND, *LEVELS):
        called = next((by_name[folded(one)] for one in known.columns[what] if folded(one) in by_name), None)
        if called is not None and called not in found.values():
            found[what] = called
    left = [one for one in by_name.values() if one not in found.values()]
    functionalities = {folded(id_): id_ for id_ in shipped.content.framework.functionalities}
    facts = {folded(id_): id_ for id_ in shipped.facts}
    listed = next((by_name[folded(one)] for one in known.controls if by_name.get(folded(one)) in left), "")
    return Inventory(
        found,
        facts={facts[folded(one)]: one for one in left if folded(one) in facts},
        listed=listed,
        control_columns={}
        if listed
        else {one: functionalities[folded(one)] for one in left if folded(one) in functionalities},
    )


def read_inventory(path: str, shipped: Shipped) -> Inventory:
    """The mapping in the file at `path`, proved but for the columns' names. Raises InvalidError."""
    root = yaml_file(Path(path), "inventory")
    problems: list[Problem] = []
    known: Mapping[str, object] = shipped.content.framework.functionalities
    controls = root.mapping.get("controls", EMPTY)
    columns = controls.mapping.get("columns", EMPTY)
    for node in columns.mapping.values():
        if node.text not in known:
            unknown(_at(path, node), f"no functionality {node.text!r}", node.text, known, problems)
    for node in controls.mapping.get("legend", EMPTY).sequence:
        if node.text and node.text not in known:
            unknown(_at(path, node), f"no functionality {node.text!r}", node.text, known, problems)
    facts = root.mapping.get("facts", EMPTY)
    for name, place in facts.keys.items():
        if name not in shipped.facts:
            unknown(Place(path, *place), f"no fact {name!r}", name, shipped.facts, problems)
    masks = controls.mapping.get("masks", EMPTY)
    if masks.mapping and "legend" not in controls.mapping:
        problems.append(
            Problem(_at(path, masks), "masks without a legend", "`legend`: functionalities by bit")
        )
    for group, valid in (("values", _words(shipped)), ("words", _words(shipped))):
        for name, node in root.mapping.get(group, EMPTY).mapping.items():
            for one in node.mapping.values() if group == "words" else [node]:
                if one.text.lower() not in valid[name]:
                    message = f"no {'kind' if name == KIND else 'level of ' + name} {one.text!r}"
                    unknown(_at(path, one), message, one.text, valid[name], problems)
    method = root.mapping.get("method")
    if method is not None and method.text not in shipped.content.methods:
        unknown(
            _at(path, method), f"no method {method.text!r}", method.text, shipped.content.methods, problems
        )
    if problems:
        raise InvalidError(problems)
    return Inventory(
        _strings(root, "columns"),
        _strings(root, "values"),
        {
            name: {k.lower(): v.text.lower() for k, v in node.mapping.items()}
            for name, node in root.mapping.get("words", EMPTY).mapping.items()
        },
        _strings(root, "facts"),
        text(controls, "list"),
        {name: node.text for name, node in columns.mapping.items()},
        {state: texts(masks, state) for state in masks.mapping},
        texts(controls, "legend"),
        complete=_true(root, "complete"),
        designs=_true(root, "designs"),
        keep=texts(root, "keep") if "keep" in root.mapping else None,
        method=text(root, "method"),
        place=Place(path, 1),
    )


def _words(shipped: Shipped) -> dict[str, dict[str, object]]:
    """The words that may stand for each kind and level."""
    found: dict[str, dict[str, object]] = {KIND: dict.fromkeys(shipped.content.profiles)}
    for name in LEVELS:
        scale = SCALES["class" if name == "required" else name]
        found[name] = {one.value.lower(): None for one in scale} | {"unknown": None}
    found["severity"]["none"] = None
    return found


def _strings(root: Node, key: str) -> dict[str, str]:
    return {name: node.text for name, node in root.mapping.get(key, EMPTY).mapping.items()}


def _true(root: Node, key: str) -> bool:
    return key in root.mapping and root.mapping[key].value is True


def _at(path: str, node: Node) -> Place:
    return Place(path, node.line, node.column)
