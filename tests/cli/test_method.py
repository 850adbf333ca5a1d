"""`iotclass method`: listed, shown, checked and compared, in text and JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.core.table import case_text
from iotclass.read.content import shipped
from tests.cli.command import Command
from tests.read.method_folder import own_folder, replace

METHODS = shipped().content.methods

EXPOSURE = """\
connectivity  unprotected  P1   P2   P3   P4   P5
────────────  ───────────  ───  ───  ───  ───  ──
C1            E5+          E4   E3?  E2?  E1?  E1
C2            E5+          E4?  E3?  E2   E1?  E1
C3            E5+          E5?  E4?  E3?  E2?  E1
C4            E5+          E5?  E4?  E3?  E2   E1
C5            E5+          E5?  E5?  E4?  E3?  E1
"""

CLASS = """\
impact         E1  E2  E3  E4  E5
─────────────  ──  ──  ──  ──  ──
Insignificant  A   A'  A?  B?  C?
Minor          A   A?  B?  C   D?
Moderate       A   B   C?  D?  E?
Major          A   C?  D?  E?  F?
Catastrophic   A   D   E?  F   F'
"""


def test_the_methods_are_listed(iotclass: Command) -> None:
    text, record = iotclass("method", "list"), iotclass("method", "list", "--format", "json")

    assert (text.code, text.err) == (0, "")
    assert [line.split()[:2] for line in text.out.splitlines()[2:4]] == [
        ["fazeldehkordi-2019", "1.0.0"],
        ["iotclass-1", "1.0.0"],
    ]
    assert record.json["methods"] == [
        {"id": one.id, "version": one.version, "title": one.title} for one in METHODS.values()
    ]


@pytest.mark.parametrize("method", METHODS)
def test_a_method_is_shown_with_the_origin_of_each_cell(iotclass: Command, method: str) -> None:
    ran = iotclass("method", "show", method)

    assert (ran.code, ran.err) == (0, "")
    assert EXPOSURE in ran.out
    assert CLASS in ran.out
    assert (
        "Cells: plain = given by the source, ' = derived from what it says, ? = inferred by a rule, + = ours"
        in (ran.out)
    )
    joined = " ".join(ran.out.split())
    for one in METHODS[method].statements:
        assert one.says in joined
    for contradiction in METHODS[method].contradictions:
        assert contradiction.read_as in joined


@pytest.mark.parametrize("method", METHODS)
def test_a_method_in_json_holds_every_row_and_every_word(iotclass: Command, method: str) -> None:
    record = iotclass("method", "show", method, "--format", "json").json

    assert record["method"] == METHODS[method].reference
    for name, table in METHODS[method].tables.items():
        rows = {
            ",".join(row["case"]): (row["outcome"], row["origin"], row["section"], row["at"])
            for row in record["tables"][name]["rows"]
        }
        assert rows == {
            case_text(case): (str(row.outcome), row.origin.value, row.section, str(row.place))
            for case, row in table.rows.items()
        }
    assert len(record["statements"]) == len(METHODS[method].statements) > 0


def test_a_method_of_ones_own_is_shown_by_its_folder(iotclass: Command, tmp_path: Path) -> None:
    own_folder(tmp_path)

    ran = iotclass("method", "show", "./mine")

    assert (ran.code, ran.out.splitlines()[0]) == (0, "mine@1.0.0: iotclass method 1")
    assert "(mine/exposure.csv)" in ran.out


@pytest.mark.parametrize("method", METHODS)
def test_the_built_in_methods_are_proved_and_hold_to_their_source(iotclass: Command, method: str) -> None:
    ran = iotclass("method", "check", method, "--strict")

    count = len(METHODS[method].statements)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == (
        f"{method}@1.0.0: 5 tables with 126 rows are total, monotone and depend on each input; "
        f"{count} statements of its source, 0 contradicted"
    )


def test_a_method_of_ones_own_may_contradict_the_source_but_not_strictly(
    iotclass: Command, tmp_path: Path
) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "impact.csv", "low,Minor,given,VI", "low,Moderate,ours,-")

    ran = iotclass("method", "check", "./mine")
    strict = iotclass("method", "check", "./mine", "--strict")

    warning = "the statement 'low-is-minor' does not hold: low gives Moderate, not Minor"
    assert ran.code == 0
    assert [line.split(": ", 2)[2] for line in ran.err.splitlines()] == [warning]
    assert ran.err.startswith("warning: mine/statements.yaml:")
    assert "1 contradicted" in ran.out
    assert (strict.code, strict.out, strict.err) == (1, ran.out, ran.err)


def test_what_a_method_answers_can_be_had_as_json(iotclass: Command) -> None:
    assert iotclass("method", "check", "iotclass-1", "--format", "json").code == 0
    assert iotclass("profile", "check", "--format", "json").code == 0


@pytest.mark.parametrize("command", [["show"], ["check"], ["diff", "iotclass-1"]], ids=lambda one: one[0])
def test_a_broken_method_is_refused_with_all_its_problems(
    iotclass: Command, tmp_path: Path, command: list[str]
) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "impact.csv", "low,Minor,given,VI", "low,Minr,given,VI")
    replace(folder / "class.csv", "Minor,E2,A,inferred,V\n", "")

    ran = iotclass("method", *command, "./mine")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [
        "mine/class.csv: no row for Minor,E2",
        (
            "mine/impact.csv:3: 'Minr'; expected one of Insignificant, Minor, Moderate, Major, Catastrophic "
            "(did you mean 'Minor'?)"
        ),
    ]


@pytest.mark.parametrize("command", [["show"], ["check"], ["diff", "iotclass-1"]], ids=lambda one: one[0])
def test_an_unknown_method_is_named_with_the_nearest(iotclass: Command, command: list[str]) -> None:
    ran = iotclass("method", *command, "fazeldehkordi")

    assert (ran.code, ran.out) == (2, "")
    assert len(ran.problems) == 1
    assert ran.problems[0].endswith(
        "no method 'fazeldehkordi'; expected one of fazeldehkordi-2019, iotclass-1, or a folder such as "
        "./my-method (did you mean 'fazeldehkordi-2019'?)"
    )


def test_the_two_methods_differ_in_what_they_declare_and_in_no_cell(iotclass: Command) -> None:
    ran = iotclass("method", "diff", "fazeldehkordi-2019", "iotclass-1")
    record = iotclass("method", "diff", "fazeldehkordi-2019", "iotclass-1", "--format", "json").json

    assert ran.code == 0
    assert "No case of any table has another outcome: the settings alone differ.\n" in ran.out
    assert (record["cells"], record["model"]) == ([], [])
    assert record["settings"] == [
        {"setting": "impact comes from", "first": "severity", "second": "harm"},
        {"setting": "controls that fail P1 give", "first": "floor", "second": "unprotected"},
        {"setting": "severity acts on", "first": "impact and protection", "second": "protection"},
    ]


def test_what_the_methods_make_of_the_pacemaker_is_listed(iotclass: Command) -> None:
    args = ("method", "diff", "fazeldehkordi-2019", "iotclass-1", "pacemaker")
    record = iotclass(*args, "--format", "json").json

    found = [(one["scenario"], one["component"], one["first"], one["second"]) for one in record["model"]]
    assert found == [
        ("inside", "sensor", "F", "F"),
        ("inside", "controller", "D", "D"),
        ("inside", "phone", "B", "C"),
        ("separate", "sensor", "C", "F"),
        ("separate", "controller", "A", "A"),
        ("separate", "phone", "B", "C"),
        ("phone-decrypts", "sensor", "F", "F"),
        ("phone-decrypts", "controller", "D", "D"),
        ("phone-decrypts", "phone", "D", "D"),
    ]
    rows = [line.split() for line in iotclass(*args).out.splitlines() if " differs " in line]
    assert [row[:5] for row in rows] == [
        ["inside", "phone", "B", "C", "differs"],
        ["separate", "sensor", "C", "F", "differs"],
        ["separate", "phone", "B", "C", "differs"],
    ]


def test_exactly_the_changed_cells_are_listed_with_their_line(iotclass: Command, tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "class.csv", "Minor,E4,C,given,VI", "Minor,E4,D,ours,-")
    replace(folder / "exposure.csv", "C2,P2,E3,inferred,V", "C2,P2,E4,ours,-")

    record = iotclass("method", "diff", "iotclass-1", "./mine", "pacemaker", "--format", "json").json
    text = iotclass("method", "diff", "iotclass-1", "./mine")

    assert record["cells"] == [
        {"table": "exposure", "case": "C2,P2", "first": "E3", "second": "E4"},
        {"table": "class", "case": "Minor,E4", "first": "C", "second": "D"},
    ]
    assert record["settings"] == []
    assert {(one["first"], one["second"]) for one in record["model"]} == {
        (letter, letter) for letter in ("A", "C", "D", "F")
    }
    assert [line.split() for line in text.out.splitlines()[2:]][:2] == [
        ["exposure", "C2,P2", "E3", "E4", "mine/exposure.csv:13"],
        ["class", "Minor,E4", "C", "D", "mine/class.csv:10"],
    ]


def test_a_method_does_not_differ_from_itself(iotclass: Command, tmp_path: Path) -> None:
    own_folder(tmp_path)

    record = iotclass("method", "diff", "iotclass-1", "mine", "pacemaker", "--format", "json").json

    assert (record["first"], record["second"]) == ("iotclass-1@1.0.0", "mine@1.0.0")
    assert (record["settings"], record["cells"]) == ([], [])
    assert {(one["first"] == one["second"]) for one in record["model"]} == {True}


def test_columns_in_another_order_are_the_same_table(iotclass: Command, tmp_path: Path) -> None:
    """method.yaml declares its inputs in some order; the file of rows follows it."""
    folder = own_folder(tmp_path)
    replace(
        folder / "method.yaml",
        "inputs: {connectivity: rises, protection: falls}",
        "inputs: {protection: falls, connectivity: rises}",
    )
    rows = [line.split(",") for line in (folder / "exposure.csv").read_text().splitlines()]
    swapped = "".join(",".join([row[1], row[0], *row[2:]]) + "\n" for row in rows)
    (folder / "exposure.csv").write_text(swapped)

    record = iotclass("method", "diff", "iotclass-1", "mine", "pacemaker", "--format", "json")

    assert (record.code, record.json["cells"]) == (0, [])
    assert all(one["first"] == one["second"] for one in record.json["model"])


def test_a_method_that_calls_worse_better_is_refused(iotclass: Command, tmp_path: Path) -> None:
    """No input made better may ever make a class worse, whatever a method declares."""
    folder = own_folder(tmp_path)
    replace(folder / "method.yaml", "inputs: {severity: rises}", "inputs: {severity: falls}")
    header, *rows = [line.split(",") for line in (folder / "impact.csv").read_text().splitlines()]
    turned = [[row[0], other[1], *row[2:]] for row, other in zip(rows, reversed(rows), strict=True)]
    (folder / "impact.csv").write_text("".join(",".join(row) + "\n" for row in [header, *turned]))

    ran = iotclass("method", "check", "./mine")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems
    assert all(one.startswith("mine/") for one in ran.problems)
