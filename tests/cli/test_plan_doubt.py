"""`iotclass plan --confidence` and `--robust`: what they print, write and refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.app.model import content_with, opened
from iotclass.plan.doubted import reached
from tests.cli.command import Command

MODEL = """iotclass: 1
system: S
method: fazeldehkordi-2019
components:
  app:
    kind: mobile-app
    requires: {class: F, controls: [strong-keys, signed-data, disclosure-policy]}
    connectivity: C2
    challenges: none
    harm: Minor
    controls:
      password-authentication: yes
      strong-keys: {state: yes, works: 0.8}
      signed-data: {state: yes, works: 0.9}
      disclosure-policy: {state: partly}
    costs:
      strong-keys: {one_off: 100}
      signed-data: {one_off: 10}
      disclosure-policy: {one_off: 1}
"""


def flat(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("confidence", "cost", "likely"),
    [
        ("0.3", 0, 0.36),
        ("0.4", 1, 0.72),
        ("0.72", 1, 0.72),
        ("0.8", 11, 0.8),
        ("0.81", 101, 0.9),
        ("1", 111, 1),
    ],
)
def test_the_cheapest_controls_are_made_sure(
    iotclass: Command, confidence: str, cost: float, likely: float
) -> None:
    ran = iotclass("plan", "-", "--confidence", confidence, "--format", "json", stdin=MODEL.encode())
    found = ran.json
    assert (ran.code, found["status"], found["confidence"]) == (0, "optimal", float(confidence))
    assert found["all_met_probability_now"] == pytest.approx(0.36)
    assert (found["cost"], found["all_met_probability"]) == (cost, pytest.approx(likely))


def test_robust_makes_all_of_them_sure_and_says_so(iotclass: Command) -> None:
    found = iotclass("plan", "-", "--robust", "--format", "json", stdin=MODEL.encode()).json
    assert (found["cost"], found["robust"], found["confidence"]) == (111, True, None)
    assert found["all_met_probability"] == 1
    text = iotclass("plan", "-", "--robust", stdin=MODEL.encode()).out
    assert "under every value that anything in doubt may have, by 3 changes for 111 EUR" in flat(text)
    assert "strong-keys (now yes, but not for certain)" in text


def test_the_text_says_how_likely_all_holds(iotclass: Command) -> None:
    text = iotclass("plan", "-", "--confidence", "0.8", stdin=MODEL.encode()).out
    assert "Everything required holds with 80 % (36 % now, 80 % asked for), by 2 changes" in flat(text)
    assert "(F is required: holds with 80 %, 36 % now)" in text
    assert "app: strong-keys works" in text
    assert "--confidence 0.8 --write planned.yaml" in text


@pytest.mark.parametrize("asked", [("--confidence", "0.9"), ("--robust",)])
def test_what_is_written_reaches_the_probability(
    iotclass: Command, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    ran = iotclass("plan", "-", *asked, "--write", "new.yaml", stdin=MODEL.encode())
    assert "written, with the plan as the scenario 'planned'" in ran.err
    found = opened((tmp_path / "new.yaml").read_bytes(), "new.yaml", None, content_with(None))
    assessment = found.assess(("planned",))
    likely = reached(assessment, assessment.scenarios[0])
    assert likely == pytest.approx(0.9 if "0.9" in asked else 1.0)


def test_a_confidence_out_of_reach_says_what_comes_nearest(iotclass: Command) -> None:
    model = MODEL.replace("    costs:", "    fixed: {signed-data: So it is}\n    costs:")
    ran = iotclass("plan", "-", "--confidence", "0.95", stdin=model.encode())
    assert ran.code == 1
    assert "cannot hold with 95 %: within the limits nothing goes beyond 90 %. The cheapest" in flat(ran.out)
    assert "app: signed-data works" in ran.out
    found = iotclass("plan", "-", "--confidence", "0.95", "--format", "json", stdin=model.encode()).json
    assert (found["status"], found["cost"], found["proved"]) == ("infeasible", 101, True)
    assert found["all_met_probability_at_most"] == found["all_met_probability"] == pytest.approx(0.9)


def test_a_budget_bounds_the_confidence(iotclass: Command) -> None:
    ran = iotclass(
        *("plan", "-", "--confidence", "0.95", "--budget", "50", "--format", "json"), stdin=MODEL.encode()
    )
    assert (ran.code, ran.json["cost"]) == (1, 11)
    assert ran.json["all_met_probability_at_most"] == pytest.approx(0.8)


def test_what_cannot_be_assessed_has_no_probability(iotclass: Command) -> None:
    model = MODEL.replace("    connectivity: C2\n", "")
    ran = iotclass("plan", "-", "--confidence", "0.5", stdin=model.encode())
    assert ran.code == 1
    assert "app cannot be planned for" in ran.out


def test_an_accepted_risk_does_not_lower_the_probability(iotclass: Command) -> None:
    model = MODEL + (
        "  old: {kind: mobile-app, requires: A, protection: P1, connectivity: C5, challenges: none}\n"
        "assessment: {on: 2026-11-25}\n"
        "accepted: [{requirement: old, until: 2027-01-01, by: B, why: W}]\n"
    )
    found = iotclass("plan", "-", "--confidence", "0.8", "--format", "json", stdin=model.encode()).json
    assert (found["status"], found["cost"], found["required"]) == ("optimal", 11, 1)


def test_no_time_is_said(iotclass: Command) -> None:
    ran = iotclass("plan", "-", "--confidence", "0.8", "--time-limit", "0.000001", stdin=MODEL.encode())
    assert ran.code == 1
    assert "Time ran out before a plan was found" in ran.out


def test_the_fewest_changes(iotclass: Command) -> None:
    found = iotclass(
        *("plan", "-", "--confidence", "0.7", "--minimise", "changes", "--format", "json"),
        stdin=MODEL.encode(),
    ).json
    assert (found["objective"], found["cost"]) == (1, 1)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (("--confidence", "0"), "0.0 is not in the range 0<x<=1"),
        (("--confidence", "1.5"), "1.5 is not in the range 0<x<=1"),
        (("--confidence", "nan"), "no number to count with"),
        (("--confidence", "high"), "'high' is not a valid float"),
        (("--confidence", "0.9", "--robust"), "--confidence goes neither with --robust nor with --pareto"),
        (("--confidence", "0.9", "--pareto"), "--confidence goes neither with --robust nor with --pareto"),
        (("--robust", "--pareto"), "--robust does not go with --pareto"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_said(iotclass: Command, said: tuple[str, ...], message: str) -> None:
    ran = iotclass("plan", "pacemaker", *said)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
