"""`iotclass explain`: the tree of reasons down to rows and lines, and what would change the class."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Command
from tests.cli.doubt import DOUBT

CONTROLLER = """\
controller (Security controller) in scenario inside · fazeldehkordi-2019@1.0.0
Class D (weak): An attack that matters is to be expected; use it only where somebody has accepted that.
Requires A: not met (class D instead of A). Required because: Whoever controls it controls a life function.

class of controller: D (weak)  [class table: Catastrophic,E2 → D, given, section VI,
    content/methods/fazeldehkordi-2019/class.csv:23]
  impact of challenges on controller: Catastrophic (lives or the whole undertaking)  [impact table:
      very high → Catastrophic, given, section VI, content/methods/fazeldehkordi-2019/impact.csv:6]
"""

CHANGES = """\
What would change the class, each by itself
  connectivity, now C2 (company network): C3 (wireless) gives class E; none alone meets A
  designed protection, now P5 (full): P4 (strong) gives class E; none alone meets A
  worst severity, now very high (decisive): high (a large problem) gives class A
  Cliff: worst severity high gives A, very high gives D: two letters or more hang on one level, so
    judge it with care
"""

NEXT = "Next: the worst severity alone could meet A; change it, then iotclass assess pacemaker\n"


def test_a_class_is_explained_down_to_rows_and_lines(iotclass: Command) -> None:
    ran = iotclass("explain", "pacemaker", "controller", "--scenario", "inside")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(CONTROLLER)
    assert CHANGES in ran.out
    assert ran.out.endswith(NEXT)
    assert "By iotclass-1 it would be D" in ran.out
    assert "connectivity of controller is judged C2, its links give C4" in ran.out


def test_a_component_is_explained_in_each_scenario_that_has_it(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor}, b: {kind: sensor}}\n"
        "scenarios: {one: {}, two: {components: {a: null}}, three: {}}\n"
    )

    ran = iotclass("explain", "m.yaml", "a", "--format", "json")

    assert [one["scenario"] for one in ran.json["explanations"]] == ["one", "three"]


def test_a_cap_is_named_first(iotclass: Command) -> None:
    ran = iotclass("explain", "pacemaker", "controller", "--scenario", "phone-decrypts")

    lines = ran.out.splitlines()
    assert lines[2] == "Capped by phone, on which it relies; its own class would be A."
    assert lines[5].startswith("class of controller, no better than what it relies on: D (weak)")
    assert lines[6].startswith("  class of what controller relies on: D (weak)")


def test_reasons_that_were_shown_are_not_repeated(iotclass: Command) -> None:
    ran = iotclass("explain", "pacemaker", "controller", "--scenario", "inside")

    assert ran.out.count("severity of battery-use") == 1
    assert "worst severity on controller: very high (decisive)  [as above]" in ran.out


def test_a_component_that_does_not_exist_is_named_with_the_nearest(iotclass: Command) -> None:
    ran = iotclass("explain", "pacemaker", "sensr")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [
        (
            "content/examples/pacemaker.yaml: no component 'sensr'; "
            "expected one of controller, phone, sensor (did you mean 'sensor'?)"
        )
    ]


def test_what_was_not_assessed_is_explained_too(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    ran = iotclass("explain", "m.yaml", "lost")

    assert ran.code == 0
    assert ran.out.splitlines()[1] == "Not assessed: no harm is judged."
    assert "  – no links, ports or judgement say how it is connected\n" in ran.out
    assert "Next: state what is missing, then iotclass assess m.yaml\n" in ran.out


def test_a_range_is_explained_by_the_rows_of_both_its_ends(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    record = iotclass("explain", "m.yaml", "open", "--format", "json").json["explanations"][0]

    (final,) = record["component"]["because"]
    assert (final["level"], final["level_range"]) == ("E", ["A", "E"])
    assert [row["row"] for row in final["rows"]] == ["Minor,E1", "Major,E4"]
    exposure = final["because"][1]
    assert [row["row"] for row in exposure["rows"]] == ["P5,C1", "P2,C3"]


def test_a_contested_cell_is_marked_and_said_what_the_mark_means(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor, connectivity: C4, protection: P3, "
        "challenges: none, harm: Major}}\n"
    )

    ran = iotclass("explain", "m.yaml", "a")
    record = iotclass("explain", "m.yaml", "a", "--format", "json").json["explanations"][0]

    assert "exposure P3,C4" in record["contested"]
    assert "exposure.csv:20 ?]" in ran.out
    assert "? another table that agrees with the source's statements would change the result\n" in ran.out


def test_a_cell_that_does_not_matter_is_not_marked(iotclass: Command) -> None:
    for scenario in ("inside", "separate", "phone-decrypts"):
        for component in ("sensor", "controller", "phone"):
            args = ("explain", "pacemaker", component, "--scenario", scenario)
            assert iotclass(*args, "--format", "json").json["explanations"][0]["contested"] == []
            assert " ?]" not in iotclass(*args).out


def test_only_the_method_by_which_severity_counts_twice_says_so(iotclass: Command) -> None:
    twice = "Severity counts twice here"

    assert twice in iotclass("explain", "pacemaker", "sensor").out
    assert twice not in iotclass("explain", "pacemaker", "sensor", "--method", "iotclass-1").out


def test_where_a_cap_sets_the_class_the_next_step_leads_to_what_is_relied_on(iotclass: Command) -> None:
    ran = iotclass("explain", "pacemaker", "controller", "--scenario", "phone-decrypts")

    assert " ".join(ran.out.split("\n\n")[-1].split()) == (
        "Next: what it relies on sets its class: iotclass explain pacemaker phone --scenario phone-decrypts"
    )
