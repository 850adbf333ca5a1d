"""Reports as PDF: accessible, inert, the same every time, whatever the text."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import (
    Branch,
    Facts,
    Picture,
    Report,
    Run,
    Section,
    Table,
    Tree,
    paragraph,
    run,
)
from iotclass.write.plain import plain
from iotclass.write.report_pdf import report_pdf
from tests.write.reported import HOSTILE, report
from tests.write.typeset import (
    UNASSIGNED,
    found_links,
    page_texts,
    printed,
    prove_inside,
    typeset,
    unspaced,
)


def test_metadata_are_those_of_the_report() -> None:
    found = replace(report(), keywords=("iot", "security"))

    assert typeset(found).get_metadata_dict() | {"Creator": ""} == {
        "Title": "System of controller",
        "Author": "controller",
        "Subject": "Security classes",
        "Keywords": "iot, security",
        "Creator": "",
        "Producer": "",
        "CreationDate": "D:20261123000000Z",
        "ModDate": "D:20261123000000Z",
    }
    undated = typeset(replace(report(), date="")).get_metadata_dict()
    assert (undated["CreationDate"], undated["ModDate"]) == ("", "")


def test_it_is_a_tagged_pdf_for_everyone() -> None:
    written = report_pdf(report(), ENGLISH)

    assert pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(written).raw)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written
    assert b"/Lang(en)" in written.replace(b"/Lang (", b"/Lang(")


def test_pictures_have_their_words() -> None:
    document = typeset(report())

    found: list[str] = []

    def walk(element: object) -> None:
        size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(buffer.raw.decode("utf-16-le").rstrip("\0"))
        for place in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
    assert "A blue box with the letter A beside a red one." in found


def test_the_same_report_is_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from iotclass.core.language import ENGLISH;"
        "from iotclass.write.report_pdf import report_pdf; from tests.write.reported import report;"
        "print(hashlib.sha256(report_pdf(report(), ENGLISH)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {hashlib.sha256(report_pdf(report(), ENGLISH)).hexdigest()}

    for seed in ("0", "1"):
        path = os.pathsep.join([str(root / "src"), str(root), *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": f"UTC+{seed}"}
        out = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
        )
        digests.add(out.stdout.strip())

    assert len(digests) == 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_do_nothing_and_stay_on_the_page(text: str) -> None:
    expected = report(text, text)
    written = report_pdf(expected, ENGLISH)
    document = pypdfium2.PdfDocument(written)

    pages = page_texts(document)
    shown = unspaced("".join(pages))
    links = [to for page, to in found_links(document) if "Contents" not in pages[page]]

    for word in plain(text).split():
        if len(word) < 1000 and not _right_to_left(word):
            assert unspaced(word) in shown or f"[U+{ord(word[0]):04X}]" in shown
    assert shown.count("x") >= text.count("x")
    assert len(links) == 1
    assert all(isinstance(to, int) for to in links)
    assert pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) == 0
    assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|EmbeddedFile)\b", written)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written
    prove_inside(document)


def _right_to_left(word: str) -> bool:
    return any("\u0590" <= char <= "\u08ff" for char in word)


def test_what_no_font_has_is_named_by_its_code_and_said() -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9"><text y="9">{UNASSIGNED}</text></svg>'
    picture = Section("p", "Picture", (Picture("p2", "One", svg, "words"),))
    found = report(f"a{UNASSIGNED}b")

    written = report_pdf(replace(found, sections=(*found.sections, picture)), ENGLISH)

    text = "".join(page_texts(pypdfium2.PdfDocument(written)))
    assert "Assessed by a[U+0378]b" in text
    assert "No font here has one of the characters; its code stands for it." in text
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written


@pytest.mark.parametrize(
    "text", ["שלום", "العربية", "🫀🔐", "हिन्दी", "ไทย", "Ελληνικά", "Кириллица", "→≥✓½–“”"]
)
def test_most_scripts_need_no_fonts_of_the_machine(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    fonts = typst.Fonts

    def packaged(*, include_system_fonts: bool = True, font_paths: list[str]) -> typst.Fonts:
        assert not include_system_fonts
        return fonts(include_system_fonts=False, font_paths=list(font_paths))

    monkeypatch.setattr(typst, "Fonts", packaged)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in report_pdf(report(text, text), ENGLISH)


def test_a_short_report_has_no_title_page_and_no_contents() -> None:
    pages = page_texts(typeset(replace(report(), short=True)))

    assert len(pages) == 2
    assert "Contents" not in "".join(pages)
    assert "In short" in pages[0]
    assert "Assessed by" in "".join(pages)
    text = unspaced("".join(pages))
    assert [one for one in printed(report()) if unspaced(one) not in text] == []


def test_a_tree_of_any_depth_is_written_whole() -> None:
    branch = Branch((run("the last"),))
    for depth in range(1000, 0, -1):
        branch = Branch((run(f"reason-{depth}."),), (branch,))
    found = replace(
        report(), sections=(Section("s", "Reasons", (Tree("t", "Why", (branch, Branch((run("beside"),)))),)),)
    )

    text = "".join(page_texts(typeset(found)))

    assert re.findall(r"reason-(\d+)\.", text) == [str(depth) for depth in range(1, 1001)]
    assert re.search(r"999 › reason-1000\.\s+1000 › the last\s+beside", text)


def test_words_are_those_of_the_language() -> None:
    messages = {
        "Contents": ("Inhalt",),
        "Page {page} of {pages}": ("Seite {page} von {pages}",),
        "Table": ("Tabelle",),
        "Figure": ("Abbildung",),
    }
    german = Language("de", "Deutsch", messages)

    written = report_pdf(replace(report(), language="de"), german)

    pages = page_texts(pypdfium2.PdfDocument(written))
    assert "Inhalt" in pages[1]
    assert "Seite 3 von 3" in pages[2]
    assert "Tabelle 1 Classes of the components" in pages[2]
    assert "Abbildung 1 Two boxes" in pages[2]
    assert b"/Lang(de)" in written.replace(b"/Lang (", b"/Lang(")


def test_an_empty_report_is_a_document_too() -> None:
    empty = Report("r", "\0", "", "xyz-nothing", Facts(()), "", (), "")

    assert len(page_texts(typeset(empty))) >= 1
    assert len(page_texts(typeset(replace(empty, short=True)))) == 1


def test_two_blocks_of_one_id_are_both_written() -> None:
    table = Table("same", "One", ("a", "b"), ())
    sections = (Section("same", "First", (table, paragraph(Run("there", link="#same")))),)

    text = "".join(page_texts(typeset(replace(report(), sections=sections))))

    assert "1 First" in text
    assert "Table 1 One" in text
