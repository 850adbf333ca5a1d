"""What reports say: everything, in the order that readers need, and the same as the assessment."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest

from iotclass.app.material import classes_alone
from iotclass.app.model import open_model
from iotclass.app.report import Asked, assess_asked, make_report
from iotclass.core.language import ENGLISH
from iotclass.core.report import Items, Kind, Paragraph, Report, Section, Tone, blocks, tables
from iotclass.read.content import examples
from iotclass.read.file import CONTENT
from iotclass.report.compose import for_buyer, report
from tests.read.given import EVERYTHING
from tests.report.composed import cells, composed, ids, runs, table, text

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


@pytest.mark.parametrize("audience", ["all", "buyer"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_table_of_classes_is_the_same_alone(name: str, audience: str) -> None:
    first = open_model(name).system.scenarios[0]
    for component in (None, *first.components):
        asked = Asked(audience=audience, component=component)
        alone = (for_buyer if audience == "buyer" else report)(
            classes_alone(assess_asked(name, asked), asked), ENGLISH, classes_alone=True
        )
        assert len(alone.sections) == 1
        whole = composed(name, asked)
        assert table(alone, alone.main) == table(whole, whole.main)
        if component is None:
            assert alone == replace(whole, sections=alone.sections)


def test_a_csv_asks_for_nothing_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    for name in ("gap", "doubt", "ranges_of", "agreements", "_pictures"):
        monkeypatch.setattr(f"iotclass.app.material.{name}", fail)
    for audience in ("all", "buyer"):
        assert make_report("pacemaker", "x.csv", Asked(audience=audience))
    with pytest.raises(AssertionError):
        make_report("pacemaker", "x.md", Asked())


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
            str(one.outcome.final.level).replace("..", "–") if one.outcome.final.level else "not assessed",
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


def test_what_is_said_of_evidence_is_told_and_where_nothing_may_be_named_what_tells_the_file_is_not(
    tmp_path: Path,
) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(EVERYTHING, "utf-8")
    assert cells(composed(model), "evidence") == [
        ["test-12", "Bootloader test", "test", "3", "2026-10-02", "Shelf 4", f"{'0' * 12}…"]
    ]
    bare = composed(model, Asked(anonymous=True))
    assert cells(bare, "evidence") == [["test-12", "test-12", "test", "–", "2026-10-02", "–", "–"]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_controls_that_are_alike_stand_once_with_all_their_components(name: str) -> None:
    """Taken apart again, the table holds what the model says of each component, and nothing twice."""
    system = open_model(name).system
    everyone = {id_ for one in system.scenarios for id_ in one.components}
    wanted = {
        (part.id, control.id, control.state.value, control.why or "–", str(control.place))
        for scenario in system.scenarios
        for part in scenario.components.values()
        for control in (part.controls or {}).values()
    }
    rows = [
        [cell.text for cell in row]
        for one in tables(composed(name))
        if one.id == "controls"
        for row in one.rows
    ]
    assert len({tuple(row[1:]) for row in rows}) == len(rows)
    found = [
        (component, *row[1:2], *row[3:5], row[-1])
        for row in rows
        for component in (sorted(everyone) if row[0].startswith("all ") else row[0].split(", "))
    ]
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_who_says_it_is_told_once_where_the_assessor_says_all(mixed: Path) -> None:
    alone = composed("smart-plug")
    for id_ in ("judgements", "controls"):
        assert "By" not in table(alone, id_).columns
        assert table(alone, id_).note == "All of it is said by firmware engineer."
        assert "By" in table(composed(mixed), id_).columns


def test_sections_nest_no_deeper_than_headings_go() -> None:
    for name in EXAMPLES:
        depths = [
            depth for depth, block in blocks(composed(name, Asked(plan=True))) if isinstance(block, Section)
        ]
        assert max(depths) <= 3


MIXED = """\
iotclass: 1
system: Mixed
method: iotclass-1
assessment: {by: Ann, on: 2026-11-23}
evidence:
  ev-a: {title: About a, kind: test}
  ev-ab: {title: About ab, kind: test}
judgements: {idle: P3}
components:
  a:
    kind: sensor
    requires: {class: F, controls: [signed-updates], why: So}
    connectivity: {level: [{level: C3, by: Ann}, {level: C2, by: Bob}], why: Both looked, evidence: [ev-a]}
    protection: {level: P3, why: Seen}
    challenges: none
    harm: {safety: Minor, why: Small}
  ab:
    kind: mobile-app
    requires: B
    connectivity: {level: [{level: C1, by: Ann, why: No radio}, {level: C2, by: Eve}], evidence: [ev-ab]}
    protection: P5
    controls: {strong-keys: [{state: yes, by: Ann, why: Tested}, {state: no, by: Bob}]}
    harm: {safety: Minor, why: Small}
    relies_on: [c]
  c:
    kind: sensor
    requires: A
    connectivity: {level: C5, why: Open}
    protection: {level: P1, why: Bare}
    challenges: none
    harm: {safety: Catastrophic, why: Lives}
  d:
    kind: sensor
    requires: B
    connectivity: {level: C4, why: Relayed}
    protection: {level: P2, why: Some}
    challenges: {own: {title: Own, severity: high, why: Hard}}
    harm: {safety: Major, why: Serious}
accepted: [{requirement: c, until: 2027-01-31, by: Ann, why: Soon}]
scenarios:
  whole: {title: All}
  without: {title: Without it, components: {ab: null}}
"""


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A model of which opinions differ, and of which requirements fail for every reason."""
    path = tmp_path / "mixed.yaml"
    path.write_text(MIXED, "utf-8")
    return path


