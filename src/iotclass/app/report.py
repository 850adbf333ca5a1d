"""Reports and pictures that a person hands on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.app.model import Opened, any_method, content_with, model_bytes, opened, prove_component
from iotclass.core.anonymous import anonymous, unplaced
from iotclass.core.assess import Assessment, only
from iotclass.core.language import Language
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.report import Report
from iotclass.read.content import Shipped
from iotclass.read.language import language
from iotclass.read.word import nearest

if TYPE_CHECKING:
    from iotclass.write.docx_template import Template

OSCAL = ("oscal-results", "oscal-component")
"""The formats of OSCAL, whose documents are JSON."""
DOCUMENTS = {
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".md": "md",
    ".csv": "csv",
    ".json": "json",
}
"""The formats of documents by the suffix of a file."""
FORMS = {**DOCUMENTS, ".sarif": "sarif", **{f".{form}.json": form for form in OSCAL}}
"""The formats of reports by the suffix of a file."""
BINARY = ("pdf", "docx", "xlsx")
"""The formats that no terminal shows."""
ANONYMOUS = "model"
"""What a model's file is called where nothing may be named."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a report.

    `form` is the format, empty for the one of the file's suffix; `audience` is `all` or `buyer`; `template`
    is a Word document whose styles apply.
    """

    form: str = ""
    method: str | None = None
    profiles: str | None = None
    scenarios: tuple[str, ...] = ()
    component: str | None = None
    plan: bool = False
    anonymous: bool = False
    language: str = "en"
    audience: str = "all"
    template: str | None = None


def form_of(output: str | None, form: str, forms: Mapping[str, str] = FORMS) -> str:
    """The format, one of `forms`: as asked for, else by the suffix of its file. Raises InvalidError."""
    suffix = _suffix(output or "")
    meant = (forms.get(suffix, ""), *(OSCAL if suffix == ".json" else ()))
    if form and (suffix not in forms or form in meant):
        return form
    if form:
        message = f"{output!r} is the name of another format than {form}"
        raise InvalidError([Problem(Place("--format"), message, forms[suffix])])
    if suffix in forms:
        return forms[suffix]
    known = ", ".join(forms)
    message = f"{output!r} has no suffix that says in which format" if output else "in which format"
    problem = Problem(
        Place("-o"), message, f"a name that ends in one of {known}, or --format", nearest(suffix, forms)
    )
    raise InvalidError([problem])


def _suffix(output: str) -> str:
    """The suffix of a file's name; of what is called OSCAL, such as `pump.oscal-results.json`, with that."""
    path = Path(output.lower())
    said = re.search(r"(?<![a-z])oscal([-_](results|component))?$", path.stem)
    return f".{said[0].replace('_', '-')}.json" if said and path.suffix == ".json" else path.suffix


def make_report(model: str, output: str | None, asked: Asked) -> str | bytes:
    """The report of `model` in the format asked for. Raises InvalidError."""
    form = form_of(output, asked.form)
    words = language(asked.language)
    _prove_form(form, asked)
    template = template_of(asked.template, form)
    found = assess_asked(model, asked)
    if form in {"json", "sarif", *OSCAL}:
        return _record(found.assessment, form, asked.component)
    from iotclass.app.material import classes_alone, material
    from iotclass.report.compose import for_buyer, report

    alone = form == "csv"
    made = classes_alone(found, asked) if alone else material(found, asked, words, pictured=form != "xlsx")
    compose = for_buyer if asked.audience == "buyer" else report
    composed = compose(made, words, classes_alone=alone)
    return rendered(composed, form, words, template)


def _prove_form(form: str, asked: Asked) -> None:
    """Raise InvalidError where something is asked for that the format has no part for."""
    data = form in {"json", "sarif", *OSCAL}
    given = {
        "--plan": asked.plan and (data or form == "csv"),
        "--for": asked.audience != "all" and data,
        "--language": asked.language != "en" and data,
    }
    expected = "one of html, pdf, docx, xlsx, md"
    found = [
        Problem(Place(name), f"{form} has no part for it", expected) for name, is_in in given.items() if is_in
    ]
    if found:
        raise InvalidError(found)


