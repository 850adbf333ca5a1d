"""`iotclass plan`: what it prints, and how it ends."""

from __future__ import annotations

import pytest

from iotclass.read.content import examples
from tests.cli.command import Command


def test_an_infeasible_plan_exits_with_one_and_says_what_clashes(iotclass: Command) -> None:
    ran = iotclass("plan", "pacemaker-limits", "--scenario", "inside")
    assert ran.code == 1
    assert "controller cannot have what is required; the best that it can have is D." in ran.out
    assert "0.08 mWh/day of energy for its controls" in ran.out


def test_a_budget_on_the_command_line_goes_before_the_models(iotclass: Command) -> None:
    enough = iotclass("plan", "factory-cell", "--scenario", "jump-host", "--format", "json")
    less = iotclass(
        "plan", "factory-cell", "--scenario", "jump-host", "--budget", "50000", "--format", "json"
    )
    assert (enough.code, enough.json["status"], enough.json["budget"]) == (0, "optimal", 60000)
    assert (less.code, less.json["status"], less.json["budget"]) == (1, "infeasible", 50000)
    assert less.json["cost"] <= 50000
    (clash,) = less.json["clash"]
    assert {one["kind"] for one in clash["members"]} >= {"budget", "requirement"}


def test_the_sum_of_the_changes_is_the_cost(iotclass: Command) -> None:
    for scenario in ("wifi", "docked"):
        found = iotclass("plan", "infusion-pump", "--scenario", scenario, "--format", "json").json
        assert sum(one["cost"] for one in found["changes"]) == pytest.approx(found["cost"])
        assert found["cost"] == pytest.approx(found["one_off"] + found["years"] * found["yearly"])
        assert found["bound"] == pytest.approx(found["cost"])
        assert all(one["verdict_then"] == "met" for one in found["components"] if one["requires"])


def test_fewest_changes_are_no_more_than_the_cheapest(iotclass: Command) -> None:
    cheap = iotclass("plan", "door-lock", "--scenario", "lock-decides", "--format", "json").json
    few = iotclass(
        "plan", "door-lock", "--scenario", "lock-decides", "--minimise", "changes", "--format", "json"
    ).json
    assert few["objective"] <= len(cheap["changes"])
    assert cheap["cost"] <= few["cost"]


def test_all_points_rise_in_cost_and_in_what_they_reach(iotclass: Command) -> None:
    for scenario in iotclass("plan", "door-lock", "--pareto", "--format", "json").json["scenarios"]:
        for points, key in ((scenario["by_met"], "met"), (scenario["by_class"], "class")):
            assert points
            costs = [one["cost"] for one in points]
            assert costs == sorted(set(costs))
            reached = [one[key] for one in points]
            assert reached == sorted(set(reached), reverse=key == "class")


def test_no_time_at_all_is_said(iotclass: Command) -> None:
    ran = iotclass("plan", "door-lock", "--time-limit", "0.000001")
    assert ran.code == 1
    assert "Time ran out before a plan was found" in ran.out


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (("--budget", "-1"), "-1.0 is not in the range x>=0"),
        (("--budget", "much"), "'much' is not a valid float"),
        (("--minimise", "risk"), "'risk' is not one of 'cost', 'changes'"),
        (("--time-limit", "0"), "0.0 is not in the range x>0"),
        (("--budget", "nan"), "no number to count with"),
        (("--budget", "inf"), "no number to count with"),
        (("--write", "-"), "the name of a new file is needed"),
        (("--profiles", ""), "no such folder"),
        (("--pareto", "--write", "x.yaml"), "--pareto goes neither with --write nor with --minimise"),
        (("--scenario", "insid"), "did you mean 'inside'?"),
        (("--profiles", "nowhere"), "no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_of_plan_is_said(iotclass: Command, said: tuple[str, ...], message: str) -> None:
    ran = iotclass("plan", "pacemaker", *said)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_the_examples_all_run_through_every_command(iotclass: Command) -> None:
    for name in examples():
        for command in ("check", "gap", "compare"):
            assert iotclass(command, name).code == 0
        assert iotclass("plan", name).code == 0


HUGE = """iotclass: 1
system: S
costs: {password-authentication: {one_off: 1000000000000, energy: 1000000000000}}
components:
  a:
    kind: mobile-app
    requires: {class: F, controls: [strong-keys]}
    connectivity: C2
    challenges: {battery-use: {driven_by: energy}}
    harm: Minor
    limits: {energy: 0.000001}
    costs: {strong-keys: {one_off: 5, energy: 0.0000001}}
    controls: {data-authenticity: no}
"""


def test_figures_far_apart_are_planned_with(iotclass: Command) -> None:
    ran = iotclass("plan", "-", "--budget", "10", "--format", "json", stdin=HUGE.encode())
    assert (ran.code, ran.json["status"], ran.json["cost"]) == (0, "optimal", 5)


def test_all_points_cut_short_are_said_to_be(iotclass: Command) -> None:
    ran = iotclass("plan", "door-lock", "--pareto", "--time-limit", "0.000001")
    assert ran.code == 1
    assert "time ran out before all points were found" in ran.out
    assert "No other plan beats" not in ran.out
