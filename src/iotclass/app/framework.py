"""The framework: walked, searched, listed, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from iotclass.core.functionality import Framework
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.search import search as found_by
from iotclass.core.search import selected
from iotclass.read.content import read_sources, shipped
from iotclass.read.proforma import read_proformas
from iotclass.read.word import nearest
from iotclass.write.json import json_text


def one_of(option: str, word: str, valid: Iterable[str]) -> None:
    """Raises InvalidError where `word`, said by `option`, is none of `valid`."""
    known = list(valid)
    if word not in known:
        listed = f"one of {', '.join(known)}" if len(known) <= 40 else "an id that `framework list` prints"
        message = f"there is no {word!r}"
        raise InvalidError([Problem(Place(option), message, listed, nearest(word, known))])


def tree(area: str | None, form: str) -> str:
    """Concerns, areas and topics; with an area, its functionalities. Raises InvalidError."""
    framework = shipped().content.framework
    if area is not None:
        one_of("AREA", area, framework.areas)
    if form == "json":
        from iotclass.write.framework_json import tree_record

        return json_text(tree_record(framework, area))
    from iotclass.write.framework_text import tree_text

    return tree_text(framework, area)


def show(id_: str, form: str) -> str:
    """One functionality. Raises InvalidError."""
    found = shipped()
    framework = found.content.framework
    one_of("ID", id_, framework.functionalities)
    one = framework.functionalities[id_]
    if form == "json":
        return _listed_record(framework, [one.id], {})
    from iotclass.write.framework_text import functionality_text

    return functionality_text(one, framework, found.sources)


def search(words: str, form: str) -> str:
    """The functionalities that `words` speak of, best first."""
    framework = shipped().content.framework
    found = found_by(framework, words)
    if form == "json":
        return _listed_record(
            framework,
            [one.functionality.id for one in found],
            {one.functionality.id: one.score for one in found},
        )
    from iotclass.write.framework_text import found_text

    return found_text(words, found, framework)


def list_functionalities(wanted: Mapping[str, str | None], source: str | None, form: str) -> str:
    """The functionalities of which each field of `wanted` holds the value. Raises InvalidError."""
    from iotclass.app.coverage import named_document

    framework = shipped().content.framework
    for name, word in wanted.items():
        if word is not None:
            one_of(_OPTIONS[name], word, _values(framework, name))
    document = named_document("--source", source).id if source is not None else None
    found = list(selected(framework, **wanted, document=document))
    if form == "json":
        return _listed_record(framework, [one.id for one in found], {})
    from iotclass.write.framework_text import listed_text

    return listed_text(found, framework)


_OPTIONS = {"area": "--area", "topic": "--topic", "lives": "--for", "actors": "--actor", "phase": "--phase"}


def _values(framework: Framework, name: str) -> list[str]:
    """Every value that a field has somewhere, in the framework's order."""
    found: dict[str, None] = {}
    for one in framework.functionalities.values():
        value = getattr(one, name)
        found.update(dict.fromkeys(value if isinstance(value, tuple) else (value,)))
    return list(found)


def _listed_record(framework: Framework, ids: list[str], scores: Mapping[str, float]) -> str:
    from iotclass.write.framework_json import framework_record

    return json_text(framework_record(framework, ids, scores))


def glossary(words: str, form: str) -> str:
    """The vocabulary, whole or the terms that have `words` in them."""
    found = shipped()
    terms = [
        term
        for term in found.content.framework.vocabulary
        if words.casefold() in " ".join((term.term, *(word for word, _ in term.words))).casefold()
    ]
    if form == "json":
        from iotclass.write.framework_json import glossary_record

        return json_text(glossary_record(terms))
    from iotclass.write.framework_text import glossary_text

    return glossary_text(words, terms, found.sources)


def check_framework(form: str) -> str:
    """That framework, documents and pro formas are proved, from their sources. Raises InvalidError."""
    found = read_sources()
    read_proformas(found.sources)
    if form == "json":
        from iotclass.write.check_json import check_record

        return json_text(check_record("framework", (), ()))
    framework, documents = found.content.framework, found.sources.documents.values()
    clauses = sum(len(one.clauses) for one in documents)
    return (
        f"{len(framework.functionalities)} functionalities in {len(framework.topics)} topics and "
        f"{len(framework.areas)} areas; {clauses} clauses of {len(documents)} documents: every link leads to "
        "a clause, every clause is accounted for, no ladder leads round in a cycle\n"
        "Next: iotclass framework coverage\n"
    )
