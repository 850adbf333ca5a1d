"""Where a fleet stands."""

from __future__ import annotations

from iotclass.app.fleet import Asked
from iotclass.app.fleet_reading import group_titles, opened_reading
from iotclass.core.fleet import FleetSummary
from iotclass.core.inventory import RESULTS
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.fleet.ask import summary
from iotclass.fleet.duck import Tell
from iotclass.fleet.source import source
from iotclass.read.content import DEFAULT_METHOD, shipped
from iotclass.read.language import language
from iotclass.read.word import MANY, nearest

SHOWN, LISTED = 30, 10_000
"""How many groups people are shown, and how many programs get."""
FORMS = ("text", "json", "csv", "html", "pdf", "docx", "xlsx", "md")
DATA = ("json", "csv", "xlsx")
"""The formats that hold all groups."""


def summarise(inventory: str, by: tuple[str, ...], asked: Asked, form: str, tell: Tell) -> FleetSummary:
    """Where the fleet of an inventory, or of a classified file, stands. Raises InvalidError."""
    with opened_reading(inventory, asked) as (duck, reading):
        known = list(dict.fromkeys([*RESULTS, *duck.columns]))
        expected = f"one of {', '.join(known[:MANY])}{', …' if len(known) > MANY else ''}"
        problems = [
            Problem(Place("--by"), f"the inventory has no column {one!r}", expected, nearest(one, known))
            for one in by
            if one not in known
        ]
        if problems:
            raise InvalidError(problems)
        return summary(duck, reading, by, LISTED if form in DATA else SHOWN, source(inventory).name, tell)


def told(found: FleetSummary, form: str, spoken: str) -> str | bytes:
    """A summary in the form asked for."""
    content = shipped().content
    titles = group_titles(content)
    if form == "json":
        from iotclass.write.fleet_json import summary_record
        from iotclass.write.json import json_text

        return json_text(summary_record(found))
    if form == "text":
        from iotclass.write.fleet_summary_text import fleet_summary_text

        id_ = found.method.partition("@")[0] or DEFAULT_METHOD
        return fleet_summary_text(found, titles, content.methods[id_])
    from iotclass.app.picture import fleet
    from iotclass.app.report import rendered
    from iotclass.report.fleet import fleet_report

    words = language(spoken)
    pictures = [] if form in {"csv", "xlsx"} else fleet(found, words)
    return rendered(fleet_report(found, titles, pictures, words), form, words)
