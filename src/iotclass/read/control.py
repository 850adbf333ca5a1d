"""Controls as a model writes them: a state, short or long, or what several people say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from iotclass.core.place import Place, Problem
from iotclass.core.system import Control, ControlState
from iotclass.read.document import EMPTY, Node
from iotclass.read.judgement import Reader, joined, weight


@cache
def by_state() -> dict[str, ControlState]:
    """The states of controls by the words that files use."""
    return {state.value: state for state in ControlState}


def read_control(
    id_: str, node: Node, place: Place, functionalities: Mapping[str, object], reader: Reader
) -> Control:
    """One control; what does not apply needs a reason."""
    name = Node(id_, place.line, place.column)
    if not reader.known(name, functionalities, "functionality"):
        return Control(id_, ControlState.UNKNOWN, place)
    state = node.mapping.get("state", EMPTY) if isinstance(node.value, dict) else node
    found = _stated(id_, node, state, place, reader)
    if isinstance(state.value, list):
        return _pooled(found, state, reader)
    _reasoned(found, reader)
    return found


def _stated(id_: str, node: Node, state: Node, place: Place, reader: Reader) -> Control:
    """What `node` says of a control, `state` being what writes its state."""
    said = node.mapping
    return Control(
        id_,
        by_state().get(state.text, ControlState.UNKNOWN),
        place,
        said["why"].text if "why" in said else "",
        reader.evidence_ids(node),
        said["by"].text if "by" in said else "",
        said["sure"].text if "sure" in said else "",
        float(said["works"].text) if "works" in said else None,
        weight=weight(node),
        written=(state.line, state.column),
    )


def _pooled(given: Control, node: Node, reader: Reader) -> Control:
    """`given` with what several people say of it: the state is theirs where they agree, else unknown."""
    opinions = tuple(
        _stated(given.id, item, item.mapping["state"], Place(reader.file, item.line, item.column), reader)
        for item in reader.opinions(node, "state")
    )
    states = {one.state for one in opinions}
    first = next((one for one in opinions if one.state is ControlState.NOT_APPLICABLE), None)
    if first and len(states) > 1:
        message = f"{first.by} says that {given.id} is not applicable, which the others do not say"
        reader.problems.append(
            Problem(Place(reader.file, *first.written), message, "it of all, or another state")
        )
    for one in opinions if not given.why else ():
        _reasoned(one, reader)
    return replace(
        given,
        state=states.pop() if len(states) == 1 else ControlState.UNKNOWN,
        why=given.why or joined((one.by, one.why) for one in opinions),
        by=", ".join(one.by for one in opinions),
        opinions=opinions,
    )


def _reasoned(control: Control, reader: Reader) -> None:
    """That what is said not to apply has a reason."""
    if control.state is ControlState.NOT_APPLICABLE and not control.why:
        message = f"{control.id} is said to be not applicable without a reason"
        reader.problems.append(Problem(control.place, message, "{state: not applicable, why: …}"))
