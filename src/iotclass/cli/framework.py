"""`iotclass framework`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option


@click.group
def command() -> None:
    """The functionalities that the standards ask for, in one vocabulary.

    DOCUMENT, FROM and TO are a document in any common spelling, with a clause where that makes sense:
    EN-303-645, "CRA I(2)(d)", "GDPR art. 25(1)".
    """


@command.command
@click.argument("area", required=False)
@form_option
def tree(area: str | None, form: str) -> None:
    """Print the concerns, areas and topics; with AREA, the functionalities of its topics."""
    from iotclass.app.framework import tree as show_tree

    say(show_tree(area, form))


@command.command
@click.argument("id_", metavar="ID")
@form_option
def show(id_: str, form: str) -> None:
    """Print everything that is known of the functionality ID."""
    from iotclass.app.framework import show as show_one

    say(show_one(id_, form))


@command.command
@click.argument("words", nargs=-1, required=True)
@form_option
def search(words: tuple[str, ...], form: str) -> None:
    """Find functionalities by WORDS, and by other documents' words for the same."""
    from iotclass.app.framework import search as find

    say(find(" ".join(words), form))


@command.command("list")
@click.option("--area", metavar="ID", help="Only those of this area.")
@click.option("--topic", metavar="ID", help="Only those of this topic.")
@click.option("--for", "lives", metavar="PLACE", help="Only those at home there: device, gateway, app, …")
@click.option(
    "--actor", metavar="WHO", help="Only those that a maker, integrator, operator or consumer provides."
)
@click.option("--phase", metavar="PHASE", help="Only those first seen to in this phase of the life cycle.")
@click.option("--source", metavar="DOCUMENT", help="Only those traced to this document.")
@form_option
def list_(
    area: str | None,
    topic: str | None,
    lives: str | None,
    actor: str | None,
    phase: str | None,
    source: str | None,
    form: str,
) -> None:
    """List the functionalities, all or those selected."""
    from iotclass.app.framework import list_functionalities

    wanted = {"area": area, "topic": topic, "lives": lives, "actors": actor, "phase": phase}
    say(list_functionalities(wanted, source, form))


@command.command
@click.argument("document", required=False)
@form_option
def coverage(document: str | None, form: str) -> None:
    """How many clauses of each document are answered; with DOCUMENT, clause by clause."""
    from iotclass.app.coverage import show_coverage

    say(show_coverage(document, form))


@command.command("map")
@click.argument("first", metavar="FROM")
@click.argument("second", metavar="TO")
@form_option
def map_(first: str, second: str, form: str) -> None:
    """Which clauses of TO those of FROM touch, and through which functionalities."""
    from iotclass.app.coverage import show_map

    say(show_map(first, second, form))


@command.command
@click.argument("words", nargs=-1)
@form_option
def glossary(words: tuple[str, ...], form: str) -> None:
    """What the documents' words mean here, and which document says what; with WORDS, those alone."""
    from iotclass.app.framework import glossary as show_glossary

    say(show_glossary(" ".join(words), form))


@command.command
@click.argument("area", required=False)
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="A new .svg file, or .html for the whole, foldable."
)
@click.option("--force", is_flag=True, help="Replace the file where it is there already.")
def draw(area: str | None, output: str, force: bool) -> None:  # noqa: FBT001  click passes options by name
    """Draw the framework, or one AREA of it, as a mind map."""
    from iotclass.app.draw import draw as write_picture

    write_picture(area, output, replace=force)
    say(f"{output} written\n", err=True)


@command.command
@click.argument("kind")
@click.option("--phase", metavar="PHASE", help="Only what is first seen to in this phase of the life cycle.")
@click.option("-o", "--output", metavar="FILE", help="Write the questions as a new model file to fill in.")
@form_option
def walk(kind: str, phase: str | None, output: str | None, form: str) -> None:
    """Walk the framework top-down for a KIND of component: what applies, and what to ask."""
    from iotclass.app.walk import walk as show_walk
    from iotclass.app.walk import write_walk

    if output:
        write_walk(kind, phase, output)
        say(f"{output} written\nNext: fill in {output}, then iotclass check {output}\n", err=True)
    else:
        say(show_walk(kind, phase, form))


@command.command
@form_option
def check(form: str) -> None:
    """Check the framework and all documents from their sources."""
    from iotclass.app.framework import check_framework

    say(check_framework(form))
