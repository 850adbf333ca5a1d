"""What reports tell people: names, and how far assessors agree."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.report import Asked
from iotclass.core.report import Report
from iotclass.read.language import language
from iotclass.report.compose import report
from tests.figure.drawn import SVG, parsed
from tests.report.composed import cells, composed, gathered, ids, table


def test_sentences_and_pictures_call_designs_and_components_by_name() -> None:
    """The pacemaker's designs have titles, its components names; tables of levels give the ids besides."""
    asked = Asked()
    made = gathered("pacemaker", asked)
    found = report(made, language("en"))
    (verdict,) = (run.text for run in found.sections[0].blocks[0].runs)  # type: ignore[union-attr]
    titles = [one.scenario.title for one in made.scenarios]
    assert verdict.startswith(f"Choose '{titles[1]}': it meets 3 of 3 requirements, '{titles[0]}' 1 and ")
    assert table(found, "scenarios-levels").columns[2:] == tuple(
        f"{one.scenario.id}: {one.scenario.title}" for one in made.scenarios
    )
    for scenario, drawn in zip(made.scenarios, made.pictures["certainty"], strict=True):
        shown = ["".join(one.itertext()) for one in parsed(drawn.svg).iter(f"{SVG}text")]
        assert f"Cardiac pacemaker: {scenario.scenario.title}" in shown
        names = [one.component.name for one in scenario.components.values()]
        assert [one for one in shown if one in {*names, *scenario.components}] == names
        probable = [row[0] for row in cells(found, f"probabilities.{scenario.scenario.id}")]
        assert probable == [f"{one.component.name} ({one.id})" for one in scenario.components.values()]


def test_how_far_assessors_agree_is_told_of_the_component_that_the_report_is_about(tmp_path: Path) -> None:
    """Of the hub two judge alike, of the lamp not; a link is told of with both its ends."""
    part = "kind: sensor, challenges: none, harm: Minor"
    both = "[{{level: {}, by: Ann}}, {{level: {}, by: Eve}}]"
    model = tmp_path / "m.yaml"
    model.write_text(
        "iotclass: 1\nsystem: S\ncomponents:\n"
        f"  hub: {{{part}, protection: P3, connectivity: {both.format('C2', 'C2')}}}\n"
        f"  lamp: {{{part}, connectivity: C1, protection: {both.format('P1', 'P4')}}}\n"
        f"  bulb: {{{part}, connectivity: C1, protection: P1..P2}}\n"
        f"links: [{{from: hub, to: lamp, medium: wireless, reach: {both.format('private', 'public')},"
        " operations: outside}]\n",
        "utf-8",
    )
    shown = {
        component: [(row[0], *row[2:4]) for row in _agreed(composed(model, Asked(component=component)))]
        for component in (None, "hub", "lamp", "bulb")
    }
    connectivity, protection, reach = (
        ("Connectivity", "1", "1"),
        ("Protection", "1", "0"),
        ("Reach", "1", "0"),
    )
    assert shown == {
        None: [connectivity, protection, reach],
        "hub": [connectivity, reach],
        "lamp": [protection, reach],
        "bulb": [],
    }


def _agreed(found: Report) -> list[list[str]]:
    """What the table of agreement says, where there is one."""
    return cells(found, "agreement") if "agreement" in ids(found) else []
