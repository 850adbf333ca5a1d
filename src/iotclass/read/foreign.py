"""Files that are given for a model and are none: what they are, in place of all that is odd in them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from contextlib import suppress
from itertools import islice

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.document import Node
from iotclass.read.file import CONTENT, texts, yaml_file
from iotclass.read.file import text as said
from iotclass.read.word import nearest

VERSION = "iotclass"
"""The key that every model has."""
_START = f"`{VERSION}: 1` at its top; `iotclass new NAME` starts a model"
_FEW = 100
"""Among how many keys the version is looked for, misspelt."""


def prove_own(text: str, file: str, keys: Collection[str] = ()) -> None:
    """Raise InvalidError where a file without the version is of another format.

    `keys` are those at its top; none where it could not be read.
    """
    from iotclass.read.reported import is_report

    keys = keys or _seen(text)
    if VERSION in keys:
        return
    if is_report(text.encode()):
        message = "this is what iotclass saved as JSON, not a model"
        raise InvalidError([Problem(Place(file, 1, 1), message, "the model that it was made from")])
    formats = yaml_file(CONTENT / "foreign.yaml", "foreign").mapping["formats"].mapping.values()
    titles = (said(one, "title") for one in formats if set(texts(one, "keys")) <= set(keys))
    what = next(titles, "XML" if _is_xml(text) else "")
    if what:
        raise InvalidError([Problem(Place(file, 1, 1), f"this is {what}, not an iotclass model", _START)])


def prove_version(root: Node, file: str) -> None:
    """Raise InvalidError where a document does not say in which version of the format it is."""
    if not isinstance(root.value, dict) or VERSION in root.mapping:
        return
    misspelt = nearest(VERSION, islice(root.mapping, _FEW))
    if misspelt:
        place = Place(file, *root.keys[misspelt])
        raise InvalidError([Problem(place, f"unknown key {misspelt!r}", _START, VERSION)])
    raise InvalidError([Problem(Place(file, 1, 1), f"`{VERSION}` is missing", _START)])


def _seen(text: str) -> Collection[str]:
    """The keys at the top of a file that is no YAML as models are; of XML, the name of the root element."""
    if _is_xml(text):
        return re.findall(r"<(?:\w+:)?([a-zA-Z][\w-]*)", text[:10_000])[:1]
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        return found if isinstance(found, dict) else ()
    return re.findall(r"^([\w-]+):", text, re.MULTILINE)


def _is_xml(text: str) -> bool:
    return re.match(r"\s*<[?!a-zA-Z]", text) is not None
