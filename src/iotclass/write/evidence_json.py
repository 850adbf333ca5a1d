"""Evidence as JSON: `iotclass/evidence/1`, and which documents apply: `iotclass/evidence-documents/1`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from iotclass.core.assess import Assessment
from iotclass.core.clause import Document, Sources
from iotclass.core.dossier import Dossier
from iotclass.core.evidence import Bearing, Evidence, Holding, Row, Support
from iotclass.core.filled import Filled
from iotclass.core.justification import NO_CERTIFICATE, OUT_OF_SCOPE, assumptions, justification
from iotclass.core.scope import Scope
from iotclass.write.assessment_json import assessment_head, exhibit_record

Record = dict[str, Any]


def evidence_record(dossiers: Sequence[Dossier], assessment: Assessment, sources: Sources) -> Record:
    """What a model says of one scenario to each of some documents."""
    scenario = dossiers[0].evidence.scenario
    cited = {id_ for one in dossiers for id_ in one.evidence.cited}
    return {
        **assessment_head(assessment, "iotclass/evidence/1"),
        "sources_sha256": sources.sha256,
        "scenario": {"id": scenario.id, "title": scenario.title},
        "category": assessment.system.product.get("category") or None,
        "boundary": list(dossiers[0].evidence.boundary),
        "assumptions": list(assumptions(dossiers[0].evidence)),
        "statements": [_statement(one) for one in dossiers],
        "evidence": [exhibit_record(one) for one in assessment.system.evidence.values() if one.id in cited],
        "note": NO_CERTIFICATE,
    }


def documents_record(
    found: Iterable[tuple[Document, Scope]], assessment: Assessment, sources: Sources
) -> Record:
    """Every document with whether it applies."""
    return {
        **assessment_head(assessment, "iotclass/evidence-documents/1"),
        "sources_sha256": sources.sha256,
        "category": assessment.system.product.get("category") or None,
        "documents": [{**_document(document), "scope": _scope(one, document)} for document, one in found],
    }


def _document(document: Document) -> Record:
    return {
        "document": document.id,
        "name": document.name,
        "title": document.title,
        "edition": document.edition,
    }


def _scope(one: Scope, document: Document) -> Record:
    return {"applies": one.applies.value, "why": one.why, "for": document.scope}


def _statement(one: Dossier) -> Record:
    evidence, proforma = one.evidence, one.evidence.proforma
    return {
        **_document(one.document),
        "statement": proforma.title,
        "scope": _scope(one.scope, one.document),
        "for_orientation_only": OUT_OF_SCOPE if one.orienting else None,
        "notes": list(proforma.notes),
        "counts": {support.value: evidence.counts[support] for support in Support},
        "to_see_to": [row.clause.id for row in evidence.unanswered],
        "clauses": [_row(row, evidence) for row in evidence.rows.values()],
        "support_period": {"long_enough": one.period[0].value, "why": one.period[1]} if one.period else None,
        "not_produced_here": [
            {"title": missing.title, "where": missing.where} for missing in proforma.missing
        ],
        "forms": {
            "id": one.forms.id,
            "name": one.forms.name,
            "note": one.forms.note,
            "forms": [_form(form) for form in one.filled],
        }
        if one.forms
        else None,
    }


def _row(row: Row, evidence: Evidence) -> Record:
    clause, document = row.clause, evidence.document
    words = {**document.conditions, **document.features}
    return {
        "id": clause.id,
        "reference": document.printed(clause.id),
        "title": clause.title,
        "parent": clause.parent or None,
        "status": clause.status or None,
        "conditions": [{"key": key, "words": words[key]} for key in (*clause.conditions, *clause.features)],
        "standing": row.standing.value,
        "support": row.support.value if row.support else None,
        "with_what_is_begun": row.potential,
        "silent": row.silent,
        "answered_with": row.same_as or None,
        "touched_by": list(row.touched),
        "without_reason": [{"component": who, "functionality": what} for who, what in row.unreasoned],
        "justification": list(justification(row, evidence)),
        "components": [_bearing(one, evidence) for one in row.bearings],
    }


def _bearing(one: Bearing, evidence: Evidence) -> Record:
    return {
        "id": one.component,
        "support": one.support.value,
        "conditions": [
            {
                "key": condition.key,
                "fact": condition.fact,
                "needed": condition.value,
                "stated": condition.stated or None,
                "met": condition.met.value,
            }
            for condition in one.conditions
        ],
        "controls": [_holding(held, evidence) for held in one.holdings],
    }


def _holding(held: Holding, evidence: Evidence) -> Record:
    control, known = held.control, evidence.system.evidence
    by = control.by or evidence.system.assessment.get("by", "") if control else ""
    return {
        "functionality": held.functionality,
        "support": held.support.value,
        "control": control.id if control else None,
        "state": control.state.value if control else None,
        "why": control.why or None if control else None,
        "by": by or None,
        "evidence": [
            {"id": id_, "title": known[id_].title, "kind": known[id_].kind}
            for id_ in (control.evidence if control else ())
            if id_ in known
        ],
        "does_not_apply_by": dict(held.moot),
        "at": str(control.place) if control else None,
    }


def _form(one: Filled) -> Record:
    form = one.form
    return {
        "id": form.id,
        "title": form.title,
        "formerly": form.old or None,
        "repeated": form.repeated,
        "asked_for_by": list(one.asking),
        "gaps": one.gaps,
        "entries": [{"id": entry.id or None, "fields": dict(entry.values)} for entry in one.entries],
    }
