"""Every clause of every document is accounted for; maps read alike from both ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from iotclass.core.accounting import problems
from iotclass.core.clause import Document, Number, Sources, Standing, linked_at
from iotclass.core.coverage import COUNTED, coverage, pairs
from iotclass.core.functionality import Relation
from iotclass.read.content import read_sources

SHIPPED = read_sources()
FRAMEWORK, SOURCES = SHIPPED.content.framework, SHIPPED.sources
DOCUMENTS = list(SOURCES.documents.values())

CLAUSES = {
    "enisa-baseline-2017": 83,
    "etsi-en-303-645-v3-1-3": 78,
    "etsi-en-303-645-v2-1-1": 68,
    "nist-ir-8259a": 22,
    "nist-sp-800-171r2": 110,
    "owasp-iot-top-10-2018": 10,
    "owasp-mobile-top-10-2016": 10,
    "iso-iec-27001-2013": 114,
    "gdpr": 42,
    "cra": 22,
    "uk-psti-2023": 3,
    "uk-cop-2018": 13,
    "iec-62443-4-2-2019": 92,
}
"""How many clauses each document has, headings left out: the documents' own figures."""


@pytest.mark.parametrize(("id_", "count"), CLAUSES.items())
def test_all_clauses_are_there(id_: str, count: int) -> None:
    assert coverage(SOURCES.documents[id_]).total == count


def test_en_303_645_has_its_mandatory_provisions_with_conditions_and_features() -> None:
    document = SOURCES.documents["etsi-en-303-645-v3-1-3"]
    assert Counter(one.status for one in document.clauses.values() if one.status) == {"M": 36, "R": 42}
    brute_force = document.clauses["5.1-5"]
    assert (brute_force.status, brute_force.conditions, brute_force.features) == ("M", ("14",), ("e",))
    older = SOURCES.documents["etsi-en-303-645-v2-1-1"]
    assert Counter(one.status for one in older.clauses.values() if one.status) == {"M": 33, "R": 35}
    assert older.clauses["5.3-2"].conditions or older.clauses["5.1-5"].conditions


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.id)
def test_coverage_adds_up(document: Document) -> None:
    found = coverage(document)
    assert sum(found.counts.values()) == len(document.clauses)
    counted = [clause for clause, standing in found.clauses if standing in COUNTED]
    assert found.total == len(counted)
    for clause, standing in found.clauses:
        assert (standing is Standing.OUT_OF_SCOPE) == bool(clause.out_of_scope)
        assert (standing is Standing.WITH_PARENT) == (linked_at(document, clause.id) != clause.id)
        if standing is Standing.ANSWERED:
            assert clause.satisfied_by
            assert clause.bearer


def test_the_shipped_framework_accounts_for_everything() -> None:
    assert list(problems(FRAMEWORK, SOURCES)) == []


def test_a_number_that_is_not_the_documents_is_never_printed() -> None:
    printed = 0
    for document in DOCUMENTS:
        for clause in document.clauses.values():
            if clause.number is not Number.ATTESTED:
                printed += 1
                assert clause.id not in document.printed(clause.id).replace("“", " ").split()
                assert clause.title in document.printed(clause.id)
    assert printed > 80


SOME = ("cra", "etsi-en-303-645-v3-1-3", "enisa-baseline-2017", "uk-cop-2018", "iec-62443-4-2-2019")
TURNED = {Relation.COVERS: Relation.COVERED, Relation.COVERED: Relation.COVERS}


@pytest.mark.parametrize(("first", "second"), [one for one in product(SOME, SOME) if one[0] <= one[1]])
def test_a_map_is_symmetric(first: str, second: str) -> None:
    one, other = SOURCES.documents[first], SOURCES.documents[second]
    there = {
        (pair.from_, pair.to): (set(pair.through), pair.relation) for pair in pairs(FRAMEWORK, one, other)
    }
    back = {
        (pair.to, pair.from_): (set(pair.through), pair.relation) for pair in pairs(FRAMEWORK, other, one)
    }
    assert there or first == second  # a document may have no two clauses that one functionality answers
    assert there == {
        key: (through, TURNED.get(relation, relation) if relation else None)
        for key, (through, relation) in back.items()
    }


def test_the_map_of_one_clause_is_that_part_of_the_whole() -> None:
    cra, etsi = SOURCES.documents["cra"], SOURCES.documents["etsi-en-303-645-v3-1-3"]
    whole = [pair for pair in pairs(FRAMEWORK, cra, etsi) if pair.from_ == "I.2.d"]
    assert pairs(FRAMEWORK, cra, etsi, "I.2.d") == tuple(whole)
    assert "5.5-4" in {pair.to for pair in whole}


def _with(document: str, clause: str, **changes: Any) -> Sources:
    found = SOURCES.documents[document]
    changed = replace(found.clauses[clause], **changes)
    clauses = {**found.clauses, clause: changed}
    return replace(SOURCES, documents={**SOURCES.documents, document: replace(found, clauses=clauses)})


FLAWS = {
    "a functionality that is not there": (
        {"satisfied_by": (("no-such-thing",),)},
        "cra I.2.a: satisfied_by 'no-such-thing', which does not exist",
    ),
    "one that does not name it": (
        {"satisfied_by": (("no-known-exploitable-vulnerabilities",), ("rate-limiting", "least-privilege"))},
        "cra I.2.a: satisfied_by 'rate-limiting', which does not name the clause",
    ),
    "out of scope and linked": (
        {"out_of_scope": "because"},
        "cra I.2.a is out of scope, and yet functionalities name it",
    ),
    "an equal one left out": (
        {"satisfied_by": ()},
        (
            "cra I.2.a: no-known-exploitable-vulnerabilities equals or covers it, "
            "and is not in satisfied_by alone"
        ),
    ),
}


@pytest.mark.parametrize(("changes", "message"), FLAWS.values(), ids=FLAWS)
def test_what_does_not_account_for_a_clause_is_named(changes: dict[str, Any], message: str) -> None:
    assert message in {one.message for one in problems(FRAMEWORK, _with("cra", "I.2.a", **changes))}


def test_a_clause_that_nobody_names_is_named() -> None:
    bare = {}
    for id_, one in FRAMEWORK.functionalities.items():
        others = tuple(source for source in one.sources if source.document != "uk-psti-2023")
        bare[id_] = replace(one, sources=others)
    found = [one.message for one in problems(replace(FRAMEWORK, functionalities=bare), SOURCES)]
    assert {f"no functionality names uk-psti-2023 Sch1({number})" for number in (1, 2, 3)} <= set(found)
