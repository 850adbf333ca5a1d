"""Coverage and maps as JSON: `iotclass/framework-coverage/1`, `framework-document/1`, `framework-map/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iotclass.core.clause import Document, Number, Sources, Standing, links
from iotclass.core.coverage import Coverage, Pair
from iotclass.core.functionality import Framework
from iotclass.write.coverage_text import NO_GUARANTEE

Record = dict[str, Any]


def coverage_record(every: Sequence[Coverage], framework: Framework, sources: Sources) -> Record:
    """All documents with their counts."""
    return {
        "schema": "iotclass/framework-coverage/1",
        **_versions(framework, sources),
        "documents": [_head(one) for one in every],
        "note": NO_GUARANTEE,
    }


def document_record(one: Coverage, framework: Framework, sources: Sources) -> Record:
    """One document, clause by clause. A number that is not the document's is null."""
    linked = links(framework)
    return {
        "schema": "iotclass/framework-document/1",
        **_versions(framework, sources),
        **_head(one),
        "clauses": [
            {
                "clause": clause.id if clause.number is Number.ATTESTED else None,
                "title": clause.title,
                "parent": clause.parent or None,
                "status": one.document.statuses[clause.status] if clause.status else None,
                "conditions": [one.document.conditions[key] for key in clause.conditions],
                "features": [one.document.features[key] for key in clause.features],
                "bearer": list(clause.bearer),
                "standing": standing.value,
                "out_of_scope": clause.out_of_scope or None,
                "satisfied_by": [list(way) for way in clause.satisfied_by],
                "functionalities": [
                    {"id": found.id, "relation": source.relation.value}
                    for found, source in linked.get((one.document.id, clause.id), [])
                ],
            }
            for clause, standing in one.clauses
        ],
        "note": NO_GUARANTEE,
    }


def _versions(framework: Framework, sources: Sources) -> Record:
    return {"framework": framework.reference, "sources_sha256": sources.sha256}


def _head(one: Coverage) -> Record:
    document = one.document
    return {
        "document": document.id,
        "name": document.name,
        "title": document.title,
        "edition": document.edition,
        "scope": document.scope,
        "total": one.total,
        "counts": {standing.value: one.counts[standing] for standing in Standing},
    }


def map_record(first: Document, second: Document, found: Sequence[Pair], framework: Framework) -> Record:
    """The pairs of clauses that functionalities connect."""
    return {
        "schema": "iotclass/framework-map/1",
        "framework": framework.reference,
        "from": first.id,
        "to": second.id,
        "pairs": [
            {
                "from": pair.from_,
                "to": pair.to,
                "relation": pair.relation.value if pair.relation else "related",
                "through": list(pair.through),
            }
            for pair in found
        ],
    }