def rendered(report: Report, form: str, words: Language, template: Template | None = None) -> str | bytes:
    """A report in one of the formats that hold documents."""
    if form == "html":
        from iotclass.write.report_html import report_html

        return report_html(report, words)
    if form == "pdf":
        from iotclass.write.report_pdf import report_pdf

        return report_pdf(report, words)
    if form == "docx":
        from iotclass.write.report_docx import report_docx

        return report_docx(report, words, template)
    if form == "xlsx":
        from iotclass.write.report_xlsx import report_xlsx

        return report_xlsx(report, words)
    if form == "md":
        from iotclass.write.report_markdown import report_markdown

        return report_markdown(report, words)
    from iotclass.write.report_csv import report_csv

    return report_csv(report)


def prove_output(output: str, *, replace: bool) -> None:
    """Raise OutputError where a report could not be written to `output`, before it is made."""
    from iotclass.write.file import prove_writable

    prove_writable(Path(output), replace=replace)


def write_report(content: str | bytes, output: str, *, replace: bool = False) -> None:
    """Write a report, whole or not at all. Raises OutputError."""
    from iotclass.write.file import write_whole

    write_whole(Path(output), content, replace=replace)


def template_of(template: str | None, form: str) -> Template | None:
    """The Word document whose styles apply. Raises InvalidError."""
    if template is None:
        return None
    if form != "docx":
        raise InvalidError([Problem(Place("--template"), "only Word documents have one", "-o FILE.docx")])
    from iotclass.read.text import file_name, read_bytes
    from iotclass.write.docx_template import Template

    return Template(file_name(template), read_bytes(template, "a Word document (.docx, .dotx)"))


@dataclass(frozen=True, slots=True)
class Assessed:
    """A model opened and assessed, without names where that is asked for, and what it leaves doubtful."""

    opened: Opened
    assessment: Assessment
    warnings: tuple[Problem, ...]


def assess_asked(model: str, asked: Asked) -> Assessed:
    """Open and assess `model`. Raises InvalidError."""
    from iotclass.core.warning import warnings

    method = None if asked.method is None else any_method(asked.method)
    content = content_with(asked.profiles)
    if asked.anonymous:
        method, content = _unnamed(method, content, asked)
    found, file = model_bytes(model)
    one = opened(found, ANONYMOUS if asked.anonymous else file, method, content)
    assessment = one.assess(asked.scenarios)
    if asked.component is not None:
        prove_component(assessment, asked.component)
    doubtful = warnings(_about(assessment, asked.component))
    if asked.anonymous:
        titles = {id_: known.title for id_, known in one.content.challenges.items()}
        one = replace(one, system=anonymous(one.system, titles))
        assessment = one.assess(asked.scenarios)
    return Assessed(one, assessment, doubtful)


def _about(assessment: Assessment, component: str | None) -> Assessment:
    """`assessment`, or of it what is about one component."""
    if component is None:
        return assessment
    return only(replace(assessment, system=replace(assessment.system, idle=())), component)


def _unnamed(method: Method | None, content: Shipped, asked: Asked) -> tuple[Method | None, Shipped]:
    """The method and the content without the names of the folders of a user's own."""
    if asked.method is not None:
        method = unplaced(method, f"{Path(asked.method)}/", "method/")
    if asked.profiles is not None:
        profiles = unplaced(content.content.profiles, f"{Path(asked.profiles)}/", "profiles/")
        content = replace(content, content=replace(content.content, profiles=profiles))
    return method, content


def _record(assessment: Assessment, form: str, component: str | None) -> str:
    """The assessment as data for programs."""
    shown = assessment if component is None else only(assessment, component)
    if form == "json":
        from iotclass.core.pair import ranges_of
        from iotclass.write.assessment_json import assessment_record
        from iotclass.write.json import json_text

        ranges = ranges_of(assessment)
        if component is not None:
            ranges = tuple(one.only(component) for one in ranges if component in one.components)
        return json_text(assessment_record(shown, ranges))
    if form == "sarif":
        from iotclass.app.sarif import sarif_of

        return sarif_of(shown)
    from iotclass.app.oscal import oscal_of

    return oscal_of(shown, form)
