"""The compiled form of the content: what its sources are, plain data, and never trusted when stale."""

from __future__ import annotations

import ast
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from iotclass.read import content
from iotclass.read.compiled import Aside, from_json, kept_aside, to_json
from iotclass.read.file import CONTENT

SOURCE = Path(content.__file__).parent.parent


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the compiled form is read from in this test; nothing is there yet, and every reading is fresh."""
    path = tmp_path / "compiled.json"
    monkeypatch.setattr(content, "COMPILED", path)
    return path


def compiled() -> str:
    """The compiled form itself, without what is kept aside."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "compiled.json"
        content.write_compiled(path)
        return path.read_text("utf-8")


def fresh() -> content.Shipped:
    """What is shipped, read again whatever was read before."""
    return content.shipped.__wrapped__()


def test_the_compiled_form_says_exactly_what_the_sources_say(built: Path) -> None:
    content.write_compiled(built)

    assert fresh() == content.read_sources()


def test_a_fresh_compiled_form_is_used_instead_of_the_sources(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content.write_compiled(built)

    def read() -> content.Shipped:
        raise AssertionError("the sources were read")

    monkeypatch.setattr(content, "read_sources", read)

    assert list(fresh().content.methods) == ["fazeldehkordi-2019", "iotclass-1"]


def test_values_survive_the_way_into_json_and_back() -> None:
    found = content.read_sources()
    aside: Aside = {}

    for value in (found.content, found.sources):
        data = json.loads(json.dumps(to_json(value, aside)))
        kept = json.loads(json.dumps(aside))
        assert from_json(data, kept_aside(kept.__getitem__)) == value
    profiles = found.content.profiles
    shared = {one for profile in profiles.values() for one in profile.criteria}
    large = (found.content.framework.functionalities, profiles, found.sources.documents, shared)
    assert len(aside) == sum(map(len, large))


def test_the_compiled_form_is_plain_data_made_of_named_values() -> None:
    found = json.loads(compiled())
    names = set()

    def walk(node: Any) -> None:
        assert isinstance(node, list | str | int | float | bool | None)
        if isinstance(node, list):
            if isinstance(node[0], str):
                names.add(node[0])
            for one in node:
                walk(one)

    walk(found["content"])
    assert set(found) == {"sha256", "facts", "content", "sources", "aside"}
    assert {
        "Content",
        "Method",
        "Framework",
        "Topic",
        "Table",
        "Row",
    } <= names


def test_no_module_can_unpickle_or_run_what_it_reads() -> None:
    barred = {"pickle", "marshal", "shelve", "dill", "copyreg"}
    called = {"eval", "exec", "compile", "__import__", "unsafe_load", "full_load"}
    files = sorted(SOURCE.rglob("*.py"))
    found = []
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names if alias.name in barred]
            elif isinstance(node, ast.ImportFrom) and node.module in barred:
                found.append(node.module)
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                is_regex = isinstance(node.func, ast.Attribute) and name == "compile"
                found += [name] if name in called and not is_regex else []
    assert len(files) > 50
    assert found == []


def with_hash(**entries: Any) -> str:
    """A compiled form with the right hash and these entries instead of its own."""
    return json.dumps({"sha256": content.sources_sha256()} | entries)


