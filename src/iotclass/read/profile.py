"""Profile files into kinds of components: criteria proved against the framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from iotclass.core.functionality import Framework
from iotclass.core.level import Level
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.profile import Criterion, Profile, Recommendation
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass
from iotclass.core.table import Origin
from iotclass.read.document import Node
from iotclass.read.extension import building_order
from iotclass.read.file import cited, files_sha256, text, texts, yaml_file
from iotclass.read.judgement import by_word
from iotclass.read.method import contradictions
from iotclass.read.word import nearest


def read_profiles(folder: Path, framework: Framework) -> dict[str, Profile]:
    """The profiles of `folder` by kind, proved. Raises InvalidError with every problem of every file."""
    problems: list[Problem] = []
    nodes: dict[str, tuple[Node, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            root = yaml_file(path, "profile")
        except InvalidError as error:
            problems += error.problems
            continue
        kind, file = text(root, "kind"), cited(path)
        if kind != path.stem:
            problems.append(
                Problem(Place(file, *root.keys["kind"]), f"kind {kind!r} in {path.name}", "the same name")
            )
        nodes[kind] = (root, file)

    def extends(kind: str) -> tuple[str, Place] | None:
        root, file = nodes[kind]
        if "extends" not in root.mapping:
            return None
        return text(root.mapping["extends"], "kind"), Place(file, *root.keys["extends"])

    found: dict[str, Profile] = {}
    for kind in building_order(nodes, extends, (), "kind", problems):
        problems += _group_problems(*nodes[kind], found)
        found[kind] = _profile(*nodes[kind], found)
        problems += _profile_problems(found[kind], framework)
    if problems:
        raise InvalidError(problems)
    return found


def profiles_sha256(folder: Path) -> str:
    """The hash of all profiles of `folder`."""
    return files_sha256((path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml")))


def _group_problems(root: Node, file: str, found: Mapping[str, Profile]) -> Iterator[Problem]:
    """Groups that a kind takes over from one that has no such group."""
    if "extends" in root.mapping:
        extended = found[text(root.mapping["extends"], "kind")]
        for node in root.mapping["extends"].mapping["groups"].sequence:
            if node.text not in extended.groups:
                place, near = Place(file, node.line, node.column), nearest(node.text, extended.groups)
                listed = f"one of {', '.join(extended.groups)}"
                yield Problem(place, f"{extended.kind} has no group {node.text!r}", listed, near)


def _profile(root: Node, file: str, found: Mapping[str, Profile]) -> Profile:
    groups = {id_: node.text for id_, node in root.mapping["groups"].mapping.items()}
    criteria = tuple(_criterion(node, file) for node in root.mapping["criteria"].sequence)
    if "extends" in root.mapping:
        extended = found[text(root.mapping["extends"], "kind")]
        taken = texts(root.mapping["extends"], "groups") or tuple(extended.groups)
        inherited = tuple(one for one in extended.criteria if one.group in taken)
        groups = {id_: title for id_, title in extended.groups.items() if id_ in taken} | groups
        criteria = tuple(sorted((*inherited, *criteria), key=lambda one: one.level.rank))
    return Profile(
        text(root, "kind"),
        text(root, "version"),
        text(root, "title"),
        text(root, "description"),
        Origin(text(root, "origin")),
        text(root, "section"),
        texts(root, "lives"),
        _recommendation(root, "recommends", SecurityClass, file, key="class"),
        _recommendation(root, "impact", Impact, file),
        _recommendation(root, "connectivity_at_least", Connectivity, file),
        groups,
        criteria,
        contradictions(root),
        Place(file, root.line, root.column),
    )


def _criterion(node: Node, file: str) -> Criterion:
    return Criterion(
        text(node, "id"),
        Protection(text(node, "level")),
        text(node, "group"),
        Origin(text(node, "origin")),
        text(node, "section"),
        text(node, "step"),
        tuple(map(Protection, texts(node, "also_stated_at"))),
        Place(file, node.line, node.column),
    )


def _recommendation(
    root: Node, name: str, scale: type[Level], file: str, key: str = "level"
) -> Recommendation | None:
    """A level that the kind brings; the origin is the profile's where it has none of its own."""
    if name not in root.mapping:
        return None
    node = root.mapping[name]
    level = by_word(scale)[text(node, key)]
    origin = Origin(text(node, "origin") or text(root, "origin"))
    return Recommendation(
        level, text(node, "section"), text(node, "why"), origin, Place(file, *root.keys[name])
    )


def _profile_problems(profile: Profile, framework: Framework) -> Iterator[Problem]:
    """Unknown criteria and groups, repeated ones, ladders upside down, and levels without a criterion."""
    levels: dict[str, Protection] = {}
    for one in profile.criteria:
        if one.id not in framework.functionalities:
            near = nearest(one.id, framework.functionalities)
            yield Problem(one.place, f"no functionality {one.id!r}", "an id of the framework", near)
        if one.group not in profile.groups:
            near = nearest(one.group, profile.groups)
            yield Problem(one.place, f"no group {one.group!r}", f"one of {', '.join(profile.groups)}", near)
        if one.id in levels:
            yield Problem(
                one.place, f"the criterion {one.id!r} is there already", "each once, at its lowest level"
            )
        levels.setdefault(one.id, one.level)
    for one in profile.criteria:
        for weaker in sorted(framework.weaker.get(one.id, frozenset()) - {one.id}):
            if levels.get(weaker, one.level) > one.level:
                message = (
                    f"{one.id} ({one.level}) is stronger than {weaker}, which only {levels[weaker]} demands"
                )
                yield Problem(one.place, message, "the weaker step at the same level or below")
    demanded = {one.level for one in profile.criteria}
    bare = [str(level) for level in Protection if level.rank and level not in demanded]
    if levels and bare:
        yield Problem(
            profile.place, f"no criterion at {', '.join(bare)}", "one at each level, or none at all"
        )
