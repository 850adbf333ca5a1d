"""What reports say is missing, where few and where many components lack it."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.report import Asked
from iotclass.core.report import Table
from iotclass.report.missing import MANY
from tests.report.composed import composed, table


def lacking(path: Path, count: int) -> Table:
    """What so many components lack; each second one has a control that the others have not."""
    lines = ["iotclass: 1", "system: Many", "method: iotclass-1", "components:"]
    for number in range(count):
        lines += [
            f"  c{number}:",
            "    kind: sensor",
            "    requires: {class: A, controls: [signed-updates]}",
            "    connectivity: {level: C5, why: because}",
            "    challenges: none",
            "    harm: {safety: Major, why: because}",
            f"    controls: {{encrypted-communication: {'yes' if number % 2 else 'no'}}}",
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return table(composed(path, Asked()), "gaps")


def test_what_many_lack_is_told_by_functionality(tmp_path: Path) -> None:
    few, more = lacking(tmp_path / "few.yaml", MANY), lacking(tmp_path / "more.yaml", MANY + 1)
    assert (few.columns[0], more.columns[-1]) == ("Component", "Components")
    rows = {tuple(cell.text for cell in row) for row in few.rows}
    last = {(f"c{MANY}", *row[1:]) for row in rows if row[0] == f"c{MANY - 2}"}
    told = [(id_, *(cell.text for cell in row[:-1])) for row in more.rows for id_ in row[-1].text.split(", ")]
    assert last
    assert len(told) == len(set(told))
    assert set(told) == rows | last
    levels = [row[0].text for row in more.rows]
    assert levels == sorted(levels, key=lambda level: (level == "–", level))
