"""The common spellings of documents and clauses: which stored one a person means."""

from __future__ import annotations

import re

from iotclass.core.clause import Document, Sources

_PARTS = re.compile(r"[a-z]+|[0-9]+")
_SAYS_NOTHING = frozenset(
    {"annex", "art", "article", "clause", "control", "no", "para", "part", "point", "provision", "section"}
)
"""Words that people put before a number, and that no clause differs in."""


def document_spelling(word: str) -> str:
    """A document's name without what spellings differ in: `EN 303 645` and `en-303645` are the same."""
    return "".join(char for char in word.casefold() if char.isalnum())


def clause_spelling(word: str) -> tuple[str, ...]:
    """A clause's parts: `I.2.d` and `Part I (2)(d)` are the same, and so are `GP-TM-1` and `GP-TM-01`."""
    parts = _PARTS.findall(word.casefold())
    return tuple(part.lstrip("0") or "0" for part in parts if part not in _SAYS_NOTHING)


def names(document: Document) -> frozenset[str]:
    """Every spelling by which `document` alone is meant."""
    return frozenset(map(document_spelling, (document.id, document.name, *document.aliases)))


def find_document(sources: Sources, word: str) -> Document | None:
    """The document that `word` means, if any: by id, name or alias."""
    wanted = document_spelling(word)
    return next((one for one in sources.documents.values() if wanted in names(one)), None)


def find_clause(document: Document, word: str) -> str | None:
    """The stored id of the clause that `word` means, if any.

    Where no clause is spelt so, the only one whose spelling ends `word`, or that `word` ends, is meant:
    `Annex I, Part I (2)(d)` is `I.2.d`, and `(2)(d)` is too where one part alone has it.
    """
    if word in document.clauses:
        return word
    wanted = clause_spelling(word)
    spelt = {id_: clause_spelling(id_) for id_ in document.clauses}
    equal = [id_ for id_, parts in spelt.items() if parts == wanted]
    if equal or not wanted:
        return equal[0] if len(equal) == 1 else None
    ends = [
        id_
        for id_, parts in spelt.items()
        if len(parts) > 1
        and len(wanted) > 1
        and (wanted[-len(parts) :] == parts or parts[-len(wanted) :] == wanted)
    ]
    return ends[0] if len(ends) == 1 else None
