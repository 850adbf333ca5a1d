"""Documents and clauses are found by the spellings that people use."""

from __future__ import annotations

import pytest

from iotclass.core.clause import Document
from iotclass.core.spelling import find_clause, find_document
from iotclass.read.content import shipped

SOURCES = shipped().sources

SPELT = [
    ("EN-303-645", "etsi-en-303-645-v3-1-3"),
    ("en 303 645", "etsi-en-303-645-v3-1-3"),
    ("ETSI EN 303 645", "etsi-en-303-645-v3-1-3"),
    ("EN 303 645 V2.1.1", "etsi-en-303-645-v2-1-1"),
    ("cra", "cra"),
    ("Cyber Resilience Act", "cra"),
    ("ISO 27001", "iso-iec-27001-2013"),
    ("iso/iec 27001", "iso-iec-27001-2013"),
    ("NIST SP 800-213A", "nist-sp-800-213a"),
    ("8259a", "nist-ir-8259a"),
    ("62443-4-2", "iec-62443-4-2-2019"),
    ("PSTI", "uk-psti-2023"),
]


@pytest.mark.parametrize(("word", "id_"), SPELT)
def test_documents(word: str, id_: str) -> None:
    found = find_document(SOURCES, word)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("word", ["", "EN", "303", "ISO", "cra2", "the"])
def test_what_names_no_document(word: str) -> None:
    assert find_document(SOURCES, word) is None


CLAUSES = [
    ("cra", "I.2.d", "I.2.d"),
    ("cra", "I(2)(d)", "I.2.d"),
    ("cra", "Annex I, Part I (2)(d)", "I.2.d"),
    ("cra", "(2)(d)", "I.2.d"),
    ("cra", "part II point 5", "II.5"),
    ("etsi-en-303-645-v3-1-3", "5.1-2A", "5.1-2A"),
    ("etsi-en-303-645-v3-1-3", "5.1-2a", "5.1-2A"),
    ("etsi-en-303-645-v3-1-3", "provision 5.1 - 1", "5.1-1"),
    ("enisa-baseline-2017", "gp-tm-1", "GP-TM-01"),
    ("enisa-baseline-2017", "GP TM 01", "GP-TM-01"),
    ("gdpr", "Art. 25(1)", "25(1)"),
    ("iso-iec-27001-2013", "9.4.3", "A.9.4.3"),
    ("iec-62443-4-2-2019", "CR1.1", "CR 1.1"),
    ("nist-sp-800-213a", "DI (IMS)", "DI(IMS)"),
]


@pytest.mark.parametrize(("document", "word", "id_"), CLAUSES)
def test_clauses(document: str, word: str, id_: str) -> None:
    assert find_clause(SOURCES.documents[document], word) == id_


@pytest.mark.parametrize("word", ["", "2", "V.2.d", "I.2.z", "annex"])
def test_what_names_no_clause_or_several(word: str) -> None:
    assert find_clause(SOURCES.documents["cra"], word) is None


@pytest.mark.parametrize("document", SOURCES.documents.values(), ids=lambda one: one.id)
def test_every_clause_is_found_as_it_is_stored_and_in_other_letters(document: Document) -> None:
    for id_ in document.clauses:
        assert find_clause(document, id_) == id_
        assert find_clause(document, id_.swapcase()) in {id_, None}
    found = [find_clause(document, id_.casefold().replace(".", " ")) for id_ in document.clauses]
    assert sum(one is not None for one in found) >= 0.9 * len(found)


@pytest.mark.parametrize("document", SOURCES.documents.values(), ids=lambda one: one.id)
def test_every_document_is_found_by_each_of_its_names(document: Document) -> None:
    for name in (document.id, document.name, *document.aliases):
        assert find_document(SOURCES, name) is document
