"""Fleet mappings, and what columns and states of inventories are called where none is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iotclass.core.inventory import BITS, COMPONENT, ID, KIND, LEVELS, Inventory, Reference
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.scale import SCALES
from iotclass.read.content import Shipped
from iotclass.read.document import EMPTY, Node
from iotclass.read.file import CONTENT, text, texts, yaml_file
from iotclass.read.word import unknown

_APART = re.compile(r"[\s._-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What columns are called by what they say, what one of controls is called, and words for states."""

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
    """How an inventory with these columns is most likely to be read: by what the columns are called.

    What may be a control and a fact is the control, unless it is written as the fact is.
    """
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
    as_facts = [
        one
        for one in left
        if folded(one) in facts and (folded(one) not in functionalities or one.casefold() in shipped.facts)
    ]
    listed = next((by_name[folded(one)] for one in known.controls if by_name.get(folded(one)) in left), "")
    return Inventory(
        found,
        facts={facts[folded(one)]: one for one in as_facts},
        listed=listed,
        control_columns={}
        if listed
        else {
            one: functionalities[folded(one)]
            for one in left
            if folded(one) in functionalities and one not in as_facts
        },
    )


def called_alike(read: Inventory, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each column that is read, with another that only differs from it in how its name is spelled."""
    first = {folded(one): one for one in read.used}
    for one in columns:
        other = first.get(folded(one), one)
        if other != one:
            yield other, one


def read_inventory(path: str, shipped: Shipped) -> Inventory:
    """The mapping in the file at `path`, proved but for the columns' names. Raises InvalidError."""
    root = yaml_file(Path(path), "inventory")
    problems = [*_unknown_names(root, path, shipped), *_unknown_words(root, path, shipped)]
    problems += [*_half_references(root, path), *_contradictory(root, path), *_half_masks(root, path)]
    if problems:
        raise InvalidError(problems)
    controls = root.mapping.get("controls", EMPTY)
    masks = controls.mapping.get("masks", EMPTY)
    words = root.mapping.get("words", EMPTY).mapping.items()
    return Inventory(
        _strings(root, "columns"),
        _strings(root, "values"),
        {
            name: {
                word.lower(): one.text if name == COMPONENT else one.text.lower()
                for word, one in node.mapping.items()
            }
            for name, node in words
        },
        _strings(root, "facts"),
        text(controls, "list"),
        _strings(controls, "columns"),
        {state: texts(masks, state) for state in masks.mapping},
        texts(controls, "legend"),
        complete=_true(root, "complete"),
        designs=_true(root, "designs"),
        keep=texts(root, "keep") if "keep" in root.mapping else None,
        method=text(root, "method"),
        encoding=text(root, "encoding"),
        place=Place(path, 1),
        places={one: Place(path, *place) for one, place in _named(root)},
        reference=_reference(root, path),
    )


def _named(root: Node) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every column that a mapping names, and where."""
    controls = root.mapping.get("controls", EMPTY)
    nodes = [*controls.mapping.get("masks", EMPTY).mapping.values(), root.mapping.get("keep", EMPTY)]
    found = [one for node in nodes for one in node.sequence]
    found += [one for key in ("columns", "facts") for one in root.mapping.get(key, EMPTY).mapping.values()]
    found += [controls.mapping["list"]] if "list" in controls.mapping else []
    yield from ((one.text, (one.line, one.column)) for one in found)
    yield from controls.mapping.get("columns", EMPTY).keys.items()


def _reference(root: Node, path: str) -> Reference | None:
    """The model to whose components devices refer, None where the mapping names none."""
    if "model" not in root.mapping:
        return None
    scenario = root.mapping.get("scenario", root.mapping["model"])
    values, words = (root.mapping.get(key, EMPTY).mapping for key in ("values", "words"))
    named = [values[COMPONENT]] if COMPONENT in values else []
    named += words.get(COMPONENT, EMPTY).mapping.values()
    return Reference(
        text(root, "model"),
        _at(path, root.mapping["model"]),
        text(root, "scenario"),
        _at(path, scenario),
        {node.text: _at(path, node) for node in named},
    )


def _half_references(root: Node, path: str) -> list[Problem]:
    """A model without a column of components, and what needs a model without one."""
    sections = {key: root.mapping.get(key, EMPTY).mapping for key in ("columns", "values", "words")}
    if "model" in root.mapping:
        if COMPONENT in sections["columns"] or COMPONENT in sections["values"]:
            return []
        message = "a model, but nothing says which component of it a device is"
        return [
            Problem(
                _at(path, root.mapping["model"]), message, "`columns: {component: …}`: the column that does"
            )
        ]
    nodes = [one[COMPONENT] for one in sections.values() if COMPONENT in one]
    nodes += [root.mapping["scenario"]] if "scenario" in root.mapping else []
    expected = "`model: …`: a model's file, or the name of an example"
    return [Problem(_at(path, node), "nothing says of which model", expected) for node in nodes]


def _unknown_names(root: Node, path: str, shipped: Shipped) -> list[Problem]:
    """Functionalities, facts and a method that are none."""
    problems: list[Problem] = []
    known = shipped.content.framework.functionalities
    controls = root.mapping.get("controls", EMPTY)
    named = [*controls.mapping.get("columns", EMPTY).mapping.values()]
    named += [node for node in controls.mapping.get("legend", EMPTY).sequence if node.text]
    for node in named:
        if node.text not in known:
            unknown(_at(path, node), f"no functionality {node.text!r}", node.text, known, problems)
    for name, place in root.mapping.get("facts", EMPTY).keys.items():
        if name not in shipped.facts:
            unknown(Place(path, *place), f"no fact {name!r}", name, shipped.facts, problems)
    method, methods = root.mapping.get("method"), shipped.content.methods
    if method is not None and method.text not in methods:
        unknown(_at(path, method), f"no method {method.text!r}", method.text, methods, problems)
    return problems


def _contradictory(root: Node, path: str) -> Iterator[Problem]:
    """What speaks of a control a second time, and might say something else."""
    controls = root.mapping.get("controls", EMPTY).mapping
    forms = [one for one in controls if one != "legend"]
    for form in forms[1:]:
        message = f"`{form}` beside `{forms[0]}`"
        yield Problem(_at(path, controls[form]), message, "controls told in one way")
    masks = [one for group in controls.get("masks", EMPTY).mapping.values() for one in group.sequence]
    for nodes, expected in (
        (controls.get("columns", EMPTY).mapping.values(), "one column for each control"),
        (controls.get("legend", EMPTY).sequence, "one bit for each control"),
        (masks, "a column for each mask"),
    ):
        lines: dict[str, int] = {}
        for node in nodes:
            if node.text in lines:
                message = f"{node.text!r} a second time, after line {lines[node.text]}"
                yield Problem(_at(path, node), message, expected)
            elif node.text:
                lines[node.text] = node.line


def _half_masks(root: Node, path: str) -> Iterator[Problem]:
    """Masks whose bits mean nothing, controls without a bit, states that have not all masks."""
    controls = root.mapping.get("controls", EMPTY).mapping
    legend = controls.get("legend")
    if "masks" not in controls:
        if legend is not None:
            yield Problem(_at(path, legend), "a legend without masks", "`masks`: the columns that hold them")
        return
    groups = controls["masks"].mapping
    width = len(groups["yes"].sequence)
    if legend is None:
        expected = "`legend`: functionalities in the order of the bits"
        yield Problem(_at(path, controls["masks"]), "masks without a legend", expected)
    elif len(legend.sequence) > width * BITS:
        message = f"{len(legend.sequence)} controls, but masks of {width * BITS} bits"
        yield Problem(
            _at(path, legend.sequence[width * BITS]), message, f"a mask more for each {BITS} controls"
        )
    elif len(legend.sequence) <= (width - 1) * BITS:
        message = f"masks of {width * BITS} bits, but {len(legend.sequence)} controls: none in the last"
        yield Problem(_at(path, groups["yes"].sequence[-1]), message, "a control for a bit of each mask")
    for state, group in groups.items():
        if len(group.sequence) != width:
            message = f"`{state}` has {len(group.sequence)} masks, `yes` has {width}"
            yield Problem(_at(path, group), message, "as many for each state")


def _unknown_words(root: Node, path: str, shipped: Shipped) -> list[Problem]:
    """Kinds and levels that are none."""
    problems: list[Problem] = []
    valid = _words(shipped)
    nodes = [(name, node) for name, node in root.mapping.get("values", EMPTY).mapping.items()]
    for name, node in root.mapping.get("words", EMPTY).mapping.items():
        nodes += [(name, one) for one in node.mapping.values()]
    for name, node in nodes:
        if name != COMPONENT and node.text.lower() not in valid[name]:
            message = f"no {'kind' if name == KIND else f'level of {name}'} {node.text!r}"
            unknown(_at(path, node), message, node.text, valid[name], problems)
    return problems


def known_words(name: str, shipped: Shipped) -> list[str]:
    """What a cell of kinds or levels can say, but for ranges."""
    if name == KIND:
        return list(shipped.content.profiles)
    scale = SCALES["class" if name == "required" else name]
    return [*(one.value for one in scale), "unknown", *(["none"] if name == "severity" else [])]


def _words(shipped: Shipped) -> dict[str, dict[str, None]]:
    """The words that may stand for each kind and level, in lower case."""
    return {name: {word.lower(): None for word in known_words(name, shipped)} for name in (KIND, *LEVELS)}


def _strings(root: Node, key: str) -> dict[str, str]:
    return {name: node.text for name, node in root.mapping.get(key, EMPTY).mapping.items()}


def _true(root: Node, key: str) -> bool:
    return key in root.mapping and root.mapping[key].value is True


def _at(path: str, node: Node) -> Place:
    return Place(path, node.line, node.column)
