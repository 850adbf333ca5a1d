"""`iotclass evidence`."""

from __future__ import annotations

import click

from iotclass.cli.option import model_argument, profiles_option
from iotclass.cli.output import put_out


@click.command
@model_argument
@click.option(
    "--source", "sources", metavar="DOCUMENT", multiple=True, help="The document to answer; may be repeated."
)
@click.option(
    "--scenario",
    "scenarios",
    metavar="ID",
    multiple=True,
    help="The design to state it for, where there are several.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write; its suffix says in which format: .html, .pdf, .docx, .xlsx, .md, .csv, .json.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "pdf", "docx", "xlsx", "md", "csv"]),
    help="The format, where the file's suffix does not say it; text without a file.",
)
@click.option("--out-of-scope", is_flag=True, help="Go on where the document does not apply to the product.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language: en, de.")
@click.option("--template", metavar="FILE", help="A Word document whose styles apply (.docx).")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@profiles_option
def command(
    *,
    model: str,
    sources: tuple[str, ...],
    scenarios: tuple[str, ...],
    output: str | None,
    form: str | None,
    out_of_scope: bool,
    language: str,
    template: str | None,
    force: bool,
    profiles: str | None,
) -> None:
    """State what MODEL says of every clause of a standard or law, and what it leaves open.

    ETSI EN 303 645 (implementation conformance statement, with the forms of TS 103 701), CRA Annex I, GDPR,
    ISO 27001 (statement of applicability), and every other document of iotclass framework coverage. Support
    is yes only where every component of the product that bears a clause has the controls; what the model
    does not say is open. Without --source, it lists the documents with whether they apply.
    """
    from iotclass.app.evidence import Asked, evidence_of
    from iotclass.app.report import BINARY

    if len(scenarios) > 1:
        raise click.UsageError("--scenario is for one design at a time: a statement is on one")
    if out_of_scope and not sources:
        raise click.UsageError("--out-of-scope goes with --source: it is about a document that is named")
    scenario = scenarios[0] if scenarios else None
    asked = Asked(sources, scenario, form or "", profiles, out_of_scope, language, template)
    put_out(
        lambda: evidence_of(model, output, asked),
        output,
        made_from=(model, template),
        binary=form in BINARY,
        replace=force,
    )
