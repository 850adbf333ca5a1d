"""Components as a model writes them, into values."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cache

from iotclass.core.judgement import HARM_DIMENSIONS, Harm, Judgement
from iotclass.core.level import Level, exactly
from iotclass.core.place import Place, Problem
from iotclass.core.scale import (
    Connectivity,
    Impact,
    Medium,
    Operations,
    Protection,
    Reach,
    SecurityClass,
    Severity,
)
from iotclass.core.system import (
    Challenge,
    Component,
    Connection,
    Control,
    ControlState,
    Isolation,
    Reliance,
    Requirement,
)
from iotclass.read.document import Node
from iotclass.read.judgement import Reader, by_word
from iotclass.read.schema import Schema

EMPTY = Node({}, 0, 0)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ids that a model may use: of kinds, functionalities, facts, and methods with their versions.

    `methods` None: whatever method the model names, another one is asked for.
    """

    schema: Schema
    kinds: Mapping[str, object]
    functionalities: Mapping[str, object]
    facts: Mapping[str, object]
    methods: Mapping[str, str] | None


@cache
def by_state() -> dict[str, ControlState]:
    """The states of controls by the words that files use."""
    return {state.value: state for state in ControlState}


class ComponentReader:
    """Nodes of components into values; every problem goes to the reader of judgements.

    `shared` holds the organisation's controls, each with the components that it holds for.
    """

    def __init__(
        self, reader: Reader, vocabulary: Vocabulary, shared: list[tuple[Control, Set[str]]]
    ) -> None:
        self.reader, self.vocabulary, self.shared = reader, vocabulary, shared
        self.made: dict[tuple[str, int], Component] = {}

    def component(self, id_: str, node: Node) -> Component:
        """One component; the same node is read once, whatever the number of scenarios it is in."""
        key = (id_, id(node))  # an alias puts one node under several ids
        if key not in self.made:
            self.made[key] = self._component(id_, node)
        return self.made[key]

    def _component(self, id_: str, node: Node) -> Component:
        said = node.mapping
        if "kind" in said:
            self.reader.known(said["kind"], self.vocabulary.kinds, "kind")
        providers = said["relies_on"].sequence if "relies_on" in said else []
        ports = said.get("ports", EMPTY)
        return Component(
            id=id_,
            name=said["name"].text if "name" in said else id_,
            kind=said.get("kind", EMPTY).text,
            place=Place(self.reader.file, node.line, node.column),
            requires=self._requirement(node),
            connectivity=self._judgement(node, "connectivity", Connectivity),
            protection=self._judgement(node, "protection", Protection),
            impact=self._judgement(node, "impact", Impact),
            harm=self._harm(node),
            controls=self._controls(id_, node),
            challenges=self._challenges(node),
            no_challenges_at=self._place(node, "challenges") if "challenges" in said else None,
            facts=self._facts(said.get("facts", EMPTY)) if "facts" in said else None,
            relies_on=tuple(Reliance(one.text, self._at(one)) for one in providers),
            isolated=self._isolated(node),
            ports=tuple(
                self.connection(port, entry, self._place(ports, port))
                for port, entry in ports.mapping.items()
            ),
        )

    def _place(self, parent: Node, key: str) -> Place:
        return Place(self.reader.file, *parent.keys[key])

    def _at(self, node: Node) -> Place:
        return Place(self.reader.file, node.line, node.column)

    def _judgement(self, node: Node, key: str, scale: type[Level]) -> Judgement | None:
        if key not in node.mapping:
            return None
        return self.reader.judgement(node.mapping[key], self._place(node, key), scale)

    def _isolated(self, node: Node) -> Isolation | None:
        isolated = node.mapping.get("isolated")
        if isolated is None or "why" not in isolated.mapping:
            return None
        place = self._place(node, "isolated")
        if "ports" in node.mapping:
            self.reader.problems.append(
                Problem(place, "said to be isolated, but it has ports", "one or the other")
            )
        return Isolation(isolated.mapping["why"].text, place)

    def _requirement(self, node: Node) -> Requirement | None:
        requires = node.mapping.get("requires")
        if requires is None:
            return None
        place, said = self._place(node, "requires"), requires.mapping
        letter = said["class"].text if "class" in said else requires.text
        if letter not in by_word(SecurityClass):
            return None
        controls = said["controls"].sequence if "controls" in said else []
        for control in controls:
            self.reader.known(control, self.vocabulary.functionalities, "functionality")
        protection = said["protection"].text if "protection" in said else ""
        return Requirement(
            by_word(SecurityClass)[letter],
            place,
            by_word(Protection).get(protection),
            tuple(control.text for control in controls),
            said["why"].text if "why" in said else "",
        )

    def _harm(self, node: Node) -> Harm | None:
        """The harm per dimension; a harm given whole is the one dimension `overall`."""
        harm = node.mapping.get("harm")
        if harm is None:
            return None
        place, said = self._place(node, "harm"), harm.mapping
        why = said["why"].text if "why" in said else ""
        if not set(said) & set(HARM_DIMENSIONS):
            found = self.reader.judgement(harm, place, Impact)
            return None if found is None else Harm((("overall", found),), place, found.why)
        dimensions = []
        by, on = (said[key].text if key in said else given for key, given in self.reader.defaults)
        reader = replace(self.reader, by=by, on=on)
        for name in HARM_DIMENSIONS:
            if name in said:
                found = reader.judgement(said[name], self._place(harm, name), Impact)
                dimensions += [] if found is None else [(name, found)]
        self.reader.evidence_ids(harm)
        return Harm(tuple(dimensions), place, why) if dimensions else None

    def _controls(self, id_: str, node: Node) -> dict[str, Control] | None:
        """The component's own controls over the organisation's; None where there are neither."""
        found = {control.id: control for control, holds_for in self.shared if id_ in holds_for}
        own = node.mapping.get("controls")
        if own is None and not found:
            return None
        for name, entry in own.mapping.items() if own else ():
            found[name] = self.control(name, entry, self._place(own or EMPTY, name))
        return found

    def control(self, id_: str, node: Node, place: Place) -> Control:
        """One control; what does not apply needs a reason."""
        name = Node(id_, place.line, place.column)
        if not self.reader.known(name, self.vocabulary.functionalities, "functionality"):
            return Control(id_, ControlState.UNKNOWN, place)
        said = node.mapping
        state = by_state().get(said["state"].text if "state" in said else node.text, ControlState.UNKNOWN)
        why = said["why"].text if "why" in said else ""
        if state is ControlState.NOT_APPLICABLE and not why:
            message = f"{id_} is said to be not applicable without a reason"
            self.reader.problems.append(Problem(place, message, "{state: not applicable, why: …}"))
        return Control(id_, state, place, why, self.reader.evidence_ids(node))

    def _challenges(self, node: Node) -> tuple[Challenge, ...] | None:
        """The challenges; none where the model says `none`; None where it says nothing or leaves nothing."""
        challenges = node.mapping.get("challenges")
        if challenges is None or challenges.value == {}:
            return None
        found = []
        for id_, entry in challenges.mapping.items():
            place = self._place(challenges, id_)
            if "title" not in entry.mapping:
                message = f"no challenge {id_!r} in the library"
                self.reader.problems.append(Problem(place, message, "a `title` for a challenge of your own"))
            severity = self.reader.judgement(entry, place, Severity, key="severity")
            if severity is not None and "title" in entry.mapping:
                found.append(Challenge(id_, entry.mapping["title"].text, severity))
        return tuple(found)

    def _facts(self, node: Node) -> dict[str, str]:
        for name in node.mapping:
            self.reader.known(Node(name, *node.keys[name]), self.vocabulary.facts, "fact")
        return {name: entry.text for name, entry in node.mapping.items()}

    def connection(self, id_: str, node: Node, place: Place, ends: tuple[str, ...] = ()) -> Connection:
        """A link or a port; operations are from inside where nothing else is said.

        What could not be read is a problem already; any level stands in for it.
        """
        said, span = node.mapping, self.reader.span
        medium = span(said["medium"], Medium) if "medium" in said else None
        reach = span(said["reach"], Reach) if "reach" in said else None
        operations = span(said["operations"], Operations) if "operations" in said else None
        return Connection(
            id_,
            said["title"].text if "title" in said else id_,
            medium or exactly(Medium.WIRELESS),
            reach or exactly(Reach.PUBLIC),
            operations or exactly(Operations.INSIDE),
            place,
            ends,
        )
