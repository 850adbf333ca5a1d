"""Documents into clauses: parents known, conditions known, every edition told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from iotclass.core.clause import Clause, Document, Number, Sources
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.spelling import names
from iotclass.read.document import Node
from iotclass.read.file import cited, files_sha256, text, texts, yaml_file
from iotclass.read.word import unknown


def read_documents(folder: Path) -> Sources:
    """The documents that `folder` holds. Raises InvalidError with every problem of every file."""
    problems: list[Problem] = []
    found: dict[str, Document] = {}
    files = sorted(folder.glob("*.yaml"))
    for path in files:
        try:
            root = yaml_file(path, "source")
        except InvalidError as error:
            problems += error.problems
            continue
        document = _document(root, cited(path), problems)
        if document.id != path.stem:
            message = f"document {document.id!r} in {path.name}"
            problems.append(Problem(document.place, message, "the same name"))
        found[document.id] = document
    problems += _names_twice(found.values())
    if problems:
        raise InvalidError(problems)
    return Sources(found, files_sha256((path.name, path.read_bytes()) for path in files))


def _document(root: Node, file: str, problems: list[Problem]) -> Document:
    clauses: dict[str, Clause] = {}
    for node in root.mapping["clauses"].sequence:
        one = _clause(node, file)
        if one.id in clauses:
            problems.append(Problem(one.place, f"the clause {one.id!r} is there already", "each id once"))
        if one.parent and one.parent not in clauses:
            problems.append(Problem(one.place, f"no clause {one.parent!r} above {one.id!r} to stand under"))
        clauses[one.id] = one
    document = Document(
        id=text(root, "document"),
        name=text(root, "name"),
        title=text(root, "title"),
        publisher=text(root, "publisher"),
        edition=text(root, "edition"),
        scope=text(root, "scope"),
        licence=text(root, "licence"),
        note=text(root, "note"),
        aliases=texts(root, "aliases"),
        newest=text(root, "newest") == "yes",
        statuses=_words(root, "statuses"),
        conditions=_words(root, "conditions"),
        features=_words(root, "features"),
        clauses=clauses,
        place=Place(file, *root.keys["document"]),
    )
    for one in clauses.values():
        for key in one.conditions:
            if key not in document.conditions:
                unknown(one.place, f"{one.id}: no condition {key!r}", key, document.conditions, problems)
        for key in one.features:
            if key not in document.features:
                unknown(one.place, f"{one.id}: no feature {key!r}", key, document.features, problems)
        if one.status and one.status not in document.statuses:
            unknown(one.place, f"{one.id}: no status {one.status!r}", one.status, document.statuses, problems)
    return document


def _clause(node: Node, file: str) -> Clause:
    ways = node.mapping["satisfied_by"].sequence if "satisfied_by" in node.mapping else []
    return Clause(
        id=text(node, "id"),
        title=text(node, "title"),
        number=Number(text(node, "number")),
        topic_attested=text(node, "topic") == "attested",
        parent=text(node, "parent"),
        status=text(node, "status"),
        conditions=texts(node, "conditions"),
        features=texts(node, "features"),
        bearer=texts(node, "bearer"),
        heading=text(node, "heading") == "yes",
        out_of_scope=text(node, "out_of_scope"),
        satisfied_by=tuple(tuple(one.text for one in way.sequence) for way in ways),
        place=Place(file, node.line, node.column),
    )


def _words(root: Node, key: str) -> dict[str, str]:
    """The words of a mapping, none where it is not there."""
    return {id_: node.text for id_, node in root.mapping[key].mapping.items()} if key in root.mapping else {}


def _names_twice(documents: Iterable[Document]) -> Iterator[Problem]:
    """Names and aliases by which two documents could be meant."""
    named: dict[str, str] = {}
    for one in documents:
        for name in sorted(names(one)):
            if name in named:
                yield Problem(
                    one.place, f"{one.id} goes by a name of {named[name]} ({name})", "another alias"
                )
            named[name] = one.id
