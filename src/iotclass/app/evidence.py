"""Evidence for standards: what a model says of every clause of a document."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote

from iotclass.app.coverage import named_document
from iotclass.app.model import Opened, named, open_model
from iotclass.core.applicability import Applies
from iotclass.core.assess import Assessment
from iotclass.core.dossier import Dossier, dossier
from iotclass.core.justification import OUT_OF_SCOPE
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.scope import scope
from iotclass.core.system import Scenario
from iotclass.read.proforma import categories, read_proformas
from iotclass.read.word import listed, nearest


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: documents as people call them, in one scenario; `form` is text, json or a document's."""

    sources: tuple[str, ...]
    scenario: str | None = None
    form: str = ""
    profiles: str | None = None
    out_of_scope: bool = False
    language: str = "en"
    template: str | None = None


def evidence_of(model: str, output: str | None, asked: Asked) -> str | bytes:
    """The statements of `model` on each document asked for; without any, which documents apply.

    Raises InvalidError, also where a document is not for the product and that is not asked for.
    """
    form = _form(output, asked)
    opened = open_model(model, None, asked.profiles)
    if not asked.sources:
        if form not in {"text", "json"} or output is not None:
            raise InvalidError([Problem(Place("--source"), "no document is named", "at least one")])
        return _documents(opened, model, form, asked)
    documents = {one.id: one for one in (named_document("--source", word) for word in asked.sources)}
    if form == "csv" and len(documents) > 1:
        message = f"CSV holds one table, and {len(documents)} documents are named"
        raise InvalidError([Problem(Place("--source"), message, "one document, or another format")])
    scenario = _scenario(opened, asked.scenario)
    proformas = read_proformas(opened.shipped.sources)
    found = [
        dossier(opened.system, scenario, one, proformas, categories(), opened.content)
        for one in documents.values()
    ]
    _prove_scope(found, asked)
    assessment = Assessment(opened.system, opened.method, opened.content, ())
    if form == "text":
        from iotclass.write.evidence_text import evidence_text

        return evidence_text(found, _called(model, asked))
    if form == "json":
        from iotclass.write.evidence_json import evidence_record
        from iotclass.write.json import json_text

        return json_text(evidence_record(found, assessment, opened.shipped.sources))
    return _report(found, assessment, form, asked)


def _form(output: str | None, asked: Asked) -> str:
    """The format: as asked for, by the file's suffix, or text for the terminal."""
    if output is None:
        return asked.form or "text"
    from iotclass.app.report import DOCUMENTS, form_of

    return form_of(output, asked.form, DOCUMENTS)


def _report(found: list[Dossier], assessment: Assessment, form: str, asked: Asked) -> str | bytes:
    """The statements as a document to hand on."""
    from iotclass.app.report import rendered, template_of
    from iotclass.read.language import language
    from iotclass.report.evidence import evidence_report

    words = language(asked.language)
    template = template_of(asked.template, form)
    return rendered(evidence_report(found, assessment, words), form, words, template)


def _called(model: str, asked: Asked) -> str:
    """How the same is asked for again."""
    scenario = f" --scenario {quote(asked.scenario)}" if asked.scenario else ""
    return named(model, None, asked.profiles) + scenario + (" --out-of-scope" if asked.out_of_scope else "")


def _documents(opened: Opened, model: str, form: str, asked: Asked) -> str:
    """Every document with whether it is for the product."""
    category = str(opened.system.product.get("category", ""))
    sources = opened.shipped.sources
    product = opened.system.product.get("boundary") or ()
    parts = [
        part.facts or {}
        for scenario in opened.system.scenarios
        for part in scenario.components.values()
        if part.id in product or not product
    ]
    found = [(one, scope(one, category, categories(), parts)) for one in sources.documents.values()]
    if form == "json":
        from iotclass.write.evidence_json import documents_record
        from iotclass.write.json import json_text

        empty = Assessment(opened.system, opened.method, opened.content, ())
        return json_text(documents_record(found, empty, sources))
    from iotclass.write.evidence_text import documents_text

    proformas = read_proformas(sources).proformas
    best = max(found, key=lambda one: (one[1].applies is Applies.YES, one[0].id in proformas, one[0].newest))
    several = len(opened.system.scenarios) > 1 and not asked.scenario
    first = f" --scenario {opened.system.scenarios[0].id}" if several else ""
    asked_for = f"{_called(model, asked)}{first} --source {quote(best[0].name)}"
    return documents_text(found, opened.system.title, category, asked_for)


def _scenario(opened: Opened, asked: str | None) -> Scenario:
    """The scenario asked for, or the only one. Raises InvalidError: a statement is on one design."""
    scenarios = {one.id: one for one in opened.system.scenarios}
    if asked is None and len(scenarios) == 1:
        return next(iter(scenarios.values()))
    expected = f"one of {listed(scenarios, asked or '')}"
    if asked is None:
        message = f"a statement is on one design, and the model has {len(scenarios)} scenarios"
        raise InvalidError([Problem(Place("--scenario"), message, expected)])
    if asked not in scenarios:
        message = f"no scenario {asked!r}"
        raise InvalidError([Problem(opened.system.place, message, expected, nearest(asked, scenarios))])
    return scenarios[asked]


def _prove_scope(found: list[Dossier], asked: Asked) -> None:
    """Raise InvalidError where a document is not for the product, unless that is asked for."""
    problems = [
        Problem(
            Place("--source"),
            f"{one.document.name} does not apply to this product: {one.scope.why}",
            f"another document, or --out-of-scope ({OUT_OF_SCOPE})",
        )
        for one in found
        if one.orienting
    ]
    if problems and not asked.out_of_scope:
        raise InvalidError(problems)
