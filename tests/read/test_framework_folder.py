"""The framework's folders: each flaw of each file is refused with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from iotclass.core.place import InvalidError
from iotclass.read.file import CONTENT
from iotclass.read.framework import read_framework
from tests.read.method_folder import replace

HEAD = """id: f
version: 1.0.0
title: F
concerns: {life-cycle: {title: L, colour: blue, describes: D}}
areas:
  locks: {title: Locks, concern: life-cycle, describes: D}
  doors: {title: Doors, concern: life-cycle, describes: D}
origin: {section: IV, ours: all}
"""
VOCABULARY = "terms:\n  - {term: key, definition: Opens., words: {opener: [d]}}\n"
SOURCE = "{document: d, clause: '1', relation: equal, by: us, on: 2026-01-01, reviewed: no}"


def entry(id_: str, stronger_than: str = "", after: str = "") -> str:
    """A functionality as a topic writes it."""
    return (
        f"  - {{id: {id_}, title: T, statement: S, why: W, check: C, lives: [device], "
        f"stronger_than: [{stronger_than}], sources: [{SOURCE}], question: Q?, actors: [maker], "
        f"phase: design, protects: [integrity], counters: [tampering], acts: [prevent], costs: {{}}, "
        f"after: [{after}]}}\n"
    )


def folder(below: Path, **topics: str) -> Path:
    """A framework's folder with topics of the area `locks`, each with these functionalities."""
    (below / "locks").mkdir(exist_ok=True)
    (below / "framework.yaml").write_text(HEAD)
    (below / "vocabulary.yaml").write_text(VOCABULARY)
    for topic, entries in topics.items():
        head = f"area: locks\ntopic: {topic}\ntitle: T\nfunctionalities:\n"
        (below / "locks" / f"{topic}.yaml").write_text(f"{head}{entries}question: Q?\n")
    return below


def problems(path: Path) -> list[str]:
    """What is wrong with the framework in `path`, files without the folder before them."""
    try:
        read_framework(path)
    except InvalidError as error:
        return [str(problem).replace(f"{path}/", "") for problem in error.problems]
    return []


def test_a_small_framework_is_read_with_its_ladders(tmp_path: Path) -> None:
    found = read_framework(
        folder(tmp_path, keys=entry("key") + entry("two-keys", "key"), bolts=entry("bolt", "two-keys"))
    )

    assert (found.id, found.version) == ("f", "1.0.0")
    assert [(one.id, one.title, one.concern) for one in found.areas.values()] == [
        ("locks", "Locks", "life-cycle"),
        ("doors", "Doors", "life-cycle"),
    ]
    assert [(one.id, one.title, one.area, one.concern, one.question) for one in found.topics.values()] == [
        ("bolts", "T", "locks", "life-cycle", "Q?"),
        ("keys", "T", "locks", "life-cycle", "Q?"),
    ]
    assert [(one.term, one.words) for one in found.vocabulary] == [("key", (("opener", ("d",)),))]
    assert list(found.functionalities) == ["bolt", "key", "two-keys"]
    assert found.weaker == {
        "key": {"key"},
        "two-keys": {"two-keys", "key"},
        "bolt": {"bolt", "two-keys", "key"},
    }


def test_an_id_that_is_there_twice_is_named_with_the_first_place(tmp_path: Path) -> None:
    path = folder(tmp_path, bolts=entry("bolt"), keys=entry("key") + entry("bolt"))
    there = "the functionality 'bolt' is there already (locks/bolts.yaml:5)"

    assert problems(path) == [f"locks/keys.yaml:6:5: {there}; expected each id once"]