DAMAGED: dict[str, Any] = {
    "empty": lambda: b"",
    "cut off": lambda: compiled().encode()[:5000],
    "not JSON": lambda: b"{sha256: x}",
    "not UTF-8": lambda: b'{"sha256": "\xff"}',
    "a pickle": lambda: b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x07content\x94.",
    "a list": lambda: b"[]",
    "a word": lambda: b'"content"',
    "nothing": lambda: b"null",
    "without a hash": lambda: b'{"facts": {}, "content": []}',
    "of other sources": lambda: compiled().replace('"sha256": "', '"sha256": "0', 1).encode(),
    "with the hash alone": lambda: with_hash().encode(),
    "without facts": lambda: with_hash(content=json.loads(compiled())["content"]).encode(),
    "without content": lambda: with_hash(facts={}).encode(),
    "with another value": lambda: with_hash(facts={}, content=["os.system", "touch run"]).encode(),
    "with too few fields": lambda: with_hash(facts={}, content=["Content", 1]).encode(),
    "with something else as content": lambda: with_hash(facts={}, content=7).encode(),
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_compiled_form_is_left_for_the_sources(built: Path, damaged: Any) -> None:
    written: bytes = damaged()
    built.write_bytes(written)

    found = fresh()

    assert found == content.read_sources()
    assert built.read_bytes() == written


def test_a_compiled_form_of_sources_that_have_changed_since_is_left(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "content"
    shutil.copytree(CONTENT, copied)
    monkeypatch.setattr(content, "CONTENT", copied)
    content.write_compiled(built)
    before = fresh()
    facts = copied / "facts.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("Can strangers touch it", "Can anybody touch it"), "utf-8"
    )

    after = fresh()

    assert before.facts["physical_access"] == "Can strangers touch it where it stands?"
    assert after.facts["physical_access"] == "Can anybody touch it where it stands?"


def test_no_compiled_form_at_all_is_no_matter_and_none_is_made(built: Path) -> None:
    assert fresh() == content.read_sources()
    assert not built.exists()


@pytest.mark.parametrize(
    "changed",
    ["methods/iotclass-1/exposure.csv", "framework/framework.yaml", "profiles/sensor.yaml", "facts.yaml"],
)
def test_the_hash_changes_with_each_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    before = content.sources_sha256()
    copied = tmp_path / "content"
    shutil.copytree(CONTENT, copied)
    monkeypatch.setattr(content, "CONTENT", copied)
    assert content.sources_sha256() == before

    with (copied / changed).open("a") as file:
        file.write("\n")

    assert content.sources_sha256() != before


def test_the_hash_changes_with_a_source_that_is_added_removed_or_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "content"
    shutil.copytree(CONTENT, copied)
    monkeypatch.setattr(content, "CONTENT", copied)
    hashes = [content.sources_sha256()]

    (copied / "profiles" / "toaster.yaml").write_text("kind: toaster\n")
    hashes.append(content.sources_sha256())
    (copied / "profiles" / "toaster.yaml").rename(copied / "profiles" / "oven.yaml")
    hashes.append(content.sources_sha256())
    (copied / "profiles" / "sensor.yaml").unlink()
    hashes.append(content.sources_sha256())

    assert len(set(hashes)) == 4


DAMAGED_ASIDE = {
    "missing": None,
    "empty": b"",
    "cut off": b'{"Functionality rate-limiting": [',
    "another": b"{}",
}


@pytest.mark.parametrize("damaged", DAMAGED_ASIDE.values(), ids=DAMAGED_ASIDE)
def test_where_what_is_kept_aside_is_damaged_the_sources_are_read(built: Path, damaged: bytes | None) -> None:
    content.write_compiled(built)
    aside = built.with_name(content.ASIDE)
    if damaged is None:
        aside.unlink()
    else:
        aside.write_bytes(damaged)

    found, sources = fresh(), content.read_sources()

    entry = "rate-limiting"
    assert found.content.framework.functionalities[entry] == sources.content.framework.functionalities[entry]
    assert found.sources.documents["cra"] == sources.sources.documents["cra"]


def test_a_command_that_needs_no_functionality_reads_nothing_that_is_kept_aside(built: Path) -> None:
    content.write_compiled(built)
    built.with_name(content.ASIDE).unlink()

    assert "rate-limiting" in fresh().content.framework.functionalities
    assert len(fresh().content.framework.weaker) > 300


def test_a_compiled_form_of_values_of_another_shape_is_left(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "shape", lambda: "as an older version had it")
    content.write_compiled(built)
    monkeypatch.undo()
    monkeypatch.setattr(content, "COMPILED", built)
    sources = content.read_sources()
    read = iter([sources])
    monkeypatch.setattr(content, "read_sources", lambda: next(read))

    assert fresh() is sources
