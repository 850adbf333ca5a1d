"""Models damaged in every place and at random: refused in words or read, never anything else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iotclass.core.assess import assess
from iotclass.core.place import InvalidError
from iotclass.core.warning import warnings
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.document import parse
from iotclass.read.file import schema
from iotclass.read.model import read_model
from tests.read.given import EVERYTHING

Json = Any
WORDS = vocabulary(shipped())
WHOLE: dict[str, Json] = json.loads(json.dumps(parse(EVERYTHING, "m.yaml").plain()))
ODD: list[Json] = [None, 5, "zz", [], {}, {"zz": "zz"}, {"0": 1}, {"judgement": "zz"}, {"level": "P1"}]
ALIKE = {"why", "by", "on", "evidence", "sure", "title"}
"""Keys that are the same wherever they stand, and so damaged once in each section."""
SECTIONS = [(key,) for key in WHOLE if key not in {"components", "scenarios"}] + [
    (key, id_) for key in ("components", "scenarios") for id_ in WHOLE[key]
]


def places(node: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every node below `node`, and of itself."""
    yield path
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


def damaged(path: tuple[str | int, ...]) -> Iterator[tuple[str, Json]]:
    """The model that uses everything, its node at `path` something odd, missing, or under another key."""
    for number in range(len(ODD) + 2):
        mutant = copy.deepcopy(WHOLE)
        parent: Json = mutant
        for step in path[:-1]:
            parent = parent[step]
        if number < len(ODD):
            parent[path[-1]] = copy.deepcopy(ODD[number])
        elif number == len(ODD):
            del parent[path[-1]]
        elif isinstance(parent, dict):
            parent["7"] = parent.pop(str(path[-1]))
        yield f"{path} {number}", mutant


def outcome(content: bytes) -> str:
    """`read`, `refused` or the exception that reading, assessing and warning raised."""
    try:
        system = read_model(content, "m.yaml", WORDS)
        for method in shipped().content.methods.values():
            warnings(assess(system, method, shipped().content))
    except InvalidError as error:
        return "refused" if error.problems else "refused without a problem"
    except Exception as error:  # noqa: BLE001  that nothing else is raised is what is shown here
        return repr(error)
    return "read"


@pytest.mark.parametrize("section", SECTIONS, ids=".".join)
def test_odd_values_anywhere_are_read_or_refused_as_the_schema_says(section: tuple[str, ...]) -> None:
    accepts = jsonschema_rs.Draft202012Validator(schema("model"), validate_formats=True).is_valid
    node: Json = WHOLE
    for step in section:
        node = node[step]
    alike: set[object] = set()
    found: dict[str, list[str]] = {}
    for path in places(node, section):
        if path[-1] in ALIKE:
            if path[-1] in alike:
                continue
            alike.add(path[-1])
        for name, mutant in damaged(path):
            came = outcome(json.dumps(mutant).encode())
            if came == "read" and not accepts(mutant):
                came = "read, though the schema refuses it"
            found.setdefault(came, []).append(name)

    assert len(found["refused"]) >= len(ODD) // 2
    assert {came: names[:3] for came, names in found.items() if came not in {"read", "refused"}} == {}


PACEMAKER = examples()["pacemaker"].read_text("utf-8").splitlines(keepends=True)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The pacemaker model with a few lines lost, doubled, moved, or one character in them altered."""
    lines = list(PACEMAKER)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["lose", "double", "move", "insert", "cut", "swap"])):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "insert":
                column = draw(st.integers(0, len(lines[at])))
                written = draw(st.text(max_size=3) | st.sampled_from(list("{}[]:,&*!|>'\"%@`#-?~ \t")))
                lines[at] = lines[at][:column] + written + lines[at][column:]
            case "cut":
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + lines[at][column + draw(st.integers(1, 12)) :]
            case "swap":
                words = draw(st.sampled_from(["P1", "C9", "null", "true", "[]", "{}", "none", "5", "high"]))
                lines[at] = f"{lines[at].partition(':')[0]}: {words}\n"
    return "".join(lines)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(edited())
def test_an_edited_pacemaker_is_read_or_refused(text: str) -> None:
    assert outcome(text.encode("utf-8", "surrogatepass")) in {"read", "refused"}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_anything_at_all_is_refused(content: bytes) -> None:
    assert outcome(content) == "refused"


DOUBT = ("by", "state", "weight", "works", "sure", "rate-limiting")

YAML = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["P1", "low", "a", "none", "zz", "yes", "not applicable"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*("a", "kind", "level", "judgement", "P1", "7", "why", ""), *DOUBT]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(sorted(WHOLE)), YAML, max_size=6))
def test_any_document_of_the_formats_sections_is_read_or_refused(doc: dict[str, Json]) -> None:
    given_ = {"iotclass": 1, "system": "S", "components": {"a": {"kind": "sensor"}}} | doc

    assert outcome(json.dumps(given_).encode()) in {"read", "refused"}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.dictionaries(
        st.sampled_from([*sorted(WHOLE["components"]["sensor"]), "facts", "controls", "ports"]), YAML
    )
)
@example({"challenges": {"level": "P1", "sure": False}})
def test_any_component_is_read_or_refused(entries: dict[str, Json]) -> None:
    doc = {"iotclass": 1, "system": "S", "components": {"a": {"kind": "sensor"} | entries}}

    assert outcome(json.dumps(doc).encode()) in {"read", "refused"}
