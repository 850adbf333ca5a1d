"""What the framework says of the documents: coverage, and maps from one to another."""

from __future__ import annotations

import re

from iotclass.core.clause import Document, linked_at
from iotclass.core.coverage import coverage, pairs
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.spelling import find_clause, find_document
from iotclass.read.content import shipped
from iotclass.read.word import nearest
from iotclass.write.json import json_text


def named_document(option: str, word: str) -> Document:
    """The document that a person calls `word`. Raises InvalidError."""
    found = find_document(shipped().sources, word)
    if found is None:
        documents = shipped().sources.documents.values()
        names = [name for one in documents for name in (one.id, one.name, *one.aliases)]
        listed = f"one of {', '.join(one.name for one in documents)}"
        problem = Problem(Place(option), f"no document {word!r}", listed, nearest(word, names))
        raise InvalidError([problem])
    return found


def named_clause(option: str, words: str) -> tuple[Document, str | None]:
    """The document, and the clause if any, that a person calls `words`. Raises InvalidError.

    The document is the longest beginning of `words` that is the name of one: `CRA I(2)(d)`, `cra:I.2.d`.
    """
    ends = [len(words), *(found.start() for found in reversed(list(re.finditer(r"[\s:,(]+", words))))]
    for end in ends:
        document = find_document(shipped().sources, words[:end])
        if document is not None:
            rest = words[end:].strip(" :,\t")
            return document, _clause(option, document, rest) if rest else None
    return named_document(option, words), None


def _clause(option: str, document: Document, words: str) -> str:
    found = find_clause(document, words)
    if found is None:
        message = f"{document.name} has no clause {words!r}, or several that are written so"
        expected = "a clause that `framework coverage` prints for it"
        raise InvalidError([Problem(Place(option), message, expected, nearest(words, document.clauses))])
    return found


def show_coverage(document: str | None, form: str) -> str:
    """Clauses answered, partly answered and out of scope. Raises InvalidError."""
    found = shipped()
    framework = found.content.framework
    if document is None:
        every = [coverage(one) for one in found.sources.documents.values()]
        if form == "json":
            from iotclass.write.coverage_json import coverage_record

            return json_text(coverage_record(every, framework, found.sources))
        from iotclass.write.coverage_text import coverage_text

        return coverage_text(every, framework)
    one = coverage(named_document("DOCUMENT", document))
    if form == "json":
        from iotclass.write.coverage_json import document_record

        return json_text(document_record(one, framework, found.sources))
    from iotclass.write.coverage_text import document_text

    return document_text(one, framework)


def show_map(first: str, second: str, form: str) -> str:
    """Which clauses of one document touch which of another, and through what. Raises InvalidError."""
    framework = shipped().content.framework
    from_, clause = named_clause("FROM", first)
    to, only = named_clause("TO", second)
    at = linked_at(from_, clause) if clause is not None else None
    below = linked_at(to, only) if only is not None else None
    found = [pair for pair in pairs(framework, from_, to, at) if below is None or pair.to == below]
    if form == "json":
        from iotclass.write.coverage_json import map_record

        return json_text(map_record(from_, to, found, framework))
    from iotclass.write.coverage_text import map_text

    asked = [(from_, clause, at), (to, only, below)]
    return map_text(from_, to, found, asked)
