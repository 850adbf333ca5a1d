"""Documents and their clauses: what the framework unifies, and which functionalities answer what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from iotclass.core.functionality import Framework, Functionality, Relation, Source
from iotclass.core.place import Place


class Number(Enum):
    """Where a clause's number comes from."""

    ATTESTED = "attested"
    OURS = "ours"
    NO = "no"
    """Remembered, not seen."""


class Standing(Enum):
    """How far the framework answers a clause."""

    ANSWERED = "answered"
    """Functionalities together answer it."""
    PARTLY = "partly answered"
    """Functionalities touch it, but none of them, nor all together, answers it."""
    OUT_OF_SCOPE = "out of scope"
    WITH_PARENT = "with its parent"
    """Its number is not the document's, so that what answers it is linked to what it stands under."""
    HEADING = "heading"
    """It asks for nothing beyond what stands under it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a document. `title` says in our words what it is about.

    `satisfied_by` holds the ways to answer it: any of them, each being all of its functionalities.
    `conditions` and `features` are the document's own, by which it decides whether the clause applies.
    """

    id: str
    title: str
    number: Number
    topic_attested: bool
    parent: str
    status: str
    conditions: tuple[str, ...]
    features: tuple[str, ...]
    bearer: tuple[str, ...]
    heading: bool
    out_of_scope: str
    satisfied_by: tuple[tuple[str, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A standard, guideline or law with its clauses by id, in its order.

    `scope` says what products it is for, `applies_to` and `not_to` the same by categories (categories.yaml):
    `any`, or those that it is for, and those that it leaves out whatever else they are; with neither, a
    category cannot tell. `applies_if` are facts, `applies_where` the same in words: it applies where all of
    them hold of a component. `name` is how people cite it; `conditions` and `features` hold what its clauses
    hang on, in words.
    """

    id: str
    name: str
    title: str
    publisher: str
    edition: str
    scope: str
    licence: str
    note: str
    aliases: tuple[str, ...]
    newest: bool
    """Whether this is the edition that the bare name of the document means."""
    statuses: Mapping[str, str]
    conditions: Mapping[str, str]
    features: Mapping[str, str]
    clauses: Mapping[str, Clause]
    place: Place
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Per condition and feature, the fact and the value with which it holds."""
    applies_to: tuple[str, ...] = ()
    not_to: tuple[str, ...] = ()
    applies_if: tuple[tuple[str, str], ...] = ()
    applies_where: str = ""

    def printed(self, id_: str) -> str:
        """How a clause is cited to people: by its number where that is the document's, else in words."""
        clause = self.clauses[id_]
        if clause.number is Number.ATTESTED:
            return id_
        parent = f"{self.printed(clause.parent)}, " if clause.parent else ""
        return f"{parent}“{clause.title}”"


@dataclass(frozen=True, slots=True)
class Sources:
    """All documents by id, with what links them to the functionalities."""

    documents: Mapping[str, Document]
    sha256: str


Link = tuple[Functionality, Source]


def links(framework: Framework) -> dict[tuple[str, str], list[Link]]:
    """Per document and clause, the functionalities that name it, in the order of the framework."""
    found: dict[tuple[str, str], list[Link]] = {}
    for one in framework.functionalities.values():
        for source in one.sources:
            found.setdefault((source.document, source.clause), []).append((one, source))
    return found


def linked_at(document: Document, id_: str) -> str:
    """The clause at which what answers `id_` is linked: itself, or what it stands under.

    A number that is not the document's is never linked to; the nearest attested one above it is.
    """
    clause = document.clauses[id_]
    while clause.number is not Number.ATTESTED and clause.parent:
        clause = document.clauses[clause.parent]
    return clause.id


def standings(document: Document) -> Iterator[tuple[Clause, Standing]]:
    """Every clause with how far the framework answers it."""
    for clause in document.clauses.values():
        yield clause, standing(document, clause)


def standing(document: Document, clause: Clause) -> Standing:
    """How far the framework answers one clause."""
    if clause.out_of_scope:
        return Standing.OUT_OF_SCOPE
    if linked_at(document, clause.id) != clause.id:
        return Standing.WITH_PARENT
    if clause.satisfied_by:
        return Standing.ANSWERED
    return Standing.HEADING if clause.heading else Standing.PARTLY


def composed(first: Relation, second: Relation) -> Relation | None:
    """How two clauses relate through a functionality, where that can be said.

    `first` relates the functionality to the one clause, `second` to the other. None: related, no evidence.
    Equal · equal is equal; what covers something that covers a third covers it.
    """
    if first is Relation.EQUAL:
        return second if second in {Relation.EQUAL, Relation.COVERS, Relation.COVERED} else None
    if first is Relation.COVERED:  # the first clause holds all of the functionality
        return Relation.COVERS if second in {Relation.EQUAL, Relation.COVERS} else None
    if first is Relation.COVERS:  # the functionality holds all of the first clause
        return Relation.COVERED if second in {Relation.EQUAL, Relation.COVERED} else None
    return None
