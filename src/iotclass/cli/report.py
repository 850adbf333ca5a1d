"""`iotclass report`."""

from __future__ import annotations

import click

from iotclass.cli.option import (
    anonymous_option,
    language_option,
    method_option,
    model_argument,
    profiles_option,
    scenario_option,
)
from iotclass.cli.output import put_out


@click.command
@model_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write; its suffix says in which format: .html, .pdf, .docx, .xlsx, .md, .csv, .json, "
    ".sarif, .oscal-results.json, .oscal-component.json.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(
        ["html", "pdf", "docx", "xlsx", "md", "csv", "json", "sarif", "oscal-results", "oscal-component"]
    ),
    help="The format, where the file's suffix does not say it.",
)
@scenario_option
@click.option("--component", metavar="ID", help="A report on this one component.")
@click.option("--plan", is_flag=True, help="With the cheapest plan for what is missing.")
@click.option(
    "--for",
    "audience",
    type=click.Choice(["all", "buyer"]),
    default="all",
    show_default=True,
    help="For whom: everything, or two pages in plain words for who buys.",
)
@anonymous_option
@language_option
@click.option("--template", metavar="FILE", help="A Word document whose styles apply (.docx, .dotx).")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@method_option
@profiles_option
def command(
    *,
    model: str,
    output: str | None,
    form: str | None,
    scenarios: tuple[str, ...],
    component: str | None,
    plan: bool,
    audience: str,
    anonymous: bool,
    language: str,
    template: str | None,
    force: bool,
    method: str | None,
    profiles: str | None,
) -> None:
    """Write a report on MODEL that one can hand on: complete, with every class explained.

    HTML (one file that works offline), PDF, Word, Excel, Markdown, CSV; JSON, SARIF 2.1.0 and OSCAL for
    programs. All say the same. Without -o the report goes to standard output, where its format is text.
    """
    from iotclass.app.report import BINARY, Asked, form_of, make_report

    asked = Asked(
        form or "", method, profiles, scenarios, component, plan, anonymous, language, audience, template
    )
    binary = form_of(output, asked.form) in BINARY
    put_out(
        lambda: make_report(model, output, asked),
        output,
        made_from=(model, template),
        binary=binary,
        replace=force,
    )
