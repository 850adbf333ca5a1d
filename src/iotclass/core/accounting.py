"""The proof that the framework accounts for every clause of every document."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.clause import Clause, Document, Link, Number, Sources, links
from iotclass.core.functionality import Framework, Relation
from iotclass.core.place import Problem


def problems(framework: Framework, sources: Sources) -> Iterator[Problem]:
    """What keeps the framework from accounting for every clause of every document.

    Every link leads to a clause, at a number that is the document's; every such clause that asks for
    something is linked to or out of scope with a reason, never both; `satisfied_by` names functionalities
    that are linked to the clause, one alone if and only if it is equal to the clause or covers it.
    """
    linked = links(framework)
    for (document_id, id_), found in linked.items():
        yield from _link_problems(sources, document_id, id_, found)
    for term in framework.vocabulary:
        for word, documents in term.words:
            for unknown in set(documents) - set(sources.documents):
                message = f"{term.term}: the word {word!r} is said to be of {unknown!r}, which is not there"
                yield Problem(term.place, message)
    for document in sources.documents.values():
        for clause in document.clauses.values():
            yield from _clause_problems(document, clause, linked.get((document.id, clause.id), []), framework)


def _link_problems(sources: Sources, document_id: str, id_: str, found: list[Link]) -> Iterator[Problem]:
    document = sources.documents.get(document_id)
    seen: set[str] = set()
    for one, _ in found:
        if document is None:
            yield Problem(one.place, f"{one.id} names the document {document_id!r}, which is not there")
        elif id_ not in document.clauses:
            yield Problem(one.place, f"{one.id} names {document_id} {id_!r}, which it does not have")
        elif document.clauses[id_].number is not Number.ATTESTED:
            message = f"{one.id} names {document_id} {id_!r}, whose number is not the document's"
            yield Problem(one.place, message, "the clause that it stands under")
        if one.id in seen:
            yield Problem(one.place, f"{one.id} names {document_id} {id_!r} twice", "each clause once")
        seen.add(one.id)


def _clause_problems(
    document: Document, clause: Clause, found: list[Link], framework: Framework
) -> Iterator[Problem]:
    where = f"{document.id} {clause.id}"
    if clause.number is not Number.ATTESTED:
        if clause.satisfied_by:
            message = f"{where}: satisfied_by, though its number is not the document's"
            yield Problem(clause.place, message, "satisfied_by at the clause that it stands under")
        if not clause.parent:
            yield Problem(clause.place, f"{where} stands under nothing that could be cited", "a parent")
        return
    if clause.out_of_scope and (found or clause.satisfied_by):
        yield Problem(clause.place, f"{where} is out of scope, and yet functionalities name it")
    if not (clause.out_of_scope or clause.heading or found):
        expected = "a link, or out_of_scope with a reason"
        yield Problem(clause.place, f"no functionality names {where}", expected)
    yield from _answer_problems(where, clause, found, framework)


def _answer_problems(
    where: str, clause: Clause, found: list[Link], framework: Framework
) -> Iterator[Problem]:
    """What is wrong with the ways to answer a clause."""
    ids = {one.id for one, _ in found}
    alone = {one.id for one, source in found if source.relation in {Relation.EQUAL, Relation.COVERS}}
    for way in clause.satisfied_by:
        for id_ in way:
            if id_ not in framework.functionalities:
                yield Problem(clause.place, f"{where}: satisfied_by {id_!r}, which does not exist")
            elif id_ not in ids:
                yield Problem(clause.place, f"{where}: satisfied_by {id_!r}, which does not name the clause")
        if len(way) == 1 and way[0] in ids - alone:
            message = f"{where}: satisfied by {way[0]} alone, which neither equals nor covers it"
            yield Problem(clause.place, message)
    for id_ in sorted(alone - {way[0] for way in clause.satisfied_by if len(way) == 1}):
        message = f"{where}: {id_} equals or covers it, and is not in satisfied_by alone"
        yield Problem(clause.place, message)
