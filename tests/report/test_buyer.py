"""What who buys is told: two pages in plain words, of one design."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.app.report import Asked
from iotclass.core.report import Paragraph, blocks
from tests.report.composed import cells, composed, ids, runs, table


def test_who_buys_gets_little_and_no_codes() -> None:
    found = composed("pacemaker", Asked(audience="buyer", scenarios=("separate",)))
    assert found.short
    assert len(list(blocks(found))) < 12
    for run in runs(found):
        assert not {"C1", "C4", "E4", "P1", "P5"} & set(run.text.split())


@pytest.mark.parametrize(
    ("model", "title", "parts"),
    [
        (
            "infusion-pump",
            "The design to choose, “Pumps docked, with a gateway at the bed”: classes, A (best) to F",
            ["ward-network", "pump", "drug-library", "gateway"],
        ),
        ("door-lock", "The design to choose, “The lock checks keys that the app has signed”", ["app"]),
    ],
)
def test_who_buys_sees_one_design_what_is_not_good_enough_first(
    model: str, title: str, parts: list[str]
) -> None:
    found = composed(model, Asked(audience="buyer"))
    assert table(found, "parts-classes").title.startswith(title)
    names = [row[0].split("(")[1][:-1] for row in cells(found, "parts-classes")]
    assert names[: len(parts)] == parts
    assert len(cells(found, "overview")) == 2


def test_who_buys_gets_twelve_parts_the_rest_counted(tmp_path: Path) -> None:
    model = tmp_path / "many.yaml"
    part = (
        "{{kind: sensor, protection: {level}, connectivity: C5, challenges: none, harm: {{safety: Major}}}}"
    )
    lines = [f"  p{n}: {part.format(level='P5' if n < 10 else 'P1')}" for n in range(15)]
    model.write_text("\n".join(["iotclass: 1", "system: S", "components:", *lines]), "utf-8")
    shown = table(composed(model, Asked(audience="buyer")), "parts-classes")
    names = [row[0].text for row in shown.rows]
    assert names == [*(f"p{n}" for n in range(10, 15)), *(f"p{n}" for n in range(7))]
    assert shown.note == "and 3 more parts."


def test_where_nothing_is_assessed_there_is_no_table_of_what_classes_mean(tmp_path: Path) -> None:
    model = tmp_path / "bare.yaml"
    model.write_text("iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor}}\n", "utf-8")
    assert "meaning" not in ids(composed(model))
    assert "meaning" in ids(composed("pacemaker"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            "{by: Maria, role: engineer, on: 2026-11-23, status: draft}",
            "Assessed by Maria (engineer) on 2026-11-23. Status: draft.",
        ),
        ("{role: engineer, on: 2026-11-23}", "Assessed by engineer on 2026-11-23."),
        ("{by: Maria, on: 2026-11-23}", "Assessed by Maria on 2026-11-23."),
        ("{by: Maria, status: final}", "Assessed by Maria; when is not said. Status: final."),
        ("{on: 2026-11-23}", "Assessed on 2026-11-23; by whom is not said."),
        ("{status: draft}", "Who assessed this, and when, is not said. Status: draft."),
        ("{}", "Who assessed this, and when, is not said."),
    ],
)
def test_who_buys_is_told_who_assessed_it_when_and_how_far_that_is(
    tmp_path: Path, given: str, said: str
) -> None:
    model = tmp_path / "m.yaml"
    part = "{kind: sensor, connectivity: C1, protection: P5, challenges: none, harm: Minor}"
    model.write_text(f"iotclass: 1\nsystem: S\nassessment: {given}\ncomponents:\n  a: {part}\n")
    _, second, *_ = composed(model, Asked(audience="buyer")).sections[0].blocks
    assert isinstance(second, Paragraph)
    assert [run.text for run in second.runs] == [said]
