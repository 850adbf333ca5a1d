"""YAML and JSON into nodes: which scalars are what, where each node begins, what bounds there are."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.place import InvalidError
from iotclass.read.document import MAX_DEPTH, Node, parse

SCALARS: dict[str, Any] = {
    "yes": "yes",
    "no": "no",
    "on": "on",
    "off": "off",
    "y": "y",
    "true": True,
    "True": True,
    "TRUE": True,
    "tRUE": "tRUE",
    "false": False,
    "null": None,
    "~": None,
    "Null": None,
    "none": "none",
    "12": 12,
    "-7": -7,
    "+7": 7,
    "012": 12,
    "0o14": "0o14",
    "0x1F": "0x1F",
    "1_000": "1_000",
    "1:30": "1:30",
    "1.5": 1.5,
    ".5": 0.5,
    "1.": 1.0,
    "1e3": 1000.0,
    ".nan": ".nan",
    ".inf": ".inf",
    "-.inf": "-.inf",
    "2026-11-23": "2026-11-23",
    "1.2.3": "1.2.3",
    "'12'": "12",
    '"true"': "true",
    "''": "",
    "=": "=",
}


@pytest.mark.parametrize(("written", "value"), SCALARS.items(), ids=SCALARS)
def test_scalars_are_what_yaml_1_2_says_but_for_octals_and_infinities(written: str, value: Any) -> None:
    found = parse(f"a: {written}\n", "m.yaml").mapping["a"].value

    assert (found, type(found)) == (value, type(value))


def test_keys_are_text_whatever_they_would_be_as_values() -> None:
    assert list(parse("{1: a, true: b, ~: c, 1.5: d, 2026-01-01: e}\n", "m.yaml").mapping) == [
        "1",
        "true",
        "~",
        "1.5",
        "2026-01-01",
    ]


def test_every_node_and_every_key_knows_where_it_begins() -> None:
    root = parse("a:\n  - x\n  - {b: y}\nc: |\n  text\n'd': \"z\"\n", "m.yaml")

    def at(node: Node) -> tuple[int, int]:
        return node.line, node.column

    items = root.mapping["a"].sequence
    assert at(root) == (1, 1)
    assert [at(node) for node in items] == [(2, 5), (3, 5)]
    assert root.keys == {"a": (1, 1), "c": (4, 1), "d": (6, 1)}
    assert items[1].keys == {"b": (3, 6)}
    assert at(items[1].mapping["b"]) == (3, 9)
    assert at(root.mapping["c"]) == (4, 4)
    assert at(root.mapping["d"]) == (6, 6)


def test_what_an_alias_stands_for_is_the_node_itself() -> None:
    root = parse("a: &x {b: c}\nd: *x\n", "m.yaml")

    assert root.plain() == {"a": {"b": "c"}, "d": {"b": "c"}}


def test_as_deep_as_is_allowed_is_read_and_one_deeper_is_not() -> None:
    def nested(depth: int) -> str:
        return "[" * depth + "x" + "]" * depth

    assert parse(nested(MAX_DEPTH), "m.yaml").line == 1
    with pytest.raises(InvalidError) as refused:
        parse(nested(MAX_DEPTH + 1), "m.yaml")
    assert str(refused.value) == "m.yaml:1:101: nested more than 100 deep; expected a flatter file"


def test_a_large_file_may_use_its_aliases_as_often_as_it_writes_things_out() -> None:
    large = "a: &a [" + "x, " * 2000 + "x]\nb: [" + "*a, " * 4 + "*a]\n"
    larger = "a: &a [" + "x, " * 2000 + "x]\nb: [" + "*a, " * 14 + "*a]\n"

    assert len(parse(large, "m.yaml").mapping["b"].sequence) == 5
    with pytest.raises(InvalidError, match="aliases expand the file more than 10 times"):
        parse(larger, "m.yaml")


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
PRINTED_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12)
NUMBERS = st.integers(-(10**17), 10**17) | st.integers(-(10**9), 10**9).map(lambda number: number / 1000)


def documents(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain data with `texts` as its keys and texts; no key is empty."""
    values = st.recursive(
        st.none() | st.booleans() | NUMBERS | texts,
        lambda inner: st.lists(inner) | st.dictionaries(texts.filter(bool), inner),
        max_leaves=8,
    )
    return st.dictionaries(texts.filter(bool), values, min_size=1)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(documents(ANY_TEXT), st.sampled_from([None, 2, "\t"]))
def test_json_is_read_as_json_is(value: dict[str, Any], indent: int | str | None) -> None:
    assert same(parse(json.dumps(value, indent=indent), "m.json").plain(), value)
    assert same(parse(json.dumps(value, separators=(",", ":")), "m.json").plain(), value)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(documents(PRINTED_TEXT))
def test_json_may_hold_its_characters_as_they_are(value: dict[str, Any]) -> None:
    assert same(parse(json.dumps(value, ensure_ascii=False), "m.json").plain(), value)


def same(ours: Any, theirs: Any) -> bool:
    """Equality of plain data in which numbers may be written in several ways."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, bool) or isinstance(theirs, bool) or isinstance(ours, str):
        return ours is theirs or (isinstance(ours, str) and ours == theirs)
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs)
    return ours is None and theirs is None


@pytest.mark.parametrize("hidden", ["\x85", "\u2028", "\u2029"])
def test_a_line_break_that_one_does_not_see_is_refused(hidden: str) -> None:
    """The parser's older YAML would take what follows for a line, and so for a key, of its own."""
    with pytest.raises(InvalidError) as caught:
        parse(f"a: 1\nname: Harmless{hidden}protection: P5\n", "m.yaml")

    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (2, 15)
    assert problem.message.startswith(f"U+{ord(hidden):04X}, a line break")