def test_what_would_do_says_what_is_in_the_way(mixed: Path) -> None:
    found = composed(mixed, Asked(scenarios=("whole",)))
    assert {row[0]: row[2] for row in cells(found, "ways")} == {
        "a": "It must have what it has not: signed-updates.",
        "ab": "It relies on c, which caps its class; see there.",
        "c": "At this connectivity and impact, protection in effect P5 would do. Designed protection P5 "
        "gives that.",
        "d": "At this connectivity and impact, protection in effect P5 would do. No designed protection "
        "gives that, as challenges wear each one down too far.",
    }
    (lacking,) = [row for row in cells(found, "gaps") if row[0] == "a"]
    assert (lacking[1], lacking[2], lacking[4]) == ("–", "signed-updates", "not stated, so no")


def test_who_judges_together_is_heard_alone_with_the_reason_for_all(mixed: Path) -> None:
    found = composed(mixed, Asked(scenarios=("whole",)))
    judged = [row for row in cells(found, "judgements") if row[1] == "connectivity"]
    assert [(row[0], row[2], *row[4:6], row[7]) for row in judged if row[0] in {"a", "ab"}] == [
        ("a", "C3", "Both looked", "Ann", "ev-a"),
        ("a", "C2", "Both looked", "Bob", "ev-a"),
        ("ab", "C1", "No radio", "Ann", "ev-ab"),
        ("ab", "C2", "no reason given", "Eve", "ev-ab"),
    ]
    stated = [row[3:6] for row in cells(found, "controls")]
    assert stated == [["yes", "Tested", "Ann"], ["no", "–", "Bob"]]


def test_who_is_left_unnamed_keeps_a_number_and_what_had_a_reason_says_so(mixed: Path) -> None:
    found = composed(mixed, Asked(scenarios=("whole",), anonymous=True))
    judged = [row[4:6] for row in cells(found, "judgements") if row[1] == "connectivity"]
    assert judged[:4] == [
        ["reason left out", "assessor 1"],
        ["reason left out", "assessor 2"],
        ["reason left out", "assessor 1"],
        ["no reason given", "assessor 3"],
    ]
    assert "judged by assessor 1, assessor 2" in text(found)
    assert "assessor 4" not in text(found)
    (remark,) = [row[1] for row in cells(found, "remarks") if "accepted" in row[1]]
    assert remark.endswith("accepted until 2027-01-31 by assessor 1: reason left out")


def test_folders_of_ones_own_are_not_named_either(tmp_path: Path, mixed: Path) -> None:
    method = tmp_path / "Acme" / "own"
    copytree(CONTENT / "methods" / "iotclass-1", method)
    head = method / "method.yaml"
    head.write_text(head.read_text("utf-8").replace("method: iotclass-1", "method: own"), "utf-8")
    kinds = tmp_path / "Acme" / "kinds"
    kinds.mkdir()
    sensor = (CONTENT / "profiles" / "sensor.yaml").read_text("utf-8")
    (kinds / "feeler.yaml").write_text(sensor.replace("kind: sensor", "kind: feeler"), "utf-8")
    mixed.write_text(MIXED.replace("kind: sensor", "kind: feeler"), "utf-8")
    asked = Asked(method=str(method), profiles=str(kinds), plan=True)
    assert "Acme" in text(composed(mixed, asked))
    bare = text(composed(mixed, replace(asked, anonymous=True)))
    assert "Acme" not in bare
    assert "method/exposure.csv:" in bare


def test_one_components_report_tells_nothing_of_the_others(mixed: Path) -> None:
    """Neither warnings, evidence nor plans; nor scenarios that it is not in."""
    found = composed(mixed, Asked(component="a", plan=True))
    assert [row[0] for row in cells(found, "evidence")] == ["ev-a"]
    assert [one for one in ids(found) if one.startswith("plan.")] == ["plan.whole", "plan.without"]
    for id_ in ("whole", "without"):
        assert {row[0] for row in cells(found, f"changes.{id_}")} == {"a"}
        assert [row[0] for row in cells(found, f"forecast.{id_}")] == ["a"]
    assert "ab: " not in text(found)
    assert "idle" not in text(found)
    found = composed(mixed, Asked(component="ab", plan=True))
    assert [one for one in ids(found) if one.startswith("plan.")] == ["plan.whole"]
    note = table(found, "clash.whole.ab").note
    assert note.startswith("Nothing that the model allows to change gets it there. The best that it can have")
    assert "What a plan cannot move here: the connectivity of c, C5: " in note


def test_where_nothing_is_required_nothing_is_said_to_be_enough(tmp_path: Path) -> None:
    model = tmp_path / "free.yaml"
    model.write_text("iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor, protection: P1}}\n", "utf-8")
    assert "Nothing is required, so that nothing can be lacking." in text(composed(model))
    assert "Nothing is lacking for what is required." in text(
        composed("pacemaker", Asked(scenarios=("separate",)))
    )


def asked(found: Report) -> list[str]:
    """What who buys is told to ask, point by point."""
    (section,) = [one for one in found.sections if one.id == "asking"]
    lists = [block for block in section.blocks if isinstance(block, Items)]
    return ["".join(run.text for run in item) for one in lists for item in one.items]


def test_who_buys_asks_about_the_parts_of_that_design_only(mixed: Path) -> None:
    """What is judged as a whole has no questions; what falls short of it is told."""
    lines = asked(composed("door-lock", Asked(audience="buyer")))
    assert len(lines) == 7
    assert all(
        re.search(r"\? \(.*(The owner's app|Service of the lock's maker)\)$", one) for one in lines[:6]
    )
    assert lines[6] == "and 8 more."
    judged = asked(composed(mixed, Asked(audience="buyer", scenarios=("without",))))
    assert [one for one in judged if one.startswith("d: ")] == ["d: class F instead of B"]
