"""What reports say: everything, in the order that readers need, and the same as the assessment."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from iotclass.app.model import open_model
from iotclass.app.report import Asked
from iotclass.core.report import Kind, Paragraph, Section, Tone, blocks, tables
from iotclass.read.content import examples
from tests.read.given import EVERYTHING
from tests.report.composed import cells, composed, ids, runs, text

EXAMPLES = sorted(examples())
ASKED = [
    Asked(),
    Asked(plan=True),
    Asked(anonymous=True),
    Asked(audience="buyer"),
    Asked(method="iotclass-1"),
]


@pytest.mark.parametrize("asked", ASKED, ids=["all", "plan", "anonymous", "buyer", "method"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_report_is_whole(name: str, asked: Asked) -> None:
    found = composed(name, asked)
    known = ids(found)
    assert len(known) == len(set(known))
    assert found.main in {one.id for one in tables(found)}
    for one in tables(found):
        assert one.rows or asked.audience == "buyer", one.id
        assert {len(row) for row in one.rows} <= {len(one.columns)}, one.id
        assert all(column for column in one.columns), one.id
    linked = [run.link for run in runs(found) if run.link]
    assert all(link[1:] in known for link in linked if link.startswith("#"))
    assert linked or asked.audience == "buyer"
    for run in runs(found):
        assert run.text, run
        assert (run.value is None) == (run.kind is Kind.TEXT)


def test_the_sections_stand_in_the_order_of_a_reader() -> None:
    found = composed("pacemaker", Asked(plan=True))
    assert [one.id for one in found.sections] == [
        "summary",
        "components",
        "why",
        "missing",
        "scenarios",
        "certainty",
        "basis",
        "coverage",
        "appendix",
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_classes_are_those_of_the_assessment(name: str) -> None:
    opened = open_model(name)
    wanted = [
        [
            *([scenario.scenario.id] if len(opened.system.scenarios) > 1 else []),
            str(one.outcome.final.level) if one.outcome.final.level else "not assessed",
            str(one.component.requires.level) if one.component.requires else "–",
            one.verdict.value,
        ]
        for scenario in opened.assess().scenarios
        for one in scenario.components.values()
    ]
    rows = cells(composed(name), "classes")
    lead = len(opened.system.scenarios) > 1
    assert [[*row[:lead], row[2 + lead], row[3 + lead], row[4 + lead][2:]] for row in rows] == wanted


def test_scenarios_side_by_side_hold_the_papers_tables() -> None:
    """Tables III to VI of the paper (section VI): severities, levels and classes of the two designs."""
    found = composed("pacemaker", Asked(scenarios=("inside", "separate")))
    severities = {row[1]: row[2:] for row in cells(found, "challenges")}
    assert severities["Battery use"] == ["very high", "very low"]
    assert severities["Interference with the capturing of heartbeats"] == ["very high", "low"]
    levels = {(row[0].split("(")[1][:-1], row[1]): row[2:] for row in cells(found, "scenarios-levels")}
    assert {
        key: value for key, value in levels.items() if key[1] in {"Exposure", "Class", "Connectivity"}
    } == {
        ("sensor", "Connectivity"): ["C1", "C1"],
        ("sensor", "Exposure"): ["E4", "E4"],
        ("sensor", "Class"): ["F", "C"],
        ("controller", "Connectivity"): ["C2", "C2"],
        ("controller", "Exposure"): ["E2", "E1"],
        ("controller", "Class"): ["D", "A"],
        ("phone", "Connectivity"): ["C4", "C4"],
        ("phone", "Exposure"): ["E2", "E2"],
        ("phone", "Class"): ["B", "B"],
    }


def test_the_verdict_comes_first_and_looks_good_only_where_all_is_met() -> None:
    tones = {}
    for scenario in ("inside", "separate", "phone-decrypts"):
        found = composed("pacemaker", Asked(scenarios=(scenario,)))
        first = found.sections[0].blocks[0]
        assert isinstance(first, Paragraph)
        tones[scenario] = (first.tone, first.runs[0].text.split(";")[0])
    assert tones == {
        "inside": (Tone.BAD, "1 of 3 requirements are met"),
        "separate": (Tone.GOOD, "3 of 3 requirements are met"),
        "phone-decrypts": (Tone.BAD, "0 of 3 requirements are met"),
    }


def test_one_components_report_names_no_other_as_a_subject() -> None:
    found = composed("pacemaker", Asked(component="phone", scenarios=("separate",)))
    assert [row[0] for row in cells(found, "classes")] == ["Doctor's phone (phone)"]
    assert [one for one in ids(found) if one.startswith("why.")] == ["why.separate.phone"]
    assert "sensor" not in text(found).replace("sensor.yaml", "")


def test_a_plan_is_there_only_where_it_is_asked_for() -> None:
    without, planned = composed("smart-metering"), composed("smart-metering", Asked(plan=True))
    assert not [one for one in ids(without) if one.startswith("plan.")]
    assert [one for one in ids(planned) if one.startswith("plan.")] == [
        f"plan.{one.id}" for one in open_model("smart-metering").system.scenarios
    ]


def test_who_buys_gets_little_and_no_codes() -> None:
    found = composed("pacemaker", Asked(audience="buyer", scenarios=("separate",)))
    assert found.short
    assert len(list(blocks(found))) < 12
    for run in runs(found):
        assert not {"C1", "C4", "E4", "P1", "P5"} & set(run.text.split())


WORDS = re.compile(
    r"\b(why|by|reviewed_by|name|title|role|maker|model|location|system|intended_use): (?!\{)([^,}\n]+)"
)


def test_no_name_and_no_note_is_left_where_nothing_may_be_named(tmp_path: Path) -> None:
    """Every text of a model that names or explains is marked; no mark is left."""
    model = tmp_path / "secret-file.yaml"
    numbers = count()
    marked, found = WORDS.subn(lambda one: f"{one[1]}: SECRET{next(numbers)}", EVERYTHING)
    assert found > 30
    model.write_text(marked, "utf-8")
    for asked in (Asked(plan=True), Asked(audience="buyer")):
        assert "SECRET" in text(composed(model, asked))
        bare = text(composed(model, replace(asked, anonymous=True))).lower()
        assert "secret" not in bare


def test_sections_nest_no_deeper_than_headings_go() -> None:
    for name in EXAMPLES:
        depths = [
            depth for depth, block in blocks(composed(name, Asked(plan=True))) if isinstance(block, Section)
        ]
        assert max(depths) <= 3
