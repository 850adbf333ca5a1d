"""Documents into clauses: parents known, conditions known, every edition told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from iotclass.core.clause import Clause, Document, Number, Sources
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.spelling import names
from iotclass.read.document import EMPTY, Node
from iotclass.read.file import cited, files_sha256, text, texts, yaml_files
from iotclass.read.word import nearest, unknown


def read_documents(folder: Path, facts: Mapping[str, str]) -> Sources:
    """The documents that `folder` holds, their conditions put in terms of `facts`.

    Raises InvalidError with every problem of every file.
    """
    problems: list[Problem] = []
    found: dict[str, Document] = {}
    files = sorted(folder.glob("*.yaml"))
    for path, root in yaml_files(files, "source", problems):
        document = _document(root, cited(path), problems)
        problems += _fact_problems(document, root, facts)
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
    where = root.mapping.get("applies_if", EMPTY)
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
        facts=_facts(root),
        applies_to=_applies_to(root),
        not_to=texts(root, "not_to"),
        applies_if=tuple(_words(where, "facts").items()),
        applies_where=text(where, "words"),
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


def _facts(root: Node) -> dict[str, tuple[str, str]]:
    """The facts in terms of which conditions and features are put."""
    entries = root.mapping["facts"].mapping if "facts" in root.mapping else {}
    return {id_: (text(node, "fact"), text(node, "is")) for id_, node in entries.items()}


def _applies_to(root: Node) -> tuple[str, ...]:
    """The categories of products that a document is for; `any` stands alone."""
    node = root.mapping.get("applies_to")
    if node is None or isinstance(node.value, list):
        return texts(root, "applies_to")
    return (node.text,)


def _fact_problems(document: Document, root: Node, facts: Mapping[str, str]) -> Iterator[Problem]:
    """Conditions without a fact where others have one, facts of nothing, and facts that there are not."""
    conditions = {**document.conditions, **document.features}
    for id_, (fact, _) in document.facts.items():
        place = Place(document.place.file, *root.mapping["facts"].keys[id_])
        if id_ not in conditions:
            near = nearest(id_, conditions)
            yield Problem(place, f"no condition or feature {id_!r}", "one of the document", near)
        if fact not in facts:
            yield Problem(place, f"no fact {fact!r}", "a fact of facts.yaml", nearest(fact, facts))
    for fact, _ in document.applies_if:
        if fact not in facts:
            place = Place(document.place.file, *root.keys["applies_if"])
            yield Problem(place, f"no fact {fact!r}", "a fact of facts.yaml", nearest(fact, facts))
    for id_ in conditions:
        if document.facts and id_ not in document.facts:
            yield Problem(document.place, f"{document.id}: no fact for the condition or feature {id_!r}")


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
