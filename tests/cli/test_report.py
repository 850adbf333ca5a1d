"""`iotclass report`: every format says the same; hostile words do nothing; wrong use is told."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import openpyxl
import pypdfium2  # type: ignore[import-untyped]  # not marked as typed
import pytest
from docx import Document

from iotclass.app.report import DOCUMENTS, FORMS
from iotclass.read.content import examples
from tests.cli.command import Command
from tests.write.reported import HOSTILE

Row = tuple[str, ...]
WORD = "a document or template of Word 2007 or later (.docx, .dotx)"
FOOT = 66.0
"""How high the foot of a page is, in points."""
WRITTEN = ("html", "pdf", "docx", "xlsx", "md", "csv")


class _Tables(HTMLParser):
    """The rows of every table of a page, by the words of their cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def _html(path: Path) -> list[Row]:
    return [tuple(" ".join(cell.split()) for cell in row) for row in _Tables(path.read_text("utf-8")).rows]


def _docx(path: Path) -> list[Row]:
    return [
        tuple(" ".join(cell.text.split()) for cell in row.cells)
        for table in Document(str(path)).tables
        for row in table.rows
    ]


def _xlsx(path: Path) -> list[Row]:
    book = openpyxl.load_workbook(path)
    return [
        tuple(str(cell) for cell in row)
        for name in book.sheetnames
        for row in book[name].iter_rows(values_only=True)
    ]


