"""The framework as JSON, schemas `iotclass/framework/1`, `framework-tree/1` and `framework-glossary/1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from iotclass.core.functionality import Framework, Functionality, Term

Record = dict[str, Any]


def framework_record(framework: Framework, ids: Iterable[str], scores: Mapping[str, float]) -> Record:
    """Functionalities, each whole; with its score where a search found it."""
    found = []
    for id_ in ids:
        record = _functionality(framework, framework.functionalities[id_])
        found.append(record | ({"score": scores[id_]} if id_ in scores else {}))
    return {"schema": "iotclass/framework/1", "version": framework.version, "functionalities": found}


def _functionality(framework: Framework, one: Functionality) -> Record:
    return {
        "id": one.id,
        "title": one.title,
        "question": one.question,
        "statement": one.statement,
        "why": one.why,
        "check": one.check,
        "concern": framework.topics[one.topic].concern,
        "area": one.area,
        "topic": one.topic,
        "lives": list(one.lives),
        "actors": list(one.actors),
        "phase": one.phase,
        "protects": list(one.protects),
        "counters": list(one.counters),
        "acts": list(one.acts),
        "costs": {name: {"amount": cost.amount, "why": cost.why} for name, cost in one.costs.items()},
        "after": list(one.after),
        "stronger_than": list(one.stronger_than),
        "sources": [
            {
                "document": source.document,
                "clause": source.clause,
                "relation": source.relation.value,
                "by": source.by,
                "on": source.on,
                "reviewed": source.reviewed,
            }
            for source in one.sources
        ],
    }


def tree_record(framework: Framework, area: str | None) -> Record:
    """Concerns, areas, topics and the ids in them."""
    return {
        "schema": "iotclass/framework-tree/1",
        "version": framework.version,
        "concerns": [
            {"id": one.id, "title": one.title, "colour": one.colour} for one in framework.concerns.values()
        ],
        "areas": [
            {
                "id": one.id,
                "title": one.title,
                "concern": one.concern,
                "topics": [
                    {
                        "id": topic.id,
                        "title": topic.title,
                        "concern": topic.concern,
                        "question": topic.question,
                        "functionalities": [entry.id for entry in framework.inside(topic.id)],
                    }
                    for topic in framework.topics.values()
                    if topic.area == one.id
                ],
            }
            for one in framework.areas.values()
            if area in {None, one.id}
        ],
    }


def glossary_record(terms: Iterable[Term]) -> Record:
    """Terms with their definitions and the documents' words."""
    return {
        "schema": "iotclass/framework-glossary/1",
        "terms": [
            {
                "term": term.term,
                "definition": term.definition,
                "words": [{"word": word, "documents": list(ids)} for word, ids in term.words],
            }
            for term in terms
        ],
    }
