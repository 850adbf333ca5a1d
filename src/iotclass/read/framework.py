"""The framework's folders into functionalities: ids unique, references known, ladders without a cycle."""

from __future__ import annotations

import hashlib
from pathlib import Path

from iotclass.core.functionality import Framework, Functionality, Source, ladder
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.document import Node
from iotclass.read.file import cited, text, texts, yaml_file
from iotclass.read.word import nearest


def read_framework(folder: Path) -> Framework:
    """The framework that `folder` holds, proved. Raises InvalidError with every problem of every file."""
    problems: list[Problem] = []
    head = yaml_file(folder / "framework.yaml", "framework")
    areas = {id_: node.text for id_, node in head.mapping["areas"].mapping.items()}
    topics: dict[str, str] = {}
    found: dict[str, Functionality] = {}
    files = sorted(folder.glob("*/*.yaml"))
    for path in files:
        try:
            root = yaml_file(path, "topic")
        except InvalidError as error:
            problems += error.problems
            continue
        file = cited(path)
        area, topic = text(root, "area"), text(root, "topic")
        if (area, topic) != (path.parent.name, path.stem):
            place = Place(file, *root.keys["area"])
            problems.append(
                Problem(place, f"{area}/{topic} in {path.parent.name}/{path.name}", "the same names")
            )
        if area not in areas:
            place = Place(file, *root.keys["area"])
            problems.append(Problem(place, f"no area {area!r}", ", ".join(areas), nearest(area, areas)))
        topics[topic] = text(root, "title")
        for node in root.mapping["functionalities"].sequence:
            one = _functionality(node, area, topic, file)
            if one.id in found:
                message = f"the functionality {one.id!r} is there already ({found[one.id].place})"
                problems.append(Problem(one.place, message, "each id once"))
            found[one.id] = one
    problems += _ladder_problems(found)
    if problems:
        raise InvalidError(problems)
    return Framework(
        text(head, "id"),
        text(head, "version"),
        areas,
        topics,
        found,
        _sha256([folder / "framework.yaml", *files]),
        ladder(found),
    )


def _functionality(node: Node, area: str, topic: str, file: str) -> Functionality:
    sources = tuple(
        Source(text(one, "document"), text(one, "clause"), text(one, "relation"))
        for one in node.mapping["sources"].sequence
    )
    return Functionality(
        text(node, "id"),
        text(node, "title"),
        text(node, "statement"),
        text(node, "why"),
        text(node, "check"),
        area,
        topic,
        texts(node, "lives"),
        texts(node, "stronger_than"),
        sources,
        Place(file, node.line, node.column),
    )


def _ladder_problems(found: dict[str, Functionality]) -> list[Problem]:
    """Steps to unknown functionalities, and ladders that lead round in a cycle."""
    problems = [
        Problem(
            one.place,
            f"{one.id} is stronger than {weaker!r}, which does not exist",
            "",
            nearest(weaker, found),
        )
        for one in found.values()
        for weaker in one.stronger_than
        if weaker not in found
    ]
    if problems:
        return problems
    settled: set[str] = set()
    waiting = dict(found)
    while ready := [id_ for id_, one in waiting.items() if settled.issuperset(one.stronger_than)]:
        settled.update(ready)
        for id_ in ready:
            del waiting[id_]
    return [Problem(one.place, f"the ladder of {one.id} leads round in a cycle") for one in waiting.values()]


def _sha256(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{cited(path)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