def _md(path: Path) -> list[Row]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line.strip("|")) for line in lines]
    plain = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`\\]")
    return [tuple(plain.sub(lambda one: one[1] or "", cell).strip() for cell in row) for row in cells]


def _csv(path: Path) -> list[Row]:
    return [tuple(row) for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")))]


READ: dict[str, Callable[[Path], list[Row]]] = {
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "md": _md,
    "csv": _csv,
}


def wanted(iotclass: Command, model: str) -> list[Row]:
    """Component, class, requirement and verdict as `assess` has them."""
    scenarios = iotclass("assess", model, "--format", "json").json["scenarios"]
    found = []
    for scenario in scenarios:
        for one in scenario["components"]:
            name = one["name"] if one["name"] == one["id"] else f"{one['name']} ({one['id']})"
            ends = one.get("class_range", [one["class"]])
            final = ends[0] if len(ends) == 1 else "–".join(sorted(ends))
            lead = (scenario["id"],) if len(scenarios) > 1 else ()
            found.append((*lead, name, final or "not assessed", one["requires"] or "–", one["verdict"]))
    return found


@pytest.mark.parametrize("model", ["pacemaker", "infusion-pump", "smart-metering"])
def test_every_format_has_the_same_classes(iotclass: Command, model: str) -> None:
    rows = wanted(iotclass, model)
    assert rows
    for form, read in READ.items():
        assert iotclass("report", model, "-o", f"report.{form}").code == 0
        found = read(Path(f"report.{form}"))
        lead = len(rows[0]) - 4
        shown = [
            (*row[: lead + 1], row[lead + 2], row[lead + 3], re.sub("^[✓✗–?] ", "", row[lead + 4]))
            for row in found
            if len(row) == lead + 10
        ]
        assert [row for row in shown if row in set(rows)] == rows, form


@pytest.mark.parametrize("model", ["pacemaker", "infusion-pump"])
def test_the_pdf_has_the_same_classes(iotclass: Command, model: str) -> None:
    assert iotclass("report", model, "-o", "report.pdf").code == 0
    document = pypdfium2.PdfDocument("report.pdf")
    pages = " ".join(page.get_textpage().get_text_bounded() for page in document)
    text = "".join(pages.translate({0x2: "-", 0xFFFE: "-"}).split())
    for row in wanted(iotclass, model):
        name, final, requires, verdict = ("".join(cell.split()) for cell in row[-4:])
        pattern = f"{re.escape(name)}.{{1,80}}?{re.escape(final)}{re.escape(requires)}.?{verdict}"
        assert re.search(pattern, text), row


def test_the_json_is_the_assessment(iotclass: Command) -> None:
    assert iotclass("report", "pacemaker", "--format", "json").json == (
        iotclass("assess", "pacemaker", "--format", "json").json
    )


@pytest.mark.parametrize("name", ["pump.{}.json", "Pump-{}.JSON", "pump_{}.json", "{}.json"])
@pytest.mark.parametrize(
    ("form", "key"), [("oscal-results", "assessment-results"), ("oscal-component", "component-definition")]
)
def test_a_file_called_oscal_is_oscal(iotclass: Command, name: str, form: str, key: str) -> None:
    output = name.format(form if name[4] != "_" else form.replace("-", "_"))
    assert iotclass("report", "pacemaker", "-o", output).code == 0
    found = Path(output).read_text("utf-8")
    assert list(json.loads(found)) == [key]
    assert found == iotclass("report", "pacemaker", "--format", form).out


@pytest.mark.parametrize("name", ["myoscal.json", "oscal-results-old.json"])
def test_a_file_that_is_not_called_oscal_is_the_assessment(iotclass: Command, name: str) -> None:
    assert iotclass("report", "pacemaker", "-o", name).code == 0
    assert json.loads(Path(name).read_text("utf-8"))["schema"] == "iotclass/assessment/1"


def test_the_help_lists_every_suffix(iotclass: Command) -> None:
    for command, forms in (("report", FORMS), ("evidence", DOCUMENTS)):
        told = " ".join(iotclass(command, "--help").out.split())
        said = re.search(r"in which format: (.*?)\. --", told)
        assert said is not None
        assert said[1].split(", ") == [suffix for suffix in forms if suffix != ".htm"]


@pytest.mark.parametrize("form", WRITTEN)
def test_hostile_words_do_nothing(iotclass: Command, form: str) -> None:
    """A model in which every word that one can choose is hostile; what each format does with it in detail
    stands with its writer."""
    lines = ["iotclass: 1", f"system: {quoted(HOSTILE[0])}", "method: fazeldehkordi-2019", "components:"]
    for number, word in enumerate(HOSTILE):
        lines += [
            f"  c{number}:",
            f"    name: {quoted(word)}",
            "    kind: sensor",
            f"    requires: {{class: C, why: {quoted(word)}}}",
            f"    connectivity: {{level: C1..C2, by: {quoted(word)}, why: {quoted(word)}}}",
            f"    protection: {{level: P1, why: {quoted(word)}}}",
            f"    challenges: {{own: {{title: {quoted(word)}, severity: low, why: {quoted(word)}}}}}",
        ]
    Path("hostile.yaml").write_text("\n".join(lines), "utf-8")
    ran = iotclass("report", "hostile.yaml", "-o", f"report.{form}")
    assert (ran.code, ran.err) == (0, f"report.{form} written\n")
    first = Path(f"report.{form}").read_bytes()
    assert iotclass("report", "hostile.yaml", "-o", f"again.{form}").code == 0
    assert Path(f"again.{form}").read_bytes() == first
    if form in {"html", "md"}:
        assert b"<script>alert" not in first


def quoted(word: str) -> str:
    """A word as YAML takes it, without what no YAML can hold."""
    kept = "".join(letter for letter in word if letter.isprintable() or letter in "\u202e\u202c\n\t")
    return (
        '"' + kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(iotclass: Command) -> None:
    Path("report.md").write_text("mine", "utf-8")
    ran = iotclass("report", "pacemaker", "-o", "report.md")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: report.md: is there already; nothing was written (--force replaces it)\n"
    assert Path("report.md").read_text("utf-8") == "mine"
    assert iotclass("report", "pacemaker", "-o", "report.md", "--force").code == 0
    assert Path("report.md").read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-o", "report.doc"), "no suffix that says in which format"),
        (("-o", "report"), "no suffix that says in which format"),
        (("-o", "report.oscal.json"), "(did you mean '.oscal-results.json'?)"),
        ((), "in which format"),
        (("-o", "report.pdf", "--template", "mine.docx"), "only Word documents have one"),
        (("-o", "report.html", "--component", "sensr"), "did you mean 'sensor'"),
        (("-o", "report.html", "--scenario", "seperate"), "did you mean 'separate'"),
        (("-o", "report.html", "--language", "dk"), "no language 'dk'"),
        (("--format", "pdf"), "needs a file"),
        (("-o", "report.html", "--for", "byer"), "buyer"),
        (("-o", "nowhere/report.html"), "no folder nowhere"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(iotclass: Command, args: tuple[str, ...], said: str) -> None:
    ran = iotclass("report", "pacemaker", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-o", "r.json", "--plan"), "json has no part for it"),
        (("-o", "r.sarif", "--language", "de"), "sarif has no part for it"),
        (("-o", "r.csv", "--plan"), "csv has no part for it"),
        (("-o", "r.json", "--for", "buyer"), "json has no part for it"),
        (("-o", "r.html", "--format", "pdf"), "'r.html' is the name of another format than pdf"),
        (
            ("-o", "r.oscal-results.json", "--format", "json"),
            "another format than json; expected oscal-resul",
        ),
    ],
)
def test_what_a_format_cannot_give_is_refused(iotclass: Command, args: tuple[str, ...], said: str) -> None:
    ran = iotclass("report", "pacemaker", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["report", "evidence"])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.docx", "no such file; expected a Word document (.docx, .dotx)"),
        ("folder", "a directory; expected a Word document (.docx, .dotx)"),
        ("torn.docx", f"is no Word file, or a damaged one; expected {WORD}"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(
    iotclass: Command, command: str, name: str, message: str
) -> None:
    Path("folder").mkdir()
    Path("torn.docx").write_bytes(b"PK\x03\x04 and no more")
    asked = ("--scenario", "cloud-relay", "--source", "CRA") if command == "evidence" else ()
    ran = iotclass(command, "ip-camera", *asked, "-o", "out.docx", "--template", name)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {name}: {message}\n")
    assert not Path("out.docx").exists()


def test_nothing_is_written_over_the_model_a_template_a_folder_or_a_device(iotclass: Command) -> None:
    model = examples()["pacemaker"].read_text("utf-8")
    Path("own.yaml").write_text(model, "utf-8")
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for output, said in (("own.yaml", "made from"), ("folder", "is a folder"), ("pipe", "no ordinary file")):
        ran = iotclass("report", "own.yaml", "-o", output, "--format", "md", "--force")
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    assert Path("own.yaml").read_text("utf-8") == model
    Path("pipe").unlink()


def test_a_link_is_followed(iotclass: Command) -> None:
    Path("real.md").write_text("old", "utf-8")
    Path("link.md").symlink_to("real.md")
    assert iotclass("report", "pacemaker", "-o", "link.md", "--force").code == 0
    assert Path("link.md").is_symlink()
    assert Path("real.md").read_text("utf-8").startswith("# Cardiac pacemaker")


def test_text_goes_to_standard_output_where_no_file_is_named(iotclass: Command) -> None:
    ran = iotclass("report", "pacemaker", "--format", "md", "--for", "buyer")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Cardiac pacemaker")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("model", sorted(examples()))
def test_who_buys_gets_two_pages(iotclass: Command, model: str, language: str) -> None:
    """No table leaves the first of them half empty."""
    ran = iotclass("report", model, "--for", "buyer", "--language", language, "-o", "report.pdf")
    assert ran.code == 0
    document = pypdfium2.PdfDocument("report.pdf")
    assert len(document) == 2
    bottoms = [one.get_bounds()[1] for one in document[0].get_objects()]
    assert min(bottom for bottom in bottoms if bottom > FOOT) < document[0].get_height() * 0.5


def test_sections_come_in_one_order_in_every_format(iotclass: Command) -> None:
    titles = ["In short", "Components", "Why", "What is missing", "Scenarios side by side", "How sure it is"]
    iotclass("report", "pacemaker", "-o", "report.md")
    iotclass("report", "pacemaker", "-o", "report.docx")
    found = [
        re.sub(r"<a [^>]*></a>", "", line.lstrip("# "))
        for line in Path("report.md").read_text("utf-8").splitlines()
        if line[:2] == "##"
    ]
    styles = [
        one.text for one in Document("report.docx").paragraphs if one.style and one.style.name == "Heading 1"
    ]
    for headings in (found, styles):
        places = [headings.index(title) for title in titles]
        assert all(first < second for first, second in pairwise(places))


def test_one_components_json_is_its_part_of_the_assessment(iotclass: Command) -> None:
    """Also of a component that relies on others, which are not there then."""
    whole = iotclass("assess", "pacemaker", "--format", "json").json["scenarios"]
    ran = iotclass("report", "pacemaker", "--component", "controller", "--format", "json")
    wanted = [part for scenario in whole for part in scenario["components"] if part["id"] == "controller"]
    assert any(part["capped_by"] for part in wanted)
    assert [scenario["components"] for scenario in ran.json["scenarios"]] == [[part] for part in wanted]
    for scenario, part in zip(ran.json["scenarios"], wanted, strict=True):
        for key in ("class", "class_by_tables"):
            assert scenario.get(key) == part.get(key)
        assert (scenario["worst"], scenario["required"]) == (["controller"], 1)
        assert scenario["met"] == (part["verdict"] == "met")
