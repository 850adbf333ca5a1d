"""Components as a model writes them, into values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import cast

from iotclass.core.applicability import contradicted
from iotclass.core.challenge import KnownChallenge
from iotclass.core.judgement import HARM_DIMENSIONS, Harm, Judgement
from iotclass.core.level import Level, Span, exactly
from iotclass.core.place import Place, Problem
from iotclass.core.profile import Profile
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
    ACTS_ON,
    Challenge,
    Component,
    Connection,
    Control,
    ControlState,
    Isolation,
    Reliance,
    Requirement,
    Spending,
)
from iotclass.read.answer import answered
from iotclass.read.control import read_control
from iotclass.read.document import EMPTY, Node
from iotclass.read.judgement import Reader, by_word
from iotclass.read.overlay import SEVERE
from iotclass.read.schema import Schema
from iotclass.read.wanted import WantedReader
from iotclass.read.word import nearest


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ids that a model may use: of kinds, functionalities, facts, and methods with their versions.

    `methods` None: whatever method the model names, another one is asked for.
    """

    schema: Schema
    kinds: Mapping[str, Profile]
    functionalities: Mapping[str, object]
    facts: Mapping[str, object]
    methods: Mapping[str, str] | None
    challenges: Mapping[str, KnownChallenge]


class ComponentReader:
    """Nodes of components into values; every problem goes to the reader of judgements.

    `shared` holds the organisation's controls, each with the components that it holds for; `costs` what
    the model says of costs for all components.
    """

    def __init__(
        self, reader: Reader, vocabulary: Vocabulary, shared: list[tuple[Control, Set[str]]]
    ) -> None:
        self.reader, self.vocabulary, self.shared = reader, vocabulary, shared
        self.costs: dict[str, Spending] = {}
        self.wanted = WantedReader(reader, vocabulary.functionalities)
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
        found = Component(
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
            limits=self.wanted.limits(said.get("limits", EMPTY)),
            costs=self.costs | self.wanted.costs(said.get("costs", EMPTY)),
            allow=self.wanted.allowance(said["allow"]) if "allow" in said else None,
            fixed=self.wanted.fixed(said.get("fixed", EMPTY)),
        )
        self.reader.problems.extend(self._contradictions(found))
        return found

    def _contradictions(self, component: Component) -> Iterator[Problem]:
        """What is said not to apply although the facts say that it does."""
        if not component.controls:
            return
        profile, facts = self.vocabulary.kinds.get(component.kind), component.facts or {}
        judged = component.connectivity
        span = cast("Span[Connectivity]", judged.span) if judged else None
        for one in profile.criteria if profile else ():
            control = component.controls.get(one.id)
            if control and control.state is ControlState.NOT_APPLICABLE and contradicted(one, facts, span):
                stated = ", ".join(f"{fact}: {value}" for fact, value in one.applies_if)
                message = (
                    f"{one.id} is said to be not applicable, but it applies where {stated}, as stated here"
                )
                yield Problem(control.place, message, "another state; what is too costly is `no`")

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
        sure = said["sure"].text if "sure" in said else ""
        reader = replace(self.reader, by=by, on=on, sure=sure)
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
        return read_control(id_, node, place, self.vocabulary.functionalities, self.reader)

    def _challenges(self, node: Node) -> tuple[Challenge, ...] | None:
        """The challenges; none where the model says `none`; None where it says nothing or leaves nothing."""
        challenges = node.mapping.get("challenges")
        if challenges is None or (isinstance(challenges.value, dict) and not challenges.mapping):
            return None
        found = (
            self._challenge(id_, entry, self._place(challenges, id_))
            for id_, entry in challenges.mapping.items()
        )
        return tuple(one for one in found if one is not None)

    def _challenge(self, id_: str, node: Node, place: Place) -> Challenge | None:
        """One challenge, of the library or with a title of its own: judged, answered or driven."""
        known, said = self.vocabulary.challenges.get(id_), node.mapping
        if known is None and "title" not in said:
            message = f"no challenge {id_!r} in the library"
            expected = "a `title` for a challenge of your own, or one of `iotclass challenges KIND`"
            near = nearest(id_, self.vocabulary.challenges)
            self.reader.problems.append(Problem(place, message, expected, near))
            return None
        severity = None
        if "softened" in said and not SEVERE & set(said):
            message = f"{id_} is softened, but nothing says how severe it is"
            self.reader.problems.append(
                Problem(place, message, "`severity`, `answers` or `driven_by` as well")
            )
        if "answers" in said:
            severity = answered(known, id_, node, place, self.reader)
        elif "driven_by" not in said:
            severity = self.reader.judgement(node, place, Severity, key="severity")
        if severity is None and "driven_by" not in said:
            return None
        acts_on = tuple(one.text for one in said["acts_on"].sequence) if "acts_on" in said else ()
        by_default = known.acts_on if known else ACTS_ON
        return Challenge(
            id_,
            said["title"].text if "title" in said else known.title if known else id_,
            severity,
            said["driven_by"].text if "driven_by" in said else "",
            self.wanted.softening(said["softened"]) if "softened" in said else None,
            tuple(one for one in ACTS_ON if one in (acts_on or by_default)),
            place,
            said["why"].text if "why" in said else "",
        )

    def _facts(self, node: Node) -> dict[str, str]:
        for name in node.mapping:
            self.reader.known(Node(name, *node.keys[name]), self.vocabulary.facts, "fact")
        return {name: entry.text for name, entry in node.mapping.items()}

    def connection(self, id_: str, node: Node, place: Place, ends: tuple[str, ...] = ()) -> Connection:
        """A link or a port; operations are from inside where nothing else is said.

        What could not be read is a problem already; any level stands in for it. What stands there is a
        plain fact: the assessment's author does not judge it unless the model says so.
        """
        said, reader = node.mapping, replace(self.reader, by="", on="")

        def stated(key: str, scale: type[Level], otherwise: Level) -> Judgement:
            at = self._place(node, key) if key in said else place
            found = reader.judgement(said[key], at, scale) if key in said else None
            return found or Judgement(exactly(otherwise), place)

        return Connection(
            id_,
            said["title"].text if "title" in said else id_,
            stated("medium", Medium, Medium.WIRELESS),
            stated("reach", Reach, Reach.PUBLIC),
            stated("operations", Operations, Operations.INSIDE),
            place,
            ends,
        )
