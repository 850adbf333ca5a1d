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
from iotclass.read.document import EMPTY, Node
from iotclass.read.extension import building_order
from iotclass.read.file import cited, files_sha256, text, texts, yaml_files
from iotclass.read.judgement import by_word
from iotclass.read.method import contradictions
from iotclass.read.word import nearest

NONE: Mapping[str, Profile] = {}


def read_profiles(
    folder: Path, framework: Framework, facts: Mapping[str, str], built: Mapping[str, Profile] = NONE
) -> dict[str, Profile]:
    """The profiles of `folder` by kind, proved. Raises InvalidError with every problem of every file.

    `facts` are the facts that conditions may name, `built` kinds that are there already: they can be
    extended, not replaced.
    """
    problems: list[Problem] = []
    nodes: dict[str, tuple[Node, str]] = {}
    for path, root in yaml_files(sorted(folder.glob("*.yaml")), "profile", problems):
        kind, file = text(root, "kind"), cited(path)
        if kind != path.stem:
            problems.append(
                Problem(Place(file, *root.keys["kind"]), f"kind {kind!r} in {path.name}", "the same name")
            )
        if kind in built:
            message = f"{kind!r} is the name of a built-in kind"
            problems.append(Problem(Place(file, *root.keys["kind"]), message, "another name"))
            continue
        nodes[kind] = (root, file)

    def extends(kind: str) -> tuple[str, Place] | None:
        root, file = nodes[kind]
        if "extends" not in root.mapping:
            return None
        return text(root.mapping["extends"], "kind"), Place(file, *root.keys["extends"])

    found: dict[str, Profile] = dict(built)
    for kind in building_order(nodes, extends, built, "kind", problems, built):
        problems += _group_problems(*nodes[kind], found)
        found[kind] = _profile(*nodes[kind], found)
        problems += _profile_problems(found[kind], framework, facts)
    if problems:
        raise InvalidError(problems)
    return {kind: found[kind] for kind in sorted(nodes)}


def profiles_sha256(folder: Path) -> str:
    """The hash of all profiles of `folder`."""
    return files_sha256((path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml")))


def _group_problems(root: Node, file: str, found: Mapping[str, Profile]) -> Iterator[Problem]:
    """Groups that a kind takes over from one that has no such group."""
    if "extends" in root.mapping:
        extended = found[text(root.mapping["extends"], "kind")]
        taken = root.mapping["extends"].mapping.get("groups")
        for node in taken.sequence if taken else ():
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
        (text(root, "kind"), *_extended(root, found)),
    )


def _extended(root: Node, found: Mapping[str, Profile]) -> tuple[str, ...]:
    """The kinds that a kind extends with all their groups, the nearest first."""
    if "extends" not in root.mapping or "groups" in root.mapping["extends"].mapping:
        return ()
    return found[text(root.mapping["extends"], "kind")].lineage


def _criterion(node: Node, file: str) -> Criterion:
    condition = node.mapping.get("applies_if", EMPTY)
    facts, attested = condition.mapping.get("facts"), node.mapping.get("attested")
    return Criterion(
        text(node, "id"),
        Protection(text(node, "level")),
        text(node, "group"),
        Origin(text(node, "origin")),
        text(node, "section"),
        text(node, "step"),
        tuple(map(Protection, texts(node, "also_stated_at"))),
        Place(file, node.line, node.column),
        Connectivity(text(condition, "connectivity")) if "connectivity" in condition.mapping else None,
        tuple((fact, one.text) for fact, one in facts.mapping.items()) if facts else (),
        tuple((text(one, "document"), text(one, "clause")) for one in attested.sequence) if attested else (),
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


def _profile_problems(profile: Profile, framework: Framework, facts: Mapping[str, str]) -> Iterator[Problem]:
    """Unknown criteria and groups, repeated ones, ladders upside down, and levels without a criterion."""
    levels: dict[str, Protection] = {}
    yield from _taken_over_problems(profile, framework)
    for one in profile.criteria:
        if one.place.file == profile.place.file:  # what is taken over is proved where it is from
            yield from _criterion_problems(one, profile, framework, facts)
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


def _taken_over_problems(profile: Profile, framework: Framework) -> Iterator[Problem]:
    """Criteria taken over that cannot live in the kind, all in one."""
    inherited = [one for one in profile.criteria if one.place.file != profile.place.file]
    elsewhere = [one.id for one in inherited if not _fits(one, profile, framework)]
    if elsewhere:
        message = f"{len(elsewhere)} criteria taken over live elsewhere, such as {elsewhere[0]}"
        lives = ", ".join(framework.functionalities[elsewhere[0]].lives)
        yield Problem(profile.place, message, f"`lives` with one of {lives}, or fewer groups taken over")


def _fits(one: Criterion, profile: Profile, framework: Framework) -> bool:
    """Whether a criterion lives in one of the places of a kind; true of what is no functionality at all."""
    functionality = framework.functionalities.get(one.id)
    return functionality is None or not set(functionality.lives).isdisjoint(profile.lives)


def _criterion_problems(
    one: Criterion, profile: Profile, framework: Framework, facts: Mapping[str, str]
) -> Iterator[Problem]:
    """A criterion that cannot live in the kind, unknown facts, and clauses that do not speak for it."""
    for fact, _ in one.applies_if:
        if fact not in facts:
            yield Problem(
                one.place, f"{one.id}: no fact {fact!r}", "a fact of facts.yaml", nearest(fact, facts)
            )
    functionality = framework.functionalities.get(one.id)
    if functionality is None:
        return
    if not _fits(one, profile, framework):
        message = f"{one.id} lives in {', '.join(functionality.lives)}, not where a {profile.kind} is at home"
        yield Problem(one.place, message, f"a functionality of {', '.join(profile.lives)}")
    if (one.origin is Origin.ATTESTED) is not bool(one.attested):
        yield Problem(
            one.place, f"{one.id}: origin {one.origin.value}", "`attested` with clauses, or neither"
        )
    clauses = {f"{source.document} {source.clause}": None for source in functionality.sources}
    for document, clause in one.attested:
        if f"{document} {clause}" not in clauses:
            near = nearest(f"{document} {clause}", clauses)
            message = f"{one.id}: {document} {clause} does not ask for it"
            yield Problem(one.place, message, "a source of the functionality", near)
