"""The JSON Schemas of the files that users write, for editors and other programs."""

from __future__ import annotations

import copy

from iotclass.read.content import shipped
from iotclass.read.file import schema
from iotclass.read.schema import Schema
from iotclass.write.json import json_text


def model_schema() -> Schema:
    """The schema that models are checked against, with the shipped kinds, facts and functionalities in it."""
    found = copy.deepcopy(schema("model"))
    content, facts = shipped().content, shipped().facts
    for name in ("component", "component-change"):
        properties = found["$defs"][name]["properties"]
        kind = {
            "enum": list(content.profiles),
            "description": "What the component is; it decides which criteria count.",
        }
        properties["kind"] = kind
    functionalities = [
        {"const": one.id, "title": one.title, "description": one.statement}
        for one in content.framework.functionalities.values()
    ]
    found["$defs"]["functionality"] = {"oneOf": functionalities}
    found["$defs"]["controls"]["propertyNames"] = {"$ref": "#/$defs/functionality"}
    for name in ("facts", "facts-change"):
        answers = found["$defs"][name]["additionalProperties"]
        found["$defs"][name]["properties"] = {
            id_: {"description": question, **answers} for id_, question in facts.items()
        }
        found["$defs"][name]["additionalProperties"] = False
    return found


def schema_text(what: str = "model") -> str:
    """The schema as JSON: that of a `model`, or of the mapping of an `inventory`."""
    return json_text(schema("inventory") if what == "inventory" else model_schema())
