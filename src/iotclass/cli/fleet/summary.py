"""`iotclass fleet summary`."""

from __future__ import annotations

import click

from iotclass.cli.fleet.option import asked, asked_options, inventory_argument
from iotclass.cli.option import language_option
from iotclass.cli.output import put_out
from iotclass.cli.progress import Progress, Share


@click.command
@inventory_argument
@click.option("--by", metavar="COLUMNS", default="", help="Groups by these columns, such as kind,site.")
@click.option("-o", "--output", metavar="FILE", help="The file to write; its suffix says in which format.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "html", "pdf", "docx", "xlsx", "md"]),
    help="The format, where no file's suffix says it.",
)
@language_option
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@asked_options
def command(
    *,
    inventory: str,
    by: str,
    output: str | None,
    form: str | None,
    language: str,
    force: bool,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Say where the devices of an INVENTORY stand: how many are of which class and meet what is required.

    INVENTORY is classified on the way, or a file that `iotclass fleet classify` wrote. Groups are of any of
    its columns, or of the classification's (class, verdict, held_by, …); those that stand worst come first.
    """
    from iotclass.app.fleet_summary import summarise, told
    from iotclass.app.report import BINARY, DOCUMENTS, form_of

    wanted = (
        "text"
        if output is None and form is None
        else form
        if form == "text"
        else form_of(output, form or "", DOCUMENTS)
    )
    columns = tuple(dict.fromkeys(one.strip() for one in by.split(",") if one.strip()))

    def make() -> str | bytes:
        with Share() as tell:
            found = summarise(inventory, columns, asked(mapping, method, memory_limit, threads), wanted, tell)
        with Progress():
            return told(found, wanted, language)

    put_out(
        make,
        output,
        made_from=(inventory, mapping),
        binary=wanted in BINARY,
        replace=force,
        signs=True,
    )