def test_a_step_to_nothing_is_named_with_the_nearest(tmp_path: Path) -> None:
    assert problems(folder(tmp_path, keys=entry("key") + entry("bolt", "kay") + entry("bar", "gate"))) == [
        "locks/keys.yaml:6:5: bolt is stronger than 'kay', which does not exist (did you mean 'key'?)",
        "locks/keys.yaml:7:5: bar is stronger than 'gate', which does not exist",
    ]


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        (entry("a", "a"), {"a": 5}),
        (entry("a", "b") + entry("b", "a"), {"a": 5, "b": 6}),
        (entry("a", "b") + entry("b", "c") + entry("c", "a") + entry("d"), {"a": 5, "b": 6, "c": 7}),
    ],
    ids=["itself", "two", "three"],
)
def test_a_ladder_that_leads_round_is_named_at_each_step(
    tmp_path: Path, entries: str, lines: dict[str, int]
) -> None:
    assert problems(folder(tmp_path, keys=entries)) == [
        f"locks/keys.yaml:{line}:5: the ladder of {id_} leads round in a cycle" for id_, line in lines.items()
    ]


def test_an_unknown_area_and_a_file_in_the_wrong_folder_are_named(tmp_path: Path) -> None:
    path = folder(tmp_path, keys=entry("key"), bolts=entry("bolt"))
    replace(path / "locks" / "keys.yaml", "area: locks", "area: lock")
    replace(path / "locks" / "bolts.yaml", "topic: bolts", "topic: bars")

    assert problems(path) == [
        "locks/bolts.yaml:1:1: locks/bars in locks/bolts.yaml; expected the same names",
        "locks/keys.yaml:1:1: lock/keys in locks/keys.yaml; expected the same names",
        "locks/keys.yaml:1:1: no area 'lock'; expected one of locks, doors (did you mean 'locks'?)",
    ]


FLAWS: dict[str, tuple[str, str, str]] = {
    "an unknown key": (
        "why: W",
        "wy: W",
        "locks/keys.yaml:5:5: functionalities[1]: `why` is missing",
    ),
    "a place where nothing lives": (
        "lives: [device]",
        "lives: [shelf]",
        (
            "locks/keys.yaml:5:65: functionalities[1].lives[1]: 'shelf'; "
            "expected one of device, gateway, app, cloud, network, organisation"
        ),
    ),
    "nowhere to live": (
        "lives: [device]",
        "lives: []",
        "locks/keys.yaml:5:64: functionalities[1].lives: an empty list; expected at least one item",
    ),
    "an empty check": (
        "check: C",
        "check: ''",
        "locks/keys.yaml:5:54: functionalities[1].check: ''; expected text",
    ),
    "an id that is none": (
        "{id: key",
        "{id: Key_1",
        "locks/keys.yaml:5:10: functionalities[1].id: 'Key_1'; expected an id in kebab-case",
    ),
    "a source that says too little": (
        "clause: '1', ",
        "",
        "locks/keys.yaml:5:103: functionalities[1].sources[1]: `clause` is missing",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_of_a_functionality_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = folder(tmp_path, keys=entry("key"))
    replace(path / "locks" / "keys.yaml", old, new)

    assert problems(path)[0] == message


def test_problems_of_all_topics_are_reported_at_once(tmp_path: Path) -> None:
    path = folder(tmp_path, bars=entry("bar", "nothing"), bolts=entry("bolt"), keys=entry("key"))
    replace(path / "locks" / "bolts.yaml", "why: W", "because: W")
    replace(path / "locks" / "keys.yaml", "title: T\n", "titel: T\n")

    assert {one.split(":")[0] for one in problems(path)} == {
        "locks/bars.yaml",
        "locks/bolts.yaml",
        "locks/keys.yaml",
    }


def test_the_hash_covers_every_file(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "framework", tmp_path / "framework")
    files = sorted((tmp_path / "framework").rglob("*.yaml"))
    hashes = {read_framework(tmp_path / "framework").sha256}
    for path in files:
        with path.open("a") as file:
            file.write("\n")
        hashes.add(read_framework(tmp_path / "framework").sha256)

    assert len(files) > 5
    assert len(hashes) == len(files) + 1
