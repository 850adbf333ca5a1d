"""The JSON Schema of the model file: valid, closed, as wide as the scales, and agreeing with the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from iotclass.app.schema import model_schema
from iotclass.core.place import InvalidError
from iotclass.core.scale import SCALES
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.document import parse
from iotclass.read.file import CONTENT, schema
from iotclass.read.model import read_model
from tests.read.given import EVERYTHING, read

Json = Any
SCHEMAS = sorted(path.name.removesuffix(".schema.json") for path in (CONTENT / "schemas").iterdir())


def parts(found: Json, path: str = "#") -> Iterator[tuple[str, Json]]:
    """Every mapping inside a schema with its path."""
    if isinstance(found, dict):
        yield path, found
        for key, entry in found.items():
            if key not in {"enum", "const", "examples", "required"}:
                yield from parts(entry, f"{path}/{key}")
    elif isinstance(found, list):
        for number, entry in enumerate(found):
            yield from parts(entry, f"{path}/{number}")


def conditional(path: str) -> bool:
    """Whether a schema only asks a question, as after `if`, or inside the choices of its parent."""
    steps = path.split("/")
    return "if" in steps or "anyOf" in steps or "oneOf" in steps or "propertyNames" in steps


def closed(part: Json) -> bool:
    """Whether an object of `part` has the keys listed there alone, or is a map by id."""
    others = part.get("additionalProperties")
    if others is None and "if" in part:
        return closed(part["then"]) and closed(part["else"])
    return others is False or (isinstance(others, dict) and not part.get("properties"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_of_draft_2020_12_with_an_id_and_a_title(name: str) -> None:
    found = schema(name)

    jsonschema_rs.meta.validate(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"].startswith("iotclass/")
    assert found["$id"].endswith("/1")
    assert found["title"]


def test_the_schema_that_editors_get_is_valid_too() -> None:
    jsonschema_rs.meta.validate(model_schema())
    assert model_schema()["$id"] == "iotclass/model/1"


@pytest.mark.parametrize("name", [*SCHEMAS, "the one of iotclass schema"])
def test_every_object_of_every_schema_forbids_unknown_keys_or_is_a_map_by_id(name: str) -> None:
    found = schema(name) if name in SCHEMAS else model_schema()
    objects = [
        (path, part)
        for path, part in parts(found)
        if not conditional(path) and (part.get("type") == "object" or "properties" in part)
    ]

    assert objects
    assert [path for path, part in objects if not closed(part)] == []


def test_every_key_of_every_object_of_the_model_is_read_by_the_reader() -> None:
    """The model that uses everything has every property that the schema knows."""
    known = {key for _, part in parts(schema("model")) for key in part.get("properties", {})}

    def keys(node: Json) -> set[str]:
        if isinstance(node, dict):
            return set(node).union(*map(keys, node.values()))
        return set().union(*map(keys, node)) if isinstance(node, list) else set()

    used = keys(parse(EVERYTHING, "m.yaml").plain())
    assert known - used == set()


LISTED = {
    "connectivity": "connectivity-level",
    "protection": "protection-level",
    "impact": "impact-level",
    "severity": "severity-level",
    "medium": "medium-level",
    "reach": "reach-level",
    "operations": "operations-level",
}


@pytest.mark.parametrize("scale", LISTED)
def test_the_levels_of_the_schema_are_those_of_the_scale(scale: str) -> None:
    words = [str(level) for level in SCALES[scale]]
    part = schema("model")["$defs"][LISTED[scale]]
    accepts = jsonschema_rs.validator_for(part).is_valid

    assert part["x-words"] == [*words, "unknown"]
    assert all(accepts(word) for word in part["x-words"])
    assert all(accepts(f"{low}..{high}") for low in words for high in words)
    others = {str(level) for other in SCALES.values() for level in other} - set(words)
    assert not any(accepts(word) for word in others | {"", "..", f"{words[0]}..", f"..{words[0]}", "Unknown"})


@pytest.mark.parametrize("scale", ["connectivity", "protection", "impact", "severity"])
def test_the_levels_of_distributions_are_those_of_the_scale(scale: str) -> None:
    part = schema("model")["$defs"][f"{scale}-distribution"]

    assert part["propertyNames"]["enum"] == [str(level) for level in SCALES[scale]]


def test_the_classes_and_protections_to_reach_are_those_of_the_scales() -> None:
    defs = schema("model")["$defs"]

    assert defs["class"]["enum"] == [str(level) for level in SCALES["class"]]
    assert defs["requirement"]["then"]["properties"]["protection"]["enum"] == [
        str(level) for level in SCALES["protection"]
    ]


def test_editors_are_offered_the_kinds_the_facts_and_the_functionalities() -> None:
    found, content = model_schema(), shipped().content

    for name in ("component", "component-change"):
        assert found["$defs"][name]["properties"]["kind"]["enum"] == list(content.profiles)
    offered = found["$defs"]["functionality"]["oneOf"]
    assert [one["const"] for one in offered] == list(content.framework.functionalities)
    assert all(one["title"] and one["description"] for one in offered)
    assert set(found["$defs"]["facts"]["properties"]) == set(shipped().facts)


def test_editors_are_told_that_null_removes_a_kind_or_that_it_does_not() -> None:
    """What an editor accepts of a scenario's change, the reader accepts, and the other way round."""
    doc = {
        "iotclass": 1,
        "system": "S",
        "components": {
            "a": {"kind": "sensor", "facts": {"updatable": "yes"}, "controls": {"rate-limiting": "yes"}}
        },
    }
    accepts = jsonschema_rs.validator_for(model_schema()).is_valid
    changes: list[Json] = [
        {"kind": None},
        {"kind": "sensor"},
        {"facts": {"updatable": None}},
        {"controls": {"rate-limiting": None}},
    ]

    for change in changes:
        doc["scenarios"] = {"s": {"components": {"a": change}}}
        assert accepts(doc) is reads(doc), change


def reads(doc: Json) -> bool:
    """Whether the reader takes a document."""
    try:
        read(json.dumps(doc))
    except InvalidError:
        return False
    return True


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_example_is_valid_by_both_schemas(name: str) -> None:
    text = examples()[name].read_text("utf-8")
    plain = parse(text, name).plain()

    for found in (schema("model"), model_schema()):
        assert [error.message for error in jsonschema_rs.validator_for(found).iter_errors(plain)] == []
    assert read_model(text.encode(), name, vocabulary(shipped())).title


def test_a_model_that_uses_everything_is_valid_by_both_schemas() -> None:
    plain = parse(EVERYTHING, "m.yaml").plain()

    for found in (schema("model"), model_schema()):
        assert [error.message for error in jsonschema_rs.validator_for(found).iter_errors(plain)] == []
    assert read(EVERYTHING).title == "Everything"
