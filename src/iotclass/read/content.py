"""Everything that answers rest on: methods, framework, profiles, facts; compiled, or read and proved.

The compiled form is plain data, made when the package is built and keyed by a hash of its sources. Where
it is missing or stale, the sources themselves are read; nothing is ever written here at run time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iotclass.core.clause import Sources
from iotclass.core.content import Content
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.compiled import Aside, from_json, kept_aside, shape, to_json
from iotclass.read.file import CONTENT, files_sha256, schema

if TYPE_CHECKING:
    from iotclass.read.component import Vocabulary

COMPILED = CONTENT / "compiled.json"
ASIDE = "compiled-aside.jsonl"
"""The file beside it that keeps what few commands need."""
DEFAULT_METHOD = "iotclass-1"
"""The method of a model that names none."""
SEAL = len('{"sha256": "", ') + 64
"""Where a compiled form goes on behind its hash."""
SOURCES = ("methods", "framework", "profiles", "sources", "resources", "challenges", "facts.yaml")


@dataclass(frozen=True, slots=True)
class Shipped:
    """What is shipped: the content that assessments rest on, the facts by id with their questions, and the
    documents that the framework unifies.
    """

    content: Content
    facts: dict[str, str]
    sources: Sources


@cache
def shipped() -> Shipped:
    """The shipped content, from the compiled form where that is fresh and whole."""
    try:
        text = COMPILED.read_text("utf-8")
    except (OSError, ValueError):
        return read_sources()
    if text != _sealed(text[SEAL:]):
        return read_sources()
    found = json.loads(text)
    aside = _aside(found["aside"])
    return Shipped(
        from_json(found["content"], aside),
        found["facts"],
        from_json(found["sources"], aside),
    )


def _aside(digest: str) -> Callable[[str], Any]:
    """What is kept aside, by name: from the file of that hash, read when first asked for, or the sources."""

    @cache
    def kept() -> dict[str, str]:
        try:
            text = COMPILED.with_name(ASIDE).read_bytes()
        except OSError:
            text = b""
        if hashlib.sha256(text).hexdigest() != digest:
            text = _lines(_records(read_sources())[1])
        pairs = (line.partition("\t") for line in text.decode().split("\n") if line)
        return {name: entry for name, _, entry in pairs}

    return kept_aside(lambda name: json.loads(kept()[name]))


def _lines(aside: Aside) -> bytes:
    """What is kept aside, a line for each entry: a command parses only those that it needs."""
    lines = (f"{name}\t{json.dumps(entry, ensure_ascii=False)}\n" for name, entry in aside.items())
    return "".join(lines).encode()


def read_sources() -> Shipped:
    """The shipped content from its sources, proved."""
    from iotclass.core.accounting import problems
    from iotclass.read.challenge import read_challenges
    from iotclass.read.file import yaml_file
    from iotclass.read.framework import read_framework
    from iotclass.read.method import read_method
    from iotclass.read.profile import profiles_sha256, read_profiles
    from iotclass.read.resource import read_resources
    from iotclass.read.source import read_documents

    folders = sorted(path for path in (CONTENT / "methods").iterdir() if path.is_dir())
    methods = {path.name: read_method(path) for path in folders}
    framework = read_framework(CONTENT / "framework")
    asked = yaml_file(CONTENT / "facts.yaml", "facts").mapping["facts"]
    facts = {id_: node.text for id_, node in asked.mapping.items()}
    profiles = read_profiles(CONTENT / "profiles", framework, facts)
    resources = read_resources(CONTENT / "resources", profiles)
    challenges = read_challenges(CONTENT / "challenges", framework, profiles)
    sources = read_documents(CONTENT / "sources", facts)
    found = list(problems(framework, sources))
    if found:
        raise InvalidError(found)
    hashed = profiles_sha256(CONTENT / "profiles")
    figures = [*(CONTENT / "challenges").glob("*.yaml"), *(CONTENT / "resources").iterdir()]
    told = files_sha256((path.name, path.read_bytes()) for path in sorted(figures))
    content = Content(framework, profiles, hashed, methods, resources, challenges, told)
    return Shipped(content, facts, sources)


def write_compiled(compiled: Path = COMPILED) -> None:
    """Write the compiled form of the shipped content, for the build."""
    record, kept = _records(read_sources())
    aside = _lines(kept)
    record["aside"] = hashlib.sha256(aside).hexdigest()
    compiled.with_name(ASIDE).write_bytes(aside)
    compiled.write_text(_sealed(json.dumps(record, ensure_ascii=False).removeprefix("{")), "utf-8")


def _records(found: Shipped) -> tuple[dict[str, Any], Aside]:
    """The compiled form as JSON data, and what of it is kept aside."""
    aside: Aside = {}
    content, sources = to_json(found.content, aside), to_json(found.sources, aside)
    return {"facts": found.facts, "content": content, "sources": sources}, aside


def _sealed(rest: str) -> str:
    """A compiled form that goes on with `rest`, sealed by a hash of its shape, the sources and itself."""
    digest = hashlib.sha256(f"{shape()}{sources_sha256()}{rest}".encode()).hexdigest()
    return f'{{"sha256": "{digest}", {rest}'


def sources_sha256() -> str:
    """The hash of all sources of the compiled form."""
    found = ((path.relative_to(CONTENT).as_posix(), path.read_bytes()) for path in sorted(_sources()))
    return files_sha256((f"{name} {len(content)}", content) for name, content in found)


def _sources() -> list[Path]:
    found = []
    for name in SOURCES:
        path = CONTENT / name
        found += [path] if path.is_file() else [one for one in path.rglob("*.*") if one.is_file()]
    return found


def vocabulary(found: Shipped, *, any_method: bool = False) -> Vocabulary:
    """The ids that a model may use; `any_method` where another one than the model's is asked for."""
    from iotclass.read.component import Vocabulary

    methods = {id_: method.version for id_, method in found.content.methods.items()}
    return Vocabulary(
        schema("model"),
        found.content.profiles,
        found.content.framework.functionalities,
        found.facts,
        None if any_method else methods,
        found.content.challenges,
    )


def with_profiles(found: Shipped, folder: str) -> Shipped:
    """`found` with a user's own kinds, proved; they may extend the built-in ones. Raises InvalidError."""
    from iotclass.read.profile import profiles_sha256, read_profiles

    path, content = Path(folder), found.content
    if not folder or not path.is_dir():
        raise InvalidError([Problem(Place(folder), "no such folder", "a folder of profiles (<kind>.yaml)")])
    own = read_profiles(path, content.framework, found.facts, content.profiles)
    if not own:
        raise InvalidError([Problem(Place(folder), "no profile in it", "files such as my-kind.yaml")])
    both = files_sha256([(content.profiles_sha256, b""), (profiles_sha256(path), b"")])
    profiles = {**content.profiles, **own}
    return replace(found, content=replace(content, profiles=profiles, profiles_sha256=both))


def own_method(folder: str) -> Method:
    """A user's own method, proved; a built-in one's id is not to be had. Raises InvalidError."""
    from iotclass.read.method import read_method

    method = read_method(Path(folder))
    if method.id in shipped().content.methods:
        place = Place(str(Path(folder) / "method.yaml"))
        raise InvalidError([Problem(place, f"{method.id!r} is the id of a built-in method", "another id")])
    return method


def examples() -> dict[str, Path]:
    """The built-in examples by name."""
    return {path.stem: path for path in sorted((CONTENT / "examples").glob("*.yaml"))}
