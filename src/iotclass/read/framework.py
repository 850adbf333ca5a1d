"""The framework's folders into functionalities: ids unique, references known, ladders without a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

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
    ladder,
)
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.document import Node
from iotclass.read.file import cited, files_sha256, text, texts, yaml_file, yaml_files
from iotclass.read.word import nearest, unknown


def read_framework(folder: Path) -> Framework:
    """The framework that `folder` holds, proved. Raises InvalidError with every problem of every file."""
    problems: list[Problem] = []
    head = yaml_file(folder / "framework.yaml", "framework")
    file = cited(folder / "framework.yaml")
    concerns = {
        id_: Concern(id_, text(node, "title"), text(node, "colour"), text(node, "describes"))
        for id_, node in head.mapping["concerns"].mapping.items()
    }
    areas: dict[str, Area] = {}
    for id_, node in head.mapping["areas"].mapping.items():
        areas[id_] = Area(id_, text(node, "title"), text(node, "concern"), text(node, "describes"))
        if areas[id_].concern not in concerns:
            place = Place(file, *node.keys["concern"])
            unknown(place, f"no concern {areas[id_].concern!r}", areas[id_].concern, concerns, problems)
    topics: dict[str, Topic] = {}
    found: dict[str, Functionality] = {}
    files = sorted(folder.glob("*/*.yaml"), key=lambda path: (_position(path, areas), path.name))
    for path, root in yaml_files(files, "topic", problems):
        topic = _topic(root, path, areas, concerns, problems)
        topics[topic.id] = topic
        for node in root.mapping["functionalities"].sequence:
            one = _functionality(node, topic, cited(path))
            if one.id in found:
                message = f"the functionality {one.id!r} is there already ({found[one.id].place})"
                problems.append(Problem(one.place, message, "each id once"))
            found[one.id] = one
    for way in ("stronger_than", "after"):
        problems += _order_problems(found, way)
    if problems:
        raise InvalidError(problems)
    whole = [folder / "framework.yaml", folder / "vocabulary.yaml", *files]
    return Framework(
        text(head, "id"),
        text(head, "version"),
        concerns,
        areas,
        topics,
        found,
        _vocabulary(folder / "vocabulary.yaml"),
        files_sha256((cited(path), path.read_bytes()) for path in whole),
        ladder(found),
    )


def _position(path: Path, areas: Mapping[str, Area]) -> int:
    """Where the area of a topic's file stands in the framework's order."""
    return list(areas).index(path.parent.name) if path.parent.name in areas else len(areas)


def _topic(
    root: Node,
    path: Path,
    areas: Mapping[str, Area],
    concerns: Mapping[str, Concern],
    problems: list[Problem],
) -> Topic:
    """The topic of a file; its concern is that of its area where it names none."""
    file = cited(path)
    area, topic = text(root, "area"), text(root, "topic")
    place = Place(file, *root.keys["area"])
    if (area, topic) != (path.parent.name, path.stem):
        problems.append(Problem(place, f"{area}/{topic} in {path.parent.name}/{path.name}", "the same names"))
    if area not in areas:
        unknown(place, f"no area {area!r}", area, areas, problems)
    concern = text(root, "concern") or (areas[area].concern if area in areas else "")
    if "concern" in root.keys and concern not in concerns:
        unknown(Place(file, *root.keys["concern"]), f"no concern {concern!r}", concern, concerns, problems)
    return Topic(topic, text(root, "title"), area, concern, text(root, "question"), place)


def _functionality(node: Node, topic: Topic, file: str) -> Functionality:
    costs = node.mapping["costs"].mapping
    return Functionality(
        id=text(node, "id"),
        title=text(node, "title"),
        question=text(node, "question"),
        statement=text(node, "statement"),
        why=text(node, "why"),
        check=text(node, "check"),
        area=topic.area,
        topic=topic.id,
        lives=texts(node, "lives"),
        actors=texts(node, "actors"),
        phase=text(node, "phase"),
        protects=texts(node, "protects"),
        counters=texts(node, "counters"),
        acts=texts(node, "acts"),
        costs={resource: _cost(one) for resource, one in costs.items()},
        after=texts(node, "after"),
        stronger_than=texts(node, "stronger_than"),
        sources=tuple(_source(one) for one in node.mapping["sources"].sequence),
        place=Place(file, node.line, node.column),
    )


def _cost(node: Node) -> Cost:
    if isinstance(node.value, dict):
        return Cost(int(node.mapping["amount"].text), text(node, "why"))
    return Cost(int(node.text), "")


def _source(node: Node) -> Source:
    return Source(
        text(node, "document"),
        text(node, "clause"),
        Relation(text(node, "relation")),
        text(node, "by"),
        text(node, "on"),
        text(node, "reviewed") == "yes",
    )


def _vocabulary(path: Path) -> tuple[Term, ...]:
    """The terms of the vocabulary; which documents exist is proved where those are read."""
    return tuple(
        Term(
            text(node, "term"),
            text(node, "definition"),
            tuple((word, texts(node.mapping["words"], word)) for word in node.mapping["words"].mapping),
            Place(cited(path), node.line, node.column),
        )
        for node in yaml_file(path, "vocabulary").mapping["terms"].sequence
    )


_WAYS = {"stronger_than": ("is stronger than", "the ladder"), "after": ("comes after", "what comes before")}


def _order_problems(found: dict[str, Functionality], way: str) -> list[Problem]:
    """Steps to unknown functionalities, and steps that lead round in a cycle."""
    does, what = _WAYS[way]
    problems = [
        Problem(one.place, f"{one.id} {does} {other!r}, which does not exist", "", nearest(other, found))
        for one in found.values()
        for other in getattr(one, way)
        if other not in found
    ]
    if problems:
        return problems
    settled: set[str] = set()
    waiting = dict(found)
    while ready := [id_ for id_, one in waiting.items() if settled.issuperset(getattr(one, way))]:
        settled.update(ready)
        for id_ in ready:
            del waiting[id_]
    return [Problem(one.place, f"{what} of {one.id} leads round in a cycle") for one in waiting.values()]
