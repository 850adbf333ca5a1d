"""Scenarios as overlays: what a scenario changes, laid over what it builds on, as nodes.

A known id is changed key by key; judgements, `requires`, `relies_on` and `allow` are replaced whole;
controls, challenges, ports, facts, limits, costs and what is fixed merge by id; null removes.
"""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.place import Place, Problem
from iotclass.read.document import Node
from iotclass.read.extension import building_order
from iotclass.read.word import unknown

MERGED = ("controls", "challenges", "facts", "ports", "limits", "costs", "fixed")
"""The keys of a component whose entries merge by id."""

SEVERE = frozenset({"severity", "judgement", "answers", "driven_by"})
"""The keys of which a challenge has one."""


@dataclass(frozen=True, slots=True)
class Design:
    """One scenario written out: its components and links as nodes."""

    id: str
    title: str
    components: dict[str, Node]
    links: dict[str, Node]


def designs(root: Node, file: str, problems: list[Problem]) -> list[Design]:
    """The scenarios of a model, overlays applied, in the order of the file; without any, the one `base`."""
    links = _links(root.mapping.get("links"), {}, file, problems)
    base = Design(
        "base",
        root.mapping["system"].text if "system" in root.mapping else "",
        root.mapping["components"].mapping,
        links,
    )
    scenarios = root.mapping.get("scenarios")
    if scenarios is None:
        return [base]
    own = {id_: node for id_, node in scenarios.mapping.items() if id_ != "base"}
    if len(own) < len(scenarios.mapping):
        where = Place(file, *scenarios.keys["base"])
        problems.append(Problem(where, "the scenario id 'base' is reserved", "another id"))

    def extends(id_: str) -> tuple[str, Place] | None:
        node = own[id_]
        if "extends" not in node.mapping:
            return None
        return node.mapping["extends"].text, Place(file, *node.keys["extends"])

    done = {"base": base}
    for id_ in building_order(own, extends, done, "scenario", problems):
        below, _ = extends(id_) or ("base", None)
        done[id_] = _laid_over(done[below], id_, own[id_], file, problems)
    return [done[id_] for id_ in own if id_ in done]


def _laid_over(below: Design, id_: str, node: Node, file: str, problems: list[Problem]) -> Design:
    components = dict(below.components)
    changes = node.mapping.get("components")
    for component, change in changes.mapping.items() if changes else ():
        where = Place(file, *changes.keys[component]) if changes else Place(file)
        if component not in components and "kind" not in change.keys:
            message = f"scenario {id_!r} changes {component!r}, which does not exist (a new one needs `kind`)"
            unknown(where, message, component, components, problems)
        elif change.value is None:
            del components[component]
        elif component in components:
            components[component] = changed(components[component], change, file, problems)
        else:
            nothing = Node({}, change.line, change.column)
            components[component] = changed(nothing, change, file, problems)
    if not components:
        where = Place(file, node.line, node.column)
        problems.append(Problem(where, f"scenario {id_!r} has no component left", "at least one"))
    links = dict(below.links)
    gone = node.mapping.get("without_links")
    for item in gone.sequence if gone else ():
        if item.text not in links:
            message = f"scenario {id_!r} does without the link {item.text!r}, which does not exist"
            unknown(Place(file, item.line, item.column), message, item.text, links, problems)
        links.pop(item.text, None)
    links = _links(node.mapping.get("links"), links, file, problems)
    title = node.mapping["title"].text if "title" in node.mapping else id_
    return Design(id_, title, components, links)


def _links(
    node: Node | None, present: dict[str, Node], file: str, problems: list[Problem]
) -> dict[str, Node]:
    """`present` and the links of `node`, by id; a link without one is called after its ends."""
    links = dict(present)
    for link in node.sequence if node else ():
        if not {"from", "to"} <= set(link.mapping):
            continue  # a problem already
        given = link.mapping.get("id")
        id_ = given.text if given else f"{link.mapping['from'].text}-{link.mapping['to'].text}"
        if id_ in links:
            message = f"there is a link {id_!r} already, on line {links[id_].line}"
            where = Place(file, *((given.line, given.column) if given else (link.line, link.column)))
            problems.append(Problem(where, message, "an `id` of its own"))
            id_ = f"{id_}, again on line {link.line}"  # so that the ends of both are looked at
        links[id_] = link
    return links


def changed(base: Node, change: Node, file: str, problems: list[Problem]) -> Node:
    """The component `base` with `change` laid over it."""
    mapping, keys = dict(base.mapping), dict(base.keys)
    for key, node in change.mapping.items():
        keys[key] = change.keys[key]
        if node.value is None:
            mapping.pop(key, None)
        elif key in MERGED and isinstance(node.value, dict):
            mapping[key] = _merged(mapping.get(key), node, key, file, problems)
        else:
            mapping[key] = node
    return Node(mapping, base.line, base.column, keys)


def _merged(base: Node | None, change: Node, section: str, file: str, problems: list[Problem]) -> Node:
    """Entries by id: each replaced whole, but for challenges, which keep their title; null removes."""
    base = base if base is not None and isinstance(base.value, dict) else Node({}, change.line, change.column)
    mapping, keys = dict(base.mapping), dict(base.keys)
    for id_, node in change.mapping.items():
        keys[id_] = change.keys[id_]
        before = mapping.get(id_)
        if node.value is not None:
            mapping[id_] = _titled(node, before) if section == "challenges" and before is not None else node
        elif before is not None:
            del mapping[id_]
        else:
            message = f"nothing to remove: there is no {id_!r} among the {section}"
            unknown(Place(file, *change.keys[id_]), message, id_, base.mapping, problems)
    return Node(mapping, base.line, base.column, keys)


def _titled(node: Node, before: Node) -> Node:
    """The challenge `node` over the one `before` it: it keeps a title, and what a measure alone softens."""
    (entries, keys), (old, places) = _long(node), _long(before)
    kept = old if not SEVERE & set(entries) else {"title": old["title"]} if "title" in old else {}
    return Node({**kept, **entries}, node.line, node.column, {**{key: places[key] for key in kept}, **keys})


def _long(node: Node) -> tuple[dict[str, Node], dict[str, tuple[int, int]]]:
    """A challenge as entries: a short form is its severity."""
    if node.mapping and set(node.mapping) & {*SEVERE, "softened"}:
        return node.mapping, node.keys
    return {"severity": node}, {"severity": (node.line, node.column)}
