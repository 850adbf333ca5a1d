"""Model files, format 1, into systems: every scenario written out, every reference proved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.reliance import cycle, order
from iotclass.core.system import (
    Acceptance,
    Component,
    Connection,
    Control,
    Evidence,
    Limit,
    Scenario,
    System,
)
from iotclass.read.component import ComponentReader, Vocabulary
from iotclass.read.content import DEFAULT_METHOD
from iotclass.read.document import EMPTY, Node, parse
from iotclass.read.foreign import VERSION, prove_own, prove_version
from iotclass.read.judgement import ALL, Reader, shared, shared_problems
from iotclass.read.overlay import Design, designs
from iotclass.read.schema import Schema, pruned, violations
from iotclass.read.text import decoded
from iotclass.read.word import nearest


def read_model(found: bytes, file: str, vocabulary: Vocabulary) -> System:
    """The system that the bytes of a model file describe. Raises InvalidError with every problem."""
    problems: list[Problem] = []
    text = decoded(found, file)
    try:
        root = parse(text, file, problems)
    except InvalidError:
        prove_own(text, file)
        raise
    if VERSION not in root.mapping:
        prove_own(text, file, root.mapping)
        prove_version(root, file)
    judgements = root.mapping.get("judgements", EMPTY)
    declared = set(judgements.mapping) if isinstance(judgements.value, dict) else {ALL}
    problems += _shape_problems(root, vocabulary.schema, file, problems)
    if "components" not in root.mapping or not root.mapping["components"].mapping:
        raise InvalidError(problems)
    system = _Model(root, file, vocabulary, problems, declared).system(hashlib.sha256(found).hexdigest())
    if problems:
        raise InvalidError(problems)
    return system


def _shape_problems(root: Node, schema: Schema, file: str, known: list[Problem]) -> list[Problem]:
    """What the schema finds; what is invalid is taken out, so that the rest can be checked too."""
    version = root.mapping.get("iotclass")
    if version is not None and (version.value != 1 or isinstance(version.value, bool)):
        place = Place(file, version.line, version.column)
        raise InvalidError(
            [*known, Problem(place, f"format {version.text or 'none'}", "iotclass: 1, the format read here")]
        )
    found = list(violations(root, schema, file))
    pruned(root, [path for _, path in found])
    return [problem for problem, _ in found]


class _Model:
    """One model file while it is read; every problem goes into `problems`."""

    def __init__(
        self, root: Node, file: str, vocabulary: Vocabulary, problems: list[Problem], declared: set[str]
    ) -> None:
        self.root, self.file, self.vocabulary, self.problems = root, file, vocabulary, problems
        assessment = self.section("assessment").mapping
        defaults = {key: assessment[key].text if key in assessment else "" for key in ("by", "on")}
        judgements = shared(self.section("judgements"))
        self.reader = Reader(
            file,
            judgements,
            self.section("evidence"),
            defaults["by"],
            defaults["on"],
            problems,
            broken=declared - set(judgements.mapping),
        )
        self.components = ComponentReader(self.reader, vocabulary, [])
        self.reported: set[Place] = set()
        """Where a reference is wrong already: scenarios that inherit it need not say so again."""

    def section(self, key: str) -> Node:
        """The top-level mapping at `key`, empty where there is none."""
        return self.root.mapping.get(key, EMPTY)

    def place(self, parent: Node, key: str) -> Place:
        """Where the entry `key` of `parent` begins."""
        return Place(self.file, *parent.keys[key])

    def system(self, sha256: str) -> System:
        """The whole file as a system; not to be used where there are problems."""
        shared_problems(self.reader)
        laid_out = designs(self.root, self.file, self.problems)
        anywhere = {id_: node for design in laid_out for id_, node in design.components.items()}
        known = anywhere | self.section("components").mapping
        self.components.shared = self._shared_controls(known)
        self.components.costs = self.components.wanted.costs(self.section("costs"))
        for id_, node in self.section("components").mapping.items():  # also what every scenario removes
            self.components.component(id_, node)
        scenarios = tuple(self.scenario(design) for design in laid_out)
        for item in self.section("product").mapping.get("boundary", EMPTY).sequence:
            self.reader.known(item, known, "component")
        return System(
            self.section("system").text,
            self._method(),
            Place(self.file),
            sha256,
            scenarios,
            self._evidence(),
            self._accepted(known, scenarios),
            _texts(self.section("product")),
            {key: str(value) for key, value in _texts(self.section("assessment")).items()},
            self._budget(),
            tuple((id_, place) for id_, place in self.reader.places() if id_ not in self.reader.used),
        )

    def _method(self) -> str:
        """The method's id: the one named, the default where none is."""
        node = self.root.mapping.get("method")
        if node is None:
            return DEFAULT_METHOD
        id_, _, version = node.text.partition("@")
        place = Place(self.file, node.line, node.column)
        methods = self.vocabulary.methods
        if methods is None:
            return node.text
        if id_ not in methods:
            listed = f"one of {', '.join(methods)}"
            self.problems.append(Problem(place, f"no method {id_!r}", listed, nearest(id_, methods)))
        elif version and version != methods[id_]:
            message = f"the model asks for {node.text}, here is version {methods[id_]}"
            self.problems.append(Problem(place, message, f"{id_}@{methods[id_]}"))
        return id_

    def _budget(self) -> Limit | None:
        """What a plan may cost altogether; None where the model does not say."""
        limits = self.section("limits")
        if "money" not in limits.mapping:
            return None
        return self.components.wanted.limit("money", limits.mapping["money"], self.place(limits, "money"))

    def _evidence(self) -> dict[str, Evidence]:
        entries = self.section("evidence").mapping.items()
        return {
            id_: Evidence(id_, **{key: part.text for key, part in node.mapping.items()})
            for id_, node in entries
            if {"title", "kind"} <= set(node.mapping)
        }

    def _accepted(self, known: Mapping[str, Node], scenarios: Iterable[Scenario]) -> tuple[Acceptance, ...]:
        required = {
            id_ for one in scenarios for id_, part in one.components.items() if part.requires is not None
        }
        found = []
        for node in self.section_list("accepted"):
            component = node.mapping.get("requirement", EMPTY)
            if not self.reader.known(component, known, "component"):
                continue
            if component.text not in required:
                place = Place(self.file, component.line, component.column)
                message = f"{component.text!r} has no requirement that could be accepted as not met"
                self.problems.append(Problem(place, message, "a component with `requires`"))
            words = {key: node.mapping[key].text for key in ("until", "by", "why") if key in node.mapping}
            if len(words) == len(("until", "by", "why")):
                place = Place(self.file, node.line, node.column)
                found.append(Acceptance(component.text, words["until"], words["by"], words["why"], place))
        return tuple(found)

    def section_list(self, key: str) -> list[Node]:
        """The items of the top-level list at `key` that could be read."""
        return [node for node in self.section(key).sequence if node.mapping]

    def _shared_controls(self, known: Mapping[str, Node]) -> list[tuple[Control, Set[str]]]:
        """The organisation's controls, each with the components it holds for."""
        section = self.section("controls")
        found: list[tuple[Control, Set[str]]] = []
        for id_, node in section.mapping.items():
            named = node.mapping.get("for")
            for item in named.sequence if named else ():
                self.reader.known(item, known, "component")
            control = self.components.control(id_, node, self.place(section, id_))
            found.append((control, {item.text for item in named.sequence} if named else set(known)))
        return found

    def scenario(self, design: Design) -> Scenario:
        """One scenario, its references proved."""
        components = {id_: self.components.component(id_, node) for id_, node in design.components.items()}
        for component in components.values():
            self._allowed(component)
        for component in components.values():
            for reliance in component.relies_on:
                if reliance.provider not in components and self._first(reliance.place):
                    message = f"{component.id} relies on {reliance.provider!r}, which is not in {design.id!r}"
                    self.reader.unknown(reliance.place, message, reliance.provider, components)
        if all(one.provider in components for part in components.values() for one in part.relies_on):
            self._acyclic(components)
        links = tuple(self._link(id_, node, components, design.id) for id_, node in design.links.items())
        for link in links:
            for component in (components[end] for end in link.ends if end in components):
                if component.isolated is not None:
                    message = f"{component.id} is said to be isolated, but the link {link.id!r} leads to it"
                    self.problems.append(
                        Problem(component.isolated.place, message, "either links or `isolated`")
                    )
        return Scenario(design.id, design.title, components, links)

    def _allowed(self, component: Component) -> None:
        """That what may be softened is a challenge of the component."""
        challenges = {one.id: None for one in component.challenges or ()}
        for name, softening in (component.allow.soften if component.allow else {}).items():
            place = softening.spending.place
            if name not in challenges and self._first(place):
                message = f"{component.id} has no challenge {name!r} that could be softened"
                self.reader.unknown(place, message, name, challenges)

    def _first(self, place: Place) -> bool:
        """Whether nothing was said of `place` yet."""
        if place in self.reported:
            return False
        self.reported.add(place)
        return True

    def _acyclic(self, components: Mapping[str, Component]) -> None:
        _, stuck = order(components)
        if stuck:
            loop = cycle(components, stuck)
            place = next(one.place for one in components[loop[0]].relies_on if one.provider == loop[1])
            shown = loop if len(loop) <= 10 else [*loop[:5], "…", *loop[-4:]]
            if self._first(place):
                self.problems.append(
                    Problem(place, f"a cycle of reliance: {' → '.join(shown)}", "an end to it")
                )

    def _link(self, id_: str, node: Node, components: Mapping[str, Component], scenario: str) -> Connection:
        for key in ("from", "to"):
            end = node.mapping[key]
            place = Place(self.file, end.line, end.column)
            if end.text not in components and self._first(place):
                message = f"link {id_!r} leads to {end.text!r}, which is not in scenario {scenario!r}"
                if scenario == "base":
                    message = f"link {id_!r} leads to nothing: no component {end.text!r}"
                self.reader.unknown(place, message, end.text, components)
        ends = (node.mapping["from"].text, node.mapping["to"].text)
        return self.components.connection(id_, node, Place(self.file, node.line, node.column), ends)


def _texts(section: Node) -> dict[str, str | tuple[str, ...]]:
    """The entries of a flat section as text; a list as a tuple of texts."""
    return {
        key: tuple(item.text for item in node.sequence) if isinstance(node.value, list) else node.text
        for key, node in section.mapping.items()
    }
