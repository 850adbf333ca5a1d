"""Statements as reports: every clause in order, marked where a document is not for the product."""

from __future__ import annotations

import re

import pytest

from iotclass.app.model import open_model
from iotclass.core.clause import Document
from iotclass.core.dossier import dossier
from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import Report, Run, Section, Table, blocks, tables
from iotclass.read.content import shipped
from iotclass.read.proforma import categories, read_proformas
from iotclass.report.evidence import evidence_report
from iotclass.write.report_csv import report_csv
from tests.write.reported import HOSTILE

SOURCES = shipped().sources
PROFORMAS = read_proformas(SOURCES)
NOT_FOR_IT = "Does not apply; for orientation only"


def reported(name: str, *documents: str, language: Language = ENGLISH) -> Report:
    """What an example says to documents, in its first scenario."""
    opened = open_model(name)
    scenario = opened.system.scenarios[0]
    found = [
        dossier(opened.system, scenario, SOURCES.documents[id_], PROFORMAS, categories(), opened.content)
        for id_ in documents
    ]
    return evidence_report(found, opened.assess((scenario.id,)), language)


def texts(report: Report) -> list[str]:
    """Everything that stands in the tables, and every title."""
    found = [report.title, report.subtitle, report.notice, *(one.text for _, one in report.facts.rows)]
    for _, block in blocks(report):
        if isinstance(block, Section | Table):
            found.append(block.title)
    for table in tables(report):
        found += [table.note, *table.columns, *(cell.text for row in table.rows for cell in row)]
    return found


@pytest.mark.parametrize("document", SOURCES.documents.values(), ids=lambda one: one.id)
def test_the_statement_has_a_row_for_every_clause_in_the_order_of_the_document(document: Document) -> None:
    report = reported("smart-metering", document.id)

    (main,) = (one for one in tables(report) if one.id == report.main)
    assert [row[0].text for row in main.rows] == [document.printed(id_) for id_ in document.clauses]
    ids = [one.id for _, one in blocks(report) if isinstance(one, Section | Table)]
    assert len(ids) == len(set(ids))
    assert max(len(one.id) for one in tables(report)) <= 31
    assert all(len(row) == len(table.columns) for table in tables(report) for row in table.rows)


def test_what_is_to_be_seen_to_stands_before_the_statement() -> None:
    report = reported("door-lock", "etsi-en-303-645-v3-1-3")

    ids = [one.id for one in report.sections]
    assert ids == ["short", "open", "all", "controls", "forms", "missing"]


def test_a_document_that_is_not_for_the_product_says_so_on_every_page() -> None:
    report = reported("pacemaker", "cra")

    assert NOT_FOR_IT in report.title
    assert NOT_FOR_IT in report.subtitle
    assert NOT_FOR_IT in report.notice
    found = list(tables(report))
    assert len(found) >= 3
    assert [one.id for one in found if NOT_FOR_IT not in one.note] == []
    assert not any(NOT_FOR_IT in text for text in texts(reported("door-lock", "cra")))


@pytest.mark.parametrize("document", ["cra", "iso-iec-27001-2013"])
def test_a_table_by_itself_says_that_its_document_is_not_for_the_product(document: str) -> None:
    for name in ("pacemaker", "door-lock"):
        report = reported(name, document)
        marked = name == "pacemaker" and document == "cra"
        assert report_csv(report).splitlines()[0].count(NOT_FOR_IT) == int(marked)


@pytest.mark.parametrize("document", SOURCES.documents)
def test_no_statement_gives_the_verdict_of_a_test(document: str) -> None:
    report = reported("door-lock", document)

    answers = {
        row[table.columns.index("Support")].text
        for table in tables(report)
        if {"Support", "About"} <= set(table.columns)
        for row in table.rows
    }
    assert answers <= {"", "yes", "no", "n.a.", "open", "no, but begun"}
    said = re.sub(r"\w+(-\w+)+", "", " ".join(texts(report)).casefold())
    assert len(said) > 500
    assert re.findall(r"\b(pass|fail|inconclusive)\b", said) == []


def test_several_documents_are_chapters_of_one_report() -> None:
    report = reported("door-lock", "cra", "gdpr")

    assert [one.id for one in report.sections] == ["1-document", "2-document"]
    assert report.main == "1-statement"
    assert {one.id[:2] for one in tables(report)} == {"1-", "2-"}


def test_a_statement_of_applicability_has_columns_of_its_own() -> None:
    report = reported("door-lock", "iso-iec-27001-2013")

    (main,) = (one for one in tables(report) if one.id == report.main)
    assert main.columns == ("Control", "About", "Applicable", "Implemented", "By what, or why not")
    assert {row[2].text for row in main.rows} <= {"yes", "no", ""}


def test_every_word_goes_through_the_language() -> None:
    """In a language that turns every template into capitals, only what a model or a document says stays."""

    class Loud(dict[str, tuple[str, ...]]):
        def get(self, key: str, default: object = None) -> tuple[str, str]:
            del default
            loud = "".join(
                part if part.startswith("{") else part.upper() for part in re.split(r"({\w+})", key)
            )
            return loud, loud

    report = reported("door-lock", "cra", language=Language("xx", "Loud", Loud()))

    columns = [column for table in tables(report) for column in table.columns]
    assert len(columns) > 10
    assert [one for one in columns if one != one.upper()] == []
    assert [one.title for one in report.sections if one.title != one.title.upper()] == []


def test_what_a_model_says_stays_as_it_is_and_nothing_of_it_is_lost() -> None:
    from iotclass.core.justification import justification
    from tests.core.asked import answered, clause, component, document

    for text in HOSTILE:
        found = answered(document(clause("c", (("a",),))), (component("x", {"a": "yes"}, why=text),))
        (line,) = justification(found.rows["c"], found)
        assert text in line
        assert text in ENGLISH.of(line)


def test_the_evidence_that_the_rows_name_is_listed_with_its_details() -> None:
    known = open_model("smart-plug").system.evidence
    report = reported("smart-plug", "gdpr")

    found = {one.id: one for one in tables(report)}
    named = {line.split(": ")[0] for row in found["carried"].rows for line in row[5].text.split("\n")} - {"–"}
    assert [[cell.text for cell in row] for row in found["evidence"].rows] == [
        [one.id, one.title, one.kind, one.version or "–", one.on or "–", one.location or "–", "–"]
        for one in known.values()
        if one.id in named
    ]
    assert 5 < len(named) < len(known)
    assert {row[0].text: row[5].text for row in found["evidence"].rows}["lab"] == "Approval file, tab 4"


def test_the_same_model_gives_the_same_report() -> None:
    first, second = (reported("ip-camera", "etsi-en-303-645-v3-1-3") for _ in range(2))

    assert first == second
    assert isinstance(first.facts.rows[0][1], Run)
